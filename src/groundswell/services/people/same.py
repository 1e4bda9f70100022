"""The same human on several networks: suggested with reasons, merged by the user's word alone."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.pairing import Pairing, Says, last_words
from groundswell.domain.resemblance import resembling
from groundswell.domain.when import DAY, MINUTE
from groundswell.services.circle.ties import renew
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, groups, keeping, likely, pairs, persons
from groundswell.store.persons import PersonRow

LATER = 30 * DAY
"""What was put off is asked again after so long."""

_MARK = "people_compared"
_AT_MOST_A = 20
"""Comparing everybody takes at most one part in so many of the time, however many there are."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two people, each as they are shown, who may be the same, and why one may think so."""

    one: PersonRow
    other: PersonRow
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A decision that two are the same; `id` takes it back."""

    id: int
    one: PersonRow
    other: PersonRow
    at: int


def compare_people(
    workspace: Workspace, *, always: bool = False, tell: Callable[[], None] = lambda: None
) -> bool:
    """Works out who may be the same, if profiles came in since and it is not too soon; says whether it did.

    Args:
        always: Even if it is too soon.
        tell: Called before it begins, which takes seconds with very many people.
    """
    now = workspace.now()
    with workspace.store.reading() as conn:
        told = cast(dict[str, object] | None, keeping.setting(conn, _MARK)) or {}
        if (
            told
            and not always
            and _is_too_soon(now, int(cast(int, told["at"])), int(cast(int, told["took"])))
        ):
            return False
        state = likely.state(conn)
        if told and not always and told["state"] == state:
            return False
        tell()
        begun = time.monotonic()
        found = (
            resembling(likely.everybody(conn), likely.answered(conn)) if likely.several_networks(conn) else []
        )
    took = round((time.monotonic() - begun) * 1000)
    with workspace.store.writing() as conn:
        # Who was forgotten and comes in again is merged as before.
        renew(conn, groups.regroup_people(conn))
        likely.keep(conn, found)
        keeping.set_setting(conn, _MARK, {"state": state, "at": now, "took": took})
    return True


def _is_too_soon(now: int, at: int, took: int) -> bool:
    """Whether the last comparing, at `at`, is not long ago for what it took; one that is still to come was
    noted by a clock that was ahead, and is as good as none."""
    return 0 <= now - at < max(MINUTE, _AT_MOST_A * took)


def suggested(workspace: Workspace, limit: int = 50) -> list[Suggestion]:
    """Who may be the same, the likeliest first; what was decided or put off is left out."""
    with workspace.store.reading() as conn:
        return suggestions(conn, workspace.now(), limit=limit)


def suggestions(
    conn: Connection, now: int, among: Sequence[int] | None = None, limit: int = 50
) -> list[Suggestion]:
    """Who may be the same as anybody (or somebody `among` these), each pair of groups once."""
    found = likely.likely(conn, among)
    rows = persons.shown_people(conn, (one for pair in found for one in (pair.one, pair.other)))
    decided = _Decided(conn, now)
    told: dict[frozenset[int], Suggestion] = {}
    for pair in found:
        if pair.one not in rows or pair.other not in rows:
            continue
        one, other = rows[pair.one], rows[pair.other]
        if one.id != other.id and not decided.about(one.id, other.id):
            told.setdefault(frozenset((one.id, other.id)), Suggestion(one, other, pair.score, pair.reasons))
        if len(told) >= limit:
            break
    return list(told.values())


def merges(workspace: Workspace) -> list[Merge]:
    """The decisions that two are the same which stand, the newest first."""
    with workspace.store.reading() as conn:
        return merges_of(conn)


def merges_of(conn: Connection, keys: Sequence[str] | None = None) -> list[Merge]:
    """The decisions that made people one; only those about these keys, if given."""
    standing = [one for one in last_words(pairs.standing(conn, "person")).values() if one.says is Says.SAME]
    if keys is not None:
        standing = [one for one in standing if one.one in keys or one.other in keys]
    rows = persons.by_key(conn, [key for one in standing for key in (one.one, one.other)])
    there = (one for one in reversed(standing) if one.one in rows and one.other in rows)
    return [Merge(one.id, rows[one.one], rows[one.other], one.at) for one in there]


def decide(workspace: Workspace, one_id: int, other_id: int, says: Says) -> list[int]:
    """Keeps what the user says of two people; returns the decisions, for taking them back.

    Raises:
        NotFound: One of them is not known.
        UsageError: They are one already, or others who are the same as they were told apart before.
    """
    with workspace.store.writing() as conn:
        one, other = persons.person(conn, one_id), persons.person(conn, other_id)
        together = other.id in groups.same_as(conn, one.id)
        if one.id == other.id or (together and says is not Says.LATER):
            mend = "Take the merge back on the person's page first." if says is Says.APART else ""
            raise UsageError(f"{one.name} and {other.name} are the same person already", mend=mend)
        made = pairs.say(conn, "person", [(one.key, other.key)], says, workspace.now())
        renew(conn, groups.regroup_people(conn))
        if says is Says.SAME and other.id not in groups.same_as(conn, one.id):
            raise UsageError(
                f"You said of others who are {one.name} or {other.name} that they are not the same person",
                mend="Take that back first: under People, it is listed with what you decided.",
            )
    return made


def take_back(workspace: Workspace, ids: Sequence[int]) -> None:
    """Takes decisions about people back: everything is as if they had not been made. Raises NotFound."""
    with workspace.store.writing() as conn:
        if not pairs.take_back(conn, "person", ids, workspace.now()):
            raise NotFound("this was taken back already", mend="Reload the page.")
        renew(conn, groups.regroup_people(conn))


def apart(workspace: Workspace) -> list[Merge]:
    """The decisions that two are not the same which stand, the newest first."""
    with workspace.store.reading() as conn:
        said = [one for one in last_words(pairs.standing(conn, "person")).values() if one.says is Says.APART]
        rows = persons.by_key(conn, [key for one in said for key in (one.one, one.other)])
    there = (one for one in reversed(said) if one.one in rows and one.other in rows)
    return [Merge(one.id, rows[one.one], rows[one.other], one.at) for one in there]


class _Decided:
    """What the user said of pairs, held against the groups that stand now."""

    def __init__(self, conn: Connection, now: int) -> None:
        standing = pairs.standing(conn, "person")
        said = [one for one in last_words(standing).values() if one.says is Says.APART]
        said += [one for one in standing if one.says is Says.LATER and one.at + LATER > now]
        self._pairs = self._shown(conn, said)

    def about(self, one_id: int, other_id: int) -> bool:
        """Whether they were told apart, or it was put off; by their ids as they are shown."""
        return frozenset((one_id, other_id)) in self._pairs

    @staticmethod
    def _shown(conn: Connection, said: Sequence[Pairing]) -> set[frozenset[int]]:
        rows = persons.by_key(conn, [key for one in said for key in (one.one, one.other)])
        shown = groups.shown_as(conn, (row.id for row in rows.values()))
        ids = {key: shown.get(row.id, row.id) for key, row in rows.items()}
        return {
            frozenset((ids[one.one], ids[one.other])) for one in said if {one.one, one.other} <= ids.keys()
        }
