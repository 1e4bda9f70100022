"""Following all accounts on their networks: two threads for each, of which one sends, and one for downloads.

Accounts do not wait for each other, and nothing that is sent waits for a network that answers slowly. Of
all programs over one data folder only one follows: the others take over when it ends.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from threading import Event

from filelock import FileLock, Timeout

from groundswell.domain.activity import Account
from groundswell.domain.errors import GroundswellError
from groundswell.domain.words import LineState
from groundswell.services.files import downloads
from groundswell.services.networks.following import Following
from groundswell.services.networks.lines import followed
from groundswell.services.networks.sending import send_all, soonest_due
from groundswell.services.networks.turns import Looked, Tell, Turn
from groundswell.services.workspace import Workspace
from groundswell.store import lines

__all__ = ["Looked", "look", "watch"]

log = logging.getLogger("groundswell.watching")

_DOWNLOADS_S = 3.0

_TURN_S = 1.0
"""How often it is looked whether somebody signed in or out, or something is to be sent."""

_SOON_S = 0.05
_JOIN_S = 60.0


def look(workspace: Workspace) -> Looked:
    """Asks every network once for what is new and, until it is there, for what was before.

    While another program follows, nothing is asked: that one has what is new.
    """
    try:
        with _lock(workspace).acquire(timeout=0):
            steps = {row.account.key: Following(workspace, row.account).step() for row in followed(workspace)}
    except Timeout:
        return Looked(0, (), {row.account.key: row.state for row in followed(workspace)}, 0.0)
    done = {key: step for key, step in steps.items() if step is not None}
    return Looked(
        sum(step.new for step in done.values()),
        tuple(one for step in done.values() for one in step.aside),
        {key: step.state for key, step in done.items()},
        max((step.wait_s for step in done.values()), default=0.0),
    )


def watch(workspace: Workspace, stop: Event, tell: Tell, waits: Callable[[], None] = lambda: None) -> None:
    """Sends what is due and follows every account until it is stopped.

    Args:
        tell: Called after each look, after each storing of what was listened to, and when something was
            sent; never twice at once.
        waits: Called once if another program follows already, and this one waits for it to end.
    """
    lock, told = _lock(workspace), False
    while not stop.is_set():
        try:
            with lock.acquire(timeout=0):
                _watch(workspace, stop, _one_at_a_time(tell))
        except Timeout:
            if not told:
                waits()
            told = True
            stop.wait(_TURN_S)


def _lock(workspace: Workspace) -> FileLock:
    return FileLock(workspace.home / "following.lock")


def _watch(workspace: Workspace, stop: Event, tell: Tell) -> None:
    ended, crew = Event(), _Crew()
    try:
        while not stop.is_set():
            crew.keep("downloads", partial(_bring, workspace, ended, tell))
            for row in followed(workspace):
                key = row.account.key
                crew.keep(f"sends {key}", partial(_send, workspace, row.account, ended, tell))
                if row.state is not LineState.SIGN_IN_AGAIN:
                    crew.keep(f"follows {key}", partial(_follow, workspace, row.account, ended, tell))
            stop.wait(_TURN_S)
    finally:
        ended.set()
        crew.join(_JOIN_S)


class _Crew:
    """Threads by name, each begun anew when it has ended and is still wanted."""

    def __init__(self) -> None:
        self._threads: dict[str, threading.Thread] = {}

    def keep(self, name: str, job: Callable[[], None]) -> None:
        """Begins a job unless it is still going on."""
        if name not in self._threads or not self._threads[name].is_alive():
            thread = self._threads[name] = threading.Thread(target=job, name=name, daemon=True)
            thread.start()

    def join(self, within: float) -> None:
        """Waits for all of them together."""
        until = time.monotonic() + within
        for thread in self._threads.values():
            thread.join(max(0.0, until - time.monotonic()))


def _follow(workspace: Workspace, account: Account, stop: Event, tell: Tell) -> None:
    Turn(workspace, account, stop, tell).run()


def _send(workspace: Workspace, account: Account, stop: Event, tell: Tell) -> None:
    """Sends what is due for one account; ends when nobody follows it any more."""
    while not stop.is_set():
        try:
            with workspace.store.reading() as conn:
                row = lines.line(conn, account.key)
            if row is None:
                return
            due = soonest_due(workspace, account)
            sent = send_all(workspace, row) if due is not None else []
            if sent:
                tell(Looked(0, (), {}, 0.0, len(sent)))
        except GroundswellError as error:
            log.warning("%s", error)
            due = None
        until = _TURN_S if due is None else (due - workspace.now()) / 1000
        stop.wait(min(_TURN_S, max(_SOON_S, until)))


def _bring(workspace: Workspace, stop: Event, tell: Tell) -> None:
    while not stop.is_set():
        try:
            brought = downloads.look(workspace)
            if brought:
                tell(Looked(sum(part.new for one in brought for part in one.parts), (), {}, 0.0))
        except GroundswellError as error:
            log.warning("%s", error)
        except Exception:
            # One export that breaks must not end the looking for others; the log says what happened.
            log.exception("a download could not be brought in")
        stop.wait(_DOWNLOADS_S)


def _one_at_a_time(tell: Tell) -> Tell:
    lock = threading.Lock()

    def told(looked: Looked) -> None:
        with lock:
            tell(looked)

    return told
