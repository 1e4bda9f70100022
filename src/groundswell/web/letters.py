"""The page *Letters*: rejection letters pasted or dropped and what would mend them, or those received."""

import time
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import Response

from groundswell.domain.countries import country_code
from groundswell.domain.errors import InputError
from groundswell.domain.letters import Application, Letter, LetterCheck, Manner, Place, Received, Remark
from groundswell.services.letters.page import MOST_SHOWN, Pasted, check_page, received_page
from groundswell.services.letters.receiving import Looked, waited_days
from groundswell.web.desk import DeskNow

router = APIRouter(prefix="/letters")
_TEMPLATE = "letters.html"
_NOTHING = {"body": "", "sender": "", "subject": "", "country": ""}


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as people read it.

    Attributes:
        steps: Five dots, each full, half or empty: 2, 1 or 0.
        number: Such as `2½`.
        words: What it is like to get such a letter.
    """

    steps: tuple[int, ...]
    number: str
    words: str

    @classmethod
    def of(cls, halves: int) -> "Grade":
        """Of a grade in half steps, 2–10."""
        steps = tuple(min(2, max(0, halves - 2 * step)) for step in range(5))
        number = f"{halves // 2}{'½' if halves % 2 else ''}"
        return cls(steps, number, next(words for least, words in _LIKE if halves >= least))


_LIKE = (
    (10, "nothing is missing"),
    (8, "clear and kind"),
    (6, "correct, and thin"),
    (4, "cold"),
    (0, "it hurts, or is a broken template"),
)


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """The page, with nothing on it yet."""
    return desk.page(request, _TEMPLATE, {"shown": [], "looked": None, "problem": "", "given": _NOTHING})


@router.post("")
def check(
    request: Request,
    desk: DeskNow,
    body: Annotated[str, Form(max_length=100_000)] = "",
    sender: Annotated[str, Form(max_length=400)] = "",
    subject: Annotated[str, Form(max_length=400)] = "",
    country: Annotated[str, Form(max_length=40)] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """The letters with marks, remarks and a rewrite each; nothing is kept."""
    dropped = [(one.filename, one.file) for one in files or [] if one.filename]
    given = {"body": body, "sender": sender, "subject": subject, "country": country}
    if country.strip() and not country_code(country):
        problem = f"“{country}” is no country's two letters, such as DE or US. It may stay empty."
        wrong: dict[str, object] = {"shown": [], "looked": None, "problem": problem, "given": given}
        return desk.page(request, _TEMPLATE, wrong)
    found = check_page(Pasted(body, sender, subject), dropped, country.strip())
    shown = [str(one) if isinstance(one, InputError) else as_shown(*one) for one in found[:MOST_SHOWN]]
    problem = "" if shown else "There is no letter: paste one or choose a file."
    return desk.page(request, _TEMPLATE, {"shown": shown, "looked": None, "problem": problem, "given": given})


@router.post("/received")
def received(
    request: Request,
    desk: DeskNow,
    mails: Annotated[list[UploadFile] | None, File()] = None,
    applications: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Who answered how, and who never did; nothing is kept."""
    dropped = [(one.filename, one.file) for one in mails or [] if one.filename]
    listed = [(applications.filename, applications.file)] if applications and applications.filename else []
    looked, problem = None, ""
    try:
        looked = received_page(dropped, listed) if dropped else None
        problem = "" if dropped else "Choose a mailbox or saved mails."
    except InputError as error:
        problem = str(error)
    told: dict[str, object] = {
        "groups": _grouped(looked) if looked else [],
        "never": _waiting(looked) if looked else [],
        "shown": [],
        "looked": looked,
        "problem": problem,
        "given": _NOTHING,
    }
    return desk.page(request, _TEMPLATE, told)


def _grouped(looked: Looked) -> list[tuple[str, list[tuple[Received, Grade]]]]:
    """The answers by their manner, the kindest first; manners that nobody showed are left out."""
    made = [
        (name, [(one, Grade.of(one.check.halves)) for one in looked.answers if one.manner is manner])
        for manner, name in _MANNERS.items()
    ]
    return [(name, sorted(some, key=lambda pair: -pair[0].check.overall)) for name, some in made if some]


_MANNERS = {Manner.KIND: "Kind", Manner.FAIR: "Fair", Manner.COLD: "Cold", Manner.UNCLEAR: "Unclear"}


def _waiting(looked: Looked) -> list[tuple[Application, int | None]]:
    """The applications that nobody answered, the longest wait first."""
    now = time.time_ns() // 1_000_000
    made = [(one, waited_days(one, now)) for one in looked.never]
    return sorted(made, key=lambda pair: -(pair[1] or 0))


def as_shown(letter: Letter, said: LetterCheck) -> dict[str, object]:
    """A letter as the template shows it: its words in pieces, with the numbers of its remarks."""
    return {
        "letter": letter,
        "said": said,
        "grade": Grade.of(said.halves),
        "pieces": pieces(letter.body, said.remarks),
        "remarks": list(enumerate(said.remarks, 1)),
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a letter.

    Attributes:
        depth: How many remarks are about it.
        numbers: Those that end with it, from 1: a number stands once, where what it is about ends.
    """

    text: str
    depth: int
    numbers: tuple[int, ...]


def pieces(body: str, remarks: tuple[Remark, ...]) -> list[Piece]:
    """A letter cut where marks begin and end."""
    marked = [
        (one.start, one.end, number)
        for number, one in enumerate(remarks, 1)
        if one.place is Place.BODY and one.start < one.end
    ]
    cuts = sorted({0, len(body), *(at for start, end, _ in marked for at in (start, end))})
    return [
        Piece(
            body[begin:end],
            sum(1 for start, stop, _ in marked if start <= begin and end <= stop),
            tuple(number for _, stop, number in marked if stop == end),
        )
        for begin, end in pairwise(cuts)
    ]
