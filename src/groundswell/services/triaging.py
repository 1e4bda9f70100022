"""Reads the backlog: everything said to the account that has no reading yet."""

from collections.abc import Callable, Sequence

from groundswell.services.registry import reader
from groundswell.services.workspace import Workspace
from groundswell.store import placing, readings
from groundswell.store.bulk import chunks

BATCH = 512


def read_backlog(
    workspace: Workspace, tell: Callable[[int, int], None] = lambda done, of: None, model: str = ""
) -> int:
    """Reads what is unread and places it in the inbox, comments under posts first; says how many.

    Args:
        tell: Called after each batch with how many are done, and of how many.
        model: The reader's name; empty for the one that is installed.
    """
    with workspace.store.reading() as conn:
        used = reader()
        waiting = readings.unread(conn, used.name)
    done = 0
    for ids in chunks(waiting, BATCH):
        _read_some(workspace, ids)
        done += len(ids)
        tell(done, len(waiting))
    return done


def _read_some(workspace: Workspace, ids: Sequence[int]) -> None:
    with workspace.store.reading() as conn:
        texts = list(readings.utterances(conn, ids))
    said = reader().read_batch(texts)
    with workspace.store.writing() as conn:
        readings.keep(conn, said)
        placing.place(conn, ids, workspace.now())
