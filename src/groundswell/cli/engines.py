"""`triage` and `forecast`: the engines on their own, on files or pipes, without a store."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Annotated

import typer

from groundswell.domain.errors import InputError


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("triage")(triage)
    app.command("forecast")(forecast)


def triage(
    file: Annotated[str, typer.Argument(help="JSON Lines of texts; - for standard input.")] = "-",
) -> None:
    """Read texts: JSON Lines {"id", "text"} in, JSON Lines of readings out, in order, as they come."""
    from groundswell.services.engines import triage_lines

    with _opened(file) as lines:
        _print(triage_lines(lines, _name(file)))


def forecast(
    file: Annotated[str, typer.Argument(help="CSV or Parquet of events or counts; - for stdin.")] = "-",
    at: Annotated[str, typer.Option(help="Age up to which the posts were observed: 10m, 1h, 2d.")] = "1h",
    horizon: Annotated[str, typer.Option(help="Ages of the post to forecast.")] = "final,24h,168h",
) -> None:
    """Forecast waves: a table of events or of counts in, JSON Lines of quantiles out."""
    from groundswell.services.engines import forecast_lines

    with _opened(file) as stream:
        _print(forecast_lines(stream, _name(file), at=at, horizon=horizon))


@contextmanager
def _opened(file: str) -> Iterator[BufferedReader]:
    try:
        stream = open(0, "rb", closefd=False) if file == "-" else Path(file).open("rb")  # noqa: SIM115
    except OSError as error:
        mend = "Check the name, or give - for standard input."
        raise InputError(f"cannot be read ({error.strerror})", where=file, mend=mend) from error
    with stream:
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
