"""What was done about something or somebody so far, and what takes it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.words import SendState
from groundswell.store.outbox import Sending

UNDOES = {
    Act.LIKE: Act.UNLIKE,
    Act.FOLLOW: Act.UNFOLLOW,
    Act.MUTE: Act.UNMUTE,
    Act.BLOCK: Act.UNBLOCK,
    Act.HIDE: Act.UNHIDE,
    Act.MUTE_THREAD: Act.UNMUTE_THREAD,
    Act.LIST: Act.UNLIST,
}
"""What takes an act back once it has gone out."""

OFTEN = {Act.REPLY, Act.MESSAGE}
"""What may be done again and again; everything else is done or it is not."""

_ON_ITS_WAY = {SendState.WAITING, SendState.SENDING, SendState.SENT}
DOES = {undo: act for act, undo in UNDOES.items()}
"""What it is that something takes back."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that was sent.

    Attributes:
        undo: What takes it back, once it has gone out; none where nothing does.
        by: The name of the account that does it, where there are several; empty else.
    """

    sending: Sending
    undo: Act | None
    by: str = ""


def shown(
    sent: Sequence[Sending], able: Mapping[str, frozenset[Act]], ours: Sequence[Account]
) -> tuple[Sent, ...]:
    """The newest of what replaces one another, with what undoes it; of what was taken back only the last."""
    names = {one.key: one.name for one in ours} if len(ours) > 1 else {}
    newest = {once(one): one for one in sent}
    kept = [one for one in sent if newest[once(one)] is one]
    shown = [one for one in kept if one.state is not SendState.CANCELLED or one is sent[-1]]
    return tuple(Sent(one, _undo(one, able), names.get(one.account, "")) for one in shown)


def _undo(one: Sending, able: Mapping[str, frozenset[Act]]) -> Act | None:
    undo = UNDOES.get(one.action.act)
    return undo if undo in able.get(one.account, ()) and one.state is SendState.SENT else None


def once(one: Sending) -> tuple[object, ...]:
    """What an action replaces an older one of: an act and what undoes it are one, the same words are one."""
    act = one.action.act
    # Somebody may be on many lists: what is done is to be on the list of that name.
    text = (one.action.text,) if act in {*OFTEN, Act.LIST, Act.UNLIST} else ()
    return one.account, DOES.get(act, act), *text


def is_done(act: Act, newest: Sending | None) -> bool:
    """Whether it was done, or failed: that is tried again where it says so."""
    return newest is not None and newest.action.act is act and newest.state is not SendState.CANCELLED


def draft_of(sent: Sequence[Sending]) -> str:
    """The words that were written last, if they did not go out."""
    written = [one for one in sent if one.action.act in OFTEN]
    return written[-1].action.text if written and written[-1].state not in _ON_ITS_WAY else ""
