"""`triage` and `forecast`: the engines on their own, on files or pipes, without a store."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Annotated

import typer

from groundswell.domain.checking import Check, Verdict
from groundswell.domain.errors import InputError


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("triage")(triage)
    app.command("check")(check)
    app.command("forecast")(forecast)


def triage(
    file: Annotated[str, typer.Argument(help="JSON Lines of texts; - for standard input.")] = "-",
) -> None:
    """Read texts: JSON Lines {"id", "text"} in, JSON Lines of readings out, in order, as they come."""
    from groundswell.services.engines import triage_lines

    with _opened(file) as lines:
        _print(triage_lines(lines, _name(file)))


def check(
    file: Annotated[str, typer.Argument(help="A text, or JSON Lines of texts; - for standard input.")] = "-",
    to: Annotated[str, typer.Option(help="File with the text that it answers.")] = "",
    number: Annotated[int, typer.Option("--round", help="Its place in the conversation.", metavar="N")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON also into a terminal.")] = False,
) -> None:
    """Check words before they go out: a text, or JSON Lines {"id", "text", "to", "round"}; JSON Lines out,
    and words into a terminal."""
    from groundswell.services.engines import as_check_json, check_lines, check_text, text_in

    with _opened(file) as stream:
        if not (to or number != 1) and stream.peek(1).lstrip()[:1] == b"{":
            _print(check_lines(stream, _name(file)))
            return
        text = text_in(stream, _name(file))
    answered = ""
    if to:
        with _opened(to) as stream:
            answered = text_in(stream, to)
    checked = check_text(text, answered, number)
    if as_json or not sys.stdout.isatty():
        _print(iter([as_check_json(checked)]))
    else:
        typer.echo(_in_words(text, checked))


def _in_words(text: str, checked: Check) -> str:
    verdicts = {
        Verdict.SEND: "It can go out.",
        Verdict.LOOK_AGAIN: "Look at it again.",
        Verdict.HOLD: "Better not as it stands.",
    }
    lines = [verdicts[checked.verdict]]
    for one in checked.remarks:
        lines += ["", f"“{text[one.start : one.end]}”", f"  {one.say}"]
        if one.instead:
            lines.append(f"  Instead, perhaps: “{one.instead}”")
    return "\n".join(lines)


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
