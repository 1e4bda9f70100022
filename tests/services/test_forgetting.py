"""Somebody who is forgotten is gone: from every table and from the bytes of the file; and stays so."""

from dataclasses import astuple
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account, Count, Interaction, Person, Post, TheirPost
from groundswell.domain.answers import Answer, How
from groundswell.domain.calm import Alarm
from groundswell.domain.circle import Does
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.feedback import Does as Press
from groundswell.domain.handing import Line, Sheet
from groundswell.domain.kept import Did
from groundswell.domain.pairing import Says
from groundswell.domain.records import Record, SetAside
from groundswell.domain.tie import Gift
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Direction, Kind, Lane, Metric, Network
from groundswell.services.circle import ties
from groundswell.services.circle.near import held, near
from groundswell.services.people import forgetting
from groundswell.services.people.same import compare_people, decide
from groundswell.services.workspace import Workspace
from groundswell.store import (
    Connection,
    answers,
    circle,
    crowds,
    decisions,
    deliveries,
    digests,
    feedback,
    handed,
    kept,
    outbox,
    placing,
    readings,
    runs,
    schema,
    search,
    their_posts,
)
from groundswell.store import ties as stored
from groundswell.store.intake import Intake
from tests.conftest import NOW
from tests.store.build import POST, comment, message, reading, record, somebody

ZELDA = Person(
    Network.LINKEDIN, "linkedin:in/zelda-quist", "Zelda Quist", "https://www.linkedin.com/in/zelda-quist",
    "Glockenspiel at Orrery", "Orrery",
)  # fmt: skip
TOOT = Person(Network.MASTODON, "mastodon:fedi.example/@zquist", "Zelda", "https://fedi.example/@zquist")
BO = somebody("Bo Lind")
TOOTED = "mastodon:https://fedi.example/@zquist/5"
WORDS = "Xylography turned my quiet mornings around."
NEEDLES = ("zelda", "quist", "xylograph", "glockenspiel", "orrery", "velocipede", "marimba")


def facts() -> list[Record]:
    theirs = comment("linkedin:comment:1:7", WORDS, who=ZELDA)
    copy = comment("linkedin:comment:1:9", "It turned my mornings around, too.", who=BO)
    answer = comment("linkedin:comment:1:8", "So it did for me.", who=BO, thread="linkedin:comment:1:7")
    when = When.exactly(NOW - DAY)
    toot = Interaction(
        TOOTED, Network.MASTODON, Kind.MENTION, Direction.IN, when, TOOT,
        text="A velocipede for you.", url="https://fedi.example/@zquist/5",
    )  # fmt: skip
    there = Interaction(
        "mastodon:mine/6", Network.MASTODON, Kind.COMMENT, Direction.OUT, when, TOOT,
        "mastodon:fedi.example/@zquist/6", "Well said.",
    )  # fmt: skip
    return [
        record(Account(Network.LINKEDIN, "linkedin:in/mara", "Mara Lindqvist")),
        record(Post(Network.LINKEDIN, POST, NOW - 9 * DAY, "A kind letter")),
        record(Count(Network.LINKEDIN, Metric.REACTIONS, 42.0, NOW - DAY, post=POST)),
        *(record(one) for one in (theirs, copy, answer, toot, there)),
        record(message("linkedin:m:1", "Marimba on Sunday?", who=ZELDA, at=NOW - 2 * DAY)),
        record(message("linkedin:m:2", "Gladly, Zelda.", who=ZELDA, at=NOW - DAY, out=True)),
        record(message("linkedin:m:3", "Hello there.", who=BO, at=NOW - DAY)),
    ]


def take_in(workspace: Workspace) -> None:
    with workspace.store.writing() as conn:
        Intake().write(conn, facts())
        ids = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT key, id FROM interaction")}
        readings.keep(conn, [reading(one, Lane.QUESTION) for one in ids.values()])
        if "linkedin:comment:1:7" in ids:
            crowds.keep_copies(conn, [(ids["linkedin:comment:1:9"], ids["linkedin:comment:1:7"])])
        placing.place(conn, list(ids.values()), NOW)
    ties.count(workspace)


