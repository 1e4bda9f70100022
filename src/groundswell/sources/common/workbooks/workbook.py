"""A workbook as plain rows, whichever of the two Excel formats it is in.

Both readers are written in Python and read cell by cell. Native readers build the whole rectangle between a
sheet's first and last cell, so that 5 KB with one cell in the far corner end the process.
"""

from dataclasses import dataclass

from groundswell.domain.errors import UnsafeFile
from groundswell.domain.when import DAY
from groundswell.sources.protocol import Limits

Cell = str | float
"""Text or a number; a blank cell is an empty text."""

_BYTES_PER_CELL = 512
_BYTES_PER_CHARACTER = 16
"""What a workbook's limit in bytes allows of cells and of text, which is what stays in memory."""

_DAY_ZERO = {False: -25_569 * DAY, True: -24_107 * DAY}
"""The instant of the date number 0 in the 1900 and the 1904 calendar."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as a spreadsheet shows it.

    Attributes:
        dates: The columns, from 0, whose numbers the sheet shows as dates or times.
    """

    number: int
    cells: list[Cell]
    dates: frozenset[int] = frozenset()

    def text(self, column: int) -> str:
        """The cell as text; empty where there is none."""
        cell = self.cells[column] if column < len(self.cells) else ""
        if isinstance(cell, float):
            return str(int(cell)) if cell.is_integer() else str(cell)
        return cell

    def cell(self, column: int) -> Cell:
        """The cell; blank where there is none."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows, those without any content left out."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in their order.

    Attributes:
        told: Instants in epoch milliseconds that the file itself gives for its making and saving.
        calendar_1904: Whether date numbers count from 1904.
        modified: When the disk says that the file was written, in epoch milliseconds.
    """

    sheets: tuple[Sheet, ...]
    told: tuple[int, ...] = ()
    calendar_1904: bool = False
    modified: int = 0

    @property
    def day_zero(self) -> int:
        """The instant of the date number 0, in epoch milliseconds."""
        return _DAY_ZERO[self.calendar_1904]

    def made(self, earliest: int, now: int) -> int:
        """When its numbers were taken, never ahead of `now`; the same for the same bytes wherever they tell.

        Args:
            earliest: Not before this instant, such as the publication of the post it counts.
        """
        plausible = [instant for instant in self.told if earliest <= instant <= now]
        if plausible:
            return min(plausible)
        return max(min(earliest, now), min(self.modified, now) // DAY * DAY)


class Allowance:
    """Counts what a workbook takes and refuses more than the limits allow."""

    def __init__(self, limits: Limits) -> None:
        self._bytes = limits.workbook_bytes
        self._cells = limits.workbook_bytes // _BYTES_PER_CELL
        self._characters = limits.workbook_bytes // _BYTES_PER_CHARACTER

    def take(self, *, size: int = 0, cells: int = 0, characters: int = 0) -> None:
        """Uses up a part. Raises UnsafeFile once there is no more."""
        self._bytes -= size
        self._cells -= cells
        self._characters -= characters
        if min(self._bytes, self._cells, self._characters) < 0:
            raise UnsafeFile(
                "the workbook unpacks to far more than anybody writes into one",
                mend="If you trust the file, raise the limit `workbook_bytes` in the settings.",
            )
