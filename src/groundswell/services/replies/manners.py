"""When it is time to write to somebody, from what passed between the two."""

from groundswell.domain.etiquette import Timing, Turn
from groundswell.domain.words import Direction, Kind
from groundswell.reply.manners.timing import timing
from groundswell.services.circle.near import decided
from groundswell.services.workspace import Workspace
from groundswell.store import persons

_TALK = frozenset({Kind.MESSAGE, Kind.INVITATION})
_MOST = 200
"""Of what passed that is looked at: the last of it decides."""


def fitting(workspace: Workspace, person_id: int) -> Timing | None:
    """What is fitting now with somebody; none where no message passed. Raises NotFound."""
    with workspace.store.reading() as conn:
        passed = persons.between(conn, person_id, limit=_MOST)
        (shown,) = persons.shown_people(conn, [person_id]).values()
        said = decided(conn).get(shown.key)
    turns = [Turn(one.direction is Direction.OUT, one.when.latest) for one in passed if one.kind in _TALK]
    if turns and said is not None and said.wrote is not None:
        # What the user says to have written comes in later, or never; her word counts until then.
        turns.append(Turn(True, said.wrote))
    return timing(turns, workspace.now()) if turns else None
