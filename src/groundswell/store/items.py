"""One thing said to the account, whole: who said it, where it stands, and how it was read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, and_, func, select

from groundswell.domain.errors import NotFound
from groundswell.domain.reading import Reading, words_of
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Lane, Network
from groundswell.store import schema
from groundswell.store.bulk import chunks
from groundswell.store.readings import reading_of


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said to the account, with who said it and how it was read.

    Attributes:
        cursor: Where it stands in the order; the next page begins after it.
        corrected: Whether the lane is the user's own word.
        copies: How many say nearly the same and are folded into it.
        to_another: Whether it answers another commenter and not the account.
    """

    id: int
    cursor: tuple[int, int]
    network: Network
    kind: Kind
    when: When
    text: str
    subject: str
    url: str
    thread: str
    flavour: str
    person_id: int | None
    person_name: str
    person_headline: str
    person_degree: int | None
    post_id: int | None
    state: str
    wake: int | None
    lane: Lane
    corrected: bool
    copies: int
    to_another: bool
    reading: Reading

    @property
    def words(self) -> str:
        """What was read, to which the reading's evidence points."""
        return words_of(self.subject, self.text)


def items(conn: Connection, ids: Sequence[int]) -> list[Item]:
    """These items, in the given order; those without a place in the inbox are left out."""
    one, box, said, writer = schema.interaction.c, schema.inbox.c, schema.reading.c, schema.person.c
    parent_table = schema.interaction.alias("parent")
    parent = parent_table.c
    to_another = and_(one.kind == Kind.COMMENT.value, parent.direction == Direction.IN.value)
    names = [name for name in conn.execute(select(schema.account.c.name)).scalars() if name]
    copies = select(func.count()).where(schema.alike.c.head_id == one.id).scalar_subquery()
    query = (
        select(
            *(column for column in one if column.name not in {"key", "fingerprint", "has_id"}),
            box.state, box.sort, box.wake, box.lane.label("box_lane"),
            *(column for column in schema.reading.c),
            writer.name, writer.headline, writer.degree, copies.label("copies"),
            func.coalesce(to_another, False).label("in_a_thread"),
        )
        .join_from(schema.interaction, schema.inbox, box.interaction_id == one.id)
        .join(schema.reading, said.interaction_id == one.id)
        .outerjoin(schema.person_group, schema.person_group.c.person_id == one.person_id)
        .outerjoin(schema.person, writer.id == func.coalesce(schema.person_group.c.shown_id, one.person_id))
        .outerjoin(parent_table, and_(one.thread != "", parent.key == one.thread))
        .where(one.id.in_(ids))
    )  # fmt: skip
    found = {row["id"]: _item(row, names) for row in conn.execute(query).mappings()}
    return [found[one_id] for one_id in ids if one_id in found]


def item(conn: Connection, interaction_id: int) -> Item:
    """One item. Raises NotFound if there is none."""
    found = items(conn, [interaction_id])
    if not found:
        raise NotFound(
            f"there is no item {interaction_id}",
            mend="It may be gone. Find it in the inbox: its number stands in its address.",
        )
    return found[0]


def key_of(conn: Connection, interaction_id: int) -> str:
    """The natural key of an interaction. Raises NotFound if there is none."""
    one = schema.interaction.c
    key = conn.execute(select(one.key).where(one.id == interaction_id)).scalar()
    if key is None:
        raise NotFound(
            f"there is no item {interaction_id}",
            mend="It may be gone. Find it in the inbox: its number stands in its address.",
        )
    return str(key)


def keys_of(conn: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The natural keys of interactions; what is not there is left out."""
    one = schema.interaction.c
    found: dict[int, str] = {}
    for chunk in chunks(ids):
        found.update(
            (row[0], row[1]) for row in conn.execute(select(one.id, one.key).where(one.id.in_(chunk)))
        )
    return found


def _item(row: RowMapping, own_names: Sequence[str]) -> Item:
    lane = Lane(row["box_lane"])
    return Item(
        id=row["id"],
        cursor=(row["sort"], row["id"]),
        network=Network(row["network"]),
        kind=Kind(row["kind"]),
        when=When(row["at"], row["at_until"]),
        text=row["text"],
        subject=row["subject"],
        url=row["url"],
        thread=row["thread"],
        flavour=row["flavour"],
        person_id=row["person_id"],
        person_name=row["name"] or "",
        person_headline=row["headline"] or "",
        person_degree=row["degree"],
        post_id=row["post_id"],
        state=row["state"],
        wake=row["wake"],
        lane=lane,
        corrected=lane.value != row["lane"],
        copies=row["copies"],
        # An answer begins with the name of whom it answers, if that is not whom the thread began with.
        to_another=bool(row["in_a_thread"]) and not row["text"].lstrip("@").startswith(tuple(own_names)),
        reading=reading_of(row),
    )
