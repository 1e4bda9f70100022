"""The letters that a job seeker received: who answered how, and who never did."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from groundswell.domain.errors import InputError
from groundswell.domain.letters import Application, Letter, LetterCheck, Received
from groundswell.domain.records import SetAside
from groundswell.letters.merging import column
from groundswell.letters.receiving import Seeking, matched
from groundswell.services.letters.checking import check_files
from groundswell.services.settings import load_settings
from groundswell.sources.common.mime import instant
from groundswell.sources.common.text import one_line
from groundswell.sources.letters import people_in

_MAIL = ("email", "e-mail", "mail", "address", "e-mail address", "correo", "courriel", "adresse", "endereço")
_FIRM = (
    "firm",
    "company",
    "employer",
    "organisation",
    "organization",
    "firma",
    "unternehmen",
    "empresa",
    "entreprise",
)
_ROLE = ("role", "job", "position", "title", "stelle", "puesto", "poste", "vaga", "cargo")
_WHEN = ("date", "applied", "applied on", "sent", "datum", "beworben am", "fecha", "data")
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Looked:
    """What a job seeker received.

    Attributes:
        answers: In the order of the mails.
        never: Applications on the list that nobody answered.
        others: How many mails are no answers.
        aside: What could not be read.
    """

    answers: tuple[Received, ...]
    never: tuple[Application, ...]
    others: int
    aside: tuple[InputError, ...]


def look_through(
    mails: Sequence[Path], applications: Path | None = None, called: Callable[[Path], str] | None = None
) -> Looked:
    """The answers among somebody's mails, and the applications that nobody answered.

    Args:
        called: What the user calls a file; by default what leads to it.

    Raises:
        InputError: The list of applications cannot be used.
    """
    listed = list(_applications(applications, (called or str)(applications))) if applications else []
    wanted = [one for one in listed if isinstance(one, Application)]
    read: list[tuple[Letter, LetterCheck]] = []
    aside: list[InputError] = [one for one in listed if isinstance(one, InputError)]
    for found in check_files(mails, called=called):
        if isinstance(found, InputError):
            aside.append(found)
        else:
            read.append(found)
    seeking = Seeking((letter for letter, _ in read), wanted)
    answers = [pair for pair in read if seeking.is_answer(*pair)]
    received, never = matched(answers, wanted)
    return Looked(tuple(received), tuple(never), len(read) - len(answers), tuple(aside))


def waited_days(one: Application, now: int) -> int | None:
    """For how many days an application waits; none if it is not told when it was sent."""
    return None if one.at is None else max(0, (now - one.at) // _DAY_MS)


def _applications(path: Path, name: str) -> Iterator[Application | InputError]:
    table = people_in(path, load_settings().limits.as_limits(), name)
    firm = column(table.columns, *_FIRM)
    if not firm:
        mend = "Name a column `company`; others may be `role`, `email` and `date`."
        raise InputError("no column holds companies", where=name, mend=mend)
    role, mail, when = (column(table.columns, *names) for names in (_ROLE, _MAIL, _WHEN))
    for row in table.rows:
        if isinstance(row, SetAside):
            yield InputError(row.why, where=f"{name}, {row.where}", mend=row.mend)
            continue
        number, cells = row
        if cells[firm]:
            where, date = f"{name}, row {number}", cells.get(when, "")
            at = _instant(date)
            if date and at is None:
                mend = "Write it like 2026-03-04; without it nobody can say how long you wait."
                yield InputError(f"{one_line(date)!r} is no date", where=where, mend=mend)
            yield Application(where, one_line(cells[firm]), cells.get(role, ""), cells.get(mail, ""), at)


def _instant(date: str) -> int | None:
    """Epoch milliseconds of a date such as 2026-03-04 or 4.3.2026, or as mails write it."""
    for read in (datetime.fromisoformat, lambda one: datetime.strptime(one, "%d.%m.%Y")):
        try:
            return int(read(date.strip()).replace(tzinfo=UTC).timestamp() * 1000)
        except ValueError:
            continue
    return instant(date)
