"""An open line: the snapshot before, the changes since, and the snapshot again once a day."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from groundswell.domain.actions import Action
from groundswell.domain.activity import Account
from groundswell.domain.errors import NotFound
from groundswell.domain.when import DAY, HOUR, to_ms
from groundswell.sources.linkedin_archive.context import Context
from groundswell.sources.linkedin_portability import snapshot
from groundswell.sources.linkedin_portability.calls import Calls, Json
from groundswell.sources.linkedin_portability.changes import Changes
from groundswell.sources.live import Batch, Facts

CHANGES_EVERY_MS, SNAPSHOT_EVERY_MS = HOUR, DAY
"""LinkedIn advises to ask for changes once an hour; its snapshot lags by days."""

KEPT_MS = 27 * DAY
"""LinkedIn keeps changes for 28 days; what was heard longer ago tells nothing about where to begin."""

_ROWS = 5_000
_CONNECTIONS = 1


@dataclass(frozen=True, slots=True)
class _Mark:
    """Up to where everything is known, in epoch milliseconds.

    Attributes:
        heard: The log's own time of the last change; none if there was none.
        asked: When the log was last read to its end.
        snapshot: When the snapshot was last read to its end.
        parts: How many parts of the next snapshot are done.
    """

    heard: int | None
    asked: int
    snapshot: int
    parts: int = 0

    def __str__(self) -> str:
        return json.dumps(asdict(self))


class PortabilityLine:
    """Reads with one member's token; one call at a time."""

    def __init__(self, calls: Calls, account: Account) -> None:
        self._calls, self._account = calls, account

    def backfill(self, cursor: str) -> Iterator[Batch]:
        """Part by part; the cursor is the number of parts that are done."""
        context = snapshot.context_of(self._account, _now())
        for facts, done in self._parts(int(cursor or 0), context):
            yield Batch(facts, str(done))

    def news(self, cursor: str) -> Iterator[Batch]:
        """What changed, at most once an hour, and once a day the snapshot for what the log does not hold."""
        now = _now()
        mark = _Mark(**json.loads(cursor)) if cursor else _Mark(None, 0, now)
        if 0 <= now - mark.asked < CHANGES_EVERY_MS:
            return
        context = snapshot.context_of(self._account, now)
        changes = Changes(context)
        kept = mark.heard if mark.heard and mark.heard > now - KEPT_MS else None
        for events in self._calls.changes(kept):
            mark = replace(mark, heard=max([mark.heard or 0, *map(_processed, events)]) or None)
            yield Batch(changes.facts(events), str(mark))
        if not 0 <= now - mark.snapshot < SNAPSHOT_EVERY_MS:
            for facts, done in self._parts(mark.parts, context):
                mark = replace(mark, parts=done)
                yield Batch(facts, str(mark))
            mark = replace(mark, snapshot=now, parts=0)
        yield Batch((), str(replace(mark, asked=now)))

    def stream(self, tell: Callable[[Facts], None]) -> None:
        """Nothing is told as it happens."""

    def act(self, action: Action) -> str:
        """Nothing can be done this way. Raises NotFound."""
        raise NotFound(
            "LinkedIn lets no program act for a member", where=self._account.name, mend="Do it there."
        )

    def close(self) -> None:
        """Closes the connections."""
        self._calls.close()

    def _parts(self, done: int, context: Context) -> Iterator[tuple[Facts, int]]:
        """What the parts tell when so many are done, and with each piece how many are done then."""
        if _CONNECTIONS < done < len(snapshot.DOMAINS):
            # Their links are needed by what follows.
            for _ in self._part(_CONNECTIONS, context):
                continue
        for number in range(done, len(snapshot.DOMAINS)):
            for facts in self._part(number, context):
                yield facts, number
            yield (), number + 1

    def _part(self, number: int, context: Context) -> Iterator[Facts]:
        domain, kind = snapshot.DOMAINS[number]
        for page in self._calls.snapshot(domain):
            for start in range(0, len(page), _ROWS):
                rows = page[start : start + _ROWS]
                yield tuple(snapshot.records(domain, kind, rows, context, start + 1))


def _processed(event: Json) -> int:
    at = event.get("processedAt")
    return at if isinstance(at, int) else 0


def _now() -> int:
    return to_ms(datetime.now(UTC))
