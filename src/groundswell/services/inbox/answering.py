"""Doing things from the page about something said or about a person, where the network allows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import UsageError
from groundswell.domain.words import Direction, Kind
from groundswell.services.inbox.about import About, ours_for, said, somebody
from groundswell.services.inbox.been_done import DOES, OFTEN, Sent, draft_of, is_done, once, shown
from groundswell.services.inbox.byhand import Spot, spots
from groundswell.services.networks.lines import acts_of, name_of, networks_of, rooms_of
from groundswell.services.networks.sending import GRACE_MS, send, take_back
from groundswell.services.workspace import Workspace
from groundswell.sources.common.room import Room
from groundswell.store import Connection, outbox, persons
from groundswell.store.outbox import Sending

_NAME = "the name of the list"
_WORDED = {
    Act.REPLY: "the reply",
    Act.MESSAGE: "the message",
    Act.REPORT: "the reason",
    Act.LIST: _NAME,
    Act.UNLIST: _NAME,
}


@dataclass(frozen=True, slots=True)
class Reach:
    """What can be done about something said or about a person from here.

    Attributes:
        network: What the user calls it; empty where nothing can be done from here.
        acts: What is offered: what the network can do, fits, and is not done already.
        sent: What was sent about it so far, the oldest first; of what replaces one another only the newest.
        draft: Words that were taken back or could not be sent, to be sent anew.
        follows: Whether the person follows the account.
        accounts: The user's accounts that may do it, where several are signed in and nothing tells to which
            of them it came; empty else.
        account: The key of the one that does it; empty until it is chosen, and nothing is offered till then.
        lists: Names of lists on which the account put anybody from here, the newest first.
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
    lists: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    account: str = ""

    @property
    def writes(self) -> Act | None:
        """What the words in the field become; none where there is nothing to write to."""
        offered = (*self.acts, *(spot.act for spot in self.spots))
        return next((act for act in (Act.REPLY, Act.MESSAGE) if act in offered), None)


def reach(workspace: Workspace, interaction_id: int, account: str = "") -> Reach:
    """What can be done about an item. Raises NotFound.

    Args:
        account: The key of the account that is to do it, where there is a choice; empty for the one that did
            something about it last.
    """
    with workspace.store.reading() as conn:
        return _reach(workspace, conn, said(conn, interaction_id), account)


def reach_person(workspace: Workspace, person_id: int, account: str = "") -> Reach:
    """What can be done about a person, as for `reach`. Raises NotFound."""
    with workspace.store.reading() as conn:
        return _reach(workspace, conn, somebody(conn, person_id), account)


@dataclass(frozen=True, slots=True)
class Way:
    """How one act is done to one thing said.

    Attributes:
        target: The key of what it is done to.
        account: The account that does it; none where it is done by hand, or cannot be done.
        accounts: Those of which one is to be chosen first; empty else.
        spot: Where it is done by hand, if nothing can be done from here and the place is known.
    """

    target: str
    account: Account | None = None
    accounts: tuple[Account, ...] = ()
    spot: Spot | None = None


def ways(workspace: Workspace, ids: Sequence[int], act: Act, account: str = "") -> dict[int, Way]:
    """How one act is done to each of many items; those to which it does not fit are left out.

    Args:
        account: The key of the account that is to do it, where there is a choice.

    Raises:
        NotFound: One of the items does not exist.
    """
    able: dict[str, frozenset[Act]] = {}
    found: dict[int, Way] = {}
    with workspace.store.reading() as conn:
        for item_id in ids:
            about = said(conn, item_id)
            if act not in about.fits:
                continue
            ours = [one for one in ours_for(conn, about) if name_of(one) in networks_of(workspace)]
            who = _default(ours, account, ())
            if who is not None:
                if who.key not in able:
                    able[who.key] = acts_of(workspace, who)
                who = who if act in able[who.key] else None
            elif not ours:
                spot = next(iter(spots(about.where, [act])), None)
                found[item_id] = Way(about.target(act), spot=spot)
                continue
            found[item_id] = Way(about.target(act), who, () if who or len(ours) == 1 else tuple(ours))
    return found


