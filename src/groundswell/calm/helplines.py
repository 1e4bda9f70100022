"""Where somebody in a hard place finds help, by country.

National lines that answer adults in crisis, each with the address of those who run it, since numbers change.
They are shown to the author beside a plea, and to her where her own words are those of somebody in danger;
nothing is ever sent or said to anybody unasked.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

EVERYWHERE = "https://findahelpline.com"
"""Lists lines in more than a hundred countries."""


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line.

    Attributes:
        languages: ISO 639-1 codes in which it is answered.
        emergency: The number there for sudden danger.
    """

    country: str
    languages: frozenset[str]
    name: str
    number: str
    emergency: str
    link: str


@cache
def helplines() -> tuple[Helpline, ...]:
    """All lines, by country."""
    table = files("groundswell.calm").joinpath("helplines.csv").read_text("utf-8")
    return tuple(
        Helpline(
            row["country"],
            frozenset(row["languages"].split()),
            row["name"],
            row["number"],
            row["emergency"],
            row["link"],
        )
        for row in csv.DictReader(table.splitlines())
    )


def near(country: str, language: str = "") -> tuple[Helpline, ...]:
    """The lines of a country; where that is not known, those of all countries where a language is spoken."""
    of_country = tuple(one for one in helplines() if one.country == country)
    return of_country or tuple(one for one in helplines() if language in one.languages)
