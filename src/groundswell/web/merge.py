"""The page *One letter to a whole list*: what goes to whom, before anything is made; then the files."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response, StreamingResponse

from groundswell.domain.errors import InputError, NotFound
from groundswell.services.letters.mails import boxed, zipped
from groundswell.services.letters.merging import LaidOut
from groundswell.web.desk import DeskNow
from groundswell.web.letters import as_shown
from groundswell.web.merging import MOST_BYTES, Handed, Merges, Sitting, Told

router = APIRouter(prefix="/letters/merge")

_TEMPLATE = "letters_merge.html"
_AT_ONCE_S = 1.0
"""So long a press waits for what comes of it; what takes longer shows how far it is."""
_FIRST = 3
_MOST_ASIDE = 200


@dataclass(frozen=True, slots=True)
class Given:
    """The form: what was told, and the files that came with it."""

    told: Told
    letter: Handed | None
    people: Handed | None


def _given(
    letter: Annotated[str, Form(max_length=200_000)] = "",
    letter_file: Annotated[UploadFile | None, File()] = None,
    sender: Annotated[str, Form(max_length=400)] = "",
    subject: Annotated[str, Form(max_length=400)] = "",
    country: Annotated[str, Form(max_length=40)] = "",
    listed: Annotated[str, Form(max_length=1_000_000)] = "",
    list_file: Annotated[UploadFile | None, File()] = None,
    gap: Annotated[list[str] | None, Form(max_length=100)] = None,
    column: Annotated[list[str] | None, Form(max_length=100)] = None,
    address: Annotated[str, Form(max_length=1_000)] = "",
    name: Annotated[str, Form(max_length=1_000)] = "",
    before: Annotated[str, Form(max_length=200_000)] = "",
) -> Given:
    chosen = {one: by for one, by in zip(gap or (), column or (), strict=False) if by}
    told = Told(_lines(letter), sender, subject, country.strip(), chosen, address, name, _lines(before))
    pasted = ("Your list", listed.encode("utf-8", "replace")) if listed.strip() else None
    return Given(told, _handed(letter_file), _handed(list_file) or pasted)


GivenNow = Annotated[Given, Depends(_given)]


def _merges(request: Request) -> Merges:
    merges = request.app.state.merges
    assert isinstance(merges, Merges)
    return merges


MergesNow = Annotated[Merges, Depends(_merges)]


@router.get("")
def begin(request: Request, desk: DeskNow, gone: bool = False) -> Response:
    """Asks for the letter and the list."""
    return desk.page(request, _TEMPLATE, {"sitting": Sitting(Told()), "new": True, "gone": gone})


@router.post("")
def start(merges: MergesNow, given: GivenNow) -> Response:
    """Begins to find out what goes to whom."""
    return _going(merges, Sitting(given.told, given.letter, given.people))


@router.get("/{key}")
def show(request: Request, desk: DeskNow, merges: MergesNow, key: str) -> Response:
    """How far it is; then what goes to whom, and what the letter is like."""
    sitting = merges.sitting(key)
    plan = sitting.plan if sitting.over.is_set() and not sitting.problem else None
    context = {
        "sitting": sitting,
        "new": False,
        "gone": False,
        "plan": plan,
        "mails": list(plan.mails(_FIRST)) if plan else [],
        "aside": plan.aside[:_MOST_ASIDE] if plan else (),
        "check": as_shown(*plan.first) if plan and plan.first else None,
        "columns": list(dict.fromkeys(filter(None, sitting.people.columns))) if sitting.people else [],
        "row": plan.ready[0][0][1] if plan and plan.ready else {},
    }
    return desk.page(request, _TEMPLATE, context)


@router.post("/{key}")
def again(merges: MergesNow, key: str, given: GivenNow) -> Response:
    """Looks once more, with what was changed; the list stays unless another was given."""
    sitting = merges.sitting(key).again(given.told)
    sitting.letter_file, sitting.list_file = given.letter, given.people
    return _going(merges, sitting)


@router.post("/{key}/rewrite")
def take_over(merges: MergesNow, key: str) -> Response:
    """Takes the letter that was written anew."""
    sitting = merges.sitting(key)
    plan, told = sitting.plan, sitting.told
    if plan is None or not plan.rewrite:
        return RedirectResponse(f"/letters/merge/{key}", 303)
    before = told.before or told.letter
    return _going(merges, sitting.again(replace(told, letter=plan.rewrite, before=before)))


@router.post("/{key}/own")
def own_words(merges: MergesNow, key: str) -> Response:
    """Goes back to the words that stood there before it was written anew."""
    sitting = merges.sitting(key)
    told = sitting.told
    return _going(merges, sitting.again(replace(told, letter=told.before or told.letter, before="")))


@router.post("/{key}/forget")
def forget(merges: MergesNow, key: str) -> Response:
    """Forgets the letter and the list at once."""
    merges.forget(key)
    return RedirectResponse("/letters/merge?gone=true", 303)


@router.get("/{key}/letters.zip")
def files(merges: MergesNow, key: str) -> Response:
    """A mail for each person, in one archive."""
    plan = _plan(merges, key)
    return _saved(StreamingResponse(zipped(plan.mails(), plan.sender), media_type="application/zip"), "zip")


@router.get("/{key}/letters.mbox")
def mailbox(merges: MergesNow, key: str) -> Response:
    """All mails in one mailbox."""
    plan = _plan(merges, key)
    return _saved(StreamingResponse(boxed(plan.mails(), plan.sender), media_type="application/mbox"), "mbox")


def _plan(merges: Merges, key: str) -> LaidOut:
    plan = merges.sitting(key).plan
    if plan is None or not plan.ready:
        raise NotFound("there are no letters yet", mend="Look at what is still open, then save them.")
    return plan


def _saved(response: Response, ending: str) -> Response:
    response.headers["content-disposition"] = f'attachment; filename="letters.{ending}"'
    return response


def _going(merges: Merges, sitting: Sitting) -> Response:
    merges.begin(sitting, _AT_ONCE_S)
    return RedirectResponse(f"/letters/merge/{sitting.key}", 303)


def _handed(file: UploadFile | None) -> Handed | None:
    """A file that was chosen, if one was. Raises InputError if it is far too long."""
    if file is None or not file.filename:
        return None
    data = file.file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        mend = "Split it, or save the list as a table without pictures."
        raise InputError(f"{file.filename[:100]} has more than {MOST_BYTES // 1024**2} MB", mend=mend)
    return file.filename.replace("\\", "/").rpartition("/")[2][-100:] or "file", data


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
