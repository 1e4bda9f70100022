"""Sends what was gathered, each thing once each way.

A digest is sent at most once: where a kill or a lost line leaves it unsure whether it went, it is not sent
again, and the page says so; it stands there anyway. What cannot wait is sent at least once: twice is better
than never, and both bear the same Message-ID.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.calm import Told, Way
from groundswell.domain.errors import GroundswellError, NotReady
from groundswell.domain.when import HOUR, MINUTE
from groundswell.services.calm import notices
from groundswell.services.calm.letter import alarm_title, letter
from groundswell.services.calm.posting import Elsewhere, Unsure, post
from groundswell.services.calm.recognising import why_of
from groundswell.services.calm.restoring import restored
from groundswell.services.calm.wishes import Wishes, password, wishes
from groundswell.services.workspace import Workspace
from groundswell.store import digests
from groundswell.store.digests import Kept, Telling

log = logging.getLogger("groundswell.calm")
_PAUSES = (MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE)
LATEST = 3 * HOUR
"""What could not go for so long does not go any more: another digest comes."""
INTERRUPTED = 5 * MINUTE
"""What has been going for so long was interrupted: the longest sending takes less."""
_GONE = "it was interrupted while it went over; look whether it arrived"
_LATE = "it could not go in time; it stands on the page"


def tell_due(workspace: Workspace, address: str) -> int:
    """Sends by mail and to the desktop what is due; says how many went.

    Args:
        address: Where the app answers on this machine.
    """
    wanted, now = wishes(workspace), workspace.now()
    with workspace.store.reading() as conn:
        waiting = [*digests.on_their_way(conn, Way.MAIL), *digests.on_their_way(conn, Way.SYSTEM)]
    return sum(_attempt(workspace, wanted, one, address) for one in waiting if one.due <= now)


def _attempt(workspace: Workspace, wanted: Wishes, one: Telling, address: str) -> bool:
    now = workspace.now()
    with workspace.store.reading() as conn:
        kept = digests.kept(conn, one.key)
    if kept is None:
        return False
    if one.state is Told.SENDING:
        return _interrupted(workspace, kept, one, now)
    if now - kept.at > LATEST:
        return _settle(workspace, one, Told.FAILED, now, _LATE)
    try:
        _send(workspace, wanted, kept, one, address)
    except Elsewhere:
        return False
    except Unsure as error:
        # What cannot wait goes again; a digest does not.
        state = Told.WAITING if kept.alarm else Told.UNSURE
        return _settle(workspace, one, state, now + _PAUSES[0], str(error))
    except NotReady as error:
        pause = _PAUSES[min(one.tries, len(_PAUSES) - 1)]
        return _settle(workspace, one, Told.WAITING, now + pause, str(error), tries=one.tries + 1)
    except GroundswellError as error:
        return _settle(workspace, one, Told.FAILED, now, str(error))
    return _settle(workspace, one, Told.SENT, workspace.now(), "")


def _interrupted(workspace: Workspace, kept: Kept, one: Telling, now: int) -> bool:
    if now - one.due < INTERRUPTED:
        return False
    if kept.alarm is None:
        return _settle(workspace, one, Told.UNSURE, now, _GONE)
    return _settle(workspace, one, Told.WAITING, now, "")


def _send(workspace: Workspace, wanted: Wishes, kept: Kept, one: Telling, address: str) -> None:
    def claim() -> bool:
        with workspace.store.writing() as conn:
            return digests.claim(conn, one, workspace.now())

    if one.way is Way.SYSTEM:
        title, text = words_of(kept)
        if claim():
            notices.show(title, text)
        return
    subject = alarm_title(why_of(kept)) if kept.alarm else f"Groundswell: {kept.body['headline']}"
    mail = letter(restored(workspace, kept), subject, wanted, kept.key, str(workspace.home), kept.at, address)
    post(mail, wanted, password(workspace), claim)


def words_of(kept: Kept) -> tuple[str, str]:
    """Title and text of a notification: our own words alone."""
    if kept.alarm:
        return alarm_title(why_of(kept)), "Open Groundswell when you are ready; it is folded there."
    return "Groundswell", str(kept.body["headline"])


def _settle(
    workspace: Workspace, one: Telling, state: Told, due: int, problem: str, tries: int | None = None
) -> bool:
    if problem:
        log.warning("%s", problem)
    with workspace.store.writing() as conn:
        digests.settle(conn, one, state, due, problem, tries)
    return state is Told.SENT


@dataclass(frozen=True, slots=True)
class Outcome:
    """One digest of the last days and how it went out."""

    kept: Kept
    ways: Sequence[Telling]


def outcomes(workspace: Workspace) -> list[Outcome]:
    """The newest digests with how they went, the newest first."""
    with workspace.store.reading() as conn:
        return [Outcome(one, digests.tellings(conn, one.key)) for one in digests.latest(conn, SHOWN)]


SHOWN = 6
