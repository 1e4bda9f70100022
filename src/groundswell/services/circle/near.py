"""The people whom the circle holds, how things stand with each, and whether they have a hard time now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from groundswell.circle.ties import standing
from groundswell.domain.circle import Chosen, chosen
from groundswell.domain.tie import Standing
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, groups, persons, ties, troubles
from groundswell.store import circle as stored
from groundswell.store.persons import PersonRow
from groundswell.store.troubles import HardTime

NOTHING = Standing(0.0, 0.0, 0.5, None, None, 0.0, None, None)
"""The standing of somebody with whom nothing passed."""


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody, as they are to the user now.

    Attributes:
        person: As whom they are shown.
        everywhere: The ids of all their profiles, that of `person` first.
        standing: How the tie stands; its strength is the user's own word where there is one.
        chosen: What the user decided of them.
        hard_time: That they said to have a hard time, in the last weeks; none where they did not.
        computed: The strength by what passed alone, 0–1.
        last_out: When the user gave them anything last, epoch milliseconds; none for never.
    """

    person: PersonRow
    everywhere: tuple[int, ...]
    standing: Standing
    chosen: Chosen
    hard_time: HardTime | None
    computed: float = 0.0
    last_out: int | None = None

    @property
    def key(self) -> str:
        """The natural key of whom they are shown as."""
        return self.person.key

    @property
    def name(self) -> str:
        """Their name; never empty."""
        return self.person.name or "Somebody"


def near(workspace: Workspace, key: str) -> Near | None:
    """Somebody by any of their natural keys, of the circle or not; none where nobody has this key."""
    with workspace.store.reading() as conn:
        (found,) = around(conn, [key], workspace.now()).values() or (None,)
    return found


def held(workspace: Workspace) -> tuple[Near, ...]:
    """Everybody whom the circle holds and who is known, by name."""
    with workspace.store.reading() as conn:
        return held_in(conn, workspace.now())


def held_in(conn: Connection, now: int, said: Mapping[str, Chosen] | None = None) -> tuple[Near, ...]:
    """The same as `held`, in a transaction that there is already; `said` as for `around`."""
    said = decided(conn) if said is None else said
    found = around(conn, [key for key, one in said.items() if one.inside], now, said).values()
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.key)))


def decided(conn: Connection) -> Mapping[str, Chosen]:
    """What stands of all of whom the user said anything, by the keys as whom they are shown."""
    words = stored.standing(conn)
    shown = shown_keys(conn, {one.person for one in words})
    return chosen(words, lambda key: shown.get(key, key))


def shown_keys(conn: Connection, keys: set[str]) -> dict[str, str]:
    """For keys of people who are known the keys of whom they are shown as."""
    rows = persons.by_key(conn, keys)
    shown = persons.shown_people(conn, (row.id for row in rows.values()))
    return {key: shown[row.id].key for key, row in rows.items() if row.id in shown}


def around(
    conn: Connection, keys: Sequence[str], now: int, said: Mapping[str, Chosen] | None = None
) -> dict[str, Near]:
    """These people by the keys as whom they are shown; who is not known is left out.

    Args:
        said: What stands of everybody, as `decided` gives it; looked up if it is not given.
    """
    known = persons.by_key(conn, keys)
    shown = persons.shown_people(conn, (row.id for row in known.values()))
    people = {one.id: one for one in shown.values()}
    everywhere = groups.everywhere(conn, people)
    sums = ties.ties(conn, people)
    said = decided(conn) if said is None else said
    hard = troubles.hard_times(conn, [one for ids in everywhere.values() for one in ids], now)
    found = {}
    for person_id, person in people.items():
        ids, own = everywhere[person_id], said.get(person.key, Chosen(person.key))
        stands = standing(sums[person_id], now) if person_id in sums else NOTHING
        computed = stands.strength
        if own.close is not None:
            stands = replace(stands, strength=own.close.strength)
        trouble = max((hard[one] for one in ids if one in hard), key=lambda one: one.at, default=None)
        last_out = sums[person_id].last_out if person_id in sums else None
        found[person.key] = Near(person, tuple(ids), stands, own, trouble, computed, last_out)
    return found
