"""What a server answers, as facts.

Keys are the same whichever call told of it: a favourite is keyed by the post and the person, since the list
of a post's favourites names nothing else. The ids of posts are those of the account's own server, which is
the one that is asked; people are named by the address of their profile, which every server knows.
"""

import re
from datetime import UTC, datetime
from typing import Any

from groundswell.domain.activity import Account, Interaction, Person, Post, TheirPost
from groundswell.domain.keys import comment_fingerprint, person_key
from groundswell.domain.records import Record
from groundswell.domain.when import When, to_ms
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.common.text import one_line, plain

_MENTIONS_FIRST = re.compile(r"(?:@[\w.-]+(?:@[\w.:-]+)?[\s\u00a0,:]+)+(?=\S)")
"""Whom an answer is to, which servers put before its words; the thread says that already."""


def account_of(me: Any) -> Account:
    """The user's own identity."""
    one = person_of(me)
    return Account(Network.MASTODON, one.key, one.name, one.url, one.headline)


def person_of(profile: Any) -> Person:
    """Somebody, from a profile or from a mention, which names them by their address only and so tells nothing
    new of who is known. Raises ValueError if it says nobody."""
    url = link_of(profile)
    key = person_key(Network.MASTODON, url, "")
    if not key:
        raise ValueError("somebody without an address")
    shown = getattr(profile, "display_name", None)
    name = one_line(str(shown or profile.acct))
    about = "\n".join([plain(str(getattr(profile, "note", None) or "")), *_own_links(profile)]).strip()
    told = None if shown is None else to_ms(datetime.now(UTC))
    return Person(Network.MASTODON, key, name, url, about, told=told)


def _own_links(profile: Any) -> list[str]:
    """The links in the table of a profile, such as that to a profile elsewhere."""
    told = [str(getattr(field, "value", None) or "") for field in getattr(profile, "fields", None) or ()]
    return [plain(value) for value in told[:8] if "https://" in value or "http://" in value]


def host_of(account: Account) -> str:
    """The name of the account's server, as it stands in keys."""
    return account.key.removeprefix("mastodon:").partition("/")[0]


def key_of(host: str, status_id: Any) -> str:
    """The natural key of a post or a comment."""
    return f"mastodon:{host}/{status_id}"


def id_of(key: str) -> str:
    """The server's id in the key of a post or a comment."""
    return key.rpartition("/")[2]


def same(one: Any) -> Any:
    """A status itself where a boost of it is told instead; some servers do that under the status's own id."""
    return one.reblog if one.reblog is not None else one


def instant(moment: Any) -> int:
    """Epoch milliseconds of a time as the library gives it. Raises ValueError."""
    if not isinstance(moment, datetime):
        raise ValueError("a time is missing")  # noqa: TRY004 - what it is does not matter, only that it lacks
    return to_ms(moment)


def when_of(told: Any) -> When:
    """When something was made, as its writer's server says, but not later than now. Raises ValueError."""
    return When.exactly(min(instant(told.created_at), to_ms(datetime.now(UTC))))


def words_of(status: Any) -> str:
    """What a status says, without the names of those whom it answers or speaks to: they are no words of it,
    and a question is read worse behind them."""
    text = plain(str(status.content))
    answers = status.in_reply_to_id is not None or is_direct(status)
    named = _MENTIONS_FIRST.match(text)
    # "@ada is right" speaks of her; "@ada Is that so?" speaks to her.
    if named and (answers or not text[named.end()].islower()):
        return text[named.end() :]
    return text


def is_direct(status: Any) -> bool:
    """Whether only those who are named in it see it."""
    return bool(status.visibility == "direct")


def link_of(thing: Any) -> str:
    """Where a browser shows a status or a profile; empty if that is no link."""
    link = str(thing.url or thing.uri or "")
    return link if link.startswith(("https://", "http://")) else ""


def post_of(status: Any, host: str) -> Record:
    """The account's own post."""
    fact = Post(
        Network.MASTODON,
        key_of(host, status.id),
        when_of(status).earliest,
        plain(str(status.content)),
        link_of(status),
        str(status.visibility),
    )
    return Record(str(status.uri), (fact,))


def their_post(status: Any, host: str) -> TheirPost:
    """Somebody else's post; what it warns of is said first. Raises ValueError if it cannot be read."""
    words = [plain(str(getattr(status, "spoiler_text", None) or "")), plain(str(status.content))]
    text = "\n".join(part for part in words if part)
    return TheirPost(key_of(host, status.id), when_of(status).earliest, text, link_of(status))


def pressed(kind: Kind, status: Any, by: Any, when: When, host: str) -> Record:
    """A favourite or a boost of a post of the account, or of something that it said below one."""
    word = "favourite" if kind is Kind.REACTION else "boost"
    person, thing = person_of(by), key_of(host, status.id)
    is_post = status.in_reply_to_id is None
    key = f"{thing}/{word}/{person.key.removeprefix('mastodon:')}"
    fact = Interaction(
        key, Network.MASTODON, kind, Direction.IN, when, person, thing if is_post else "",
        thread="" if is_post else thing, flavour=word, has_id=True,
    )  # fmt: skip
    return Record(key, (fact,))


def followed(by: Any, when: When, account: Account, *, asks: bool) -> Record:
    """A follow of the account, or the wish to, where it takes followers by hand."""
    person, word = person_of(by), "asks-to-follow" if asks else "follows"
    key = f"{account.key}/{word}/{person.key.removeprefix('mastodon:')}"
    kind = Kind.INVITATION if asks else Kind.FOLLOW
    fact = Interaction(key, Network.MASTODON, kind, Direction.IN, when, person, flavour=word, has_id=True)
    return Record(key, (fact,))


def said(status: Any, kind: Kind, account: Account, post: str) -> Record:
    """A reply, a quote or a mention, by somebody else or by the account itself.

    Args:
        post: Id of the account's post that it belongs to; empty for none.
    """
    host = host_of(account)
    author = person_of(status.account)
    person = None if author.key == account.key else author
    belongs = key_of(host, post) if post else ""
    parent = str(status.in_reply_to_id or "")
    text = words_of(status)
    fact = Interaction(
        key_of(host, status.id), Network.MASTODON, kind, Direction.IN if person else Direction.OUT,
        when_of(status), person, belongs, text,
        subject=one_line(str(status.spoiler_text or "")),
        thread=key_of(host, parent) if parent and parent != post else "",
        url=link_of(status),
        fingerprint=comment_fingerprint(belongs, person.key if person else "", text)
        if kind is Kind.COMMENT else "",
        has_id=True,
    )  # fmt: skip
    return Record(str(status.uri), (fact,))


def message(status: Any, account: Account) -> Record:
    """A direct message; all that pass between the account and one person are one thread."""
    author = person_of(status.account)
    own = author.key == account.key
    others = [one for one in map(person_of, status.mentions) if one.key != account.key] if own else [author]
    other = others[0] if others else None
    fact = Interaction(
        key_of(host_of(account), status.id), Network.MASTODON, Kind.MESSAGE,
        Direction.OUT if own else Direction.IN, when_of(status), other,
        text=words_of(status), subject=one_line(str(status.spoiler_text or "")),
        thread=other.key if other else "", url=link_of(status), has_id=True,
    )  # fmt: skip
    return Record(str(status.uri), (fact,))
