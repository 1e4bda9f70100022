"""Signing in to networks: which there are, and what is kept of a sign-in."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from secrets import compare_digest
from urllib.parse import parse_qsl, urlsplit

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import NotFound, SignInAgain, StoreError, UsageError
from groundswell.domain.records import Record
from groundswell.domain.words import Network
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.sources.common.room import Room
from groundswell.sources.live import BACK, STATE, Line, Measured
from groundswell.sources.live import Field as Field
from groundswell.sources.live import LiveSource as LiveSource
from groundswell.store import lines, outbox, posts
from groundswell.store.intake import Intake
from groundswell.store.lines import LineRow

_TYPED = "typed:"
_LEFT_BEHIND = "you signed out after it had been tried; look on the network"


@dataclass(frozen=True, slots=True)
class Standing:
    """One followed account as the pages tell of it.

    Attributes:
        network: The name of the network's entry point; what it is called is `title`.
        posts: How many of the account's posts were brought in so far; 0 also where several accounts are
            signed in and nothing tells whose they are.
        since: When the oldest of them was published, in epoch milliseconds; none without any.
    """

    line: LineRow
    network: str
    title: str
    posts: int
    since: int | None


@cache
def networks() -> Mapping[str, LiveSource]:
    """Every registered network by the name of its entry point."""
    found = sorted(entry_points(group="groundswell.networks"), key=lambda entry: entry.name)
    return {entry.name: entry.load()() for entry in found}


def networks_of(workspace: Workspace) -> Mapping[str, LiveSource]:
    """The networks that there are for a workspace: all that are registered, or those that are played."""
    return networks() if workspace.played is None else workspace.played


def network_named(name: str, workspace: Workspace | None = None) -> LiveSource:
    """The network of that name, of those for a workspace, or of all registered ones. Raises UsageError if
    there is none."""
    known_here = networks_of(workspace) if workspace else networks()
    found = known_here.get(name)
    if found is None:
        known = ", ".join(known_here)
        raise UsageError(f"the network {name!r} is not known", mend=f"Use one of: {known}.")
    return found


def followed(workspace: Workspace) -> list[LineRow]:
    """The accounts that are signed in, and how their lines stand."""
    with workspace.store.reading() as conn:
        return lines.lines(conn)


def standings(workspace: Workspace) -> list[Standing]:
    """The accounts that are signed in, how their lines stand, and how far back their posts reach."""
    told = []
    with workspace.store.reading() as conn:
        rows = lines.lines(conn)
        alone = Counter(name_of(row.account) for row in rows)
        for line in rows:
            name = name_of(line.account)
            source = networks_of(workspace).get(name)
            number, since = posts.own(
                conn, key_begin(line.account), None if alone[name] == 1 else line.account
            )
            told.append(Standing(line, name, source.title if source else name, number, since))
    return told


def name_of(account: Account) -> str:
    """The name by which the network of an account is registered; strangers' stands in the account's key."""
    return account.key.split(":")[1] if account.network is Network.OTHER else account.network.value


def key_begin(account: Account) -> str:
    """How all keys of the network of an account begin."""
    name = name_of(account)
    return f"other:{name}:" if account.network is Network.OTHER else f"{name}:"


def acts_of(workspace: Workspace, account: Account) -> frozenset[Act]:
    """What can be done over the line of an account; with nothing kept that opens it, whatever may be."""
    source = networks_of(workspace).get(name_of(account))
    if source is None:
        return frozenset()  # A plug-in that was there is there no more.
    secret = _secret_of(workspace, account)
    return frozenset(Act) if secret is None else source.acts(secret)


def rooms_of(workspace: Workspace, account: Account) -> Mapping[Act, Room]:
    """How long texts may be over the line of an account; what is not named may be of any length."""
    source: object = networks_of(workspace).get(name_of(account))
    secret = _secret_of(workspace, account)
    if secret is None or not isinstance(source, Measured):
        return {}
    return source.rooms(secret)


def _secret_of(workspace: Workspace, account: Account) -> Mapping[str, str] | None:
    # What is played needs none, and must not ask for those of the real networks.
    return {} if workspace.played is not None else Secrets(workspace.home).of(account.key)


def line_of(workspace: Workspace, account: Account) -> Line:
    """Opens the line of an account that is signed in. Raises NetworkError."""
    if workspace.played is not None:
        return network_named(name_of(account), workspace).open(account, {}, lambda renewed: None)
    secrets = Secrets(workspace.home)
    kept = secrets.kept(account.key)
    if kept is None:
        mend = f"Sign in again: groundswell connect {name_of(account)}."
        raise SignInAgain("nothing is kept that opens the line", where=account.name, mend=mend)
    source = network_named(name_of(account), workspace)

    def keep(renewed: Mapping[str, str]) -> None:
        # A line that is still open when the user signs out must not bring back what was forgotten, and one
        # from before a new sign-in not put its own in place of the newer. Lines of one sign-in may renew in
        # turn: the last one counts.
        secrets.renew(account.key, kept.sign_in, renewed)

    return source.open(account, kept.secret, keep)


def begin(workspace: Workspace, network: str, given: Mapping[str, str], back: str = "") -> str:
    """Prepares a sign-in with what is known before it; the address that the user has to open, if any.

    Args:
        back: The address of the page that hands the network's answer over to `answered`, if there is one.

    Raises: as `connect`.
    """
    source = network_named(network, workspace)
    asked = _asked(source, given, later=False)
    sent_back = any(field.comes_back for field in source.fields)
    begun = source.begin({**asked, BACK: back} if back and sent_back else asked)
    if begun.kept:
        shown = {field.name for field in source.fields if not field.hidden}
        typed = {f"{_TYPED}{name}": value for name, value in asked.items() if name in shown}
        Secrets(workspace.home).keep(_begun(network), {**begun.kept, **typed})
    return begun.address


def answered(workspace: Workspace, came_back: str) -> tuple[str, dict[str, str]]:
    """The network whose sign-in was begun here last and is answered by an address to which the browser was
    sent back, and what to `connect` with.

    Raises:
        NotFound: No sign-in that waits is answered by it.
    """
    state = dict(parse_qsl(urlsplit(came_back).query)).get(STATE, "")
    for name, source in networks_of(workspace).items():
        kept = Secrets(workspace.home).of(_begun(name)) or {}
        field = next((field.name for field in source.fields if field.comes_back), "")
        if field and kept.get(STATE) and compare_digest(kept[STATE].encode(), state.encode()):
            typed = {one.removeprefix(_TYPED): it for one, it in kept.items() if one.startswith(_TYPED)}
            return name, {**typed, field: came_back}
    raise NotFound("no sign-in that was begun here waits for this answer", mend="Begin anew.")


def connect(workspace: Workspace, network: str, given: Mapping[str, str]) -> Account:
    """Signs in and follows the account from now on; signing in once more mends a line that was refused.

    Raises:
        UsageError: There is no such network, or something that it asks for is missing.
        NetworkError: The network refuses or cannot be reached; nothing is kept.
    """
    source = network_named(network, workspace)
    asked = _asked(source, given, later=True)
    secrets = Secrets(workspace.home)
    kept = secrets.of(_begun(network)) or {}
    signed = source.sign_in(asked, {name: it for name, it in kept.items() if not name.startswith(_TYPED)})
    # First the secret: a line without one would only ask to sign in again.
    secrets.keep(signed.account.key, signed.secret)
    with suppress(
        StoreError
    ):  # A locked keyring; alone it opens nothing, and the next beginning replaces it.
        secrets.forget(_begun(network))
    with workspace.store.writing() as conn:
        Intake().write(conn, [Record("sign-in", (signed.account,))])
        lines.open_line(conn, signed.account)
    return signed.account


def disconnect(workspace: Workspace, account: str) -> None:
    """Signs out: forgets what opens the line and the line itself, and sends nothing more that waits.

    What came in stays, and what was sent stays as it went.

    Args:
        account: The key of the account.

    Raises:
        NotFound: Nobody is signed in under that key.
        StoreError: What opens the line cannot be forgotten now; nothing has changed.
        UsageError: It is that of a rehearsal.
    """
    if workspace.played is not None:
        raise UsageError("nobody signs out of a rehearsal", mend="End it instead.")
    with workspace.store.reading() as conn:
        if account not in {line.account.key for line in lines.lines(conn)}:
            raise NotFound("this account is not signed in", mend="Reload the page.")
    # First the secret: a kill in between leaves a line that asks to sign in again, and not a secret that
    # nobody knows of.
    Secrets(workspace.home).forget(account)
    with workspace.store.writing() as conn:
        outbox.give_up(conn, account, _LEFT_BEHIND)
        lines.close_line(conn, account)


def _begun(network: str) -> str:
    """Under what is kept what a sign-in began with; no account has such a key."""
    return f"begun:{network}"


def _asked(source: LiveSource, given: Mapping[str, str], *, later: bool) -> dict[str, str]:
    fields = [field for field in source.fields if later or not field.later]
    asked = {field.name: given.get(field.name) or field.default for field in fields}
    missing = [field.label for field in fields if not (asked[field.name] or field.optional)]
    if missing:
        raise UsageError(f"{source.title} needs more to sign in", mend=f"Give: {'; '.join(missing)}.")
    return asked
