"""Ties as they are kept: counted portion by portion they are what counting all of it gives."""

from collections.abc import Iterator, Sequence
from random import Random

import pytest

from groundswell.domain.activity import Account, Interaction, Person
from groundswell.domain.circle import Close, Does
from groundswell.domain.pairing import Says
from groundswell.domain.tie import Gift, Passed, Tie
from groundswell.domain.when import DAY, HOUR, When
from groundswell.domain.words import Direction, Kind, Lane, Network
from groundswell.services.circle import deciding, ties
from groundswell.services.circle.near import held, near
from groundswell.services.people.same import decide, take_back
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, keeping, placing, readings
from groundswell.store import circle as log
from groundswell.store import ties as stored
from groundswell.store.intake import Intake
from tests.conftest import NOW
from tests.store.build import comment, message, reading, record, somebody

ANA, BO, CY = somebody("Ana Ruiz"), somebody("Bo Lind"), somebody("Cy Ode")
TOOT = Person(Network.MASTODON, "mastodon:fedi.example/@ana", "Ana Ruiz", "https://fedi.example/@ana")
ME = somebody("Mara Lindqvist")


def happened(n: int, random: Random) -> Interaction:
    who = random.choice([ANA, BO, CY, TOOT])
    direction, kind = random.choice(list(Direction)), random.choice(list(Kind))
    when = When.exactly(NOW - random.randrange(400 * DAY))
    text = "word " * random.randrange(30)
    return Interaction(f"{who.key}:{n}", who.network, kind, direction, when, who, text=text)


def take_in(workspace: Workspace, things: Sequence[Interaction]) -> None:
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(one) for one in things])


def by_name(workspace: Workspace) -> dict[int, Tie]:
    with workspace.store.reading() as conn:
        return stored.strongest(conn, 100)


def approx(found: dict[int, Tie]) -> dict[int, object]:
    names = ("at", "given", "taken", "turns", "their_waits", "gaps", "last_in", "last_out", "last_words_in")
    return {one: pytest.approx([getattr(tie, name) or 0 for name in names]) for one, tie in found.items()}


def values(found: dict[int, Tie]) -> dict[int, list[float]]:
    names = ("at", "given", "taken", "turns", "their_waits", "gaps", "last_in", "last_out", "last_words_in")
    return {one: [getattr(tie, name) or 0 for name in names] for one, tie in found.items()}


@pytest.mark.parametrize("seed", range(4))
def test_in_any_order_and_portions_it_is_what_counting_all_gives(
    workspace: Workspace, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ties, "PORTION", 7)
    random = Random(seed)
    things = [happened(n, random) for n in range(120)]
    if seed % 2:
        things.sort(key=lambda one: one.when.latest)
    while things:
        take_in(workspace, [things.pop(0) for _ in range(min(len(things), random.randrange(1, 40)))])
        assert ties.count(workspace)
        assert not ties.count(workspace)
    kept = by_name(workspace)
    assert len(kept) == 4
    with workspace.store.writing() as conn:
        keeping.forget_derived(conn)
    assert by_name(workspace) == {}
    assert ties.count(workspace)
    assert values(kept) == approx(by_name(workspace))


def test_what_is_noted_while_all_is_counted_is_not_lost(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(workspace, [message("a", "Hello", who=ANA, at=NOW - 9 * DAY)])
    everything, noted = stored.everything, list[int]()

    def meanwhile(conn: Connection) -> Iterator[tuple[int, Passed]]:
        came = list(everything(conn))
        if not noted:
            noted.append(deciding.note(workspace, 1, Gift.MEETING, Direction.OUT, 2))
        return iter(came)

    monkeypatch.setattr(stored, "everything", meanwhile)
    ties.count(workspace)
    met = near(workspace, ANA.key)
    assert met is not None
    assert met.standing.quiet_days == pytest.approx(2)


@pytest.mark.parametrize("known", [0, 3])
def test_who_counts_at_the_same_time_counts_nothing_twice_and_loses_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, known: int
) -> None:
    """Another program counts when this one has looked what there is and not kept anything of it."""
    random, others = Random(2), list[bool]()
    things = [happened(n, random) for n in range(6)]
    things.append(message("last", "Hello", who=ANA, at=NOW))
    take_in(workspace, things[:known])
    ties.count(workspace)
    take_in(workspace, things[known:6])

    where, name = (readings, "newest") if known else (stored, "everything")
    asked = getattr(where, name)

    def asked_while_another_counts(conn: Connection) -> object:
        found = asked(conn) if known else iter(list(asked(conn)))
        if not others:
            others.append(True)
            take_in(workspace, things[6:])
            ties.count(workspace)
        return found

    monkeypatch.setattr(where, name, asked_while_another_counts)
    ties.count(workspace)
    first = by_name(workspace)
    ties.count(workspace)
    second = by_name(workspace)
    with workspace.store.writing() as conn:
        keeping.forget_derived(conn)
    ties.count(workspace)
    assert values(first) == values(second) == approx(by_name(workspace))


