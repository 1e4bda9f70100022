"""Following one account on its network, step by step.

A batch and its cursor are stored in one transaction. So a kill at any instant costs at most one batch, which
comes again, and twice is once because facts have natural keys.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf

from groundswell.domain.activity import Account
from groundswell.domain.errors import NotReady, SignInAgain
from groundswell.domain.records import Record, SetAside
from groundswell.domain.words import LineState
from groundswell.services.circle.visiting import Rounds
from groundswell.services.networks.lines import line_of
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Batch, Facts, Line
from groundswell.store import lines
from groundswell.store.intake import Intake
from groundswell.store.lines import LineRow

_UNTOLD_WAIT_S = 5.0
"""How long to wait where a network is not ready and does not say for how long."""

_MOST_WAIT_S = 86_400.0
"""Nobody is waited for longer: one that asks for more reckons by another clock."""


Heard = Callable[[int, list[SetAside]], None]
"""Is told after a storing how many records were new, and what could not be read."""


@dataclass(frozen=True, slots=True)
class Step:
    """What came of one step.

    Attributes:
        new: Records that were not known.
        aside: What could not be read.
        state: How the line stands now.
        wait_s: How long the network asked to wait; 0 if it did not.
        more: Whether there is more of what was before, to be had at once.
    """

    new: int
    aside: tuple[SetAside, ...]
    state: LineState
    wait_s: float = 0.0
    more: bool = False


class Following:
    """One followed account. The line is held open only while what was before is still being asked for: a new
    one takes up whatever the sign-in has become meanwhile.

    Args:
        heard: Called after each storing, of which a step may have many.
        stopped: Whether a step is to end before its time; asked after each storing.
    """

    def __init__(
        self,
        workspace: Workspace,
        account: Account,
        heard: Heard = lambda new, aside: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._workspace, self._account, self._heard, self._stopped = workspace, account, heard, stopped
        self._line: Line | None = None
        self._before: Iterator[Batch] | None = None
        self._rounds = Rounds(workspace, account)

    def step(self, budget_s: float = inf) -> Step | None:
        """Takes in what is new, and for so long what was before; none if the account is no longer followed.

        What is new comes first: it is more exact about times than what is asked for later.
        """
        row = self._row()
        if row is None or row.state is LineState.SIGN_IN_AGAIN:
            self.close()
            return None if row is None else Step(0, (), row.state)
        taken = _Taken(self._workspace, row.id, self._heard, self._stopped)
        more, wait, state, problem = False, 0.0, LineState.OPEN, ""
        try:
            line = self._opened()
            if not taken.all("heard", line.news(row.heard)):
                self._before = self._before or line.backfill(row.backfilled)
                more = taken.all("backfilled", self._before, until=time.monotonic() + budget_s)
            if not more and not self._stopped():
                taken.aside += self._rounds.go(line)
        except SignInAgain as error:
            state, problem = LineState.SIGN_IN_AGAIN, str(error)
        except NotReady as error:
            state, problem = LineState.NOT_READY, str(error)
            wait = min(error.wait_s or _UNTOLD_WAIT_S, _MOST_WAIT_S)
        finally:
            if not more:
                self.close()
        with self._workspace.store.writing() as conn:
            lines.mark(conn, row.id, state, problem, self._workspace.now())
        return Step(taken.new, tuple(taken.aside), state, wait, more)

    def broke(self, problem: str) -> None:
        """Says on the line that it is not ready, for a reason that is not the network's."""
        row = self._row()
        if row is not None:
            with self._workspace.store.writing() as conn:
                lines.mark(conn, row.id, LineState.NOT_READY, problem, self._workspace.now())

    def close(self) -> None:
        """Lets go of the line."""
        self._before = None
        if self._line is not None:
            self._line.close()
            self._line = None

    def _opened(self) -> Line:
        if self._line is None:
            self._line = line_of(self._workspace, self._account)
        return self._line

    def _row(self) -> LineRow | None:
        with self._workspace.store.reading() as conn:
            return lines.line(conn, self._account.key)


class _Taken:
    """Stores batches with their cursors and counts what was new."""

    def __init__(self, workspace: Workspace, line_id: int, heard: Heard, stopped: Callable[[], bool]) -> None:
        self._workspace, self._line_id, self._heard, self._stopped = workspace, line_id, heard, stopped
        self._intake = Intake()
        self.new, self.aside = 0, list[SetAside]()

    def all(self, kind: str, batches: Iterator[Batch], until: float = inf) -> bool:
        """Stores what comes until an instant or until it is stopped; says whether more may come."""
        for batch in batches:
            records, refused = told_apart(batch.facts)
            with self._workspace.store.writing() as conn:
                new = sum(self._intake.write(conn, records)) if records else 0
                lines.go_on_from(conn, self._line_id, **{kind: batch.cursor})
            self.new += new
            self.aside += refused
            self._heard(new, refused)
            if time.monotonic() > until or self._stopped():
                return True
        return False


def told_apart(facts: Facts) -> tuple[list[Record], list[SetAside]]:
    """What could be read, and what could not."""
    records = [one for one in facts if isinstance(one, Record)]
    return records, [one for one in facts if isinstance(one, SetAside)]
