"""Which file of an archive is which: by its header, not by its name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groundswell.domain.errors import DamagedFile
from groundswell.sources.common.headers import Header, find_header
from groundswell.sources.linkedin_archive.cells import column_name

NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file in the archive.

    Attributes:
        name: Such as `linkedin-messages`.
        columns: The columns that all its versions since 2018 have.
        alone: Whether LinkedIn gives no other columns, as others' tables with these columns and more do.
        usual: How such a file's name begins, lower case, without separators.
    """

    name: str
    columns: frozenset[str]
    usual: str
    alone: bool = False


def _kind(name: str, columns: str, usual: str, *, alone: bool = False) -> FileKind:
    return FileKind(f"linkedin-{name}", frozenset(columns.split(",")), usual, alone)


KINDS = (
    _kind("profile", "first name,last name,headline,summary", "profile"),
    _kind("connections", "first name,last name,connected on", "connections"),
    _kind("shares", "date,sharelink,sharecommentary", "shares"),
    _kind("comments", "date,link,message", "comments", alone=True),
    _kind("reactions", "date,type,link", "reactions", alone=True),
    _kind("votes", "date,link,optiontext", "votes", alone=True),
    _kind("reposts", "date,link", "instantreposts", alone=True),
    _kind("follows", "date,status,fullname", "memberfollows", alone=True),
    _kind("invitations", "from,to,sent at,direction", "invitations"),
    _kind(
        "endorsements-received",
        "endorsement date,skill name,endorser first name,endorser last name",
        "endorsementreceived",
    ),
    _kind(
        "endorsements-given",
        "endorsement date,skill name,endorsee first name,endorsee last name",
        "endorsementgiven",
    ),
    _kind("recommendations", "first name,last name,text,creation date", "recommendations"),
    _kind("messages", "from,to,date,content", "messages"),
)
"""In the order in which they are read: what tells who people are comes before what they did."""

_TABLES = (".csv", ".tsv", ".txt")
_COACH = re.compile(r"(?:guide|role_?play|coach\w*)_messages", re.IGNORECASE)
"""Exchanges with LinkedIn's own assistants, in the shape of messages."""

_SEPARATORS = re.compile(r"[\s_\-]")


def kind_of(columns: Sequence[str], by_name: FileKind | None = None) -> FileKind | None:
    """The kind of file that has this header.

    Args:
        by_name: What the file is by its name. Then it may have columns that were not known before, as long as
            they do not tell of other people.
    """
    names = {column_name(cell) for cell in columns} - {""}
    for kind in KINDS:
        more = names - kind.columns
        if kind.columns <= names and not (
            kind.alone and more and (kind is not by_name or _about_others(more))
        ):
            return kind
    return None


def _about_others(columns: Iterable[str]) -> bool:
    return any("name" in one or "author" in one or "profile" in one for one in columns)


def may_be_table(name: str) -> bool:
    """Whether a member is to be looked into at all, by its name."""
    base = name.rpartition("/")[2]
    return base.lower().endswith(_TABLES) and not base.startswith("._") and not _COACH.search(base)


def expected(name: str) -> FileKind | None:
    """The kind of file that a member ought to be, by its name."""
    base = _SEPARATORS.sub("", name.rpartition("/")[2].lower())
    return next((kind for kind in KINDS if re.match(rf"{kind.usual}(?:received|given|\d)*\.", base)), None)


def header_of(head: str, name: str) -> tuple[FileKind, Header] | None:
    """The kind and the header of a file that begins with `head`; none if it is of no kind that is needed.

    Raises:
        DamagedFile: It is empty, or its header names a column twice.
    """
    if not head.strip():
        raise DamagedFile("the file is empty", where=name, mend="Export it again and import the new file.")
    by_name = expected(name)
    try:
        header = find_header(head, lambda cells: kind_of(cells, by_name) is not None, name=name)
    except DamagedFile as error:
        if head.startswith("Notes:"):
            raise DamagedFile("it holds notes and no rows", where=name, mend=error.mend) from error
        return None
    kind = kind_of(header.columns, by_name)
    names = [column_name(cell) for cell in header.columns if cell]
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice:
        raise DamagedFile(
            f"its header names the column {twice!r} twice", where=name, mend="Remove or rename one of them."
        )
    return (kind, header) if kind else None
