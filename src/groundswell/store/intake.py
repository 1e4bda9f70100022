"""Takes in what sources yield, batch by batch, each fact once.

A record is *new* if it brought a fact that was not there or changed one, else *known*.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select, text

from groundswell.domain.activity import Account, Count, Demographic, Fact, Interaction, Person, Post
from groundswell.domain.records import Record
from groundswell.domain.when import MINUTE, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.store import forgetting, schema
from groundswell.store.bulk import Row, chunks, insert_missing, upsert
from groundswell.store.people import Acquaintance
from groundswell.store.posts import Shelf

_INTERACTION = (
    "key", "network", "kind", "direction", "at", "at_until", "person_id", "post_id",
    "text", "subject", "thread", "flavour", "url", "fingerprint", "has_id",
)  # fmt: skip
_TOTAL = ("network", "metric", "post_id", "start", "end", "flavour", "value", "natural")
_DEMOGRAPHIC = ("network", "post_id", "dimension", "label", "share", "below", "at", "natural")

_INDEX_NEW = text(
    "INSERT INTO search_text (rowid, subject, text) "
    "SELECT id, subject, text FROM interaction WHERE id > :before"
)
_FEEL_PULSE = text(
    "INSERT INTO pulse (post_id, kind, hour, n) "
    "SELECT post_id, kind, (at + at_until) / 7200000, count(*) FROM interaction "
    "WHERE id > :before AND post_id IS NOT NULL AND direction = 'in' GROUP BY 1, 2, 3 "
    "ON CONFLICT (post_id, kind, hour) DO UPDATE SET n = n + excluded.n"
)
_NARROW = text(
    "UPDATE interaction SET at = max(at, :earliest), at_until = min(at_until, :latest) "
    "WHERE key = :key AND at < at_until AND :earliest <= at_until AND :latest >= at"
)


_PLAIN = {word: word.value for words in (Network, Kind, Direction) for word in words}
_SAME_COMMENT_MS = 2 * MINUTE
"""Two files tell the time of one comment this far apart at most."""
F = TypeVar("F", bound=Fact)


@dataclass(slots=True)
class Intake:
    """Remembers, for the length of one import, which people and posts were met."""

    people: Acquaintance = field(default_factory=Acquaintance)
    posts: Shelf = field(default_factory=Shelf)

    def write(self, conn: Connection, records: Sequence[Record]) -> list[bool]:
        """Writes one batch inside the caller's transaction; says for each record whether it was new."""
        facts = _of_whom_is_remembered(conn, [fact for record in records for fact in record.facts])
        fresh = {id(fact) for fact in self._write_facts(conn, facts)}
        if len(fresh) == sum(len(record.facts) for record in records):
            return [True] * len(records)
        return [not fresh.isdisjoint(map(id, record.facts)) for record in records]

    def _write_facts(self, conn: Connection, facts: Sequence[Fact]) -> Iterable[Fact]:
        yield from _write_accounts(conn, _only(Account, facts))
        yield from self.people.meet(conn, _only(Person, facts))
        yield from self.posts.put(conn, _only(Post, facts))
        yield from self._write_interactions(conn, _only(Interaction, facts))
        yield from self._write_counts(conn, _only(Count, facts))
        yield from self._write_demographics(conn, _only(Demographic, facts))

    def _write_interactions(self, conn: Connection, done: Sequence[Interaction]) -> list[Interaction]:
        if not done:
            return []
        self.people.meet(conn, [one.person for one in done if one.person is not None], in_passing=True)
        self.posts.find(conn, {one.post: one.direction == "in" for one in done if one.post})
        keys = _settled_keys(conn, done)
        before = conn.execute(select(func.max(schema.interaction.c.id))).scalar() or 0
        rows = [self._row(one, key) for one, key in zip(done, keys, strict=True)]
        added = insert_missing(conn, schema.interaction, _INTERACTION, rows)
        _narrow_times(conn, zip(done, keys, strict=True))
        if not added:
            return []
        conn.execute(_INDEX_NEW, {"before": before})
        conn.execute(_FEEL_PULSE, {"before": before})
        if added == len(done):
            return list(done)
        column = schema.interaction.c
        new_keys = set(conn.execute(select(column.key).where(column.id > before)).scalars())
        return list(_first_with_each(zip(done, keys, strict=True), new_keys))

    def _row(self, one: Interaction, key: str) -> Row:
        # The driver takes exact strings and integers at once, but looks up an adapter for enums and booleans.
        return (
            key, _PLAIN[one.network], _PLAIN[one.kind], _PLAIN[one.direction], one.when.earliest,
            one.when.latest, self.people.id_of(one.person), self.posts.id_of(one.post), one.text,
            one.subject, one.thread, one.flavour, one.url, one.fingerprint or None, int(one.has_id),
        )  # fmt: skip

    def _write_counts(self, conn: Connection, counts: Sequence[Count]) -> Iterable[Fact]:
        self.posts.find(conn, {one.post: True for one in counts if one.post})
        rows: dict[str, Row] = {}
        naturals = []
        for one in counts:
            post_id = self.posts.id_of(one.post)
            natural = f"{one.network}|{one.metric}|{post_id or ''}|{one.start or ''}|{one.end}|{one.flavour}"
            naturals.append(natural)
            start = None if one.start is None else one.start
            rows[natural] = (
                one.network, one.metric, post_id, start, one.end, one.flavour, one.value, natural,
            )  # fmt: skip
        changed = _changed(conn, schema.total, {key: row[6] for key, row in rows.items()}, "value")
        upsert(conn, schema.total, _TOTAL, [rows[key] for key in changed], "natural")
        return _first_with_each(zip(counts, naturals, strict=True), changed)

    def _write_demographics(self, conn: Connection, traits: Sequence[Demographic]) -> Iterable[Fact]:
        self.posts.find(conn, {one.post: True for one in traits if one.post})
        rows: dict[str, Row] = {}
        naturals = []
        for one in traits:
            post_id = self.posts.id_of(one.post)
            natural = f"{one.network}|{post_id or ''}|{one.dimension}|{one.label}|{one.at}"
            naturals.append(natural)
            rows[natural] = (
                one.network, post_id, one.dimension, one.label, one.share, one.below, one.at, natural,
            )  # fmt: skip
        changed = _changed(conn, schema.demographic, {key: row[4] for key, row in rows.items()}, "share")
        upsert(conn, schema.demographic, _DEMOGRAPHIC, [rows[key] for key in changed], "natural")
        return _first_with_each(zip(traits, naturals, strict=True), changed)


