"""The snapshot: the tables of the archive as JSON, read by the archive's own readers.

So what comes by this way has the keys that it has in the archive, and neither way brings anything twice.
"""

from collections.abc import Iterable, Iterator, Sequence

from groundswell.domain.activity import Account
from groundswell.domain.records import Record, SetAside
from groundswell.sources.common.dates import Dates
from groundswell.sources.common.tables import Row
from groundswell.sources.linkedin_archive.cells import Columns
from groundswell.sources.linkedin_archive.context import Context
from groundswell.sources.linkedin_archive.hearing import HEARD, hear
from groundswell.sources.linkedin_archive.owner import Clues, as_owner, find_owner
from groundswell.sources.linkedin_archive.reading import READERS, records_of
from groundswell.sources.linkedin_portability.calls import Calls, Json
from groundswell.sources.protocol import Limits

DOMAINS = (
    ("PROFILE", "linkedin-profile"),
    ("CONNECTIONS", "linkedin-connections"),
    ("MEMBER_SHARE_INFO", "linkedin-shares"),
    ("ALL_COMMENTS", "linkedin-comments"),
    ("ALL_LIKES", "linkedin-reactions"),
    ("ALL_VOTES", "linkedin-votes"),
    ("INSTANT_REPOSTS", "linkedin-reposts"),
    ("MEMBER_FOLLOWING", "linkedin-follows"),
    ("INVITATIONS", "linkedin-invitations"),
    ("INBOX", "linkedin-messages"),
)
"""The parts that are asked for, and what they are in the archive; first those that tell who people are.
Recommendations are left out: only the archive says, in a file's name, in which direction they went."""


def context_of(account: Account, now: int) -> Context:
    """What the readers know besides the rows."""
    return Context("", as_owner(account), Dates(now), now, Limits().text_chars, {})


def records(
    domain: str, kind: str, rows: Sequence[Json], context: Context, first: int = 1
) -> Iterator[Record | SetAside]:
    """What some rows of a part tell; `first` is the number of the first of them."""
    columns = _columns(rows)
    read = READERS[kind](Columns(columns), context)
    for one in records_of(_rows(columns, rows, first), read):
        if isinstance(one, Record):
            yield one._replace(where=f"{domain}, {one.where}")
        else:
            yield SetAside(f"{domain}, {one.where}", one.why, one.mend, one.excerpt)


def whose(calls: Calls) -> Account | None:
    """The account, with the key that the archive would give it; none while there is no profile."""
    clues = Clues()
    for domain, kind in DOMAINS:
        if kind not in HEARD:
            continue
        page = next(calls.snapshot(domain), [])
        columns = _columns(page)
        hear(kind, Columns(columns), _rows(columns, page), clues)
        if not clues.name:
            return None
    return find_owner(clues, ()).account


def _columns(rows: Iterable[Json]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _rows(columns: Sequence[str], rows: Iterable[Json], first: int = 1) -> Iterator[Row]:
    for number, row in enumerate(rows, start=first):
        cells = (row.get(name) for name in columns)
        yield number, ["" if cell is None else str(cell) for cell in cells]
