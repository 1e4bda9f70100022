"""Notifications that an open page shows: each is handed to one page, once."""

from dataclasses import dataclass

from groundswell.domain.calm import Told, Way
from groundswell.domain.when import HOUR
from groundswell.services.calm.telling import words_of
from groundswell.services.workspace import Workspace
from groundswell.store import digests

_STALE = HOUR
"""What no page was open for is not shown hours later: it stands on the page that is opened then."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Title and text are our own words alone; the key lets a browser replace what it shows already."""

    key: str
    title: str
    text: str


def notices(workspace: Workspace) -> list[Notice]:
    """What is to be shown and was not handed out before."""
    now, handed = workspace.now(), list[Notice]()
    with workspace.store.writing() as conn:
        for one in digests.on_their_way(conn, Way.PAGE):
            kept = digests.kept(conn, one.key)
            if kept is not None and now - kept.at < _STALE and digests.claim(conn, one, now):
                handed.append(Notice(f"notice-{len(one.key)}-{kept.at}", *words_of(kept)))
            digests.settle(conn, one, Told.SENT, now)
    return handed
