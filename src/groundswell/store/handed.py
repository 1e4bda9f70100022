"""Exchanges that were handed to friends, what came back, and whether a link still leads to one."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from groundswell.domain.handing import Given, Handed, Sheet
from groundswell.domain.words import Network
from groundswell.store import schema
from groundswell.store.bulk import insert_missing
from groundswell.store.persons import Named


def keep(
    conn: Connection,
    key: str,
    item_id: int,
    to: str,
    sheet: Sheet,
    names: Mapping[str, str],
    now: int,
) -> None:
    """Keeps an exchange as it was handed out; one with the same key stays as it is."""
    columns = ("key", "interaction_id", "friend", "sheet", "names", "made")
    row = (key, item_id, to, json.dumps(sheet.as_json()), json.dumps(dict(names)), now)
    insert_missing(conn, schema.handed, columns, [row])


def answer(conn: Connection, handed_id: int, digest: str, name: str, text: str, now: int) -> bool:
    """Keeps an answer; says whether it is new."""
    columns = ("handed_id", "digest", "name", "text", "at")
    return bool(insert_missing(conn, schema.handed_answer, columns, [(handed_id, digest, name, text, now)]))


def set_link(conn: Connection, handed_id: int, link: str | None, expires: int | None) -> None:
    """Lets a link lead to it until then, in place of an older one; none: no link does.

    Args:
        link: The digest of what is unguessable in the link.
    """
    table = schema.handed
    conn.execute(table.update().where(table.c.id == handed_id).values(link=link, expires=expires))


def take_back(conn: Connection, handed_id: int, now: int | None) -> None:
    """Takes it back, and the link with it; or, without an instant, hands it out again, by the file alone."""
    table = schema.handed
    values = {"taken_back": now, "link": None, "expires": None}
    conn.execute(table.update().where(table.c.id == handed_id).values(**values))


def end_links(conn: Connection) -> None:
    """Lets no link lead anywhere: of an older copy nobody knows which were taken back since."""
    conn.execute(schema.handed.update().values(link=None, expires=None))


def by_key(conn: Connection, key: str) -> Handed | None:
    """The exchange of that key, if there is one."""
    ids = conn.execute(select(schema.handed.c.id).where(schema.handed.c.key == key)).scalars()
    return next(iter(_rows(conn, list(ids))), None)


def by_link(conn: Connection, link: str, now: int) -> Handed | None:
    """The exchange that a link leads to, unless it has expired or was taken back."""
    one = schema.handed.c
    query = select(one.id).where(one.link == link, one.expires > now, one.taken_back.is_(None))
    return next(iter(_rows(conn, list(conn.execute(query).scalars()))), None)


def of_item(conn: Connection, item_id: int) -> list[Handed]:
    """What was handed out of one item, the oldest first."""
    one = schema.handed.c
    ids = conn.execute(select(one.id).where(one.interaction_id == item_id).order_by(one.id)).scalars()
    return _rows(conn, list(ids))


def latest(conn: Connection, limit: int) -> list[Handed]:
    """What was handed out last, the newest first."""
    one = schema.handed.c
    return _rows(conn, list(conn.execute(select(one.id).order_by(one.id.desc()).limit(limit)).scalars()))


def commenters(conn: Connection, post_id: int, limit: int = 5_000) -> list[Named]:
    """Who did something under a post: its talk may name them."""
    one, who = schema.interaction.c, schema.person.c
    query = (
        select(who.network, who.key, who.name, who.url)
        .where(who.id.in_(select(one.person_id).where(one.post_id == post_id)), who.name != "")
        .limit(limit)
    )
    return [Named(Network(row.network), row.key, row.name, row.url) for row in conn.execute(query)]


def _rows(conn: Connection, ids: Sequence[int]) -> list[Handed]:
    one, said = schema.handed.c, schema.handed_answer.c
    answers: dict[int, list[Given]] = {}
    for row in conn.execute(
        select(schema.handed_answer).where(said.handed_id.in_(ids)).order_by(said.id)
    ).mappings():
        given = Given(row["id"], row["name"], row["text"], row["at"])
        answers.setdefault(row["handed_id"], []).append(given)
    found = {
        row["id"]: Handed(
            row["id"], row["key"], row["interaction_id"], row["friend"], Sheet.from_json(row["sheet"]),
            row["names"], row["made"], row["expires"], row["taken_back"], tuple(answers.get(row["id"], ())),
        )
        for row in conn.execute(select(schema.handed).where(one.id.in_(ids))).mappings()
    }  # fmt: skip
    return [found[one_id] for one_id in ids if one_id in found]
