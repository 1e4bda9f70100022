"""What the AppView answers, as facts.

Keys are the same whichever call told of it: a like has a record of its own, but the list of a post's likes
does not name it, so a like is keyed by the post and the person; the same with reposts and follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from groundswell.domain.activity import Account, Interaction, Person, Post, TheirPost
from groundswell.domain.keys import comment_fingerprint
from groundswell.domain.records import Record, SetAside
from groundswell.domain.when import When, to_ms
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.bluesky.places import Mine, Place
from groundswell.sources.common.reading import read
from groundswell.sources.common.text import clean, one_line
from groundswell.sources.protocol import Limits

SITE = "https://bsky.app"
_MOST_CHARS = Limits().text_chars
_LONGEST_NAME = 640
"""The network allows 64 signs, each of which may be put together of several characters."""


def account_of(did: str, handle: str, name: str, about: str) -> Account:
    """The user's own identity."""
    return Account(Network.BLUESKY, key_of(did), _name(name, handle), _profile(handle), clean(about))


def key_of(uri: str) -> str:
    """The natural key of a record or a person, from its URI or DID. Raises ValueError if it has none."""
    if not uri:
        raise ValueError("what it is called is missing")
    return f"bluesky:{uri}"


def did_of(key: str) -> str:
    """The DID or URI in a key."""
    return key.removeprefix("bluesky:")


@dataclass(frozen=True, slots=True)
class Unknown:
    """Somebody of whom nothing is known yet but the DID."""

    did: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A view of a profile that was asked for before now.

    Attributes:
        at: When, in epoch milliseconds.
    """

    view: Any
    at: int

    @property
    def did(self) -> str:
        """Whose it is."""
        return str(self.view.did)


def person_of(profile: Any) -> Person:
    """Somebody, from any of the views of a profile; what is missing is filled in when they are met again."""
    if isinstance(profile, Unknown):
        return Person(Network.BLUESKY, key_of(profile.did))
    profile, told = (profile.view, profile.at) if isinstance(profile, Shown) else (profile, now_ms())
    if not (isinstance(profile.did, str) and isinstance(profile.handle, str)):
        raise ValueError("somebody without a name")  # noqa: TRY004 - as with a text
    about = clean(str(getattr(profile, "description", None) or ""))[:_MOST_CHARS]
    name = _name(str(profile.display_name or ""), str(profile.handle))
    url = _profile(str(profile.handle))
    return Person(Network.BLUESKY, key_of(profile.did), name, url, about, told=told)


def _name(name: str, handle: str) -> str:
    return (one_line(name) or one_line(handle))[:_LONGEST_NAME]


def _profile(handle: str) -> str:
    """Where a browser shows somebody."""
    return f"{SITE}/profile/{quote(handle, safe='')}"


def words_of(record: Any) -> str:
    """What a text says. Raises ValueError if it is none, or longer than any server takes."""
    text = record.text
    if not isinstance(text, str):
        raise ValueError("a text is missing")  # noqa: TRY004 - what it is does not matter, only that it lacks
    if len(text) > _MOST_CHARS:
        raise ValueError(f"a text of more than {_MOST_CHARS:,} characters")
    return clean(text)


def post_of(view: Any) -> Record:
    """The account's own post."""
    at = made_at(view.record, view)
    fact = Post(Network.BLUESKY, key_of(view.uri), at, words_of(view.record), link_of(view.uri))
    return Record(view.uri, (fact,))


def their_post(view: Any) -> TheirPost:
    """Somebody else's post. Raises ValueError if it cannot be read."""
    return TheirPost(key_of(view.uri), made_at(view.record, view), words_of(view.record), link_of(view.uri))


def link_of(uri: str) -> str:
    """Where a browser shows a post."""
    _, _, did, _, key = uri.split("/", 4)
    return f"{SITE}/profile/{did}/post/{key}"


