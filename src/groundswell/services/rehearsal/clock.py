"""The clock of a rehearsal: it runs as fast as asked for, stands still, and goes on where it stood."""

import threading
import time
from dataclasses import dataclass

FASTEST = 3_600.0
"""An hour in a second."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clock stands.

    Attributes:
        at: The time of the rehearsal, in epoch milliseconds.
        speed: How many times as fast as real time it runs.
        running: Whether it runs.
    """

    at: int
    speed: float
    running: bool


class Clock:
    """Tells the time of the rehearsal; any number of threads may ask.

    Args:
        at: The time at which it begins, in epoch milliseconds. It stands still until it is started.
        speed: How many times as fast as real time it runs, above 0.
    """

    def __init__(self, at: int, speed: float) -> None:
        self._turn = threading.Lock()
        self._at, self._speed = float(at), speed
        self._since: float | None = None

    def __call__(self) -> int:
        """Epoch milliseconds."""
        return self.standing.at

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        with self._turn:
            return Standing(int(self._now()), self._speed, self._since is not None)

    def start(self) -> None:
        """Lets it run."""
        with self._turn:
            self._settle()
            self._since = time.monotonic()

    def pause(self) -> None:
        """Lets it stand still."""
        with self._turn:
            self._settle()

    def set_speed(self, speed: float) -> None:
        """From now on it runs so fast."""
        with self._turn:
            running = self._since is not None
            self._settle()
            self._speed = speed
            if running:
                self._since = time.monotonic()

    def put_forward(self, at: int) -> None:
        """Puts it forward to an instant in epoch milliseconds; it never goes back."""
        with self._turn:
            running = self._since is not None
            self._settle()
            self._at = max(self._at, float(at))
            if running:
                self._since = time.monotonic()

    def _now(self) -> float:
        if self._since is None:
            return self._at
        return self._at + (time.monotonic() - self._since) * 1_000 * self._speed

    def _settle(self) -> None:
        self._at, self._since = self._now(), None
