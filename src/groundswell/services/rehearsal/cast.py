"""How the people of a rehearsal take an answer: kind and specific words calm, defence feeds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from random import Random

from groundswell.domain.checking import Check
from groundswell.domain.words import Lane

_MANY = 0.5
"""From this score on something is said to be so."""


class Took(StrEnum):
    """How somebody took an answer."""

    CALMED = "calmed"
    GLAD = "glad"
    FED = "fed"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Back:
    """What somebody says back.

    Attributes:
        after_s: Seconds after the answer.
        joins: Whether somebody else says it, who saw the answer.
    """

    after_s: float
    words: str
    joins: bool = False


_LIKELY: Mapping[str, Mapping[Took, float]] = {
    "kind": {Took.CALMED: 0.55, Took.FED: 0.08, Took.QUIET: 0.37},
    "plain": {Took.CALMED: 0.25, Took.FED: 0.2, Took.QUIET: 0.55},
    "defensive": {Took.CALMED: 0.02, Took.FED: 0.8, Took.QUIET: 0.18},
}
"""How somebody who disagrees or attacks takes an answer; not measured: an answer that shows understanding is
worth trying, and none is sure to work."""

_FIRES = {"bitter": 1.8, "biting": 1.8, "blunt": 1.2, "playful": 1.0, "dry": 0.9, "formal": 0.6, "warm": 0.4}
"""By temper: how much likelier it is that an answer feeds."""

_GLAD_SAYS = 0.45
_HURT_SAYS = 0.3
"""How often somebody who meant well answers back when they are met with defence; the others fall silent, and
so does whoever is in a hard place."""
_LEFT_COLD = 0.6
_JOINS = (1, 3)
_SOON_S = (240.0, 2_400.0)


def manner(check: Check) -> str:
    """`kind`, `plain` or `defensive`: what an answer is like for whoever gets it."""
    scores = check.scores
    if max(scores["defensiveness"], scores["hostility"]) >= _MANY:
        return "defensive"
    understands = scores["empathy"] >= _MANY or scores["specificity"] >= _MANY
    return "kind" if understands and scores["fit"] >= _MANY else "plain"


def dice(*what: object) -> Random:
    """Chance that falls the same way for the same things."""
    return Random(":".join(map(str, what)))  # noqa: S311


def taken(lane: Lane, temper: str, lang: str, answer: str, chance: Random) -> tuple[Took, tuple[Back, ...]]:
    """How somebody takes an answer, and what is said back.

    Args:
        lane: Where what they had said belongs.
        temper: As in `Text`.
        lang: The language in which they write.
        answer: What the answer is like, as `manner` says.
    """
    took = _taken(lane, temper, answer, chance)
    if took is Took.QUIET or (took is Took.GLAD and chance.random() > _GLAD_SAYS):
        return took, ()
    back = [Back(chance.uniform(*_SOON_S), _words(took, lang, chance))]
    if took is Took.FED:
        joins = chance.randint(*_JOINS)
        back += [
            Back(chance.uniform(*_SOON_S) * 2, _words(took, lang, chance), joins=True) for _ in range(joins)
        ]
    return took, tuple(back)


def _taken(lane: Lane, temper: str, answer: str, chance: Random) -> Took:
    if lane is Lane.SPAM:
        return Took.QUIET
    if lane not in {Lane.HOSTILE, Lane.DISAGREEMENT, Lane.FEEDBACK}:
        if answer == "defensive":
            says = lane is not Lane.NEEDS_YOU and chance.random() < _HURT_SAYS
            return Took.FED if says else Took.QUIET
        # A line that fits everybody is enough for a kind word, and little for somebody in a hard place.
        cold = answer == "plain" and lane is Lane.NEEDS_YOU
        return Took.QUIET if cold and chance.random() < _LEFT_COLD else Took.GLAD
    odds = dict(_LIKELY[answer])
    odds[Took.FED] *= _FIRES.get(temper, 1.0) * (1.5 if lane is Lane.HOSTILE else 0.7)
    return chance.choices(list(odds), list(odds.values()))[0]


def _words(took: Took, lang: str, chance: Random) -> str:
    said = _said()[took.value]
    return chance.choice(said.get(lang) or said["en"])


@cache
def _said() -> Mapping[str, Mapping[str, list[str]]]:
    told = files("groundswell.services.rehearsal").joinpath("cast.toml").read_text("utf-8")
    found: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(told)
    return found
