"""The circle as the page shows it: everybody in it, calmly; whom to be there for; who may belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.circle.tending import today
from groundswell.domain.circle import HUMANE_LEAST, HUMANE_MOST, Happened, Occasion, Tend
from groundswell.services.circle.happening import members, waiting
from groundswell.services.circle.near import Near, decided, held_in
from groundswell.services.circle.suggesting import Suggestion, suggestions
from groundswell.services.circle.week import Week, week_of
from groundswell.services.circle.words import tie_words
from groundswell.services.workspace import Workspace
from groundswell.store import Connection


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody of the circle.

    Attributes:
        waits: Of each kind of occasion what waits longest.
        quiet: Whether they have gone quiet, or nothing passed for as long as the user wants it at most.
        words: The tie in sentences.
    """

    near: Near
    waits: Mapping[Occasion, Happened]
    quiet: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page *Circle* shows.

    Attributes:
        tend: Whom to be there for today, with the card and the concrete thing.
        size: What is to be said about how many they are; empty for nothing.
    """

    cards: Sequence[Card]
    tend: Sequence[tuple[Card, Tend]]
    suggested: Sequence[Suggestion]
    week: Week
    size: str


def overview(workspace: Workspace) -> Overview:
    """The circle now."""
    now = workspace.now()
    with workspace.store.reading() as conn:
        said = decided(conn)
        people = held_in(conn, now, said)
        there = members(conn, people, now)
        words = tie_words(conn, people, now)
        # Who has as many as one can be there for is not led to more.
        suggested = suggestions(conn, said, now) if len(people) < HUMANE_MOST else []
        week = week_of(conn, people, there, words, now)
    known = {one.key: one for one in there}
    tends = today(list(known.values()), now, len(known))
    quiet = {one.key for one in tends if one.occasion in (Occasion.QUIET, Occasion.DUE)}
    cards = {one.key: Card(one, waiting(known[one.key]), one.key in quiet, words[one.key]) for one in people}
    tend = [(cards[one.key], one) for one in today(list(known.values()), now)]
    return Overview(list(cards.values()), tend, suggested, week, _size(len(cards)))


def hard_times(conn: Connection, now: int) -> list[Near]:
    """Those of the circle who have a hard time and have not heard of the user since, who said it first
    first."""
    people = {one.key: one for one in held_in(conn, now)}
    tends = today(members(conn, tuple(people.values()), now), now, len(people))
    return [people[one.key] for one in tends if one.occasion is Occasion.HARD_TIME]


def friends_with_a_hard_time(workspace: Workspace) -> list[str]:
    """Their names, for the page *Today*."""
    with workspace.store.reading() as conn:
        return [one.name for one in hard_times(conn, workspace.now())]


def _size(n: int) -> str:
    if n > HUMANE_MOST:
        return (
            f"{n} people are more than most of us can be there for. Nobody has to go; but whom you would not "
            "miss for half a year may be better off without a place on a list."
        )
    if 0 < n < HUMANE_LEAST:
        most = f"{HUMANE_LEAST} to {HUMANE_MOST} is what most people can be there for"
        return f"{n} so far. {most}; fewer is fine."
    return ""
