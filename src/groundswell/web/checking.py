"""The page *Check a message*: words for somebody whom the user hardly knows, before they go out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from starlette.responses import Response

from groundswell.domain.etiquette import Etiquette, Size
from groundswell.services.lean.danger import help_for
from groundswell.services.replies.first_words import Last, Pasted, check_pasted, fitting_now
from groundswell.web.asking import by_script
from groundswell.web.danger import shown
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.remarks import put_in, seen

router = APIRouter(prefix="/check")

_ASKS = {
    Size.WORD: "a line in answer",
    Size.MINUTE: "a minute of theirs",
    Size.CALL: "a call or a meeting",
    Size.REFERRAL: "their name for somebody",
    Size.MONEY: "money",
    Size.DATA: "papers, numbers or other personal data",
}


class Given(BaseModel):
    """The form. `put` is the number of the remark whose words are to be put in, from 1."""

    model_config = ConfigDict(extra="ignore")

    text: str = Field("", max_length=10_000)
    whom: str = Field("", max_length=300)
    answers: str = Field("", max_length=10_000)
    round: int = Field(1, ge=1, le=99)
    last: Last = Last.NOBODY
    days: int = Field(0, ge=0, le=3_650)
    put: int | None = Field(None, ge=1, le=1_000)

    @field_validator("text", "answers")
    @classmethod
    def _one_kind_of_line_end(cls, text: str) -> str:
        return text.replace("\r\n", "\n")

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, told: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in told.items() if value != ""}


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """The page with nothing in it."""
    return _page(request, desk, Given.model_validate({}))


@router.post("")
def check(request: Request, desk: DeskNow, given: Annotated[Given, Form()]) -> Response:
    """What is said of a message: a part for the script that asks while somebody types, else the page."""
    return _page(request, desk, given)


def _page(request: Request, desk: Desk, given: Given) -> Response:
    pasted = Pasted(given.text, given.whom, given.answers, given.round, given.last, given.days)
    help_ = help_for(desk.workspace, given.text, by_signs_alone=True)
    weighed = bool(given.text.strip()) and not help_
    text, found = given.text, check_pasted(pasted, given.text) if weighed else None
    if found and given.put and given.put <= len(found.remarks):
        text = put_in(text, found.remarks[given.put - 1])
        found = check_pasted(pasted, text)
    context = {
        "seen": seen(found, text) if found else None,
        "manners": manners_of(found.etiquette, text) if found and found.etiquette else None,
        "timing": fitting_now(pasted, desk.workspace.now()) if found else None,
        "holds": (),
        "aside": "",
        "form": "composer",
        "at": "/check",
        **shown(help_),
    }
    if by_script(request):
        return desk.page(request, "message_part.html", context)
    return desk.page(request, "message.html", {**context, "text": text, "given": given, "lasts": Last})


def manners_of(told: Etiquette, text: str) -> dict[str, object]:
    """How a message stands, as the template shows it."""
    ask = told.biggest
    whole = max(1, told.mine + told.theirs)
    return {
        "mine": told.mine,
        "theirs": told.theirs,
        "share": round(100 * told.theirs / whole),
        "ask": _ASKS[ask.size] if ask else "",
        "asked": text[ask.start : ask.end] if ask else "",
        "early": round(100 * ask.early) if ask else 0,
        "out": text[slice(*told.way_out)] if told.way_out else "",
    }
