"""One person as the page shows them, on all networks where they are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.words import Direction, Kind
from groundswell.services.people.same import Merge, Suggestion, merges_of, suggestions
from groundswell.services.workspace import Workspace
from groundswell.store import groups, persons
from groundswell.store.persons import Passed, PersonRow

PAGE = 40


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person, the counts of what passed each way, one page of it, and where it continues.

    Attributes:
        person: As whom they are shown.
        everywhere: They and everybody who is the same, by the user's word; `person` first.
        merges: The decisions that made them one.
        perhaps: Who else may be the same.
    """

    person: PersonRow
    everywhere: tuple[PersonRow, ...]
    merges: Sequence[Merge]
    perhaps: Sequence[Suggestion]
    counts: Mapping[tuple[Kind, Direction], int]
    passed: tuple[Passed, ...]
    after: tuple[int, int] | None

    @property
    def degree(self) -> int | None:
        """How near they are, by whichever profile says so."""
        return next((one.degree for one in self.everywhere if one.degree), None)

    @property
    def connected(self) -> int | None:
        """When they became a connection, in epoch milliseconds, by whichever profile says so."""
        return next((one.connected for one in self.everywhere if one.connected is not None), None)

    def met_as(self, person_id: int | None) -> PersonRow:
        """The one of their profiles that did something."""
        return next((one for one in self.everywhere if one.id == person_id), self.person)


def person_view(workspace: Workspace, person_id: int, after: tuple[int, int] | None = None) -> PersonView:
    """Everything between the account and one person, newest first. Raises NotFound."""
    with workspace.store.reading() as conn:
        everywhere = persons.people(conn, groups.same_as(conn, persons.person(conn, person_id).id))
        merges = merges_of(conn, [one.key for one in everywhere])
        perhaps = suggestions(conn, workspace.now(), among=[one.id for one in everywhere])
        counts = persons.summary(conn, person_id)
        passed = persons.between(conn, person_id, after, PAGE + 1)
    more = passed[PAGE - 1].cursor if len(passed) > PAGE else None
    return PersonView(everywhere[0], tuple(everywhere), merges, perhaps, counts, tuple(passed[:PAGE]), more)
