"""What the account is notified of, page by page: what came since a place, and what was before.

The network orders notifications by when their writers say that they did something, unless that lies ahead of
when it heard of it. So what somebody with a clock that is behind does, or what is passed on late, comes to
stand among older ones. Some seconds are allowed for however many come; and where few come, all of the newest
page, which is asked for anyway.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from groundswell.domain.keys import digest
from groundswell.sources.bluesky.facts import instant

_OVERLAP_MS = 20_000
"""Each look begins a little before the last."""

_MOST_TOLD = 2_000
"""So many come within the overlap where a hundred come in a second; what is told again is stored once."""

Pages = Callable[[str], Iterator[Any]]
"""The pages of all notifications from a cursor on (empty: from the newest), each with `notifications` and
`cursor`."""


@dataclass(slots=True)
class Place:
    """Up to where notifications were heard, and what was counted of the newest posts: the cursor of `news`.

    Attributes:
        since: When the newest was seen by the network, in epoch milliseconds; 0 for none.
        told: Marks of those that were told and lie within the overlap or on the newest page.
        below: Where a look was broken off; empty if it came to its end.
        until: How far down that look has to go, in epoch milliseconds.
        counts: Likes, reposts, quotes and replies of each of the newest posts, by its URI.
    """

    since: int = 0
    told: list[str] = field(default_factory=list)
    below: str = ""
    until: int = 0
    counts: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, cursor: str) -> "Place":
        """The place that a cursor tells."""
        told = json.loads(cursor) if cursor else {}
        return cls(**told)

    def cursor(self) -> str:
        """What `of` understands."""
        named = ("since", "told", "below", "until", "counts")
        return json.dumps({name: getattr(self, name) for name in named})


def begin(pages: Pages, place: Place) -> None:
    """Notes the newest notifications, and tells nothing."""
    seen = _dated(next(pages("")))
    place.since = max((at for at, _ in seen), default=0)
    place.told = [_mark(one) for _, one in seen]


def since(pages: Pages, place: Place) -> Iterator[list[Any]]:
    """What was not told yet. The place is always such that it can be gone on from once all that was yielded
    is stored, however long the gap."""
    if place.below:
        yield from _down(pages, place, place.below, place.until, frozenset())
    until, told = place.since - _OVERLAP_MS, frozenset(place.told)
    place.told = []
    yield from _down(pages, place, "", until, told)


def before(pages: Pages, below: str) -> Iterator[tuple[list[Any], str]]:
    """Pages of what is older, the newest first, each with the cursor to go on from; empty at the end."""
    for page in pages(below):
        yield page.notifications, page.cursor or ""


def _down(pages: Pages, place: Place, below: str, until: int, told: frozenset[str]) -> Iterator[list[Any]]:
    newest = not below
    for page in pages(below):
        dated = _dated(page)
        place.since = max([place.since, *(at for at, _ in dated)])
        near = [_mark(one) for at, one in dated if newest or at > place.since - _OVERLAP_MS]
        place.told = [*place.told, *near][:_MOST_TOLD]
        ended = any(at <= until for at, _ in dated) or not page.cursor
        place.below, place.until = ("", 0) if ended else (page.cursor, until)
        yield [one for at, one in dated if (newest or at > until) and _mark(one) not in told]
        newest = False
        if ended:
            return


def _dated(page: Any) -> list[tuple[int, Any]]:
    """Notifications with the instants at which they were seen; without one that cannot be placed."""
    dated = []
    for one in page.notifications:
        try:
            dated.append((instant(one.indexed_at), one))
        except (ValueError, TypeError):
            continue
    return dated


def _mark(one: Any) -> str:
    """One record may be notified for several reasons."""
    return digest(str(one.uri), str(one.reason))[:12]