def instant(text: str) -> int:
    """Epoch milliseconds of a time as the protocol writes it. Raises ValueError."""
    return to_ms(datetime.fromisoformat(text))


def made_at(record: Any, view: Any = None) -> int:
    """When something was made, in epoch milliseconds: what its writer says, but not later than it was there
    for others to see.

    Args:
        view: Says in `indexed_at` when the network first saw it, if it is of those that do; else it was there
            by now.

    Raises:
        ValueError: Nothing tells.
    """
    seen = getattr(view, "indexed_at", None)
    latest = instant(seen) if seen else now_ms()
    try:
        return min(instant(record.created_at), latest)
    except (ValueError, TypeError, AttributeError):
        if not seen:
            raise ValueError("a time cannot be read") from None
        return latest


def exactly(record: Any, view: Any = None) -> When:
    """As `made_at`. Raises ValueError."""
    return When.exactly(made_at(record, view))


def since_then(post: Any) -> When:
    """Some time after a post was made and before now. Raises ValueError if nothing tells when it was."""
    made = made_at(post.record, post)
    return When(made, max(made, now_ms()))


def now_ms() -> int:
    """Now, in epoch milliseconds."""
    return to_ms(datetime.now(UTC))


def mine(uri: str, record: Any, view: Any = None) -> Mine:
    """What a text of the account is; `view` as in `made_at`."""
    try:
        made = made_at(record, view)
    except ValueError:
        made = 0
    return Mine(uri, not getattr(record, "reply", None), made)


def pressed(kind: Kind, on: Mine, actor: Any, when: When) -> Record:
    """A like or a repost of a text of the account; nobody did it before the text was there."""
    word = "like" if kind is Kind.REACTION else "repost"
    key, thing = key_of(f"{word}:{on.uri}:{actor.did}"), key_of(on.uri)
    fact = Interaction(
        key, Network.BLUESKY, kind, Direction.IN,
        When(max(when.earliest, on.made), max(when.latest, on.made)), person_of(actor),
        thing if on.is_post else "", thread="" if on.is_post else thing, flavour=word, has_id=True,
    )  # fmt: skip
    return Record(key, (fact,))


def followed(actor: Any, account: Account, when: When) -> Record:
    """A follow of the account."""
    key = key_of(f"follow:{did_of(account.key)}:{actor.did}")
    fact = Interaction(key, Network.BLUESKY, Kind.FOLLOW, Direction.IN, when, person_of(actor), has_id=True)
    return Record(key, (fact,))


def said(place: Place, view: Any, record: Any, account: Account) -> Record:
    """A reply, a quote or a mention, by somebody else or by the account itself.

    Args:
        view: Has `uri` and `author`.
        record: What was written.
    """
    kind, post, parent = place.kind, place.post, place.parent
    own = view.author.did == did_of(account.key)
    person = None if own else person_of(view.author)
    text = words_of(record)
    key = key_of(view.uri)
    belongs = key_of(post) if post else ""
    fact = Interaction(
        key, Network.BLUESKY, kind, Direction.OUT if own else Direction.IN,
        exactly(record, view), person, belongs, text,
        thread=key_of(parent) if parent and parent != post else "", url=link_of(view.uri),
        fingerprint=comment_fingerprint(belongs, person.key if person else "", text)
        if kind is Kind.COMMENT else "",
        has_id=True,
    )  # fmt: skip
    return Record(view.uri, (fact,))


def replies_under(view: Any, account: Account, post: str) -> Iterator[Record | SetAside]:
    """Everything said in a thread below one of its posts; what is deleted or blocked is passed over."""
    waiting = list(view.replies or [])
    while waiting:
        one = waiting.pop()
        if getattr(one, "post", None) is None:
            continue
        yield read(one.post, lambda shown: _reply(shown, account, post))
        waiting += list(one.replies or [])


def _reply(view: Any, account: Account, post: str) -> Record:
    return said(Place(Kind.COMMENT, post, str(view.record.reply.parent.uri)), view, view.record, account)
