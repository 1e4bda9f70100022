"""Traces of somebody in what is not theirs: sheets for friends, points of feedback, findings, threads."""

import json
from collections.abc import Iterator

from sqlalchemy import Connection, delete, or_, select

from groundswell.domain.keys import digest
from groundswell.store import kept, schema
from groundswell.store.bulk import chunks
from groundswell.store.holding import Holding, Whom

GONE = "Somebody who was forgotten"


def _sheets(conn: Connection, whom: Whom) -> Iterator[int]:
    table = schema.handed
    for row in conn.execute(select(table)).mappings():
        text = json.dumps([row["sheet"], row["names"]], ensure_ascii=False)
        lines = [line["text"] for line in row["sheet"]["lines"]]
        if row["interaction_id"] in whom.items or whom.named_in(text) or any(map(whom.said_in, lines)):
            yield row["id"]


def _drop_sheets(conn: Connection, whom: Whom) -> None:
    for chunk in chunks(_sheets(conn, whom)):
        conn.execute(delete(schema.handed).where(schema.handed.c.id.in_(chunk)))


def _presses(conn: Connection, whom: Whom) -> Iterator[tuple[int, dict[str, object]]]:
    """Words about points of feedback that hold a quote or a title of theirs, with what stays of each."""
    keys, table = set(whom.items.values()), schema.feedback
    for row in conn.execute(select(table)).mappings():
        quotes = [key for key in row["quotes"] if key not in keys]
        text = GONE if row["text"] and whom.said_in(row["text"]) else row["text"]
        if (quotes, text) != (list(row["quotes"]), row["text"]):
            yield row["id"], {"quotes": quotes, "text": text}


def _drop_presses(conn: Connection, whom: Whom) -> None:
    table = schema.feedback
    for row_id, values in list(_presses(conn, whom)):
        conn.execute(table.update().where(table.c.id == row_id).values(**values))


def _findings(conn: Connection, whom: Whom) -> Iterator[tuple[int, str, object]]:
    table = schema.finding
    for post_id, kind, body in conn.execute(select(table.c.post_id, table.c.kind, table.c.body)):
        if not isinstance(body, list):
            continue
        left = [{**one, "quotes": [item for item in one["quotes"] if item not in whom.items]} for one in body]
        if left != body:
            yield post_id, kind, left


def _drop_findings(conn: Connection, whom: Whom) -> None:
    table = schema.finding
    for post_id, kind, body in list(_findings(conn, whom)):
        this = (table.c.post_id == post_id) & (table.c.kind == kind)
        conn.execute(table.update().where(this).values(body=body))


def _excerpts(conn: Connection, whom: Whom) -> Iterator[int]:
    table = schema.set_aside.c
    for row_id, excerpt in conn.execute(select(table.id, table.excerpt).where(table.excerpt != "")):
        if whom.named_in(excerpt) or whom.said_in(excerpt):
            yield row_id


def _drop_excerpts(conn: Connection, whom: Whom) -> None:
    table = schema.set_aside
    for chunk in chunks(list(_excerpts(conn, whom))):
        conn.execute(table.update().where(table.c.id.in_(chunk)).values(excerpt=""))


def _threads(conn: Connection, whom: Whom) -> Iterator[str]:
    one = schema.interaction.c
    for chunk in chunks(whom.items.values()):
        query = select(one.thread).where(one.thread.in_(chunk), one.id.not_in(list(whom.items))).distinct()
        yield from conn.execute(query).scalars()


def _drop_threads(conn: Connection, whom: Whom) -> None:
    """What others said in a thread stays together, under a name that says nothing."""
    table = schema.interaction
    for thread in list(_threads(conn, whom)):
        conn.execute(table.update().where(table.c.thread == thread).values(thread=digest("gone", thread)))


def _posts(conn: Connection, whom: Whom) -> Iterator[int]:
    """Posts of theirs, as far as the key says so: of the user's own none does."""
    table = schema.post.c
    names = [key.partition(":")[2] for key in whom.keys if ":name:" not in key]
    if names:
        theirs = or_(*(table.key.contains(name, autoescape=True) for name in names))
        yield from conn.execute(select(table.id).where(~table.mine, theirs)).scalars()


