"""Ties, kept up to date as things come in: constant work for each thing, all anew where that is needed."""

from collections.abc import Iterable

from groundswell.circle.ties import Gathering, rank
from groundswell.circle.ties import tie as added
from groundswell.domain.tie import Passed, Tie
from groundswell.services.collecting import no_collecting
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, groups, readings
from groundswell.store import ties as stored

PORTION = 20_000
"""Interactions that are counted in one transaction."""
_ALL_FROM = 100_000
"""If more are uncounted than this, everything is counted at once: in the order of time, in one pass."""


def count(workspace: Workspace) -> bool:
    """Counts what came in since the last time; says whether there was anything. The first time it is all."""
    came = False
    while True:
        with workspace.store.reading() as conn:
            last, newest = stored.counted(conn), readings.newest(conn)
        if last == newest:
            return came
        came = True
        if last == 0 or last > newest or newest - last > _ALL_FROM:
            _count_all(workspace)
        else:
            with workspace.store.writing() as conn:
                count_some(conn, PORTION, newest)


def count_some(conn: Connection, most: int, newest: int) -> int:
    """Counts what came in next, up to the newest interaction; gives the id of the last that is counted.

    Others may count at the same time: what they have counted already is not counted again.
    """
    already = stored.counted(conn)
    if already >= newest:
        return already
    came, last = stored.after(conn, already, most, newest)
    things: dict[int, list[Passed]] = {}
    for _, person, thing in came:
        things.setdefault(person, []).append(thing)
    before = stored.ties(conn, things)
    late = {person for person, some in things.items() if person in before and some[0].at < before[person].at}
    # Who was forgotten and comes again has what was kept by hand of them already.
    new = things.keys() - before.keys()
    again = late | {one.person for one in stored.by_hand(conn, new)} if new else late
    _keep(conn, ((one, added(some, before.get(one))) for one, some in things.items() if one not in again))
    renew(conn, again)
    stored.set_counted(conn, last)
    return last


def _count_all(workspace: Workspace) -> None:
    """Counts everything from nothing; what came of it is not kept if meanwhile somebody was merged, something
    noted, or more counted."""
    with no_collecting():
        with workspace.store.reading() as conn:
            state, newest = stored.state(conn), readings.newest(conn)
            gathering = Gathering()
            for person, thing in stored.everything(conn):
                gathering.add(person, thing)
        with workspace.store.writing() as conn:
            if stored.state(conn) == state:
                stored.drop(conn)
                _keep(conn, gathering.ties())
                renew(conn, {one.person for one in stored.by_hand(conn)})
                stored.set_counted(conn, newest)


def renew(conn: Connection, people: Iterable[int]) -> None:
    """Counts anew what passed with these people, whoever they are shown as now."""
    wanted = set(people)
    shown = groups.shown_as(conn, wanted)
    stored.drop(conn, wanted)
    gathering = Gathering()
    for came in stored.with_people(conn, {shown.get(one, one) for one in wanted}):
        gathering.add(came.person, came.thing)
    _keep(conn, gathering.ties())


def _keep(conn: Connection, found: Iterable[tuple[int, Tie]]) -> None:
    stored.keep(conn, {person: (rank(tie), tie) for person, tie in found})
