"""How far a line has come with what is new: the cursor of `news`."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from groundswell.domain.activity import Interaction
from groundswell.domain.records import Record
from groundswell.domain.words import Kind
from groundswell.sources.mastodon.facts import id_of
from groundswell.sources.mastodon.hearing import Facts

_COUNT_EVERY_MS = 15_000
"""A server gives an account 300 requests in five minutes, and notifications alone tell nearly everything."""

_COUNTED = {Kind.REACTION: 0, Kind.REPOST: 1, Kind.QUOTE: 2, Kind.COMMENT: 3}


@dataclass(slots=True)
class Place:
    """Up to where notifications were heard, and what of the newest posts' counts is told already.

    Attributes:
        heard: Id of the last notification; empty for none.
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

    def note(self, facts: Facts) -> None:
        """What notifications told the counts need not tell again; of replies they count the direct ones."""
        done = [one for record in facts if isinstance(record, Record) for one in record.facts]
        for one in done:
            if isinstance(one, Interaction) and one.kind in _COUNTED and one.post and not one.thread:
                known = self.counts.get(id_of(one.post))
                if known is not None:
                    known[_COUNTED[one.kind]] += 1

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
