"""`backup` and `restore`: everything that is stored as one file, and back."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
) -> None:
    """Write everything that is stored into one file, also while the pages are open."""
    from groundswell.services.backups import NOT_INSIDE, back_up
    from groundswell.services.workspace import open_workspace

    workspace = open_workspace()
    try:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Copying", total=None)
            size = back_up(workspace, file, lambda done, of: bar.update(task, completed=done, total=of))
    finally:
        workspace.close()
    typer.echo(f"{file}: {size / 1e6:,.1f} MB, checked and whole. {NOT_INSIDE}")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `groundswell backup` wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put a backup in the place of what is stored now, which is kept under another name."""
    import time

    from groundswell.services.backups import restore as put_back
    from groundswell.services.settings import data_folder

    home = data_folder()
    if not yes and not typer.confirm(f"Put {file} in the place of the store in {home}?"):
        typer.echo("Nothing was changed.")
        return
    kept, again, turned_off = put_back(home, file, time.time_ns() // 1_000_000)
    typer.echo(f"Restored. What was there before is kept as {kept}." if kept else "Restored.")
    if turned_off:
        typer.echo(f"Off until you turn it on here: {', '.join(turned_off)}.")
    if again:
        typer.echo(f"Forgotten since then, and forgotten again: {again}.")
