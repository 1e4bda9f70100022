"""Requests stand by why they came; accepted in one press, undone, settled by what the network says later."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from groundswell.domain.activity import Interaction, Person
from groundswell.domain.errors import UsageError
from groundswell.domain.kept import Did
from groundswell.domain.pairing import Says
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Direction, Intent, Kind, Lane, Network
from groundswell.services.kept import leads
from groundswell.services.kept.requests import Requests, State, decide, one_of, requests, to_be_looked_at
from groundswell.services.kept.wording import why_said
from groundswell.services.people import same as same_people
from groundswell.services.workspace import Workspace
from groundswell.store import placing, readings
from groundswell.store.intake import Intake
from groundswell.triage.coming import Ground
from tests.conftest import NOW
from tests.store.build import comment, reading, record, somebody

SCAM = "Pay the refundable clearance fee and send your passport on Telegram, the job is yours, no interview."
NOTES = {
    "Nadia Abel": ("", Lane.OTHER),
    "Olu Bello": ("Your letter went round our office.", Lane.KIND_WORDS),
    "Frank Gold": (SCAM, Lane.SPAM),
    "Tomasz Kowal": ("Nobody left to tell. I do not know how to go on.", Lane.NEEDS_YOU),
    "Gus Hale": ("You clown.", Lane.HOSTILE),
    "Lena Falk": ("", Lane.OTHER),
}


def invitation(name: str, text: str, at: int, headline: str = "") -> Interaction:
    who = somebody(name, headline)
    return Interaction(
        f"linkedin:invitation:{name}", Network.LINKEDIN, Kind.INVITATION, Direction.IN, When.exactly(at), who,
        text=text,
    )  # fmt: skip


def take_in(workspace: Workspace, facts: Sequence[object], lanes: dict[str, Lane]) -> None:
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(fact) for fact in facts])
        rows = conn.exec_driver_sql("SELECT key, id FROM interaction").fetchall()
        ids: dict[str, int] = {row[0]: row[1] for row in rows}
        made = []
        for key, lane in lanes.items():
            intents = {Intent.NEEDS_SUPPORT: 0.9} if lane is Lane.NEEDS_YOU else {}
            made.append(replace(reading(ids[key], lane), intents=intents))
        readings.keep(conn, made)
        placing.place(conn, list(ids.values()), workspace.now())


@pytest.fixture
def came(workspace: Workspace) -> Workspace:
    """Six who ask to connect, of whom Lena commented before, and somebody who follows."""
    facts: list[object] = [
        invitation(name, text, NOW - n * DAY) for n, (name, (text, _)) in enumerate(NOTES.items(), start=1)
    ]
    facts.append(
        comment("c1", "Say the reason, too.", who=somebody("Lena Falk"), at=When.exactly(NOW - 9 * DAY))
    )
    follower = Person(
        Network.MASTODON, "mastodon:there.example/@ivo", "Ivo Marek", "https://there.example/@ivo"
    )
    facts.append(
        Interaction("f1", Network.MASTODON, Kind.FOLLOW, Direction.IN, When.exactly(NOW - DAY), follower)
    )
    lanes = {f"linkedin:invitation:{name}": lane for name, (_, lane) in NOTES.items()}
    take_in(workspace, facts, {**lanes, "c1": Lane.FEEDBACK})
    return workspace


def by_ground(found: Requests) -> dict[str, list[str]]:
    return {ground: [one.person.name for one in some] for ground, some in found.waits.items()}


def id_of(workspace: Workspace, name: str) -> int:
    with workspace.store.reading() as conn:
        return int(conn.exec_driver_sql("SELECT id FROM person WHERE name = ?", (name,)).scalar_one())


def test_everybody_stands_by_why_they_came(came: Workspace) -> None:
    assert to_be_looked_at(came) == 6
    found = requests(came)
    assert by_ground(found) == {
        Ground.NEEDS: ["Tomasz Kowal"],
        Ground.SPOKE: ["Lena Falk"],
        Ground.NOTE: ["Olu Bello"],
        Ground.NOTHING: ["Nadia Abel"],
        Ground.SCAM: ["Frank Gold"],
        Ground.HOSTILE: ["Gus Hale"],
    }
    assert next(iter(found.waits)) is Ground.NEEDS
    assert [one.person.name for one in found.new] == ["Ivo Marek"]
    (nothing,) = found.waits[Ground.NOTHING]
    assert why_said(nothing.why, headline=False) == "Nothing but the name is known."
    (lena,) = found.waits[Ground.SPOKE]
    assert lena.spoke is not None
    assert lena.spoke.text == "Say the reason, too."
    (scam,) = found.waits[Ground.SCAM]
    assert scam.sight is not None
    assert "scam" in scam.sight.line
    assert to_be_looked_at(came) == 0


def test_a_group_is_accepted_in_one_press_and_that_is_taken_back(came: Workspace) -> None:
    before = requests(came)
    press = decide(came, Did.ACCEPT, [id_of(came, "Olu Bello"), id_of(came, "Lena Falk")])
    found = requests(came)
    assert [one.person.name for one in found.listed] == ["Olu Bello", "Lena Falk"]
    assert found.waiting == before.waiting - 2
    done = decide(came, Did.ACCEPTED, [id_of(came, "Olu Bello")])
    assert [one.person.name for one in requests(came).listed] == ["Lena Falk"]
    assert "Olu Bello" in [one.person.name for one in requests(came).new]
    leads.take_back(came, [done])
    leads.take_back(came, [press])
    assert by_ground(requests(came)) == by_ground(before)
    with pytest.raises(UsageError, match="nobody"):
        decide(came, Did.ACCEPT, [])


def test_who_is_left_or_thanked_is_settled(came: Workspace) -> None:
    decide(came, Did.LEAVE, [id_of(came, "Frank Gold"), id_of(came, "Ivo Marek")])
    found = requests(came)
    assert (Ground.SCAM in found.waits, found.new, found.settled) == (False, [], 2)
    one = one_of(came, id_of(came, "Frank Gold"))
    assert one is not None
    assert one.state is State.LEFT


def test_who_is_connected_by_a_later_archive_is_accepted(came: Workspace) -> None:
    decide(came, Did.ACCEPT, [id_of(came, "Nadia Abel")])
    who = replace(somebody("Nadia Abel"), connected=NOW - 1000)
    take_in(came, [who], {})
    found = requests(came)
    assert found.listed == []
    assert found.new[0].person.name == "Nadia Abel"
    press = decide(came, Did.THANKED, [id_of(came, "Nadia Abel")])
    assert "Nadia Abel" not in [one.person.name for one in requests(came).new]
    leads.take_back(came, [press])
    assert requests(came).new[0].person.name == "Nadia Abel"


def test_one_person_on_two_networks_is_one_and_decisions_hold_for_both(came: Workspace) -> None:
    follower, invited = id_of(came, "Ivo Marek"), id_of(came, "Olu Bello")
    decide(came, Did.LEAVE, [follower])
    same_people.decide(came, follower, invited, Says.SAME)
    found = requests(came)
    assert found.new == []
    assert Ground.NOTE not in found.waits


def test_decisions_outlive_the_rows_and_old_requests_ask_for_nothing(came: Workspace) -> None:
    decide(came, Did.ACCEPT, [id_of(came, "Olu Bello")])
    with came.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM interaction")
        conn.exec_driver_sql("DELETE FROM person")
    facts = [
        invitation("Sam Lee", "", NOW),
        invitation("Old Acquaintance", "", NOW - 90 * DAY),
        invitation("Olu Bello", NOTES["Olu Bello"][0], NOW - 2 * DAY),
    ]
    take_in(came, facts, {})
    found = requests(came)
    assert by_ground(found) == {Ground.NOTHING: ["Sam Lee"]}
    assert [one.person.name for one in found.listed] == ["Olu Bello"]
