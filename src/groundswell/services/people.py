"""One person as the page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.words import Direction, Kind
from groundswell.services.workspace import Workspace
from groundswell.store import persons
from groundswell.store.persons import Passed, PersonRow

PAGE = 40


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person, the counts of what passed each way, one page of it, and where it continues."""

    person: PersonRow
    counts: Mapping[tuple[Kind, Direction], int]
    passed: tuple[Passed, ...]
    after: tuple[int, int] | None


def person_view(workspace: Workspace, person_id: int, after: tuple[int, int] | None = None) -> PersonView:
    """Everything between the account and one person, newest first. Raises NotFound."""
    with workspace.store.reading() as conn:
        person = persons.person(conn, person_id)
        counts = persons.summary(conn, person_id)
        passed = persons.between(conn, person_id, after, PAGE + 1)
    more = passed[PAGE - 1].cursor if len(passed) > PAGE else None
    return PersonView(person, counts, tuple(passed[:PAGE]), more)
