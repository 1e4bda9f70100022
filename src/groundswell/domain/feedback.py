"""What the user makes of criticism: points to act on, each with its quotes, its state, and who was told.

A point follows from the words that stand and from nothing else: whatever is taken back leaves no trace.
Quotes are named by the natural keys of interactions, so that they outlive their rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class PointState(StrEnum):
    """What is to become of a point, or became of it."""

    OPEN = "open"
    PLANNED = "planned"
    DONE = "done"
    DECLINED = "declined"


SETTLED = frozenset({PointState.DONE, PointState.DECLINED})
"""States in which the critics can be told what became of it."""


class Does(StrEnum):
    """What one press does.

    `keep` makes a point of quotes; `add` gives it more; `split` makes a new point of quotes of another one;
    `merge` puts a point into another one; `name` and `state` are what they say; `told` notes that somebody
    was told; `drop` says that it is no point after all; `leave` that these quotes hold none.
    """

    KEEP = "keep"
    ADD = "add"
    SPLIT = "split"
    MERGE = "merge"
    NAME = "name"
    STATE = "state"
    TOLD = "told"
    DROP = "drop"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Word:
    """One press of the user, which stands or was taken back as a whole.

    Attributes:
        point: Key of the point that it is about; for `split` of the new one; empty for `leave`.
        other: For `split` the point that held the quotes before, for `merge` the one that holds them now,
            for `told` the key in the outbox of what was sent (empty: told by hand).
        text: A title (`keep`, `split`, `name`, `leave`) or the note on what became of it (`state`).
        state: For `state`.
        quotes: Keys of interactions, where it is about some.
        at: In epoch milliseconds.
    """

    id: int
    does: Does
    point: str
    at: int
    other: str = ""
    text: str = ""
    state: PointState = PointState.OPEN
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """That somebody was told what became of a point: whoever said the quote.

    Attributes:
        sent: Key in the outbox; empty where the user did it by hand.
        word: The word that says so, for taking it back.
    """

    quote: str
    state: PointState
    sent: str
    word: int
    at: int


@dataclass(frozen=True, slots=True)
class Point:
    """Something to act on.

    Attributes:
        quotes: Keys of what was said, in the order in which it was kept.
        note: What became of it, in the user's words.
        settled: When it got the state that it has, in epoch milliseconds.
        words: Ids of the words that made it what it is, the oldest first.
    """

    key: str
    title: str
    kept: int
    quotes: tuple[str, ...]
    state: PointState = PointState.OPEN
    note: str = ""
    settled: int = 0
    told: tuple[Telling, ...] = ()
    words: tuple[int, ...] = ()


@dataclass(slots=True)
class Kept:
    """All points, by key, in the order in which they were kept; and what was put away."""

    points: dict[str, Point] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    """Quotes that hold no point, each with the word that says so."""
    _merged: dict[str, str] = field(default_factory=dict)

    def of(self, key: str) -> Point | None:
        """The point of that key, or the one that it was merged into."""
        while key in self._merged:
            key = self._merged[key]
        return self.points.get(key)

    def holding(self, quote: str) -> list[Point]:
        """The points that hold a quote."""
        return [one for one in self.points.values() if quote in one.quotes]

    @property
    def waiting(self) -> int:
        """How many points something is still to be done about."""
        return sum(one.state not in SETTLED for one in self.points.values())

    def follow(self, word: Word) -> None:
        """Lets one more word count. What makes no sense any more, such as a name for no point, counts not."""
        if word.does is Does.LEAVE:
            self.left.update(dict.fromkeys(word.quotes, word.id))
        elif word.does in (Does.KEEP, Does.SPLIT):
            self._make(word)
        elif (point := self.of(word.point)) is not None:
            self._change(point, word)

    def _make(self, word: Word) -> None:
        if word.point in self.points or word.point in self._merged:
            return
        before = self.of(word.other) if word.other else None
        if before is not None:
            rest = tuple(quote for quote in before.quotes if quote not in word.quotes)
            self._put(replace(before, quotes=rest), word)
        self._put(Point(word.point, word.text, word.at, word.quotes, settled=word.at), word)

    def _change(self, point: Point, word: Word) -> None:
        match word.does:
            case Does.ADD:
                self._put(replace(point, quotes=_union(point.quotes, word.quotes)), word)
            case Does.NAME:
                self._put(replace(point, title=word.text), word)
            case Does.STATE:
                settled = point.settled if point.state is word.state else word.at
                self._put(replace(point, state=word.state, note=word.text, settled=settled), word)
            case Does.TOLD:
                new = tuple(
                    Telling(quote, point.state, word.other, word.id, word.at) for quote in word.quotes
                )
                self._put(replace(point, told=point.told + new), word)
            case Does.MERGE:
                self._merge(point, word)
            case _:
                self.left.update(dict.fromkeys(point.quotes, word.id))
                del self.points[point.key]

    def _merge(self, point: Point, word: Word) -> None:
        into = self.of(word.other)
        if into is None or into.key == point.key:
            return
        del self.points[point.key]
        self._merged[point.key] = into.key
        both = replace(
            into,
            quotes=_union(into.quotes, point.quotes),
            told=into.told + point.told,
            words=tuple(sorted({*into.words, *point.words})),
        )
        self._put(both, word)

    def _put(self, point: Point, word: Word) -> None:
        self.points[point.key] = replace(point, words=(*point.words, word.id))


def kept(standing: Iterable[Word]) -> Kept:
    """The points that follow from words which were not taken back, whatever order they are given in."""
    made = Kept()
    for word in sorted(standing, key=lambda one: one.id):
        made.follow(word)
    return made


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
