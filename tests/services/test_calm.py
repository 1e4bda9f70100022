"""What cannot wait is found and told once, digests are made once, closing is suggested with the way back."""

from dataclasses import replace

from groundswell.domain.actions import Act, Action
from groundswell.domain.calm import Alarm, Told, Way
from groundswell.domain.circle import Does
from groundswell.domain.reading import Reading
from groundswell.domain.when import DAY, HOUR, MINUTE, When
from groundswell.domain.words import Abuse, Intent, Lane, SendState, Tone, WaitsFor
from groundswell.services.calm.closing import put_off, suggested
from groundswell.services.calm.gathering import cannot_wait, gather
from groundswell.services.calm.making import make_due
from groundswell.services.calm.noticing import notices
from groundswell.services.calm.recognising import Recogniser
from groundswell.services.calm.restoring import restored
from groundswell.services.calm.telling import outcomes
from groundswell.services.calm.wishes import slot, wish, wishes
from groundswell.services.circle.deciding import say
from groundswell.services.inbox.paging import mark_done
from groundswell.services.today import today
from groundswell.services.waves.moods import refresh_mood
from groundswell.services.waves.showing import wave_of
from groundswell.services.workspace import Workspace
from groundswell.store import digests, placing, readings
from groundswell.store.intake import Intake
from groundswell.store.outbox import Sending
from tests.conftest import NOW
from tests.store.build import comment, message, reading, record, somebody

THREAT = "I know where you live, and we will come for you tonight."
ALONE = "I can't stop crying. They let me go this morning. Are you there?"
WARM = "You made me call my mother, and we laughed for an hour about the oven."
EVERY_HOUR = {"on": True, "hours": tuple(hour * 60 for hour in range(0, 24, 3))}


def fill(workspace: Workspace, *said: tuple[str, Lane, float, float]) -> None:
    """Each as `(text, lane, threat, needs support)`, by people of their own."""
    facts = [
        record(message(f"m{n}", text, who=somebody(f"Guest {chr(65 + n)}"), at=NOW - n * MINUTE))
        for n, (text, *_) in enumerate(said)
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, facts)
        rows = conn.exec_driver_sql("SELECT id, text FROM interaction").fetchall()
        read = {text: (lane, threat, support) for text, lane, threat, support in said}
        readings.keep(conn, [_reading(row[0], *read[row[1]]) for row in rows])
        placing.place(conn, [row[0] for row in rows], workspace.now())


def _reading(of: int, lane: Lane, threat: float, support: float) -> Reading:
    kind = 0.9 if lane is Lane.KIND_WORDS else 0.1
    tone = {Tone.SUPPORTIVE: kind, Tone.NEUTRAL: 1 - kind, Tone.CRITICAL: 0.0, Tone.HOSTILE: 0.0}
    abuse = {Abuse.THREAT: threat} if threat else {}
    intents = {Intent.NEEDS_SUPPORT: support} if support else {}
    return Reading(str(of), "en", tone, intents, abuse, lane, 0.5, 0.8, (), "test")


def alarms(workspace: Workspace) -> list[Alarm]:
    return [why.alarm for _, why in cannot_wait(workspace)]


def test_what_cannot_wait_is_found_once_and_goes_when_it_is_done(workspace: Workspace) -> None:
    fill(workspace, (THREAT, Lane.HOSTILE, 0.6, 0.0), ("What a day!", Lane.OTHER, 0.0, 0.0))
    recogniser = Recogniser(workspace)
    assert recogniser.look() == 1
    assert recogniser.look() == 0
    assert Recogniser(workspace).look() == 0
    ((line, why),) = cannot_wait(workspace)
    assert why.alarm is Alarm.THREAT
    assert (line.who, line.says) == ("", "")
    mark_done(workspace, [line.item])
    assert cannot_wait(workspace) == []


def test_somebody_of_the_circle_is_a_friend_and_somebody_else_a_plea(workspace: Workspace) -> None:
    fill(workspace, (ALONE, Lane.NEEDS_YOU, 0.0, 0.9))
    Recogniser(workspace).look()
    assert alarms(workspace) == [Alarm.PLEA]
    with workspace.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM digest")
        (person,) = conn.exec_driver_sql("SELECT person_id FROM interaction").scalars()
    say(workspace, person, Does.IN)
    Recogniser(workspace).look()
    assert alarms(workspace) == [Alarm.FRIEND]


def test_what_is_old_is_no_alarm(workspace: Workspace) -> None:
    fill(workspace, (THREAT, Lane.HOSTILE, 0.6, 0.0))
    assert Recogniser(replace(workspace, now=lambda: NOW + 3 * DAY)).look() == 0


