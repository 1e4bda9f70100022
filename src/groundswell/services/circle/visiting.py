"""Looking in on the people of the circle: what they published lately, where a network tells it.

Nobody else is looked in on, nothing is told to anybody, and it can be turned off. Each is asked for a few
times a day, a few at a time.
"""

import time
from collections.abc import Sequence

from groundswell.domain.activity import Account, TheirPost
from groundswell.domain.errors import NotFound
from groundswell.domain.reading import Utterance
from groundswell.domain.records import SetAside
from groundswell.domain.when import HOUR
from groundswell.domain.words import Intent
from groundswell.services.circle.near import held_in
from groundswell.services.networks.lines import key_begin
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Line, Visiting
from groundswell.store import keeping, their_posts
from groundswell.triage import reader_named

_EVERY_MS = 4 * HOUR
_AT_ONCE = 5
_REST_S = 60.0
"""For so long nobody is looked for after nobody was due."""
_SETTING = "circle_visits"


def visits(workspace: Workspace) -> bool:
    """Whether what people of the circle publish is looked at; it is, until it is turned off."""
    with workspace.store.reading() as conn:
        return keeping.setting(conn, _SETTING) is not False


def set_visits(workspace: Workspace, *, wanted: bool) -> None:
    """Turns it on or off; when it is turned off, what was taken in of it goes."""
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, _SETTING, wanted)
        if not wanted:
            their_posts.clear(conn)


class Rounds:
    """Looks in for one account, for as long as it is followed."""

    def __init__(self, workspace: Workspace, account: Account) -> None:
        self._workspace, self._account = workspace, account
        self._again = 0.0

    def go(self, line: Line) -> list[SetAside]:
        """Looks in on those who are due, a few at a time; gives what could not be read.

        Raises:
            SignInAgain, NotReady: As every call over the line.
        """
        if not isinstance(line, Visiting) or time.monotonic() < self._again:
            return []
        due = self._due() if visits(self._workspace) else []
        if not due:
            self._again = time.monotonic() + _REST_S
            return []
        aside: list[SetAside] = []
        for person, key in due:
            told = _told(line, key)
            posts = [one for one in told if isinstance(one, TheirPost)]
            with self._workspace.store.writing() as conn:
                their_posts.keep(conn, person, posts, self._workspace.now())
            aside += [one for one in told if isinstance(one, SetAside)]
        read_theirs(self._workspace)
        return aside

    def _due(self) -> list[tuple[int, str]]:
        now = self._workspace.now()
        with self._workspace.store.reading() as conn:
            people = [one for near in held_in(conn, now) for one in near.everywhere]
            return their_posts.due(conn, people, key_begin(self._account), now - _EVERY_MS, _AT_ONCE)


def _told(line: Visiting, key: str) -> Sequence[TheirPost | SetAside]:
    try:
        return line.lately_by(key)
    except NotFound:
        return ()  # Who left the network publishes nothing there.


def read_theirs(workspace: Workspace) -> int:
    """Reads what they published and was not read; says how many that were."""
    reader = reader_named(workspace.settings.reader)
    with workspace.store.reading() as conn:
        texts = their_posts.unread(conn, reader.name)
    said = reader.read_batch([Utterance(str(row_id), text, kind="mention") for row_id, text in texts])
    with workspace.store.writing() as conn:
        their_posts.read(
            conn,
            [(int(one.id), one.model, one.lane, one.intents.get(Intent.NEEDS_SUPPORT, 0.0)) for one in said],
        )
    return len(said)
