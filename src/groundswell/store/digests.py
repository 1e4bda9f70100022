"""What was gathered for the user, once for each of her hours and each thing that cannot wait, and how it went
out of the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from groundswell.domain.calm import Alarm, Told, Way
from groundswell.store import schema
from groundswell.store.bulk import insert_missing

Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Kept:
    """One digest, or one thing that cannot wait, as it was made.

    Attributes:
        key: `digest:` and the hour, or `urgent:` and the key of the interaction.
        about: Key of the interaction that cannot wait; empty for a digest.
        body: As it was given.
    """

    key: str
    alarm: Alarm | None
    about: str
    kind_shown: str
    body: Body
    at: int


@dataclass(frozen=True, slots=True)
class Telling:
    """How one digest goes out, one way. `due` is when it is tried, or since when it is being sent."""

    key: str
    way: Way
    state: Told
    due: int
    tries: int
    problem: str


def make(conn: Connection, one: Kept, ways: Sequence[Way]) -> bool:
    """Keeps a digest and queues its ways, at once; says whether it was not there before."""
    alarm = one.alarm.value if one.alarm else ""
    table = schema.digest
    if conn.execute(select(table.c.id).where(table.c.key == one.key)).first() is not None:
        return False
    values = {
        "key": one.key, "alarm": alarm, "about": one.about, "kind_shown": one.kind_shown,
        "body": dict(one.body), "at": one.at,
    }  # fmt: skip
    conn.execute(table.insert().values(values))
    rows = [(one.key, way.value, Told.WAITING.value, one.at) for way in ways]
    insert_missing(conn, schema.telling, ("key", "way", "state", "due"), rows)
    return True


def kept(conn: Connection, key: str) -> Kept | None:
    """One digest by its key."""
    table = schema.digest
    row = conn.execute(select(table).where(table.c.key == key)).mappings().first()
    return None if row is None else _kept(row)


def latest(conn: Connection, most: int) -> list[Kept]:
    """The newest digests, without what cannot wait."""
    table = schema.digest
    query = select(table).where(table.c.about == "").order_by(table.c.id.desc()).limit(most)
    return [_kept(row) for row in conn.execute(query).mappings()]


def told_of(conn: Connection, since: int) -> list[tuple[int, Kept]]:
    """What could not wait and still stands open in the inbox, the newest first, with its interaction."""
    table, one, box = schema.digest, schema.interaction.c, schema.inbox.c
    query = (
        select(table, one.id.label("item"))
        .join(schema.interaction, one.key == table.c.about)
        .join(schema.inbox, box.interaction_id == one.id)
        .where(table.c.about != "", table.c.at >= since, box.state == "open")
        .order_by(table.c.id.desc())
    )
    return [(row["item"], _kept(row)) for row in conn.execute(query).mappings()]


def ever_urgent(conn: Connection) -> list[str]:
    """Keys of everything that was found not to be able to wait, whatever became of it, the oldest first."""
    table = schema.digest
    return list(conn.execute(select(table.c.about).where(table.c.about != "").order_by(table.c.id)).scalars())


def kind_shown(conn: Connection) -> frozenset[str]:
    """Keys of the kind things that were shown before."""
    table = schema.digest
    return frozenset(
        conn.execute(select(table.c.kind_shown).where(table.c.kind_shown != "").distinct()).scalars()
    )


def unlooked(conn: Connection, since: int) -> list[tuple[int, str]]:
    """What is open and came since then: the interaction and the reader that read it last."""
    one, box, said = schema.interaction.c, schema.inbox.c, schema.reading.c
    query = (
        select(one.id, said.model)
        .join_from(schema.interaction, schema.inbox, box.interaction_id == one.id)
        .join(schema.reading, said.interaction_id == one.id)
        .where(one.at_until >= since, box.state == "open")
        .order_by(one.id)
    )
    return [(row[0], row[1]) for row in conn.execute(query)]


def tellings(conn: Connection, key: str) -> list[Telling]:
    """How one digest went out."""
    table = schema.telling
    return [_telling(row) for row in conn.execute(select(table).where(table.c.key == key)).mappings()]


def on_their_way(conn: Connection, way: Way) -> list[Telling]:
    """What waits or is being sent, the oldest first."""
    table = schema.telling
    states = table.c.state.in_([Told.WAITING.value, Told.SENDING.value])
    query = select(table).where(states, table.c.way == way.value).order_by(table.c.id)
    return [_telling(row) for row in conn.execute(query).mappings()]


def claim(conn: Connection, one: Telling, now: int) -> bool:
    """Says that it is being sent from now on; false if somebody else came first."""
    table = schema.telling
    mine = (
        (table.c.key == one.key) & (table.c.way == one.way.value)
        & (table.c.state == one.state.value) & (table.c.due == one.due)
    )  # fmt: skip
    taken = table.update().where(mine).values(state=Told.SENDING.value, due=now, tries=table.c.tries + 1)
    return conn.execute(taken).rowcount == 1


def settle(
    conn: Connection, one: Telling, state: Told, due: int, problem: str = "", tries: int | None = None
) -> None:
    """Says what became of it; `tries` where it broke before it was claimed."""
    table = schema.telling
    mine = (table.c.key == one.key) & (table.c.way == one.way.value)
    values: dict[str, object] = {"state": state.value, "due": due, "problem": problem}
    if tries is not None:
        values["tries"] = tries
    conn.execute(table.update().where(mine).values(values))


def _kept(row: RowMapping) -> Kept:
    alarm = Alarm(row["alarm"]) if row["alarm"] else None
    return Kept(row["key"], alarm, row["about"], row["kind_shown"], row["body"], row["at"])


def _telling(row: RowMapping) -> Telling:
    return Telling(row["key"], Way(row["way"]), Told(row["state"]), row["due"], row["tries"], row["problem"])
