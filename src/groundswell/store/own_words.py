"""What was said from here, taken in at once under the key by which the network will tell of it."""

from sqlalchemy import Connection, select

from groundswell.domain.activity import Interaction, Person
from groundswell.domain.keys import comment_fingerprint
from groundswell.domain.records import Record
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.store import placing, schema
from groundswell.store.intake import Intake


def take_in(conn: Connection, key: str, answers: str, text: str, at: int) -> None:
    """Takes in a reply or a message, and what it answers no longer waits.

    Args:
        key: Natural key of what was said.
        answers: Key of what it answers, or of the person whom it was written to; where neither is in the
            store, nothing is taken in.
        at: When, in epoch milliseconds.
    """
    said = _answer(conn, key, answers, text, at) or _message(conn, key, answers, text, at)
    if said is not None:
        Intake().write(conn, [Record(key, (said,))])
        placing.settle_answered(conn)


def _answer(conn: Connection, key: str, answers: str, text: str, at: int) -> Interaction | None:
    one, post, who = schema.interaction.c, schema.post.c, schema.person.c
    query = (
        select(one.network, one.kind, one.thread, post.key.label("post"), who.key.label("who"))
        .outerjoin(schema.post, post.id == one.post_id)
        .outerjoin(schema.person, who.id == one.person_id)
        .where(one.key == answers)
    )
    row = conn.execute(query).mappings().first()
    if row is None:
        return None
    network, belongs = Network(row["network"]), row["post"] or ""
    if row["kind"] == Kind.MESSAGE:
        person = Person(network, row["who"] or "")
        kind, thread, mark = Kind.MESSAGE, row["thread"], ""
    else:
        person, kind, thread = None, Kind.COMMENT, answers
        mark = comment_fingerprint(belongs, "", text)
    return Interaction(
        key, network, kind, Direction.OUT, When.exactly(at), person, belongs, text,
        thread=thread, fingerprint=mark, has_id=True,
    )  # fmt: skip


def _message(conn: Connection, key: str, to: str, text: str, at: int) -> Interaction | None:
    who = schema.person.c
    network = conn.execute(select(who.network).where(who.key == to)).scalar()
    if network is None:
        return None
    person = Person(Network(network), to)
    return Interaction(
        key, person.network, Kind.MESSAGE, Direction.OUT, When.exactly(at), person, text=text, has_id=True
    )
