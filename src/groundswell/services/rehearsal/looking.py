"""When the user looked during a rehearsal, and at what: a log in its folder, one line for each page."""

import json
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from groundswell.domain.when import MINUTE
from groundswell.services.rehearsal.doings import told_in

APART = 5 * MINUTE
"""What is looked at within so long belongs to one look."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What is known of looking.

    Attributes:
        times: When each look began, in epoch milliseconds of the rehearsal.
        opened: When each thing was opened first, by its number.
    """

    times: tuple[int, ...]
    opened: dict[int, int]


class LookLog:
    """Writes down pages that were opened; any number of threads may."""

    def __init__(self, file: Path) -> None:
        self._file, self._turn = file, Lock()

    def add(self, at: int, item: int | None) -> None:
        """A page was opened.

        Args:
            item: The number of the one thing that it shows; none for others.
        """
        with self._turn, self._file.open("a", encoding="utf-8") as file:
            # A line of its own, also behind one that was cut off.
            file.write("\n" + json.dumps([at, item]) + "\n")

    def read(self) -> Looks:
        """What was written down so far."""
        times, opened, last = list[int](), dict[int, int](), None
        for at, item in told_in(self._file):
            if last is None or at - last > APART:
                times.append(at)
            last = at
            if item is not None:
                opened.setdefault(item, at)
        return Looks(tuple(times), opened)
