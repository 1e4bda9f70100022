"""What every page is handed: the workspace, the worker, the door, and how to answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from groundswell.domain.errors import StoreError
from groundswell.services.calm.looks import seen
from groundswell.services.calm.wishes import calm_preferences
from groundswell.services.journal import Journal
from groundswell.services.networks.sent import unsettled
from groundswell.services.preferences import CHOICES, preferences
from groundswell.services.thanks.sittings import Sittings
from groundswell.services.workspace import Workspace
from groundswell.web.asking import by_script
from groundswell.web.events import Hub
from groundswell.web.rendering import templates
from groundswell.web.security import Door
from groundswell.web.worker import Worker

_SHOWS = ("/wave", "/inbox", "/search", "/person", "/crossroads", "/thanks", "/kept", "/feedback")
"""Pages that show what came in, beside Today, which says so itself: opening one is a look."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The app's own things, one of each."""

    workspace: Workspace
    hub: Hub
    worker: Worker
    door: Door
    sittings: Sittings
    journal: Journal

    def page(
        self,
        request: Request,
        name: str,
        context: Mapping[str, object],
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """A rendered template with what all of them need."""
        if request.method == "GET" and status_code < 400 and not by_script(request) and _shows(request):
            seen(self.workspace)
        common = {
            "now": self.workspace.now(),
            "status": self.worker.status,
            "unsettled": lambda: unsettled(self.workspace),
            "prefers": self._prefers(),
            "partial": by_script(request),
            "rehearses": self.workspace.played is not None,
        }
        return templates().TemplateResponse(request, name, {**common, **context}, status_code, headers)

    def _prefers(self) -> dict[str, str]:
        try:
            return {**preferences(self.workspace), **calm_preferences(self.workspace)}
        except StoreError:
            # The page that says that the store cannot be read must not need it.
            return {
                "reactions": "shown",
                "notices": "off",
                **{name: choices[0] for name, choices in CHOICES.items()},
            }


def _shows(request: Request) -> bool:
    return str(request.scope["path"]).startswith(_SHOWS)


def _desk(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


DeskNow = Annotated[Desk, Depends(_desk)]
