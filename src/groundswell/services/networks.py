"""Signing in to networks: which there are, and what is kept of a sign-in."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import SignInAgain, UsageError
from groundswell.domain.records import Record
from groundswell.domain.words import Network
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Field as Field
from groundswell.sources.live import Line, LiveSource
from groundswell.store import lines
from groundswell.store.intake import Intake
from groundswell.store.lines import LineRow


@cache
def networks() -> Mapping[str, LiveSource]:
    """Every registered network by the name of its entry point."""
    found = sorted(entry_points(group="groundswell.networks"), key=lambda entry: entry.name)
    return {entry.name: entry.load()() for entry in found}


def network_named(name: str) -> LiveSource:
    """The network of that name. Raises UsageError if there is none."""
    found = networks().get(name)
    if found is None:
        known = ", ".join(networks())
        raise UsageError(f"the network {name!r} is not known", mend=f"Use one of: {known}.")
    return found


def followed(workspace: Workspace) -> list[LineRow]:
    """The accounts that are signed in, and how their lines stand."""
    with workspace.store.reading() as conn:
        return lines.lines(conn)


def name_of(account: Account) -> str:
    """The name by which the network of an account is registered; strangers' stands in the account's key."""
    return account.key.split(":")[1] if account.network is Network.OTHER else account.network.value


def acts_of(workspace: Workspace, account: Account) -> frozenset[Act]:
    """What can be done over the line of an account; with nothing kept that opens it, whatever may be."""
    source = networks().get(name_of(account))
    if source is None:
        return frozenset()  # A plug-in that was there is there no more.
    secret = Secrets(workspace.home).of(account.key)
    return frozenset(Act) if secret is None else source.acts(secret)


def line_of(workspace: Workspace, account: Account) -> Line:
    """Opens the line of an account that is signed in. Raises NetworkError."""
    secrets = Secrets(workspace.home)
    secret = secrets.of(account.key)
    if secret is None:
        mend = f"Sign in again: groundswell connect {name_of(account)}."
        raise SignInAgain("nothing is kept that opens the line", where=account.name, mend=mend)
    source = network_named(name_of(account))
    return source.open(account, secret, lambda renewed: secrets.keep(account.key, renewed))


def begin(workspace: Workspace, network: str, given: Mapping[str, str]) -> str:
    """Prepares a sign-in with what is known before it; the address that the user has to open, if any.

    Raises: as `connect`.
    """
    source = network_named(network)
    begun = source.begin(_asked(source, given, later=False))
    if begun.kept:
        Secrets(workspace.home).keep(_begun(network), begun.kept)
    return begun.address


def connect(workspace: Workspace, network: str, given: Mapping[str, str]) -> Account:
    """Signs in and follows the account from now on; signing in once more mends a line that was refused.

    Raises:
        UsageError: There is no such network, or something that it asks for is missing.
        NetworkError: The network refuses or cannot be reached; nothing is kept.
    """
    source = network_named(network)
    asked = _asked(source, given, later=True)
    secrets = Secrets(workspace.home)
    signed = source.sign_in(asked, secrets.of(_begun(network)) or {})
    # First the secret: a line without one would only ask to sign in again.
    secrets.keep(signed.account.key, signed.secret)
    secrets.forget(_begun(network))
    with workspace.store.writing() as conn:
        Intake().write(conn, [Record("sign-in", (signed.account,))])
        lines.open_line(conn, signed.account)
    return signed.account


def _begun(network: str) -> str:
    """Under what is kept what a sign-in began with; no account has such a key."""
    return f"begun:{network}"


def _asked(source: LiveSource, given: Mapping[str, str], *, later: bool) -> dict[str, str]:
    fields = [field for field in source.fields if later or not field.later]
    asked = {field.name: given.get(field.name) or field.default for field in fields}
    missing = [field.label for field in fields if not asked[field.name]]
    if missing:
        raise UsageError(f"{source.title} needs more to sign in", mend=f"Give: {'; '.join(missing)}.")
    return asked
