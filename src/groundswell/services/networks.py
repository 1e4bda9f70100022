"""Signing in to networks: which there are, and what is kept of a sign-in."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from groundswell.domain.activity import Account
from groundswell.domain.errors import SignInAgain, UsageError
from groundswell.domain.records import Record
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Line, LiveSource
from groundswell.store import lines
from groundswell.store.intake import Intake


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


def line_of(workspace: Workspace, account: Account) -> Line:
    """Opens the line of an account that is signed in. Raises NetworkError."""
    secrets = Secrets(workspace.home)
    secret = secrets.of(account.key)
    if secret is None:
        mend = f"Sign in again: groundswell connect {account.network}."
        raise SignInAgain("nothing is kept that opens the line", where=account.name, mend=mend)
    source = network_named(account.network)
    return source.open(account, secret, lambda renewed: secrets.keep(account.key, renewed))


def connect(workspace: Workspace, network: str, given: Mapping[str, str]) -> Account:
    """Signs in and follows the account from now on; signing in once more mends a line that was refused.

    Raises:
        UsageError: There is no such network, or something that it asks for is missing.
        NetworkError: The network refuses or cannot be reached; nothing is kept.
    """
    source = network_named(network)
    asked = {field.name: given.get(field.name) or field.default for field in source.fields}
    missing = [field.label for field in source.fields if not asked[field.name]]
    if missing:
        raise UsageError(f"{source.title} needs more to sign in", mend=f"Give: {'; '.join(missing)}.")
    signed = source.sign_in(asked)
    # First the secret: a line without one would only ask to sign in again.
    Secrets(workspace.home).keep(signed.account.key, signed.secret)
    with workspace.store.writing() as conn:
        Intake().write(conn, [Record("sign-in", (signed.account,))])
        lines.open_line(conn, signed.account)
    return signed.account
