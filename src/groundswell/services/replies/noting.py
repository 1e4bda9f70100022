"""Keeps what an answer was made of, so that it can be told later what such answers lead to."""

import logging
from collections.abc import Callable

from groundswell.domain.answers import Answer, How, MadeOf
from groundswell.domain.checking import Check, Fault
from groundswell.domain.drafting import Path
from groundswell.domain.errors import GroundswellError
from groundswell.domain.keys import digest
from groundswell.services.replies.checking import check_answer, check_message
from groundswell.services.workspace import Workspace
from groundswell.store import answers, items, persons
from groundswell.text.tokens import tokens

log = logging.getLogger("groundswell.noting")

_MEETS_THEM = 0.5
"""Score of empathy from which on words of her own count as understanding."""
_HITS = {Fault.HOSTILE, Fault.DEFENSIVE}
_STILL_THE_DRAFT = 0.4
"""Share of a draft's words that has to be left for the answer to be made of it."""


def note_answer(
    workspace: Workspace,
    interaction_id: int,
    how: How,
    text: str,
    pressed: str,
    *,
    sent: str = "",
    made_of: MadeOf | None = None,
) -> None:
    """Notes words that were given as an answer to something. Raises NotFound.

    Args:
        pressed: What tells one press from another, as for `services.sending.send`.
        sent: Key in the outbox.
    """
    with workspace.store.reading() as conn:
        target = items.key_of(conn, interaction_id)
    check = None
    if how is not How.ASIDE:
        check = _checked(lambda: check_answer(workspace, interaction_id, text))
    _note(workspace, target, how, text, pressed, sent, made_of, check)


def note_message(workspace: Workspace, person_id: int, text: str, pressed: str, *, sent: str) -> None:
    """The same of a message to somebody."""
    with workspace.store.reading() as conn:
        target = persons.named(conn, person_id).key
    check = _checked(lambda: check_message(workspace, person_id, text))
    _note(workspace, target, How.SENT, text, pressed, sent, None, check)


def note_by_hand(workspace: Workspace, target: str, text: str, pressed: str) -> None:
    """Notes words that were copied for somebody, whom `target` is the key of, to be pasted elsewhere."""
    _note(workspace, target, How.COPIED, text, pressed, "", None, None)


def latest(workspace: Workspace, interaction_id: int) -> Answer | None:
    """What was done last with words for it: they were put aside, copied or sent."""
    with workspace.store.reading() as conn:
        made = answers.about(conn, items.key_of(conn, interaction_id))
    return made[-1] if made else None


def aside(workspace: Workspace, interaction_id: int) -> Answer | None:
    """The words that wait for another look, if nothing was done with them since."""
    last = latest(workspace, interaction_id)
    return last if last and last.how is How.ASIDE else None


def _note(
    workspace: Workspace,
    target: str,
    how: How,
    text: str,
    pressed: str,
    sent: str,
    made_of: MadeOf | None,
    check: Check | None,
) -> None:
    made = made_of or MadeOf()
    if not _is_made_of(text, made.draft):
        made = MadeOf(does=made.does)
    answer = Answer(
        digest("answer", target, how, pressed), target, how, text, workspace.now(), sent, made,
        _path(check, made) if check else None, check.verdict if check else "",
    )  # fmt: skip
    with workspace.store.writing() as conn:
        answers.note(conn, answer)


def _checked(check: Callable[[], Check]) -> Check | None:
    try:
        return check()
    except GroundswellError as error:
        # The words are on their way already; that they could not be judged must not look like a failure.
        log.warning("%s", error)
        return None


def _is_made_of(text: str, draft: str) -> bool:
    own, left = ({form for _, _, form in tokens(one)} for one in (text, draft))
    return bool(left) and len(own & left) >= _STILL_THE_DRAFT * len(left)


def _path(check: Check, made: MadeOf) -> Path | None:
    if _HITS & {one.kind for one in check.remarks}:
        return Path.HIT_BACK
    meets = made.draft or check.scores["empathy"] >= _MEETS_THEM
    return Path.UNDERSTAND if meets else None
