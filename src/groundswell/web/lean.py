"""The page *Lean on*: what would help, whom to turn to now, and how it went."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.support import Support, Went
from groundswell.services.lean import danger, trusting, turning, writing
from groundswell.web.addresses import Id, clean_ids, ids
from groundswell.web.danger import shown
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/circle/lean")

Words = Annotated[str, Form(max_length=2_000)]
Key = Annotated[str, Form(max_length=500)]
Pressed = Annotated[str, Form(max_length=64)]
Undo = Annotated[str, Query(max_length=40)]

HELPS = {
    Support.LISTEN: "Somebody who listens",
    Support.CHEER: "Cheer",
    Support.ADVICE: "Advice",
    Support.PRACTICAL: "A hand",
    Support.LAUGH: "A laugh",
}
HOW = {
    Went.WELL: "It did me good",
    Went.SO_SO: "So-so",
    Went.NO_ANSWER: "No answer",
    Went.NOT_WELL: "It did me no good",
}


@router.get("")
def show(
    request: Request, desk: DeskNow, undo: Undo = "", said: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """What would help, and, once and quietly, how the last time went."""
    held = trusting.held(desk.workspace)
    asks = turning.to_ask(desk.workspace, held)
    context = {
        "held": held, "asks": asks, "helps": HELPS, "how": HOW, "words": "", "turning": None, "drafts": [],
        "support": None, "undo": clean_ids(undo), "said": _SAID.get(said, ""), **shown(None),
    }  # fmt: skip
    return desk.page(request, "lean.html", context)


@router.post("")
def find(request: Request, desk: DeskNow, support: Annotated[Support, Form()], words: Words = "") -> Response:
    """Two people to turn to now. Her words stand on the page alone: no address and no table holds them.

    Where they are those of somebody in danger nobody is chosen for her: everybody is named.
    """
    workspace = desk.workspace
    held, help_ = trusting.held(workspace), danger.help_for(workspace, words)
    found = None if help_ and help_.sure else turning.whom_now(workspace, support)
    drafts = list[tuple[turning.Named, writing.Written]]()
    for one in found.named if found else ():
        beside = [written.text for _, written in drafts]
        drafts.append((one, writing.draft(workspace, one.known, support, words, beside=beside)))
    context = {
        "held": held, "asks": None, "helps": HELPS, "how": HOW, "words": words, "support": support,
        "turning": found, "drafts": drafts, "undo": "", "said": "", **shown(help_),
    }  # fmt: skip
    return desk.page(request, "lean.html", context)


@router.post("/turned")
def turned(desk: DeskNow, person: Key, support: Annotated[Support, Form()], pressed: Pressed) -> Response:
    """Keeps that she wrote or called by other ways."""
    return _back(desk, turning.turned(desk.workspace, person, support, pressed=pressed), "turned")


@router.post("/went/{word}")
def went(desk: DeskNow, word: Id, how: Annotated[Went | None, Form()] = None) -> Response:
    """Keeps how it went, or that she does not want to say."""
    if how is None:
        return _back(desk, turning.hush(desk.workspace, word), "hush")
    return _back(desk, turning.went(desk.workspace, word, how), "went")


@router.post("/undo")
def undo(desk: DeskNow, words: Annotated[str, Form(max_length=40)]) -> Response:
    """Takes words back."""
    trusting.take_back(desk.workspace, ids(words))
    return _back(desk, None, "")


_SAID = {"turned": "Noted.", "hush": "Not asked any more.", "went": "Thank you. It counts next time."}


def _back(desk: Desk, word: int | None, said: str) -> Response:
    desk.hub.tell("news")
    query = f"?undo={word}&said={said}" if word is not None else ""
    return RedirectResponse(f"/circle/lean{query}", 303)
