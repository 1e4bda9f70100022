"""Reads the backlog: everything said to the account that has no reading yet."""

from collections.abc import Callable, Sequence

from groundswell.services.reading.learning import taught
from groundswell.services.waves.joining import hear
from groundswell.services.workspace import Workspace
from groundswell.store import placing, readings
from groundswell.store.bulk import chunks
from groundswell.triage import Reader, reader_named

BATCH = 512
FAST = "ngram"
"""The reader that is quick enough for a first look."""


def read_backlog(
    workspace: Workspace,
    tell: Callable[[int, int], None] = lambda done, of: None,
    *,
    reader_name: str = "",
) -> int:
    """Reads what is unread and places it in the inbox, comments under posts first; says how many.

    Args:
        tell: Called after each batch with how many are done, and of how many.
        reader_name: Another reader than that of the settings, for what was never read; what it reads is read
            again by that one later.
    """
    reader = reader_named(reader_name or workspace.settings.reader)
    with workspace.store.reading() as conn:
        # A quick look must not take the place of readings that were made with care.
        waiting = readings.unread(conn, None if reader_name else reader.name)
    done = 0
    for ids in chunks(waiting, BATCH):
        read_some(workspace, reader, ids)
        done += len(ids)
        tell(done, len(waiting))
    hear(workspace, waiting)
    return done


def read_some(workspace: Workspace, reader: Reader, ids: Sequence[int]) -> None:
    """Reads these texts and places them in the inbox; those that are no longer there are passed over."""
    with workspace.store.reading() as conn:
        texts = list(readings.utterances(conn, ids))
    said = reader.read_batch(texts)
    judge = taught(workspace, reader)
    with workspace.store.writing() as conn:
        readings.keep(conn, judge.judged(said) if judge else said)
        placing.place(conn, ids, workspace.now())
