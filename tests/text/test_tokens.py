"""Tokens keep their place and see through disguises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.text.tokens import HEAD_CHARS, TAIL_CHARS, tokens


def forms(text: str) -> list[str]:
    return [form for _, _, form in tokens(text)]


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("i\u200bd\u00adiot", "idiot"),
        ("ｉｄｉｏｔ", "idiot"),
        ("𝓲𝓭𝓲𝓸𝓽", "idiot"),
        ("іdіоt", "idiot"),  # Cyrillic і and о
        ("1d1ot"[1:], "diot"),
        ("IDIOT", "idiot"),
        ("soooooo", "soo"),
        ("f***", "f*"),
        ("f**king", "f*king"),
        ("Glückwünsche", "gluckwunsche"),
        ("don’t", "don't"),
        ("مُمتاز", "ممتاز"),
    ],
)
def test_a_disguised_word_folds_to_what_it_hides(disguised: str, plain: str) -> None:
    assert forms(disguised) == [plain]


def test_words_in_one_script_keep_their_letters() -> None:
    assert forms("Спасибо हिन्दी") == ["спасибо", "हिन्दी"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("https://example.com/a?b=c", "⟨url⟩"),
        ("example.shop", "⟨url⟩"),
        ("jo.doe@example.org", "⟨mail⟩"),
        ("@Jo_Doe", "⟨handle⟩"),
        ("$1,500", "⟨money⟩"),
        ("200 EUR", "⟨money⟩"),
        ("+1 555 010 9999", "⟨phone⟩"),
    ],
)
def test_what_names_somebody_or_something_becomes_a_placeholder(text: str, form: str) -> None:
    assert forms(text) == [form]


def test_marks_and_emoji_are_tokens_too() -> None:
    assert forms("Wow!!!!! 👏🏽👏🏽 ❤️") == ["wow", "!!!", "👏", "👏", "❤"]


def test_scripts_without_spaces_are_read_by_character() -> None:
    assert forms("素晴らしい") == list("素晴らしい")


@given(st.text(max_size=300))
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    last = 0
    for start, end, form in tokens(text):
        assert last <= start < end <= len(text)
        assert form
        last = end


def test_of_a_huge_text_beginning_and_end_are_read() -> None:
    text = "begin " + "x " * 500_000 + "end"
    found = list(tokens(text))
    assert found[0][2] == "begin"
    assert found[-1] == (len(text) - 3, len(text), "end")
    assert len(found) <= HEAD_CHARS + TAIL_CHARS