@pytest.fixture
def known(workspace: Workspace) -> Workspace:
    """A store in which every table that can holds something of Zelda Quist."""
    take_in(workspace)
    with workspace.store.writing() as conn:
        people = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT key, id FROM person")}
        said = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT key, id FROM interaction")}
    decide(workspace, people[ZELDA.key], people[TOOT.key], Says.SAME)
    compare_people(workspace, always=True)
    with workspace.store.writing() as conn:
        circle.say(conn, ZELDA.key, Does.IN, NOW)
        toot = TheirPost("mastodon:fedi.example/9", NOW - DAY, "A marimba!", "https://fedi.example/@zquist/9")
        their_posts.keep(conn, people[TOOT.key], [toot], NOW)
        circle.note(conn, TOOT.key, Gift.MEETING, Direction.OUT, NOW - DAY, "Tea with Zelda", NOW)
        decisions.decide(conn, [said["linkedin:m:1"]], "done", "", NOW)
        quotes = ["linkedin:comment:1:7", "linkedin:comment:1:8"]
        feedback.say(conn, Press.KEEP, "p1", NOW, text="Xylography turned my quiet…", quotes=quotes)
        kept.say(conn, Did.KEEP, NOW, lead="l1", who=ZELDA.key, text="Velocipede", about=["linkedin:m:1"])
        kept.say(conn, Did.NOTE, NOW, lead="l1", text="Zelda likes tea")
        kept.say(conn, Did.ACCEPT, NOW, about=[ZELDA.key, BO.key])
        deliveries.put(conn, "d1", "l1", "lead.kept", "m", '{"name": "Zelda Quist"}', NOW, NOW)
        told = {"headline": "One.", "urgent": [TOOTED], "needs": []}
        digests.make(conn, digests.Kept("digest:1", None, "", TOOTED, told, NOW), [])
        digests.make(conn, digests.Kept(f"urgent:{TOOTED}", Alarm.FRIEND, TOOTED, "", {"why": []}, NOW), [])
        sheet = Sheet("s", "k", "Ana", "Mara", "", "", (Line("Zelda Quist", WORDS),), (), False)
        handed.keep(conn, "h1", said["linkedin:comment:1:8"], "Ana", sheet, {}, NOW)
        handed.keep(conn, "h2", said["linkedin:comment:1:7"], "Ana", sheet, {}, NOW)
        answers.note(conn, Answer("a1", ZELDA.key, How.COPIED, "Dear Zelda, …", NOW))
        outbox.put(conn, "linkedin:in/mara", Action("o1", Act.MESSAGE, TOOT.key, "Dear Zelda", NOW), NOW, NOW)
        body = [{"lane": "question", "quotes": [said["linkedin:comment:1:7"], said["linkedin:comment:1:8"]]}]
        crowds.keep_finding(conn, 1, "perspectives", body)
        run = runs.begin(conn, {"files": []}, NOW)
        part = runs.open_part(conn, run, "c.csv", "comments")
        row = SetAside("row 3", "the date cannot be read", "Mend it.", "Zelda Quist,32/13/2026")
        runs.add_to_part(conn, part, new=0, known=0, rows=[row], set_aside=1)
        conn.exec_driver_sql(
            "INSERT INTO person_change (person_id, field, before, after, at) VALUES (?, 'company', ?, ?, ?)",
            (people[ZELDA.key], "Orrery", "Marimba", NOW),
        )
    return workspace


def mention_everywhere(conn: Connection) -> None:
    """A row about her in every table that has people by their keys, whoever added it."""
    filler: dict[type, object] = {str: "", int: 0, bool: False, float: 0.0, object: {}}
    for table in schema.metadata.sorted_tables:
        column = table.c.get("person")
        if column is None:
            continue
        needed = (one for one in table.c if not (one.nullable or one.primary_key or one.server_default))
        values = {one.name: filler[one.type.python_type] for one in needed}
        conn.execute(table.insert().values({**values, "person": ZELDA.key}))


def left(workspace: Workspace) -> list[str]:
    """Tables that still name her."""
    found = []
    with workspace.store.reading() as conn:
        for table in schema.metadata.sorted_tables:
            for row in conn.execute(table.select()):
                text = repr(tuple(row)).casefold()
                found += [f"{table.name}: {needle}" for needle in NEEDLES if needle in text]
    return found


def in_bytes(workspace: Workspace) -> list[str]:
    folder = Path(workspace.store.where).parent
    content = b"".join(path.read_bytes() for path in folder.glob("groundswell.db*")).lower()
    return [needle for needle in NEEDLES if needle.encode() in content]


