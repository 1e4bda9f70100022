"""Makes reports beside the pages, so that a page can say how far it is. A few are kept, in memory."""

from dataclasses import dataclass

from groundswell.domain.report import Report, Wanted
from groundswell.services.people.forgetting import last_forgotten
from groundswell.services.report.accents import moved
from groundswell.services.report.files import File
from groundswell.services.report.gathering import gather
from groundswell.services.report.making import made
from groundswell.services.workspace import Workspace
from groundswell.web.jobs import Job, Jobs

_MOST_KEPT = 8


@dataclass(slots=True)
class Making(Job):
    """One report, while it is made and afterwards; `begun` in epoch milliseconds."""

    wanted: Wanted
    paper: str
    begun: int
    report: Report | None = None
    page: File | None = None
    pdf: File | None = None

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
        self._jobs = Jobs[Making](_MOST_KEPT, "report", "Make it anew: it takes seconds.")

    def begin(self, wanted: Wanted, paper: str, wait_s: float) -> Making:
        """Begins a report, and waits for it a moment."""
        return self._jobs.begin(Making(wanted, paper, self._workspace.now()), self._steps, wait_s)

    def job(self, key: str) -> Making:
        """A report that was begun. Raises NotFound if it is not kept any more."""
        self.drop_older()
        return self._jobs.job(key)

    def drop_older(self) -> None:
        """Drops what was begun before somebody was forgotten, here or by the command: they may be in it."""
        last = last_forgotten(self._workspace)
        self._jobs.drop(lambda job: job.begun <= last)

    def _steps(self, job: Making) -> None:
        def tell(done: int, of: int) -> None:
            job.tell(f"Looking at post {min(done + 1, of)} of {of}", done, of + 2)

        job.report = gather(self._workspace, job.wanted, tell)
        job.tell("Drawing the page", job.of - 2, job.of)
        job.page = made(job.report, ".html")
        job.tell("Setting the PDF", job.of - 1, job.of)
        job.pdf = made(job.report, ".pdf", job.paper)
        job.done = job.of
