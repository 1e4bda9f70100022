"""The inbox as the pages need it: a page of items, one item with what surrounds it, decisions and undo."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.errors import UsageError
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Lane
from groundswell.services.reading.explaining import LANE_NAMES
from groundswell.services.reading.learning import Learned, relearn
from groundswell.services.saying import until_when
from groundswell.services.workspace import Workspace
from groundswell.store import crowds, decisions, groups, items, persons, search, waves
from groundswell.store import inbox as stored
from groundswell.store.inbox import MOST_COUNTED, Wanted
from groundswell.store.items import Item
from groundswell.store.persons import Passed, PersonRow
from groundswell.store.waves import PostRow

PAGE = 30
SNOOZES = {"evening": 8 * HOUR, "tomorrow": DAY, "week": 7 * DAY}
"""What can be snoozed for, counted from now."""

__all__ = ["MOST_COUNTED", "Item", "Passed", "PersonRow", "PostRow", "Wanted"]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of items and where it continues."""

    items: tuple[Item, ...]
    counts: dict[Lane, int]
    after: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Whole:
    """One item with its post, the exchange that it belongs to, and how much else passed between the two."""

    item: Item
    post: PostRow | None
    exchange: tuple[Passed, ...]
    passed_before: int
    copies: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the filters of the page can be set to."""

    posts: tuple[PostRow, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: people, then things said, and where the latter continue."""

    people: tuple[PersonRow, ...]
    said: tuple[Passed, ...]
    names: dict[int, PersonRow]
    below: int | None


def listing(workspace: Workspace, wanted: Wanted, after: tuple[int, int] | None = None) -> Listing:
    """The next items of a lane, highest first, with the counts of all lanes."""
    with workspace.store.reading() as conn:
        found = stored.page(conn, wanted, after, PAGE + 1)
        counts = stored.lane_counts(conn, wanted)
    more = found[PAGE - 1].cursor if len(found) > PAGE else None
    return Listing(tuple(found[:PAGE]), counts, more)


def counts(workspace: Workspace, wanted: Wanted) -> dict[Lane, int]:
    """How many items each lane holds."""
    with workspace.store.reading() as conn:
        return stored.lane_counts(conn, wanted)


def whole(workspace: Workspace, interaction_id: int) -> Whole:
    """One item with what surrounds it. Raises NotFound."""
    with workspace.store.reading() as conn:
        item = items.item(conn, interaction_id)
        post = waves.post(conn, item.post_id) if item.post_id is not None else None
        exchange = tuple(persons.around(conn, interaction_id))
        passed = sum(persons.summary(conn, item.person_id).values()) if item.person_id is not None else 1
        copies = tuple(crowds.copies(conn, interaction_id)) if item.copies else ()
    return Whole(item, post, exchange, passed - 1, copies)


def following(workspace: Workspace, wanted: Wanted, interaction_id: int) -> int | None:
    """The item to show after a decision about one: itself if it is still wanted, else the next below it,
    else the first; none if the list is empty. Raises NotFound if the item itself does not exist."""
    with workspace.store.reading() as conn:
        sort, item_id = items.item(conn, interaction_id).cursor
        found = stored.page(conn, wanted, (sort, item_id + 1), 1) or stored.page(conn, wanted, None, 1)
    return found[0].id if found else None


def filters(workspace: Workspace, state: str, lane: Lane) -> Filters:
    """The posts and languages that there are to choose from in a lane."""
    with workspace.store.reading() as conn:
        return Filters(tuple(waves.own_posts(conn, 20)), tuple(stored.languages(conn, state, lane)))


def find(workspace: Workspace, words: str, below: int | None = None) -> Results:
    """People and things said, both ways, that hold all the words."""
    with workspace.store.reading() as conn:
        texts = search.texts(conn, words, below=below)
        said = persons.passed_items(conn, list(texts.ids))
        found = groups.once_each(conn, search.people(conn, words)) if below is None else []
        people = persons.people(conn, found)
        names = persons.shown_people(conn, (one.person_id for one in said if one.person_id is not None))
    return Results(tuple(people), tuple(said), names, texts.below)


def mark_done(workspace: Workspace, ids: Sequence[int]) -> list[int]:
    """Marks items as done; returns the decisions, for undoing."""
    with workspace.store.writing() as conn:
        return decisions.decide(conn, crowds.with_copies(conn, ids), "done", "", workspace.now())


def reopen(workspace: Workspace, ids: Sequence[int]) -> list[int]:
    """Opens items again; returns the decisions, for undoing."""
    with workspace.store.writing() as conn:
        return decisions.decide(conn, ids, "reopen", "", workspace.now())


def snooze(workspace: Workspace, ids: Sequence[int], until: str) -> list[int]:
    """Puts items off until one of `SNOOZES`; returns the decisions, for undoing. Raises UsageError."""
    if until not in SNOOZES:
        raise UsageError(f"cannot snooze until {until!r}", mend=f"Use one of: {', '.join(SNOOZES)}.")
    wake = workspace.now() + SNOOZES[until]
    with workspace.store.writing() as conn:
        return decisions.decide(conn, crowds.with_copies(conn, ids), "snooze", str(wake), workspace.now())


def put_off_until(workspace: Workspace, ids: Sequence[int], wake: int) -> list[int]:
    """Puts items off until an instant; returns the decisions, for undoing."""
    with workspace.store.writing() as conn:
        return decisions.decide(conn, crowds.with_copies(conn, ids), "snooze", str(wake), workspace.now())


@dataclass(frozen=True, slots=True)
class Corrected:
    """The decisions that a correction made, and what was learned from it."""

    decisions: list[int]
    learned: Learned


def correct_lane(workspace: Workspace, ids: Sequence[int], lane: str) -> Corrected:
    """Puts items into the lane that the user says is right, and learns from it. Raises UsageError."""
    if lane not in set(Lane):
        raise UsageError(f"there is no lane {lane!r}", mend=f"Use one of: {', '.join(Lane)}.")
    with workspace.store.writing() as conn:
        made = decisions.decide(conn, crowds.with_copies(conn, ids), "lane", lane, workspace.now())
    return Corrected(made, relearn(workspace, ids))


def said_of(workspace: Workspace, decision_ids: Sequence[int]) -> str:
    """What decisions of one press did, in a few words; of those that were taken back "Noted."."""
    with workspace.store.reading() as conn:
        meant = decisions.meant(conn, decision_ids)
    match meant:
        case None:
            return "Noted."
        case ("snooze", wake):
            return f"Put off until {until_when(int(wake), workspace.now())}."
        case ("lane", lane):
            return f"Moved to {LANE_NAMES[Lane(lane)]}. Your word counts from now on."
        case ("reopen", _):
            return "Open again."
        case _:
            return "Done."


def undo(workspace: Workspace, decision_ids: Sequence[int] | None = None) -> list[int]:
    """Takes decisions back (none given: those made last) and unlearns what they taught; returns the items."""
    with workspace.store.writing() as conn:
        chosen = decision_ids if decision_ids is not None else decisions.latest(conn)
        corrected = decisions.correct_lanes(conn, chosen)
        undone = decisions.undo(conn, chosen, workspace.now())
    if corrected:
        relearn(workspace, undone)
    return undone
