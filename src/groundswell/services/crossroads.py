"""One thing that was said, and everything that it takes to decide how to meet it."""

from dataclasses import dataclass

from groundswell.domain.answers import Answer
from groundswell.domain.drafting import Crossroads, Path, Want
from groundswell.domain.words import Direction, Kind
from groundswell.services import inbox
from groundswell.services.drafting import draft
from groundswell.services.inbox import Whole
from groundswell.services.noting import aside
from groundswell.services.people import PersonView, person_view
from groundswell.services.readers import Readers, readers_of
from groundswell.services.workspace import Workspace
from groundswell.store.persons import Passed

_EARLIER = 4
_SPOKEN = (Kind.COMMENT, Kind.MESSAGE, Kind.INVITATION, Kind.MENTION, Kind.QUOTE)


@dataclass(frozen=True, slots=True)
class Crossing:
    """What is seen at the crossroads.

    Attributes:
        person: Who said it, with what lies between the two; none where it is not known.
        above: What was said before it in the same exchange, the oldest first; `below` what came after.
        elsewhere: What else was said between the two, the newest first.
        aside: Words that were put aside.
    """

    whole: Whole
    met: Crossroads
    person: PersonView | None
    above: tuple[Passed, ...]
    below: tuple[Passed, ...]
    elsewhere: tuple[Passed, ...]
    readers: Readers
    aside: Answer | None

    @property
    def sent(self) -> int:
        """How many things she has said to them."""
        counts = self.person.counts if self.person else {}
        return sum(n for (kind, way), n in counts.items() if way is Direction.OUT and kind in _SPOKEN)


def cross(workspace: Workspace, interaction_id: int, want: Want = Want.ANSWER, fact: str = "") -> Crossing:
    """Everything that is known around one thing said to the user, with the paths from it.

    Args:
        fact: What only she can say, for the drafts.

    Raises:
        NotFound: There is no such item.
        UsageError: The draft writer of the settings is not installed.
        DamagedFile: What the check or the writer needs is not what it should be.
    """
    whole = inbox.whole(workspace, interaction_id)
    person = person_view(workspace, whole.item.person_id) if whole.item.person_id is not None else None
    places = [one.id for one in whole.exchange]
    at = places.index(interaction_id) if interaction_id in places else len(places)
    around = {*places, interaction_id}
    spoken = [one for one in person.passed if one.kind in _SPOKEN and one.id not in around] if person else []
    return Crossing(
        whole,
        draft(workspace, interaction_id, want, fact=fact).crossroads,
        person,
        whole.exchange[:at],
        whole.exchange[at + 1 :],
        tuple(spoken[:_EARLIER]),
        readers_of(workspace, whole.item),
        aside(workspace, interaction_id),
    )


def headline(crossing: Crossing) -> str:
    """What to do, in one sentence."""
    if crossing.met.best is Path.LEAVE:
        return "You can leave this one."
    return "This one is worth an answer."
