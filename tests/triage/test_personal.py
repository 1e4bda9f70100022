"""The layer that corrections teach."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from groundswell.triage.personal import Anchors, Lesson, learned

Floats = NDArray[np.float32]
WIDTH, LANES = 24, 4
CHANCE = np.random.default_rng(5)
KINDS = CHANCE.normal(size=(6, WIDTH)).astype(np.float32)


def texts(kind: int, n: int, seed: int) -> Floats:
    """States of texts of one kind: near each other, apart from other kinds."""
    noise = np.random.default_rng(seed).normal(scale=0.25, size=(n, WIDTH))
    made: Floats = (KINDS[kind] + noise).astype(np.float32)
    return made


def scored(n: int, lane: int) -> Floats:
    """Scores that speak for one lane."""
    return np.tile(2.0 * np.eye(LANES, dtype=np.float32)[lane], (n, 1))


ANCHORS = Anchors(
    np.vstack([texts(kind, 40, kind) for kind in range(6)]),
    np.vstack([scored(40, kind % LANES) for kind in range(6)]),
)


def lessons(kind: int, lane: int, n: int, said: int) -> list[Lesson]:
    rows = zip(texts(kind, n, 77), scored(n, said), strict=True)
    return [Lesson(state, scores, lane) for state, scores in rows]


def test_without_lessons_nothing_changes() -> None:
    assert not learned([], ANCHORS).added(texts(2, 5, 1)).any()


def test_a_consistent_preference_is_learned_and_other_kinds_stay() -> None:
    layer = learned(lessons(kind=4, lane=3, n=12, said=0), ANCHORS)
    corrected, others = texts(4, 50, 9), np.vstack([texts(kind, 50, 9) for kind in (0, 1, 2, 3, 5)])
    assert ((scored(50, 0) + layer.added(corrected)).argmax(axis=1) == 3).mean() > 0.9
    before = np.vstack([scored(50, kind % LANES) for kind in (0, 1, 2, 3, 5)])
    assert ((before + layer.added(others)).argmax(axis=1) == before.argmax(axis=1)).mean() > 0.98


def test_a_correction_taken_back_leaves_no_trace() -> None:
    kept = lessons(kind=1, lane=2, n=5, said=1)
    taken_back = lessons(kind=3, lane=0, n=4, said=3)
    assert learned([*kept, *taken_back], ANCHORS).weights.any()
    np.testing.assert_array_equal(learned(kept, ANCHORS).weights, learned(list(kept), ANCHORS).weights)


@given(st.permutations(range(8)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_lessons_does_not_matter(order: list[int]) -> None:
    held = [*lessons(kind=1, lane=2, n=4, said=1), *lessons(kind=3, lane=0, n=4, said=3)]
    shown = texts(3, 3, 4)
    usual = learned(held, ANCHORS).added(shown)
    assert learned([held[place] for place in order], ANCHORS).added(shown) == pytest.approx(usual, abs=1e-3)
