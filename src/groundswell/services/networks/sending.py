"""The outbox: what a person pressed send on goes out once, in order, and can be taken back until it goes."""

import logging
from collections.abc import Callable, Sequence

from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account
from groundswell.domain.errors import NetworkError, NotFound, NotReady, SignInAgain, UsageError
from groundswell.domain.keys import digest
from groundswell.domain.when import DAY
from groundswell.domain.words import LineState, SendState
from groundswell.services.networks.lines import acts_of, line_of, name_of, network_named, rooms_of
from groundswell.services.workspace import Workspace
from groundswell.store import lines, outbox, own_words
from groundswell.store.lines import LineRow
from groundswell.store.outbox import Sending

log = logging.getLogger("groundswell.sending")

GRACE_MS = 10_000
"""How long something can be taken back after send was pressed."""

APART_MS = 30_000
"""How far apart many acts of one press go out: 120 an hour is well below what networks allow one account
(Mastodon 3,600 requests an hour, Bluesky 1,666 likes), and leaves room for what is said meanwhile."""

MOST_AT_ONCE = 600
"""So many go out within `LONGEST_MS` and before tomorrow: five hours of them."""

LONGEST_MS = DAY
"""For so long after its grace something may go out: what waited longer, such as for somebody to sign in, goes
out no more by itself."""

_TAKEN_BACK = "you took it back after it had been tried; look on the network"
_TOO_OLD = "too old: press send again"
_TRIED_TOO_OLD = "too old to be tried again; look on the network before you press send again"

_SAYS = {Act.REPLY, Act.MESSAGE}
_MOST_FAULTS = 5
_FAULT = "something went wrong here; the terminal says what"

_PAUSES_MS = (2_000, 300_000)
"""How long after a try in vain the next one comes: the first, and the longest."""


def send(
    workspace: Workspace,
    network: str,
    act: Act,
    target: str,
    text: str = "",
    *,
    pressed: str,
    grace_ms: int = GRACE_MS,
    account: str = "",
) -> str:
    """Queues something to be done; only ever called because a person pressed send.

    Args:
        network: Where; the account that is signed in there does it.
        account: Key of the one that does it; may be left out where one alone is signed in.
        target: As for `Action`.
        pressed: What tells one pressing of the button from another, such as a number in the form: the same
            one twice is one.
        grace_ms: For how long it can be taken back; what is sent after it may go out before it.

    Returns:
        The key by which it can be taken back.

    Raises:
        UsageError: Nobody is signed in there, or several are and none is named, the network cannot do it, or
            a reply says nothing, or the text is too long for it.
    """
    with workspace.store.reading() as conn:
        there = [one for one in lines.lines(conn) if name_of(one.account) == network]
    if len(there) > 1 and not account:
        what = "several accounts are signed in there, and nothing tells which of them this came to"
        raise UsageError(what, mend="Do it on the network.")
    line = next((one for one in there if account in ("", one.account.key)), None)
    if line is None:
        raise UsageError(f"you are not signed in to {network}", mend=f"groundswell connect {network}")
    if act not in acts_of(workspace, line.account):
        raise UsageError(f"{network_named(network, workspace).title} cannot {act} here", mend="Do it there.")
    if act is Act.REPLY and not text.strip():
        raise UsageError("the reply is empty", mend="Write something first.")
    room = rooms_of(workspace, line.account).get(act)
    if room and (over := room.over(text)):
        raise UsageError(f"this is too long by {over}", mend=f"It may have {room.held}.")
    key = digest(line.account.key, act, target, pressed)
    now = workspace.now()
    with workspace.store.writing() as conn:
        outbox.put(conn, line.account.key, Action(key, act, target, text), now, now + grace_ms)
    return key


def send_paced(
    workspace: Workspace, account: Account, act: Act, targets: Sequence[str], *, pressed: str
) -> int:
    """Queues one act on many targets because a person pressed send: one goes after the other, `APART_MS`
    apart, while everything else that she sends goes in between.

    Returns:
        When the last of them is due, in epoch milliseconds.

    Raises:
        UsageError: They are too many, or the account is not signed in, or cannot do it.
    """
    if len(targets) > MOST_AT_ONCE:
        raise UsageError(f"more than {MOST_AT_ONCE:,} at once", mend="Choose fewer; the others can follow.")
    if act not in acts_of(workspace, account):
        title = network_named(name_of(account), workspace).title
        raise UsageError(f"{title} cannot {act} here", mend="Do it there.")
    now = workspace.now()
    with workspace.store.writing() as conn:
        if lines.line(conn, account.key) is None:
            raise UsageError(f"{account.name} is not signed in", mend="Sign in again.")
        waiting = (one.due for one in outbox.paced(conn, GRACE_MS) if one.account == account.key)
        due = max([now + GRACE_MS + 1, *(at + APART_MS for at in waiting)])
        for target in targets:
            action = Action(digest(account.key, act, target, pressed), act, target)
            if outbox.put(conn, account.key, action, now, due):
                due += APART_MS
    return due - APART_MS


