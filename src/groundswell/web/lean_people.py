"""The page *Whom to lean on*: who was chosen, what each can bear, and what they are good at."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import RedirectResponse, Response

from groundswell.domain.confidants import Trusted
from groundswell.domain.support import Confidant, Support
from groundswell.services.lean import trusting, turning
from groundswell.web.addresses import clean_ids, ids
from groundswell.web.desk import DeskNow
from groundswell.web.lean import HELPS, HOW

router = APIRouter(prefix="/circle/lean/people")

Of = Annotated[str, Query(max_length=500)]


class Setting(BaseModel):
    """How somebody may be turned to, as the form sends it."""

    model_config = ConfigDict(extra="ignore")

    person: str = Field(max_length=500)
    name: str = Field("", max_length=120)
    phone: str = Field("", max_length=40)
    near: bool = False
    a_month: int = Field(2, ge=1, le=30)
    rest_days: float = Field(7, ge=0, le=365)
    good_at: list[Support] = []
    zone: str = Field("", max_length=64)
    wakes: int = Field(8, ge=0, le=23)
    sleeps: int = Field(22, ge=0, le=24)

    def told(self) -> Trusted:
        """As a value."""
        one = Confidant(
            self.person, self.a_month, self.rest_days, frozenset(self.good_at), self.zone.strip(), self.wakes,
            self.sleeps,
        )  # fmt: skip
        return Trusted(one, self.name.strip(), self.phone.strip(), self.near)


@router.get("")
def show(request: Request, desk: DeskNow, q: str = "", undo: str = "") -> Response:
    """Everybody who was chosen; and who else could be, by name."""
    context = {
        "held": trusting.held(desk.workspace),
        "helps": HELPS,
        "q": q[:200],
        "circle": trusting.of_the_circle(desk.workspace),
        "found": trusting.found(desk.workspace, q) if q.strip() else [],
        "undo": clean_ids(undo[:40]),
    }
    return desk.page(request, "lean_people.html", context)


@router.post("/named")
def add_by_name(desk: DeskNow, name: Annotated[str, Form(max_length=200)]) -> Response:
    """Adds somebody whom no network knows."""
    key, _ = trusting.trust_by_name(desk.workspace, name)
    return RedirectResponse(f"/circle/lean/people/one?{urlencode({'of': key})}", 303)


@router.get("/one")
def show_one(request: Request, desk: DeskNow, of: Of) -> Response:
    """What is set of somebody, and the times that she turned to them."""
    held = trusting.held(desk.workspace)
    known = next((one for one in held.known if of == one.key), None)
    known = known or trusting.somebody(desk.workspace, of)
    context = {
        "known": known,
        "chosen": known in held.known,
        "times": turning.earlier(held, known.key),
        "helps": HELPS,
        "how": HOW,
        "zones": trusting.zones(),
    }
    return desk.page(request, "lean_one.html", context)


@router.post("/one")
def keep(desk: DeskNow, given: Annotated[Setting, Form()]) -> Response:
    """Keeps it."""
    word = trusting.trust(desk.workspace, given.person, given.told())
    return RedirectResponse(f"/circle/lean/people?undo={word}", 303)


@router.post("/leave")
def leave(desk: DeskNow, person: Annotated[str, Form(max_length=500)]) -> Response:
    """Names somebody no more."""
    word = trusting.leave(desk.workspace, person)
    return RedirectResponse(f"/circle/lean/people?undo={word}", 303)


@router.post("/undo")
def undo(desk: DeskNow, words: Annotated[str, Form(max_length=40)]) -> Response:
    """Takes that back."""
    trusting.take_back(desk.workspace, ids(words))
    return RedirectResponse("/circle/lean/people", 303)
