"""`kept`: what came of it: the leads with their stage and what is next."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from groundswell.cli.working import working

if TYPE_CHECKING:
    from groundswell.services.kept.leads import Shown

_TITLE, _NAME = 70, 24


def register(app: typer.Typer) -> None:
    """Adds this file's command."""
    app.command("kept")(kept)


def kept(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print everything that was kept as JSON, see docs/kept.md.")
    ] = False,
) -> None:
    """List the leads that you kept, how far each has come, and what is next."""
    with working("Looking at what you kept"):
        from groundswell.services.kept.facts import document
        from groundswell.services.kept.leads import pipeline
        from groundswell.services.workspace import open_workspace

        workspace = open_workspace()
        try:
            told = (
                json.dumps(document(workspace), ensure_ascii=False)
                if as_json
                else "\n".join(_line(one) for some in pipeline(workspace).values() for one in some)
            )
        finally:
            workspace.close()
    typer.echo(told or "Nothing is kept yet; the page Kept suggests what may be a lead.")


def _line(one: "Shown") -> str:
    from groundswell.services.kept.wording import KIND_NAMES, stage_name

    lead = one.lead
    then = f"  next: {_plain(lead.next, _TITLE)}" if lead.next else ""
    due = f" by {lead.due}" if lead.due else ""
    name, title = _plain(one.name, _NAME), _plain(lead.title, _TITLE)
    stage, kind = stage_name(lead.stage, lead.kind), KIND_NAMES[lead.kind]
    return f"{stage:13} {kind:16} {name:{_NAME}}  {title}{then}{due}"


def _plain(text: str, most: int) -> str:
    # Words from outside stand here: what steers a terminal is left out.
    return "".join(sign for sign in text if sign.isprintable())[:most]
