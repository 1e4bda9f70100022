"""Criticism as a short list of things to act on: what the user decides of it, and how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.feedback import Does, Kept, Point, PointState, Word, kept
from groundswell.domain.keys import digest
from groundswell.domain.words import Intent, Lane
from groundswell.services.feedback.suggesting import LIKELY, Suggestion, named, suggestions
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, crowds, items
from groundswell.store import feedback as stored
from groundswell.store.items import Item

_LONGEST_TITLE, _LONGEST_NOTE = 200, 2_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A point with what was said, as far as it is in the store.

    Attributes:
        quotes: In the order in which they were kept, by their keys.
        who: Who said each, see `store.feedback.speakers`.
        gone: How many of its quotes are not there (any more).
        since: When it was said first, in epoch milliseconds; when it was kept, where no quote is there.
    """

    point: Point
    quotes: Mapping[str, Item]
    who: Mapping[str, int]
    gone: int
    since: int

    @property
    def people(self) -> int:
        """How many said it."""
        return len(set(self.who.values()))


@dataclass(frozen=True, slots=True)
class PutAway:
    """What the user said to be no point; `word` takes that back."""

    title: str
    word: int
    at: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page *Feedback* shows."""

    points: Mapping[PointState, Sequence[Shown]]
    suggested: Sequence[Suggestion]
    put_away: Sequence[PutAway]

    @property
    def waiting(self) -> int:
        """How many points something is still to be done about."""
        return len(self.points[PointState.OPEN]) + len(self.points[PointState.PLANNED])


def overview(workspace: Workspace) -> Overview:
    """Points by their state, suggestions, and what was put away."""
    with workspace.store.reading() as conn:
        words = stored.standing(conn)
    away = [PutAway(one.text, one.id, one.at) for one in words if one.does in (Does.LEAVE, Does.DROP)]
    return Overview(points(workspace), suggestions(workspace), away[::-1])


def points(workspace: Workspace) -> Mapping[PointState, Sequence[Shown]]:
    """The points by their state, of each those that most said first."""
    with workspace.store.reading() as conn:
        found = _shown(conn, list(kept(stored.standing(conn)).points.values()))
    found.sort(key=lambda one: (-one.people, one.point.kept, one.point.key))
    return {state: [one for one in found if one.point.state is state] for state in PointState}


def point_of(workspace: Workspace, key: str) -> Shown:
    """One point, by its key or that of one that was merged into it. Raises NotFound."""
    with workspace.store.reading() as conn:
        (shown,) = _shown(conn, [_point(kept(stored.standing(conn)), key)])
    return shown


def others(workspace: Workspace, key: str) -> list[Point]:
    """The points that one may be merged with, by title."""
    with workspace.store.reading() as conn:
        points = kept(stored.standing(conn)).points.values()
    return sorted((one for one in points if one.key != key), key=lambda one: one.title.casefold())


def history(workspace: Workspace, point: Point) -> list[Word]:
    """What the user said of a point, the newest first."""
    with workspace.store.reading() as conn:
        return [one for one in stored.standing(conn) if one.id in point.words][::-1]


@dataclass(frozen=True, slots=True)
class Holding:
    """What an item is to the list of points.

    Attributes:
        points: Those that hold it.
        others: Those that it may be added to.
        offered: Whether it may hold something to act on.
    """

    points: Sequence[Point]
    others: Sequence[Point]
    offered: bool


def holding(workspace: Workspace, interaction_id: int) -> Holding:
    """What an item of the inbox is to the list of points. Raises NotFound."""
    with workspace.store.reading() as conn:
        item, key = items.item(conn, interaction_id), items.key_of(conn, interaction_id)
        held = kept(stored.standing(conn))
    there = held.holding(key)
    critical = item.lane in (Lane.FEEDBACK, Lane.DISAGREEMENT)
    offered = critical or item.reading.intents.get(Intent.FEEDBACK, 0) >= LIKELY
    rest = [one for one in held.points.values() if one not in there]
    return Holding(there, sorted(rest, key=lambda one: one.title.casefold()), offered)


def keep(workspace: Workspace, ids: Sequence[int], title: str, pressed: str) -> tuple[str, int | None]:
    """Makes a point of what was said; copies of it come along. Gives its key and the word.

    Args:
        title: Empty: in the words of the first of them.
        pressed: What tells one pressing of the button from another; the same one twice is one, and so are the
            same words under the same title; then there is no new word.

    Raises:
        NotFound: One of the items does not exist.
        UsageError: There is none, or the title is too long.
    """
    if not ids:
        raise UsageError("no quote was chosen", mend="Choose at least one.")
    key = digest("point", pressed)
    with workspace.store.writing() as conn:
        if _is_there(conn, key):
            return key, None
        first = items.item(conn, ids[0])
        called = _title(title.strip() or named(first))
        quotes = _keys(conn, crowds.with_copies(conn, ids))
        # Another tab may have kept it: one thing said so twice is one point.
        for one in kept(stored.standing(conn)).points.values():
            if one.title == called and set(quotes) <= set(one.quotes):
                return one.key, None
        return key, stored.say(conn, Does.KEEP, key, workspace.now(), text=called, quotes=quotes)


def add(workspace: Workspace, ids: Sequence[int], key: str) -> int:
    """Adds what was said to a point, copies of it as well; gives the word. Raises NotFound."""
    with workspace.store.writing() as conn:
        point = _point(kept(stored.standing(conn)), key)
        quotes = _keys(conn, crowds.with_copies(conn, ids))
        return stored.say(conn, Does.ADD, point.key, workspace.now(), quotes=quotes)


def split(workspace: Workspace, key: str, quote: str, pressed: str) -> tuple[str, int | None]:
    """Makes a point of its own of one quote of another; gives its key and the word.

    Raises:
        NotFound: There is no such point, or it does not hold the quote.
        UsageError: It is the only quote.
    """
    new = digest("point", pressed)
    with workspace.store.writing() as conn:
        if _is_there(conn, new):
            return new, None
        point = _point(kept(stored.standing(conn)), key)
        if quote not in point.quotes:
            raise NotFound("this quote is no longer there", mend="Reload the page.")
        if len(point.quotes) == 1:
            raise UsageError("this is its only quote", mend="Rename the point instead.")
        item = stored.quoted(conn, [quote]).get(quote)
        title = named(item) if item else point.title
        now = workspace.now()
        return new, stored.say(conn, Does.SPLIT, new, now, other=point.key, text=title, quotes=[quote])


def merge(workspace: Workspace, key: str, into: str) -> tuple[str, int]:
    """Puts a point into another one: they are the same; gives the key of the other and the word.

    Raises:
        NotFound: One of them does not exist.
        UsageError: They are one already.
    """
    with workspace.store.writing() as conn:
        held = kept(stored.standing(conn))
        point, other = _point(held, key), _point(held, into)
        if point.key == other.key:
            raise UsageError("these are one point already", mend="Reload the page.")
        return other.key, stored.say(conn, Does.MERGE, point.key, workspace.now(), other=other.key)


def rename(workspace: Workspace, key: str, title: str) -> int:
    """Gives a point another title; gives the word. Raises NotFound, UsageError."""
    return _say_of(workspace, key, Does.NAME, text=_title(title))


def set_state(workspace: Workspace, key: str, state: PointState, note: str) -> int:
    """Says what is to become of a point, or became of it; gives the word. Raises NotFound, UsageError."""
    if len(note) > _LONGEST_NOTE:
        raise UsageError("the note is too long", mend=f"It may have {_LONGEST_NOTE:,} characters.")
    return _say_of(workspace, key, Does.STATE, text=note.strip(), state=state)


def drop(workspace: Workspace, key: str) -> int:
    """Says that something is no point after all; gives the word. Raises NotFound."""
    return _say_of(workspace, key, Does.DROP)


def leave(workspace: Workspace, ids: Sequence[int]) -> int:
    """Says that what was said holds no point, so that it is suggested no more; gives the word.

    Raises:
        NotFound: One of the items does not exist.
        UsageError: There is none.
    """
    if not ids:
        raise UsageError("no quote was chosen", mend="Reload the page.")
    with workspace.store.writing() as conn:
        title = named(items.item(conn, ids[0]))
        quotes = _keys(conn, crowds.with_copies(conn, ids))
        return stored.say(conn, Does.LEAVE, "", workspace.now(), text=title, quotes=quotes)


def take_back(workspace: Workspace, words: Sequence[int]) -> None:
    """Takes words back: everything is as if they had not been said. Raises NotFound."""
    with workspace.store.writing() as conn:
        if not stored.take_back(conn, words, workspace.now()):
            raise NotFound("this was taken back already", mend="Reload the page.")


def _say_of(
    workspace: Workspace, key: str, does: Does, text: str = "", state: PointState | None = None
) -> int:
    with workspace.store.writing() as conn:
        point = _point(kept(stored.standing(conn)), key)
        # What is dropped is listed by the title that it had.
        said = point.title if does is Does.DROP else text
        return stored.say(conn, does, point.key, workspace.now(), text=said, state=state)


def _title(title: str) -> str:
    line = " ".join(title.split())
    if not line:
        raise UsageError("the title is empty", mend="Write what is asked for.")
    if len(line) > _LONGEST_TITLE:
        raise UsageError("the title is too long", mend=f"It may have {_LONGEST_TITLE} characters.")
    return line


def _point(held: Kept, key: str) -> Point:
    point = held.of(key)
    if point is None:
        raise NotFound("there is no such point", mend="Go back to Feedback: it may have been taken back.")
    return point


def _is_there(conn: Connection, key: str) -> bool:
    return kept(stored.standing(conn)).of(key) is not None


def _keys(conn: Connection, ids: Sequence[int]) -> list[str]:
    return [items.key_of(conn, one) for one in ids]


def _shown(conn: Connection, some: Sequence[Point]) -> list[Shown]:
    quotes = stored.quoted(conn, [key for one in some for key in one.quotes])
    who = stored.speakers(conn, quotes.values())
    found = []
    for point in some:
        there = {key: quotes[key] for key in point.quotes if key in quotes}
        since = min((one.when.earliest for one in there.values()), default=point.kept)
        said = {key: who[one.id] for key, one in there.items()}
        found.append(Shown(point, there, said, len(point.quotes) - len(there), since))
    return found
