"""Handing a hard one to a friend: what goes, looked at and struck out first; and what comes back."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import InputError
from groundswell.domain.handing import LONGEST_ANSWER, LONGEST_NAME
from groundswell.services.inbox.paging import whole
from groundswell.services.replies import handed_back, handing
from groundswell.services.replies.handing import Preview
from groundswell.web.addresses import HANDED_PATH, Id
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.sheet import sheet_file

router = APIRouter(prefix="/hand")

_MOST_READ = 1_000_001
Text = Annotated[str, Form(max_length=200_000)]
Came = Annotated[Literal["new", "again", ""], Query()]


class Chosen(BaseModel):
    """What she chose, and what she made of the texts in the preview.

    Attributes:
        names: `redacted` or `shown`.
        words: Words to strike out; `further` are others, with commas between them.
        texts: What stands in the preview: the note, the post, then each thing said; none before a first look.
        stamp: Of the exchange that was looked at.
    """

    model_config = ConfigDict(extra="ignore")

    to: str = Field("", max_length=LONGEST_NAME)
    names: Literal["redacted", "shown"] = "redacted"
    fold: bool = False
    note: str = Field("", max_length=10_000)
    words: list[Annotated[str, Field(max_length=200)]] = Field([], max_length=200)
    further: str = Field("", max_length=2_000)
    texts: list[Annotated[str, Field(max_length=300_000)]] = Field([], max_length=100)
    stamp: str = Field("", max_length=64)
    pressed: str = Field("", max_length=64)

    @property
    def struck(self) -> list[str]:
        """Everything that is to be struck out."""
        return [*self.words, *(word.strip() for word in self.further.split(",") if word.strip())]


Given = Annotated[Chosen, Form()]


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """What is with friends, and where an answer is put in."""
    return _list(request, desk)


@router.post("/back")
def back(
    request: Request, desk: DeskNow, text: Text = "", file: Annotated[UploadFile | None, File()] = None
) -> Response:
    """Takes in an answer, whichever exchange it belongs to."""
    try:
        came = handed_back.come_back(desk.workspace, *_content(text, file))
    except InputError as error:
        return _list(request, desk, problem=error, typed=text)
    return _arrived(desk, came)


@router.get("/item/{item_id}")
def begin(request: Request, desk: DeskNow, item_id: Id) -> Response:
    """Asks for whom, and how much is shown."""
    item = whole(desk.workspace, item_id).item
    context = {"item": item, "chosen": Chosen(fold=True), "seen": None, "changed": False}
    return desk.page(request, "hand_new.html", context)


@router.post("/item/{item_id}/look")
def look(request: Request, desk: DeskNow, item_id: Id, chosen: Given) -> Response:
    """Shows what would go, to be struck out and written over."""
    return _look(request, desk, item_id, chosen, *_seen(desk, item_id, chosen))


@router.post("/item/{item_id}")
def hand(request: Request, desk: DeskNow, item_id: Id, chosen: Given) -> Response:
    """Hands it out as it was looked at; if more was said meanwhile, shows it once more."""
    seen, changed = _seen(desk, item_id, chosen)
    if changed or not chosen.texts:
        return _look(request, desk, item_id, chosen, seen, changed)
    made = handing.hand(desk.workspace, item_id, chosen.to, seen, chosen.pressed)
    desk.hub.tell("news")
    return RedirectResponse(f"/hand/{made.key}", 303)


@router.get("/{key}")
def one(request: Request, desk: DeskNow, key: str, came: Came = "") -> Response:
    """One exchange that was handed out: how it goes there, how it stands, and what came back."""
    return _one(request, desk, key, came=came)


@router.get("/{key}/file")
def file(desk: DeskNow, key: str) -> Response:
    """The page for the friend as a file."""
    out = handing.handed_of(desk.workspace, key)
    name = f"for-{''.join(sign for sign in out.to if sign.isascii() and sign.isalnum()) or 'a-friend'}.html"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        # Opened here it may load and run nothing, as everywhere else.
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(sheet_file(out.sheet), media_type="text/html; charset=utf-8", headers=headers)


@router.post("/{key}/link")
def link(request: Request, desk: DeskNow, key: str, days: Annotated[int, Form()] = 7) -> Response:
    """Makes a link and shows it this once: it is kept nowhere."""
    token = handed_back.open_link(desk.workspace, key, days)
    shared = str(request.app.state.shared_at or f"http://{request.headers['host']}")
    return _one(request, desk, key, link=f"{shared}{HANDED_PATH}/{token}")


@router.post("/{key}/unlink")
def unlink(desk: DeskNow, key: str) -> Response:
    """Lets no link lead there any more."""
    handed_back.close_link(desk.workspace, key)
    return RedirectResponse(f"/hand/{key}", 303)


@router.post("/{key}/back")
def back_to(
    request: Request,
    desk: DeskNow,
    key: str,
    text: Text = "",
    name: Annotated[str, Form(max_length=1_000)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Takes in an answer to this exchange: a file, lines of letters, or plain words."""
    try:
        content, where = _content(text, file)
        if (file is None or not file.filename) and not handed_back.is_answer(text):
            came = handed_back.written(desk.workspace, key, name, text)
        else:
            came = handed_back.come_back(desk.workspace, content, where)
    except InputError as error:
        return _one(request, desk, key, problem=error, typed=text)
    return _arrived(desk, came)


