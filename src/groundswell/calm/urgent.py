"""Whether something breaks through, and why: cues in the words, beside what triage says of them.

Cues alone cry wolf, and the reading alone misses what is polite and grim: so each alarm weighs both, with
weights that were fitted to constructed texts (`tools/urgent`). What is told from words is named in `why`.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

from groundswell.domain.calm import Alarm, Heard, Urgent
from groundswell.domain.errors import DamagedFile
from groundswell.domain.words import Abuse, Intent, Kind, Lane, Tone
from groundswell.text.danger import in_danger

WEIGHTS = Path(__file__).parent / "urgent_weights.json"
_CUES = Path(__file__).parent / "urgent.toml"
_MOST_CHARS = 2_000
_LEAST_THREAT = 0.2
_LAUGHS = re.compile(
    "[😂🤣😅]|\\b(?:ha){2,}h?\\b|\\blol\\b|\\blmao|kkk|\\bmdr\\b|\\b(?:ja){2,}|www?$", re.IGNORECASE
)
"""Who laughs, in any language, says no such thing in earnest."""
_KIN = (("es", "pt", "it"), ("de", "nl"))
"""Short texts of these are taken for each other."""

NAMES: Mapping[Alarm, Sequence[str]] = {
    Alarm.THREAT: (
        "threat", "hostile", "insult", "kind", "place", "harm", "or_else", "place_and_more", "told",
        "private",
    ),
    Alarm.DANGER: ("support", "kind", "dark", "listed", "hard", "told"),
    Alarm.FRIEND: ("support", "kind", "hard", "harder", "grave", "dark", "private", "lane"),
    Alarm.PRESS: ("by_headline", "by_words", "later", "sells", "private"),
}  # fmt: skip
"""What each alarm weighs, in the order of its weights; the bias comes last."""

_WHY = {
    "place": "It says that they know where you or yours can be found",
    "harm": "It speaks of hurting you",
    "or_else": "It warns you off",
    "dark": "They speak of ending their life",
    "listed": "Their words are those of somebody in danger",
    "grave": "Something grave happened to them",
    "hard": "They are falling apart just now",
}
_GRAVEST = (Alarm.DANGER, Alarm.THREAT, Alarm.FRIEND, Alarm.PLEA, Alarm.PRESS)
_LIKELY = 0.5
_ALONE = (Kind.MESSAGE, Kind.INVITATION)


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each of `NAMES` and the bias, and the chance from which on it breaks through."""

    by_alarm: Mapping[Alarm, Sequence[float]]
    limits: Mapping[Alarm, float]


def urgent(heard: Heard) -> Urgent | None:
    """Whether something cannot wait; the gravest where it is several things.

    Raises:
        DamagedFile: The weights are not what they should be.
    """
    weights = shipped()
    signs = Signs(heard)
    for alarm in _GRAVEST:
        if not possible(alarm, heard, signs):
            continue
        chance = chance_of(alarm, signs, weights)
        limit = weights.limits.get(alarm, _LIKELY)
        if chance >= limit:
            return Urgent(
                alarm, chance, _why(alarm, heard, signs), signs.when if alarm is Alarm.PRESS else ""
            )
    return None


def possible(alarm: Alarm, heard: Heard, signs: "Signs") -> bool:
    """Whether an alarm is to be thought of at all: each needs something that can be named."""
    match alarm:
        case Alarm.FRIEND:
            return heard.near and heard.reading.lane not in (Lane.HOSTILE, Lane.SPAM)
        case Alarm.PRESS:
            return (
                signs.press and bool(signs.when and signs["asks"]) and heard.reading.lane is not Lane.HOSTILE
            )
        case Alarm.DANGER:
            return bool(signs["dark"] or signs.listed)
        case Alarm.PLEA:
            return heard.kind in _ALONE and heard.reading.lane is Lane.NEEDS_YOU
        case Alarm.THREAT:
            return (not heard.to_another and heard.reading.abuse.get(Abuse.THREAT, 0.0) >= _LEAST_THREAT) or (
                not heard.to_another and any(signs[name] for name in ("place", "harm", "or_else"))
            )


