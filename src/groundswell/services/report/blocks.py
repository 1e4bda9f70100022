"""A report as blocks, in order. Both the page and the PDF draw these, so that they tell the same."""

from dataclasses import dataclass, field

from groundswell.domain.report import Logo


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `level` is 2 for a post, 3 for a part of it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence or two; `tone` is `lede` for what says the most, `meta` for what is said by the way."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class PostBlock:
    """The post that it is about: its beginning, where and when, and its address if that leads to the web."""

    text: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One number, large, with what it counts and what it is seen against."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Numbers side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row names it.

    Attributes:
        numbers: The columns that hold numbers.
        folded: Whether a page on a screen opens it on demand.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """Small tables side by side."""

    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG with classes for colours, what it says, and the numbers behind it."""

    svg: str = field(repr=False)
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """Charts that belong together; the table behind them follows."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of somebody; `language` is a code or empty, `who` mostly empty."""

    text: str
    language: str
    who: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What several say, how many, and words that stand for it; `share` is 0–1."""

    title: str
    note: str
    share: float
    quotes: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """What people said, the most shared first."""

    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]


Block = Head | Say | PostBlock | Tiles | Table | Tables | Pictures | Voices | Items


@dataclass(frozen=True, slots=True)
class Document:
    """A report, ready to be drawn.

    Attributes:
        lines: What stands under the title: for whom, whose posts, when.
        accent: A colour as `#rrggbb`; empty for the program's own.
        foot: What holds for all of it.
        made: When, in epoch milliseconds.
    """

    title: str
    lines: tuple[str, ...]
    accent: str
    logo: Logo | None
    blocks: tuple[Block, ...]
    foot: tuple[str, ...]
    made: int
