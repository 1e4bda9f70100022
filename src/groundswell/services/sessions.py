"""Sessions of browsers: only digests are kept."""

from groundswell.services.workspace import Workspace
from groundswell.store import keeping


def open_for(workspace: Workspace, digest: str, milliseconds: int) -> None:
    """Opens a session for that long."""
    now = workspace.now()
    with workspace.store.writing() as conn:
        keeping.open_session(conn, digest, now, now + milliseconds)


def is_open(workspace: Workspace, digest: str) -> bool:
    """Whether the session exists and has not expired."""
    with workspace.store.reading() as conn:
        expires = keeping.session_expires(conn, digest)
    return expires is not None and expires > workspace.now()
