"""Whom the user may turn to: chosen by hand, each with what they can bear and are good at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo, available_timezones

from groundswell.domain.confidants import NO_NETWORK, LeanDoes, Leaning, Trusted, leaning
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.keys import digest, folded
from groundswell.domain.support import Confidant
from groundswell.services.circle.near import Near, around, near, shown_keys
from groundswell.services.circle.near import held as held_by_the_circle
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, groups, lean, persons, search
from groundswell.store.persons import PersonRow

_LONGEST_NAME, _LONGEST_PHONE, _MOST_A_MONTH, _MOST_REST = 120, 40, 30, 365
_SOMEBODY = "Somebody"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody to whom she may turn.

    Attributes:
        near: How they are to her now; none where no network knows them, or they are not in the store (any
            more).
    """

    trusted: Trusted
    near: Near | None

    @property
    def person(self) -> PersonRow | None:
        """As whom they are shown."""
        return self.near.person if self.near else None

    @property
    def key(self) -> str:
        """The key under which she set them."""
        return self.trusted.confidant.key

    @property
    def name(self) -> str:
        """What they are called."""
        return (self.person.name if self.person else "") or self.trusted.name or _SOMEBODY


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that stands: the people in the order of their names, and the times."""

    known: tuple[Known, ...]
    leaning: Leaning

    def of(self, key: str) -> Known:
        """One of them. Raises NotFound."""
        found = next((one for one in self.known if one.key == key), None)
        if found is None:
            raise NotFound("you have not chosen them as somebody to lean on", mend="Choose them first.")
        return found


def held(workspace: Workspace) -> Held:
    """Whom she may turn to, and each time that she did."""
    with workspace.store.reading() as conn:
        return held_in(conn, workspace.now())


def held_in(conn: Connection, now: int) -> Held:
    """The same within a connection: who is the same on several networks is one."""
    words = lean.standing(conn)
    shown = shown_keys(conn, {one.person for one in words})
    told = leaning(replace(one, person=shown.get(one.person, one.person)) for one in words)
    people = around(conn, list(told.trusted), now)
    known = [Known(_as_they_are(one, people.get(key)), people.get(key)) for key, one in told.trusted.items()]
    return Held(tuple(sorted(known, key=lambda one: (one.name.casefold(), one.key))), told)


def _as_they_are(one: Trusted, near: Near | None) -> Trusted:
    """What she set of somebody, with the tie, and with whether they have a hard time themselves."""
    if near is None:
        return one
    stands = near.standing
    confidant = replace(
        one.confidant, strength=stands.strength, giving=stands.giving, hard_time=near.hard_time is not None
    )
    return replace(one, confidant=confidant)


def trust(workspace: Workspace, key: str, told: Trusted) -> int:
    """Keeps how somebody may be turned to; the id of the word that says so, for taking it back.

    Raises:
        UsageError: A value is none that makes sense.
        NotFound: Nobody has that key.
    """
    _look_at(told)
    with workspace.store.writing() as conn:
        if not key.startswith(NO_NETWORK) and not persons.by_key(conn, [key]):
            raise NotFound("this person is not known here (any more)", mend="Search for the name.")
        return lean.say(conn, LeanDoes.SET, key, workspace.now(), told=told.values())


def trust_by_name(workspace: Workspace, name: str) -> tuple[str, int]:
    """Adds somebody whom no network knows; their key, and the word for taking it back. Raises UsageError."""
    called = " ".join(name.split())
    if not called:
        raise UsageError("the name is empty", mend="Write what you call them.")
    key = f"{NO_NETWORK}{digest(folded(called))}"
    return key, trust(workspace, key, Trusted(Confidant(key), called))


def leave(workspace: Workspace, key: str) -> int:
    """Takes somebody from those who are named; the word for taking it back."""
    with workspace.store.writing() as conn:
        return lean.say(conn, LeanDoes.LEAVE, held_in(conn, workspace.now()).of(key).key, workspace.now())


def take_back(workspace: Workspace, words: Sequence[int]) -> None:
    """Takes words back, whatever they said."""
    with workspace.store.writing() as conn:
        lean.take_back(conn, words, workspace.now())


def found(workspace: Workspace, words: str) -> list[PersonRow]:
    """People whose names hold these words, who are not among the chosen yet."""
    with workspace.store.reading() as conn:
        ids = groups.once_each(conn, search.people(conn, words[:200]))
        chosen = {one.person.id for one in held_in(conn, workspace.now()).known if one.person}
        return [one for one in persons.people(conn, ids) if one.id not in chosen]


def somebody(workspace: Workspace, key: str) -> Known:
    """Somebody by any of their keys, chosen or not. Raises NotFound."""
    found = near(workspace, key)
    if found is None:
        raise NotFound("this person is not known here", mend="Search for the name.")
    known = next((one for one in held(workspace).known if one.key == found.key), None)
    return known or Known(Trusted(Confidant(found.key)), found)


def of_the_circle(workspace: Workspace) -> list[Near]:
    """Whom the circle holds and who is not chosen yet, by name."""
    chosen = {one.key for one in held(workspace).known}
    return [one for one in held_by_the_circle(workspace) if one.key not in chosen]


def zones() -> list[str]:
    """The time zones that can be chosen."""
    return sorted(
        one for one in available_timezones() if "/" in one and not one.startswith(("Etc/", "posix/"))
    )


def _look_at(told: Trusted) -> None:
    one = told.confidant
    if not 1 <= one.a_month <= _MOST_A_MONTH:
        raise UsageError(f"{one.a_month} times a month is out of reach", mend=f"Choose 1 to {_MOST_A_MONTH}.")
    if not 0 <= one.rest_days <= _MOST_REST:
        raise UsageError("so many days of rest cannot be kept", mend=f"Choose 0 to {_MOST_REST}.")
    if len(told.name) > _LONGEST_NAME or len(told.phone) > _LONGEST_PHONE:
        raise UsageError("the name or the number is too long", mend="Shorten it.")
    if one.zone:
        try:
            ZoneInfo(one.zone)
        except (KeyError, OSError, ValueError) as error:
            raise UsageError(
                f"there is no time zone {one.zone!r}", mend="Choose one from the list."
            ) from error
