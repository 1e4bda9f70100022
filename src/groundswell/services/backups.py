"""One file with everything that is stored, and the way back from it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from groundswell.domain.errors import StoreError, UsageError
from groundswell.domain.when import from_ms
from groundswell.services.workspace import Workspace
from groundswell.store import copying, deliveries, forgetting, open_store, outbox

_MAY_HAVE_GONE = (
    "it waited when the backup was made and may have gone since; look before you press send again"
)
NOT_INSIDE = "Passwords and keys of networks are not in it; they stay where your system keeps them."


def back_up(workspace: Workspace, to: Path, tell: Callable[[int, int], None]) -> int:
    """Writes the whole store into a new file, while it may be in use; gives its size in bytes.

    Raises:
        UsageError: The file is there already.
        StoreError: It cannot be written.
    """
    if to.exists():
        raise UsageError("the file is there already", where=str(to), mend="Give another name.")
    return copying.back_up(workspace.store, to, tell)


def restore(home: Path, given: Path, now: int) -> tuple[Path | None, int]:
    """Puts a backup in the store's place. Gives where the replaced one is kept, and how many who were
    forgotten since the backup was made were forgotten again. What was on its way then is not sent.

    Raises:
        InputError: The file is no backup.
        StoreError: It cannot be written, or another program has the store open.
    """
    marks = _marks(home)
    kept = copying.restore(home, given, f"before-{from_ms(now):%Y%m%d-%H%M%S}")
    store = open_store(home)
    try:
        with store.writing() as conn:
            outbox.give_up_all(conn, now, _MAY_HAVE_GONE)
            deliveries.give_up(conn, _MAY_HAVE_GONE)
            again = forgetting.forget_again(conn, marks, now)
        if again:
            store.settle()
    finally:
        store.close()
    return kept, again


def _marks(home: Path) -> Mapping[str, int]:
    if not copying.is_there(home):
        return {}
    try:
        store = open_store(home)
    except StoreError:
        return {}  # A damaged store is what backups are for; it cannot say who was forgotten.
    try:
        with store.reading() as conn:
            return forgetting.marks(conn)
    finally:
        store.close()
