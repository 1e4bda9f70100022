"""Keeps watch while the program runs: finds what cannot wait, makes the digests of her hours, and tells."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from groundswell.services.calm.making import make_due
from groundswell.services.calm.recognising import Recogniser
from groundswell.services.calm.telling import tell_due
from groundswell.services.repeating import repeating
from groundswell.services.workspace import Workspace

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

    def listening(self) -> AbstractContextManager[None]:
        """While it lasts, a thread makes the rounds."""
        return repeating(self.round, TICK_S, "bell")