def test_a_digest_is_made_once_for_each_hour_and_shows_a_kind_thing_once(workspace: Workspace) -> None:
    fill(workspace, (WARM, Lane.KIND_WORDS, 0.0, 0.0))
    wish(workspace, EVERY_HOUR)
    assert make_due(workspace)
    assert not make_due(workspace)
    assert not make_due(replace(workspace, now=lambda: NOW + MINUTE))
    with workspace.store.reading() as conn:
        (kept,) = digests.latest(conn, 5)
    kind = restored(workspace, kept).kind
    assert kind is not None
    assert kind.says == WARM
    assert WARM not in str(kept.body)
    assert gather(workspace).digest.kind is None
    assert make_due(replace(workspace, now=lambda: NOW + 3 * HOUR))


def test_whoever_may_be_in_danger_stands_first_in_the_digest_and_on_today(workspace: Workspace) -> None:
    grave = "I want to end my life, and I mean it."
    asked = [(f"Where did you buy paper number {n}?", Lane.QUESTION, 0.0, 0.0) for n in range(3)]
    offered = [(f"We have a role for you, number {n}.", Lane.OPPORTUNITY, 0.0, 0.0) for n in range(2)]
    hard = [(f"They let me go this morning, number {n}.", Lane.NEEDS_YOU, 0.0, 0.9) for n in range(3)]
    # Read as a question, and the last that came: nothing but its words says how grave it is.
    fill(workspace, *asked, *offered, *hard, (grave, Lane.QUESTION, 0.0, 0.0))
    told, shown = gather(workspace).digest.needs, today(workspace).needs
    assert told[0].says == grave
    assert [one.words for one in shown][:1] == [grave]
    lanes = [one.lane for one in shown if one.words != grave]
    assert lanes == sorted(lanes, key=[Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.QUESTION].index)
    assert [one.item for one in told] == [one.id for one in shown if one.id in {line.item for line in told}]


def test_a_machine_that_slept_makes_no_digest_of_yesterday(workspace: Workspace) -> None:
    wish(workspace, {"on": True, "hours": (8 * 60,)})
    key, at = slot(NOW, wishes(workspace), late=2 * DAY) or ("", 0)
    assert key.endswith("T08:00")
    assert slot(at + 7 * HOUR, wishes(workspace)) is None
    assert slot(at + HOUR, wishes(workspace)) == (key, at)


def test_a_notification_is_handed_out_once(workspace: Workspace) -> None:
    fill(workspace, (THREAT, Lane.HOSTILE, 0.6, 0.0))
    wish(workspace, {**EVERY_HOUR, "desktop": "page"})
    Recogniser(workspace).look()
    make_due(workspace)
    told = notices(workspace)
    assert len(told) == 2
    assert not any("where you live" in f"{one.title} {one.text}" for one in told)
    assert notices(workspace) == []
    assert [(way.way, way.state) for way in outcomes(workspace)[0].ways] == [(Way.PAGE, Told.SENT)]


def test_closing_is_suggested_with_reasons_and_put_off(workspace: Workspace) -> None:
    lanes = [Lane.KIND_WORDS] * 60 + [Lane.HOSTILE, Lane.HOSTILE, Lane.KIND_WORDS] * 30
    facts = [
        record(comment(f"k{n}", f"Words {n}", who=somebody(f"Person {n}"), at=When.exactly(NOW - n * MINUTE)))
        for n in range(len(lanes))
    ]
    likely = {Lane.KIND_WORDS: Tone.SUPPORTIVE, Lane.HOSTILE: Tone.HOSTILE}
    with workspace.store.writing() as conn:
        Intake().write(conn, facts)
        readings.keep(conn, [reading(n + 1, one, likeliest=likely[one]) for n, one in enumerate(lanes)])
        placing.place(conn, list(range(1, len(lanes) + 1)), NOW)
    refresh_mood(workspace, 1, 400)
    found = suggested(workspace, wave_of(workspace, 1))
    assert found is not None
    assert "hostile" in found.reasons[0]
    assert "weigh as much as 24 kind ones" in found.reasons[-1]
    # LinkedIn lets no program in: the exact place is named instead.
    assert any(gate.spots for gate in found.gates)
    assert not found.done
    (gate,) = found.gates
    shut = Sending(
        1,
        Action("key", Act.CLOSE, gate.post.key, at=NOW),
        "",
        NOW,
        NOW,
        SendState.SENT,
        WaitsFor.GRACE,
        0,
        "",
        "",
    )
    # Closed, nothing more is suggested than the way back.
    assert replace(found, gates=[replace(gate, newest=(shut,))]).done
    put_off(workspace, 1)
    assert suggested(workspace, wave_of(workspace, 1)) is None
    tomorrow = replace(workspace, now=lambda: NOW + DAY + MINUTE)
    assert suggested(tomorrow, wave_of(tomorrow, 1)) is not None
