"""Brings back what was put off."""

from groundswell.services.workspace import Workspace
from groundswell.store import placing


def wake_snoozed(workspace: Workspace) -> int:
    """Opens what was snoozed until now; says how many that were."""
    with workspace.store.writing() as conn:
        return placing.wake_up(conn, workspace.now())
