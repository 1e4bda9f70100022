"""Makes reports beside the pages, so that a page can say how far it is. A few are kept, in memory."""

from collections import OrderedDict
from dataclasses import dataclass, field
from logging import getLogger
from secrets import token_hex
from threading import Event, Lock, Thread

from groundswell.domain.errors import GroundswellError, NotFound
from groundswell.domain.report import Report, Wanted
from groundswell.services.report.accents import moved
from groundswell.services.report.files import File
from groundswell.services.report.gathering import gather
from groundswell.services.report.making import made
from groundswell.services.workspace import Workspace

log = getLogger(__name__)

_MOST_KEPT = 8


@dataclass(slots=True)
class Job:
    """One report, while it is made and afterwards.

    Attributes:
        doing: What is done now, in words; empty at the end.
        done, of: How far it is, in steps.
        problem: Why it could not be made; empty if it was.
    """

    key: str
    wanted: Wanted
    paper: str
    doing: str = "Beginning"
    done: int = 0
    of: int = 1
    report: Report | None = None
    page: File | None = None
    pdf: File | None = None
    problem: str = ""
    over: Event = field(default_factory=Event)

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever made it should know."""
        files = (one for one in (self.page, self.pdf) if one is not None)
        told = (note for one in files for note in one.notes)
        return (*moved(self.wanted.accent), *told)


class Press:
    """Makes reports one after the other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._turn = Lock()

    def begin(self, wanted: Wanted, paper: str, wait_s: float) -> Job:
        """Begins a report, and waits for it a moment."""
        job = Job(token_hex(16), wanted, paper)
        self._jobs[job.key] = job
        while len(self._jobs) > _MOST_KEPT:
            self._jobs.popitem(last=False)
        Thread(target=self._make, args=(job,), name="groundswell-report", daemon=True).start()
        job.over.wait(wait_s)
        return job

    def job(self, key: str) -> Job:
        """A report that was begun. Raises NotFound if it is not kept any more."""
        found = self._jobs.get(key)
        if found is None:
            raise NotFound("this report is no longer here", mend="Make it anew: it takes seconds.")
        return found

    def _make(self, job: Job) -> None:
        with self._turn:
            try:
                self._steps(job)
            except GroundswellError as error:
                job.problem = f"{error.what}. {error.mend}"
            except Exception:
                log.exception("a report could not be made")
                job.problem = "Something went wrong; the terminal says what."
            job.doing = ""
            job.over.set()

    def _steps(self, job: Job) -> None:
        def tell(done: int, of: int) -> None:
            job.doing, job.done, job.of = f"Looking at post {min(done + 1, of)} of {of}", done, of + 2

        job.report = gather(self._workspace, job.wanted, tell)
        job.doing, job.done = "Drawing the page", job.of - 2
        job.page = made(job.report, ".html")
        job.doing, job.done = "Setting the PDF", job.of - 1
        job.pdf = made(job.report, ".pdf", job.paper)
        job.done = job.of
