"""Reads the members of an archive one after the other, first those that tell who people are."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from groundswell.domain.activity import Account
from groundswell.domain.errors import DamagedFile
from groundswell.domain.records import Part, Record, SetAside, Yielded
from groundswell.sources.common.archive import Member
from groundswell.sources.common.dates import BadDate, Dates
from groundswell.sources.common.tables import EXCERPT, MEND, Row, Table, text_of
from groundswell.sources.linkedin_archive import messages, people, posts
from groundswell.sources.linkedin_archive.cells import BadRow, Columns, RowReader
from groundswell.sources.linkedin_archive.comment_rows import CommentRows
from groundswell.sources.linkedin_archive.context import Context
from groundswell.sources.linkedin_archive.hearing import HEARD, hear
from groundswell.sources.linkedin_archive.kinds import (
    KINDS,
    NOT_NEEDED,
    FileKind,
    expected,
    header_of,
    may_be_table,
)
from groundswell.sources.linkedin_archive.owner import Clues, find_owner
from groundswell.sources.protocol import Asked

READERS: Mapping[str, Callable[[Columns, Context], RowReader]] = {
    "linkedin-profile": people.profile_reader,
    "linkedin-connections": people.connections_reader,
    "linkedin-shares": posts.shares_reader,
    "linkedin-comments": posts.comments_reader,
    "linkedin-reactions": posts.reactions_reader,
    "linkedin-votes": posts.votes_reader,
    "linkedin-reposts": posts.reposts_reader,
    "linkedin-follows": people.follows_reader,
    "linkedin-invitations": people.invitations_reader,
    "linkedin-endorsements-received": people.endorsements_reader,
    "linkedin-endorsements-given": people.endorsements_reader,
    "linkedin-recommendations": people.recommendations_reader,
    "linkedin-messages": messages.messages_reader,
}


@dataclass(frozen=True, slots=True)
class Needed:
    """A member that is needed, and what it is."""

    member: Member
    kind: FileKind


def look_at(member: Member) -> Needed | None:
    """What a member is; none if it is not needed.

    Raises:
        DamagedFile: It cannot be read, is empty or has an ambiguous header.
        UnsafeFile: The archive passes its limits.
    """
    with closing(member.open()) as stream:
        head, _ = text_of(stream)
    found = header_of(head, member.name)
    return Needed(member, found[0]) if found else None


def read_members(members: Iterable[Member], asked: Asked) -> Iterator[Yielded]:
    """All records of an archive, member by member."""
    needed: list[Needed] = []
    others: list[tuple[Member, DamagedFile | None]] = []
    for member in members:
        try:
            found = look_at(member) if may_be_table(member.name) else None
        except DamagedFile as error:
            others.append((member, error))
            continue
        if found:
            needed.append(found)
        else:
            others.append((member, None))
    needed.sort(key=lambda one: (KINDS.index(one.kind), one.member.name))
    yield from read_needed(needed, asked)
    for member, trouble in others:
        yield from _passed_over(member.name, trouble)


def read_needed(needed: list[Needed], asked: Asked, *, alone: bool = False) -> Iterator[Yielded]:
    """The records of members that are needed; of a file `alone` the part has no name."""
    clues = _clues(needed, asked)
    owner = find_owner(clues, asked.accounts)
    known = {account.key for account in asked.accounts}
    untold = None if clues.name or (owner.account and owner.account.key in known) else owner.account
    dates, links = Dates(asked.now), dict[str, str]()
    for one in needed:
        yield Part("" if alone else one.member.name, one.kind.name)
        context = Context(one.member.name, owner, dates, asked.now, asked.limits.text_chars, links)
        records = _records(one, context, asked)
        try:
            if untold:
                untold = yield from _introducing(untold, records)
            yield from records
        except DamagedFile as error:
            yield SetAside(error.where, error.what, error.mend)


def _passed_over(name: str, trouble: DamagedFile | None) -> Iterator[Yielded]:
    """A member that is not read; one that by its name should be is set aside."""
    kind = expected(name) if may_be_table(name) else None
    yield Part(name, kind.name if kind else NOT_NEEDED)
    if kind and trouble:
        yield SetAside(name, trouble.what, trouble.mend)
    elif kind:
        columns = ", ".join(sorted(kind.columns))
        yield SetAside(
            name, f"its header should be or hold: {columns}", "Restore the header that LinkedIn gave it."
        )


@contextmanager
def opened(one: Needed, field_chars: int) -> Iterator[Table]:
    """The member's table, to be iterated before the context ends.

    Raises:
        DamagedFile: The member cannot be read.
        UnsafeFile: The archive passes its limits.
    """
    with closing(one.member.open()) as stream:
        head, rest = text_of(stream)
        found = header_of(head, one.member.name)
        if found is None:
            raise DamagedFile("the file changed while it was read", where=one.member.name)
        kind, header = found
        as_comments = kind.name == "linkedin-comments" and len(header.columns) == len(kind.columns)
        table = CommentRows if as_comments else Table
        yield table(header, head, rest, field_chars)


def _records(one: Needed, context: Context, asked: Asked) -> Iterator[Record | SetAside]:
    with opened(one, asked.limits.field_chars) as table:
        yield from records_of(table, READERS[one.kind.name](Columns(table.columns), context))


def records_of(rows: Iterable[Row | SetAside], read: RowReader) -> Iterator[Record | SetAside]:
    """What a reader makes of rows, wherever they come from."""
    for row in rows:
        if isinstance(row, SetAside):
            yield row
            continue
        number, cells = row
        cells.append("")
        try:
            facts = read(cells)
        except BadRow as error:
            yield _aside(row, error, error.mend)
        except BadDate as error:
            yield _aside(row, error, MEND)
        else:
            yield Record(f"row {number}", facts)


def _aside(row: Row, error: ValueError, mend: str) -> SetAside:
    number, cells = row
    excerpt = ", ".join(cell[:EXCERPT] for cell in cells if cell)[:EXCERPT]
    return SetAside(f"row {number}", str(error), mend, excerpt)


def _introducing(
    account: Account, records: Iterator[Record | SetAside]
) -> Generator[Record | SetAside, None, Account | None]:
    """The records up to the first that could be read, which tells of the account as well."""
    for one in records:
        if isinstance(one, Record):
            yield one._replace(facts=(account, *one.facts))
            return None
        yield one
    return account


def _clues(needed: list[Needed], asked: Asked) -> Clues:
    clues = Clues()
    for one in needed:
        if one.kind.name not in HEARD:
            continue
        try:
            with opened(one, asked.limits.field_chars) as table:
                hear(one.kind.name, Columns(table.columns), table, clues)
        except DamagedFile:
            # Told as a row set aside when it is the member's turn.
            continue
    return clues
