"""Where somebody in a hard place finds help, by country.

National lines that answer adults in crisis, each with the address of those who run it, since numbers change.
They are shown to the author beside a plea; nothing is ever sent or said to its writer unasked.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

EVERYWHERE = "https://findahelpline.com"
"""Lists lines in more than a hundred countries."""


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line; `languages` are ISO 639-1 codes in which it is answered."""

    country: str
    languages: frozenset[str]
    name: str
    number: str
    link: str


@cache
def helplines() -> tuple[Helpline, ...]:
    """All lines, by country."""
    table = files("groundswell.calm").joinpath("helplines.csv").read_text("utf-8")
    return tuple(
        Helpline(row["country"], frozenset(row["languages"].split()), row["name"], row["number"], row["link"])
        for row in csv.DictReader(table.splitlines())
    )
