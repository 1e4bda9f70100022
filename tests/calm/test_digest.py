"""What a digest holds, and what it never says."""

from groundswell.calm.digest import Waiting, digest, figure_of
from groundswell.domain.calm import Alarm, Urgent
from groundswell.domain.reading import Reading
from groundswell.domain.words import Abuse, Lane, Phase, Tone

CRUEL = "we will find you"


def waiting(item: int, words: str, lane: Lane, *, kind: float = 0.0, who: str = "Ida Blom") -> Waiting:
    tone = {Tone.SUPPORTIVE: kind, Tone.NEUTRAL: 1 - kind, Tone.CRITICAL: 0.0, Tone.HOSTILE: 0.0}
    abuse = {Abuse.THREAT: 0.9} if lane is Lane.HOSTILE else {}
    reading = Reading(str(item), "en", tone, {}, abuse, lane, 0.5, 0.8, (), "made")
    return Waiting(item, f"k{item}", who, words, lane, reading, "Asks something.", f"/inbox?item={item}")


ASKS = [waiting(n, f"What do you think of number {n}?", Lane.QUESTION) for n in range(9)]
WARM = waiting(50, "You made me call my mother, and we laughed for an hour.", Lane.KIND_WORDS, kind=0.95)


def test_few_things_in_words_and_the_rest_as_a_number() -> None:
    made = digest(ASKS, 9, [], [WARM], (), None, "Until later.")
    assert made.headline == "Nine need you; the rest can wait."
    assert [len(made.needs), made.more] == [5, 4]
    assert made.kind is not None
    assert made.kind.says.startswith("You made me call")


def test_a_kind_thing_is_shown_once() -> None:
    assert digest([], 0, [], [WARM], {"k50"}, None, "").kind is None
    cheer = waiting(51, "Nice!", Lane.KIND_WORDS, kind=0.99)
    assert digest([], 0, [], [cheer], (), None, "").kind is None


def test_hostile_words_and_names_are_never_quoted() -> None:
    threat = waiting(7, CRUEL, Lane.HOSTILE, who=CRUEL)
    also = waiting(8, CRUEL, Lane.QUESTION, who=CRUEL)
    why = Urgent(Alarm.THREAT, 0.9, ("It speaks of hurting you",))
    made = digest([waiting(9, CRUEL, Lane.HOSTILE)], 1, [(threat, why), (also, why)], [], (), None, "")
    assert CRUEL not in repr(made)
    assert made.headline.startswith("Two things cannot wait")


def test_the_gravest_comes_first_and_a_time_is_named() -> None:
    press = Urgent(Alarm.PRESS, 0.9, (), "before 4pm")
    danger = Urgent(Alarm.DANGER, 0.9, ())
    made = digest([], 0, [(ASKS[0], press), (ASKS[1], danger)], [], (), None, "")
    assert [one.item for one in made.urgent] == [1, 0]
    assert "before 4pm" in made.urgent[1].why
    assert made.urgent[0].says == ""


def test_signs_that_steer_a_terminal_or_turn_text_are_left_out() -> None:
    made = digest([waiting(1, "a\x1b[31m\u202eb\nc", Lane.QUESTION, who="I\r\nda")], 1, [], [], (), None, "")
    assert made.needs[0].says == "a [31m b c"
    assert made.needs[0].who == "I da"


def test_the_number_follows_the_phase() -> None:
    numbers = {"expected": 480.0, "usual": 40.0, "next_day": 120.0, "share": 0.87, "kind_share": 0.71}
    say = "{:.0f}".format
    told = {phase: figure_of(phase, numbers, say) for phase in Phase}
    assert told[Phase.QUIET] is None
    rising, ebbing = told[Phase.RISING], told[Phase.EBBING]
    assert rising is not None
    assert "40 are usual" in rising.says
    assert ebbing is not None
    assert ebbing.value == "9 in 10"
