"""`import` and `export`: what goes into the store, and what comes out."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from groundswell.domain.errors import InputError, UsageError

if TYPE_CHECKING:
    from groundswell.services.files.importing import Imported, PartResult, Progress

_SHOWN_ASIDE = 5
"""Rows set aside that are printed for each part; the pages and `--json` show the rest."""


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("import")(import_)
    app.command("export")(export)


def import_(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders, recognised by their content.")],
    post: Annotated[str, typer.Option(help="Link of the post that comments without a link belong to.")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option("--map", help="For a table of comments: FIELD=COLUMN, such as text=Kommentar."),
    ] = None,
    later: Annotated[bool, typer.Option("--later", help="Leave the reading of texts for later.")] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Read fast for now; the pages read again with care.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came in as JSON.")] = False,
) -> None:
    """Recognise what each file is and take it in; the same file twice changes nothing."""
    from groundswell.services.files.importing import Upload, import_files
    from groundswell.services.workspace import open_workspace

    workspace = open_workspace()
    uploads = [Upload(path, path.name) for path in paths]
    try:
        with _progress() as bar:
            task = bar.add_task("Starting", total=None)

            def tell(progress: "Progress") -> None:
                where = f"{progress.file} of {progress.files}" if progress.files > 1 else ""
                bar.update(task, description=f"{where} {progress.part.path}: {progress.part.read:,} records")

            done = import_files(workspace, uploads, post=post, mapping=_mapping(column or []), tell=tell)
            if not later:
                from groundswell.services.reading.backlog import catch_up
                from groundswell.services.reading.triaging import FAST

                def read(n: int, of: int) -> None:
                    said = f"Reading {n:,} of {of:,}" if n < of else "Looking ahead"
                    bar.update(task, description=said)

                catch_up(workspace, read, reader_name=FAST if quick else "")
    finally:
        workspace.close()
    typer.echo(json.dumps(_as_json(done), ensure_ascii=False) if as_json else _as_text(done))
    refused = [part for part in done.parts if part.kind == "unrecognised" or part.set_aside]
    for part in refused:
        for row in part.aside[:1]:
            more = f" ({part.set_aside:,} rows in all)" if part.set_aside > 1 else ""
            told = InputError(row.why, where=f"{part.path}: {row.where}", mend=row.mend)
            typer.echo(f"groundswell: {told}{more}", err=True)
    if refused:
        raise typer.Exit(1)


def export(
    what: Annotated[
        str,
        typer.Argument(
            help="interactions, people, counts, decisions, pairings, handed, circle, by_hand, "
            "feedback or kept."
        ),
    ] = "interactions",
    form: Annotated[
        str, typer.Option("--format", help="csv or jsonl; kept also vcard, vcard3, ical, json.")
    ] = "csv",
    to: Annotated[Path | None, typer.Option(help="A file; standard output if not told.")] = None,
) -> None:
    """Write what is stored as CSV or JSON Lines; formulas in cells are neutralised for spreadsheets."""
    from groundswell.services.files.exporting import export_lines
    from groundswell.services.workspace import open_workspace

    workspace = open_workspace()
    try:
        lines = export_lines(workspace, what, form)
        if to is None:
            for line in lines:
                sys.stdout.write(line)
        else:
            with to.open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
    finally:
        workspace.close()


def _progress() -> Bar:
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    return Bar(*columns, console=Console(stderr=True), transient=True)


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or not name or not column:
            raise UsageError(
                f"--map {pair!r} is not of the form FIELD=COLUMN", mend="For example: text=Kommentar"
            )
        mapping[name] = column
    return mapping


def _as_json(done: "Imported") -> dict[str, object]:
    def part_json(part: "PartResult") -> dict[str, object]:
        aside = [{"where": row.where, "why": row.why} for row in part.aside]
        counts = {"read": part.read, "new": part.new, "known": part.known}
        return {"path": part.path, "kind": part.kind, **counts, "set_aside": aside}

    totals = {"interactions": dict(done.interactions), "counts": done.counts, "people": done.people}
    return {"files": [part_json(part) for part in done.parts], "posts": done.posts, **totals}


def _as_text(done: "Imported") -> str:
    lines = []
    for part in done.parts:
        if part.kind == "not needed":
            continue
        aside = f", {part.set_aside:,} set aside" if part.set_aside else ""
        lines.append(f"{part.path} ({part.kind}): {part.new:,} new, {part.known:,} known{aside}")
        lines.extend(f"    {row.where}: {row.why}" for row in part.aside[:_SHOWN_ASIDE])
        if part.set_aside > _SHOWN_ASIDE:
            lines.append(f"    … and {part.set_aside - _SHOWN_ASIDE:,} more; the page Import shows them")
    skipped = sum(part.kind == "not needed" for part in done.parts)
    if skipped:
        lines.append(f"{skipped} parts hold nothing that is needed here")
    kinds = ", ".join(f"{n:,} {kind}s" for kind, n in sorted(done.interactions.items())) or "no interactions"
    lines.append(f"New: {kinds}; {done.posts:,} posts, {done.counts:,} counts, {done.people:,} people")
    return "\n".join(lines)
