"""How the tone under a post moves, through the store."""

from collections import Counter

from groundswell.domain.when import When
from groundswell.domain.words import Lane, Tone
from groundswell.services.waves.moods import Mood, mood_of, refresh_mood
from groundswell.services.workspace import Workspace
from groundswell.store import placing, readings
from groundswell.store.intake import Intake
from tests.store.build import comment, reading, record, somebody

START = 1_794_000_000_000
TONES = {Lane.KIND_WORDS: Tone.SUPPORTIVE, Lane.HOSTILE: Tone.HOSTILE}


def mood(workspace: Workspace, lanes: list[Lane], to_come: float) -> Mood | None:
    facts = [
        record(
            comment(f"k{n}", f"Words {n}", who=somebody(f"Person {n}"), at=When.exactly(START + n * 60_000))
        )
        for n in range(len(lanes))
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, facts)
        readings.keep(conn, [reading(n + 1, lane, likeliest=TONES[lane]) for n, lane in enumerate(lanes)])
        placing.place(conn, list(range(1, len(lanes) + 1)), workspace.now())
    refresh_mood(workspace, 1, to_come)
    return mood_of(workspace, 1, Counter(lanes))


def test_few_comments_have_no_mood(workspace: Workspace) -> None:
    assert mood(workspace, [Lane.KIND_WORDS] * 5, 100) is None


def test_a_wave_that_turns_hostile_is_said_to_and_may_be_closed(workspace: Workspace) -> None:
    told = mood(workspace, [Lane.KIND_WORDS] * 60 + [Lane.HOSTILE, Lane.HOSTILE, Lane.KIND_WORDS] * 30, 400)
    assert told is not None
    assert told.hostile.changed
    assert told.hostile.now > 0.4
    assert told.kind.rising < 0.05
    assert told.open.close


def test_a_kind_wave_stays_open(workspace: Workspace) -> None:
    told = mood(workspace, [Lane.KIND_WORDS] * 60, 400)
    assert told is not None
    assert not told.hostile.changed
    assert not told.open.close
    assert told.open.expected[Lane.KIND_WORDS] > 200
