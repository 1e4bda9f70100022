"""Items stand in their lanes until the user decides otherwise, and every decision can be undone."""

import pytest
from sqlalchemy import func, select

from groundswell.domain.errors import NotFound
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Direction, Lane
from groundswell.store import Store, decisions, inbox, items, placing, readings, schema
from groundswell.store.inbox import Wanted
from groundswell.store.intake import Intake
from tests.store.build import comment, message, reading, record, somebody

NOW = 1_795_000_000_000


def fill(store: Store, n: int, lane: Lane = Lane.QUESTION) -> list[int]:
    with store.writing() as conn:
        Intake().write(conn, [record(comment(f"linkedin:comment:1:{i}", f"text {i}")) for i in range(n)])
        ids = list(conn.execute(select(schema.interaction.c.id).order_by(schema.interaction.c.id)).scalars())
        readings.keep(conn, [reading(i, lane, priority=(i % 5) / 5) for i in ids])
        placing.place(conn, ids, NOW)
    return ids


def counts(store: Store, state: str = "open") -> dict[Lane, int]:
    with store.reading() as conn:
        return {lane: n for lane, n in inbox.lane_counts(conn, Wanted(state=state)).items() if n}


def test_pages_by_key_show_every_item_once_in_order(store: Store) -> None:
    fill(store, 23)
    seen: list[tuple[int, int]] = []
    with store.reading() as conn:
        after = None
        while page := inbox.page(conn, Wanted((Lane.QUESTION,)), after, 5):
            seen += [item.cursor for item in page]
            after = page[-1].cursor
    assert len(seen) == 23
    assert seen == sorted(seen, reverse=True)


def test_done_leaves_the_lane_and_undo_brings_it_back(store: Store) -> None:
    ids = fill(store, 3)
    with store.writing() as conn:
        made = decisions.decide(conn, ids[:2], "done", "", NOW)
    assert counts(store) == {Lane.QUESTION: 1}
    assert counts(store, "done") == {Lane.QUESTION: 2}
    with store.writing() as conn:
        assert decisions.latest(conn) == made
        assert sorted(decisions.undo(conn, made, NOW)) == ids[:2]
    assert counts(store) == {Lane.QUESTION: 3}


def test_a_correction_outlives_a_new_reading(store: Store) -> None:
    ids = fill(store, 1)
    with store.writing() as conn:
        decisions.decide(conn, ids, "lane", Lane.OPPORTUNITY, NOW)
        readings.keep(conn, [reading(ids[0], Lane.SPAM)])
        placing.place(conn, ids, NOW)
        item = items.item(conn, ids[0])
    assert (item.lane, item.corrected) == (Lane.OPPORTUNITY, True)


def test_snoozed_items_come_back_in_time(store: Store) -> None:
    ids = fill(store, 2)
    with store.writing() as conn:
        decisions.decide(conn, ids[:1], "snooze", str(NOW + DAY), NOW)
    assert counts(store, "snoozed") == {Lane.QUESTION: 1}
    with store.writing() as conn:
        assert placing.wake_up(conn, NOW + DAY - 1) == 0
        assert placing.wake_up(conn, NOW + DAY) == 1
    assert counts(store) == {Lane.QUESTION: 2}


def test_deciding_about_nothing_decides_nothing(store: Store) -> None:
    ids = fill(store, 1)
    with pytest.raises(NotFound), store.writing() as conn:
        decisions.decide(conn, [*ids, 999], "done", "", NOW)
    assert counts(store) == {Lane.QUESTION: 1}


def test_answered_messages_and_comments_ask_for_nothing(store: Store) -> None:
    ids = fill(store, 2)
    reply = comment("linkedin:comment:1:90", "Thanks", direction=Direction.OUT, thread="linkedin:comment:1:0")
    asked = message("m1", "A question", who=somebody("Bo Berg"), at=NOW - DAY)
    answer = message("m2", "An answer", who=somebody("Bo Berg"), at=NOW, out=True)
    with store.writing() as conn:
        Intake().write(conn, [record(asked)])
        column = schema.interaction.c
        asked_id = conn.execute(select(column.id).where(column.key == "m1")).scalar_one()
        readings.keep(conn, [reading(asked_id, Lane.QUESTION)])
        placing.place(conn, [asked_id], NOW)
    assert counts(store) == {Lane.QUESTION: 3}
    with store.writing() as conn:
        Intake().write(conn, [record(reply), record(answer)])
        placing.settle_answered(conn)
    assert counts(store) == {Lane.QUESTION: 1}
    with store.reading() as conn:
        assert items.item(conn, ids[0]).state == "answered"


def test_what_is_long_past_asks_for_nothing(store: Store) -> None:
    old, new = When.exactly(NOW - 400 * DAY), When.exactly(NOW)
    with store.writing() as conn:
        facts = [
            comment("linkedin:comment:1:1", "old", at=old),
            comment("linkedin:comment:1:2", "new", at=new),
        ]
        Intake().write(conn, [record(fact) for fact in facts])
        ids = list(conn.execute(select(schema.interaction.c.id).order_by(schema.interaction.c.id)).scalars())
        readings.keep(conn, [reading(one, Lane.QUESTION) for one in ids])
        placing.place(conn, ids, NOW)
    assert counts(store) == {Lane.QUESTION: 1}
    assert counts(store, "earlier") == {Lane.QUESTION: 1}


def test_the_tally_equals_a_count(store: Store) -> None:
    ids = fill(store, 11)
    with store.writing() as conn:
        decisions.decide(conn, ids[:4], "done", "", NOW)
        decisions.decide(conn, ids[2:7], "lane", Lane.SPAM, NOW)
        decisions.undo(conn, decisions.latest(conn), NOW)
    box, tally = schema.inbox.c, schema.tally.c
    with store.reading() as conn:
        by_hand = conn.execute(select(box.state, box.lane, func.count()).group_by(box.state, box.lane)).all()
        kept = conn.execute(
            select(tally.state, tally.lane, func.sum(tally.n)).group_by(tally.state, tally.lane)
        )
        assert sorted(by_hand) == sorted(tuple(row) for row in kept if row[2])
