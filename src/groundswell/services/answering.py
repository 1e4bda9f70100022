"""Answering from the page, where the network allows it."""

from dataclasses import dataclass

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.words import Network
from groundswell.services.networks import acts_of, name_of, networks
from groundswell.services.sending import send
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, inbox, lines, outbox
from groundswell.store.outbox import Sending

HERE = (Act.REPLY, Act.LIKE)
"""What the inbox offers for one item."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What can be done about an item from here.

    Attributes:
        network: What the user calls it; empty where nothing can be done from here.
        acts: What is offered.
        sent: What was sent about it so far, the oldest first.
    """

    network: str
    acts: tuple[Act, ...]
    sent: tuple[Sending, ...]


def reach(workspace: Workspace, interaction_id: int) -> Reach:
    """What can be done about an item. Raises NotFound."""
    with workspace.store.reading() as conn:
        item, key = inbox.item(conn, interaction_id), inbox.key_of(conn, interaction_id)
        account = _followed(conn, item.network, key)
        sent = tuple(outbox.about(conn, key))
    source = networks().get(name_of(account)) if account else None
    if account is None or source is None:
        return Reach("", (), sent)
    acts = acts_of(workspace, account)
    return Reach(source.title, tuple(act for act in HERE if act in acts), sent)


def answer(workspace: Workspace, interaction_id: int, act: Act, text: str, pressed: str) -> str:
    """Queues a reply or a like of an item because a person pressed send; the key by which to take it back.

    Raises:
        NotFound: There is no such item.
        UsageError: It cannot be done from here, or the reply is empty.
    """
    with workspace.store.reading() as conn:
        item, key = inbox.item(conn, interaction_id), inbox.key_of(conn, interaction_id)
        account = _followed(conn, item.network, key)
    network = name_of(account) if account else item.network
    return send(workspace, network, act, key, text, pressed=pressed)


def _followed(conn: Connection, network: str, key: str) -> Account | None:
    """The account on whose line the interaction with that key came, if it is signed in."""
    ours = [row.account for row in lines.lines(conn) if row.account.network == network]
    if network == Network.OTHER:
        ours = [one for one in ours if key.startswith(f"{network}:{name_of(one)}:")]
    return ours[0] if ours else None
