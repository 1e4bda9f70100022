"""What asks for the same change stands together, in whatever language; and a point is called by its words."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.reading import Evidence
from groundswell.text.language import language_of
from groundswell.triage.points import LONGEST_TITLE, Words, gathered, title_of
from tests.triage.same_changes import HELD_OUT, TUNED


def asked(texts: Mapping[str, Sequence[str]]) -> tuple[list[str], list[Words]]:
    """What each asks for, and the texts."""
    pairs = [(change, text) for change, said in texts.items() for text in said]
    return [change for change, _ in pairs], [Words(text, language_of(text)) for _, text in pairs]


@pytest.mark.parametrize(("texts", "right", "groups"), [(TUNED, 0.8, 5), (HELD_OUT, 0.6, 4)])
def test_most_of_what_is_put_together_asks_for_the_same(
    texts: Mapping[str, Sequence[str]], right: float, groups: int
) -> None:
    changes, words = asked(texts)
    found = gathered(words)
    pairs = [pair for group in found for pair in combinations(group, 2)]
    assert sum(changes[one] == changes[other] for one, other in pairs) >= right * len(pairs)
    assert sum(len(group) > 1 for group in found) >= groups


def test_across_languages() -> None:
    changes, words = asked(TUNED)
    together = [group for group in gathered(words) if len({words[place].language for place in group}) > 1]
    assert any(len({changes[place] for place in group}) == 1 for group in together)


def test_what_the_user_put_together_stays_so_and_apart_from_other_points() -> None:
    changes, words = asked(TUNED)
    links = [place for place, change in enumerate(changes) if change == "link"]
    groups = gathered(words, bound=[links[:3], links[3:]])
    first, second = (next(group for group in groups if links[at] in group) for at in (0, 3))
    assert set(links[:3]) <= set(first)
    assert set(links[3:]) <= set(second)
    assert first != second


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(["en", "de", "und"])), max_size=12))
def test_every_text_stands_in_one_group(said: list[tuple[str, str]]) -> None:
    words = [Words(text, language) for text, language in said]
    groups = gathered(words, words[:3])
    assert sorted(place for group in groups for place in group) == list(range(len(words)))
    assert groups == gathered(words, words[:3])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lovely. Add the date, please. Bye now.", "Add the date, please."),
        ("Small thing: your profile shows the old employer.", "Your profile shows the old employer."),
        ("Shorter!", "Shorter!"),
        ("Note: no", "Note: no"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_point_is_called_by_the_sentence_that_says_what_to_change(text: str, title: str) -> None:
    at = text.find("Add")
    assert title_of(text, [Evidence(at, at + 12, "feedback")] if at >= 0 else []) == title


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=3))
def test_a_title_is_one_short_line(text: str, marks: list[tuple[int, int]]) -> None:
    title = title_of(text, [Evidence(start, end, "feedback") for start, end in marks])
    assert len(title) <= LONGEST_TITLE
    assert title.split() == title.split(" ") or not title
