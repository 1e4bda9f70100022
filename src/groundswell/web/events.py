"""Server-sent events: what the worker tells, every open page hears."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

_MOST_WAITING = 64
_HEARTBEAT_S = 20.0
_GAP_S = 0.5
"""The same event comes no more often, however often it is told; the last one always comes."""


class Hub:
    """Passes events from any thread to all listening pages; one that lags loses old ones, never new ones."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[tuple[str, str]]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._spread_at: dict[str, float] = {}
        self._waiting: dict[str, str] = {}

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Names the loop in which pages listen."""
        self._loop = loop

    def tell(self, event: str, data: str = "") -> None:
        """Sends an event to every page; may be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, event, data)

    async def stream(self) -> AsyncIterator[str]:
        """The events for one page as `text/event-stream` lines, with a heartbeat now and then."""
        with self._listening() as queue:
            yield "retry: 2000\n\n"
            while True:
                try:
                    event, data = await asyncio.wait_for(queue.get(), _HEARTBEAT_S)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
                yield f"event: {event}\n{lines}\n"

    @contextmanager
    def _listening(self) -> Iterator[asyncio.Queue[tuple[str, str]]]:
        queue: asyncio.Queue[tuple[str, str]] = asyncio.Queue(_MOST_WAITING)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def _take(self, event: str, data: str) -> None:
        assert self._loop is not None
        wait = self._spread_at.get(event, -_GAP_S) + _GAP_S - self._loop.time()
        if wait <= 0:
            self._spread(event, data)
        else:
            if event not in self._waiting:
                self._loop.call_later(wait, lambda: self._spread(event, self._waiting.pop(event)))
            self._waiting[event] = data

    def _spread(self, event: str, data: str) -> None:
        assert self._loop is not None
        self._spread_at[event] = self._loop.time()
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait((event, data))
