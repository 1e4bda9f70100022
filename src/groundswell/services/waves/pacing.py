"""How often to look, and when to listen."""

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

SOONEST_S, LATEST_S = 1.0, 30.0
"""How long after a look the next one comes, at least and at most."""

LISTENING_S = (15.0, 60.0)
"""The same while it is also listened: looking then only finds what was missed."""

_SHARE = 0.05
_WINDOW_S = 60.0
_LINGER_S = 300.0


class Pace:
    """Keeps pace with one account's network; told by whoever looks and whoever listens.

    The pause is a twentieth of the time since something new was last heard: what comes is noticed with little
    delay for how rarely it comes, and a quiet night costs little.

    Args:
        streams_from: See `LiveSource.streams_from`.
        clock: Seconds that never go back, whatever becomes of the time of day.
    """

    def __init__(self, streams_from: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._streams_from, self._clock = streams_from, clock
        self._lately: deque[tuple[float, int]] = deque()
        self._turn = Lock()
        self._newest = self._busy = clock()
        self._busy -= _LINGER_S

    def note(self, new: int) -> None:
        """So many new things came just now."""
        if not new:
            return
        with self._turn:
            now = self._newest = self._clock()
            self._lately.append((now, new))
            while self._lately[0][0] < now - _WINDOW_S:
                self._lately.popleft()
            if self._streams_from is not None and sum(n for _, n in self._lately) >= self._streams_from:
                self._busy = now

    @property
    def worth_listening(self) -> bool:
        """Whether so much comes, or came in the last minutes, that listening is worth its cost."""
        if self._streams_from is None:
            return False
        return self._streams_from == 0 or self._clock() - self._busy < _LINGER_S

    def pause(self, *, listening: bool) -> float:
        """Seconds until the next look."""
        soonest, latest = LISTENING_S if listening else (SOONEST_S, LATEST_S)
        return min(latest, max(soonest, (self._clock() - self._newest) * _SHARE))
