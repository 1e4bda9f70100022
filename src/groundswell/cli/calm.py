"""`digest`: what needs the user now, one kind thing, and when to look next."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from groundswell.cli.working import working

if TYPE_CHECKING:
    from groundswell.domain.calm import Digest, Line


def register(app: typer.Typer) -> None:
    """Adds this file's command."""
    app.command("digest")(digest)


def digest(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    send: Annotated[
        bool, typer.Option("--send", help="Send it to your mail address as well, by your mail server.")
    ] = False,
) -> None:
    """Say what needs you now, one kind thing, and when to look next; hostile words are not quoted.

    By itself a digest comes at the hours that you chose, while `serve` or `watch` runs.
    """
    with working("Looking at what came in"):
        from groundswell.services.calm.gathering import gather
        from groundswell.services.calm.making import send_now
        from groundswell.services.calm.recognising import Recogniser
        from groundswell.services.workspace import open_workspace

        workspace = open_workspace()
        try:
            Recogniser(workspace).look()
            made = gather(workspace)
            sent = send_now(workspace, made) if send else ""
        finally:
            workspace.close()
    if as_json:
        typer.echo(json.dumps({**asdict(made.digest), "sent_to": sent}, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(made.digest)))
    if sent:
        typer.echo(f"Sent to {sent}.", err=True)


def _lines(made: "Digest") -> list[str]:
    lines = [made.headline]
    for title, some in (("What cannot wait", made.urgent), ("What needs you", made.needs)):
        if some:
            lines += ["", title, *(_line(one) for one in some)]
    if made.more:
        lines.append(f"  and {made.more:,} more")
    if made.kind:
        lines += ["", "One kind thing", _line(made.kind)]
    if made.figure:
        lines += ["", f"{made.figure.value} {made.figure.says}."]
    return lines + (["", made.until] if made.until else [])


def _line(one: "Line") -> str:
    words = f": “{one.says}”" if one.says else ""
    return f"  {one.who}{words}" + (f"\n    {one.why}" if one.why else "")
