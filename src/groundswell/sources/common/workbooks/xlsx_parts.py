"""What is taken from each XML part of an .xlsx, element by element."""

import posixpath
import re
from collections.abc import Set
from datetime import datetime

from groundswell.domain.errors import DamagedFile
from groundswell.domain.when import to_ms
from groundswell.sources.common.workbooks.workbook import Allowance, Cell, Row

AGAIN = "Save or download the workbook again and give the new file."

_LAST_COLUMN = 16_384
_LAST_ROW = 1_048_576
_DATE_FORMATS = ((14, 22), (27, 36), (45, 47), (50, 58))
"""The built-in formats that show dates or times, first and last."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DATED = re.compile(r"[ymdhs]", re.IGNORECASE)
_LONGEST_FORMAT = 255
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class XmlPart:
    """What is taken from one XML part; element names come without their namespace."""

    done = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Text between the marks."""


class Contents(XmlPart):
    """The sheets' names and references, in their order."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.calendar_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            reference = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), reference))
        elif name == "workbookPr":
            self.calendar_1904 = attributes.get("date1904", "") in {"1", "true"}


class Targets(XmlPart):
    """Which part of the package each reference leads to."""

    def __init__(self) -> None:
        self.by_id: dict[str, str] = {}
        self.texts = self.styles = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind == "worksheet":
            self.by_id[attributes.get("Id", "")] = target
        elif kind == "sharedStrings":
            self.texts = target
        elif kind == "styles":
            self.styles = target


class Styles(XmlPart):
    """Which of the styles that cells refer to by number show dates or times."""

    def __init__(self, allowance: Allowance) -> None:
        self.dates: set[str] = set()
        self._allowance = allowance
        self._formats = {str(number) for first, last in _DATE_FORMATS for number in range(first, last + 1)}
        self._within, self._number = False, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._allowance.take(cells=1)
            code = _QUOTED.sub("", attributes.get("formatCode", "")[:_LONGEST_FORMAT])
            if _DATED.search(code):
                self._formats.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self._allowance.take(cells=1)
            if attributes.get("numFmtId", "") in self._formats:
                self.dates.add(str(self._number))
            self._number += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._within = False
            self.done = True


class Properties(XmlPart):
    """When the file says that it was made and saved."""

    def __init__(self) -> None:
        self.told: list[int] = []
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._text = ""

    def characters(self, text: str) -> None:
        self._text = (self._text + text)[:40]

    def end(self, name: str) -> None:
        if name in {"created", "modified"}:
            try:
                self.told.append(to_ms(datetime.fromisoformat(self._text.strip())))
            except (ValueError, OverflowError):
                # An unreadable date tells nothing; the file's own stands in for it.
                return


class Texts(XmlPart):
    """The texts that cells refer to by number."""

    def __init__(self, allowance: Allowance) -> None:
        self.found: list[str] = []
        self._allowance = allowance
        self._pieces: list[str] = []
        self._taking = self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        self._taking = name == "t" and not self._phonetic

    def characters(self, text: str) -> None:
        if self._taking:
            self._allowance.take(characters=len(text))
            self._pieces.append(text)

    def end(self, name: str) -> None:
        self._taking = False
        if name == "rPh":
            self._phonetic = False
        elif name == "si":
            self._allowance.take(cells=1)
            self.found.append("".join(self._pieces))


class Cells(XmlPart):
    """The rows of one sheet, up to `most_rows` of them."""

    def __init__(
        self, texts: list[str], dates: Set[str], allowance: Allowance, most_rows: int | None
    ) -> None:
        self.rows: list[Row] = []
        self._texts, self._styles, self._allowance, self._most = texts, dates, allowance, most_rows
        self._dates = set[int]()
        self._number = self._column = 0
        self._cells: list[Cell] = []
        self._kind, self._pieces, self._taking, self._phonetic = "n", list[str](), False, False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            told = attributes.get("r", "")
            self._number = int(told) if told.isdecimal() and len(told) < 8 else self._number + 1
            self._column, self._cells, self._dates = 0, [], set()
            if not 0 < self._number <= _LAST_ROW:
                raise DamagedFile("a row stands outside of the sheet", mend=AGAIN)
        elif name == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = _column(found[1]) if found else self._column + 1
            self._kind, self._pieces = attributes.get("t", "n"), []
            if self._column > _LAST_COLUMN:
                raise DamagedFile("a cell stands outside of the sheet", mend=AGAIN)
            if attributes.get("s", "") in self._styles:
                self._dates.add(self._column - 1)
        elif name == "rPh":
            self._phonetic = True
        self._taking = name == "v" or (name == "t" and not self._phonetic)

    def characters(self, text: str) -> None:
        if self._taking:
            self._allowance.take(characters=len(text))
            self._pieces.append(text)

    def end(self, name: str) -> None:
        self._taking = False
        if name == "rPh":
            self._phonetic = False
        elif name == "c":
            self._put(self._cell("".join(self._pieces)))
        elif name == "row" and self._cells:
            if self._most is None or len(self.rows) < self._most:
                self.rows.append(Row(self._number, self._cells, frozenset(self._dates)))
            else:
                self.done = True
            self._cells = []

    def _put(self, cell: Cell) -> None:
        if cell == "":
            return
        missing = self._column - 1 - len(self._cells)
        self._allowance.take(cells=max(missing, 0) + 1)
        if missing < 0:
            self._cells[self._column - 1] = cell
        else:
            self._cells += [""] * missing
            self._cells.append(cell)

    def _cell(self, text: str) -> Cell:
        if self._kind == "s":
            place = int(text) if text.strip().isdecimal() and len(text) < 10 else -1
            if not 0 <= place < len(self._texts):
                raise DamagedFile("a cell refers to a text that is not there", mend=AGAIN)
            return self._texts[place]
        if self._kind == "n" and text:
            try:
                return float(text)
            except ValueError:
                return text
        return "" if self._kind == "e" else text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
