"""Posts and their several keys: a LinkedIn post has a `share` number in one file, an `activity` number in
another. The numbers hold nearly the same creation time, and by that they are joined."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, func, select

from groundswell.domain.activity import Account, Post
from groundswell.domain.keys import linkedin_created
from groundswell.domain.words import Network
from groundswell.store import schema
from groundswell.store.bulk import chunks, upsert

_SAME_POST_MS = 2_000
"""Two numbers of one post were seen up to 0.8 s apart in nine of ten cases."""


@dataclass(slots=True)
class Shelf:
    """The posts met so far in one import, by every key they were called by."""

    _ids: dict[str, int] = field(default_factory=dict)
    _mine: set[int] = field(default_factory=set)

    def id_of(self, key: str) -> int | None:
        """The id of a post met before; none for no post."""
        return self._ids[key] if key else None

    def find(self, conn: Connection, wanted: Mapping[str, bool]) -> None:
        """Makes sure that posts with these keys exist; the value says whether it is the account's own."""
        self._recall(conn, [key for key in wanted if key not in self._ids])
        for key, mine in wanted.items():
            if key not in self._ids:
                self._ids[key] = _same_time(conn, key) or _insert(conn, Post(_network(key), key), mine)
                _also_called(conn, key, self._ids[key])
            if mine and self._ids[key] not in self._mine:
                table = schema.post
                conn.execute(table.update().where(table.c.id == self._ids[key]).values(mine=True))
                self._mine.add(self._ids[key])

    def put(self, conn: Connection, posts: Iterable[Post]) -> list[Post]:
        """Stores what is told of own posts; returns those that were new or brought news."""
        fresh = []
        for one in posts:
            self._recall(conn, [one.key])
            known_id = self._ids.get(one.key) or _same_time(conn, one.key)
            if known_id is None:
                self._ids[one.key] = _insert(conn, one, mine=True)
                _also_called(conn, one.key, self._ids[one.key])
                fresh.append(one)
                continue
            if one.key not in self._ids:
                self._ids[one.key] = known_id
                _also_called(conn, one.key, known_id)
            if _tell(conn, known_id, one):
                fresh.append(one)
        return fresh

    def _recall(self, conn: Connection, keys: list[str]) -> None:
        alias = schema.post_alias
        for chunk in chunks(keys):
            query = select(alias.c.key, alias.c.post_id).where(alias.c.key.in_(chunk))
            for key, post_id in conn.execute(query):
                self._ids[key] = post_id


def own(conn: Connection, begin: str, account: Account | None = None) -> tuple[int, int | None]:
    """How many own posts there are whose keys begin so, and when the oldest of them was published.

    Args:
        account: Whose they are to be, by what their keys or addresses say; none for whoever's.
    """
    one = schema.post.c
    query = select(func.count(), func.min(one.at)).where(one.mine, one.key.startswith(begin, autoescape=True))
    if account is not None:
        within = one.key.contains(f"/{account.key.partition(':')[2]}/", autoescape=True)
        if account.url:
            within |= one.url.startswith(f"{account.url.rstrip('/')}/", autoescape=True)
        query = query.where(within)
    number, since = conn.execute(query).one()
    return int(number), None if since is None else int(since)


def _network(key: str) -> Network:
    return Network(key.partition(":")[0])


def _same_time(conn: Connection, key: str) -> int | None:
    created = linkedin_created(key) if key.startswith("linkedin:") else None
    if created is None:
        return None
    table = schema.post
    near = select(table.c.id, table.c.key).where(
        table.c.created.between(created - _SAME_POST_MS, created + _SAME_POST_MS)
    )
    number_kind = key.split(":")[1]
    return next((i for i, other in conn.execute(near) if other.split(":")[1] != number_kind), None)


def _insert(conn: Connection, one: Post, mine: bool) -> int:
    created = linkedin_created(one.key) if one.network is Network.LINKEDIN else None
    values = {
        "network": one.network, "key": one.key, "mine": mine, "at": one.at if one.at is not None else created,
        "created": created, "text": one.text, "url": one.url, "visibility": one.visibility,
    }  # fmt: skip
    added = conn.execute(schema.post.insert().values(values).returning(schema.post.c.id))
    return int(added.scalar_one())


def _also_called(conn: Connection, key: str, post_id: int) -> None:
    upsert(conn, schema.post_alias, ("key", "post_id"), [(key, post_id)], "key")


def _tell(conn: Connection, post_id: int, one: Post) -> bool:
    """Adds what the store does not know of the post yet; says whether that was anything."""
    table = schema.post
    known: RowMapping = conn.execute(select(table).where(table.c.id == post_id)).mappings().one()
    gained: dict[str, object] = {} if known["mine"] else {"mine": True}
    for name in ("at", "text", "url", "visibility"):
        value = getattr(one, name)
        if value not in ("", None) and known[name] in ("", None):
            gained[name] = value
    if gained:
        conn.execute(table.update().where(table.c.id == post_id).values(gained))
    return bool(gained)
