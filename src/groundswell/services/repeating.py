"""Threads that do the same again and again while something else goes on."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from groundswell.domain.errors import GroundswellError

log = logging.getLogger("groundswell.repeating")
_JOIN_S = 30.0
"""What is on its way to somebody may take as long as their server."""


@contextmanager
def repeating(job: Callable[[], object], every_s: float, name: str) -> Iterator[None]:
    """While it lasts, a thread does a job every so many seconds, the first time after one such pause.

    Args:
        name: What the thread and, where the job breaks, the log call it.
    """
    stop = Event()

    def run() -> None:
        said = ""
        while not stop.wait(every_s):
            try:
                job()
                said = ""
            except GroundswellError as error:
                if said != str(error):  # What goes on being wrong is said once.
                    said = str(error)
                    log.warning("%s: %s", name, said)
            except Exception:
                # A round that breaks must not end the others; the log says what happened.
                log.exception("%s: a round failed", name)

    thread = Thread(target=run, name=f"groundswell-{name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=_JOIN_S)