def test_nothing_of_them_is_left(known: Workspace) -> None:
    with known.store.writing() as conn:
        mention_everywhere(conn)
    assert len({one.partition(":")[0] for one in left(known)}) >= 12
    going = forgetting.going(known, "https://www.linkedin.com/in/zelda-quist")
    assert {one.key for one in going.profiles} == {ZELDA.key, TOOT.key}
    assert going.held["comments, messages and other things that passed"] == 5
    assert going.held["sheets for friends"] == 2
    assert going.held["words about leads and about whom you know"] == 3
    forgetting.forget(known, going)
    assert left(known) == []
    assert in_bytes(known) == []
    with known.store.reading() as conn:
        assert not search.texts(conn, "xylography").ids
        assert search.people(conn, "zelda") == []


def test_what_is_not_theirs_stays(known: Workspace) -> None:
    forgetting.forget(known, forgetting.going(known, "Zelda Quist"))
    with known.store.reading() as conn:
        assert conn.exec_driver_sql("SELECT value FROM total").scalars().all() == [42.0]
        assert [row.quotes for row in feedback.standing(conn)] == [("linkedin:comment:1:8",)]
        query = "SELECT key, state FROM inbox JOIN interaction i ON i.id = interaction_id ORDER BY key"
        stays = ("linkedin:comment:1:8", "linkedin:comment:1:9", "linkedin:m:3")
        assert [tuple(row) for row in conn.exec_driver_sql(query)] == [(key, "open") for key in stays]
        tally = conn.exec_driver_sql("SELECT sum(n) FROM tally").scalar()
        assert tally == 3


def test_importing_again_does_not_bring_them_back_unless_allowed(known: Workspace) -> None:
    code = forgetting.forget(known, forgetting.going(known, "Zelda Quist"))
    take_in(known)
    assert near(known, ZELDA.key) is None
    assert left(known) == []
    assert near(known, BO.key) is not None
    assert [one.code for one in forgetting.forgotten(known)] == [code]
    forgetting.allow(known, code)
    take_in(known)
    again = near(known, ZELDA.key)
    assert again is not None
    assert again.standing.quiet_days == pytest.approx(1)
    assert near(known, TOOT.key) is not None
    # What the user decided of them went, too.
    assert held(known) == ()
    with pytest.raises(NotFound):
        forgetting.allow(known, code)


def test_ties_are_right_where_numbers_are_given_out_again(known: Workspace) -> None:
    forgetting.forget(known, forgetting.going(known, TOOT.url))
    with known.store.writing() as conn:
        Intake().write(conn, [record(message("n", "New", who=BO, at=NOW))])
    ties.count(known)
    with known.store.reading() as conn:
        kept = stored.strongest(conn, 9)
    with known.store.writing() as conn:
        stored.drop(conn)
    ties.count(known)
    with known.store.reading() as conn:
        again = stored.strongest(conn, 9)
    assert {who: astuple(tie) for who, tie in again.items()} == {
        who: pytest.approx(astuple(tie)) for who, tie in kept.items()
    }


def test_who_is_meant_has_to_be_clear(known: Workspace) -> None:
    other = somebody("Zelda Quist 2")
    namesake = Person(other.network, other.key, ZELDA.name, other.url)
    with known.store.writing() as conn:
        Intake().write(conn, [record(message("x", "Hi", who=namesake))])
    with pytest.raises(UsageError, match="2 people are called so"):
        forgetting.going(known, "zelda quist")
    with pytest.raises(NotFound):
        forgetting.going(known, "Zel")
    assert len(forgetting.going(known, "@zquist@fedi.example").profiles) == 2
    assert len(forgetting.going(known, ZELDA.key).profiles) == 2
    assert len(forgetting.going(known, "zelda-quist").profiles) == 2


def test_the_command_shows_and_asks(known: Workspace) -> None:
    run = CliRunner()
    told = run.invoke(app, ["forget", "Zelda Quist"], input="n\n")
    assert "Zelda Quist on LinkedIn" in told.output
    assert "comments, messages and other things that passed: 5" in told.output
    assert "Nothing was changed." in told.output
    assert near(known, ZELDA.key) is not None
    told = run.invoke(app, ["forget", "Zelda Quist", "--yes"])
    assert told.exit_code == 0
    assert near(known, ZELDA.key) is None
    code = told.output.split()[-1]
    assert code in run.invoke(app, ["forget", "--list"]).output
    assert "may come in again" in run.invoke(app, ["forget", ZELDA.url, "--allow"]).output
    assert run.invoke(app, ["forget"]).exit_code != 0