def test_merged_people_have_one_tie_and_taken_back_each_their_own(workspace: Workspace) -> None:
    random = Random(5)
    take_in(workspace, [happened(n, random) for n in range(60)])
    ties.count(workspace)
    before = by_name(workspace)
    with workspace.store.reading() as conn:
        ids = {row[1]: row[0] for row in conn.exec_driver_sql("SELECT id, key FROM person")}
    made = decide(workspace, ids[ANA.key], ids[TOOT.key], Says.SAME)
    assert len(by_name(workspace)) == 3
    as_one = near(workspace, TOOT.key)
    assert as_one is not None
    assert set(as_one.everywhere) == {ids[ANA.key], ids[TOOT.key]}
    take_back(workspace, made)
    assert values(by_name(workspace)) == approx(before)


def test_nobody_has_a_tie_with_herself_and_drafts_passed_to_nobody(workspace: Workspace) -> None:
    draft = message("d", "Not sent", who=BO, out=True)._replace(flavour="draft")
    with workspace.store.writing() as conn:
        me = Account(Network.LINKEDIN, ME.key, ME.name)
        Intake().write(conn, [record(me, comment("c", "My own", who=ME), draft)])
    assert ties.count(workspace)
    assert by_name(workspace) == {}


def test_what_is_kept_by_hand_counts(workspace: Workspace) -> None:
    take_in(workspace, [message("a", "Hello", who=ANA, at=NOW - 9 * DAY)])
    ties.count(workspace)
    plain = near(workspace, ANA.key)
    with workspace.store.writing() as conn:
        log.note(conn, ANA.key, Gift.MEETING, Direction.OUT, NOW - 2 * DAY, "Tea", NOW)
        ties.renew(conn, by_name(workspace))
    met = near(workspace, ANA.key)
    assert plain is not None
    assert met is not None
    assert met.standing.strength > plain.standing.strength
    assert met.standing.quiet_days == pytest.approx(2)
    # It outlives the person's row and counts when they come in again.
    with workspace.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM person")
    take_in(workspace, [message("b", "Me again", who=ANA, at=NOW - HOUR)])
    ties.count(workspace)
    again = near(workspace, ANA.key)
    assert again is not None
    assert again.standing.giving == pytest.approx(met.standing.giving, abs=0.1)
    assert again.standing.our_wait_h is None


def test_whom_the_circle_holds_with_the_users_own_word_for_the_tie(workspace: Workspace) -> None:
    take_in(workspace, [message("a", "Hello", who=ANA, at=NOW - DAY), message("b", "Hi", who=BO, at=NOW)])
    ties.count(workspace)
    assert held(workspace) == ()
    with workspace.store.writing() as conn:
        for who in (BO, ANA):
            log.say(conn, who.key, Does.IN, NOW)
        word = log.say(conn, ANA.key, Does.CLOSE, NOW, Close.CLOSE.value)
    ana, bo = held(workspace)
    assert (ana.name, bo.name) == ("Ana Ruiz", "Bo Lind")
    assert (ana.standing.strength, ana.chosen.cadence_days) == (Close.CLOSE.strength, 30)
    with workspace.store.writing() as conn:
        log.take_back(conn, [word], NOW)
    assert held(workspace)[0].standing.strength < 0.5
    assert near(workspace, "linkedin:in/nobody") is None


def test_a_hard_time_is_told_for_some_weeks_in_their_words(workspace: Workspace) -> None:
    said = [
        message("a", "I was let go today.", who=ANA, at=NOW - 2 * DAY),
        message("b", "I was let go then.", who=BO, at=NOW - 60 * DAY),
    ]
    take_in(workspace, said)
    with workspace.store.writing() as conn:
        readings.keep(conn, [reading(one, Lane.NEEDS_YOU) for one in (1, 2)])
        placing.place(conn, [1, 2], NOW)
    ana, bo = near(workspace, ANA.key), near(workspace, BO.key)
    assert ana is not None
    assert bo is not None
    assert ana.hard_time is not None
    assert ana.hard_time.words == "I was let go today."
    assert bo.hard_time is None
