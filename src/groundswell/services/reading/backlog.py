"""What has come in and is still to be read, and what follows from it: in portions, the most urgent first."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from groundswell.services.circle import ties
from groundswell.services.people.same import compare_people
from groundswell.services.reading.triaging import FAST, read_backlog, read_some
from groundswell.services.waves.forecasting import refresh_forecasts
from groundswell.services.waves.joining import hear
from groundswell.services.workspace import Workspace
from groundswell.store import placing, readings
from groundswell.triage import Reader, reader_named

log = logging.getLogger("groundswell.backlog")
_TICK_S = 60.0

QUICK_FROM = 200
"""If more texts wait than this, they are read quickly first, and again with care when there is time."""

QUICK_PORTION, CAREFUL_PORTION = 512, 64

_AHEAD_EVERY_S = 5.0
_AHEAD_SHARE = 0.1
"""What follows from all texts of a post is looked at no more often, and for no more than this share of the
time: it takes the longer the larger the post's wave."""


@dataclass(frozen=True, slots=True)
class Done:
    """One portion of work.

    Attributes:
        doing: What it is, in words.
        left: How many texts wait in the same way.
        fresh: Whether it brought something to see that was not there before.
    """

    doing: str
    left: int
    fresh: bool = False


class Backlog:
    """Keeps up with one store. Not to be used by two threads at once.

    Each call looks only at what came in since the last one; the first looks at everything.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._seen = 0
        self._unread: deque[int] = deque()
        self._read_quickly: deque[int] = deque()
        self._lately: set[int] = set()
        # Also where nothing came, time has passed since the last run.
        self._behind = True
        self._ahead_again = 0.0

    def behind(self, *, at_once: bool = False) -> None:
        """Something came in that need not be a text: what follows from it is looked at when it is time.

        Args:
            at_once: Next, even if it is too soon, since somebody waits for it.
        """
        self._behind = True
        if at_once:
            self._ahead_again = 0.0

    def pause(self, longest: float) -> float:
        """Seconds after which there may be something to do even if nothing comes in."""
        return min(longest, max(0.0, self._ahead_again - time.monotonic())) if self._behind else longest

    def step(self) -> Done | None:
        """Does the most urgent portion of work; none if there is nothing to do now."""
        self._pick_up()
        if self._unread:
            return self._read_new()
        if self._behind and time.monotonic() >= self._ahead_again:
            self._look_ahead()
            return Done("Looking ahead", 0)
        if self._read_quickly:
            self._read(self._careful, self._read_quickly, CAREFUL_PORTION)
            return Done("Reading again with care", len(self._read_quickly))
        return None

    @property
    def _careful(self) -> Reader:
        return reader_named(self._workspace.settings.reader)

    def _pick_up(self) -> None:
        with self._workspace.store.reading() as conn:
            newest = readings.newest(conn)
            # Numbers are given out again where the last ones were forgotten.
            self._seen = min(self._seen, newest)
            if newest == self._seen:
                return
            unread = readings.unread(conn, self._careful.name, after=self._seen)
            known = readings.read_by_others(conn, self._careful.name) if not self._seen else []
        again = set(known)
        self._unread.extend(one for one in unread if one not in again)
        self._read_quickly.extend(known)
        self._seen = newest

    def _read_new(self) -> Done:
        quick = len(self._unread) > QUICK_FROM
        reader = reader_named(FAST) if quick else self._careful
        ids = self._read(reader, self._unread, QUICK_PORTION if quick else CAREFUL_PORTION)
        if reader.name != self._careful.name:
            self._read_quickly.extend(ids)
        return Done("Reading what was said", len(self._unread), fresh=True)

    def _read(self, reader: Reader, waiting: deque[int], most: int) -> list[int]:
        ids = [waiting.popleft() for _ in range(min(most, len(waiting)))]
        try:
            read_some(self._workspace, reader, ids)
        except Exception:
            waiting.extend(ids)  # They are tried again after the others.
            raise
        self._lately.update(ids)
        self._behind = True
        return ids

    def _look_ahead(self) -> None:
        begun = time.monotonic()
        lately, self._lately, self._behind = sorted(self._lately), set(), False
        try:
            with self._workspace.store.writing() as conn:
                # What the account said elsewhere answers, too.
                placing.settle_answered(conn)
            hear(self._workspace, lately)
            refresh_forecasts(self._workspace)
            compare_people(self._workspace)
            ties.count(self._workspace)
        except Exception:
            self._lately.update(lately)  # As what could not be read, they are looked at again.
            raise
        finally:
            now = time.monotonic()
            self._ahead_again = now + max(_AHEAD_EVERY_S, (now - begun) / _AHEAD_SHARE)


def catch_up(
    workspace: Workspace, tell: Callable[[int, int], None] = lambda done, of: None, *, reader_name: str = ""
) -> None:
    """Reads everything that is unread, and looks at what follows from it; arguments as for `read_backlog`."""
    read_backlog(workspace, tell, reader_name=reader_name)
    refresh_forecasts(workspace)
    compare_people(workspace, always=True)
    ties.count(workspace)


@contextmanager
def reading_along(workspace: Workspace) -> Iterator[Event]:
    """While it lasts, a thread keeps up; whoever stores something new sets the event that it is given."""
    came, stop = Event(), Event()
    thread = Thread(target=_read_along, args=(Backlog(workspace), came, stop), name="reads", daemon=True)
    thread.start()
    try:
        yield came
    finally:
        stop.set()
        came.set()
        thread.join(timeout=60)


def _read_along(backlog: Backlog, came: Event, stop: Event) -> None:
    while not stop.is_set():
        try:
            if backlog.step() is not None:
                continue
        except Exception:
            # One broken portion must not end the reading; the log says what happened.
            log.exception("reading failed")
        if came.wait(backlog.pause(_TICK_S)):
            came.clear()
            backlog.behind()
