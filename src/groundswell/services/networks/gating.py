"""Who may reply to the account's own posts and quote them: as last chosen from here, and choosing anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.actions import ON_POSTS, Act
from groundswell.domain.errors import UsageError
from groundswell.domain.words import SendState
from groundswell.services.inbox.byhand import Spot, Where, spots
from groundswell.services.networks.accounts import account_for
from groundswell.services.networks.lines import acts_of, name_of, networks_of
from groundswell.services.networks.sending import send
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, outbox, waves
from groundswell.store.outbox import Sending
from groundswell.store.waves import PostRow

REPLIES = (Act.OPEN, Act.LIMIT, Act.CLOSE)
QUOTES = (Act.OPEN_QUOTES, Act.CLOSE_QUOTES)


@dataclass(frozen=True, slots=True)
class Gate:
    """One post and who may reply to it and quote it.

    Attributes:
        title: What the user calls the network.
        replies: What can be chosen for replies from here, and `quotes` the same; empty where nothing can.
        newest: What was chosen last for replies and for quotes, as far as it was not taken back.
        spots: Where it is done by hand, if it cannot be done from here.
    """

    post: PostRow
    title: str
    replies: tuple[Act, ...]
    quotes: tuple[Act, ...]
    newest: tuple[Sending, ...]
    spots: tuple[Spot, ...]

    @property
    def chosen(self) -> frozenset[Act]:
        """What holds, or will in a moment."""
        return frozenset(one.action.act for one in self.newest if one.state is not SendState.FAILED)

    @property
    def closed(self) -> bool:
        """Whether the replies were closed from here, or will be in a moment."""
        return Act.CLOSE in self.chosen


def gates_of(workspace: Workspace, post_ids: Sequence[int]) -> tuple[Gate, ...]:
    """The gates of those posts that can be opened and closed, from here or by hand."""
    with workspace.store.reading() as conn:
        found = [_gate(workspace, conn, waves.post(conn, one)) for one in post_ids]
    return tuple(one for one in found if one.replies or one.quotes or one.spots)


def choose(workspace: Workspace, post_id: int, act: Act, pressed: str) -> str:
    """Queues who may reply or quote from now on, because a person pressed it; the key to take it back by.

    Raises:
        NotFound: There is no such post.
        UsageError: It is nothing of the kind, or cannot be done from here.
    """
    if act not in ON_POSTS:
        raise UsageError(f"cannot {act} a post", mend="Reload the page.")
    with workspace.store.reading() as conn:
        post = waves.post(conn, post_id)
        account = account_for(conn, post.network, post=post.key)
    network = name_of(account) if account else post.network
    one = account.key if account else ""
    return send(workspace, network, act, post.key, pressed=pressed, account=one)


def _gate(workspace: Workspace, conn: Connection, post: PostRow) -> Gate:
    account = account_for(conn, post.network, post=post.key)
    source = networks_of(workspace).get(name_of(account)) if account else None
    sent = [one for one in outbox.about(conn, [post.key]) if one.state is not SendState.CANCELLED]
    newest = {one.action.act in QUOTES: one for one in sent if one.action.act in ON_POSTS}
    if account is None or source is None:
        by_hand = spots(Where(post.key, post.url), REPLIES)
        return Gate(post, post.network, (), (), tuple(newest.values()), by_hand)
    able = acts_of(workspace, account)
    replies, quotes = (tuple(act for act in kind if act in able) for kind in (REPLIES, QUOTES))
    return Gate(post, source.title, replies, quotes, tuple(newest.values()), ())
