"""Listening to one account's network: what happens is told as it happens, and stored some at a time.

One thread hears, another stores. Between them wait a limited number of facts: if more comes than can be
stored, the one that hears waits, and with it the network's own connection.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from groundswell.domain.activity import Account
from groundswell.domain.errors import NetworkError
from groundswell.services.networks.following import Heard, told_apart
from groundswell.services.networks.lines import line_of
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Facts
from groundswell.store.intake import Intake

log = logging.getLogger("groundswell.streaming")

MOST_WAITING = 2_000
"""Facts that may wait to be stored, in portions as they were told."""

GATHER_S = 0.1
"""For so long facts are gathered before they are stored together."""

MOST_TOGETHER = 500

_AGAIN_S = (1.0, 600.0)
"""How long after listening ended by itself it begins anew, at least and at most; who held longer than the
latter begins with the former."""


class Listening:
    """Hears one account's network until it is closed or the connection breaks.

    Args:
        heard: Called after each storing.
        ended: Called when it has ended, whatever the reason.
    """

    def __init__(
        self,
        workspace: Workspace,
        account: Account,
        heard: Heard,
        ended: Callable[[], None],
    ) -> None:
        self._workspace, self._heard, self._ended = workspace, heard, ended
        self._told: queue.Queue[Facts | None] = queue.Queue(MOST_WAITING)
        self._line = line_of(workspace, account)
        name = account.network.value
        self._hearing = threading.Thread(target=self._hear, name=f"hears-{name}", daemon=True)
        self._storing = threading.Thread(target=self._store, name=f"stores-{name}", daemon=True)
        self._hearing.start()
        self._storing.start()

    @property
    def alive(self) -> bool:
        """Whether the connection still holds."""
        return self._hearing.is_alive()

    def close(self) -> None:
        """Ends the hearing and stores what was heard."""
        self._line.close()
        self._hearing.join(timeout=30)
        self._storing.join(timeout=30)

    def _hear(self) -> None:
        try:
            self._line.stream(self._told.put)
        except NetworkError as error:
            # Looking goes on beside it, and says what is wrong if that is more than a broken connection.
            log.info("%s", error)
        except Exception:
            # A broken stream must not end the following; the log says what happened.
            log.exception("listening failed")
        finally:
            self._told.put(None)
            self._ended()

    def _store(self) -> None:
        gathered: list[Facts] = []
        while (facts := self._told.get()) is not None:
            gathered.append(facts)
            until, ended = time.monotonic() + GATHER_S, False
            while sum(map(len, gathered)) < MOST_TOGETHER and not ended:
                try:
                    more = self._told.get(timeout=max(0.0, until - time.monotonic()))
                except queue.Empty:
                    break
                ended = more is None
                gathered += [] if more is None else [more]
            try:
                self._write(tuple(fact for told in gathered for fact in told))
            except Exception:
                # What is lost here the next look finds; who listens on must not count as heard.
                log.exception("what was heard could not be stored")
                self._give_up(ended=ended)
                return
            gathered.clear()
            if ended:
                return

    def _give_up(self, *, ended: bool) -> None:
        """Ends the hearing, which may wait for room."""
        self._line.close()
        while not ended:
            ended = self._told.get() is None

    def _write(self, facts: Facts) -> None:
        records, aside = told_apart(facts)
        with self._workspace.store.writing() as conn:
            # Nobody is remembered from one writing to the next: others may have changed or forgotten them.
            new = sum(Intake().write(conn, records)) if records else 0
        self._heard(new, aside)


class Ears:
    """Listens while it is wanted. Where there is nothing to listen to, or it breaks again and again, it is
    tried ever more rarely.

    Args:
        listen: Begins to listen. Raises NetworkError.
    """

    def __init__(self, listen: Callable[[], Listening]) -> None:
        self._listen = listen
        self._listening: Listening | None = None
        self._begun = self._not_before = 0.0
        self._pause = _AGAIN_S[0]

    @property
    def open(self) -> bool:
        """Whether something would be heard now."""
        return self._listening is not None and self._listening.alive

    def attend(self, wanted: bool) -> None:
        """Begins, goes on, or ends, as it is wanted now."""
        if self._listening is not None and not (self.open and wanted):
            if not self.open:
                self._broke(time.monotonic())
            self._listening.close()
            self._listening = None
        if wanted and self._listening is None and time.monotonic() >= self._not_before:
            self._begun = time.monotonic()
            with suppress(NetworkError):  # The next look says what is wrong.
                self._listening = self._listen()

    def _broke(self, now: float) -> None:
        first, longest = _AGAIN_S
        self._pause = first if now - self._begun > longest else min(longest, self._pause * 2)
        self._not_before = now + self._pause
