"""The decision, for probabilities that are given."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.words import Lane
from groundswell.triage.decide import Thresholds, choose, priority

LIMITS = Thresholds(sure=0.5, hostile=0.9, attack=0.3, spam=0.7, distress=0.3)
CALM, IN_DISTRESS = 0.0, 0.4
LANES: list[Lane] = [lane for lane in Lane if lane is not Lane.UNSURE]


def lanes(**given: float) -> dict[Lane, float]:
    rest = (1 - sum(given.values())) / (len(LANES) - len(given))
    return {lane: given.get(lane.value, rest) for lane in LANES}


def test_the_likeliest_lane_if_it_is_likely_enough() -> None:
    assert choose(lanes(question=0.6), CALM, 0.1, LIMITS) == (Lane.QUESTION, 0.6)


def test_unsure_keeps_the_probability_of_the_best_lane() -> None:
    assert choose(lanes(question=0.4), CALM, 0.1, LIMITS) == (Lane.UNSURE, 0.4)


def test_what_hides_a_text_needs_more() -> None:
    assert choose(lanes(hostile=0.75), CALM, 0.29, LIMITS) == (Lane.UNSURE, 0.75)
    assert choose(lanes(hostile=0.75, kind_words=0.1), CALM, 0.31, LIMITS) == (Lane.UNSURE, 0.75)
    assert choose(lanes(hostile=0.75, kind_words=0.01), CALM, 0.31, LIMITS) == (Lane.HOSTILE, 0.75)
    assert choose(lanes(spam=0.65), CALM, 0.1, LIMITS) == (Lane.UNSURE, 0.65)


def test_distress_surfaces_past_other_lanes_and_doubt() -> None:
    assert choose(lanes(kind_words=0.9), IN_DISTRESS, 0.1, LIMITS) == (Lane.NEEDS_YOU, 0.4)
    assert choose(lanes(other=0.3), IN_DISTRESS, 0.1, LIMITS)[0] is Lane.NEEDS_YOU


def test_distress_does_not_unfold_sure_abuse_but_surfaces_where_that_is_doubtful() -> None:
    assert choose(lanes(hostile=0.9), IN_DISTRESS, 0.9, LIMITS) == (Lane.HOSTILE, 0.9)
    assert choose(lanes(hostile=0.9), IN_DISTRESS, 0.2, LIMITS) == (Lane.NEEDS_YOU, 0.4)
    assert choose(lanes(spam=0.6), IN_DISTRESS, 0.1, LIMITS) == (Lane.NEEDS_YOU, 0.4)


def test_priority_follows_the_lanes() -> None:
    order = [
        "needs_you",
        "opportunity",
        "question",
        "feedback",
        "disagreement",
        "kind_words",
        "other",
        "spam",
    ]
    urgency = [priority(lanes(**{name: 0.95}), CALM) for name in order]
    assert urgency == sorted(urgency, reverse=True)


def test_likely_distress_is_urgent_whatever_the_lane() -> None:
    assert priority(lanes(hostile=0.9), 0.9) >= 0.9


@given(st.lists(st.floats(0.001, 1), min_size=9, max_size=9), st.floats(0, 1), st.floats(0, 1))
def test_priority_and_confidence_are_probabilities(
    parts: list[float], distress: float, hostile: float
) -> None:
    chances: dict[Lane, float] = {lane: part / sum(parts) for lane, part in zip(LANES, parts, strict=True)}
    lane, confidence = choose(chances, distress, hostile, LIMITS)
    assert lane in Lane
    assert 0 <= confidence <= 1
    assert 0 <= priority(chances, distress) <= 1
