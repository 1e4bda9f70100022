"""The thread that follows the networks while the pages are open."""

import logging
import threading
from collections.abc import Callable

from groundswell.domain.errors import GroundswellError
from groundswell.domain.words import LineState
from groundswell.services.networks.watching import Looked, watch
from groundswell.services.workspace import Workspace
from groundswell.web.events import Hub

log = logging.getLogger("groundswell.follower")
_TICK_S = 5.0


class Follower:
    """Looks at the networks and sends what is due; what came in is read by the worker.

    Args:
        news: Called when something new came in.
    """

    def __init__(self, workspace: Workspace, hub: Hub, news: Callable[[], None]) -> None:
        self._workspace, self._hub, self._news = workspace, hub, news
        self._states: dict[str, LineState] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="groundswell-follower", daemon=True)

    def start(self) -> None:
        """Begins; as long as nobody is signed in anywhere it only waits."""
        self._thread.start()

    def stop(self) -> None:
        """Lets the looks at hand end and stops."""
        self._stop.set()
        self._thread.join(timeout=60)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                watch(self._workspace, self._stop, self._tell)
            except GroundswellError as error:
                log.warning("%s", error)
            except Exception:
                # A broken look must not end the following; the log says what happened.
                log.exception("a look failed")
            self._stop.wait(_TICK_S)

    def _tell(self, looked: Looked) -> None:
        if looked.new:
            self._news()
        if looked.sent:
            self._hub.tell("news")
        if any(self._states.get(key) is not state for key, state in looked.states.items()):
            self._states |= looked.states
            self._hub.tell("status")
