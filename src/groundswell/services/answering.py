"""Doing things from the page about something said or about a person, where the network allows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from groundswell.domain.actions import ON_PEOPLE, Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.words import Direction, Kind, Network, SendState
from groundswell.services.byhand import Spot, Where, spots
from groundswell.services.networks import account_for, acts_of, name_of, networks, rooms_of
from groundswell.services.sending import send, take_back
from groundswell.services.workspace import Workspace
from groundswell.sources.common.room import Room
from groundswell.store import Connection, items, outbox, persons, waves
from groundswell.store.outbox import Sending

UNDOES = {
    Act.LIKE: Act.UNLIKE,
    Act.FOLLOW: Act.UNFOLLOW,
    Act.MUTE: Act.UNMUTE,
    Act.BLOCK: Act.UNBLOCK,
    Act.HIDE: Act.UNHIDE,
    Act.MUTE_THREAD: Act.UNMUTE_THREAD,
}
"""What takes an act back once it has gone out."""

_TO_PERSON = (Act.MESSAGE, Act.FOLLOW, Act.MUTE, Act.BLOCK)
_TO_MESSAGE = (Act.REPLY, *_TO_PERSON, Act.REPORT)
_TO_SAID = (Act.REPLY, Act.LIKE, Act.REPOST, *_TO_PERSON, Act.MUTE_THREAD, Act.REPORT)
_TO_COMMENT = (*_TO_SAID, Act.HIDE)
_OFTEN = {Act.REPLY, Act.MESSAGE}
"""What may be done again and again; everything else is done or it is not."""
_WORDED = {Act.REPLY: "the reply", Act.MESSAGE: "the message", Act.REPORT: "the reason"}
_ON_ITS_WAY = {SendState.WAITING, SendState.SENDING, SendState.SENT}
_DOES = {undo: act for act, undo in UNDOES.items()}


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that was sent.

    Attributes:
        undo: What takes it back, once it has gone out; none where nothing does.
    """

    sending: Sending
    undo: Act | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What can be done about something said or about a person from here.

    Attributes:
        network: What the user calls it; empty where nothing can be done from here.
        acts: What is offered: what the network can do, fits, and is not done already.
        sent: What was sent about it so far, the oldest first; of what replaces one another only the newest.
        draft: Words that were taken back or could not be sent, to be sent anew.
        follows: Whether the person follows the account.
        rooms: How long the words of an act may be; what is not named may be of any length.
        spots: Where things are done by hand, if nothing can be done from here.
    """

    network: str
    acts: tuple[Act, ...]
    sent: tuple[Sent, ...]
    draft: str = ""
    follows: bool = False
    spots: tuple[Spot, ...] = ()
    rooms: Mapping[Act, Room] = field(default_factory=dict)

    @property
    def writes(self) -> Act | None:
        """What the words in the field become; none where there is nothing to write to."""
        offered = (*self.acts, *(spot.act for spot in self.spots))
        return next((act for act in (Act.REPLY, Act.MESSAGE) if act in offered), None)


@dataclass(frozen=True, slots=True)
class _About:
    """What things are done to: something said and who said it, or a person alone (`said` is empty then)."""

    network: Network
    said: str
    person: str
    person_id: int | None
    fits: Sequence[Act]
    where: Where

    def target(self, act: Act) -> str:
        """The key of what the act is done to. Raises NotFound if it is not known."""
        key = self.person if act in ON_PEOPLE or not self.said else self.said
        if not key:
            raise NotFound("it is not known who said this", mend="Do it on the network.")
        return key


def reach(workspace: Workspace, interaction_id: int) -> Reach:
    """What can be done about an item. Raises NotFound."""
    with workspace.store.reading() as conn:
        return _reach(workspace, conn, _said(conn, interaction_id))


def reach_person(workspace: Workspace, person_id: int) -> Reach:
    """What can be done about a person. Raises NotFound."""
    with workspace.store.reading() as conn:
        return _reach(workspace, conn, _person(conn, person_id))


def answer(workspace: Workspace, interaction_id: int, act: Act, text: str, pressed: str) -> str:
    """Queues an act about an item because a person pressed send; the key by which to take it back.

    Raises:
        NotFound: There is no such item.
        UsageError: It cannot be done from here, or nothing was written where something is to be said.
    """
    with workspace.store.reading() as conn:
        about = _said(conn, interaction_id)
        account = _followed(conn, about)
    return _send(workspace, about, account, act, text, pressed)


def answer_person(workspace: Workspace, person_id: int, act: Act, text: str, pressed: str) -> str:
    """The same about a person."""
    with workspace.store.reading() as conn:
        about = _person(conn, person_id)
        account = _followed(conn, about)
    return _send(workspace, about, account, act, text, pressed)


def take_back_words(workspace: Workspace, key: str) -> str:
    """Takes something back; the words that did not go out, so that they are not lost to who wrote them."""
    if not take_back(workspace, key):
        return ""
    with workspace.store.reading() as conn:
        action = outbox.sending(conn, key).action
    return action.text if action.act in _OFTEN else ""


def _send(
    workspace: Workspace, about: _About, account: Account | None, act: Act, text: str, pressed: str
) -> str:
    if act not in about.fits and _DOES.get(act) not in about.fits:
        raise UsageError(f"cannot {act} this", mend="Reload the page.")
    if act in _WORDED and not text.strip():
        raise UsageError(f"{_WORDED[act]} is empty", mend="Write something first.")
    network = name_of(account) if account else about.network
    one = account.key if account else ""
    return send(workspace, network, act, about.target(act), text, pressed=pressed, account=one)


def _said(conn: Connection, interaction_id: int) -> _About:
    item, key = items.item(conn, interaction_id), items.key_of(conn, interaction_id)
    who = persons.named(conn, item.person_id) if item.person_id is not None else None
    post = waves.post(conn, item.post_id) if item.post_id is not None else None
    fits: tuple[Act, ...] = _TO_SAID
    if item.kind in (Kind.MESSAGE, Kind.INVITATION):
        fits = _TO_MESSAGE
    elif item.kind is Kind.COMMENT and post is not None:
        fits = _TO_COMMENT
    if who is None:
        fits = tuple(act for act in fits if act not in ON_PEOPLE)
    where = Where(key, item.url, post.key if post else "", item.thread, who.url if who else "")
    return _About(item.network, key, who.key if who else "", item.person_id, fits, where)


def _person(conn: Connection, person_id: int) -> _About:
    who = persons.named(conn, person_id)
    where = Where(who.key, who.url, person_url=who.url)
    return _About(who.network, "", who.key, person_id, (*_TO_PERSON, Act.REPORT), where)


def _reach(workspace: Workspace, conn: Connection, about: _About) -> Reach:
    sent = outbox.about(conn, [key for key in (about.said, about.person) if key])
    account = _followed(conn, about)
    source = networks().get(name_of(account)) if account else None
    if account is None or source is None:
        draft = _draft(sent)
        return Reach("", (), _shown(sent, frozenset()), draft, spots=spots(about.where, about.fits))
    able = acts_of(workspace, account)
    newest = {_once(one): one for one in sent}
    acts = tuple(act for act in about.fits if act in able and not _is_done(act, newest.get(act)))
    met = persons.summary(conn, about.person_id) if about.person_id is not None else {}
    follows = (Kind.FOLLOW, Direction.IN) in met
    rooms = rooms_of(workspace, account)
    return Reach(source.title, acts, _shown(sent, able), _draft(sent), follows, rooms=rooms)


def _shown(sent: Sequence[Sending], able: frozenset[Act]) -> tuple[Sent, ...]:
    """The newest of what replaces one another, with what undoes it; of what was taken back only the last."""
    newest = {_once(one): one for one in sent}
    kept = [one for one in sent if newest[_once(one)] is one]
    shown = [one for one in kept if one.state is not SendState.CANCELLED or one is sent[-1]]
    return tuple(Sent(one, _undo(one, able)) for one in shown)


def _undo(one: Sending, able: frozenset[Act]) -> Act | None:
    undo = UNDOES.get(one.action.act)
    return undo if undo in able and one.state is SendState.SENT else None


def _once(one: Sending) -> object:
    """What an action replaces an older one of: an act and what undoes it are one, the same words are one."""
    act = one.action.act
    return (act, one.action.text) if act in _OFTEN else _DOES.get(act, act)


def _is_done(act: Act, newest: Sending | None) -> bool:
    """Whether it was done, or failed: that is tried again where it says so."""
    return newest is not None and newest.action.act is act and newest.state is not SendState.CANCELLED


def _draft(sent: Sequence[Sending]) -> str:
    """The words that were written last, if they did not go out."""
    written = [one for one in sent if one.action.act in _OFTEN]
    return written[-1].action.text if written and written[-1].state not in _ON_ITS_WAY else ""


def _followed(conn: Connection, about: _About) -> Account | None:
    # A plug-in's network stands in the keys of people as well; where else somebody lives tells nothing.
    said = about.said or (about.person if about.network is Network.OTHER else "")
    return account_for(conn, about.network, said, about.where.post)
