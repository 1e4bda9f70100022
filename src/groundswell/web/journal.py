"""The page *Journal*: to vent. Sealed before it touches the disk; it goes nowhere."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import GroundswellError, UsageError
from groundswell.services.journal import OpenedBy
from groundswell.services.journal.book import LOCKS_AFTER, LONGEST, SHORTEST_PASSPHRASE
from groundswell.services.lean import danger
from groundswell.web.asking import by_script
from groundswell.web.danger import shown
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/journal")

Passphrase = Annotated[str, Form(max_length=1_000)]
Text = Annotated[str, Form(max_length=LONGEST * 2)]


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """A field to write in, and what was written if it is open."""
    return _page(request, desk)


@router.post("/begin")
def begin(request: Request, desk: DeskNow, passphrase: Passphrase = "", again: Passphrase = "") -> Response:
    """Begins it, with a passphrase or with the keyring."""
    try:
        desk.journal.begin(_same(passphrase, again))
    except UsageError as error:
        return _page(request, desk, problem=error)
    return _back()


@router.post("/open")
def unlock(request: Request, desk: DeskNow, passphrase: Passphrase = "") -> Response:
    """Opens it."""
    try:
        desk.journal.open(passphrase)
    except GroundswellError as error:
        if by_script(request):  # The page stays, with what she is writing.
            raise
        return _page(request, desk, problem=error)
    return _back()


@router.post("/lock")
def lock(desk: DeskNow) -> Response:
    """Locks it."""
    desk.journal.lock()
    return _back()


@router.post("/write")
def write(request: Request, desk: DeskNow, text: Text = "") -> Response:
    """Keeps an entry. Where its words are those of somebody in danger the page says at once who is there."""
    text = text.replace("\r\n", "\n")
    problem = None
    # Sealed before anything else that could break; and who is there is told whether it could be or not.
    try:
        desk.journal.write(text)
    except GroundswellError as error:
        problem = error
    help_ = danger.help_in_journal(desk.workspace, text)
    if problem:
        return _page(request, desk, problem=problem, typed=text, help_=help_)
    if help_:
        return _page(request, desk, help_=help_, kept=True)
    return _back("?kept=true")


@router.post("/burn")
def burn(desk: DeskNow, entry: Annotated[str, Form(max_length=64)]) -> Response:
    """Deletes an entry for good."""
    desk.journal.burn(entry)
    return _back()


@router.post("/burn-all")
def burn_all(desk: DeskNow) -> Response:
    """Deletes all of it for good."""
    desk.journal.burn_all()
    return _back()


@router.post("/passphrase")
def change(request: Request, desk: DeskNow, passphrase: Passphrase = "", again: Passphrase = "") -> Response:
    """Seals it by another passphrase."""
    try:
        desk.journal.change_passphrase(_same(passphrase, again))
    except UsageError as error:
        return _page(request, desk, problem=error)
    return _back()


@router.post("/listen")
def listen(desk: DeskNow, reads: Annotated[bool, Form()] = False) -> Response:
    """Asks that words of danger are listened for more closely, or not any more."""
    danger.read_journal(desk.workspace, reads=reads)
    return _back()


@router.post("/export")
def export(desk: DeskNow) -> Response:
    """All of it as a text file, for her to keep where she wants."""
    headers = {"content-disposition": 'attachment; filename="journal.txt"'}
    return Response(desk.journal.as_text(), media_type="text/plain; charset=utf-8", headers=headers)


def _same(passphrase: str, again: str) -> str:
    if passphrase != again:
        raise UsageError("the two passphrases differ", mend="Write the same twice.")
    return passphrase


def _back(query: str = "") -> Response:
    return RedirectResponse(f"/journal{query}", 303)


def _page(
    request: Request,
    desk: Desk,
    *,
    problem: GroundswellError | None = None,
    typed: str = "",
    help_: danger.Help | None = None,
    kept: bool = False,
) -> Response:
    journal = desk.journal
    context = {
        "by": journal.opened_by, "keyring": journal.keyring_is_there(), "is_open": journal.is_open,
        "begun": journal.opened_by is not OpenedBy.NOTHING, "count": journal.count(),
        "entries": journal.entries() if journal.is_open else [], "typed": typed, "problem": problem,
        "kept": kept or "kept" in request.query_params, "shortest": SHORTEST_PASSPHRASE, "longest": LONGEST,
        "locks_in": LOCKS_AFTER, "reads": danger.reads_journal(desk.workspace),
        **shown(help_),
    }  # fmt: skip
    return desk.page(request, "journal.html", context, 400 if problem else 200)
