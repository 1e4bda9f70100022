"""Copies are found, also when they are changed a little; what only sounds alike is left apart."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.triage.likeness import LEAST, alike

PITCH = "We at Bright Path help people like you to a new job within thirty days, write me for the link"
OTHERS = (
    "Congratulations!",
    "The second interview was moved four times, and nobody told the candidate why",
    "Which tool do you use to send these letters, and may we reuse the wording?",
)


def test_copies_with_small_changes_share_a_head() -> None:
    copies = (
        PITCH.upper() + "!!! 🚀🚀",
        f"Hi Anna, {PITCH} https://example.org/?u=99",
        PITCH.replace("new job", "n3w j0b").replace("people", "peolpe"),
        f"@Tom Baker {PITCH.replace('thirty', '30')} #jobs #hiring",
    )
    assert alike([OTHERS[0], PITCH, OTHERS[1], *copies, OTHERS[2]]) == [0, 1, 2, 1, 1, 1, 1, 7]


def test_short_words_said_by_many_stay_apart() -> None:
    assert alike(["Congratulations!"] * 5) == list(range(5))


def test_unlike_texts_of_one_language_stay_apart() -> None:
    assert alike(OTHERS) == [0, 1, 2]


@given(st.lists(st.text(max_size=80), max_size=12))
def test_a_head_is_an_earlier_text_that_heads_itself(texts: list[str]) -> None:
    heads = alike(texts)
    assert len(heads) == len(texts)
    assert all(head <= place and heads[head] == head for place, head in enumerate(heads))


@given(st.text(min_size=LEAST, max_size=200))
def test_the_very_same_words_are_copies_if_they_are_long_enough(text: str) -> None:
    heads = alike([text, text])
    assert heads[1] == (0 if sum(map(str.isalpha, text)) >= 2 * LEAST and "@" not in text else heads[1])


def test_many_texts_that_begin_alike_cost_no_more_than_others() -> None:
    texts = [
        f"I read this on the train to {place} and had to get off" + " so there" * place
        for place in range(300)
    ]
    assert len(alike(texts)) == 300
