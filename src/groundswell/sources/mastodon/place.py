"""How far a line has come with what is new: the cursor of `news`."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

_COUNT_EVERY_MS = 15_000
"""A server gives an account 300 requests in five minutes, and notifications alone tell nearly everything."""


@dataclass(slots=True)
class Place:
    """Up to where notifications were heard, and what was counted of the newest posts.

    What notifications told is not taken off what the counts have gained: some servers count at once and
    notify a minute later, and what was told by then would be taken off twice.

    Attributes:
        heard: Ids of the last notifications, the newest first, between spaces; empty for none.
        counts: Favourites, boosts, quotes and replies of each of the newest posts, by its id.
        counted: When the server was asked for them, in epoch milliseconds.
    """

    heard: str = ""
    counts: dict[str, list[int]] = field(default_factory=dict)
    counted: int = 0

    @classmethod
    def of(cls, cursor: str) -> "Place":
        """The place that a cursor tells."""
        told = json.loads(cursor) if cursor else {}
        return cls(**told)

    def cursor(self) -> str:
        """What `of` understands."""
        return json.dumps({"heard": self.heard, "counts": self.counts, "counted": self.counted})

    def counts_are_old(self) -> bool:
        """Whether it is time to look at the counts; also where the clock was put back."""
        return abs(now_ms() - self.counted) >= _COUNT_EVERY_MS

    def count(self, counts: dict[str, list[int]]) -> None:
        """Takes over what the server counts now."""
        self.counts, self.counted = counts, now_ms()


def counts_of(post: Any) -> list[int]:
    """Favourites, boosts, quotes and replies of a post, as the server counts them."""
    told = (post.favourites_count, post.reblogs_count, getattr(post, "quotes_count", 0), post.replies_count)
    return [int(one or 0) for one in told]


def now_ms() -> int:
    """Now, in epoch milliseconds."""
    return round(time.time() * 1000)
