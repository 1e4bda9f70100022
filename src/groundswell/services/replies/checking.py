"""The check of words while they are being written, beside what they answer; nothing is kept of them."""

import logging

from groundswell.domain.checking import Check, Outgoing
from groundswell.domain.errors import GroundswellError
from groundswell.domain.words import Direction, Kind
from groundswell.reply.checks.checking import built_in
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, items, persons

log = logging.getLogger("groundswell.checking")

_TALK = (Kind.MESSAGE, Kind.INVITATION)
_MOST_BETWEEN = 40


def warm() -> None:
    """Loads what the check needs, which takes a second, before anybody waits for it."""
    try:
        built_in().check_batch([Outgoing("", "Thank you.", "Well done.")])
    except GroundswellError as error:
        # Whoever writes is told the same where the check would stand.
        log.warning("%s", error)


def check_answer(workspace: Workspace, interaction_id: int, text: str) -> Check:
    """What is said of an answer to something. Raises NotFound or DamagedFile."""
    with workspace.store.reading() as conn:
        item = items.item(conn, interaction_id)
        round_ = 1 + sum(one.direction is Direction.OUT for one in persons.around(conn, interaction_id))
    return _check(text, item.words, round_)


def check_message(workspace: Workspace, person_id: int, text: str) -> Check:
    """What is said of a message to somebody. Raises NotFound or DamagedFile."""
    with workspace.store.reading() as conn:
        to, round_ = _talk(conn, person_id)
    return _check(text, to, round_)


def _talk(conn: Connection, person_id: int) -> tuple[str, int]:
    """What a message answers, or what is known of who gets it; and its place in the conversation."""
    who = persons.person(conn, person_id)
    passed = [one for one in persons.between(conn, person_id, limit=_MOST_BETWEEN) if one.kind in _TALK]
    round_ = 1 + sum(one.direction is Direction.OUT for one in passed)
    last = next((one.text for one in passed if one.direction is Direction.IN and one.text), "")
    return last or ", ".join(filter(None, (who.name, who.headline, who.company))), round_


def _check(text: str, to: str, round_: int) -> Check:
    return built_in().check_batch([Outgoing("", text, to, round_)])[0]
