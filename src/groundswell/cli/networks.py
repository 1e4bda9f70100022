"""`connect` and `watch`: the live networks."""

import getpass
import json
import signal
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.services.networks.lines import Field
    from groundswell.services.networks.watching import Looked
    from groundswell.services.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("connect")(connect)
    app.command("watch")(watch)


def connect(
    network: Annotated[str, typer.Argument(help="bluesky, mastodon, or a network that a plug-in brings.")],
    give: Annotated[
        list[str] | None, typer.Option("--give", help="NAME=VALUE for what signing in asks for; see below.")
    ] = None,
) -> None:
    """Sign in to a network. What is not given is asked for; passwords are asked for, or read from standard
    input, and never taken from the command line. Some networks show a page where you allow it, and a code."""
    from groundswell.domain.errors import NotReady, UsageError
    from groundswell.services.networks.lines import begin, network_named
    from groundswell.services.networks.lines import connect as sign_in
    from groundswell.services.workspace import open_workspace

    source = network_named(network)
    given = dict(one.partition("=")[::2] for one in give or [])
    hidden = {field.name for field in source.fields if field.hidden}
    if hidden & given.keys():
        raise UsageError("a password on the command line can be seen by others", mend="It is asked for.")
    known = [field.name for field in source.fields]
    for name in given.keys() - known:
        # Passed over, a server with its name misspelt would have the password sent to the usual one.
        raise UsageError(f"{source.title} does not ask for {name!r}", mend=f"It asks for {', '.join(known)}.")
    first = [field for field in source.fields if not field.later]
    later = [field for field in source.fields if field.later]
    _ask_for(first, given)
    workspace = open_workspace()
    try:
        # What is only known afterwards may be given by a second call, as a program would.
        if not (later and all(field.name in given for field in later)):
            address = begin(workspace, network, given)
            if address:
                typer.echo(f"Open this address in your browser and allow it:\n{address}", err=True)
            _ask_for([field for field in later if address or not field.optional], given)
        account = sign_in(workspace, network, given)
    except NotReady as error:
        mend = "Look whether you are online and the server is spelled right, and try again."
        raise NotReady(error.what, where=error.where, mend=mend) from error
    finally:
        workspace.close()
    typer.echo(f"Signed in to {source.title} as {account.name}. Follow it: groundswell watch")


def watch(
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print each look as a line of JSON.")] = False,
    exports_from: Annotated[
        str,
        typer.Option(
            "--downloads",
            metavar="FOLDER",
            help="From now on bring in LinkedIn's exports that arrive in this folder; “off” ends it.",
        ),
    ] = "",
) -> None:
    """Follow the networks that you are signed in to until it is stopped."""
    from groundswell.domain.words import LineState
    from groundswell.services.calm.bell import Bell
    from groundswell.services.files import downloads
    from groundswell.services.kept.delivering import delivering
    from groundswell.services.networks.watching import look
    from groundswell.services.networks.watching import watch as follow
    from groundswell.services.reading.backlog import catch_up, reading_along
    from groundswell.services.workspace import open_workspace

    def tell(looked: "Looked") -> None:
        states = {account: state.value for account, state in looked.states.items()}
        if as_json:
            facts = {"new": looked.new, "set_aside": len(looked.aside), "sent": looked.sent, "lines": states}
            typer.echo(json.dumps(facts))
        elif looked.new or looked.sent:
            told = ((looked.new, "new"), (looked.sent, "sent"))
            typer.echo(", ".join(f"{n:,} {what}" for n, what in told if n))

    def waits() -> None:
        typer.echo("Another Groundswell follows already; this one takes over when it ends.", err=True)

    def heard(looked: "Looked") -> None:
        if looked.new:
            came.set()
        tell(looked)

    workspace = open_workspace()
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        if exports_from:
            downloads.choose(workspace, None if exports_from == "off" else Path(exports_from))
        if once:
            looked = look(workspace)
            brought = sum(part.new for one in downloads.look(workspace) for part in one.parts)
            looked = replace(looked, new=looked.new + brought)
            if looked.new:
                catch_up(workspace)
            tell(looked)
            _say_what_is_wrong(workspace, watches_folder=downloads.chosen(workspace) is not None)
            if any(state is not LineState.OPEN for state in looked.states.values()):
                raise typer.Exit(1)
        else:
            with reading_along(workspace) as came, Bell(workspace).listening(), delivering(workspace):
                follow(workspace, stop, heard, waits)
    finally:
        workspace.close()


def _say_what_is_wrong(workspace: "Workspace", *, watches_folder: bool) -> None:
    from groundswell.services.networks.lines import followed

    lines = followed(workspace)
    if not (lines or watches_folder):
        typer.echo("groundswell: nobody is signed in to a network. Sign in: groundswell connect.", err=True)
    for line in lines:
        if line.problem:
            typer.echo(f"groundswell: {line.problem}", err=True)


def _ask_for(fields: "Iterable[Field]", given: dict[str, str]) -> None:
    for field in fields:
        if field.name not in given and not field.default:
            given[field.name] = _asked(field.label, hidden=field.hidden, optional=field.optional)


def _asked(label: str, *, hidden: bool, optional: bool) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    if hidden:
        return getpass.getpass(f"{label}: ")
    return str(typer.prompt(label, default="" if optional else None, show_default=False))