def chance_of(alarm: Alarm, signs: "Signs", weights: Weights) -> float:
    """How likely it is, 0–1. Of a plea the reading alone says so."""
    if alarm is Alarm.PLEA:
        return signs.support
    numbers = [*signs.numbers(alarm), 1.0]
    odds = sum(weight * one for weight, one in zip(weights.by_alarm[alarm], numbers, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


class Signs:
    """What is seen in something that came in; each cue is looked for once, when it is asked for."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._text = heard.text[:_MOST_CHARS].replace("’", "'").replace("‘", "'")
        self._tables = [cues()[code] for code in _languages(heard.reading.language)]
        self._found: dict[str, str] = {}

    def __getitem__(self, cue: str) -> str:
        """The words that show a cue; empty where none do."""
        if cue not in self._found:
            self._found[cue] = _first(self._tables, cue, self._text)
        return self._found[cue]

    @property
    def press(self) -> bool:
        """Whether the writer is of the press, by the headline or the words."""
        return self.by_headline or bool(self["press"])

    @property
    def by_headline(self) -> bool:
        """Whether the headline says so."""
        headline = self._heard.headline
        return (
            bool(headline)
            and bool(_first(list(cues().values()), "press", headline))
            and not _first(list(cues().values()), "later", headline)
        )

    @property
    def listed(self) -> bool:
        """Whether the words are listed as those of somebody in danger."""
        return in_danger(self._text)

    @property
    def when(self) -> str:
        """The time that it names, if that is soon."""
        return self["soon"]

    @property
    def support(self) -> float:
        """How likely it is, by the reading, that its writer has a hard time."""
        return self._heard.reading.intents.get(Intent.NEEDS_SUPPORT, 0.0)

    def numbers(self, alarm: Alarm) -> list[float]:
        """What an alarm weighs, in the order of `NAMES`."""
        return [self._number(name) for name in NAMES[alarm]]

    def _number(self, name: str) -> float:  # noqa: C901
        reading, heard = self._heard.reading, self._heard
        match name:
            case "threat":
                return _odds(reading.abuse.get(Abuse.THREAT, 0.0))
            case "hostile":
                return reading.tone.get(Tone.HOSTILE, 0.0)
            case "insult":
                return reading.abuse.get(Abuse.INSULT, 0.0)
            case "kind":
                return reading.tone.get(Tone.SUPPORTIVE, 0.0)
            case "support":
                return _odds(reading.intents.get(Intent.NEEDS_SUPPORT, 0.0))
            case "sells":
                return max(
                    reading.intents.get(Intent.SPAM, 0.0), reading.intents.get(Intent.SELF_PROMOTION, 0.0)
                )
            case "private":
                return float(heard.kind in _ALONE)
            case "lane":
                return float(reading.lane is Lane.NEEDS_YOU)
            case "told":
                return float(bool(self["told"] or _LAUGHS.search(self._text)))
            case "place_and_more":
                return float(bool(self["place"]) and bool(self["harm"] or self["or_else"]))
            case "harder":
                return float(len(_all(self._tables, "hard", self._text)) > 1)
            case "listed":
                return float(self.listed)
            case "by_headline":
                return float(self.by_headline)
            case "by_words":
                return float(bool(self["press"]))
            case _:
                return float(bool(self[name]))


def _why(alarm: Alarm, heard: Heard, signs: Signs) -> tuple[str, ...]:
    match alarm:
        case Alarm.THREAT:
            named = [_WHY[cue] for cue in ("harm", "place", "or_else") if signs[cue]]
            return tuple(named) or ("It reads as a threat",)
        case Alarm.DANGER:
            return (_WHY["dark" if signs["dark"] else "listed"],)
        case Alarm.FRIEND:
            close = "Somebody close to you"
            told = next(
                (_WHY[cue] for cue in ("dark", "grave", "hard") if signs[cue]), "They have a hard time"
            )
            return (close, told)
        case Alarm.PLEA:
            shown = (_WHY[cue] for cue in ("grave", "hard") if signs[cue])
            return ("They write to you alone", next(shown, "They have a very hard time"))
        case Alarm.PRESS:
            who = (
                "Their headline says that they write for the news"
                if signs.by_headline
                else ("They say that they write for the news")
            )
            return (who, "It names a time")


def _odds(chance: float) -> float:
    """The logarithm of the odds, within what a reading tells: those under .05 are not told."""
    kept = min(0.99, max(0.02, chance))
    return log(kept / (1 - kept))


Table = Mapping[str, re.Pattern[str]]


def _first(tables: Sequence[Table], cue: str, text: str) -> str:
    return next((hit[0] for table in tables if (hit := table[cue].search(text))), "")


def _all(tables: Sequence[Table], cue: str, text: str) -> set[str]:
    return {hit[0].casefold() for table in tables for hit in table[cue].finditer(text)}


def _languages(code: str) -> Sequence[str]:
    """The languages whose cues are looked for: the text's own and English; all where it is not known."""
    if code not in cues():
        return tuple(cues())
    kin = next((group for group in _KIN if code in group), (code,))
    return tuple(dict.fromkeys((code, *kin, "en")))


@cache
def cues() -> Mapping[str, Table]:
    """All cues, by language."""
    told = tomllib.loads(_CUES.read_text(encoding="utf-8"))
    return {
        code: {name: re.compile("|".join(parts), re.IGNORECASE) for name, parts in table.items()}
        for code, table in told.items()
    }


@cache
def shipped() -> Weights:
    """The weights that ship. Raises DamagedFile if they do not fit."""
    try:
        told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        by_alarm = {
            alarm: tuple(float(told["weights"][alarm][name]) for name in (*NAMES[alarm], "bias"))
            for alarm in NAMES
        }
        return Weights(by_alarm, {alarm: float(told["limits"][alarm]) for alarm in NAMES})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedFile(
            "the weights of what cannot wait are damaged",
            where=WEIGHTS.name,
            mend="Install Groundswell again.",
        ) from error
