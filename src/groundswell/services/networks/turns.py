"""One account's turn of being followed, for as long as it is."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event

from groundswell.domain.activity import Account
from groundswell.domain.errors import GroundswellError, StoreError
from groundswell.domain.records import SetAside
from groundswell.domain.words import LineState
from groundswell.services.networks.following import Following
from groundswell.services.networks.lines import name_of, networks_of
from groundswell.services.networks.streaming import Ears, Listening
from groundswell.services.waves.pacing import Pace
from groundswell.services.workspace import Workspace

log = logging.getLogger("groundswell.watching")

_BEFORE_S = 5.0
"""For so long at a time what was before is asked for, and then what is new again."""

_AFTER_FAULT_S = 10.0
_TURN_S = 0.5
"""How often it is looked whether it is stopped."""


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


class Turn:
    """Follows one account: looks, sooner again the more happens, and listens while it is worth it."""

    def __init__(self, workspace: Workspace, account: Account, stop: Event, tell: Tell) -> None:
        self._workspace, self._account, self._stop, self._tell = workspace, account, stop, tell
        source = networks_of(workspace).get(name_of(account))
        self._pace = Pace(None if source is None else source.streams_from)
        self._awake = Event()
        self._ears = Ears(lambda: Listening(workspace, account, self._heard, self.wake))

    def wake(self) -> None:
        """Has it look again at once."""
        self._awake.set()

    def run(self) -> None:
        """Goes on until it is stopped, nobody follows the account any more, or it needs a sign-in."""
        following = Following(self._workspace, self._account, self._looked, self._stop.is_set)
        try:
            while not self._stop.is_set():
                step = following.step(_BEFORE_S)
                if step is None:
                    return
                self._tell(Looked(0, (), {self._account.key: step.state}, step.wait_s))
                if step.state is LineState.SIGN_IN_AGAIN:
                    return
                self._attend(step.state)
                pause = 0.0 if step.more else self._pace.pause(listening=self._ears.open)
                self._rest(pause, step.wait_s)
        except GroundswellError as error:
            log.warning("%s", error)
            self._broke(following, str(error))
        except Exception:
            # A broken look must not end the following: it begins anew, and the log says what happened.
            log.exception("a look failed")
            self._broke(following, "something went wrong here; the terminal says what")
        finally:
            following.close()
            self._ears.attend(False)

    def _rest(self, pause: float, at_least: float) -> None:
        """Rests for so long, or until it is woken, but never less than a network asked for."""
        now = time.monotonic()
        soonest, latest = now + at_least, now + max(pause, at_least)
        while now < latest and not self._stop.is_set():
            if self._awake.wait(min(latest - now, _TURN_S)):
                self._awake.clear()
                latest = soonest
            now = time.monotonic()

    def _broke(self, following: Following, problem: str) -> None:
        with suppress(StoreError):  # If it is the store that broke, there is nowhere to write it.
            following.broke(problem)
        self._tell(Looked(0, (), {self._account.key: LineState.NOT_READY}, _AFTER_FAULT_S))
        self._stop.wait(_AFTER_FAULT_S)

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
