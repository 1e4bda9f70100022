"""`letter`: rejection letters, checked, sent to many, and received."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from groundswell.domain.errors import InputError
from groundswell.domain.letters import Place

if TYPE_CHECKING:
    from groundswell.domain.letters import Application, Letter, LetterCheck, Received

_GOOD = 4.0


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    group = typer.Typer(no_args_is_help=True, help="Rejection letters that are clear and kind.")
    group.command("check")(check)
    group.command("merge")(merge)
    group.command("received")(received)
    app.add_typer(group, name="letter")


def check(
    files: Annotated[
        list[Path], typer.Argument(help=".eml, .mbox, .txt, .csv or JSON Lines of letters; folders too.")
    ],
    country: Annotated[
        str, typer.Option(help="Two letters, such as DE: whose law to think of where reasons are advised.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON also into a terminal.")] = False,
) -> None:
    """Check rejection letters: JSON Lines out, with scores, remarks and a rewrite each, in order; and words
    into a terminal."""
    from groundswell.services.letters.checking import as_line, check_told

    failed, in_words = False, sys.stdout.isatty() and not as_json
    for answer in check_told(files, country):
        if isinstance(answer, InputError):
            typer.echo(f"groundswell: {answer}", err=True)
            failed = True
        else:
            told = _in_words(*answer) if in_words else json.dumps(as_line(*answer), ensure_ascii=False)
            sys.stdout.write(told + "\n")
    if failed:
        raise typer.Exit(1)


def _in_words(letter: "Letter", said: "LetterCheck") -> str:
    """A check as a person reads it: the grade, what would make it better, and the letter anew."""
    lines = [f"{said.where}: {said.halves / 2:g} of 5", ""]
    for one in said.remarks:
        marked = letter.body[one.start : one.end] if one.place is Place.BODY else ""
        lines += [f"“{marked}”"] if marked else []
        lines += [f"  {one.say}", *([f"  Perhaps: “{one.instead}”"] if one.instead else [])]
    return "\n".join([*lines, "", "Written anew:", "", said.rewrite])


def merge(
    letter: Annotated[
        Path, typer.Argument(help="The letter as text: `Subject: …` first, then {{name}} etc.")
    ],
    people: Annotated[Path, typer.Argument(help="A CSV list: one person a row, with a column `email`.")],
    sender: Annotated[
        str, typer.Option("--from", help="Whom the mails are from: Ana Roth <ana@firm.example>")
    ],
    out: Annotated[Path, typer.Option(help="The folder that the .eml files are written to.")] = Path(
        "letters"
    ),
    subject: Annotated[str, typer.Option(help="Instead of the one in the letter's file.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
) -> None:
    """Write a letter to each person of a list, as .eml drafts to look through and send yourself."""
    from groundswell.services.letters.writing import merge as merge_letters

    done = merge_letters(letter, people, out, sender=sender, subject=subject)
    overall = done.check.halves / 2 if done.check else None
    aside = [{"where": one.where, "why": one.why} for one in done.aside]
    if as_json:
        told = {"written": [str(path) for path in done.written], "set_aside": aside, "overall": overall}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo(f"{len(done.written):,} letters in {out}, {len(aside):,} rows set aside")
    if overall is not None and overall < _GOOD:
        say = f"the letter itself is {overall:g} of 5; what would mend it: groundswell letter check {letter}"
        typer.echo(f"groundswell: {say}", err=True)
    for remark in done.check.remarks if done.check else ():
        if remark.place is Place.SENDER:
            typer.echo(f"groundswell: --from: {remark.say}", err=True)
    for one in done.aside:
        typer.echo(f"groundswell: {one.where}: {one.why}. {one.mend}", err=True)
    if done.aside:
        raise typer.Exit(1)


def received(
    mails: Annotated[list[Path], typer.Argument(help="Mailboxes, saved mails, or folders of them.")],
    applications: Annotated[
        Path | None, typer.Option(help="A CSV list of applications: company, role, email, date.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Who answered your applications, how kindly, and who never did."""
    from groundswell.services.letters.receiving import look_through, waited_days

    found = look_through(mails, applications)
    now = time.time_ns() // 1_000_000
    never = [(one, waited_days(one, now)) for one in found.never]
    if as_json:
        told = {
            "answers": [_answer(one) for one in found.answers],
            "never": [{"firm": one.firm, "role": one.role, "days": days} for one, days in never],
            "others": found.others,
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        for one in found.answers:
            typer.echo(f"{one.manner.value:8} {one.check.halves / 2:<3g}  {_firm(one)}: {one.letter.subject}")
        for application, days in never:
            typer.echo(f"none so far    {_waiting(application, days)}")
        typer.echo(
            f"{len(found.answers):,} answers, {len(never):,} none so far, {found.others:,} other mails"
        )
    for error in found.aside:
        typer.echo(f"groundswell: {error}", err=True)
    if found.aside:
        raise typer.Exit(1)


def _answer(one: "Received") -> dict[str, object]:
    own = one.application
    return {
        "from": one.letter.sender,
        "subject": one.letter.subject,
        "where": one.letter.where,
        "at": one.letter.at,
        "how": one.manner.value,
        "overall": one.check.overall,
        "application": {"firm": own.firm, "role": own.role} if own else None,
    }


def _firm(one: "Received") -> str:
    return one.application.firm if one.application else one.letter.sender


def _waiting(one: "Application", days: int | None) -> str:
    role = f" ({one.role})" if one.role else ""
    return f"{one.firm}{role}" + (f": {days:,} days" if days is not None else "")
