"""A first look into the rows that tell whose they are."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from groundswell.domain.records import SetAside
from groundswell.domain.words import Direction
from groundswell.sources.common.tables import Row
from groundswell.sources.common.text import one_line
from groundswell.sources.linkedin_archive.cells import LONGEST_VALUE, Columns
from groundswell.sources.linkedin_archive.owner import Clues
from groundswell.sources.linkedin_archive.people import DIRECTIONS, full_name

_FIRST_LOOK = 3_000
"""Rows of invitations and of messages from which the owner is told."""


def _hear_profile(clues: Clues, first: str, last: str, headline: str) -> None:
    if not clues.name:
        clues.name, clues.headline = full_name(first, last), headline


def _hear_invitation(
    clues: Clues, way: str, inviter: str, inviter_url: str, invitee: str, invitee_url: str
) -> None:
    direction = DIRECTIONS.get(way.upper())
    if direction is Direction.OUT:
        clues.inviting.add(inviter_url, inviter)
    elif direction is Direction.IN:
        clues.inviting.add(invitee_url, invitee)


HEARD: Mapping[str, tuple[tuple[str, ...], Callable[..., None]]] = {
    "linkedin-profile": (("first name", "last name", "headline"), _hear_profile),
    "linkedin-invitations": (
        ("direction", "from", "inviterprofileurl", "to", "inviteeprofileurl"),
        _hear_invitation,
    ),
    "linkedin-messages": (
        ("conversation id", "sender profile url", "from", "to", "recipient profile urls"),
        Clues.hear,
    ),
}
"""Kinds of files that tell who the owner is: the columns that do, and who takes them in."""


def hear(kind: str, columns: Columns, rows: Iterable[Row | SetAside], clues: Clues) -> None:
    """Takes in what the first rows of a file of this kind, one of `HEARD`, tell."""
    names, take = HEARD[kind]
    pick = columns.pick(*names)
    for row in islice(rows, _FIRST_LOOK):
        if not isinstance(row, SetAside):
            take(clues, *(one_line(cell[:LONGEST_VALUE]) for cell in pick([*row[1], ""])))
