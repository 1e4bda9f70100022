"""What a person pressed send on: kept until it has gone, in order, and afterwards as it went."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    case,
    func,
    literal,
    literal_column,
    select,
)

from groundswell.domain.actions import Act, Action
from groundswell.domain.errors import NotFound
from groundswell.domain.words import LineState, SendState, WaitsFor
from groundswell.store import schema


def _is(state: SendState) -> ColumnElement[bool]:
    # The word itself stands in the statement: indexes of a few states are taken for that only.
    return schema.outbox.c.state == literal_column(f"'{state.value}'")


_WAITING = _is(SendState.WAITING)
_SENDING = _is(SendState.SENDING)
_FAILED = _is(SendState.FAILED)
_ON_ITS_WAY = _WAITING | _SENDING
_WORDLESS = schema.outbox.c.act.not_in([Act.REPLY.value, Act.MESSAGE.value])


@dataclass(frozen=True, slots=True)
class Sending:
    """One action on its way.

    Attributes:
        account: Key of the account that acts.
        due: Until then it can be taken back, in epoch milliseconds.
        waits_for: What keeps it from going out, while it waits.
        tries: How often it was tried and it is not known that it went.
        became: Natural key of what came of it.
        grace: For how long after send was pressed it was to wait, in milliseconds.
    """

    id: int
    action: Action
    account: str
    asked: int
    due: int
    state: SendState
    waits_for: WaitsFor
    tries: int
    problem: str
    became: str
    grace: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """What an action was done to, as it is in the store.

    Attributes:
        kind: `item`, `person` or `post`.
        name: Who it is or whose it is; empty for the account's own posts.
        text: What the account's own post says; nobody else's words.
    """

    kind: str
    id: int
    name: str
    text: str


def put(conn: Connection, account: str, action: Action, asked: int, due: int) -> bool:
    """Queues an action; says whether it was not there already."""
    table, who = schema.outbox, schema.account.c
    if conn.execute(select(table.c.id).where(table.c.key == action.key)).first() is not None:
        return False
    account_id = conn.execute(select(who.id).where(who.key == account)).scalar_one()
    values = {"key": action.key, "act": action.act.value, "target": action.target, "text": action.text}
    state = SendState.WAITING.value
    times = {"asked": asked, "due": due, "grace": due - asked}
    conn.execute(table.insert().values(account_id=account_id, state=state, **times, **values))
    return True


def hasten(conn: Connection, key: str, due: int) -> bool:
    """Lets an action that is held go sooner; says whether it still waits and was not tried yet."""
    table = schema.outbox
    held = (table.c.key == key) & _WAITING & (table.c.tries == 0) & (table.c.due > due)
    return conn.execute(table.update().where(held).values(due=due)).rowcount > 0


def cancel(conn: Connection, key: str, problem: str) -> bool:
    """Takes an action back; says whether it surely did not go. What was tried before may have: it has failed
    with that problem."""
    table = schema.outbox
    waiting = (table.c.key == key) & _WAITING
    failed = {"state": SendState.FAILED.value, "problem": problem}
    conn.execute(table.update().where(waiting, table.c.tries > 0).values(failed))
    return conn.execute(table.update().where(waiting).values(state=SendState.CANCELLED.value)).rowcount > 0


def give_up(conn: Connection, account: str, problem: str) -> None:
    """Takes back what waits for an account; what is being sent or was tried before has failed with that
    problem."""
    table = schema.outbox
    of_account = select(schema.account.c.id).where(schema.account.c.key == account).scalar_subquery()
    those = table.update().where(table.c.account_id == of_account)
    failed = {"state": SendState.FAILED.value, "problem": problem}
    conn.execute(those.where(_SENDING).values(tries=table.c.tries + 1, **failed))
    conn.execute(those.where(_WAITING, table.c.tries > 0).values(failed))
    conn.execute(those.where(_WAITING).values(state=SendState.CANCELLED.value, problem=""))


def expire(conn: Connection, key: str, now: int, problem: str) -> None:
    """Lets an action fail that has waited for too long; it counts as one of now, so that it is told of."""
    table = schema.outbox
    # What a kill cut off while it was being sent may have gone.
    tries = table.c.tries + case((_SENDING, 1), else_=0)
    values = {"state": SendState.FAILED.value, "problem": problem, "due": now, "tries": tries}
    conn.execute(table.update().where(table.c.key == key, _ON_ITS_WAY).values(values))


def give_up_all(conn: Connection, now: int, problem: str) -> None:
    """Lets everything fail that is on its way, as after an older copy was put back: it may have gone."""
    values = {
        "state": SendState.FAILED.value,
        "problem": problem,
        "due": now,
        "tries": schema.outbox.c.tries + 1,
    }
    conn.execute(schema.outbox.update().where(_ON_ITS_WAY).values(values))


def next_due(conn: Connection, account: str, now: int, grace: int) -> Sending | None:
    """The oldest action of an account that waits, if its time has come; none overtakes another, except one
    that was given more than its grace, in milliseconds: it has a place of its own in time."""
    one = schema.outbox.c
    ahead = _WAITING & (one.tries == 0) & (one.due - one.asked > grace) & (one.due > now)
    query = _all().where(_ON_ITS_WAY, ~ahead, schema.account.c.key == account)
    query = query.order_by(None).order_by(one.id).limit(1)
    row = conn.execute(query).mappings().first()
    return _sending(row) if row is not None and row["due"] <= now else None


def reckon_from(conn: Connection, now: int, longest: int) -> None:
    """Where the clock was put back behind the pressing of send, lets the grace begin now; and what waits for
    another try for longer than anything ever does is tried now."""
    one = schema.outbox.c
    ahead = _WAITING & (one.asked > now)
    conn.execute(schema.outbox.update().where(ahead).values(asked=now, due=now + one.due - one.asked))
    late = _WAITING & (one.tries > 0) & (one.due > now + longest)
    conn.execute(schema.outbox.update().where(late).values(due=now))


def paced(conn: Connection, grace: int) -> list[Sending]:
    """What was given more than its grace and waits for its place in a row, the last one first; words wait for
    no place but for their own time."""
    one = schema.outbox.c
    query = _all().where(_ON_ITS_WAY, _WAITING, one.tries == 0, one.due - one.asked > grace, _WORDLESS)
    query = query.order_by(None).order_by(one.due.desc(), one.id.desc())
    return [_sending(row) for row in conn.execute(query).mappings()]


def space(conn: Connection, account: str, soonest: int, grace: int) -> None:
    """Lets what is paced for an account come no sooner: what is overdue must not go all at once."""
    table, who = schema.outbox, schema.account.c
    of_account = select(who.id).where(who.key == account).scalar_subquery()
    paced = (table.c.account_id == of_account) & _WAITING & (table.c.tries == 0)
    late = paced & _WORDLESS & (table.c.due - table.c.asked > grace) & (table.c.due < soonest)
    conn.execute(table.update().where(late).values(due=soonest))


def postpone(conn: Connection, key: str, due: int, problem: str) -> None:
    """Lets an action that was tried in vain wait for another try."""
    table = schema.outbox
    values = {"state": SendState.WAITING.value, "due": due, "problem": problem, "tries": table.c.tries + 1}
    conn.execute(table.update().where(table.c.key == key).values(values))


def mark(conn: Connection, key: str, state: SendState, *, problem: str = "", became: str = "") -> bool:
    """Writes how far an action has come; says whether it could: what was taken back is not sent any more."""
    table = schema.outbox
    values = {"state": state.value, "problem": problem, "became": became}
    return conn.execute(table.update().where(table.c.key == key, _ON_ITS_WAY).values(values)).rowcount > 0


def sendings(conn: Connection, limit: int = 50, below: int | None = None) -> list[Sending]:
    """The newest actions, whatever became of them, the newest first; with `below` those of lesser ids."""
    query = _all().limit(limit)
    if below is not None:
        query = query.where(schema.outbox.c.id < below)
    return [_sending(row) for row in conn.execute(query).mappings()]


def sending(conn: Connection, key: str) -> Sending:
    """One action. Raises NotFound."""
    row = conn.execute(_all().where(schema.outbox.c.key == key)).mappings().first()
    if row is None:
        raise NotFound("nothing of the kind was sent", mend="Reload the page.")
    return _sending(row)


def unsettled(conn: Connection, since: int) -> tuple[int, int]:
    """How many actions wait or are on their way, and how many that were to go since then failed and were not
    mended by sending again."""
    one, later = schema.outbox.c, schema.outbox.alias("later").c
    # Who writes something else there once it was due, such as a shorter text, has seen it and mended it.
    mends = (later.text == one.text) | (later.asked > one.due)
    same = (later.target == one.target) & (later.act == one.act) & mends
    again = select(later.id).where(same, later.id > one.id).exists()
    failed = _FAILED & (one.due >= since) & ~again
    waits, failures = (select(func.count(one.id)).where(which) for which in (_ON_ITS_WAY, failed))
    return int(conn.execute(waits).scalar_one()), int(conn.execute(failures).scalar_one())


def targets(conn: Connection, keys: Sequence[str]) -> dict[str, Target]:
    """What these keys name, as far as it is in the store."""
    said, who, post, alias = schema.interaction.c, schema.person.c, schema.post.c, schema.post_alias.c
    queries = {
        "post": select(alias.key, post.id, literal(""), post.text)
        .join(schema.post, post.id == alias.post_id)
        .where(alias.key.in_(keys)),
        "person": select(who.key, who.id, who.name, literal("")).where(who.key.in_(keys)),
        "item": select(said.key, said.id, func.coalesce(who.name, ""), literal(""))
        .select_from(schema.interaction)
        .outerjoin(schema.person, who.id == said.person_id)
        .where(said.key.in_(keys)),
    }
    rows = ((kind, *row) for kind, query in queries.items() for row in conn.execute(query))
    return {str(key): Target(kind, int(found), str(name), str(text)) for kind, key, found, name, text in rows}


def about(conn: Connection, targets: Sequence[str], limit: int = 100) -> list[Sending]:
    """What was sent about some things, the oldest first; of very much the newest."""
    query = _all().where(schema.outbox.c.target.in_(targets)).limit(limit)
    return [_sending(row) for row in conn.execute(query).mappings()][::-1]


def texts(conn: Connection, account: str, act: Act, limit: int = 20) -> list[str]:
    """What was written with acts of that kind by an account, each once, the newest first."""
    one, who = schema.outbox.c, schema.account.c
    query = select(one.text).join(schema.account, who.id == one.account_id)
    found = query.where(who.key == account, one.act == act.value).group_by(one.text)
    return [
        str(text) for text in conn.execute(found.order_by(func.max(one.id).desc()).limit(limit)).scalars()
    ]


def soonest_due(conn: Connection, account: str) -> int | None:
    """When the first action of an account that is on its way is due, in epoch milliseconds, if any is."""
    one, who = schema.outbox.c, schema.account.c
    query = select(func.min(one.due)).join(schema.account, who.id == one.account_id)
    due = conn.execute(query.where(_ON_ITS_WAY, who.key == account)).scalar()
    return None if due is None else int(due)


def _all() -> Select[tuple[object, ...]]:
    """Every action with the key of its account and what stands in its way, the newest first."""
    one, who, line = schema.outbox.c, schema.account.c, schema.line.c
    tried = select(one.account_id, func.min(one.id).label("first")).where(_WAITING, one.tries > 0)
    stuck = tried.group_by(one.account_id).subquery()
    barred = (line.state == LineState.SIGN_IN_AGAIN.value).label("barred")
    query = select(schema.outbox, who.key.label("who"), barred, (stuck.c.first < one.id).label("behind"))
    query = query.join(schema.account, who.id == one.account_id)
    query = query.outerjoin(schema.line, line.account_id == one.account_id)
    return query.outerjoin(stuck, stuck.c.account_id == one.account_id).order_by(one.id.desc())


def _sending(row: RowMapping) -> Sending:
    return Sending(
        row["id"],
        Action(row["key"], Act(row["act"]), row["target"], row["text"], row["asked"]),
        row["who"],
        row["asked"],
        row["due"],
        SendState(row["state"]),
        _waits_for(row),
        row["tries"],
        row["problem"],
        row["became"],
        row["grace"],
    )


def _waits_for(row: RowMapping) -> WaitsFor:
    if row["barred"]:
        return WaitsFor.SIGN_IN
    if row["tries"]:
        return WaitsFor.RETRY
    return WaitsFor.EARLIER if row["behind"] else WaitsFor.GRACE
