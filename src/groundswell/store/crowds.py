"""What many say together: texts in the order of time, copies of one another, findings about a crowd."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, select

from groundswell.domain.reading import words_of
from groundswell.domain.words import Intent, Kind, Lane, Tone
from groundswell.store import schema
from groundswell.store.bulk import chunks, upsert
from groundswell.store.persons import Passed, passed_items
from groundswell.store.readings import is_said_to_the_account

MOST_HEARD = 20_000
"""Of a larger crowd the last are heard, so that a wave without end takes no memory without end."""

_LIKELY = 0.5
_MAIL = (Kind.MESSAGE.value, Kind.INVITATION.value)


class Said(NamedTuple):
    """One text that was said to the account, as it was read; `at` in epoch milliseconds.

    Attributes:
        stranger: No connection, and nobody with whom anything passed elsewhere before.
        copied: It says nearly the same as an earlier one.
    """

    id: int
    at: int
    text: str
    person_id: int | None
    lane: Lane
    tone: Tone
    intents: frozenset[Intent]
    language: str
    sketch: bytes
    stranger: bool
    copied: bool


def scopes(conn: Connection, ids: Sequence[int]) -> tuple[list[int], bool]:
    """The posts that these interactions stand under, and whether any of them is mail."""
    one = schema.interaction.c
    posts: set[int] = set()
    mail = False
    for chunk in chunks(ids):
        for post_id, kind in conn.execute(select(one.post_id, one.kind).where(one.id.in_(chunk)).distinct()):
            posts |= {post_id} if post_id is not None else set()
            mail = mail or kind in _MAIL
    return sorted(posts), mail


def texts_under(conn: Connection, post_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Ids and texts of what was said last under these posts, in the order of time."""
    return _texts(conn, schema.interaction.c.post_id.in_(post_ids))


def texts_mailed(conn: Connection, since: int) -> list[tuple[int, str]]:
    """Ids and texts of messages and invitations from an instant on, in the order of time."""
    one = schema.interaction.c
    return _texts(conn, and_(one.kind.in_(_MAIL), one.at >= since))


def _texts(conn: Connection, wanted: ColumnElement[bool]) -> list[tuple[int, str]]:
    one = schema.interaction.c
    query = select(one.id, one.subject, one.text).where(wanted, is_said_to_the_account())
    rows = conn.execute(query.order_by(one.at.desc(), one.id.desc()).limit(MOST_HEARD)).all()
    return [(row_id, words_of(subject, text)) for row_id, subject, text in reversed(rows)]


def keep_copies(conn: Connection, heads: Sequence[tuple[int, int]]) -> list[int]:
    """Keeps for each text which earlier one it says again (itself: none); gives the ids that changed."""
    table = schema.alike
    changed: list[int] = []
    for chunk in chunks(heads):
        ids = [row_id for row_id, _ in chunk]
        query = select(table.c.interaction_id, table.c.head_id).where(table.c.interaction_id.in_(ids))
        before = {row[0]: row[1] for row in conn.execute(query)}
        now = {row_id: head for row_id, head in chunk if head != row_id}
        gone = before.keys() - now.keys()
        conn.execute(delete(table).where(table.c.interaction_id.in_(gone)))
        new = [(row_id, head) for row_id, head in now.items() if before.get(row_id) != head]
        upsert(conn, table, ("interaction_id", "head_id"), new, "interaction_id")
        changed += [*gone, *(row_id for row_id, _ in new)]
    return changed


def copies(conn: Connection, head_id: int, limit: int = 30) -> list[Passed]:
    """What says nearly the same as an item, oldest first."""
    table, one = schema.alike.c, schema.interaction.c
    query = (
        select(one.id)
        .join_from(schema.alike, schema.interaction, one.id == table.interaction_id)
        .where(table.head_id == head_id)
        .order_by(one.at, one.id)
        .limit(limit)
    )
    return passed_items(conn, list(conn.execute(query).scalars()))


