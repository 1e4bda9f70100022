"""Texts that are about to go out, with what is known of each, and how the constructed sets are read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from groundswell.domain.errors import InputError

HOW = (
    "counter_attack",
    "excuse",
    "sorry_you_feel",
    "sarcasm",
    "denial",
    "whataboutism",
    "over_explaining",
    "blame_shift",
)
FAULTS = ("platitude", "grovels", "runs_on", "template", "private", "promise", "danger")
KINDS = (
    "pitch",
    "fishing",
    "warm_introduction",
    "question",
    "recruiter",
    "applicant",
    "thanks",
    "collaboration",
    "catching_up",
    "scam",
    "offer",
    "follow_up",
    "support",
)
_MECHANISMS = ("emotion", "interpretation", "exploration")

Known = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """One text.

    Attributes:
        to: What it answers; empty for nothing.
        known: Score → what it is, in 0–1; a score that is absent is unknown, not 0.
        source: The set it comes from.
        pen: Who wrote it, for constructed texts.
    """

    text: str
    to: str
    round: int
    known: Known
    source: str
    language: str = "en"
    pen: str = ""


def constructed(folder: Path, split: str) -> Iterator[Row]:
    """All constructed rows of a split: replies, support, and first messages.

    Raises:
        InputError: A row that cannot be read, with its file and line.
    """
    for kind, read in (("replies", _reply), ("support", _support), ("messages", _message)):
        for path in sorted((folder / kind / split).glob("*.jsonl")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                try:
                    told = json.loads(line)
                    known = read(told)
                    yield Row(
                        told["text"],
                        told["to"],
                        told.get("round", 1),
                        known,
                        kind,
                        told["lang"],
                        told["pen"],
                    )
                except (KeyError, ValueError, TypeError) as error:
                    mend = "Run python -m tools.reply.look on it."
                    raise InputError(f"no row ({error})", where=f"{path}:{number}", mend=mend) from error


def _mechanisms(told: Mapping[str, int]) -> dict[str, float]:
    weak = {name: float(told[name] > 0) for name in _MECHANISMS}
    return weak | {f"{name}_strong": float(told[name] > 1) for name in _MECHANISMS}


def _support(told: Mapping[str, int]) -> dict[str, float]:
    return _mechanisms(told)


def _reply(told: Mapping[str, object]) -> dict[str, float]:
    numbers = {name: value for name, value in told.items() if isinstance(value, int)}
    how, faults = _names(told["how"]), _names(told["faults"])
    known = {
        "fit": float(numbers["fit"]),
        "empathy": numbers["empathy"] / 3,
        "defensive": float(numbers["defensive"] > 0),
        "hostile": float(numbers["hostile"]),
        "pitch": float(numbers["pitch"]),
        "specific": numbers["specific"] / 2,
        "polite": (numbers["polite"] + 1) / 2,
    }
    known |= {f"how_{name}": float(name in how) for name in HOW}
    known |= {f"fault_{name}": float(name in faults) for name in FAULTS}
    return known | _mechanisms(numbers)


def _message(told: Mapping[str, object]) -> dict[str, float]:
    numbers = {name: value for name, value in told.items() if isinstance(value, int)}
    known = {
        "fit": float(numbers["fit"]),
        "pitch": float(numbers["pitch"]),
        "too_soon": float(numbers["too_soon"]),
        "specific": numbers["specific"] / 2,
        "polite": (numbers["polite"] + 1) / 2,
        "way_out": float(numbers["way_out"]),
        "about_me": float(told["about"] == "me"),
        "about_them": float(told["about"] == "them"),
    }
    return known | {f"kind_{name}": float(told["kind"] == name) for name in KINDS}


def _names(told: object) -> set[str]:
    return set(told) if isinstance(told, list) else set()
