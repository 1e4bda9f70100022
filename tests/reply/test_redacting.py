"""Names out of an exchange and back into the answer: nothing of the people in it is left."""

import re
from collections.abc import Callable
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.reply.handing.called import Known, firms_of, forms_of, is_ordinary
from groundswell.reply.handing.redacting import STRUCK, redact, restore, strike

MARA = Known(("Mara Lindqvist",), ("mara", "mara@hall.example"))
JOSE = Known(
    ("Dr. José Núñez-Ortega, PhD",),
    ("jose-nunez-1a2b",),
    firms_of("Fernweh Rail GmbH", "Talent lead at Fernweh Rail | coach"),
)
WILL = Known(("Will Li",))
PEOPLE = [MARA, JOSE, WILL]


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("Thank you, Mara Lindqvist.", "Thank you, Person A."),
        ("thanks mara", "thanks Person A"),
        ("MARA, jose nunez ortega!", "Person A, Person B!"),
        ("José's idea, and Joses too", "Person B's idea, and Person Bs too"),
        ("#ThanksMara #JoseNunezOrtega", "#ThanksPerson A #Person B"),
        ("_Ortega_ and *Nunez*", "_Person B_ and *Person B*"),
        ("Will you ask Will Li? I will.", "Person C you ask Person C? I will."),
        ("M\u200ba\u00adra and \U0001d40c\U0001d41a\U0001d42b\U0001d41a", "Person A and Person A"),
        (
            "\u24dc\u24d0\u24e1\u24d0, \u24c2ara and \U0001f13c\U0001f130\U0001f141\U0001f130",
            "Person A, Person A and Person A",
        ),
        (normalize("NFD", "José Núñez"), "Person B Person B"),
        ("@jose-nunez-1a2b @mara@hall.example @mara", "Person B Person A Person A"),
        ("@stranger and again @Stranger", "Person D and again Person D"),
        ("He works for Fernweh  Rail.", "He works for Firm A."),
        ("Ask at Hollow Bay Ferries Ltd.", "Ask at Firm A"),
        ("jose@mail.example or jose [at] mail [dot] example", "Address B or Address A"),
        ("https://a.example/mara?x=1, www.b.example and c.example/d", "Link A, Link B and Link C"),
        ("+49 170 1234567", "Number A"),
        ("12 Harbour Lane Street", "Street A"),
        ("Maracas and Josefine stay", "Maracas and Josefine stay"),
    ],
)
def test_what_gives_somebody_away_is_replaced(said: str, becomes: str) -> None:
    assert redact([said], PEOPLE).texts == (becomes,)


def test_the_same_person_is_the_same_throughout() -> None:
    found = redact(
        ["Mara wrote to Will.", "Will Li answered mara.", "See a.example/x", "a.example/x!"], PEOPLE
    )
    assert found.texts == (
        "Person A wrote to Person C.",
        "Person C answered Person A.",
        "See Link A",
        "Link A!",
    )
    assert found.people == ("Person A", "Person B", "Person C")


def test_a_placeholder_that_stands_there_already_is_no_name() -> None:
    found = redact(["Person A and Firm A met Mara."], [MARA])
    assert found.texts == ("Person A and Firm A met Person B.",)
    assert restore(found.texts[0], found.names) == "Person A and Firm A met Mara."
    found = redact(["Person \n A met Mara."], [MARA])
    assert found.texts == ("Person \n A met Person B.",)


def test_an_answer_gets_the_names_back_however_they_are_spelt() -> None:
    names = redact(["", "jose@mail.example"], PEOPLE).names
    assert restore("Thank you, person  B! PERSON B, Person Bs; Person BA, a person", names) == (
        "Thank you, José! José, Josés; Person BA, a person"
    )
    assert restore("I mailed Address A.", names) == "I mailed jose@mail.example."


def test_letters_that_only_look_alike_are_no_placeholder() -> None:
    for text in ("Per\u017fon A", "F\u0131rm A", "Lin\u212a A"):
        assert restore(text, {"Person A": "Mara", "Firm A": "Hall", "Link A": "hall.example"}) == text


def test_who_shares_a_first_name_gets_the_whole_one_back() -> None:
    found = redact(["Ana Ruiz asked Ana Roth."], [Known(("Ana Ruiz",)), Known(("Ana Roth",))])
    assert found.texts == ("Person A asked Person B.",)
    assert restore(found.texts[0], found.names) == "Ana Ruiz asked Ana Roth."


