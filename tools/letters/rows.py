"""Constructed letters as they lie in `data/letters`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from groundswell.domain.letters import Item, Letter

FOLDER = Path(__file__).resolve().parents[2] / "data" / "letters"
YES_OR_NO = tuple(item for item in Item if item is not Item.PERSONAL)


@dataclass(frozen=True, slots=True)
class Row:
    """One letter with what its pen says of it.

    Attributes:
        truth: Item → 0 or 1, or, of `personal`, 0, 0.33, 0.67 or 1.
        overall: 1–5.
        marks: Words of the letter, and what kind of flaw they are, such as `cruel`.
    """

    letter: Letter
    lang: str
    pen: str
    country: str
    truth: Mapping[Item, float]
    overall: int
    marks: Sequence[tuple[str, str]]

    @property
    def flaws(self) -> frozenset[str]:
        """The kinds of flaws that are marked."""
        return frozenset(kind for _, kind in self.marks)


def rows(*folders: str, base: Path = FOLDER) -> list[Row]:
    """All rows of these splits, in the order of their files."""
    files = [file for folder in folders for file in sorted((base / folder).glob("*.jsonl"))]
    return [row for file in files for row in _of(file)]


def _of(file: Path) -> Iterator[Row]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield _row(json.loads(line))


def _row(told: Mapping[str, Any]) -> Row:
    return Row(
        letter=Letter(told["id"], told["body"], told["subject"], told["from"]),
        lang=told["lang"],
        pen=told["pen"],
        country=told["country"],
        truth={item: float(told[item]) for item in Item},
        overall=told["overall"],
        marks=[(mark["words"], mark["kind"]) for mark in told["marks"]],
    )