@router.post("/{key}/take-back")
def take_back(desk: DeskNow, key: str) -> Response:
    """Takes it back."""
    handing.take_back(desk.workspace, key)
    desk.hub.tell("news")
    return RedirectResponse(f"/hand/{key}", 303)


@router.post("/{key}/again")
def again(desk: DeskNow, key: str) -> Response:
    """Hands it out again."""
    handing.put_back(desk.workspace, key)
    desk.hub.tell("news")
    return RedirectResponse(f"/hand/{key}", 303)


def _seen(desk: Desk, item_id: int, chosen: Chosen) -> tuple[Preview, bool]:
    """What would go, with what she did to it; and whether more was said since she looked."""
    seen = handing.preview(
        desk.workspace, item_id, chosen.to, redacted=chosen.names == "redacted", fold=chosen.fold,
        note=chosen.note,
    )  # fmt: skip
    changed = bool(chosen.texts) and chosen.stamp != seen.stamp
    if chosen.texts and not changed:
        note, post, *lines = [text.replace("\r\n", "\n") for text in chosen.texts] + [""] * 2
        seen = seen.edited(note, post, lines[: len(chosen.texts) - 2])
    return seen.struck(chosen.struck), changed


def _look(
    request: Request, desk: Desk, item_id: int, chosen: Chosen, seen: Preview, changed: bool
) -> Response:
    context = {"item": seen.item, "chosen": chosen, "seen": seen, "changed": changed}
    return desk.page(request, "hand_new.html", context)


def _list(request: Request, desk: Desk, problem: InputError | None = None, typed: str = "") -> Response:
    found = handing.listing(desk.workspace)
    context = {"out": found, "problem": problem, "typed": typed}
    return desk.page(request, "hand_list.html", context, 422 if problem else 200)


def _one(
    request: Request,
    desk: Desk,
    key: str,
    *,
    came: str = "",
    link: str = "",
    problem: InputError | None = None,
    typed: str = "",
) -> Response:
    out = handing.handed_of(desk.workspace, key)
    about = whole(desk.workspace, out.item_id)
    drafts = handed_back.drafts_of(desk.workspace, out.item_id)
    context = {
        "one": out,
        "item": about.item,
        "drafts": [draft for draft in drafts if draft.key == key],
        "came": came,
        "link": link,
        "shared": bool(request.app.state.shared_at),
        "days": handed_back.LINK_DAYS,
        "problem": problem,
        "typed": typed,
        "longest": LONGEST_ANSWER,
    }
    return desk.page(request, "hand_one.html", context, 422 if problem else 200)


def _arrived(desk: Desk, came: handed_back.Back) -> Response:
    desk.hub.tell("news")
    return RedirectResponse(f"/hand/{came.handed.key}?came={'new' if came.new else 'again'}#drafts", 303)


def _content(text: str, file: UploadFile | None) -> tuple[bytes, str]:
    """What was dropped or pasted, and how it is called. Raises InputError."""
    if file is not None and file.filename:
        return file.file.read(_MOST_READ), file.filename[:200]
    if not text.strip():
        raise InputError("nothing was given", mend="Choose the file, or paste the answer.")
    return text.encode("utf-8", "replace"), "the pasted text"