def test_what_may_be_a_name_is_told_the_likely_first() -> None:
    said = [
        "Tell Dieter Brandt, and Mrs Osei. We met in Lisbon with Mara.",
        "I will call 555-123-4567. Kofi, thanks! And maralike things.",
    ]
    doubts = redact(said, PEOPLE).doubts
    likely = [one.text for one in doubts if one.likely]
    assert {"Tell Dieter Brandt", "Osei", "555-123-4567", "maralike"} == set(likely)
    assert {"Lisbon", "Kofi", "will"} == {one.text for one in doubts if not one.likely}
    assert [one.likely for one in doubts] == sorted((one.likely for one in doubts), reverse=True)


def test_small_letters_and_usual_beginnings_are_no_doubt() -> None:
    said = [
        "Senin yanın, łata że ık. Dear candidate, congratulations. The CV went to HR on Mondays.",
        "Żaneta",
        "Otto told me so. Nobody said more. It is fair. We'd ask; j'en ai. J'en ai. O’Brien knows.",
    ]
    assert {one.text for one in redact(said, []).doubts} == {"Żaneta", "Otto", "O’Brien"}


def test_struck_words_are_gone_wherever_they_stand() -> None:
    texts = ("Tell Dieter  Brandt (dieter brandt).", "Brandtmauer stays.")
    assert strike(texts, ["Dieter Brandt", " "]) == (f"Tell {STRUCK} ({STRUCK}).", "Brandtmauer stays.")
    assert strike(texts, []) == texts
    assert strike(["a.b axb"], ["a.b"]) == (f"{STRUCK} axb",)


LETTERS = st.sampled_from("abdefgiklmnoprtuvz")
WORD = st.builds(lambda first, rest: first.upper() + rest, LETTERS, st.text(LETTERS, min_size=3, max_size=8))
NAME = st.builds(lambda one, other: f"{one} {other}", WORD, WORD)
FRAMES = st.sampled_from(
    [
        "{}",
        "Thanks, {}!",
        "({}) said so",
        "*{}*",
        "_{}_",
        "{}'s",
        "#{}",
        "«{}»",
        "{}\n",
        "x {} y",
        "@{}, hi",
        "“{}”",
    ]
)
CASES: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    [str, str.lower, str.upper, lambda text: normalize("NFD", text)]
)


@settings(max_examples=40)
@given(st.lists(NAME, min_size=1, max_size=4, unique=True), st.data())
def test_no_form_of_a_name_is_left(names: list[str], data: st.DataObject) -> None:
    known = [
        Known((name,), (name.replace(" ", "-").lower() + "-77",), (f"{name.split()[1]} Werft",))
        for name in names
    ]
    forms = [form for one in known for form in (*forms_of(one), *one.firms)]
    drawn = data.draw(st.lists(st.tuples(FRAMES, st.sampled_from(forms), CASES), min_size=1, max_size=6))
    texts = [frame.format(case(form)) for frame, form, case in drawn]
    texts += [f"write to {form.replace(' ', '.')}@mail.example or https://a.example/{form}" for form in forms]
    left = " ".join(redact(texts, known).texts).casefold()
    for form in forms:
        if not is_ordinary(form):
            assert not re.search(rf"(?<!\w){re.escape(form.casefold())}(?!\w)", left), (form, left)
    assert "@" not in left
    assert "example" not in left


@settings(max_examples=40)
@given(st.lists(NAME, min_size=1, max_size=4, unique_by=lambda name: name.split()[0]), st.data())
def test_what_was_replaced_is_put_back(names: list[str], data: st.DataObject) -> None:
    known = [Known((name,)) for name in names]
    first = [one.put_back(known) for one in known]
    parts = {part for name in names for part in name.split()[1:]}
    words = data.draw(
        st.lists(st.one_of(st.sampled_from(first), st.sampled_from(["well", "said", "13,", "a"])))
    )
    text = " ".join(words)
    found = redact([text], known)
    if not parts & set(first):
        assert restore(found.texts[0], found.names) == text


@settings(max_examples=40)
@given(st.text(), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_is_taken(text: str, names: list[str]) -> None:
    found = redact([text], [Known(tuple(names))])
    strike(found.texts, names)
    restore(text, found.names)