def with_copies(conn: Connection, ids: Sequence[int]) -> list[int]:
    """The items and those that are folded into them."""
    table, box = schema.alike.c, schema.inbox.c
    query = (
        select(table.interaction_id)
        .join_from(schema.alike, schema.inbox, box.interaction_id == table.interaction_id)
        .where(table.head_id.in_(ids), box.state == "alike")
        .order_by(table.interaction_id)
    )
    return [*ids, *conn.execute(query).scalars()]


def said_under(conn: Connection, post_ids: Sequence[int]) -> list[Said]:
    """What was said last under these posts and read, in the order of time."""
    one, box, said, who, twin = (
        table.c for table in (schema.interaction, schema.inbox, schema.reading, schema.person, schema.alike)
    )
    earlier = schema.interaction.alias("earlier").c
    before = and_(earlier.at < one.at, func.coalesce(earlier.post_id, 0).not_in(post_ids))
    # Apart from one another: each is a look into the index, both in one condition are not.
    met = exists().where(earlier.person_id == one.person_id, before)
    elsewhere = exists().where(earlier.person_id.in_(_same_person(one.person_id)), before)
    connected = (func.coalesce(who.degree, 3) == 1) | who.connected.is_not(None)
    query = (
        select(
            one.id, one.at, one.subject, one.text, one.person_id, box.lane, said.tone, said.detail,
            said.language, said.sketch, ~(met | elsewhere | connected), twin.interaction_id.is_not(None),
        )
        .join_from(schema.interaction, schema.inbox, box.interaction_id == one.id)
        .join(schema.reading, said.interaction_id == one.id)
        .outerjoin(schema.person, who.id == one.person_id)
        .outerjoin(schema.alike, twin.interaction_id == one.id)
        .where(one.post_id.in_(post_ids))
        .order_by(one.at.desc(), one.id.desc())
        .limit(MOST_HEARD)
    )  # fmt: skip
    return [
        Said(
            row_id, at, words_of(subject, text), who_id, Lane(lane), Tone(tone), _likely(detail),
            language, sketch or b"", bool(stranger), bool(copied),
        )
        for row_id, at, subject, text, who_id, lane, tone, detail, language, sketch, stranger, copied
        in reversed(conn.execute(query).all())
    ]  # fmt: skip


def _same_person(person_id: ColumnElement[int]) -> Select[tuple[int]]:
    """The other profiles of somebody, by the user's word."""
    mine, theirs = schema.person_group.alias("mine").c, schema.person_group.alias("theirs").c
    same = and_(theirs.shown_id == mine.shown_id, mine.person_id == person_id, theirs.person_id != person_id)
    # Two levels below the query that the person comes from: told, it is not searched anew.
    return select(theirs.person_id).where(same).correlate(schema.interaction)


def moods_under(
    conn: Connection, post_ids: Sequence[int], limit: int = MOST_HEARD
) -> list[tuple[Lane, Tone]]:
    """Lane and tone of the newest texts under these posts, in the order of time; the user's word first."""
    one, box = schema.interaction.c, schema.inbox.c
    query = (
        select(box.lane, box.tone)
        .join_from(schema.inbox, schema.interaction, box.interaction_id == one.id)
        .where(box.post_id.in_(post_ids))
        .order_by(one.at.desc(), one.id.desc())
        .limit(limit)
    )
    return [(Lane(lane), Tone(tone)) for lane, tone in conn.execute(query)][::-1]


def _likely(detail: str) -> frozenset[Intent]:
    told: dict[str, float] = json.loads(detail)["intents"]
    return frozenset(Intent(name) for name, chance in told.items() if chance >= _LIKELY)


def keep_finding(conn: Connection, post_id: int, kind: str, body: object) -> None:
    """Keeps what was found about a post's crowd, in place of what was found before."""
    table = schema.finding
    conn.execute(delete(table).where(table.c.post_id == post_id, table.c.kind == kind))
    conn.execute(table.insert().values(post_id=post_id, kind=kind, body=body))


def finding(conn: Connection, post_id: int, kind: str) -> object:
    """What was found last; none if nothing was."""
    table = schema.finding
    query = select(table.c.body).where(table.c.post_id == post_id, table.c.kind == kind)
    return conn.execute(query).scalar()
