"""Readings: what is still to be read, and what was said of each text."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, bindparam, func, or_, select

from groundswell.domain.reading import Evidence, Reading, Utterance, words_of
from groundswell.domain.words import Abuse, Direction, Intent, Kind, Lane, Tone
from groundswell.store import schema
from groundswell.store.bulk import chunks, upsert

READ_KINDS = (Kind.COMMENT, Kind.MESSAGE, Kind.INVITATION, Kind.MENTION, Kind.QUOTE)
"""What somebody says to the account; reactions, reposts and follows carry no words of theirs."""

_COLUMNS = (
    "interaction_id", "model", "language", "lane", "tone", "priority", "confidence", "detail",
    "sketch", "taught",
)  # fmt: skip
_CONTEXT_CHARS = 600
WAITING = ("open", "snoozed", "alike")
"""States of items that may still be moved by what is learned."""


def is_said_to_the_account() -> ColumnElement[bool]:
    """The condition for interactions that are read and put into lanes."""
    column = schema.interaction.c
    return and_(column.direction == Direction.IN.value, column.kind.in_([one.value for one in READ_KINDS]))


def newest(conn: Connection) -> int:
    """The highest id of an interaction; 0 if there is none."""
    return conn.execute(select(func.max(schema.interaction.c.id))).scalar() or 0


def read_by_others(conn: Connection, model: str) -> list[int]:
    """Ids of all texts whose reading is not by `model`, the newest first."""
    said = schema.reading.c
    query = select(said.interaction_id).where(said.model != model).order_by(said.interaction_id.desc())
    return list(conn.execute(query).scalars())


def unread(conn: Connection, model: str | None, after: int = 0) -> list[int]:
    """Ids of all texts with ids above `after` that have no reading by `model`, by any where it is none:
    comments under posts first, then the newest."""
    one, said = schema.interaction.c, schema.reading.c
    joined = schema.interaction.outerjoin(schema.reading, said.interaction_id == one.id)
    none = said.model.is_(None)
    query = (
        select(one.id)
        .select_from(joined)
        .where(
            one.id > after,
            is_said_to_the_account(),
            none if model is None else or_(none, said.model != model),
        )
        .order_by(one.post_id.is_(None), one.at_until.desc(), one.id)
    )
    return list(conn.execute(query).scalars())


def utterances(conn: Connection, ids: Sequence[int]) -> Iterator[Utterance]:
    """The texts with what is known around them, their ids as strings."""
    one, writer, post = schema.interaction.c, schema.person.c, schema.post.c
    parent = schema.interaction.alias("parent")
    joined = (
        schema.interaction.outerjoin(schema.person, writer.id == one.person_id)
        .outerjoin(schema.post, post.id == one.post_id)
        .outerjoin(parent, and_(parent.c.key == one.thread, one.thread != "", one.kind == Kind.COMMENT.value))
    )
    context = func.coalesce(parent.c.text, post.text, "")
    for chunk in chunks(ids):
        query = (
            select(one.id, one.subject, one.text, one.kind, func.coalesce(writer.headline, ""), context)
            .select_from(joined)
            .where(one.id.in_(chunk))
        )
        for row_id, subject, text, kind, headline, around in conn.execute(query):
            yield Utterance(str(row_id), words_of(subject, text), around[:_CONTEXT_CHARS], headline, kind)


def keep(conn: Connection, readings: Sequence[Reading]) -> None:
    """Stores readings whose ids are interaction ids, in place of earlier ones."""
    upsert(conn, schema.reading, _COLUMNS, [_row(one) for one in readings], "interaction_id")


def lessons(conn: Connection, model: str) -> list[tuple[bytes, Lane]]:
    """The sketch of each text that the user put into a lane, with that lane; only readings by `model`."""
    decided, said = schema.decision.c, schema.reading.c
    query = (
        select(said.interaction_id, said.sketch, decided.value)
        .join_from(schema.decision, schema.reading, said.interaction_id == decided.interaction_id)
        .where(
            decided.kind == "lane", decided.undone.is_(None), said.model == model, said.sketch.is_not(None)
        )
        # A hundred copies that went along with one item are one lesson, not a hundred.
        .outerjoin(schema.alike, schema.alike.c.interaction_id == said.interaction_id)
        .where(schema.alike.c.interaction_id.is_(None))
        .order_by(decided.id)
    )
    # An item's last correction counts.
    last = {row_id: (sketch, Lane(lane)) for row_id, sketch, lane in conn.execute(query)}
    return [last[row_id] for row_id in sorted(last)]


def waiting(conn: Connection) -> list[int]:
    """Ids of what still waits for the user, ascending."""
    box = schema.inbox.c
    return sorted(conn.execute(select(box.interaction_id).where(box.state.in_(WAITING))).scalars())


def sketches(conn: Connection, model: str, ids: Sequence[int]) -> list[tuple[int, bytes, Lane]]:
    """Id, sketch and lane of those of the items that `model` has read."""
    said = schema.reading.c
    query = select(said.interaction_id, said.sketch, said.lane).where(
        said.interaction_id.in_(ids), said.model == model, said.sketch.is_not(None)
    )
    return [(row_id, sketch, Lane(lane)) for row_id, sketch, lane in conn.execute(query)]


def taught_lanes(conn: Connection) -> dict[Lane, int]:
    """How many waiting items are in each lane because of what was learned."""
    box, said = schema.inbox.c, schema.reading.c
    query = (
        select(box.lane, func.count())
        .join_from(schema.reading, schema.inbox, box.interaction_id == said.interaction_id)
        .where(said.taught, box.state.in_(WAITING))
        .group_by(box.lane)
    )
    return {Lane(lane): n for lane, n in conn.execute(query)}


def move(conn: Connection, moved: Sequence[tuple[int, Lane, float, float, bool]]) -> None:
    """Gives readings another lane, confidence and priority, and says whether that was taught."""
    table = schema.reading
    if not moved:
        return
    statement = (
        table.update()
        .where(table.c.interaction_id == bindparam("of"))
        .values(
            lane=bindparam("to"),
            confidence=bindparam("sure"),
            priority=bindparam("soon"),
            taught=bindparam("learned"),
        )
    )
    rows = [
        {"of": row_id, "to": lane.value, "sure": confidence, "soon": priority, "learned": taught}
        for row_id, lane, confidence, priority, taught in moved
    ]
    conn.execute(statement, rows)


def said_of(conn: Connection, interaction_id: int) -> Reading | None:
    """The stored reading of one interaction."""
    table = schema.reading
    row = conn.execute(select(table).where(table.c.interaction_id == interaction_id)).mappings().first()
    return None if row is None else reading_of(row)


def _row(one: Reading) -> tuple[object, ...]:
    detail = {
        "tone": dict(one.tone),
        "intents": dict(one.intents),
        "abuse": dict(one.abuse),
        "evidence": [(mark.start, mark.end, mark.label) for mark in one.evidence],
    }
    tone = max(one.tone, key=lambda tone: one.tone[tone])
    return (
        int(one.id), one.model, one.language, one.lane.value, tone.value, one.priority, one.confidence,
        json.dumps(detail), one.sketch or None, one.taught,
    )  # fmt: skip


def reading_of(row: RowMapping) -> Reading:
    """A row of the table `reading` as a value."""
    detail = json.loads(row["detail"])
    return Reading(
        id=str(row["interaction_id"]),
        language=row["language"],
        tone={Tone(name): float(share) for name, share in detail["tone"].items()},
        intents={Intent(name): float(share) for name, share in detail["intents"].items()},
        abuse={Abuse(name): float(share) for name, share in detail["abuse"].items()},
        lane=Lane(row["lane"]),
        priority=row["priority"],
        confidence=row["confidence"],
        evidence=tuple(Evidence(start, end, label) for start, end, label in detail["evidence"]),
        model=row["model"],
        sketch=row["sketch"] or b"",
        taught=row["taught"],
    )
