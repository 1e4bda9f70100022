"""What friends answered to an exchange that was handed to them: taken in once, checked, never sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe

from groundswell.domain.checking import Check
from groundswell.domain.errors import DamagedFile, InputError, NotFound, UsageError
from groundswell.domain.handing import LONGEST_NAME, Answer, Given, Handed
from groundswell.domain.keys import digest
from groundswell.domain.when import DAY
from groundswell.reply.handing.redacting import restore, tidied
from groundswell.reply.handing.travel import answer_in, is_answer, seal_of_sheet, sealed, within_limits
from groundswell.services.workspace import Workspace
from groundswell.store import handed

__all__ = [
    "LINK_DAYS",
    "Back",
    "FriendDraft",
    "Friends",
    "answered_by_link",
    "behind_link",
    "close_link",
    "come_back",
    "drafts_of",
    "friends_of",
    "is_answer",
    "open_link",
    "seal_of_sheet",
    "written",
]  # fmt: skip

MOST_ANSWERS = 20
"""Answers that one exchange takes."""
LINK_DAYS = (1, 3, 7, 14)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Back:
    """An answer that came back; `new` unless it had come before."""

    handed: Handed
    name: str
    new: bool


@dataclass(frozen=True, slots=True)
class FriendDraft:
    """A friend's answer as a draft, names put back; nothing sends it.

    Attributes:
        at: When it came, in epoch milliseconds.
        check: None where there can be no check.
    """

    id: int
    key: str
    name: str
    text: str
    at: int
    check: Check | None


def come_back(workspace: Workspace, content: bytes, where: str) -> Back:
    """Takes in an answer out of a file, a mail or a message; the same one twice changes nothing.

    Raises:
        InputError: It is no answer, is not whole, was changed on its way, or belongs to no exchange that
            was handed out from here, or to one that was taken back.
    """
    answer = answer_in(content, where)
    with workspace.store.reading() as conn:
        found = handed.by_key(conn, answer.key)
    if found is None:
        raise InputError(
            "this answers an exchange that was not handed out from here",
            where=where,
            mend="Take it in where the exchange was handed out, or ask your friend for the right file.",
        )
    if answer.seal != sealed(seal_of_sheet(found.sheet), answer.key, answer.name, answer.text):
        raise InputError(
            "the answer was changed after it was written",
            where=where,
            mend="Ask your friend for it once more, or copy their words into the field yourself.",
        )
    return _take_in(workspace, found, answer, where)


def written(workspace: Workspace, key: str, name: str, text: str) -> Back:
    """Takes in words that a friend sent in another way, as by mail. Raises NotFound, InputError."""
    with workspace.store.reading() as conn:
        found = handed.by_key(conn, key)
    if found is None:
        raise NotFound("no such exchange was handed out", mend="Look at the list of what is out.")
    return _take_in(workspace, found, Answer(key, name, text, ""), "the field")


def open_link(workspace: Workspace, key: str, days: int) -> str:
    """What is unguessable in a new link to an exchange, in place of an older one: it is shown once, and only
    its digest is kept.

    Raises:
        NotFound: There is no such exchange.
        UsageError: It was taken back, or cannot be open for so long.
    """
    if days not in LINK_DAYS:
        raise UsageError(f"a link cannot be open for {days} days", mend="Choose one of the list.")
    token = token_urlsafe(32)
    with workspace.store.writing() as conn:
        found = handed.by_key(conn, key)
        if found is None:
            raise NotFound("no such exchange was handed out", mend="Look at the list of what is out.")
        if found.taken_back is not None:
            raise UsageError("it was taken back", mend="Hand it out again first.")
        handed.set_link(conn, found.id, _opens(token), workspace.now() + days * DAY)
    return token


def close_link(workspace: Workspace, key: str) -> None:
    """Lets no link lead to an exchange. Raises NotFound."""
    with workspace.store.writing() as conn:
        found = handed.by_key(conn, key)
        if found is None:
            raise NotFound("no such exchange was handed out", mend="Look at the list of what is out.")
        handed.set_link(conn, found.id, None, None)


def behind_link(workspace: Workspace, token: str) -> Handed:
    """The exchange that a link leads to. Raises NotFound, which says nothing of why."""
    with workspace.store.reading() as conn:
        found = handed.by_link(conn, _opens(token), workspace.now())
    if found is None:
        raise NotFound("this link leads nowhere", mend="Ask whoever sent it for a new one.")
    return found


def answered_by_link(workspace: Workspace, token: str, name: str, text: str) -> Back:
    """Takes in what somebody wrote on the page behind a link. Raises NotFound, InputError."""
    found = behind_link(workspace, token)
    return _take_in(workspace, found, Answer(found.key, name, text, ""), "the page")


@dataclass(frozen=True, slots=True)
class Friends:
    """What was handed out of an item, the oldest first, and what came back of it, the newest first."""

    out: Sequence[Handed]
    drafts: Sequence[FriendDraft]


def friends_of(workspace: Workspace, item_id: int) -> Friends:
    """Whether an item is with friends, and what they answered."""
    with workspace.store.reading() as conn:
        out = handed.of_item(conn, item_id)
    return Friends(out, drafts_of(workspace, item_id))


def drafts_of(workspace: Workspace, item_id: int) -> list[FriendDraft]:
    """What friends answered to an item, the newest first, each with what the check says of it."""
    with workspace.store.reading() as conn:
        out = handed.of_item(conn, item_id)
    found = [
        _draft(workspace, one, given, restore(given.text, one.names)) for one in out for given in one.answers
    ]
    return sorted(found, key=lambda one: (-one.at, -one.id))


def _draft(workspace: Workspace, one: Handed, given: Given, text: str) -> FriendDraft:
    # It brings the runtime of networks along, for which nobody shall wait who has no answers.
    from groundswell.services.replies.checking import check_answer

    try:
        checked = check_answer(workspace, one.item_id, text)
    except DamagedFile:
        # Whoever writes is told of it where the check would stand; a friend's words are shown all the same.
        checked = None
    return FriendDraft(given.id, one.key, given.name, text, given.at, checked)


def _take_in(workspace: Workspace, found: Handed, answer: Answer, where: str) -> Back:
    if found.taken_back is not None:
        raise InputError(
            "this exchange was taken back", where=where, mend="Hand it out again if you want the answer."
        )
    text = _clean(within_limits(answer, where).text).strip()
    name = " ".join(_clean(answer.name).split())[:LONGEST_NAME] or found.to
    mark = digest(name, text)
    if not text:
        raise InputError("the answer is empty", where=where, mend="Ask your friend for words.")
    if len(found.answers) >= MOST_ANSWERS:
        raise InputError(
            f"this exchange has {MOST_ANSWERS} answers already",
            where=where,
            mend="Hand it out anew for more.",
        )
    with workspace.store.writing() as conn:
        new = handed.answer(conn, found.id, mark, name, text, workspace.now())
    return Back(found, name, new)


def _clean(text: str) -> str:
    """Words from outside without what steers a page or a terminal."""
    return _CONTROL.sub("", tidied(text.replace("\r\n", "\n").replace("\r", "\n")))


def _opens(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
