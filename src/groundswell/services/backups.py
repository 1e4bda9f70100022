"""One file with everything that is stored, and the way back from it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from groundswell.domain.errors import StoreError, UsageError
from groundswell.services.kept import address
from groundswell.services.workspace import Workspace
from groundswell.store import (
    Connection,
    Store,
    copying,
    deliveries,
    forgetting,
    handed,
    keeping,
    open_store,
    outbox,
)

_LEADS_OUT = {"own_model": "your own model", address.SETTING: "the webhook", "calm": "digests by mail"}
"""Settings that let something leave the machine, and what they are called."""
_MAY_HAVE_GONE = (
    "it waited when the backup was made and may have gone since; look before you press send again"
)
NOT_INSIDE = (
    "Passwords and keys of networks are not in it; they stay where your system keeps them. Nor is the "
    "journal: it lies sealed in the folder `journal` of the data folder; copy that too."
)


def back_up(workspace: Workspace, to: Path, tell: Callable[[int, int], None]) -> int:
    """Writes the whole store into a new file, while it may be in use; gives its size in bytes.

    Raises:
        UsageError: The file is there already.
        StoreError: It cannot be written, or a secret still stands in the store.
    """
    if to.exists():
        raise UsageError("the file is there already", where=str(to), mend="Give another name.")
    address.move(workspace.home, workspace.store)
    return copying.back_up(workspace.store, to, tell)


class Restored(NamedTuple):
    """What putting a backup back did.

    Attributes:
        kept: Where the store that was replaced lies now; none if there was none.
        again: How many were forgotten since the backup was made, and again now.
        turned_off: What the backup would have sent somewhere and the replaced store did not.
    """

    kept: Path | None
    again: int
    turned_off: Sequence[str]


def restore(home: Path, given: Path, now: int) -> Restored:
    """Puts a backup in the store's place. What was on its way in it is not sent, and what it lets leave the
    machine is off until it is turned on here.

    Raises:
        InputError: The file is no backup.
        StoreError: It cannot be written, or another program has the store open.
    """
    marks, led = _before(home)
    found: list[tuple[int, Sequence[str]]] = []

    def ready(store: Store) -> None:
        with store.writing() as conn:
            outbox.give_up_all(conn, now, _MAY_HAVE_GONE)
            deliveries.give_up(conn, _MAY_HAVE_GONE)
            keeping.end_sessions(conn)
            handed.end_links(conn)
            found.append((forgetting.forget_again(conn, marks, now), _turn_off(home, conn, led)))

    kept = copying.restore(home, given, now, ready)
    ((again, turned_off),) = found
    return Restored(kept, again, turned_off)


def _turn_off(home: Path, conn: Connection, led: Mapping[str, object]) -> list[str]:
    """Turns off what leads out of the machine, unless it led to the same place in the store before."""
    found = []
    for name, title in _LEADS_OUT.items():
        stood = keeping.setting(conn, name)
        now = address.put_back(home, stood, led.get(name)) if name == address.SETTING else stood
        if now != stood:
            keeping.overwrite_setting(conn, name, now)
        calm = now if name == "calm" and isinstance(now, dict) else None
        if (
            stood is None
            or (now is not None and now == led.get(name))
            or (calm is not None and not calm.get("mail"))
        ):
            continue
        keeping.set_setting(conn, name, None if calm is None else {**calm, "mail": False})
        found.append(title)
    return found


def _before(home: Path) -> tuple[Mapping[str, int], Mapping[str, object]]:
    """Of the store that is there: the marks of who was forgotten, and what leads out."""
    if not copying.is_there(home):
        return {}, {}
    try:
        store = open_store(home)
    except StoreError:
        return {}, {}  # A damaged store is what backups are for; it cannot say who was forgotten.
    try:
        with suppress(StoreError):  # What cannot be read leads nowhere, and is turned off.
            address.move(home, store)
        with store.reading() as conn:
            return forgetting.marks(conn), {name: keeping.setting(conn, name) for name in _LEADS_OUT}
    finally:
        store.close()
