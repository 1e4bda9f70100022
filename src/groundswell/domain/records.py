"""What a source yields: parts of a file, records in them, and rows set aside, all as values."""

from dataclasses import dataclass
from typing import NamedTuple

from groundswell.domain.activity import Fact


@dataclass(frozen=True, slots=True)
class Part:
    """From here on, records come from this part of the file (a member of an archive, a sheet of a workbook).

    Attributes:
        name: The part's name; empty for the file itself.
        kind: What the part is, such as `linkedin-messages`; `not needed` for parts that are passed over.
    """

    name: str
    kind: str


class Record(NamedTuple):
    """One row, mail or comment that could be read, with the facts it holds (at least one)."""

    where: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """One row that could not be read: where it stands, why, the mend, and how it begins."""

    where: str
    why: str
    mend: str = ""
    excerpt: str = ""


Yielded = Part | Record | SetAside
