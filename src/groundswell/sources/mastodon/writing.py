"""Writing replies and direct messages, each once.

What is written carries the action's key, by which Mastodon knows for an hour that it is the same one; since
other servers do not, and an hour may pass, it is first looked for among what the account wrote already.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any

from mastodon import Mastodon

from groundswell.domain.actions import Action
from groundswell.domain.errors import NotFound
from groundswell.domain.keys import folded
from groundswell.sources.common.room import Room
from groundswell.sources.common.text import plain
from groundswell.sources.mastodon.calls import calling
from groundswell.sources.mastodon.facts import id_of, instant, key_of, same, words_of
from groundswell.sources.mastodon.memory import Memory

_SIGNS = re.compile(r"[\W_]+")
_NAMED = re.compile(r"(?<![\w/])@(\w[\w.-]*)(@[\w.:-]+\w)?")
_EARLIER_MS = 86_400_000
"""A message in the same words that was written to the same person in the day before is taken for the same: by
so much the server's clock may be off ours."""

_PAGE = 40


class Pen:
    """Writes for one signed-in account.

    Args:
        host: Its server's name in keys.
        me: Its id on the server.
        memory: What is remembered through kills.
    """

    def __init__(self, client: Mastodon, host: str, me: str, memory: Memory) -> None:
        self._client, self._host, self._me, self._memory = client, host, me, memory

    def reply(self, action: Action) -> str:
        """Answers something that was said; the key of the answer. Raises NotFound, NetworkError."""
        target = id_of(action.target)
        with calling(self._client, self._host):
            to = self._client.status(target)
            there = self._client.status_context(target).descendants
        said = next((one for one in there if self._answers(one, target, action.text)), None)
        if said is None:
            if to.visibility == "direct":
                self._names_nobody_else(action.text, to.account, *to.mentions)
            self._fits(action.text, str(to.spoiler_text or ""))
            with calling(self._client, self._host):
                said = self._client.status_post(
                    self._addressed(action.text, to.account),
                    in_reply_to_id=target,
                    # A public answer is as public as the account's answers are by default; others are not
                    # told to more people than what they answer.
                    visibility=None if to.visibility == "public" else to.visibility,
                    spoiler_text=to.spoiler_text or None,
                    idempotency_key=action.key,
                )
        return key_of(self._host, said.id)

    def message(self, action: Action, person: Any) -> str:
        """Writes to somebody alone; the key of the message. Raises NotFound, NetworkError."""
        lately = self._written_to(person, action.at - _EARLIER_MS)
        said = next((one for one in lately if self._is_own(one, action.text)), None)
        if said is None:
            self._names_nobody_else(action.text, person)
            self._fits(action.text)
            with calling(self._client, self._host):
                said = self._client.status_post(
                    self._addressed(action.text, person),
                    visibility="direct",
                    idempotency_key=action.key,
                )
        return key_of(self._host, said.id)

    def _written_to(self, person: Any, since: int) -> Iterator[Any]:
        """What was written to somebody since an instant and not for everybody, the newest first."""
        talks = list[Any]()
        with suppress(NotFound), calling(self._client, self._host):
            talks = list(self._client.conversations(limit=_PAGE))
        if not talks:  # Servers without conversations show it among everything else.
            with calling(self._client, self._host):
                told = list(map(same, self._client.timeline_home(limit=_PAGE)))
            yield from (one for one in told if _is_to(one, person, since))
        for talk in talks:
            if talk.last_status and instant(talk.last_status.created_at) > since and _is_with(talk, person):
                yield talk.last_status
                with calling(self._client, self._host):
                    around = self._client.status_context(talk.last_status.id)
                told = [*around.descendants, *reversed(around.ancestors)]
                yield from (one for one in told if _is_to(one, person, since))

    def _answers(self, one: Any, target: str, text: str) -> bool:
        return str(one.in_reply_to_id or "") == target and self._is_own(one, text)

    def _is_own(self, one: Any, text: str) -> bool:
        same_words = _told(_without_first(words_of(one))) == _told(_without_first(plain(text)))
        return str(one.account.id) == self._me and same_words

    def _addressed(self, text: str, to: Any) -> str:
        """The text with whom it is for, without which nobody is notified."""
        name = f"@{to.acct}"
        is_me = str(to.id) == self._me
        return text if is_me or name.casefold() in text.casefold() else f"{name} {text}"

    def _names_nobody_else(self, text: str, *readers: Any) -> None:
        """Raises NotFound where somebody else is named, who would then read along."""
        known = {str(one.acct).casefold().removesuffix(f"@{self._host}") for one in readers}
        for named in _NAMED.finditer(text):
            if named[0].casefold().removeprefix("@").removesuffix(f"@{self._host}") not in known:
                mend = "Write the name without the @."
                raise NotFound(f"{named[0]} would read this along", where=self._host, mend=mend)

    def _fits(self, text: str, warning: str = "") -> None:
        """Raises NotFound if the server would not take a text of that length."""
        room = self._room
        over = room.counted(text) + room.counted(warning) - room.signs if room else 0
        if room and over > 0:
            what = f"the text is {over} characters too long for this server, which takes {room.signs}"
            raise NotFound(what, where=self._host, mend=f"Cut {over}.")

    @cached_property
    def _room(self) -> Room | None:
        """How much a text may hold, as the server says now; that is remembered."""
        room = asked_room(self._client, self._host)
        self._memory.hold(room)
        return room


def asked_room(client: Mastodon, host: str) -> Room | None:
    """How much a text may hold on a server, as it says itself; none where it does not."""
    for ask in (client.instance_v2, client.instance_v1):
        with suppress(NotFound), calling(client, host):
            told = ask()
            said = getattr(getattr(told, "configuration", None), "statuses", None)
            most = getattr(said, "max_characters", 0) or getattr(told, "max_toot_chars", 0)
            per_link = getattr(said, "characters_reserved_per_url", 0)
            return Room(int(most), link=int(per_link or 0), names_alone=True) if most else None
    return None


def _is_with(talk: Any, person: Any) -> bool:
    return [str(one.id) for one in talk.accounts] == [str(person.id)]


def _is_to(status: Any, person: Any, since: int) -> bool:
    # By name, since some servers do not tell the ids of those who are named.
    named = {str(one.acct).casefold() for one in status.mentions}
    hidden = status.visibility in {"direct", "private"}
    return hidden and str(person.acct).casefold() in named and instant(status.created_at) > since


def _without_first(text: str) -> str:
    """Without whom it is to, which stands before the words."""
    named = _NAMED.match(text.strip())
    return text.strip()[named.end() :] if named else text


def _told(text: str) -> str:
    """Text as a server leaves it: letters and numbers, since signs become links, emoji or markup."""
    return _SIGNS.sub("", folded(text)) or folded(text)
