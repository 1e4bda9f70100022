"""`serve` and `doctor`: the web app, and what is wrong with this installation."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from groundswell.services.doctor import Finding


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("serve")(serve)
    app.command("doctor")(doctor)


def serve(
    port: Annotated[int | None, typer.Option(help="Where to listen on loopback.", min=1, max=65535)] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    handed_at: Annotated[
        str,
        typer.Option(help="This machine's address in your network: handed exchanges are shown there."),
    ] = "",
) -> None:
    """Show the pages on this machine and open the browser."""

    def say(line: str) -> None:
        typer.echo(line, err=True)

    # What the pages need takes seconds to load on a busy machine.
    say("Groundswell is starting.")
    from groundswell.web.serving import serve as serve_web

    serve_web(port=port, open_browser=browser, say=say, handed_at=handed_at)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Say what is installed, where the data lies, and what is wrong with its mend."""
    from groundswell.services.doctor import examine

    findings = examine()
    if as_json:
        facts = [{"what": f.what, "state": f.state, "say": f.say, "mend": f.mend} for f in findings]
        typer.echo(json.dumps(facts, ensure_ascii=False))
    else:
        typer.echo("\n".join(_line(one) for one in findings))
    if any(one.state == "wrong" for one in findings):
        raise typer.Exit(1)


def _line(one: "Finding") -> str:
    sign = {"fine": "ok  ", "note": "note", "wrong": "BAD "}[one.state]
    return f"{sign} {one.what}: {one.say}" + (f". {one.mend}" if one.mend else "")
