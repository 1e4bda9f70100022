"""The layer that corrections teach."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.words import Lane
from groundswell.triage.decide import Thresholds
from groundswell.triage.personal import Ground, Lesson, Placed, learned
from groundswell.triage.sketch import COORDINATES, sketched, unsketched

LANES = tuple(lane for lane in Lane if lane is not Lane.UNSURE)
CHANCE = np.random.default_rng(5)
KINDS = CHANCE.normal(size=(6, COORDINATES)).astype(np.float32)
SAID = (Lane.QUESTION, Lane.FEEDBACK, Lane.KIND_WORDS, Lane.DISAGREEMENT, Lane.OTHER, Lane.NEEDS_YOU)
"""What the reader alone says of each kind of text."""


def texts(kind: int, n: int, seed: int, distress: float = -6.0) -> list[bytes]:
    """Sketches of texts of one kind: near each other, apart from other kinds."""
    noise = np.random.default_rng(seed).normal(scale=0.25, size=(n, COORDINATES))
    scores = (3.0 * np.eye(len(LANES))[LANES.index(SAID[kind])]).astype(np.float32)
    return [sketched(scores, -2.0, distress, (KINDS[kind] + one).astype(np.float32)) for one in noise]


GROUND = Ground(
    unsketched([one for kind in range(6) for one in texts(kind, 40, kind)]),
    LANES,
    Thresholds(sure=0.5, hostile=0.8, attack=0.3, spam=0.7, distress=0.3),
)


def lessons(kind: int, lane: Lane, n: int) -> list[Lesson]:
    return [Lesson(sketch, lane) for sketch in texts(kind, n, 77)]


def share(placed: list[Placed], lane: Lane) -> float:
    return sum(one.lane is lane for one in placed) / len(placed)


def test_without_lessons_texts_stay_where_the_reader_puts_them() -> None:
    placed = learned([], GROUND).placed(texts(2, 5, 1))
    assert {(one.lane, one.taught) for one in placed} == {(SAID[2], False)}


def test_a_consistent_preference_is_learned_and_other_kinds_stay() -> None:
    judge = learned(lessons(4, Lane.SPAM, 12), GROUND)
    moved = judge.placed(texts(4, 50, 9))
    assert share(moved, Lane.SPAM) > 0.9
    assert all(one.taught == (one.lane is not SAID[4]) for one in moved)
    for kind in (0, 1, 2, 3, 5):
        assert share(judge.placed(texts(kind, 50, 9)), SAID[kind]) > 0.98


def test_what_is_hostile_to_one_user_is_folded_for_them() -> None:
    judge = learned(lessons(3, Lane.HOSTILE, 12), GROUND)
    assert share(judge.placed(texts(3, 50, 9)), Lane.HOSTILE) > 0.8


def test_no_lesson_hides_somebody_in_distress() -> None:
    judge = learned(lessons(5, Lane.OTHER, 20), GROUND)
    assert share(judge.placed(texts(5, 50, 9, distress=2.0)), Lane.NEEDS_YOU) == 1


def test_a_correction_taken_back_leaves_no_trace() -> None:
    kept, shown = lessons(1, Lane.KIND_WORDS, 5), texts(3, 9, 4)
    both = learned([*kept, *lessons(3, Lane.OTHER, 4)], GROUND)
    assert both.placed(shown) != learned(kept, GROUND).placed(shown)
    assert learned(kept, GROUND).placed(shown) == learned(list(kept), GROUND).placed(shown)


@given(st.permutations(range(8)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_lessons_does_not_matter(order: list[int]) -> None:
    held = [*lessons(1, Lane.KIND_WORDS, 4), *lessons(3, Lane.OTHER, 4)]
    shown = texts(3, 3, 4)
    usual = [one.confidence for one in learned(held, GROUND).placed(shown)]
    turned = learned([held[place] for place in order], GROUND).placed(shown)
    assert [one.confidence for one in turned] == pytest.approx(usual, abs=1e-3)
