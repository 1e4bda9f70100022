"""Who may reply and quote, on the page *Wave*."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.actions import Act
from groundswell.domain.keys import digest
from groundswell.services.networks.gating import Gate, choose, gates_of
from groundswell.services.networks.sending import take_back
from groundswell.services.waves.showing import wave_of
from groundswell.web.addresses import Id
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/wave/{post_id}/replies")

Short = Annotated[str, Form(max_length=64)]


@router.get("")
def show(request: Request, desk: DeskNow, post_id: Id, seen: str = "") -> Response:
    """Only this part of the page; nothing if it is what was seen already."""
    return _replies(request, desk, post_id, seen)


@router.post("")
def change(
    request: Request,
    desk: DeskNow,
    post_id: Id,
    act: Annotated[Act, Form()],
    post: Annotated[Id, Form()],
    pressed: Short,
) -> Response:
    """Queues a choice: somebody pressed it.

    Args:
        post: One of the posts that make the wave.
    """
    choose(desk.workspace, post, act, pressed)
    desk.hub.tell("status")
    return _replies(request, desk, post_id)


@router.post("/take-back")
def undo(request: Request, desk: DeskNow, post_id: Id, key: Short) -> Response:
    """Takes a choice back that has not gone yet."""
    take_back(desk.workspace, key)
    desk.hub.tell("status")
    return _replies(request, desk, post_id)


def gated(desk: Desk, post_ids: Sequence[int]) -> dict[str, object]:
    """What the template needs."""
    gates = gates_of(desk.workspace, post_ids)
    return {"gates": gates, "gates_stamp": _stamp(gates)}


def _replies(request: Request, desk: Desk, post_id: int, seen: str = "") -> Response:
    if not by_script(request):
        return RedirectResponse(f"/wave/{post_id}#replies", 303)
    wave = wave_of(desk.workspace, post_id)
    context = gated(desk, [part.post.id for part in wave.parts])
    if seen == context["gates_stamp"]:
        return Response(status_code=204)
    return desk.page(request, "wave_replies.html", {"wave_id": post_id, **context})


def _stamp(gates: Sequence[Gate]) -> str:
    return digest(
        *(
            f"{one.id} {one.state} {one.waits_for} {one.tries} {one.problem}"
            for gate in gates
            for one in gate.newest
        )
    )