def _of_whom_is_remembered(conn: Connection, facts: list[Fact]) -> list[Fact]:
    """The facts without those about people whom the user wanted forgotten."""
    marks = forgetting.marks(conn)
    if not marks:
        return facts

    @cache
    def gone(key: str) -> bool:
        return forgetting.mark(key) in marks

    def about(fact: Fact) -> str:
        person = fact.person if isinstance(fact, Interaction) else fact
        return person.key if isinstance(person, Person) else ""

    return [fact for fact in facts if not gone(about(fact))]


def _only(kind: type[F], facts: Sequence[Fact]) -> list[F]:
    return [fact for fact in facts if type(fact) is kind]


def _write_accounts(conn: Connection, accounts: Sequence[Account]) -> list[Account]:
    table = schema.account
    fresh = []
    for one in accounts:
        known = conn.execute(select(table).where(table.c.key == one.key)).mappings().first()
        values = {"name": one.name, "url": one.url, "headline": one.headline}
        if known is None:
            conn.execute(table.insert().values(network=one.network, key=one.key, **values))
        else:
            gained = {name: value for name, value in values.items() if value and value != known[name]}
            if not gained:
                continue
            conn.execute(table.update().where(table.c.id == known["id"]).values(gained))
        fresh.append(one)
    return fresh


@dataclass(frozen=True, slots=True)
class _Twin:
    key: str
    has_id: bool
    when: When

    def is_it(self, one: Interaction) -> bool:
        """Whether a comment with the same words by the same person under the same post is this one."""
        near = (
            self.when.earliest - _SAME_COMMENT_MS <= one.when.latest
            and one.when.earliest <= self.when.latest + _SAME_COMMENT_MS
        )
        return self.key == one.key or (near and not (self.has_id and one.has_id))


def _settled_keys(conn: Connection, done: Sequence[Interaction]) -> list[str]:
    """The interactions' keys; a comment that is there under another key takes that one.

    Files without comment ids name a comment by its words. Where one side of a pair has the network's id and
    the other has not, equal fingerprints at about the same time make them one; two ids are two comments.
    """
    prints = {one.fingerprint for one in done if one.fingerprint}
    if not prints:
        return [one.key for one in done]
    column = schema.interaction.c
    known: dict[str, list[_Twin]] = {}
    for chunk in chunks(prints):
        query = select(column.fingerprint, column.key, column.has_id, column.at, column.at_until)
        for fingerprint, key, has_id, at, until in conn.execute(query.where(column.fingerprint.in_(chunk))):
            known.setdefault(fingerprint, []).append(_Twin(key, has_id, When(at, until)))
    settled = []
    for one in done:
        twins = known.setdefault(one.fingerprint, []) if one.fingerprint else []
        same = next((twin.key for twin in twins if twin.is_it(one)), None)
        if same is None and one.fingerprint:
            twins.append(_Twin(one.key, one.has_id, one.when))
        settled.append(same or one.key)
    return settled


def _narrow_times(conn: Connection, pairs: Iterable[tuple[Interaction, str]]) -> None:
    wide = [
        {"key": key, "earliest": one.when.earliest, "latest": one.when.latest}
        for one, key in pairs
        if one.fingerprint
    ]
    if wide:
        conn.execute(_NARROW, wide)


def _changed(conn: Connection, table: Table, values: dict[str, object], name: str) -> set[str]:
    """Which natural keys are missing from the table, or stand there with another value."""
    there: dict[str, object] = {}
    for chunk in chunks(values):
        query = select(table.c.natural, table.c[name]).where(table.c.natural.in_(chunk))
        there.update((row[0], row[1]) for row in conn.execute(query))
    return {key for key, value in values.items() if key not in there or there[key] != value}


def _first_with_each(pairs: Iterable[tuple[F, str]], keys: set[str]) -> Iterable[F]:
    left = set(keys)
    for fact, key in pairs:
        if key in left:
            left.discard(key)
            yield fact
