"""`report`: what one wave was, or several, as a page, a PDF, or facts."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from groundswell.domain.errors import InputError, UsageError
from groundswell.domain.report import Section, Wanted
from groundswell.domain.when import DAY, to_ms

_FORMS = (".html", ".htm", ".pdf")


def register(app: typer.Typer) -> None:
    """Adds this file's command."""
    app.command("report")(report)


def report(
    posts: Annotated[
        list[str] | None,
        typer.Argument(help="Posts by number or link; the one that stirs most if none.", metavar="[POST]…"),
    ] = None,
    since: Annotated[str, typer.Option(help="Posts published from this day on, such as 2026-11-01.")] = "",
    until: Annotated[str, typer.Option(help="Posts published up to this day.")] = "",
    out: Annotated[Path | None, typer.Option(help="A file that ends in .html or .pdf.")] = None,
    title: Annotated[str, typer.Option(help="Instead of the post's first words.")] = "",
    client: Annotated[str, typer.Option(help="For whom it is.")] = "",
    names: Annotated[bool, typer.Option("--names", help="Name the people who are quoted.")] = False,
    without: Annotated[
        list[Section] | None, typer.Option(help="A part to leave out; may be given several times.")
    ] = None,
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="Quote nobody.")] = False,
    logo: Annotated[Path | None, typer.Option(help="A PNG or SVG for its head.")] = None,
    accent: Annotated[str, typer.Option(help="A colour such as #0f6a73.")] = "",
    paper: Annotated[str, typer.Option(help="Of the PDF: a4 or us-letter.")] = "a4",
    as_json: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
) -> None:
    """Report what a wave was: its course and forecasts, who came, what was said, and what came of it."""
    from groundswell.services.report.accents import accent_of, moved
    from groundswell.services.report.facts import facts
    from groundswell.services.report.gathering import gather, posts_meant
    from groundswell.services.report.logos import logo_in
    from groundswell.services.report.making import made
    from groundswell.services.report.papers import PAPERS
    from groundswell.services.report.quoting import doubts_in
    from groundswell.services.workspace import open_workspace

    if out is not None and out.suffix.lower() not in _FORMS:
        raise UsageError(
            f"a report is no {out.suffix or 'file without an ending'}", mend="Use .html or .pdf."
        )
    if paper not in PAPERS:
        raise UsageError(f"the paper {paper[:20]!r} is not known", mend=f"Use {' or '.join(PAPERS)}.")
    picture = logo_in(_content(logo), logo.name) if logo else None
    begin, end = _day(since), _day(until)
    workspace = open_workspace()
    try:
        chosen = posts_meant(workspace, posts or [], begin, None if end is None else end + DAY)
        if out is None and not as_json:
            raise UsageError("it is not told where the report goes", mend="Add --out report.html or --json.")
        sections = frozenset(Section) - set(without or [])
        wanted = Wanted(
            chosen,
            title,
            client,
            names,
            sections,
            quotes=not no_quotes,
            accent=accent_of(accent),
            logo=picture,
        )
        told = gather(workspace, wanted)
    finally:
        workspace.close()
    if out is not None:
        file = made(told, out.suffix.lower(), paper)
        _write(out, file.content)
        for note in (*moved(told.accent), *file.notes):
            typer.echo(f"groundswell: {note}", err=True)
        if doubts := doubts_in(told):
            # Words of strangers: on one line, and nothing in them steers a terminal.
            words = "".join(sign if sign.isprintable() else " " for sign in ", ".join(doubts))
            typer.echo(f"groundswell: these words in quotes may still be names: {words}", err=True)
        if not as_json:
            posts_told = "1 post" if len(told.waves) == 1 else f"{len(told.waves)} posts"
            typer.echo(f"{out}: a report on {posts_told}, {len(file.content) / 1000:,.0f} kB")
    if as_json:
        typer.echo(json.dumps(facts(told), ensure_ascii=False))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", where=str(path)) from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(
            f"it cannot be written: {error.strerror}", where=str(path), mend="Choose another place."
        ) from error


def _day(text: str) -> int | None:
    """The beginning of a day in the machine's time zone, in epoch milliseconds; none for no day."""
    if not text:
        return None
    try:
        return to_ms(datetime.strptime(text, "%Y-%m-%d").astimezone())
    except ValueError as error:
        raise UsageError(f"{text[:20]!r} is no day", mend="Write it as 2026-11-01.") from error
