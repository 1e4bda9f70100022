"""The thread that brings leads to the user's webhook while the pages are open."""

import logging
import threading

from groundswell.domain.errors import GroundswellError
from groundswell.services.kept.address import move
from groundswell.services.kept.delivering import deliver_due
from groundswell.services.workspace import Workspace
from groundswell.web.events import Hub

log = logging.getLogger("groundswell.courier")
_TICK_S = 2.0


class Courier:
    """Looks every few seconds whether something is due; what that costs is one look into the settings."""

    def __init__(self, workspace: Workspace, hub: Hub) -> None:
        self._workspace, self._hub = workspace, hub
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="groundswell-courier", daemon=True)

    def start(self) -> None:
        """Begins; as long as no webhook is turned on it only looks."""
        self._thread.start()

    def stop(self) -> None:
        """Lets the delivery at hand end and stops."""
        self._stop.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        try:
            move(self._workspace.home, self._workspace.store)
        except GroundswellError as error:
            log.warning("%s", error)
        while not self._stop.wait(_TICK_S):
            try:
                if deliver_due(self._workspace):
                    self._hub.tell("news")
            except GroundswellError as error:
                log.warning("%s", error)
            except Exception:
                # A delivery that breaks must not end the others; the log says what happened.
                log.exception("a delivery failed")
