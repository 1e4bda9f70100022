"""A letter to a whole list as files in a folder."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from groundswell.domain.errors import InputError
from groundswell.domain.letters import LetterCheck
from groundswell.domain.records import SetAside
from groundswell.letters.merging import gap
from groundswell.services.letters.mails import as_bytes
from groundswell.services.letters.merging import LaidOut, Wanted, lay_out
from groundswell.services.settings import load_settings
from groundswell.sources.letters import letter_in, people_in


@dataclass(frozen=True, slots=True)
class Merged:
    """What a mail merge made.

    Attributes:
        written: The files, in the order of the list.
        aside: Rows for which there is none, and why.
        check: What is said of the letter itself, as its first reader gets it; none where nobody does.
    """

    written: Sequence[Path]
    aside: Sequence[SetAside]
    check: LetterCheck | None


def merge(letter: Path, people: Path, folder: Path, *, sender: str, subject: str = "") -> Merged:
    """Writes a mail for each person of a list, as a draft that a mail program opens; nothing is sent.

    A row that leaves a placeholder unfilled, has no address, or repeats one is set aside.

    Args:
        sender: Whom the mails are from, such as `Ana Roth <ana@firm.example>`.
        subject: Instead of the one in the letter's file.

    Raises:
        InputError: The letter or the list cannot be used.
        UsageError: The sender is no address.
    """
    limits = load_settings().limits.as_limits()
    told = letter_in(letter, limits)
    own = replace(told, sender=sender or told.sender, subject=subject or told.subject)
    plan = lay_out(Wanted(own, people_in(people, limits)))
    _refuse_open(plan, str(people))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what, mend = f"the folder cannot be made ({error.strerror})", "Give another folder with --out."
        raise InputError(what, where=str(folder), mend=mend) from error
    written = list[Path]()
    aside = [replace(one, where=f"{people}, {one.where}") for one in plan.aside]
    for mail in plan.mails():
        path = folder / mail.file_name
        why = _write(path, as_bytes(mail, plan.sender))
        if why:
            aside.append(SetAside(f"{people}, row {mail.row}", why, "Give another folder with --out."))
        else:
            written.append(path)
    return Merged(written, aside, plan.first[1] if plan.first else None)


def _refuse_open(plan: LaidOut, where: str) -> None:
    """Raises InputError if no column holds addresses, or none at all fills a placeholder."""
    if not plan.address:
        mend = "Name the column of their addresses `email`."
        raise InputError("no column holds addresses", where=where, mend=mend)
    if plan.open:
        told = ", ".join(one for one in plan.wanted.people.columns if one)
        mend = f"Its columns are: {told}. Name the placeholder so, or add a column."
        raise InputError(f"no column fills {', '.join(map(gap, plan.open))}", where=where, mend=mend)


def _write(path: Path, data: bytes) -> str:
    """Why the file could not be written; empty if it was. A file that is there is never overwritten."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return f"{path.name} is there already"
    except OSError as error:
        return f"{path.name} cannot be written ({error.strerror})"
    return ""
