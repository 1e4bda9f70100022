"""Which of the user's accounts something came to, where several are signed in on one network."""

from groundswell.domain.activity import Account
from groundswell.domain.words import Network
from groundswell.services.networks.lines import name_of
from groundswell.store import Connection, lines


def account_for(conn: Connection, network: Network, said: str = "", post: str = "") -> Account | None:
    """The account over whose line something came, if it is signed in; none where several are and the keys do
    not tell, since nothing may be said under the wrong name. As for `accounts_for`."""
    ours = accounts_for(conn, network, said, post)
    return ours[0] if len(ours) == 1 else None


def accounts_for(conn: Connection, network: Network, said: str = "", post: str = "") -> list[Account]:
    """The account over whose line something came; where the keys do not tell, all that are signed in there.

    Args:
        said: Key of what was said; empty for nothing.
        post: Key of the account's post that it is about; empty for none.
    """
    ours = [row.account for row in lines.lines(conn) if row.account.network == network]
    if network is Network.OTHER:
        ours = [one for one in ours if (post or said).startswith(f"{network}:{name_of(one)}:")]
    theirs = [one for one in ours if _came_to(one, said, post)]
    return theirs if len(theirs) == 1 else ours


def _came_to(account: Account, said: str, post: str) -> bool:
    """Whether keys name an account: its posts by whose they are, or all that its own server told by that."""
    own = account.key.partition(":")[2].partition("/")[0]
    server = f"{account.network}:{own}/"
    return own in post.split("/") or post.startswith(server) or said.startswith(server)
