"""A good letter to many people, as `.eml` files that a mail program opens as drafts; nothing is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from groundswell.domain.errors import InputError, UsageError
from groundswell.domain.letters import Letter, LetterCheck
from groundswell.domain.records import SetAside
from groundswell.letters.address import split
from groundswell.letters.merging import Filled, column, fields, filled
from groundswell.services.letters.checking import own_checker
from groundswell.services.settings import load_settings
from groundswell.sources.common.text import one_line
from groundswell.sources.letters import letters_in, people_in

_MAIL = ("email", "e-mail", "mail", "address", "e-mail address", "correo", "courriel", "adresse", "endereço")
_NAME = (
    "name",
    "full name",
    "applicant",
    "candidate",
    "nombre",
    "nom",
    "nome",
    "first name",
    "vorname",
    "firstname",
)
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Merged:
    """What a mail merge made.

    Attributes:
        written: The files, in the order of the list.
        aside: Rows for which there is none, and why.
        check: What is said of the letter itself, as its first reader gets it; none where nobody does.
    """

    written: tuple[Path, ...]
    aside: tuple[SetAside, ...]
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
    settings = load_settings()
    name, mail = split(sender)
    if not mail:
        raise UsageError(
            f"{sender!r} is no sender", where="--from", mend="Give it as: Ana Roth <ana@firm.example>"
        )
    template = _template(letter, subject)
    table = people_in(people, settings.limits.as_limits())
    to = column(table.columns, *_MAIL)
    if not to:
        mend = "Name the column of their addresses `email`."
        raise InputError("no column holds addresses", where=str(people), mend=mend)
    _refuse_unknown(template, table.columns, people)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what, mend = f"the folder cannot be made ({error.strerror})", "Give another folder with --out."
        raise InputError(what, where=str(folder), mend=mend) from error
    written, aside, first = [], [], None
    seen: dict[str, int] = {}
    for row in table.rows:
        if isinstance(row, SetAside):
            aside.append(SetAside(f"{people}, {row.where}", row.why, row.mend))
            continue
        number, cells = row
        made = filled(template.subject, template.body, cells)
        why = _refusal(made, cells[to], seen)
        if why:
            aside.append(SetAside(f"{people}, row {number}", why, "Mend the row and merge again."))
            continue
        seen[cells[to].casefold()] = number
        whom = cells.get(column(table.columns, *_NAME), "")
        first = first or Letter("merged", made.body, made.subject, sender, to=whom)
        path = folder / f"{number:05d}-{_plain(whom or cells[to])}.eml"
        why = _write(path, _mail(made, (name, mail), (whom, cells[to])))
        if why:
            aside.append(SetAside(f"{people}, row {number}", why, "Give another folder with --out."))
        else:
            written.append(path)
    check = next(own_checker(settings).check([first])) if first else None
    return Merged(tuple(written), tuple(aside), check)


def _template(path: Path, subject: str) -> Letter:
    found = [one for one in letters_in(path, load_settings().limits.as_limits()) if isinstance(one, Letter)]
    if len(found) != 1:
        mend = "Give one letter as a text file, with `Subject: …` in its first line."
        raise InputError(f"holds {len(found)} letters, not one", where=str(path), mend=mend)
    own = Letter(found[0].id, found[0].body, subject or found[0].subject)
    if not own.subject:
        mend = "Put `Subject: …` in the first line of the letter, or give --subject."
        raise InputError("the letter has no subject", where=str(path), mend=mend)
    if not fields(own.body):
        mend = "Name the reader at least, such as {{name}}."
        raise InputError(
            "the letter has no placeholders, so everybody would get the same", where=str(path), mend=mend
        )
    return own


def _refuse_unknown(template: Letter, columns: Sequence[str], people: Path) -> None:
    """Raises InputError if the letter has a placeholder for which the list has no column at all."""
    gaps = fields(f"{template.subject}\n{template.body}")
    unknown = [one for one in gaps if not column(columns, one)]
    if unknown:
        named = ", ".join(f"{{{{{one}}}}}" for one in unknown)
        told = ", ".join(one for one in columns if one)
        mend = f"Its columns are: {told}. Name the placeholder so, or add a column."
        raise InputError(f"no column fills {named}", where=str(people), mend=mend)


def _refusal(made: Filled, to: str, seen: Mapping[str, int]) -> str:
    """Why nobody may get this one; empty if somebody may."""
    if made.missing:
        return f"nothing to fill in for {', '.join(made.missing)}"
    if not split(to)[1]:
        return f"{to!r} is no address" if to else "there is no address"
    if to.casefold() in seen:
        return f"the address is that of row {seen[to.casefold()]}"
    return ""


def _mail(made: Filled, sender: tuple[str, str], to: tuple[str, str]) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(*sender)
    message["To"] = _address(to[0], split(to[1])[1])
    message["Subject"] = one_line(made.subject)
    # Mail programs open such a mail for writing, so that a person presses send.
    message["X-Unsent"] = "1"
    message.set_content(made.body.strip() + "\n", charset="utf-8")
    return message.as_bytes()


def _address(name: str, mail: str) -> Address:
    local, _, host = mail.rpartition("@")
    return Address(one_line(name), one_line(local), one_line(host))


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


def _plain(name: str) -> str:
    kept = "".join(char if char.isalnum() else "-" for char in name.casefold())[:_LONGEST_NAME]
    return "-".join(part for part in kept.split("-") if part) or "somebody"
