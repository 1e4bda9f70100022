"""What is done with doubt: the order of the lanes, the line in the unsure one, and what is folded."""

from dataclasses import replace

from groundswell.domain.reading import Reading
from groundswell.domain.when import When
from groundswell.domain.words import Kind, Lane, Network, Tone
from groundswell.services.inbox.paging import Item
from groundswell.services.reading.doubt import OFFERED, folds, perhaps_yours, rest_begins
from groundswell.services.reading.explaining import folded_summary, reason


def item(number: int, lane: Lane, hostile: float = 0.0, priority: float = 0.5) -> Item:
    tone = {Tone.SUPPORTIVE: 0.0, Tone.NEUTRAL: 1 - hostile, Tone.CRITICAL: 0.0, Tone.HOSTILE: hostile}
    reading = Reading(str(number), "en", tone, {}, {}, lane, priority, 0.4, (), "test")
    return Item(
        number, (0, number), Network.OTHER, Kind.COMMENT, When.exactly(0), "words", "", "", "", "", None,
        "", "", None, None, "open", None, lane, False, 0, False, reading,
    )  # fmt: skip


def test_every_lane_is_offered_once_and_doubt_comes_before_what_can_wait() -> None:
    assert sorted(OFFERED) == sorted(Lane)
    assert OFFERED.index(Lane.QUESTION) < OFFERED.index(Lane.UNSURE) < OFFERED.index(Lane.FEEDBACK)


def test_what_may_be_hostile_is_folded_as_what_surely_is_unless_the_user_put_it_there() -> None:
    doubtful = item(1, Lane.UNSURE, hostile=0.4)
    assert folds(item(2, Lane.HOSTILE, hostile=0.9))
    assert folds(doubtful)
    assert not folds(replace(doubtful, corrected=True))
    assert not folds(item(3, Lane.UNSURE, hostile=0.1))
    assert not folds(item(4, Lane.DISAGREEMENT, hostile=0.4))
    assert folded_summary(doubtful) == "A stranger may be hostile in this comment."


def test_the_line_stands_where_the_likelier_ones_end() -> None:
    upper = [item(n, Lane.UNSURE, priority=0.45 - n / 20) for n in range(3)]
    lower = [item(9 + n, Lane.UNSURE, priority=0.2) for n in range(3)]
    assert [perhaps_yours(one) for one in (*upper, *lower)] == [True] * 3 + [False] * 3
    assert rest_begins([*upper, *lower]) == 9
    assert rest_begins(upper) is None
    assert rest_begins(lower) is None
    assert rest_begins([]) is None


def test_whoever_may_be_in_danger_is_not_met_with_a_few_lines() -> None:
    hard = item(1, Lane.NEEDS_YOU)
    assert "A few honest lines" in reason(replace(hard, text="Seven months without work, and I am tired."))
    for lane in (Lane.NEEDS_YOU, Lane.UNSURE):
        said = reason(replace(item(2, lane), text="I can't go on. I want to die."))
        assert said == "They may be in danger. Ask whether they are safe, and say where somebody answers."
