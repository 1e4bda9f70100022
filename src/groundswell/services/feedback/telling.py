"""Telling those who said something what became of it: drafted, and sent only when the user presses send."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.feedback import Does, Point, Telling, kept
from groundswell.domain.words import Lane, SendState
from groundswell.services.feedback.points import Shown
from groundswell.services.inbox.answering import Reach, answer, reach
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, outbox
from groundswell.store import feedback as stored
from groundswell.store.items import Item
from groundswell.store.outbox import Sending
from groundswell.text.language import language_of

MOST_DRAFTS = 20
"""So many are offered a reply at once; who was told makes room for the next."""

_GONE = {SendState.CANCELLED, SendState.FAILED}
_THANKS = {
    "de": "Danke für den Hinweis",
    "en": "Thank you for the point",
    "es": "Gracias por la observación",
    "fr": "Merci pour la remarque",
    "hi": "सुझाव के लिए धन्यवाद",
    "it": "Grazie per l'osservazione",
    "nl": "Bedankt voor de opmerking",
    "pl": "Dziękuję za uwagę",
    "pt": "Agradeço a observação",
    "sv": "Tack för synpunkten",
    "tr": "Geri bildirim için teşekkürler",
}


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who was told, or is being told; `sending` is none where the user did it by hand."""

    item: Item
    telling: Telling
    sending: Sending | None


@dataclass(frozen=True, slots=True)
class Critic:
    """Somebody who said it and was not told yet what became of it.

    Attributes:
        item: What they said last; a reply answers that.
        quote: Its key.
        draft: Words to begin with; empty where it was hostile.
        other_language: Code of the language that they wrote in, if the draft is in another one.
    """

    item: Item
    quote: str
    reach: Reach
    draft: str
    other_language: str


@dataclass(frozen=True, slots=True)
class Critics:
    """Who was told and who was not, of those who said a point; `later` is how many more follow."""

    told: Sequence[Told]
    untold: Sequence[Critic]
    later: int


def critics(workspace: Workspace, shown: Shown, account: str = "") -> Critics:
    """Everybody who said a point, once each; who was told in a state that it no longer has was not told.

    Args:
        account: The key of the account that is to answer, where there is a choice.
    """
    point = shown.point
    with workspace.store.reading() as conn:
        told = told_of(conn, shown)
    heard = {shown.who[one.telling.quote] for one in told}
    last: dict[int, tuple[str, Item]] = {}
    for key, item in sorted(shown.quotes.items(), key=lambda pair: (pair[1].when.latest, pair[1].id)):
        last[shown.who[key]] = (key, item)
    rest = [pair for who, pair in last.items() if who not in heard]
    # Who was hostile comes last: nothing is owed to them.
    rest.sort(key=lambda pair: pair[1].lane is Lane.HOSTILE)
    untold = [_critic(workspace, point, key, item, account) for key, item in rest[:MOST_DRAFTS]]
    return Critics(told, untold, len(rest) - len(untold))


def tell(
    workspace: Workspace, key: str, quote: str, text: str, pressed: str, account: str = ""
) -> int | None:
    """Sends a reply to what was said, because a person pressed send, and notes it; gives the word.

    None: it was pressed twice.

    Raises:
        NotFound: There is no such point, or what was said is not in the store.
        UsageError: It cannot be done from here, or nothing was written, or too much.
    """
    point, item_id = _said(workspace, key, quote)
    act = reach(workspace, item_id, account).writes
    if act is None:
        raise UsageError("nothing can be answered from here", mend="Answer on the network.")
    sent = answer(workspace, item_id, act, text, pressed, account)
    return _note(workspace, point, quote, sent)


def told_by_hand(workspace: Workspace, key: str, quote: str) -> int | None:
    """Notes that the user told somebody on the network; gives the word. Raises NotFound."""
    point, _ = _said(workspace, key, quote)
    return _note(workspace, point, quote, "")


def draft_for(point: Point, item: Item) -> str:
    """Thanks for the point, and what became of it in the user's words: in the language of these words."""
    tongue = language_of(point.note) if point.note else item.reading.language
    thanks = _THANKS.get(tongue, _THANKS["en"])
    name = item.person_name.split()[0] if item.person_name.split() else ""
    end = "।" if tongue == "hi" else "."
    return f"{thanks}{f', {name}' if name else ''}{end} {point.note}".strip()


def _critic(workspace: Workspace, point: Point, key: str, item: Item, account: str) -> Critic:
    way = reach(workspace, item.id, account)
    made = "" if item.lane is Lane.HOSTILE else draft_for(point, item)
    # What was taken back, or could not be sent, is the user's own and comes first.
    draft = way.draft or made
    theirs, ours = item.reading.language, language_of(draft) if draft else ""
    return Critic(item, key, way, draft, theirs if draft and theirs not in (ours, "und") else "")


def told_of(conn: Connection, shown: Shown) -> list[Told]:
    """Who was told of the state that holds, each once, the last telling first."""
    point = shown.point
    found: dict[int, Told] = {}
    for telling in reversed(point.told):
        item = shown.quotes.get(telling.quote)
        if item is None or telling.state is not point.state or shown.who[telling.quote] in found:
            continue
        sending = outbox.sending(conn, telling.sent) if telling.sent else None
        if sending is None or sending.state not in _GONE:
            found[shown.who[telling.quote]] = Told(item, telling, sending)
    return list(found.values())


def _said(workspace: Workspace, key: str, quote: str) -> tuple[Point, int]:
    with workspace.store.reading() as conn:
        point = kept(stored.standing(conn)).of(key)
        item_id = stored.ids_of(conn, [quote]).get(quote)
    if point is None or quote not in point.quotes or item_id is None:
        raise NotFound("this point or this quote is no longer there", mend="Reload the page.")
    return point, item_id


def _note(workspace: Workspace, point: Point, quote: str, sent: str) -> int | None:
    with workspace.store.writing() as conn:
        now = kept(stored.standing(conn)).of(point.key)
        if now and any((one.quote, one.sent) == (quote, sent) for one in now.told if sent):
            return None
        return stored.say(conn, Does.TOLD, point.key, workspace.now(), other=sent, quotes=[quote])
