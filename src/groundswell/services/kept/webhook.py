"""The user's webhook: an address that she set, what goes there said before, and a secret that signs it."""

import base64
import binascii
import hmac
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from groundswell.domain.errors import StoreError, UsageError
from groundswell.services.kept import address
from groundswell.services.kept.posting import is_public
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.store import deliveries, keeping

_SIGN = "whsec_"
_LEAST, _MOST = 24, 64
"""Bytes of a secret, as Standard Webhooks has it."""
_LONGEST = 2_000
_TURNED_OFF = "the webhook was turned off"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where leads go.

    Attributes:
        url: Its address as she typed it; of the one that is on, scheme and host alone: the whole of it lies
            among the secrets.
        private: Whether it may be on this machine or in its network.
        by_itself: Whether a lead goes by itself when it is kept or changed, not only when she presses send.
        since: When it was turned on, in epoch milliseconds; what was before goes only by a press.
        mark: Under what the address is kept; empty for one that is not on.
    """

    url: str = field(repr=False)
    private: bool = False
    by_itself: bool = False
    since: int = 0
    mark: str = ""

    @property
    def host(self) -> str:
        """Who is there, as a person reads it."""
        return urlsplit(self.url).netloc

    @property
    def told(self) -> str:
        """What leaves, and where it goes to, in plain words."""
        when = "Each lead that you keep or change" if self.by_itself else "Each lead that you press send on"
        what = "with its title, stage, next step, note and value, who it is, and the words that it came from"
        plain = "" if self.url.startswith("https:") else " It travels unencrypted."
        return (
            f"{when} goes to {self.host}, {what}.{plain} What happens to it there is up to those who run it."
        )


def chosen(workspace: Workspace) -> Webhook | None:
    """The webhook that was turned on; none if none is. No secret is read for it."""
    with workspace.store.reading() as conn:
        kept = keeping.setting(conn, address.SETTING)
    if not isinstance(kept, dict):
        return None
    # Of one from before its address went among the secrets, which `address.move` does, the host is told.
    at = str(kept["at"]) if "at" in kept else address.origin(str(kept["url"]))
    private, by_itself = bool(kept["private"]), bool(kept["by_itself"])
    return Webhook(at, private, by_itself, int(kept["since"]), str(kept.get("mark", "")))


def whole(workspace: Workspace, typed: Webhook) -> Webhook:
    """What was typed, tidied; where no address was, with the one that is kept.

    Raises:
        UsageError: The address cannot be used.
        StoreError: The one that is kept cannot be read.
    """
    before = None if typed.url.strip() else chosen(workspace)
    if before is None:
        return sound(typed)
    return sound(replace(typed, url=address.address(workspace.home, before.url, before.mark)))


def turn_on(workspace: Workspace, hook: Webhook, secret: str) -> None:
    """From now on leads may go there: the user was shown what leaves and where to, and pressed for it.

    Args:
        hook: As it was typed; without an address, the one that is kept stays.
        secret: With which it is signed, as the receiver has it; empty to leave the one that is kept.

    Raises:
        UsageError: The address or the secret cannot be used, or this is a rehearsal.
        StoreError: The address or the secret cannot be kept or read.
    """
    workspace.only_real("nothing of it goes to a webhook")
    address.move(workspace.home, workspace.store)
    hook, before = whole(workspace, hook), chosen(workspace)
    if secret.strip():
        key_bytes(secret)
        Secrets(workspace.home).keep(_account(hook), {"secret": secret.strip()})
    elif Secrets(workspace.home).of(_account(hook)) is None:
        raise UsageError("there is no secret to sign with", mend="Give the one that the receiver has.")
    if before is not None and _account(before) != _account(hook):
        Secrets(workspace.home).forget(_account(before))
    stays = before is not None and _leads(workspace, before) == hook.url
    mark = address.keep(workspace.home, hook.url)
    with workspace.store.writing() as conn:
        if not stays:
            deliveries.give_up(conn, "the address was changed")
        kept = address.setting(asdict(hook) | {"since": workspace.now()}, mark)
        keeping.overwrite_setting(conn, address.SETTING, kept)
    if before is not None:
        address.forget(workspace.home, before.mark)
    _way.cache_clear()


def turn_off(workspace: Workspace) -> None:
    """Nothing goes there any more; what waits is taken back and the secret forgotten. Raises StoreError."""
    hook = chosen(workspace)
    with workspace.store.writing() as conn:
        keeping.overwrite_setting(conn, address.SETTING, None)
        deliveries.give_up(conn, _TURNED_OFF)
    _way.cache_clear()
    if hook is not None:
        address.forget(workspace.home, hook.mark)
        Secrets(workspace.home).forget(_account(hook))


def sound(hook: Webhook) -> Webhook:
    """The same, tidied. Raises UsageError if there can be no such address, or none that is safe."""
    url = hook.url.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    plain = url.isascii() and url.isprintable() and " " not in url and not set("?#\\") & set(url)
    known = parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc
    if not known or not plain or len(url) > _LONGEST:
        # The address is not said back: a key may stand in it.
        raise UsageError(
            "this is not the address of a webhook",
            mend="It looks like https://host/path, without a name, a question mark or a key in it.",
        )
    if parts.scheme == "http" and not hook.private:
        raise UsageError("the address begins with http://", mend="Use https://, or allow your own network.")
    if not hook.private and _inside(host):
        raise UsageError(
            "this address is on your own machine or network", mend="Allow that, if you mean it, and go on."
        )
    return Webhook(url, hook.private, hook.by_itself, hook.since)


def signature(secret: str, name: str, at_s: int, body: bytes) -> str:
    """The signature of what is sent, as Standard Webhooks has it: over name, time in seconds, and body."""
    signed = f"{name}.{at_s}.".encode() + body
    made = hmac.new(key_bytes(secret), signed, sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


class Way(NamedTuple):
    """How something gets there: the whole address, and the secret that signs it."""

    url: str
    secret: str


def way(workspace: Workspace, hook: Webhook) -> Way:
    """The way to the webhook that is on. Raises StoreError if address or secret cannot be read."""
    return _way(workspace.home, hook)


@lru_cache(maxsize=4)  # A keyring takes a while to answer. Whatever is turned on has a mark of its own.
def _way(home: Path, hook: Webhook) -> Way:
    held = Secrets(home).of(_account(hook))
    if held is None:
        raise StoreError(
            "the webhook's secret is not among this machine's secrets, or the keyring is locked",
            mend="Unlock the keyring, or turn the webhook on once more.",
        )
    return Way(address.address(home, hook.url, hook.mark), held["secret"])


def key_bytes(secret: str) -> bytes:
    """The bytes of a secret such as `whsec_MfKQ9r8G…`. Raises UsageError, which does not say it back."""
    try:
        key = base64.b64decode(secret.strip().removeprefix(_SIGN), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UsageError("the secret is not as it has to be", mend=_MADE_SO) from error
    if not _LEAST <= len(key) <= _MOST:
        raise UsageError("the secret is too short or too long", mend=_MADE_SO)
    return key


_MADE_SO = "It is whsec_ and 24 to 64 random bytes in base64, the same here and at the receiver."


def _leads(workspace: Workspace, before: Webhook) -> str:
    """Where the webhook led that is on; empty where that cannot be told."""
    try:
        return address.address(workspace.home, before.url, before.mark)
    except StoreError:
        return ""


def _inside(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not is_public(host)
    except ValueError:
        return False  # A name: where it leads is looked at when something is sent.


def _account(hook: Webhook) -> str:
    """Under what its secret is kept: no other host is signed for with it."""
    return f"webhook:{sha256(address.origin(hook.url).encode()).hexdigest()[:16]}"
