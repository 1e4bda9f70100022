"""What becomes of kind words: thanked, liked, left; each can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.answers import How, MadeOf
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.words import Lane, SendState
from groundswell.services.inbox.answering import answer, reach, ways
from groundswell.services.networks.sending import paced, send_paced, take_back
from groundswell.services.replies.noting import note_answer
from groundswell.services.thanks.thanking import newest_answers
from groundswell.services.workspace import Workspace
from groundswell.store import crowds, decisions, items, outbox
from groundswell.store.items import Item
from groundswell.store.outbox import Sending

LIKED = "👍"
"""With what something was answered by hand where it was a like."""


class Became(StrEnum):
    """What became of one kind word."""

    WAITS = "waits"
    WORDS = "words"
    LIKE = "like"
    BY_HAND = "by_hand"
    LEFT = "left"
    ELSEWHERE = "elsewhere"
    """It was answered, put off or moved to another lane, but not from this page."""


@dataclass(frozen=True, slots=True)
class Given:
    """One kind word and what became of it.

    Attributes:
        sending: What goes or went out for it; none where nothing does.
        words: The words that it was given, by hand or from here; empty for none.
        can_undo: Whether it can be taken back from here.
    """

    item: Item
    became: Became
    sending: Sending | None = None
    words: str = ""
    can_undo: bool = False


def given(workspace: Workspace, ids: Sequence[int]) -> dict[int, Given]:
    """What became of each of these items; what is no longer there is left out."""
    with workspace.store.reading() as conn:
        found = items.items(conn, ids)
        keys = items.keys_of(conn, ids)
        sent = newest_answers(conn, list(keys.values()))
        done = decisions.done(conn, ids)
    return {item.id: _given(item, sent.get(keys[item.id]), done.get(item.id)) for item in found}


def given_to(workspace: Workspace, item_id: int) -> Given:
    """The same for one item. Raises NotFound."""
    found = given(workspace, [item_id]).get(item_id)
    if found is None:
        raise NotFound(
            f"there is no item {item_id}",
            mend="It may be gone. Find it in the inbox: its number stands in its address.",
        )
    return found


def _given(item: Item, sending: Sending | None, done: decisions.Done | None) -> Given:
    if sending is not None:
        like = sending.action.act is Act.LIKE
        became = Became.LIKE if like else Became.WORDS
        undo = sending.state is SendState.WAITING or (like and sending.state is SendState.SENT)
        return Given(item, became, sending, sending.action.text, undo)
    if done is not None:
        liked = done.with_words == LIKED
        became = Became.BY_HAND if done.with_words else Became.LEFT
        return Given(item, Became.LIKE if liked else became, None, "" if liked else done.with_words, True)
    waits = item.state == "open" and item.lane is Lane.KIND_WORDS
    return Given(item, Became.WAITS if waits else Became.ELSEWHERE)


def give_words(
    workspace: Workspace,
    item_id: int,
    text: str,
    pressed: str,
    account: str = "",
    made_of: MadeOf | None = None,
) -> None:
    """Sends words because a person pressed send.

    Args:
        account: The key of the account that does it, where there is a choice.
        made_of: What they began as.

    Raises:
        NotFound: There is no such item.
        UsageError: It cannot be done from here, nothing was written, or too much.
    """
    act = reach(workspace, item_id, account).writes
    if act is None:
        raise UsageError("nothing can be answered from here", mend="Answer on the network.")
    key = answer(workspace, item_id, act, text, pressed, account)
    note_answer(workspace, item_id, How.SENT, text, pressed, sent=key, made_of=made_of)
    if act is not Act.REPLY:
        # A message goes to the person; that it answers this item, only the user's word says.
        _done_with(workspace, [item_id], key)


def give_like(workspace: Workspace, item_id: int, pressed: str, account: str = "") -> None:
    """Likes one because a person pressed it. Raises as `give_words` does."""
    key = answer(workspace, item_id, Act.LIKE, "", pressed, account)
    _done_with(workspace, [item_id], key)


def give_likes(workspace: Workspace, ids: Sequence[int], pressed: str, account: str = "") -> int:
    """Likes many, one after the other at a pace, because a person pressed it; says how many.

    Those that say nearly the same as one of them are liked with it. What cannot be liked from here is left.

    Raises:
        UsageError: They are too many, or several accounts are signed in and none is named.
    """
    with workspace.store.reading() as conn:
        every = crowds.with_copies(conn, ids)
        keys = items.keys_of(conn, every)
        sent = newest_answers(conn, list(keys.values()))
    found = ways(workspace, [one for one in every if keys.get(one) not in sent], Act.LIKE, account)
    if any(way.accounts for way in found.values()):
        raise UsageError("several accounts are signed in there", mend="Choose as whom you do it.")
    by_account: dict[Account, list[int]] = {}
    for item_id, way in found.items():
        if way.account is not None:
            by_account.setdefault(way.account, []).append(item_id)
    for who, some in by_account.items():
        targets = [found[one].target for one in some]
        send_paced(workspace, who, Act.LIKE, targets, pressed=pressed)
        with workspace.store.reading() as conn:
            asked = max(one.asked for one in outbox.about(conn, targets, limit=20 * len(targets)))
        with workspace.store.writing() as conn:
            decisions.decide(conn, some, "done", "", asked)
    return sum(map(len, by_account.values()))


def stop_likes(workspace: Workspace) -> int:
    """Takes back all likes that wait for their turn, and opens again what they were for; says how many."""
    waiting = [one for one in paced(workspace) if one.action.act is Act.LIKE]
    taken = [one for one in waiting if take_back(workspace, one.action.key)]
    _reopen(workspace, taken)
    return len(taken)


def words_by_hand(
    workspace: Workspace, item_id: int, text: str, pressed: str, made_of: MadeOf | None = None
) -> None:
    """Notes that the user has thanked somebody on the network herself, with which words.

    Raises:
        NotFound: There is no such item.
        UsageError: There are no words.
    """
    if not text.strip():
        raise UsageError("your words are empty", mend="Write what you wrote there, or leave it.")
    note_answer(workspace, item_id, How.COPIED, text, pressed, made_of=made_of)
    with workspace.store.writing() as conn:
        decisions.decide(conn, [item_id], "done", text.strip(), workspace.now())


def likes_by_hand(workspace: Workspace, ids: Sequence[int]) -> list[int]:
    """Notes likes that the user has given on the network herself; gives the decisions."""
    with workspace.store.writing() as conn:
        return decisions.decide(conn, ids, "done", LIKED, workspace.now())


def leave(workspace: Workspace, item_id: int) -> list[int]:
    """Leaves one as it is: it is done without thanks; gives the decisions."""
    with workspace.store.writing() as conn:
        return decisions.decide(conn, [item_id], "done", "", workspace.now())


def undo(workspace: Workspace, item_id: int, pressed: str) -> str:
    """Takes back what was given to one item, so that it waits again; gives the words that it was given.

    Raises:
        NotFound: There is no such item.
        UsageError: It has gone out and cannot be taken back from here.
    """
    one = given_to(workspace, item_id)
    if one.sending is None:
        with workspace.store.writing() as conn:
            made = decisions.done(conn, [item_id]).get(item_id)
            if made is not None:
                decisions.undo(conn, [made.decision_id], workspace.now())
        return one.words
    if one.sending.state is SendState.SENT and one.became is Became.LIKE:
        answer(workspace, item_id, Act.UNLIKE, "", pressed, one.sending.account)
    elif not take_back(workspace, one.sending.action.key):
        raise UsageError("it has gone out already", mend="Delete it on the network.")
    _reopen(workspace, [one.sending])
    return one.words


def _done_with(workspace: Workspace, ids: Sequence[int], key: str) -> None:
    """Marks items as done by the press that sent something: both bear the same time, so both are undone."""
    with workspace.store.writing() as conn:
        asked = outbox.sending(conn, key).asked
        decisions.decide(conn, ids, "done", "", asked)


def _reopen(workspace: Workspace, taken: Sequence[Sending]) -> None:
    with workspace.store.writing() as conn:
        targets = outbox.targets(conn, [one.action.target for one in taken])
        ids = {key: one.id for key, one in targets.items() if one.kind == "item"}
        done = decisions.done(conn, list(ids.values()))
        made = []
        for one in taken:
            decided = done.get(ids.get(one.action.target, 0))
            if decided is not None and decided.at == one.asked:
                made.append(decided.decision_id)
        decisions.undo(conn, made, workspace.now())
