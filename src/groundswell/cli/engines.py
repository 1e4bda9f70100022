"""`triage` and `forecast`: the engines on their own, on files or pipes, without a store."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from groundswell.services.engines import forecast_lines, triage_lines


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("triage")(triage)
    app.command("forecast")(forecast)


def triage(
    file: Annotated[str, typer.Argument(help="JSON Lines of texts; - for standard input.")] = "-",
) -> None:
    """Read texts: JSON Lines {"id", "text"} in, JSON Lines of readings out, in order, as they come."""
    with _opened(file) as lines:
        _print(triage_lines(lines, _name(file)))


def forecast(
    file: Annotated[str, typer.Argument(help="CSV or Parquet of events or counts; - for stdin.")] = "-",
    at: Annotated[str, typer.Option(help="What has been observed so far ends then: 10m, 1h, 2d.")] = "",
    horizon: Annotated[str, typer.Option(help="Ages of the post to forecast.")] = "final,24h,168h",
) -> None:
    """Forecast waves: a table of events or of counts in, JSON Lines of quantiles out."""
    with _opened(file) as stream:
        _print(forecast_lines(stream, _name(file), at=at, horizon=horizon))


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    with Path(file).open("rb") as stream:
        yield stream


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _print(lines: Iterator[dict[str, object] | Exception]) -> None:
    failed = False
    for line in lines:
        if isinstance(line, Exception):
            typer.echo(f"groundswell: {line}", err=True)
            failed = True
        else:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    if failed:
        raise typer.Exit(1)
