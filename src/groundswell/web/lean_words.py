"""The page *Words for somebody*: a private message to one whom she leans on, sent or taken along."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import UsageError
from groundswell.domain.support import Support
from groundswell.services.inbox.answering import take_back_words
from groundswell.services.lean import danger, trusting, writing
from groundswell.services.lean.trusting import Known
from groundswell.services.networks.sending import send_now
from groundswell.services.replies.holding import length
from groundswell.web.asking import by_script
from groundswell.web.danger import shown
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.doing import doing, stamp
from groundswell.web.remarks import put_in, seen
from groundswell.web.written import Looked, Pressed

router = APIRouter(prefix="/circle/lean")

BASE = "/circle/lean"
Text = Annotated[str, Form(max_length=10_000)]
Key = Annotated[str, Form(max_length=64)]
As = Annotated[str, Form(max_length=500)]


class Aim:
    """For whom the words are, what would help, and as whom she writes, as every address here says it."""

    def __init__(
        self,
        desk: DeskNow,
        person: Annotated[str, Query(max_length=500)],
        support: Annotated[Support, Query()] = Support.LISTEN,
        account: Annotated[str, Query(max_length=500)] = "",
    ) -> None:
        self.known: Known = trusting.held(desk.workspace).of(person)
        self.support, self.account = support, account

    @property
    def query(self) -> str:
        """What follows each address."""
        return urlencode({"person": self.known.key, "support": self.support.value})

    @property
    def page(self) -> str:
        """The address of the page."""
        chosen = f"&{urlencode({'account': self.account})}" if self.account else ""
        return f"{BASE}/to?{self.query}{chosen}#answers"


AimNow = Annotated[Aim, Depends()]


@router.get("/to")
def show(request: Request, desk: DeskNow, aim: AimNow) -> Response:
    """The words for somebody; nothing new is drafted while something is on its way or was sent just now."""
    return _page(request, desk, aim, "")


@router.post("/to")
def begin(
    request: Request, desk: DeskNow, aim: AimNow, words: Annotated[str, Form(max_length=2_000)] = ""
) -> Response:
    """The same with what happened in her own words, which no address holds."""
    return _page(request, desk, aim, words)


@router.post("/answer")
def send(request: Request, desk: DeskNow, aim: AimNow, given: Annotated[Pressed, Form()]) -> Response:
    """Queues the message: she pressed send."""
    workspace, account = desk.workspace, given.account or aim.account
    wait = length(given.hold, workspace.now())
    try:
        writing.send(workspace, aim.known.key, aim.support, given.text, given.pressed, account, wait)
    except UsageError as error:
        if by_script(request) or not given.text.strip():
            raise
        told = {
            "what": error.what, "mend": error.mend, "base": BASE, "tail": f"?{aim.query}", "back": aim.page,
            "text": given.text, "account": account, "act": given.act,
        }  # fmt: skip
        return desk.page(request, "unsent.html", told, 422)
    desk.hub.tell("status")
    return _part(request, desk, aim)


@router.post("/copied")
def copied(desk: DeskNow, aim: AimNow, pressed: Key, text: Text = "") -> Response:
    """Keeps that she took the words along, or said them by other ways."""
    word = writing.copied(desk.workspace, aim.known.key, aim.support, text, pressed)
    return RedirectResponse(f"{BASE}?undo={word}&said=turned", 303)


@router.post("/take-back")
def take_back(request: Request, desk: DeskNow, aim: AimNow, key: Key, text: Text = "") -> Response:
    """Takes back what has not gone yet; `text` is what was being typed meanwhile, and stays."""
    words = take_back_words(desk.workspace, key)
    desk.hub.tell("status")
    return _part(request, desk, aim, text or words)


@router.post("/now")
def let_go(request: Request, desk: DeskNow, aim: AimNow, key: Key) -> Response:
    """Lets a message go that is held."""
    send_now(desk.workspace, key)
    desk.hub.tell("status")
    return _part(request, desk, aim)


@router.post("/as")
def choose(
    request: Request,
    desk: DeskNow,
    aim: AimNow,
    chosen: Annotated[As, Form(alias="account")],
    text: Text = "",
) -> Response:
    """Writes as one of several accounts; what is being typed stays."""
    aim.account = chosen
    return _part(request, desk, aim, text)


@router.get("/answers")
def going(request: Request, desk: DeskNow, aim: AimNow, seen: str = "") -> Response:
    """What was sent; nothing if that is what was seen already."""
    return _part(request, desk, aim, stamped=seen)


@router.post("/check")
def check(request: Request, desk: DeskNow, aim: AimNow, given: Annotated[Looked, Form()]) -> Response:
    """What is said of the words while she writes. No ask is too early for whom she chose to lean on."""
    text, help_ = given.text, danger.help_for(desk.workspace, given.text)
    weighed = bool(text.strip()) and not (help_ and help_.sure)
    found = writing.check_to_friend(text) if weighed else None
    if found and given.put and given.put <= len(found.remarks):
        text = put_in(text, found.remarks[given.put - 1])
        found = writing.check_to_friend(text)
    context = {
        "seen": seen(found, text) if found else None, "manners": None, "holds": (), "aside": "",
        "at": f"{BASE}/check?{aim.query}", "form": "composer",
        **shown(help_),
    }  # fmt: skip
    if by_script(request):
        return desk.page(request, "check.html", context)
    about = {"text": text, "given": given, "base": BASE, "tail": f"?{aim.query}", "back": aim.page}
    return desk.page(request, "checked.html", {**context, **about})


def _page(request: Request, desk: Desk, aim: Aim, words: str) -> Response:
    written = writing.draft(desk.workspace, aim.known, aim.support, words, aim.account)
    context: dict[str, object] = {
        "known": aim.known, "support": aim.support, "written": written, "query": aim.query, "reach": None,
        **shown(danger.help_for(desk.workspace, words)),
    }  # fmt: skip
    if written.reach:
        busy = any(one.sending.state in ("waiting", "sending", "sent") for one in written.reach.sent[-1:])
        typed = "" if written.reach.draft or (busy and not words) else written.text
        context |= doing(BASE, aim.query, written.reach, typed)
    return desk.page(request, "lean_words.html", context)


def _part(request: Request, desk: Desk, aim: Aim, typed: str = "", stamped: str = "") -> Response:
    if not by_script(request):
        return RedirectResponse(aim.page, 303)
    reached, _ = writing.way_to(desk.workspace, aim.known, aim.account)
    if reached is None or stamped == stamp(reached):
        return Response(status_code=204)
    return desk.page(request, "answers.html", doing(BASE, aim.query, reached, typed))
