"""Work that takes longer than a page may: done beside the pages, one after the other, and kept in memory."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from logging import getLogger
from secrets import token_hex
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

from groundswell.domain.errors import GroundswellError, NotFound
from groundswell.services.saying import capitalised

log = getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Job:
    """One piece of work, while it is done and afterwards.

    Attributes:
        key: What it is asked for by; nobody can guess it.
        doing: What is done now, in words; empty at the end.
        done, of: How far it is, in steps.
        problem: Why it could not be done; empty if it was.
    """

    key: str = field(default_factory=lambda: token_hex(16))
    doing: str = "Beginning"
    done: int = 0
    of: int = 1
    problem: str = ""
    over: Event = field(default_factory=Event)

    def tell(self, doing: str, done: int, of: int) -> None:
        """Says what is done now, and how far it is."""
        self.doing, self.done, self.of = doing, done, of


J = TypeVar("J", bound=Job)


class Jobs(Generic[J]):
    """Does jobs one after the other.

    Args:
        most: So many are kept; the oldest goes.
        what: What is done, such as `report`.
        mend: What to do about one that is not kept any more.
    """

    def __init__(self, most: int, what: str, mend: str) -> None:
        self._most, self._what, self._mend = most, what, mend
        self._jobs: OrderedDict[str, J] = OrderedDict()
        self._turn = Lock()

    def begin(self, job: J, work: Callable[[J], None], wait_s: float) -> J:
        """Begins a job, in place of an earlier one of its key, and waits for it a moment."""
        self._jobs[job.key] = job
        self._jobs.move_to_end(job.key)
        while len(self._jobs) > self._most:
            self._jobs.popitem(last=False)
        Thread(target=self._do, args=(job, work), name=f"groundswell-{self._what}", daemon=True).start()
        job.over.wait(wait_s)
        return job

    def job(self, key: str) -> J:
        """A job that was begun. Raises NotFound if it is not kept any more."""
        found = self._jobs.get(key)
        if found is None:
            raise NotFound(f"this {self._what} is no longer here", mend=self._mend)
        return found

    def drop(self, which: Callable[[J], bool]) -> None:
        """Keeps those no longer of which this holds."""
        for key in [key for key, job in list(self._jobs.items()) if which(job)]:
            self.forget(key)

    def forget(self, key: str) -> None:
        """Keeps a job no longer."""
        self._jobs.pop(key, None)

    def _do(self, job: J, work: Callable[[J], None]) -> None:
        with self._turn:
            try:
                work(job)
            except GroundswellError as error:
                # The name of a file is said as it is.
                job.problem = str(error) if error.where else capitalised(str(error))
            except Exception:
                log.exception("a %s could not be made", self._what)
                job.problem = "Something went wrong; the terminal says what."
            job.doing = ""
            job.over.set()
