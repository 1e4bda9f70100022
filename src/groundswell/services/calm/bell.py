"""Keeps watch while the program runs: finds what cannot wait, makes the digests of her hours, and tells."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from groundswell.domain.errors import GroundswellError
from groundswell.services.calm.making import make_due
from groundswell.services.calm.recognising import Recogniser
from groundswell.services.calm.telling import tell_due
from groundswell.services.workspace import Workspace

log = logging.getLogger("groundswell.calm")
TICK_S = 20.0


class Bell:
    """Does one round after the other; any number of programs may, over the same store.

    Args:
        rang: Called after a round that found or made something.
    """

    def __init__(self, workspace: Workspace, rang: Callable[[], None] = lambda: None) -> None:
        self._workspace, self._rang = workspace, rang
        self._recogniser = Recogniser(workspace)
        self.address = f"http://127.0.0.1:{workspace.settings.port}"

    def round(self) -> bool:
        """Looks at what was read, makes what is due, sends what waits; says whether there is anything new."""
        found = self._recogniser.look()
        made = make_due(self._workspace)
        if found or made:
            self._rang()
        # In a rehearsal nobody real is told anything outside of its pages.
        if self._workspace.played is None:
            tell_due(self._workspace, self.address)
        return bool(found or made)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """While it lasts, a thread makes the rounds."""
        stop = Event()
        thread = Thread(target=self._run, args=(stop,), name="groundswell-bell", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            # A mail that is on its way may take as long as its server.
            thread.join(timeout=30)

    def _run(self, stop: Event) -> None:
        while not stop.wait(TICK_S):
            try:
                self.round()
            except GroundswellError as error:
                log.warning("%s", error)
            except Exception:
                # A broken round must not end the watch; the log says what happened.
                log.exception("a round of the bell failed")
