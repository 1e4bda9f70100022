"""Who reads along where an answer would stand, as far as it is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.words import Kind
from groundswell.services.workspace import Workspace
from groundswell.store import readers
from groundswell.store.items import Item
from groundswell.store.persons import PersonRow

_HIRES = re.compile(
    r"\b(?:recruit\w*|talent\w*|headhunt\w*|sourcer|hiring|staffing|HR|HRBP|human resources"
    r"|people (?:partner|ops|operations|lead|team|officer)|chief people"
    r"|rekrut\w*|personal(?:leiter|referent|berater|entwickl|chef|wesen|abteilung)\w*"
    r"|RRHH|recursos humanos|selección|RH|ressources humaines|recrut\w*|risorse umane|selezione"
    r"|werving|werver|personeels\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads along.

    Attributes:
        alone: Whether nobody does: it is a message between two.
        others: How many others have commented there; 0 also where that is not known.
        at_least: Whether there may be more of them.
        hiring: Those whose own headline says that they hire.
        near: How many are connected with the user.
    """

    alone: bool
    others: int = 0
    at_least: bool = False
    hiring: Sequence[PersonRow] = ()
    near: int = 0


def readers_of(workspace: Workspace, item: Item) -> Readers:
    """Who reads along where an answer to this would stand."""
    if item.kind in (Kind.MESSAGE, Kind.INVITATION):
        return Readers(alone=True)
    if item.post_id is None:
        return Readers(alone=False)
    with workspace.store.reading() as conn:
        found = [one for one in readers.commenters(conn, item.post_id) if one.id != item.person_id]
    hiring = [one for one in found if _HIRES.search(f"{one.headline} {one.company}")]
    near = sum(one.degree == 1 for one in found)
    return Readers(False, len(found), len(found) >= readers.MOST - 1, hiring, near)
