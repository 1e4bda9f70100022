"""What is asked for all the time looks at what is on its way, not at all that was ever sent."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from groundswell.domain.actions import Act, Action
from groundswell.domain.words import SendState
from groundswell.store import Store, outbox, schema

ADA = "bluesky:did:plc:ada"
ASKED: dict[str, Callable[[Connection], object]] = {
    "next_due": lambda conn: outbox.next_due(conn, ADA, 1, 10_000),
    "soonest_due": lambda conn: outbox.soonest_due(conn, ADA),
    "reckon_from": lambda conn: outbox.reckon_from(conn, 1, 1),
    "paced": lambda conn: outbox.paced(conn, 10_000),
    "space": lambda conn: outbox.space(conn, ADA, 1, 10_000),
    "unsettled": lambda conn: outbox.unsettled(conn, 1),
    "sending": lambda conn: outbox.sending(conn, "one"),
    "about": lambda conn: outbox.about(conn, ["one"]),
}


@pytest.fixture
def sent(store: Store) -> Store:
    """A store in which one thing was sent."""
    with store.writing() as conn:
        conn.execute(schema.account.insert().values(network="bluesky", key=ADA))
        values = {"key": "one", "act": "like", "target": "one", "asked": 0, "due": 0, "state": "sent"}
        conn.execute(schema.outbox.insert().values(account_id=1, **values))
    return store


def test_what_has_a_time_of_its_own_keeps_nothing_waiting_and_never_goes_all_at_once(sent: Store) -> None:
    def queue(conn: Connection, key: str, due: int) -> None:
        outbox.put(conn, ADA, Action(key, Act.LIKE, key), 1_000, due)

    def next_at(now: int) -> str:
        with sent.reading() as conn:
            due = outbox.next_due(conn, ADA, now, 10_000)
        return due.action.key if due else ""

    with sent.writing() as conn:
        for n, due in enumerate((12_000, 42_000, 72_000)):
            queue(conn, f"like {n}", due)
        queue(conn, "words", 11_000)
    assert next_at(10_999) == ""
    assert next_at(11_000) == "words"
    with sent.writing() as conn:
        outbox.mark(conn, "words", SendState.SENT)
    # An hour later all are overdue: once the first has gone, the others come no sooner than half a minute.
    late = 3_600_000
    assert next_at(late) == "like 0"
    with sent.writing() as conn:
        outbox.mark(conn, "like 0", SendState.SENT)
        outbox.space(conn, ADA, late + 30_000, 10_000)
        assert [one.action.key for one in outbox.paced(conn, 10_000)] == ["like 2", "like 1"]
    assert next_at(late + 29_999) == ""
    assert next_at(late + 30_000) == "like 1"


@pytest.mark.parametrize("name", ASKED)
def test_what_was_sent_long_ago_is_not_looked_at(sent: Store, name: str) -> None:
    said: list[tuple[str, object]] = []

    def hear(_conn: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        said.append((statement, parameters))

    event.listen(sent.engine, "before_cursor_execute", hear)
    with sent.writing() as conn:
        ASKED[name](conn)
    event.remove(sent.engine, "before_cursor_execute", hear)
    asked = [one for one in said if not one[0].startswith("BEGIN")]
    steps: list[str] = []
    with sent.reading() as conn:
        for statement, parameters in asked:
            plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
            steps += [str(row[3]) for row in plan]
    of_outbox = [one for one in steps if one.split()[1] in ("outbox", "later")]
    assert of_outbox
    assert [one for one in of_outbox if not _quick(one)] == []


def _quick(step: str) -> bool:
    """Whether a step finds rows by an index that was there before, or goes through one of few rows."""
    if step.startswith("SCAN"):
        return step.endswith(("INDEX outbox_on_its_way", "INDEX outbox_failed"))
    return "AUTOMATIC" not in step and ("INDEX" in step or "PRIMARY KEY" in step)


def test_the_indexes_hold_few_rows_on_either_database() -> None:
    parts = {
        str(one.name): str(CreateIndex(one).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        for one in schema.outbox.indexes
    }
    assert parts["outbox_on_its_way"].endswith("WHERE state = 'waiting' OR state = 'sending'")
    assert parts["outbox_failed"].endswith("WHERE state = 'failed'")
