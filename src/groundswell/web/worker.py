"""The one worker behind the pages: imports what was dropped, reads what is unread, looks ahead."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from groundswell.domain.errors import GroundswellError
from groundswell.services.files import uploads
from groundswell.services.files.importing import Progress, import_files
from groundswell.services.inbox.waking import wake_snoozed
from groundswell.services.people.same import compare_people
from groundswell.services.reading.backlog import Backlog
from groundswell.services.workspace import Workspace
from groundswell.web.events import Hub

log = logging.getLogger("groundswell.worker")
_TICK_S = 60.0
_SOMETHING, _ANEW = 0, -1
"""Jobs without an import: something came in; what is known of the waves is to be worked out anew at once."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the worker is doing: an empty `doing` means nothing. `done` of `of` where that is known."""

    doing: str = ""
    done: int = 0
    of: int = 0
    run_id: int | None = None
    problem: str = ""


class Worker:
    """A thread that takes one job after the other, catches up in portions in between, and tells the pages."""

    def __init__(self, workspace: Workspace, hub: Hub) -> None:
        self._workspace, self._hub = workspace, hub
        self._jobs: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="groundswell-worker", daemon=True)
        self._backlog = Backlog(workspace)
        self._told = threading.Event()
        self._expected: set[int] = set()
        self.status = Status()

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
        """Something came in: it is read after what is queued. However often it is said, it is one job."""
        self._hub.tell("news")
        if not self._told.is_set():
            self._told.set()
            self._jobs.put(_SOMETHING)

    def look_again(self) -> None:
        """Has it look ahead at once: what makes a wave has changed."""
        self._jobs.put(_ANEW)

    def expects(self, run_id: int) -> bool:
        """Whether an import is queued here or being read."""
        return run_id in self._expected

    def _run(self) -> None:
        busy = True
        while True:
            try:
                job = self._jobs.get(timeout=0.0 if busy else self._backlog.pause(_TICK_S))
            except queue.Empty:
                busy = self._attempt(self._step)
                if not busy:
                    self._attempt(self._wake)
                continue
            if job is None:
                return
            if job == _SOMETHING:
                self._told.clear()
            elif job != _ANEW:
                self._attempt(lambda run_id=job: self._import(run_id))  # type: ignore[misc]
                self._expected.discard(job)
            self._backlog.behind(at_once=job == _ANEW)
            busy = True

    def _attempt(self, job: Callable[[], bool]) -> bool:
        """Does a job; says whether it did anything. One that breaks must not end the worker."""
        try:
            return job()
        except GroundswellError as error:
            self._show(Status(problem=str(error)))
        except Exception:
            log.exception("a job failed")
            self._show(Status(problem="Something went wrong; the terminal says what."))
        return False

    def _import(self, run_id: int) -> bool:
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
        return True

    def _step(self) -> bool:
        done = self._backlog.step()
        if done is None:
            if not self.status.problem:
                self._show(Status())
            return False
        of = max(self.status.of, done.left) if self.status.doing == done.doing else done.left
        self._show(Status(done.doing, of - done.left, of))
        self._hub.tell("news" if done.fresh else "figures")
        return True

    def _wake(self) -> bool:
        woken = wake_snoozed(self._workspace)
        # Whoever came in too soon after the last time is compared when nothing else is to be done.
        compared = compare_people(self._workspace, tell=lambda: self._show(Status("Comparing people")))
        if compared:
            self._show(Status())
        if woken or compared:
            self._hub.tell("news")
        return bool(woken)

    def _show(self, status: Status) -> None:
        if status != self.status:
            self.status = status
            self._hub.tell("status")
