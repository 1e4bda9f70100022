"""`feedback`: the list of what people would have the user change."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from groundswell.services.feedback.points import Shown

_TITLE = 100


def register(app: typer.Typer) -> None:
    """Adds this file's command."""
    app.command("feedback")(feedback)


def feedback(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the points as JSON, with the quotes.")
    ] = False,
) -> None:
    """List the points that you kept of people's criticism, with their state and how many said it."""
    from groundswell.services.feedback.facts import facts, shown_points
    from groundswell.services.workspace import open_workspace

    workspace = open_workspace()
    try:
        if as_json:
            typer.echo(json.dumps(facts(workspace), ensure_ascii=False))
            return
        lines = [_line(one) for one in shown_points(workspace)]
    finally:
        workspace.close()
    typer.echo("\n".join(lines) or "No points are kept yet; the page Feedback suggests some.")


def _line(one: "Shown") -> str:
    # Words from outside stand here: what steers a terminal is left out.
    title = "".join(sign for sign in one.point.title if sign.isprintable())[:_TITLE]
    who = f"{one.people:,} {'person' if one.people == 1 else 'people'}"
    return f"{one.point.state.value:9} {who:>10}  {title}"
