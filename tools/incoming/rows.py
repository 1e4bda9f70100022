"""Constructed messages that came in, with what their writers are after."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from groundswell.domain.incoming import Approach

_OF_ANOTHER_SET = {
    "pitch": Approach.PITCH,
    "fishing": Approach.PITCH,
    "scam": Approach.SCAM,
    "recruiter": Approach.RECRUITER,
    "question": Approach.QUESTION,
}
"""Kinds of first messages (`data/messages`) as approaches;
the others are `other`, and whatever sells a pitch."""
_OF_ONESELF = "warm_introduction"
"""There the word stands for introducing oneself as well, with nobody in common: that teaches nothing here."""


class Told(TypedDict, total=False):
    """A line of either set, as far as it is used."""

    text: str
    pen: str
    lang: str
    says: str
    marks: list[str]
    kind: str
    pitch: int
    round: int


@dataclass(frozen=True, slots=True)
class Row:
    """One message. `source` is `incoming` or `messages`."""

    text: str
    says: Approach
    pen: str
    lang: str
    source: str
    marks: tuple[str, ...] = ()


def incoming(data: Path, split: str) -> list[Row]:
    """Messages written as they come in (`data/incoming`)."""
    return [
        Row(one["text"], Approach(one["says"]), one["pen"], one["lang"], "incoming", tuple(one["marks"]))
        for one in _rows(data / "incoming" / split)
    ]


def outgoing(data: Path, split: str) -> list[Row]:
    """First messages of the set for words that go out (`data/messages`), seen by who gets them."""
    return [
        Row(one["text"], _approach(one), one["pen"], one["lang"], "messages")
        for one in _rows(data / "messages" / split)
        if one["round"] == 1 and one["kind"] != _OF_ONESELF
    ]


def _approach(one: Told) -> Approach:
    said = _OF_ANOTHER_SET.get(str(one["kind"]), Approach.OTHER)
    return Approach.PITCH if one["pitch"] and said in {Approach.OTHER, Approach.QUESTION} else said


def _rows(folder: Path) -> Iterator[Told]:
    for file in sorted(folder.glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
