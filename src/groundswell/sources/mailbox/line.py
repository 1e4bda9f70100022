"""An open line to a mailbox: which of LinkedIn's mails there are, and which come."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Lock

from groundswell.domain.actions import Action
from groundswell.domain.errors import NetworkError, NotFound
from groundswell.domain.records import SetAside
from groundswell.domain.when import to_ms
from groundswell.sources.common.mime import Headers, split_head
from groundswell.sources.live import Batch, Facts
from groundswell.sources.mail.notification import NOT_LINKEDIN, read_notification, refusal, tells
from groundswell.sources.mailbox.box import ANSWER_S, Box, Folder
from groundswell.sources.mailbox.place import Place
from groundswell.sources.protocol import Asked

_AGAIN = "Sign in again: groundswell connect mailbox."
_CHUNK = 25
_SPAN = 20_000
"""Numbers of mails in which a server is asked to search at a time: a large mailbox would take it too long."""
_MOST_BYTES = 2 * 1024**2
"""LinkedIn's notifications have some hundred thousand bytes."""
FIRST_S, RENEWED_S = 4.0, 540.0
"""How long the server is listened to before it is asked again: briefly at first, as what came in the moment
of asking may not be told; at most nine minutes, since what stands in between forgets silent connections
(the server itself does after 29)."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Up to which mail of which folder everything is known, from above (`heard`) or from below."""

    folder: str
    validity: int
    uid: int

    def __str__(self) -> str:
        return json.dumps([self.folder, self.validity, self.uid])


class MailboxLine:
    """Reads one folder; `news` and `backfill` share a connection, `stream` has its own.

    Args:
        renewed_s: As `RENEWED_S`.
        answer_s: As `box.ANSWER_S`.
    """

    def __init__(self, place: Place, renewed_s: float = RENEWED_S, answer_s: float = ANSWER_S) -> None:
        self._place, self._renewed_s, self._answer_s = place, renewed_s, answer_s
        self._lock, self._closed = Lock(), Event()
        self._box: Box | None = None
        self._heard: Box | None = None

    def backfill(self, cursor: str) -> Iterator[Batch]:
        """The mails that were there, the newest first."""
        before = _mark(cursor, self._place.folder)
        if before and before.uid <= 1:
            return
        box, folder = self._look()
        below = before.uid if before and before.validity == folder.validity else folder.following
        while below > 1:
            first = max(1, below - _SPAN)
            for chunk in _chunks(box.from_linkedin(first, below - 1)[::-1]):
                yield Batch(self._facts(box, chunk), str(self._mark(folder, chunk[-1])))
            below = first
            if below > 1:
                yield Batch((), str(self._mark(folder, below)))
        yield Batch((), str(self._mark(folder, 1)))

    def news(self, cursor: str) -> Iterator[Batch]:
        """The mails that came since; all of them where the server numbered its mails anew."""
        box, folder = self._look()
        last = folder.following - 1
        heard = _mark(cursor, self._place.folder)
        since = last if heard is None else heard.uid if heard.validity == folder.validity else 0
        for first in range(since + 1, last + 1, _SPAN):
            for chunk in _chunks(box.from_linkedin(first, min(first + _SPAN - 1, last))):
                yield Batch(self._facts(box, chunk), str(self._mark(folder, chunk[-1])))
        yield Batch((), str(self._mark(folder, last)))

    def stream(self, tell: Callable[[Facts], None]) -> None:
        """Hears from the server that a mail has come (IDLE); where it does not say so, nothing is told."""
        box = self._listening()
        if box is None:
            return
        try:
            if box.can_wait:
                self._listen(box, tell)
            else:
                self._closed.wait()
        except NetworkError:
            if not self._closed.is_set():
                raise
        finally:
            with self._lock:
                self._heard = None
            box.close()

    def act(self, action: Action) -> str:
        """Nothing can be done over a mailbox that is only read. Raises NotFound."""
        raise NotFound("a mailbox is only read", where=self._place.name, mend="Do it on LinkedIn.")

    def close(self) -> None:
        """Lets go of the connections; ends `stream`."""
        with self._lock:
            self._closed.set()
            if self._heard is not None:
                self._heard.cut()
        if self._box is not None:
            self._box.close()
            self._box = None

    def _listening(self) -> Box | None:
        """A connection to listen on; none if the line was closed meanwhile."""
        box = Box(self._place, self._answer_s, _AGAIN)
        with self._lock:
            if not self._closed.is_set():
                self._heard = box
                return box
        box.close()
        return None

    def _listen(self, box: Box, tell: Callable[[Facts], None]) -> None:
        known, pause = box.look(), FIRST_S
        while not self._closed.is_set():
            box.wait(min(pause, self._renewed_s))
            folder = box.look()
            if folder.validity != known.validity:
                known = folder  # The next look for news tells what that means.
            fresh = box.from_linkedin(known.following, folder.following - 1)
            for chunk in _chunks(fresh):
                if facts := self._facts(box, chunk):
                    tell(facts)
            pause = FIRST_S if folder.following > known.following else pause * 2
            known = folder

    def _look(self) -> tuple[Box, Folder]:
        """The connection, made anew if the one before has been lost."""
        if self._box is not None:
            try:
                return self._box, self._box.look()
            except NetworkError:
                self._box.close()
        self._box = Box(self._place, self._answer_s, _AGAIN)
        return self._box, self._box.look()

    def _mark(self, folder: Folder, uid: int) -> _Mark:
        return _Mark(self._place.folder, folder.validity, uid)

    def _facts(self, box: Box, uids: Sequence[int]) -> Facts:
        """What these mails tell; bodies are asked for only where the headers say that they are needed."""
        found: dict[int, SetAside | Headers] = {}
        for one in box.heads(uids):
            headers, _ = split_head(one.head)
            why = refusal(headers)
            if why == NOT_LINKEDIN or not (why or tells(headers)):
                continue  # Other people's mail is nobody's business, and job alerts tell nothing.
            if not why and one.size > _MOST_BYTES:
                why = f"a mail of more than {_MOST_BYTES:,} bytes"
            found[one.uid] = SetAside(self._where(one.uid), why) if why else headers
        wanted = [uid for uid, one in found.items() if isinstance(one, Headers)]
        bodies = box.bodies(wanted) if wanted else {}
        asked = Asked(to_ms(datetime.now(UTC)))
        return tuple(
            read_notification(one, bodies[uid], self._where(uid), asked) if isinstance(one, Headers) else one
            for uid, one in sorted(found.items())
            if isinstance(one, SetAside) or uid in bodies
        )

    def _where(self, uid: int) -> str:
        return f"mail {uid} in {self._place.folder} of {self._place.name}"


def _mark(cursor: str, folder: str) -> _Mark | None:
    """Where a cursor stands; none if nowhere yet, or in another folder."""
    if not cursor:
        return None
    name, validity, uid = json.loads(cursor)
    return _Mark(str(name), int(validity), int(uid)) if name == folder else None


def _chunks(uids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(uids), _CHUNK):
        yield uids[start : start + _CHUNK]
