"""What somebody published, as the account's own server knows it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from mastodon import Mastodon

from groundswell.domain.activity import TheirPost
from groundswell.domain.errors import NotFound
from groundswell.domain.records import SetAside
from groundswell.sources.common.reading import read
from groundswell.sources.mastodon.asking import Asker
from groundswell.sources.mastodon.facts import is_direct, person_of, their_post

_LATELY = 10


def lately_by(ask: Asker, client: Mastodon, host: str, person: str) -> Sequence[TheirPost | SetAside]:
    """The last posts of somebody.

    Args:
        host: The account's server, which names the posts.
        person: Their natural key: the address of their profile.

    Raises:
        NotFound: The server does not know them.
    """
    asked = {"limit": _LATELY, "exclude_replies": True, "exclude_reblogs": True}
    told = ask.needed(client.account_statuses, id=_id_of(ask, client, person), **asked)
    # Servers that do not know these wishes tell all.
    posts = [one for one in told if one.reblog is None and one.in_reply_to_id is None and not is_direct(one)]
    return [read(one, partial(their_post, host=host)) for one in posts]


def _id_of(ask: Asker, client: Mastodon, person: str) -> Any:
    where, _, path = person.removeprefix("mastodon:").partition("/")
    name = f"{path.rpartition('/')[2].removeprefix('@')}@{where}"
    found = ask.if_there(client.account_lookup, name)
    # A server that cannot look up one can still search.
    for one in [found] if found else ask.needed(client.account_search, q=name, limit=5):
        if person_of(one).key == person:
            return one.id
    raise NotFound(f"the server does not know {name}", where=where)
