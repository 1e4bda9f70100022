"""What many say together, through the store: copies fold into one, a brigade and perspectives are found."""

import pytest

from groundswell.domain.when import When
from groundswell.domain.words import Kind, Lane
from groundswell.services.inbox import paging as inbox
from groundswell.services.reading import crowd
from groundswell.services.waves import showing as waves
from groundswell.services.workspace import Workspace
from groundswell.store import inbox as stored
from groundswell.store import items, placing, readings
from groundswell.store.inbox import Wanted
from groundswell.store.intake import Intake
from tests.store.build import comment, reading, record, somebody

START = 1_794_000_000_000
FLOOD = "This company ruined my cousin's life, do not believe a word of what she writes here, share this"


@pytest.fixture
def flooded(workspace: Workspace) -> Workspace:
    """Forty copies and one other comment, all read as disagreement."""
    texts = [f"{FLOOD} {'!' * (n % 4)}" for n in range(40)] + ["I see this differently, to be honest."]
    said = [
        record(comment(f"k{n}", text, who=somebody(f"Person {n}"), at=When.exactly(START + n * 60_000)))
        for n, text in enumerate(texts)
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, said)
        ids = range(1, len(texts) + 1)
        readings.keep(conn, [reading(one, Lane.DISAGREEMENT) for one in ids])
        placing.place(conn, list(ids), workspace.now())
    crowd.refresh(workspace, list(range(1, len(texts) + 1)))
    return workspace


def open_items(workspace: Workspace) -> list[items.Item]:
    with workspace.store.reading() as conn:
        return stored.page(conn, Wanted((Lane.DISAGREEMENT,)), None, 100)


def test_a_flood_of_copies_is_one_item_with_a_count(flooded: Workspace) -> None:
    shown = {item.id: item for item in open_items(flooded)}
    assert set(shown) == {1, 41}
    assert (shown[1].copies, shown[41].copies) == (39, 0)
    assert len(inbox.whole(flooded, 1).copies) == 30


def test_what_is_decided_about_it_holds_for_all_and_is_undone_for_all(flooded: Workspace) -> None:
    made = inbox.mark_done(flooded, [1])
    assert len(made) == 40
    with flooded.store.reading() as conn:
        assert stored.lane_counts(conn, Wanted(state="done"))[Lane.DISAGREEMENT] == 40
    inbox.undo(flooded, made)
    assert {item.id for item in open_items(flooded)} == {1, 41}


def test_a_copy_that_comes_later_joins(flooded: Workspace) -> None:
    late = comment("late", FLOOD, who=somebody("Late"), at=When.exactly(START + 9_000_000))
    with flooded.store.writing() as conn:
        Intake().write(conn, [record(late)])
        readings.keep(conn, [reading(42, Lane.DISAGREEMENT)])
        placing.place(conn, [42], flooded.now())
    crowd.refresh(flooded, [42])
    assert {item.id: item.copies for item in open_items(flooded)} == {1: 40, 41: 0}


def test_somebody_in_a_hard_place_is_never_folded_away(flooded: Workspace) -> None:
    with flooded.store.writing() as conn:
        readings.keep(conn, [reading(7, Lane.NEEDS_YOU)])
        placing.place(conn, [7], flooded.now())
        assert items.item(conn, 7).state == "open"


def test_an_influx_of_strangers_is_named_on_the_wave(workspace: Workspace) -> None:
    friends = [
        record(
            comment(
                f"f{n}",
                f"Well said, point {n}",
                who=somebody(f"Friend {n}"),
                at=When.exactly(START + n * 3_600_000),
            )
        )
        for n in range(40)
    ]
    crowded = [
        record(
            comment(
                f"b{n}", f"{FLOOD} {n}", who=somebody(f"Stranger {n}"),
                at=When.exactly(START + 50 * 3_600_000 + n * 60_000),
            )
        )
        for n in range(30)
    ]  # fmt: skip
    with workspace.store.writing() as conn:
        Intake().write(conn, [*friends, *crowded])
        readings.keep(conn, [reading(one, Lane.KIND_WORDS) for one in range(1, 71)])
        placing.place(conn, list(range(1, 71)), workspace.now())
    crowd.refresh(workspace, list(range(1, 71)))
    with workspace.store.reading() as conn:
        post_id = items.item(conn, 1).post_id
    assert post_id is not None
    rush = waves.wave_of(workspace, post_id).rush
    assert rush is not None
    assert rush.strangers == 29
    assert rush.start >= START + 50 * 3_600_000


def test_an_answer_to_another_commenter_is_told_from_one_to_the_author(workspace: Workspace) -> None:
    said = [
        record(comment("root", "I liked it", who=somebody("Ada Root"))),
        record(comment("quarrel", "You are a fool, Ada", who=somebody("Bo Rude"), thread="root")),
        record(comment("attack", "You are a fool, all of you", who=somebody("Cy Rude"))),
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, said)
        readings.keep(conn, [reading(one, Lane.HOSTILE) for one in (1, 2, 3)])
        placing.place(conn, [1, 2, 3], workspace.now())
    with workspace.store.reading() as conn:
        told = [item.to_another for item in items.items(conn, [1, 2, 3])]
        assert items.item(conn, 2).kind is Kind.COMMENT
    assert told == [False, True, False]
