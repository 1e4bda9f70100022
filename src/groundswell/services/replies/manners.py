"""When it is time to write to somebody, from what passed between the two."""

from groundswell.domain.etiquette import Timing, Turn
from groundswell.domain.words import Direction, Kind
from groundswell.reply.manners.timing import timing
from groundswell.services.workspace import Workspace
from groundswell.store import persons

_TALK = frozenset({Kind.MESSAGE, Kind.INVITATION})
_MOST = 200
"""Of what passed that is looked at: the last of it decides."""


def fitting(workspace: Workspace, person_id: int) -> Timing | None:
    """What is fitting now with somebody; none where no message passed. Raises NotFound."""
    with workspace.store.reading() as conn:
        passed = persons.between(conn, person_id, limit=_MOST)
    turns = [Turn(one.direction is Direction.OUT, one.when.latest) for one in passed if one.kind in _TALK]
    return timing(turns, workspace.now()) if turns else None
