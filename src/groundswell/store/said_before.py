"""What the user has said before, to others and in posts."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from groundswell.domain.actions import Act
from groundswell.domain.words import Direction, Kind, SendState
from groundswell.store import schema

_SAYS = (Act.REPLY.value, Act.MESSAGE.value)


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """Something that the user said to somebody; `name` and `thread` are empty where they are not known."""

    text: str
    name: str
    thread: str
    public: bool


def replies(conn: Connection, limit: int = 1_000) -> list[SaidBefore]:
    """Her comments and messages, the newest first, with whom they were said to."""
    parent_table = schema.interaction.alias("parent")
    one, parent, who = schema.interaction.c, parent_table.c, schema.person.c
    query = (
        select(one.text, one.kind, one.thread, who.name)
        .outerjoin(parent_table, parent.key == one.thread)
        .outerjoin(schema.person, who.id == func.coalesce(parent.person_id, one.person_id))
        .where(one.direction == Direction.OUT.value, one.text != "")
        .where(one.kind.in_([Kind.COMMENT.value, Kind.MESSAGE.value]))
        .order_by(one.at.desc(), one.id.desc())
        .limit(limit)
    )
    return [
        SaidBefore(row.text, row.name or "", row.thread, row.kind == Kind.COMMENT)
        for row in conn.execute(query)
    ]


def sent_texts(conn: Connection, limit: int = 5_000) -> list[str]:
    """What she pressed send on and did not take back, the newest first; also what has not gone yet."""
    one = schema.outbox.c
    query = select(one.text).where(one.text != "", one.act.in_(_SAYS), one.state != SendState.CANCELLED.value)
    return list(conn.execute(query.order_by(one.id.desc()).limit(limit)).scalars())


def own_posts(conn: Connection, limit: int = 200) -> list[str]:
    """The texts of her posts, the newest first."""
    post = schema.post.c
    query = select(post.text).where(post.mine, post.text != "").order_by(post.at.desc()).limit(limit)
    return list(conn.execute(query).scalars())


def own_name(conn: Connection) -> str:
    """What she is called on one of her accounts; empty if none says."""
    name = schema.account.c.name
    return conn.execute(select(name).where(name != "").limit(1)).scalar() or ""
