"""What the readers of rows know besides the row."""

from dataclasses import dataclass

from groundswell.domain.keys import folded
from groundswell.domain.when import When
from groundswell.sources.common.dates import Dates
from groundswell.sources.linkedin_archive.cells import BadRow, told
from groundswell.sources.linkedin_archive.owner import Owner


@dataclass(frozen=True, slots=True)
class Context:
    """What the readers of rows know besides the row.

    Attributes:
        name: The member's name in the archive.
        now: The instant of the import, in epoch milliseconds.
        text_chars: Characters that one text may have.
        links: Folded names of connections and their profile URLs; empty for those who share a name.
    """

    name: str
    owner: Owner
    dates: Dates
    now: int
    text_chars: int
    links: dict[str, str]

    def link_of(self, name: str) -> str:
        """The profile URL of the one connection of this name, for files that tell no URL."""
        return self.links.get(folded(name), "")

    def when(self, date: str, created: int | None) -> When:
        """The row's time; without a date, some time since what it is about was created.

        Raises:
            BadDate: The date cannot be used.
            BadRow: There is neither.
        """
        date = told(date)
        if date:
            return self.dates.when(date)
        if created is None or created > self.now:
            raise BadRow("there is no date, and none in the link")
        return When(created, self.now)