def paced(workspace: Workspace) -> list[Sending]:
    """What waits for its place in such a row, the last one first."""
    with workspace.store.reading() as conn:
        return outbox.paced(conn, GRACE_MS)


def take_back(workspace: Workspace, key: str) -> bool:
    """Takes something back; says whether it surely did not go: what was tried before may have."""
    with workspace.store.writing() as conn:
        return outbox.cancel(conn, key, _TAKEN_BACK)


def send_now(workspace: Workspace, key: str) -> bool:
    """Lets what is held go after the usual grace; says whether it was still held."""
    with workspace.store.writing() as conn:
        return outbox.hasten(conn, key, workspace.now() + GRACE_MS)


def soonest_due(workspace: Workspace, account: Account) -> int | None:
    """When the next thing of an account that is on its way is to go out, in epoch milliseconds, if any is."""
    with workspace.store.reading() as conn:
        return outbox.soonest_due(conn, account.key)


def send_due(workspace: Workspace) -> list[Sending]:
    """Sends everything whose time has come; says what was tried and what became of it.

    What is being sent when the program is killed is sent again by the next call: networks do one key once.
    """
    with workspace.store.reading() as conn:
        rows = lines.lines(conn)
    return [one for row in rows for one in send_all(workspace, row)]


def send_all(workspace: Workspace, row: LineRow) -> list[Sending]:
    """The same for one account; nothing while it needs somebody to sign in."""
    tried: list[Sending] = []
    if row.state is LineState.SIGN_IN_AGAIN:
        return tried
    with workspace.store.writing() as conn:
        outbox.reckon_from(conn, workspace.now(), _PAUSES_MS[1])
        due = outbox.next_due(conn, row.account.key, workspace.now(), GRACE_MS)
    if due is None:
        return tried
    try:
        line = line_of(workspace, row.account)
    except (NetworkError, UsageError):
        return tried  # The look at the line says what is wrong; what waits goes on waiting.
    try:
        while due is not None and _one(workspace, line.act, due):
            tried.append(due)
            with workspace.store.reading() as conn:
                due = outbox.next_due(conn, row.account.key, workspace.now(), GRACE_MS)
    except SignInAgain as error:
        with workspace.store.writing() as conn:
            lines.mark(conn, row.id, LineState.SIGN_IN_AGAIN, str(error), workspace.now())
    finally:
        line.close()
    return tried


def _one(workspace: Workspace, act: Callable[[Action], str], due: Sending) -> bool:
    """Sends one; says whether the next may follow. Raises SignInAgain; then it waits for that."""
    key = due.action.key
    if workspace.now() - due.asked - due.grace > LONGEST_MS:
        problem = _TRIED_TOO_OLD if due.tries or due.state is SendState.SENDING else _TOO_OLD
        last = f" ({due.problem})" if due.problem else ""
        with workspace.store.writing() as conn:
            outbox.expire(conn, key, workspace.now(), problem + last)
        return True
    with workspace.store.writing() as conn:
        if not outbox.mark(conn, key, SendState.SENDING):
            return True  # It was taken back in this very moment.
    try:
        became = act(due.action)
    except NotFound as error:
        return _marked(workspace, key, SendState.FAILED, str(error))
    except SignInAgain as error:
        if due.state is SendState.SENDING:  # A kill cut an earlier try off, which may have gone.
            with workspace.store.writing() as conn:
                outbox.postpone(conn, key, due.due, str(error))
        else:
            _marked(workspace, key, SendState.WAITING, str(error))
        raise
    except NotReady as error:
        first, longest = _PAUSES_MS
        pause = min(longest, max(first << min(due.tries, 10), round((error.wait_s or 0) * 1000)))
        with workspace.store.writing() as conn:
            outbox.postpone(conn, key, workspace.now() + pause, str(error))
        return False
    except Exception:
        # What breaks here must not keep from going out what waits behind it; the log says what happened.
        log.exception("sending failed")
        if due.tries + 1 >= _MOST_FAULTS:
            return _marked(workspace, key, SendState.FAILED, _FAULT)
        with workspace.store.writing() as conn:
            outbox.postpone(conn, key, workspace.now() + _PAUSES_MS[0], _FAULT)
        return False
    with workspace.store.writing() as conn:
        outbox.mark(conn, key, SendState.SENT, became=became)
        if due.due - due.asked > GRACE_MS:
            outbox.space(conn, due.account, workspace.now() + APART_MS, GRACE_MS)
        if became and due.action.act in _SAYS:
            own_words.take_in(conn, became, due.action.target, due.action.text, workspace.now())
    return True


def _marked(workspace: Workspace, key: str, state: SendState, problem: str) -> bool:
    with workspace.store.writing() as conn:
        return outbox.mark(conn, key, state, problem=problem)
