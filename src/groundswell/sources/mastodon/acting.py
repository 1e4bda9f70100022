"""Doing things on a server, each at most once.

A reply carries the action's key, by which Mastodon knows for an hour that it is the same one; since other
servers do not, and an hour may pass, it is first looked for among what the account answered there already.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from mastodon import Mastodon

from groundswell.domain.actions import Act, Action
from groundswell.domain.errors import NotFound
from groundswell.domain.keys import folded
from groundswell.sources.common.text import plain
from groundswell.sources.mastodon.calls import Absent, calling
from groundswell.sources.mastodon.facts import id_of, key_of, person_of, words_of

ACTS = frozenset({Act.REPLY, Act.LIKE, Act.FOLLOW, Act.MUTE, Act.BLOCK})
"""What the API has a call for; it has none to hide a reply or to close the comments."""

_SIGNS = re.compile(r"[\W_]+")


class Hands:
    """Acts for one signed-in account.

    Args:
        host: Its server's name in keys.
        me: Its id on the server.
        lacks: Called with what turns out to be missing on this server.
    """

    def __init__(self, client: Mastodon, host: str, me: str, lacks: Callable[[Act], None]) -> None:
        self._client, self._host, self._me, self._lacks = client, host, me, lacks
        self._by_act: Mapping[Act, Callable[[Action], str]] = {
            Act.REPLY: self._reply,
            Act.LIKE: self._like,
            Act.FOLLOW: lambda action: self._to_person(action, self._client.account_follow),
            Act.MUTE: lambda action: self._to_person(action, self._client.account_mute),
            Act.BLOCK: lambda action: self._to_person(action, self._client.account_block),
        }

    def act(self, action: Action) -> str:
        """Does it; says the natural key of what came of it, empty where nothing did.

        Raises:
            NotFound: What it is to be done to is not there, the server refuses, or it cannot do this.
            NetworkError: As every call.
        """
        does = self._by_act.get(action.act)
        if does is None:
            raise NotFound(f"there is no way to {action.act} on Mastodon", where=self._host)
        return does(action)

    def _reply(self, action: Action) -> str:
        target = id_of(action.target)
        with calling(self._client, self._host):
            to = self._client.status(target)
            there = self._client.status_context(target).descendants
        said = next((one for one in there if self._is_it(one, target, action.text)), None)
        if said is None:
            with calling(self._client, self._host):
                said = self._client.status_post(
                    self._addressed(action.text, to),
                    in_reply_to_id=target,
                    # A public answer is as public as the account's answers are by default; others are not
                    # told to more people than what they answer.
                    visibility=None if to.visibility == "public" else to.visibility,
                    spoiler_text=to.spoiler_text or None,
                    idempotency_key=action.key,
                )
        return key_of(self._host, said.id)

    def _is_it(self, one: Any, target: str, text: str) -> bool:
        own = str(one.account.id) == self._me and str(one.in_reply_to_id or "") == target
        return own and _told(words_of(one)) == _told(plain(text))

    def _addressed(self, text: str, to: Any) -> str:
        """The text with whom it is for, without which nobody is notified."""
        name = f"@{to.account.acct}"
        is_me = str(to.account.id) == self._me
        return text if is_me or name.casefold() in text.casefold() else f"{name} {text}"

    def _like(self, action: Action) -> str:
        with calling(self._client, self._host):
            self._client.status_favourite(id_of(action.target))
        return ""

    def _to_person(self, action: Action, call: Callable[[Any], Any]) -> str:
        person = self._person(action.target)
        try:
            with calling(self._client, self._host):
                call(person)
        except Absent as error:
            # The person is there, so it is the server that knows no such thing.
            self._lacks(action.act)
            raise NotFound(f"this server cannot {action.act}", where=self._host) from error
        return ""

    def _person(self, key: str) -> Any:
        """The server's id of somebody: asked for by the address of their profile, and where a server does not
        understand that, by the name that such addresses end in."""
        named = key.removeprefix("mastodon:")
        scheme = str(self._client.api_base_url).partition("://")[0]
        ways = ((self._searched, f"{scheme}://{named}"), (self._looked_up, named))
        for ask, by in ways:
            with suppress(NotFound), calling(self._client, self._host):
                for one in ask(by):
                    if person_of(one).key == key:
                        return one.id
        raise NotFound("the server does not find this person", where=named)

    def _searched(self, address: str) -> list[Any]:
        return list(self._client.search_v2(address, resolve=True, result_type="accounts").accounts)

    def _looked_up(self, named: str) -> list[Any]:
        host, _, path = named.partition("/")
        name = path.rpartition("/")[2].removeprefix("@")
        return [self._client.account_lookup(name if host == self._host else f"{name}@{host}")]


def _told(text: str) -> str:
    """Text as a server leaves it: letters and numbers, since signs become links, emoji or markup."""
    return _SIGNS.sub("", folded(text)) or folded(text)
