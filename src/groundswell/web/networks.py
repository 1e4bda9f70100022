"""The page *Networks*: which accounts are followed and how they stand; signing in and out.

What is typed into a hidden field is handed to the network and never comes back in a page.
"""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import GroundswellError, NetworkError, NotFound, NotReady, UsageError
from groundswell.services.networks import lines as services
from groundswell.services.networks.lines import Field, Standing, standings
from groundswell.web.addresses import BACK_PATH, HOST, Id, web_link
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/networks")

_LONGEST = 4_000
_NAMES = {"handle", "user", "username", "email", "address", "account"}


async def _typed(request: Request) -> dict[str, str]:
    """What a form holds; a network says for itself what it asks for."""
    form = await request.form(max_files=0, max_fields=40)
    return {name: one[:_LONGEST] for name, one in form.items() if not isinstance(one, UploadFile)}


Typed = Annotated[dict[str, str], Depends(_typed)]


@router.get("")
def show(request: Request, desk: DeskNow, signed: str = "") -> Response:
    """The accounts that are followed, and the networks that there are."""
    known = services.networks_of(desk.workspace)
    followed = standings(desk.workspace)
    context = {
        "standings": followed,
        "networks": [(name, source.title) for name, source in known.items()],
        "taken": {one.network for one in followed},
        "signed": signed if signed in known else "",
    }
    return desk.page(request, "networks.html", context)


@router.get("/out/{line_id}")
def ask_out(request: Request, desk: DeskNow, line_id: Id) -> Response:
    """Asks whether to sign out, and says what that does."""
    return desk.page(request, "network_out.html", {"one": _standing(desk, line_id)})


@router.post("/out/{line_id}")
def sign_out(desk: DeskNow, line_id: Id) -> Response:
    """Signs out."""
    services.disconnect(desk.workspace, _standing(desk, line_id).line.account.key)
    desk.hub.tell("status")
    return RedirectResponse("/networks", 303)


@router.get("/{name}")
def ask(request: Request, desk: DeskNow, name: str) -> Response:
    """What signing in to a network asks for."""
    return sign_in_form(request, desk, name, {})


@router.post("/{name}")
def begin(request: Request, desk: DeskNow, name: str, typed: Typed) -> Response:
    """Signs in; or, where the network first wants something opened, gives that to open.

    Runs in a thread of its own, as every handler that waits for a network: the others go on.
    """
    source = _source(desk, name)
    try:
        address = web_link(services.begin(desk.workspace, name, typed, here(request)))
        if address or any(field.later and not field.optional for field in source.fields):
            return sign_in_form(request, desk, name, typed, opens=address, second=True)
        services.connect(desk.workspace, name, typed)
    except (NetworkError, UsageError) as error:
        return sign_in_form(request, desk, name, typed, error=error)
    return signed_in(request, desk, name)


@router.post("/{name}/finish")
def finish(request: Request, desk: DeskNow, name: str, typed: Typed) -> Response:
    """Signs in with what the network showed."""
    try:
        services.connect(desk.workspace, name, typed)
    except (NetworkError, UsageError) as error:
        opens = web_link(typed.get("opens", ""))
        return sign_in_form(request, desk, name, typed, error=error, opens=opens, second=True)
    return signed_in(request, desk, name)


def signed_in(request: Request, desk: Desk, name: str) -> Response:
    """Shows that somebody is signed in now."""
    desk.hub.tell("status")
    address = f"/networks?signed={name}"
    if by_script(request):
        return Response(headers={"hx-redirect": address})
    return RedirectResponse(address, 303)


def sign_in_form(
    request: Request,
    desk: Desk,
    name: str,
    typed: Mapping[str, str],
    *,
    error: GroundswellError | None = None,
    opens: str = "",
    second: bool = False,
) -> Response:
    """The form, with what was typed into it but for what is hidden, and what is wrong with it.

    Args:
        second: Whether it is the step after something was to be opened.
    """
    source = _source(desk, name)
    # What is told afterwards is good for one try, and until then as good as a password.
    hidden = {field.name for field in source.fields if field.hidden or field.later}
    context = {
        "name": name,
        "title": source.title,
        "fields": source.fields,
        "typed": {field: value for field, value in typed.items() if field not in hidden},
        "completes": completes,
        "problem": _said(error),
        "opens": opens,
        "second": second,
    }
    # A script shows what it is answered only if all went well.
    status = 422 if error and not by_script(request) else 200
    return desk.page(request, "network_in.html", context, status)


def here(request: Request) -> str:
    """Where networks send the browser back to. They take no other name of this machine than its number."""
    return f"http://{HOST}:{request.url.port or 80}{BACK_PATH}"


def completes(field: Field) -> str:
    """What a browser may fill in, as its `autocomplete`."""
    if field.later:
        return "one-time-code" if "code" in field.name else "off"
    if field.hidden:
        return "current-password"
    return "username" if field.name in _NAMES else "off"


def _said(error: GroundswellError | None) -> tuple[str, str]:
    """What is wrong and the mend, for somebody who stands before the form and not before a terminal."""
    if error is None:
        return "", ""
    if isinstance(error, NotReady):
        return (
            error.what,
            "Look whether you are online and the server is right, and try again in a while.",
        )
    if not error.mend or "groundswell " in error.mend:
        return error.what, "Look at what you typed, and try again."
    return error.what, error.mend


def _source(desk: Desk, name: str) -> services.LiveSource:
    found = services.networks_of(desk.workspace).get(name)
    if found is None:
        raise NotFound(f"there is no network {name!r}", mend="Choose one on the page Networks.")
    return found


def _standing(desk: Desk, line_id: int) -> Standing:
    for one in standings(desk.workspace):
        if one.line.id == line_id:
            return one
    raise NotFound("this account is not signed in", mend="Go back to Networks.")
