"""Whom to turn to, the log of it, and asking once how it went."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from groundswell.domain.activity import Interaction, Person
from groundswell.domain.checking import Fault, Verdict
from groundswell.domain.confidants import Trusted
from groundswell.domain.errors import NotFound
from groundswell.domain.records import Record
from groundswell.domain.support import Confidant, Support, Went
from groundswell.domain.when import DAY, HOUR, When
from groundswell.domain.words import Direction, Kind, Lane, Network
from groundswell.services.lean import trusting, turning
from groundswell.services.lean.hard_days import Hard, hard_day
from groundswell.services.lean.trusting import held, trust_by_name
from groundswell.services.lean.writing import check_to_friend
from groundswell.services.reading import triaging
from groundswell.services.workspace import Workspace
from groundswell.store.intake import Intake
from tests.web.world import TagReader


def later(workspace: Workspace, span: int) -> Workspace:
    now = workspace.now()
    return replace(workspace, now=lambda: now + span)


def test_how_it_went_is_asked_once_and_not_too_soon_or_late(workspace: Workspace) -> None:
    key, _ = trust_by_name(workspace, "Mum")
    word = turning.turned(workspace, key, Support.LISTEN)
    assert turning.to_ask(workspace, held(workspace)) is None
    evening = later(workspace, 5 * HOUR)
    asked = turning.to_ask(evening, held(evening))
    assert asked is not None
    assert (asked[0].name, asked[1].word) == ("Mum", word)
    assert turning.to_ask(later(workspace, 11 * DAY), held(workspace)) is None
    said = turning.went(evening, word, Went.WELL)
    assert turning.to_ask(evening, held(evening)) is None
    trusting.take_back(evening, [said])
    assert turning.to_ask(evening, held(evening)) is not None
    turning.hush(evening, word)
    assert turning.to_ask(evening, held(evening)) is None


def test_what_was_taken_back_counts_for_nothing(workspace: Workspace) -> None:
    key, _ = trust_by_name(workspace, "Mum")
    word = turning.turned(workspace, key, Support.LISTEN)
    assert turning.whom_now(workspace, Support.LISTEN).resting
    trusting.take_back(workspace, [word])
    (named,) = turning.whom_now(workspace, Support.LISTEN).named
    assert named.why == ("You have not turned to them yet.",)
    with pytest.raises(NotFound):
        turning.went(workspace, word, Went.WELL)


def test_who_is_left_is_named_no_more_and_comes_back_with_all_that_was_set(workspace: Workspace) -> None:
    key, _ = trust_by_name(workspace, "Mum")
    trusting.trust(
        workspace, key, Trusted(Confidant(key, 3, 4.0, frozenset({Support.LAUGH})), "Mum", "+49 1", True)
    )
    word = trusting.leave(workspace, key)
    assert held(workspace).known == ()
    trusting.take_back(workspace, [word])
    (known,) = held(workspace).known
    assert known.trusted == Trusted(Confidant(key, 3, 4.0, frozenset({Support.LAUGH})), "Mum", "+49 1", True)


def test_the_local_time_and_when_they_wake_are_told(workspace: Workspace) -> None:
    key, _ = trust_by_name(workspace, "Kaito")
    hour = turning.local_time(Confidant(key, zone="Asia/Tokyo"), workspace.now())
    assert hour is not None
    asleep = Confidant(key, zone="Asia/Tokyo", wakes=(hour.hour + 2) % 24, sleeps=hour.hour)
    trusting.trust(workspace, key, Trusted(asleep, "Kaito"))
    (named,) = turning.whom_now(workspace, Support.LISTEN).named
    assert named.local == hour
    assert named.awake_at is not None
    assert HOUR < named.awake_at - workspace.now() <= 2 * HOUR


def came(workspace: Workspace, texts: Sequence[str], kind: Kind, lane: Lane, at: int) -> None:
    """Things that came in and were read."""
    with workspace.store.writing() as conn:
        for number, text in enumerate(texts):
            key = f"linkedin:{kind}:{lane}:{number}"
            who = Person(Network.LINKEDIN, f"linkedin:in/{lane}-{number}", "Ana Ruiz")
            said = Interaction(
                key, Network.LINKEDIN, kind, Direction.IN, When.exactly(at), who, text=f"{text} #{lane}"
            )
            Intake().write(conn, [Record(key, (said,))])
    triaging.read_backlog(workspace)


NO = (
    "Thank you for your application for the position of analyst. Unfortunately we have decided to move "
    "forward with other candidates."
)


def test_a_rejection_or_much_hostility_makes_a_hard_day_till_she_turns_to_somebody(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triaging, "reader_named", lambda name: TagReader())
    assert hard_day(workspace) is None
    now = workspace.now()
    came(workspace, ["You are a fraud."] * 9, Kind.COMMENT, Lane.HOSTILE, now - HOUR)
    assert hard_day(workspace) is None
    came(workspace, [f"You are a fraud, {n}." for n in range(12)], Kind.MENTION, Lane.HOSTILE, now - HOUR)
    assert hard_day(workspace) is Hard.HOSTILE
    came(workspace, [NO], Kind.MESSAGE, Lane.OTHER, now - HOUR)
    assert hard_day(workspace) is Hard.REJECTED
    assert hard_day(later(workspace, 2 * DAY)) is None
    key, _ = trust_by_name(workspace, "Mum")
    turning.turned(workspace, key, Support.LISTEN)
    assert hard_day(workspace) is None


@pytest.mark.parametrize(
    "words",
    [
        "Hi Sam, today was hard. Could you call me tonight? I just need to talk.",
        "Can you come over? I feel awful after all those comments.",
        "Kannst du mich heute Abend anrufen? Mir geht es nicht gut.",
    ],
)
def test_asking_a_friend_for_help_is_never_called_too_much(words: str) -> None:
    found = check_to_friend(words)
    assert (found.verdict, found.remarks) == (Verdict.SEND, ())


def test_what_would_hurt_a_friend_is_still_said() -> None:
    found = check_to_friend("You idiot, where were you when I needed you?")
    assert found.verdict is Verdict.HOLD
    assert Fault.HOSTILE in {one.kind for one in found.remarks}
    blames = check_to_friend("You always do this. Obviously you didn't even read my message.")
    assert [one.kind for one in blames.remarks] == [Fault.DEFENSIVE]
