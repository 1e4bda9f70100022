"""The outbox as the page shows it: everything that waits, goes, went or failed."""

from dataclasses import dataclass

from groundswell.domain.errors import StoreError, UsageError
from groundswell.domain.when import DAY
from groundswell.domain.words import SendState
from groundswell.services.networks.lines import networks_of
from groundswell.services.networks.sending import send
from groundswell.services.workspace import Workspace
from groundswell.store import outbox
from groundswell.store.outbox import Sending, Target

PAGE = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was sent.

    Attributes:
        network: What the user calls the network.
        target: What it was done to, as far as that is in the store.
    """

    sending: Sending
    network: str
    target: Target | None


def entries(workspace: Workspace, below: int | None = None) -> tuple[tuple[Entry, ...], int | None]:
    """The newest actions whose ids are below that, the newest first, and where they go on, if they do."""
    with workspace.store.reading() as conn:
        found = outbox.sendings(conn, PAGE + 1, below)
        targets = outbox.targets(conn, [one.action.target for one in found])
    more = found[PAGE - 1].id if len(found) > PAGE else None
    shown = (Entry(one, _title(workspace, one), targets.get(one.action.target)) for one in found[:PAGE])
    return tuple(shown), more


def unsettled(workspace: Workspace) -> tuple[int, int]:
    """How many actions are on their way, and how many failed in the last day and were not tried again."""
    try:
        with workspace.store.reading() as conn:
            return outbox.unsettled(conn, workspace.now() - DAY)
    except StoreError:
        # The page that says that the store cannot be read shows this line as well.
        return 0, 0


def again(workspace: Workspace, key: str, pressed: str) -> str:
    """Sends anew what failed, because a person pressed it.

    Raises:
        NotFound: Nothing of the kind was sent.
        UsageError: It has not failed, or nobody is signed in there any more.
    """
    with workspace.store.reading() as conn:
        one = outbox.sending(conn, key)
    if one.state is not SendState.FAILED:
        raise UsageError("this has not failed", mend="Reload the page.")
    act = one.action
    return send(workspace, _name(one), act.act, act.target, act.text, pressed=pressed, account=one.account)


def _name(one: Sending) -> str:
    """The name of the network: strangers' stands second in the account's key."""
    first, second = one.account.split(":")[:2]
    return second if first == "other" else first


def _title(workspace: Workspace, one: Sending) -> str:
    source = networks_of(workspace).get(_name(one))
    return source.title if source else _name(one).capitalize()
