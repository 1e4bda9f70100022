"""The one worker behind the pages: imports what was dropped, reads what is unread, looks ahead."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from groundswell.domain.errors import GroundswellError
from groundswell.services import uploads
from groundswell.services.forecasting import refresh_forecasts
from groundswell.services.importing import Progress, import_files
from groundswell.services.same_people import compare_people
from groundswell.services.triaging import read_backlog
from groundswell.services.waking import wake_snoozed
from groundswell.services.workspace import Workspace
from groundswell.web.events import Hub

log = logging.getLogger("groundswell.worker")
_TICK_S = 60.0
_UNREAD = 0
"""A job without an import: only what is unread."""

_AHEAD_EVERY_S = 5.0
_AHEAD_SHARE = 0.1
"""In a surge the worker looks ahead at most so often, and for no more than this share of its time."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the worker is doing: an empty `doing` means nothing. `done` of `of` where that is known."""

    doing: str = ""
    done: int = 0
    of: int = 0
    run_id: int | None = None
    problem: str = ""


class Worker:
    """A thread that takes one job after the other and tells the pages how it goes."""

    def __init__(self, workspace: Workspace, hub: Hub) -> None:
        self._workspace, self._hub = workspace, hub
        self._jobs: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="groundswell-worker", daemon=True)
        self.status = Status()
        self._expected: set[int] = set()
        self._catching = threading.Event()
        self._behind = False
        self._ahead_again = 0.0

    def start(self) -> None:
        """Takes up what an earlier run left, then waits for jobs."""
        for run_id in uploads.interrupted(self._workspace):
            self.add(run_id)
        self._thread.start()

    def stop(self) -> None:
        """Lets the job at hand end and stops."""
        self._jobs.put(None)
        self._thread.join(timeout=30)

    def add(self, run_id: int) -> None:
        """Queues an import that was logged by `services.uploads`."""
        self._expected.add(run_id)
        self._jobs.put(run_id)

    def catch_up(self) -> None:
        """Has what is unread read, after what is queued; asked for often, it is done once for all."""
        if not self._catching.is_set():
            self._catching.set()
            self._jobs.put(_UNREAD)

    def look_again(self) -> None:
        """Has it look ahead at once: what makes a wave has changed."""
        self._behind, self._ahead_again = True, 0.0
        self.catch_up()

    def expects(self, run_id: int) -> bool:
        """Whether an import is queued here or being read."""
        return run_id in self._expected

    def _run(self) -> None:
        self._attempt(self._catch_up)
        while True:
            soon = max(0.0, self._ahead_again - time.monotonic())
            try:
                run_id = self._jobs.get(timeout=soon if self._behind else _TICK_S)
            except queue.Empty:
                self._attempt(self._look_ahead if self._behind else self._wake)
                continue
            if run_id is None:
                return
            if run_id != _UNREAD:
                self._attempt(lambda run_id=run_id: self._import(run_id))  # type: ignore[misc]
                self._expected.discard(run_id)
            self._catching.clear()
            self._attempt(lambda run_id=run_id: self._catch_up(came=run_id == _UNREAD))  # type: ignore[misc]

    def _attempt(self, job: Callable[[], None]) -> None:
        try:
            job()
        except GroundswellError as error:
            self._show(Status(problem=str(error)))
        except Exception:
            # One broken job must not end the worker; the log says what happened.
            log.exception("a job failed")
            self._show(Status(problem="Something went wrong; the terminal says what."))

    def _import(self, run_id: int) -> None:
        self._show(Status("Taking in files", run_id=run_id))
        order = uploads.order(self._workspace, run_id)

        def tell(progress: Progress) -> None:
            words = f"Taking in {progress.part.path}"
            self._show(Status(words, progress.part.read, 0, run_id))

        import_files(
            self._workspace, order.files, post=order.post, mapping=order.mapping, tell=tell, run_id=run_id
        )
        uploads.tidy(self._workspace, run_id)
        self._hub.tell("news")

    def _catch_up(self, *, came: bool = False) -> None:
        """Has what is unread read, and looks ahead if it is time; `came`: what is not read may be new too."""

        def tell(done: int, of: int) -> None:
            self._show(Status("Reading what was said", done, of))

        read = read_backlog(self._workspace, tell)
        self._behind |= came or read > 0
        if came or read:
            self._hub.tell("news")
        if self._behind and time.monotonic() >= self._ahead_again:
            self._look_ahead()
        self._show(replace(self.status, doing="", done=0, of=0))

    def _look_ahead(self) -> None:
        begun = time.monotonic()
        self._show(Status("Looking ahead"))
        self._behind = False
        try:
            refresh_forecasts(self._workspace)
            compare_people(self._workspace)
        finally:
            now = time.monotonic()
            self._ahead_again = now + max(_AHEAD_EVERY_S, (now - begun) / _AHEAD_SHARE)
        self._show(replace(self.status, doing="", done=0, of=0))
        self._hub.tell("news")

    def _wake(self) -> None:
        compared = compare_people(self._workspace)
        if wake_snoozed(self._workspace) or compared:
            self._hub.tell("news")

    def _show(self, status: Status) -> None:
        self.status = status
        self._hub.tell("status")