def answer(
    workspace: Workspace,
    interaction_id: int,
    act: Act,
    text: str,
    pressed: str,
    account: str = "",
    grace_ms: int = GRACE_MS,
) -> str:
    """Queues an act about an item because a person pressed send; the key by which to take it back.

    Args:
        account: The key of the account that does it; may be left out where there is no choice.
        grace_ms: For how long it is held, and can be taken back.

    Raises:
        NotFound: There is no such item.
        UsageError: It cannot be done from here, or by that account, or nothing was written where something is
            to be said.
    """
    with workspace.store.reading() as conn:
        about = said(conn, interaction_id)
        ours = ours_for(conn, about)
    return _send(workspace, about, _chosen(ours, account), act, text, pressed, grace_ms)


def answer_person(
    workspace: Workspace,
    person_id: int,
    act: Act,
    text: str,
    pressed: str,
    account: str = "",
    grace_ms: int = GRACE_MS,
) -> str:
    """The same about a person."""
    with workspace.store.reading() as conn:
        about = somebody(conn, person_id)
        ours = ours_for(conn, about)
    return _send(workspace, about, _chosen(ours, account), act, text, pressed, grace_ms)


def take_back_words(workspace: Workspace, key: str) -> str:
    """Takes something back; the words that did not go out, so that they are not lost to who wrote them."""
    if not take_back(workspace, key):
        return ""
    with workspace.store.reading() as conn:
        action = outbox.sending(conn, key).action
    return action.text if action.act in OFTEN else ""


def _send(
    workspace: Workspace,
    about: About,
    account: Account | None,
    act: Act,
    text: str,
    pressed: str,
    grace_ms: int,
) -> str:
    if act not in about.fits and DOES.get(act) not in about.fits:
        raise UsageError(f"cannot {act} this", mend="Reload the page.")
    if act in _WORDED and not text.strip():
        raise UsageError(f"{_WORDED[act]} is empty", mend="Write something first.")
    network = name_of(account) if account else about.network
    one = account.key if account else ""
    target = about.target(act)
    return send(workspace, network, act, target, text, pressed=pressed, grace_ms=grace_ms, account=one)


def _reach(workspace: Workspace, conn: Connection, about: About, wanted: str) -> Reach:
    sent = outbox.about(conn, [key for key in (about.said, about.person) if key])
    ours = [one for one in ours_for(conn, about) if name_of(one) in networks_of(workspace)]
    if not ours:
        draft = draft_of(sent)
        return Reach("", (), shown(sent, {}, ours), draft, spots=spots(about.where, about.fits))
    able = {one.key: acts_of(workspace, one) for one in ours}
    account = _default(ours, wanted, sent)
    title = networks_of(workspace)[name_of(ours[0])].title
    told = Reach(title, (), shown(sent, able, ours), accounts=tuple(ours) if len(ours) > 1 else ())
    if account is None:
        return told
    newest = {once(one): one for one in sent}
    met = persons.summary(conn, about.person_id) if about.person_id is not None else {}
    return replace(
        told,
        acts=tuple(
            act
            for act in about.fits
            if act in able[account.key] and not is_done(act, newest.get((account.key, act)))
        ),
        draft=draft_of(sent),
        follows=(Kind.FOLLOW, Direction.IN) in met,
        rooms=rooms_of(workspace, account),
        lists=tuple(outbox.texts(conn, account.key, Act.LIST)) if Act.LIST in about.fits else (),
        account=account.key,
    )


def _default(ours: Sequence[Account], wanted: str, sent: Sequence[Sending]) -> Account | None:
    """The account that does it: the only one, the one that is wanted, or that did something here last."""
    keys = (wanted, *(one.account for one in reversed(sent)))
    by_key = {one.key: one for one in ours}
    return ours[0] if len(ours) == 1 else next((by_key[key] for key in keys if key in by_key), None)


def _chosen(ours: Sequence[Account], key: str) -> Account | None:
    """The account of that key, or the only one; none where nobody is signed in. Raises UsageError."""
    found = [one for one in ours if key in ("", one.key)]
    if ours and len(found) != 1:
        what = "several accounts are signed in there" if found else "this account is not signed in there"
        raise UsageError(what, mend="Choose as whom you do it.")
    return found[0] if found else None
