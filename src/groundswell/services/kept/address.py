"""Where the webhook's address lies: whole among the secrets, since with many services its path is the key.

The store holds scheme and host alone, and the mark under which the address is kept. Stores from before held
the whole address; it is moved over when they are next used.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

from groundswell.domain.errors import StoreError
from groundswell.services.secrets import Secrets
from groundswell.store import Store, keeping

SETTING = "kept_webhook"
_WHOLE = "url"
"""Where stores from before hold the address."""
_CHOSEN = ("private", "by_itself", "since")


def origin(url: str) -> str:
    """Scheme, host and port of an address: what may be shown."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def keep(home: Path, url: str) -> str:
    """Keeps an address; gives a new mark, under which it is found. Raises StoreError."""
    mark = token_hex(8)
    Secrets(home).keep(_account(mark), {"url": url})
    return mark


def address(home: Path, at: str, mark: str) -> str:
    """The whole address.

    Args:
        at: Its scheme and host, as the store has them: it leads nowhere else.

    Raises:
        StoreError: It cannot be read, or is not kept here.
    """
    url = (Secrets(home).of(_account(mark)) or {}).get("url", "")
    if origin(url) != at:
        raise StoreError(
            "the webhook's address is not among this machine's secrets, or the keyring is locked",
            mend="Unlock the keyring, or give the address once more under Kept, webhook.",
        )
    return url


def forget(home: Path, mark: str) -> None:
    """Forgets an address. Raises StoreError."""
    Secrets(home).forget(_account(mark))


def move(home: Path, store: Store) -> None:
    """Moves an address that stands in the store among the secrets, if one does. Raises StoreError."""
    with store.reading() as conn:
        found = keeping.setting(conn, SETTING)
    if not isinstance(found, dict) or _WHOLE not in found:
        return
    try:
        mark = keep(home, str(found[_WHOLE]))
    except StoreError as error:
        raise StoreError(
            f"the webhook's address still stands in the store: {error.what}",
            where=error.where,
            mend=f"{error.mend} Or turn the webhook off.",
        ) from error
    with store.writing() as conn:
        moved = keeping.setting(conn, SETTING) == found
        if moved:
            keeping.overwrite_setting(conn, SETTING, setting(found, mark))
    store.settle()
    if not moved:  # Somebody else did, or turned it off.
        forget(home, mark)


def setting(found: Mapping[str, object], mark: str) -> dict[str, object]:
    """What the store holds of a webhook: all but the path of its address."""
    chosen = {name: found[name] for name in _CHOSEN}
    return {"at": origin(str(found[_WHOLE])), **chosen, "mark": mark}


def put_back(home: Path, found: object, led: object) -> object:
    """What the setting of a backup is here: one from before, with an address in it, becomes the one that led
    to the same place, or none.

    Args:
        led: The setting of the store that is replaced.
    """
    if not isinstance(found, dict) or _WHOLE not in found:
        return found
    if isinstance(led, dict) and all(found.get(name) == led.get(name) for name in _CHOSEN):
        with suppress(StoreError):  # What cannot be read leads nowhere.
            if address(home, str(led["at"]), str(led["mark"])) == found[_WHOLE]:
                return led
    return None


def _account(mark: str) -> str:
    return f"webhook-address:{mark}"
