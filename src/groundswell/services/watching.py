"""Following all accounts on their networks: a thread for each, one that sends, one that brings downloads.

Accounts do not wait for each other, and nothing that is sent waits for a network that answers slowly. Of
all programs over one data folder only one follows: the others take over when it ends.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from filelock import FileLock, Timeout

from groundswell.domain.activity import Account
from groundswell.domain.errors import GroundswellError
from groundswell.domain.records import SetAside
from groundswell.domain.words import LineState
from groundswell.services import downloads
from groundswell.services.following import Following
from groundswell.services.networks import followed, name_of, networks
from groundswell.services.pacing import Pace
from groundswell.services.sending import send_due, soonest_due
from groundswell.services.streaming import Ears, Listening
from groundswell.services.workspace import Workspace

log = logging.getLogger("groundswell.watching")

_BEFORE_S = 5.0
"""For so long at a time what was before is asked for, and then what is new again."""

_DOWNLOADS_S = 3.0

_TURN_S = 1.0
"""How often it is looked whether somebody signed in or out, or something is to be sent."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look at some or all lines, of listening, or of sending.

    Attributes:
        new: Records that were not known.
        aside: What could not be read.
        states: How each line that was looked at stands now, by the key of its account.
        wait_s: How long a network asked to wait; 0 if none did.
        sent: How many actions were tried.
    """

    new: int
    aside: tuple[SetAside, ...]
    states: dict[str, LineState]
    wait_s: float
    sent: int = 0


Tell = Callable[[Looked], None]


def look(workspace: Workspace) -> Looked:
    """Asks every network once for what is new and, until it is there, for what was before."""
    steps = {row.account.key: Following(workspace, row.account).step() for row in followed(workspace)}
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
    lock = FileLock(workspace.home / "following.lock")
    told = False
    while not stop.is_set():
        try:
            with lock.acquire(timeout=0):
                _watch(workspace, stop, _one_at_a_time(tell))
        except Timeout:
            if not told:
                waits()
            told = True
            stop.wait(_TURN_S)


def _watch(workspace: Workspace, stop: Event, tell: Tell) -> None:
    turns: dict[str, _Turn] = {}
    ended = Event()
    others = [
        threading.Thread(target=job, args=(workspace, ended, tell), name=name, daemon=True)
        for name, job in (("sends", _send), ("brings downloads", _bring))
    ]
    for thread in others:
        thread.start()
    try:
        while not stop.is_set():
            for row in followed(workspace):
                turn = turns.get(row.account.key)
                if row.state is not LineState.SIGN_IN_AGAIN and (turn is None or not turn.alive):
                    turns[row.account.key] = _Turn(workspace, row.account, ended, tell)
            stop.wait(_TURN_S)
    finally:
        ended.set()
        for turn in turns.values():
            turn.wake()
        for thread in (*others, *(turn.thread for turn in turns.values())):
            thread.join(timeout=60)


def _send(workspace: Workspace, stop: Event, tell: Tell) -> None:
    while not stop.is_set():
        try:
            sent = send_due(workspace)
            if sent:
                tell(Looked(0, (), {}, 0.0, len(sent)))
            due = soonest_due(workspace)
        except GroundswellError as error:
            log.warning("%s", error)
            due = None
        except Exception:
            # What waits must go on being sent; the log says what happened.
            log.exception("sending failed")
            due = None
        until = _TURN_S if due is None else (due - workspace.now()) / 1000
        stop.wait(min(_TURN_S, max(0.05, until)))


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


_AFTER_FAULT_S = 10.0


class _Turn:
    """The thread of one account: looks, sooner again the more happens, and listens while it is worth it."""

    def __init__(self, workspace: Workspace, account: Account, stop: Event, tell: Tell) -> None:
        self._workspace, self._account, self._stop, self._tell = workspace, account, stop, tell
        source = networks().get(name_of(account))
        self._pace = Pace(None if source is None else source.streams_from)
        self._awake = Event()
        self._ears = Ears(lambda: Listening(workspace, account, self._heard, self.wake))
        self.thread = threading.Thread(target=self._run, name=f"follows-{account.network}", daemon=True)
        self.thread.start()

    @property
    def alive(self) -> bool:
        """Whether the account is still being followed."""
        return self.thread.is_alive()

    def wake(self) -> None:
        """Has it look again at once."""
        self._awake.set()

    def _run(self) -> None:
        following = Following(self._workspace, self._account, self._looked)
        try:
            while not self._stop.is_set():
                step = following.step(_BEFORE_S)
                if step is None:
                    return  # Nobody follows it any more.
                self._tell(Looked(0, (), {self._account.key: step.state}, step.wait_s))
                if step.state is LineState.SIGN_IN_AGAIN:
                    return  # It begins anew when somebody has signed in.
                self._attend(step.state)
                pause = 0.0 if step.more else self._pace.pause(listening=self._ears.open)
                self._awake.wait(max(pause, step.wait_s))
                self._awake.clear()
        except GroundswellError as error:
            log.warning("%s", error)
        except Exception:
            # A broken look must not end the following: it begins anew, and the log says what happened.
            log.exception("a look failed")
            self._stop.wait(_AFTER_FAULT_S)
        finally:
            following.close()
            self._ears.attend(False)

    def _attend(self, state: LineState) -> None:
        self._ears.attend(state is LineState.OPEN and self._pace.worth_listening)

    def _heard(self, new: int, aside: list[SetAside]) -> None:
        if new or aside:
            self._pace.note(new)
            self._tell(Looked(new, tuple(aside), {}, 0.0))

    def _looked(self, new: int, aside: list[SetAside]) -> None:
        """In a surge one look takes long: listening begins in the midst of it."""
        self._heard(new, aside)
        self._attend(LineState.OPEN)


def _one_at_a_time(tell: Tell) -> Tell:
    lock = threading.Lock()

    def told(looked: Looked) -> None:
        with lock:
            tell(looked)

    return told
