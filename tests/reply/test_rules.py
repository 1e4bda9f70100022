"""What rules find in a text: personal data, what a template left over, and where clauses stand."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.checking import Defence, Fault, Verdict
from groundswell.reply import check
from groundswell.reply.checks import wording
from groundswell.reply.checks.clauses import clauses
from groundswell.reply.checks.private import private
from groundswell.reply.checks.templates import left_over


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Write to ada.poole@example.com, please.", "ada.poole@example.com", "a mail address"),
        ("Ring me: +44 20 7946 0991, any time", "+44 20 7946 0991", "a phone number"),
        ("mobil 0171 2345678 abends", "0171 2345678", "a phone number"),
        ("call (312) 555-0142", "(312) 555-0142", "a phone number"),
        ("IBAN DE89 3704 0044 0532 0130 00 danke", "DE89 3704 0044 0532 0130 00", "a bank account"),
        ("card 4111 1111 1111 1111", "4111 1111 1111 1111", "a card number"),
        ("She lives at 14 Mill Lane now", "14 Mill Lane", "a street address"),
        ("Sie wohnt in der Gartenstraße 12", "Gartenstraße 12", "a street address"),
    ],
)
def test_personal_data_is_named(text: str, words: str, name: str) -> None:
    ((begin, end, found),) = private(text)
    assert (text[begin:end], found) == (words, name)


@pytest.mark.parametrize(
    "text",
    [
        "We had 23,197 reactions and 7.3 million impressions in 2026.",
        "From 2019 to 2024 I applied 1200 times.",
        "Version 3.11.7 of 2026-11-30, at 17:40",
        "It took 10-15 rounds, 3-4 weeks each",
        "4111 1111 1111 1112 is no card",
        "Main Street was not the problem",
        "@ada you said it",
    ],
)
def test_numbers_of_other_kinds_are_left_alone(text: str) -> None:
    assert list(private(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hi [Name], thank you", "[Name]"),
        ("Hi {{first_name}}, thank you", "{{first_name}}"),
        ("Dear {candidate}, we", "{candidate}"),
        ("Hello <First Name>!", "<First Name>"),
        ("Hi %FNAME%,", "%FNAME%"),
        ("Thanks FIRSTNAME", "FIRSTNAME"),
        ("Your post about {{7*7}} struck me", "{{7*7}}"),
        ("Hi {{ person.name | title }}, thanks", "{{ person.name | title }}"),
        ("Hi ${7*7}, thanks", "${7*7}"),
        ("Hi #{name}, thanks", "#{name}"),
        ("Hi <%= first %>, thanks", "<%= first %>"),
        ("Hi {% if name %}there, thanks", "{% if name %}"),
        ("Hi *|FNAME|*, thanks", "*|FNAME|*"),
    ],
)
def test_what_a_template_left_over_is_found(text: str, words: str) -> None:
    ((begin, end),) = left_over(text)
    assert text[begin:end] == words


@pytest.mark.parametrize(
    "text",
    ["I [really] mean it", "see [1] and [2]", "a < b and b > c", "{}", "{{}}", "100% OFF", "#5 {x: 1}"],
)
def test_other_brackets_are_left_alone(text: str) -> None:
    assert list(left_over(text)) == []


@given(st.text(max_size=400))
def test_clauses_stand_one_after_the_other_and_hold_all_words(text: str) -> None:
    parts = clauses(text)
    assert all(begin < end for begin, end in parts)
    assert all(one[1] <= other[0] for one, other in pairwise(parts))
    assert "".join("".join(text[begin:end] for begin, end in parts).split()) == "".join(text.split())


def test_a_turn_within_a_sentence_is_a_clause_of_its_own() -> None:
    text = "Thank you for telling me, but if you had read the post you would know. I will change it."
    assert [text[begin:end] for begin, end in clauses(text)] == [
        "Thank you for telling me,",
        "but if you had read the post you would know.",
        "I will change it.",
    ]


@pytest.mark.parametrize(
    "about",
    [*(one.value for one in Fault if one is not Fault.DEFENSIVE), *Defence, "misread", "presumes"],
)
def test_every_fault_has_its_reason(about: str) -> None:
    assert wording.say(about).endswith(".")


@pytest.mark.parametrize(
    "about", [*Defence, Fault.HOSTILE, Fault.PITCH, Fault.PLATITUDE, Fault.PROMISE, "misread", "presumes"]
)
@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "pt", "it"])
def test_every_wording_stands_in_six_languages(about: str, language: str) -> None:
    first = wording.instead(about, language)
    assert first
    assert wording.instead(about, language, frozenset({first})) != first


def test_no_words_are_offered_in_a_language_that_is_not_there() -> None:
    assert wording.instead(Fault.HOSTILE, "xx") == ""


@pytest.mark.parametrize(
    ("polite", "text"),
    [
        (
            True,
            "Es tut mir leid, dass Sie das so empfinden, aber Sie haben den Beitrag offenbar nicht gelesen.",
        ),
        (
            False,
            "Es tut mir leid, dass du das so empfindest, aber du hast den Beitrag offenbar nicht gelesen.",
        ),
    ],
)
def test_words_are_offered_in_the_form_of_address_of_the_text(polite: bool, text: str) -> None:
    offered = " ".join(one.instead for one in check(text, to="Das ist doch nur Werbung.").remarks)
    assert offered
    assert "<" not in offered
    assert bool(re.search(r"\b(?:du|dich|dir|dein)\b", offered, re.IGNORECASE)) is not polite


@pytest.mark.parametrize("formal", [True, False])
@pytest.mark.parametrize("about", [*(one.value for one in Fault if one is not Fault.DEFENSIVE), *Defence])
def test_no_mark_of_the_form_of_address_is_left_in_words(about: str, formal: bool) -> None:
    for language in ("en", "de", "es", "fr", "pt", "it"):
        assert not set("<|>") & set(wording.instead(about, language, formal=formal))


@pytest.mark.parametrize("text", ["x" * 9_999, "A" * 35, "qwertz" * 40, f"{'x' * 9_000} ok"])
def test_what_holds_no_word_of_any_language_is_neither_held_nor_blamed(text: str) -> None:
    said = check(text, to="I liked your post about the bakery.")
    assert (said.verdict, said.remarks, said.language) == (Verdict.LOOK_AGAIN, (), "und")
    assert set(said.scores.values()) == {0.5}


@pytest.mark.parametrize(
    "text",
    [
        "Sooooooooooooo true, thank you.",
        "Danke. Das Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz ist weg.",
        "谢谢你的评论我会认真考虑你说的每一点并且在下一篇文章里回答大家都关心的问题也欢迎你继续提出不同的意见让我们一起把这件事情做得更好谢谢你一直以来的支持和鼓励我非常感激",
        "Thank you, Ana.",
    ],
)
def test_long_words_and_scripts_without_spaces_are_words(text: str) -> None:
    assert check(text, to="I liked your post about the bakery.").language != "und"
