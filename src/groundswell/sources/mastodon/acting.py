"""Doing things on a server, each at most once."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from mastodon import Mastodon

from groundswell.domain.actions import Act, Action
from groundswell.domain.errors import NotFound, NotReady, SignInAgain
from groundswell.sources.common.room import Room
from groundswell.sources.mastodon.calls import Absent, calling
from groundswell.sources.mastodon.facts import id_of, person_of
from groundswell.sources.mastodon.memory import Memory
from groundswell.sources.mastodon.writing import Pen

_PEOPLE = {Act.FOLLOW, Act.MUTE, Act.BLOCK, Act.UNFOLLOW, Act.UNMUTE, Act.UNBLOCK}
_STATUSES = {Act.LIKE, Act.REPOST, Act.UNLIKE, Act.MUTE_THREAD, Act.UNMUTE_THREAD}
_MAY_LACK = {Act.MUTE_THREAD, Act.UNMUTE_THREAD}
"""Of what is done to statuses. A server that says that a status is not there when it is boosted may also mean
that just this one may not be."""

ACTS = frozenset({Act.REPLY, Act.MESSAGE, Act.REPORT, *_PEOPLE, *_STATUSES})
"""What the API has a call for; it has none to hide a reply or to close the comments."""

REASON = Room(signs=1_000)
"""What a report may say; see COMMENT_SIZE_LIMIT in Mastodon's app/models/report.rb."""


class Hands:
    """Acts for one signed-in account.

    Args:
        host: Its server's name in keys.
        me: Its id on the server.
        memory: What is remembered through kills.
    """

    def __init__(self, client: Mastodon, host: str, me: str, memory: Memory) -> None:
        self._client, self._host, self._memory = client, host, memory
        self._pen = Pen(client, host, me, memory)
        self._calls: Mapping[Act, Callable[[Any], Any]] = {
            Act.FOLLOW: client.account_follow,
            Act.MUTE: client.account_mute,
            Act.BLOCK: client.account_block,
            Act.UNFOLLOW: client.account_unfollow,
            Act.UNMUTE: client.account_unmute,
            Act.UNBLOCK: client.account_unblock,
            Act.LIKE: client.status_favourite,
            Act.REPOST: client.status_reblog,
            Act.UNLIKE: client.status_unfavourite,
            Act.MUTE_THREAD: client.status_mute,
            Act.UNMUTE_THREAD: client.status_unmute,
        }

    def act(self, action: Action) -> str:
        """Does it; says the natural key of what came of it, empty where nothing did.

        Raises:
            NotFound: What it is to be done to is not there, the server refuses, or it cannot do this.
            NetworkError: As every call.
        """
        match action.act:
            case Act.REPLY:
                return self._pen.reply(action)
            case Act.MESSAGE:
                return self._pen.message(action, self._person(action.target))
            case Act.REPORT:
                self._report(action)
            case act if act in _PEOPLE:
                self._to_person(action)
            case act if act in _STATUSES:
                self._to_status(action)
            case act:
                raise NotFound(f"there is no way to {act} on Mastodon", where=self._host)
        return ""

    def _to_status(self, action: Action) -> None:
        status = id_of(action.target)
        try:
            with calling(self._client, self._host):
                self._calls[action.act](status)
        except Absent as error:
            if action.act in _MAY_LACK:
                with calling(self._client, self._host):
                    self._client.status(status)
                raise self._lacking(action.act) from error
            raise

    def _to_person(self, action: Action) -> None:
        person = self._person(action.target)
        try:
            with calling(self._client, self._host):
                self._calls[action.act](person.id)
        except Absent as error:
            # The person is there, so it is the server that knows no such thing.
            raise self._lacking(action.act) from error

    def _report(self, action: Action) -> None:
        """Tells the server's moderators.

        Nobody can ask whether a report is there already. So it is remembered beforehand that one goes out;
        where it is not known whether it arrived, the user is told that and it is not sent again.
        """
        if self._memory.has_ended(action.key):
            return
        over = REASON.over(action.text)
        if over:
            raise NotFound(f"the report is too long by {over}", mend=f"It may have {REASON.held}.")
        status = self._status(action.target)
        person = self._person(action.target) if status is None else status.account
        if self._memory.has_begun(action.key):
            mend = "If it shall be sure, report it again: twice does no harm."
            raise NotFound("it is not known whether the report arrived", where=self._host, mend=mend)
        self._memory.begin(action.key)
        try:
            with calling(self._client, self._host):
                statuses = None if status is None else [status.id]
                self._client.report(person.id, status_ids=statuses, comment=action.text)
        except (NotFound, SignInAgain) as error:
            self._memory.forget(action.key)
            if isinstance(error, Absent):
                raise self._lacking(action.act) from error
            raise
        except NotReady as error:
            if error.wait_s is not None:  # It was not taken, but only asked to wait.
                self._memory.forget(action.key)
            raise
        self._memory.end(action.key)

    def _lacking(self, act: Act) -> NotFound:
        self._memory.lack(act)
        return NotFound(f"this server cannot {act}", where=self._host)

    def _status(self, key: str) -> Any:
        """What was said under a key; none if it is the key of a person."""
        if key.startswith(f"mastodon:{self._host}/"):
            with suppress(NotFound), calling(self._client, self._host):
                return self._client.status(id_of(key))
        return None

    def _person(self, key: str) -> Any:
        """Somebody as the server knows them: asked for by the address of their profile, and where a server
        does not understand that, by the name that such addresses end in."""
        named = key.removeprefix("mastodon:")
        scheme = str(self._client.api_base_url).partition("://")[0]
        ways = ((self._searched, f"{scheme}://{named}"), (self._looked_up, named))
        for ask, by in ways:
            with suppress(NotFound), calling(self._client, self._host):
                for one in ask(by):
                    if person_of(one).key == key:
                        return one
        raise NotFound("the server does not find this person", where=named)

    def _searched(self, address: str) -> list[Any]:
        return list(self._client.search_v2(address, resolve=True, result_type="accounts").accounts)

    def _looked_up(self, named: str) -> list[Any]:
        host, _, path = named.partition("/")
        name = path.rpartition("/")[2].removeprefix("@")
        return [self._client.account_lookup(name if host == self._host else f"{name}@{host}")]
