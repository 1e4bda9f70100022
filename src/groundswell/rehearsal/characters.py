"""What kinds of waves there are to rehearse, as the data files say."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from groundswell.domain.errors import UsageError
from groundswell.domain.words import Kind, Lane
from groundswell.rehearsal.cascade import Course

CHARACTERS = ("kind", "slow_burn", "barrage", "brigade", "job_scam")
"""In the order in which they are offered, the gentlest first."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What comes on top of the course, such as when somebody elsewhere points at the post.

    Attributes:
        at_h: From when on, hours after the post.
        share: 0–1, of all texts.
        hours: Within how long.
        lanes: What they all are.
        copies: How many in a hundred are near copies of one that was there.
    """

    at_h: float
    share: float
    hours: float
    lanes: frozenset[Lane]
    copies: float


@dataclass(frozen=True, slots=True)
class Phase:
    """From an hour on: how much likelier lanes are than the texts at hand hold them."""

    from_h: float
    lanes: Mapping[Lane, float]


@dataclass(frozen=True, slots=True)
class Character:
    """One kind of wave.

    Attributes:
        name: Short stable name, such as `brigade`.
        about: What it is like, for whoever chooses.
        post: What the user has published.
        you: What the user is called in it.
        hours: When it is over, hours after the post.
        posted_hour: Local hour of the post, 0–24.
        events: How many things happen in a wave of the usual size.
        texts: How many of them say something.
        silent: What the others are, by weight.
        ties: 0–1, how many of the people the user has met before.
    """

    name: str
    title: str
    about: str
    post: str
    you: str
    course: Course
    hours: float
    posted_hour: float
    events: int
    texts: int
    silent: Mapping[Kind, float]
    ties: float
    bursts: tuple[Burst, ...] = ()
    phases: tuple[Phase, ...] = ()


def character(name: str) -> Character:
    """The character of that name. Raises UsageError if there is none."""
    found = _all().get(name)
    if found is None:
        raise UsageError(
            f"there is no wave of the character {name!r}", mend=f"Use one of: {', '.join(CHARACTERS)}."
        )
    return found


@cache
def courses() -> Mapping[str, Course]:
    """The courses that were fitted to real waves, by name."""
    return TypeAdapter(dict[str, Course]).validate_python(_told("courses"))


@cache
def _all() -> Mapping[str, Character]:
    told = _told("characters")
    return {
        name: _read(name, TypeAdapter(dict[str, object]).validate_python(told[name])) for name in CHARACTERS
    }


def _told(name: str) -> Mapping[str, object]:
    return tomllib.loads(files("groundswell.rehearsal").joinpath(f"{name}.toml").read_text("utf-8"))


def _read(name: str, told: Mapping[str, object]) -> Character:
    known = {one.name for one in fields(Course)}
    own = {key: value for key, value in told.items() if key in known}
    course = {**asdict(courses()[str(told["course"])]), **own}
    rest = {key: value for key, value in told.items() if key not in known}
    return TypeAdapter(Character).validate_python({**rest, "name": name, "course": course})
