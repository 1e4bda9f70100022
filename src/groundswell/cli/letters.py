"""`letter`: rejection letters, checked, sent to many, and received."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from groundswell.domain.errors import InputError


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    group = typer.Typer(no_args_is_help=True, help="Rejection letters that are clear and kind.")
    group.command("check")(check)
    app.add_typer(group, name="letter")


def check(
    files: Annotated[
        list[Path], typer.Argument(help=".eml, .mbox, .txt, .csv or JSON Lines of letters; folders too.")
    ],
    country: Annotated[
        str, typer.Option(help="Two letters, such as DE: whose law to think of where reasons are advised.")
    ] = "",
) -> None:
    """Check rejection letters: JSON Lines out, with scores, remarks and a rewrite each, in order."""
    from groundswell.services.letters import check_lines

    failed = False
    for answer in check_lines(files, country):
        if isinstance(answer, InputError):
            typer.echo(f"groundswell: {answer}", err=True)
            failed = True
        else:
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    if failed:
        raise typer.Exit(1)
