"""What the user said of pairs, and which things are one because of it.

Groups follow from the decisions that stand and from nothing else: whatever is taken back leaves no trace.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Says(StrEnum):
    """What was said of two: that they are the same, that they are not, or that it can wait."""

    SAME = "same"
    APART = "apart"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Pairing:
    """One decision about two things, by their natural keys; `at` in epoch milliseconds."""

    id: int
    one: str
    other: str
    says: Says
    at: int

    @property
    def pair(self) -> frozenset[str]:
        """The two, in no order."""
        return frozenset((self.one, self.other))


def last_words(standing: Iterable[Pairing]) -> dict[frozenset[str], Pairing]:
    """The last decision about each pair, in the order in which they were made. "Later" takes nothing back."""
    last: dict[frozenset[str], Pairing] = {}
    for one in sorted(standing, key=lambda pairing: pairing.id):
        if one.says is not Says.LATER:
            last.pop(one.pair, None)
            last[one.pair] = one
    return last


def grouped(standing: Iterable[Pairing], likely: Iterable[tuple[str, str]] = ()) -> list[frozenset[str]]:
    """Groups of two and more that are the same.

    The same as the same is the same. Where that would join two who are told apart, the later join does not
    count; so a group never holds a pair of which the user's last word is that they are apart.

    Args:
        standing: Decisions that were not taken back.
        likely: Pairs that are the same unless the user says otherwise; they count after the decisions.
    """
    last = last_words(standing)
    groups = _Groups(pairing.pair for pairing in last.values() if pairing.says is Says.APART)
    for pairing in last.values():
        if pairing.says is Says.SAME:
            groups.join(pairing.one, pairing.other)
    for one, other in likely:
        groups.join(one, other)
    return groups.found()


class _Groups:
    """Sets of keys that grow together; the smaller joins the larger, so that a key moves seldom."""

    def __init__(self, apart: Iterable[Iterable[str]]) -> None:
        self._group: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        for one, other in (tuple(pair) for pair in apart):
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def join(self, one: str, other: str) -> None:
        small, large = sorted((self._of(one), self._of(other)), key=len)
        if small is large or any(not large.isdisjoint(self._apart.get(key, ())) for key in small):
            return
        large |= small
        self._group.update(dict.fromkeys(small, large))

    def found(self) -> list[frozenset[str]]:
        several = {id(group): group for group in self._group.values() if len(group) > 1}
        return [frozenset(group) for group in several.values()]

    def _of(self, key: str) -> set[str]:
        return self._group.setdefault(key, {key})
