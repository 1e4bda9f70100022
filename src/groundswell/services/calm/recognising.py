"""What came in and cannot wait: each text is weighed once, as soon as it is read; what is urgent is kept."""

from collections.abc import Iterable, Sequence

from groundswell.calm.urgent import urgent
from groundswell.domain.calm import Alarm, Heard, Urgent, Way
from groundswell.domain.when import DAY
from groundswell.services.calm.wishes import Wishes, wishes_in
from groundswell.services.circle.near import around, held_in
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, digests, items, persons
from groundswell.store.digests import Kept
from groundswell.store.items import Item

LATELY = 2 * DAY
"""What is older is no news: it stands in the digests as everything else does."""
STRONG = 0.5
"""A tie from which on somebody is close who is not in the circle."""
_PORTION = 200


class Recogniser:
    """Remembers what it has looked at, so that each text is weighed once for each reader. Not to be used by
    two threads at once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._looked: dict[int, str] = {}

    def look(self) -> int:
        """Looks at what was read since the last time; says how many urgent things were found that were not
        known. Each is kept with the ways by which it is to be told, in one transaction."""
        now = self._workspace.now()
        with self._workspace.store.reading() as conn:
            there = dict(digests.unlooked(conn, now - LATELY))
        fresh = [one for one, model in there.items() if self._looked.get(one) != model]
        found = 0
        for begin in range(0, len(fresh), _PORTION):
            portion = fresh[begin : begin + _PORTION]
            with self._workspace.store.reading() as conn:
                urgent_ones = list(_urgent(conn, items.items(conn, portion), now))
                keys = items.keys_of(conn, [one.id for one, _ in urgent_ones])
            found += self._keep([(keys[one.id], why) for one, why in urgent_ones if one.id in keys], now)
            self._looked.update((one, there[one]) for one in portion)
        # What was answered or is old is not looked at again, and need not be remembered.
        self._looked = {one: model for one, model in self._looked.items() if one in there}
        return found

    def _keep(self, found: Sequence[tuple[str, Urgent]], now: int) -> int:
        if not found:
            return 0
        with self._workspace.store.writing() as conn:
            wanted = wishes_in(conn)
            return sum(digests.make(conn, kept(key, why, now), ways(wanted, why)) for key, why in found)


def kept(key: str, why: Urgent, now: int) -> Kept:
    """An urgent thing as it is kept."""
    body = {"chance": round(why.chance, 3), "why": list(why.why), "by": why.by}
    return Kept(f"urgent:{key}", why.alarm, key, "", body, now)


def why_of(one: Kept) -> Urgent:
    """Why it is urgent, as it was kept."""
    assert one.alarm is not None
    why, chance = one.body["why"], one.body["chance"]
    assert isinstance(why, list)
    assert isinstance(chance, float | int)
    return Urgent(one.alarm, float(chance), tuple(str(each) for each in why), str(one.body["by"]))


def ways(wanted: Wishes, why: Urgent | None = None) -> list[Way]:
    """The ways by which something is told; `why` for what cannot wait."""
    if why is not None and not wanted.urgent:
        return []
    chosen = [Way.MAIL] if wanted.mail else []
    return chosen + ([Way(wanted.desktop)] if wanted.desktop != "off" else [])


def _urgent(conn: Connection, some: Sequence[Item], now: int) -> Iterable[tuple[Item, Urgent]]:
    close: frozenset[int] | None = None
    for one in some:
        # Whether somebody is close costs a look at the ties: it is asked of the few for whom it matters.
        found = urgent(heard(one, near=True))
        if found is not None and found.alarm is Alarm.FRIEND:
            if close is None:
                close = frozenset(who for each in held_in(conn, now) for who in each.everywhere)
            if not _near(conn, one, close, now):
                found = urgent(heard(one, near=False))
        if found is not None:
            yield one, found


def heard(one: Item, *, near: bool) -> Heard:
    """An item as it is weighed."""
    return Heard(one.words, one.reading, one.person_headline, one.kind, near, one.to_another)


def _near(conn: Connection, one: Item, close: frozenset[int], now: int) -> bool:
    if one.person_id is None:
        return False
    if one.person_id in close:
        return True
    key = persons.named(conn, one.person_id).key
    return any(found.standing.strength >= STRONG for found in around(conn, [key], now).values())