def _drop_posts(conn: Connection, whom: Whom) -> None:
    post, alias = schema.post, schema.post_alias
    for row_id in list(_posts(conn, whom)):
        # The row stays, since others may have said something there.
        key = f"other:forgotten:{digest('post', str(row_id))}"
        conn.execute(post.update().where(post.c.id == row_id).values(key=key, text="", url=""))
        conn.execute(delete(alias).where(alias.c.post_id == row_id))


def _leads(conn: Connection, whom: Whom) -> set[str]:
    """Keys of the leads that are about them."""
    gone = set(whom.targets)
    about = (one for one in kept.everything(conn) if one.who in gone or not gone.isdisjoint(one.about))
    return {one.lead for one in about if one.lead}


def _count_kept(conn: Connection, whom: Whom) -> int:
    gone, leads = set(whom.targets), _leads(conn, whom)
    return sum(one.lead in leads or not gone.isdisjoint(one.about) for one in kept.everything(conn))


def _deliveries(conn: Connection, whom: Whom) -> Iterator[int]:
    """Events on their way to the webhook, and what is known of those that went, about leads of theirs."""
    table, leads = schema.delivery.c, _leads(conn, whom)
    for row_id, lead, body in conn.execute(select(table.id, table.lead, table.body)):
        if lead in leads or whom.named_in(body) or whom.said_in(body):
            yield row_id


def _drop_deliveries(conn: Connection, whom: Whom) -> None:
    for chunk in chunks(list(_deliveries(conn, whom))):
        conn.execute(delete(schema.delivery).where(schema.delivery.c.id.in_(chunk)))


def _drop_kept(conn: Connection, whom: Whom) -> None:
    kept.forget(conn, whom.keys, whom.items.values())


def _digests(conn: Connection, whom: Whom) -> Iterator[tuple[int, dict[str, object]]]:
    """Digests that hold keys of what was said, with what stays of each; who could not wait has one alone."""
    keys, table = set(whom.items.values()), schema.digest
    for row in conn.execute(select(table)).mappings():
        body = {
            name: [one for one in value if one not in keys] if name in ("urgent", "needs") else value
            for name, value in row["body"].items()
        }
        shown = "" if row["kind_shown"] in keys else row["kind_shown"]
        if row["about"] in keys or (body, shown) != (row["body"], row["kind_shown"]):
            yield row["id"], {} if row["about"] in keys else {"body": body, "kind_shown": shown}


def _drop_digests(conn: Connection, whom: Whom) -> None:
    table = schema.digest
    for row_id, stays in list(_digests(conn, whom)):
        this = table.c.id == row_id
        conn.execute(table.update().where(this).values(**stays) if stays else delete(table).where(this))


DIGESTS = Holding(
    "digests that tell of them", lambda conn, whom: len(list(_digests(conn, whom))), _drop_digests
)
DELIVERIES = Holding(
    "events for your webhook", lambda conn, whom: len(list(_deliveries(conn, whom))), _drop_deliveries
)
LEADS = Holding("words about leads and about whom you know", _count_kept, _drop_kept)
SHEETS = Holding("sheets for friends", lambda conn, whom: len(list(_sheets(conn, whom))), _drop_sheets)
PRESSES = Holding(
    "quotes in your feedback", lambda conn, whom: len(list(_presses(conn, whom))), _drop_presses
)
FINDINGS = Holding(
    "quotes of what many say", lambda conn, whom: len(list(_findings(conn, whom))), _drop_findings
)
EXCERPTS = Holding(
    "excerpts of rows set aside", lambda conn, whom: len(list(_excerpts(conn, whom))), _drop_excerpts
)
THREADS = Holding(
    "threads that they began", lambda conn, whom: len(list(_threads(conn, whom))), _drop_threads
)
POSTS = Holding("posts of theirs", lambda conn, whom: len(list(_posts(conn, whom))), _drop_posts)
