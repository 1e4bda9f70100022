"""Which posts on two networks are one text, on constructed pairs."""

import random

import pytest

from groundswell.triage.crossposts import LEAST, likeness, one_text, text_of
from tests.triage.crosspost_pairs import pairs


@pytest.mark.parametrize("turned", [False, True])
def test_constructed_pairs_are_told_rightly(turned: bool) -> None:
    for one, other, same in pairs():
        first, second = (other, one) if turned else (one, other)
        assert one_text(text_of(first), text_of(second)) is same, (
            likeness(text_of(one), text_of(other)),
            other,
        )


def test_links_tags_mentions_and_numbering_make_no_difference() -> None:
    words = "Our choir sang in the waiting room of the clinic yesterday and nobody clapped"
    dressed = f"🧵 (1/4) {words.upper()}! #choir @clinic@fedi.example https://example.org/choir …"
    assert text_of(words).letters == text_of(dressed).letters
    assert likeness(text_of(words), text_of(dressed)) == (1.0, 0.0)


def test_what_is_said_every_week_is_not_one_text() -> None:
    words = "Good morning to all of you"
    assert len(text_of(words).letters) < LEAST
    assert not one_text(text_of(words), text_of(words))
    assert not one_text(text_of(""), text_of("#nothing https://a.example"))


def test_any_signs_are_a_text_like_others() -> None:
    chance = random.Random(3)
    for _ in range(200):
        words = "".join(chance.choices("a @#/1(\u202e漢é\n", k=chance.randrange(9_000)))
        text = text_of(words)
        assert one_text(text, text) is (len(text.letters) >= LEAST)
