"""Forgets somebody on all networks, once the user has seen what will go; and lets them come in again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.confidants import NO_NETWORK
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.keys import folded, person_key
from groundswell.domain.words import Network
from groundswell.services.people.same import suggestions
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, copying, forgetting, groups, lean, persons, search
from groundswell.store.copying import Replaced
from groundswell.store.forgetting import Forgotten
from groundswell.store.persons import PersonRow

UNKNOWN = (
    "What lies outside cannot be known: files that you brought in or wrote out, backups, mails and events "
    "that went out, what you wrote in your journal or others about them, and what networks keep."
)
_LOOKED_AT = 50
_PROFILES = ("https://bsky.app/profile/", "https://www.linkedin.com/in/")
"""What stands before a handle in an address."""


@dataclass(frozen=True, slots=True)
class Going:
    """What goes when somebody is forgotten.

    Attributes:
        profiles: All that are theirs by the user's word.
        held: How much of what.
        perhaps: Others who may be the same and stay.
        outside: The key of somebody whom no network knows, whom she chose to lean on; empty for others.
    """

    profiles: Sequence[PersonRow]
    held: Mapping[str, int]
    perhaps: Sequence[PersonRow]
    outside: str = ""


def going(workspace: Workspace, said: str) -> Going:
    """What goes when somebody is forgotten.

    Args:
        said: A profile's address, a handle, a natural key, or a name that only one has.

    Raises:
        NotFound: Nobody is called so.
        UsageError: Several are.
    """
    with workspace.store.reading() as conn:
        try:
            return _going(conn, _found(conn, said), workspace.now())
        except NotFound:
            key = _outside(conn, said)
            if not key:
                raise
            return Going((), forgetting.held(conn, forgetting.outside(conn, key)), (), key)


def going_of(workspace: Workspace, person_id: int) -> Going:
    """The same for one of their profiles. Raises NotFound."""
    with workspace.store.reading() as conn:
        return _going(conn, persons.person(conn, person_id).id, workspace.now())


def _going(conn: Connection, person_id: int, now: int) -> Going:
    ids = groups.same_as(conn, person_id)
    pairs = suggestions(conn, now, among=ids)
    perhaps = [other for pair in pairs for other in (pair.one, pair.other) if other.id not in ids]
    return Going(persons.people(conn, ids), forgetting.held(conn, forgetting.whom(conn, ids)), perhaps)


def forget(workspace: Workspace, found: Going) -> str:
    """Forgets them; gives the code with which they are let in again."""
    now = workspace.now()
    with workspace.store.writing() as conn:
        whom = forgetting.whom(conn, [one.id for one in found.profiles])
        if found.outside:
            whom = forgetting.outside(conn, found.outside)
        forgetting.forget(conn, whom, now)
        groups.regroup_people(conn)
        code = min(map(forgetting.mark, whom.keys))[:8]
    workspace.store.settle()
    return code


def older_copies(workspace: Workspace) -> list[Replaced]:
    """Stores that a restore replaced, the oldest first: each holds everybody who was in it then."""
    return copying.replaced(workspace.home)


def delete_older_copies(workspace: Workspace) -> list[Replaced]:
    """Deletes them; gives those that there were. Raises StoreError."""
    return copying.delete_replaced(workspace.home)


def allow(workspace: Workspace, said: str) -> None:
    """Lets somebody who was forgotten come in again with the next import. Raises NotFound."""
    with workspace.store.writing() as conn:
        if not forgetting.allow(conn, _keys(said), said):
            raise NotFound(
                f"nobody was forgotten under {said!r}", mend="`groundswell forget --list` shows the codes."
            )


def forgotten(workspace: Workspace) -> list[Forgotten]:
    """Everybody who was forgotten, by code and day, the last first."""
    with workspace.store.reading() as conn:
        return forgetting.forgotten(conn)


def last_forgotten(workspace: Workspace) -> int:
    """When somebody was forgotten last, here or by the command, in epoch milliseconds; -1 for never. What
    lies in memory from before may name them, and the ids of what they said may be given out again."""
    with workspace.store.reading() as conn:
        return forgetting.last(conn)


class SinceForgotten:
    """Tells whether somebody was forgotten since it was asked last; for one thread at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._last: int | None = None

    def changed(self) -> bool:
        """Whether what was kept before may hold somebody who is forgotten; the first time always."""
        before, self._last = self._last, last_forgotten(self._workspace)
        return before != self._last


def _found(conn: Connection, said: str) -> int:
    word = said.strip()
    exact = persons.by_key(conn, _keys(word)) or persons.by_url(
        conn, (word, *(f"{at}{word}" for at in _PROFILES))
    )
    rows = list(exact.values()) or _called(conn, said)
    shown = {one.id: one for one in persons.shown_people(conn, [row.id for row in rows]).values()}
    if not shown:
        raise NotFound(
            f"nobody here is called {said!r}", mend="Give the name in full, or the profile's address."
        )
    if len(shown) > 1:
        told = "; ".join(f"{one.name} ({one.url or one.key})" for one in list(shown.values())[:8])
        raise UsageError(
            f"{len(shown)} people are called so: {told}", mend="Give the address of the one whom you mean."
        )
    return next(iter(shown))


def _outside(conn: Connection, said: str) -> str:
    """The key of somebody whom no network knows, by what she calls them; empty for nobody."""
    name = folded(" ".join(said.split()))
    return next(
        (
            one.person
            for one in lean.standing(conn)
            if one.person.startswith(NO_NETWORK) and folded(str(one.told.get("name", ""))) == name
        ),
        "",
    )


def _keys(said: str) -> list[str]:
    """The natural keys that an address, a handle or a key itself may have."""
    word = said.strip()
    keys = [word, f"{Network.LINKEDIN}:in/{word.casefold()}", *(f"{network}:{word}" for network in Network)]
    if "/" in word or "." in word:
        keys += [key for network in Network if (key := person_key(network, word, ""))]
    if word.startswith("@") and word.count("@") == 2:
        _, name, host = word.split("@")
        keys.append(f"{Network.MASTODON}:{host.casefold()}/@{name.casefold()}")
    return keys


def _called(conn: Connection, said: str) -> list[PersonRow]:
    name = folded(said.lstrip("@"))
    found = persons.people(conn, search.people(conn, f"{said} ", _LOOKED_AT))
    return [one for one in found if folded(one.name) == name]
