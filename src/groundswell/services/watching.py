"""Following the accounts on their networks.

A batch and its cursor are stored in one transaction. So a kill at any instant costs at most one batch, which
comes again, and twice is once because facts have natural keys.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event

from groundswell.domain.errors import NotReady, SignInAgain
from groundswell.domain.records import Record, SetAside
from groundswell.domain.words import LineState
from groundswell.services.networks import line_of
from groundswell.services.sending import send_due
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Batch, Line
from groundswell.store import lines, outbox
from groundswell.store.intake import Intake
from groundswell.store.lines import LineRow

SOONEST_S, LATEST_S = 2.0, 60.0
"""How long after a look the next one comes: soon while things happen, ever later while nothing does."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one look at all lines.

    Attributes:
        new: Records that were not known.
        aside: What could not be read.
        states: How each line stands now, by the key of its account.
        wait_s: How long a network asked to wait; 0 if none did.
    """

    new: int
    aside: tuple[SetAside, ...]
    states: dict[str, LineState]
    wait_s: float


def look(workspace: Workspace) -> Looked:
    """Asks every network once for what is new and, until it is there, for what was before."""
    with workspace.store.reading() as conn:
        rows = lines.lines(conn)
    new, wait = 0, 0.0
    aside: list[SetAside] = []
    states: dict[str, LineState] = {}
    for row in rows:
        if row.state is LineState.SIGN_IN_AGAIN:
            states[row.account.key] = row.state
            continue
        try:
            gained, refused = _follow(workspace, row)
        except SignInAgain as error:
            states[row.account.key] = _mark(workspace, row, LineState.SIGN_IN_AGAIN, str(error))
        except NotReady as error:
            states[row.account.key] = _mark(workspace, row, LineState.NOT_READY, str(error))
            wait = max(wait, error.wait_s or SOONEST_S)
        else:
            states[row.account.key] = _mark(workspace, row, LineState.OPEN, "")
            new += gained
            aside += refused
    return Looked(new, tuple(aside), states, wait)


def watch(workspace: Workspace, stop: Event, tell: Callable[[Looked, bool], None]) -> None:
    """Sends what is due and looks for what is new until it is stopped, the sooner again the more happens.

    Args:
        tell: Called after each look, with whether anything was sent; reads what is new, or has it read.
    """
    pause = SOONEST_S
    while not stop.is_set():
        sent = send_due(workspace)
        looked = look(workspace)
        tell(looked, bool(sent))
        pause = SOONEST_S if looked.new else min(LATEST_S, pause * 1.5)
        with workspace.store.reading() as conn:
            due = outbox.waiting_since(conn)
        until_due = LATEST_S if due is None else max(0.0, (due - workspace.now()) / 1000)
        stop.wait(max(min(pause, until_due), looked.wait_s))


def _follow(workspace: Workspace, row: LineRow) -> tuple[int, list[SetAside]]:
    line = line_of(workspace, row.account)
    intake, new, aside = Intake(), 0, []
    try:
        for kind, batch in _batches(line, row):
            records = [one for one in batch.facts if isinstance(one, Record)]
            aside += [one for one in batch.facts if isinstance(one, SetAside)]
            with workspace.store.writing() as conn:
                new += sum(intake.write(conn, records)) if records else 0
                lines.go_on_from(conn, row.id, **{kind: batch.cursor})
    finally:
        line.close()
    return new, aside


def _batches(line: Line, row: LineRow) -> Iterator[tuple[str, Batch]]:
    """What is new first: it is more exact about times than what is asked for later."""
    for batch in line.news(row.heard):
        yield "heard", batch
    for batch in line.backfill(row.backfilled):
        yield "backfilled", batch


def _mark(workspace: Workspace, row: LineRow, state: LineState, problem: str) -> LineState:
    with workspace.store.writing() as conn:
        lines.mark(conn, row.id, state, problem, workspace.now())
    return state
