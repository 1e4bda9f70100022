"""The log of words that the user gave away as answers."""

from sqlalchemy import Connection, RowMapping, select

from groundswell.domain.answers import Answer, How, MadeOf
from groundswell.domain.drafting import Does, Move, Path, Want
from groundswell.store import schema


def note(conn: Connection, answer: Answer) -> bool:
    """Logs one press; says whether it was not there already."""
    table, made = schema.answer, answer.made_of
    if conn.execute(select(table.c.id).where(table.c.key == answer.key)).first() is not None:
        return False
    values = {
        "key": answer.key, "target": answer.target, "how": answer.how.value, "sent": answer.sent,
        "text": answer.text, "draft": made.draft, "path": answer.path or "", "want": made.want or "",
        "does": made.does or "", "moves": [move.value for move in made.moves], "verdict": answer.verdict,
        "at": answer.at,
    }  # fmt: skip
    conn.execute(table.insert().values(values))
    return True


def about(conn: Connection, target: str) -> list[Answer]:
    """What was made for one comment or person, the oldest first."""
    table = schema.answer
    query = select(table).where(table.c.target == target).order_by(table.c.id)
    return [_answer(row) for row in conn.execute(query).mappings()]


def latest(conn: Connection, limit: int) -> list[Answer]:
    """The newest of all that went out or was copied, the newest first."""
    table = schema.answer
    gone = table.c.how.in_([How.SENT.value, How.COPIED.value])
    query = select(table).where(gone).order_by(table.c.id.desc()).limit(limit)
    return [_answer(row) for row in conn.execute(query).mappings()]


def copied(conn: Connection, limit: int = 1_000) -> list[str]:
    """The newest words that were copied, to be pasted elsewhere."""
    one = schema.answer.c
    query = select(one.text).where(one.how == How.COPIED.value).order_by(one.id.desc()).limit(limit)
    return list(conn.execute(query).scalars())


def _answer(row: RowMapping) -> Answer:
    made = MadeOf(
        row["draft"],
        tuple(Move(move) for move in row["moves"]),
        Want(row["want"]) if row["want"] else None,
        Does(row["does"]) if row["does"] else None,
    )
    return Answer(
        row["key"], row["target"], How(row["how"]), row["text"], row["at"], row["sent"], made,
        Path(row["path"]) if row["path"] else None, row["verdict"],
    )  # fmt: skip
