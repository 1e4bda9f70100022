"""The outbox: what a person pressed send on goes out once, in order, and can be taken back until it goes."""

from collections.abc import Callable

from groundswell.domain.actions import Act, Action
from groundswell.domain.errors import NetworkError, NotFound, NotReady, SignInAgain, UsageError
from groundswell.domain.keys import digest
from groundswell.domain.words import SendState
from groundswell.services.networks import acts_of, line_of, name_of, network_named
from groundswell.services.workspace import Workspace
from groundswell.store import lines, outbox
from groundswell.store.lines import LineRow
from groundswell.store.outbox import Sending

GRACE_MS = 10_000
"""How long something can be taken back after send was pressed."""

_MOST_TRIES = 8


def send(
    workspace: Workspace,
    network: str,
    act: Act,
    target: str,
    text: str = "",
    *,
    pressed: str,
    grace_ms: int = GRACE_MS,
) -> str:
    """Queues something to be done; only ever called because a person pressed send.

    Args:
        network: Where; the account that is signed in there does it.
        target: As for `Action`.
        pressed: What tells one pressing of the button from another, such as a number in the form: the same
            one twice is one.

    Returns:
        The key by which it can be taken back.

    Raises:
        UsageError: Nobody is signed in there, the network cannot do it, or a reply says nothing.
    """
    with workspace.store.reading() as conn:
        line = next((one for one in lines.lines(conn) if name_of(one.account) == network), None)
    if line is None:
        raise UsageError(f"you are not signed in to {network}", mend=f"groundswell connect {network}")
    if act not in acts_of(workspace, line.account):
        raise UsageError(f"{network_named(network).title} cannot {act} here", mend="Do it there.")
    if act is Act.REPLY and not text.strip():
        raise UsageError("the reply is empty", mend="Write something first.")
    key = digest(line.account.key, act, target, pressed)
    now = workspace.now()
    with workspace.store.writing() as conn:
        outbox.put(conn, line.account.key, Action(key, act, target, text), now, now + grace_ms)
    return key


def take_back(workspace: Workspace, key: str) -> bool:
    """Takes something back; says whether it had not gone yet."""
    with workspace.store.writing() as conn:
        return outbox.cancel(conn, key)


def send_due(workspace: Workspace) -> list[Sending]:
    """Sends everything whose time has come; says what was tried and what became of it.

    What is being sent when the program is killed is sent again by the next call: networks do one key once.
    """
    with workspace.store.reading() as conn:
        rows = lines.lines(conn)
    return [one for row in rows for one in _send_all(workspace, row)]


def _send_all(workspace: Workspace, row: LineRow) -> list[Sending]:
    tried: list[Sending] = []
    with workspace.store.reading() as conn:
        due = outbox.next_due(conn, row.account.key, workspace.now())
    if due is None:
        return tried
    try:
        line = line_of(workspace, row.account)
    except NetworkError:
        return tried  # The look at the line says what is wrong; what waits goes on waiting.
    try:
        while due is not None and _one(workspace, line.act, due):
            tried.append(due)
            with workspace.store.reading() as conn:
                due = outbox.next_due(conn, row.account.key, workspace.now())
    finally:
        line.close()
    return tried


def _one(workspace: Workspace, act: Callable[[Action], str], due: Sending) -> bool:
    """Sends one; says whether the next may follow."""
    key = due.action.key
    with workspace.store.writing() as conn:
        if not outbox.mark(conn, key, SendState.SENDING):
            return True  # It was taken back in this very moment.
    try:
        became = act(due.action)
    except NotFound as error:
        return _marked(workspace, key, SendState.FAILED, str(error)) or True
    except SignInAgain as error:
        return _marked(workspace, key, SendState.WAITING, str(error))
    except NotReady as error:
        given_up = due.tries + 1 >= _MOST_TRIES
        _marked(workspace, key, SendState.FAILED if given_up else SendState.WAITING, str(error), failed=True)
        return given_up
    with workspace.store.writing() as conn:
        outbox.mark(conn, key, SendState.SENT, became=became)
    return True


def _marked(workspace: Workspace, key: str, state: SendState, problem: str, *, failed: bool = False) -> bool:
    with workspace.store.writing() as conn:
        outbox.mark(conn, key, state, problem=problem, failed=failed)
    return False
