"""What something is done about: something said and who said it, or a person alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.actions import ON_PEOPLE, Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import NotFound
from groundswell.domain.words import Kind, Network
from groundswell.services.inbox.byhand import Where
from groundswell.services.networks.accounts import accounts_for
from groundswell.store import Connection, items, persons, waves

_TO_PERSON = (Act.MESSAGE, Act.FOLLOW, Act.MUTE, Act.BLOCK)
_TO_MESSAGE = (Act.REPLY, *_TO_PERSON, Act.REPORT)
_TO_SAID = (Act.REPLY, Act.LIKE, Act.REPOST, *_TO_PERSON, Act.MUTE_THREAD, Act.REPORT)
_TO_COMMENT = (*_TO_SAID, Act.HIDE)


@dataclass(frozen=True, slots=True)
class About:
    """What things are done to.

    Attributes:
        said: The key of what was said; empty for a person alone.
        person: The key of who said it; empty for not known.
        fits: What can be done to it by its kind, whatever the network can do.
    """

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


def said(conn: Connection, interaction_id: int) -> About:
    """What was said, with its writer. Raises NotFound."""
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
    return About(item.network, key, who.key if who else "", item.person_id, fits, where)


def somebody(conn: Connection, person_id: int) -> About:
    """A person alone. Raises NotFound."""
    who = persons.named(conn, person_id)
    where = Where(who.key, who.url, person_url=who.url)
    return About(who.network, "", who.key, person_id, (*_TO_PERSON, Act.LIST, Act.UNLIST, Act.REPORT), where)


def ours_for(conn: Connection, about: About) -> list[Account]:
    """The user's accounts that it may have come to."""
    # A plug-in's network stands in the keys of people as well; where else somebody lives tells nothing.
    said = about.said or (about.person if about.network is Network.OTHER else "")
    return accounts_for(conn, about.network, said, about.where.post)
