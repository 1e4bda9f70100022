"""The constructed texts that the people of simulated waves write, each with how a thoughtful author reads it.

All were written for this; the shipped reader has learned from none of them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from groundswell.domain.words import Abuse, Intent, Kind, Lane, Tone


@dataclass(frozen=True, slots=True)
class Text:
    """One text and what is right to say of it.

    Attributes:
        kind: `comment` (a reply to another one is one as well) or `message`.
        to: Id of the text that it answers; empty if it answers the post, or begins a conversation.
        lane: Where it belongs.
        urgent: `threat`, `deadline` or `distress`; empty for none.
        temper: What its writer is like, such as `warm` or `biting`.
        headline: Its writer's; empty for none.
    """

    id: str
    lang: str
    kind: Kind
    to: str
    text: str
    lane: Lane
    tone: Tone
    intents: frozenset[Intent]
    abuse: frozenset[Abuse]
    urgent: str
    temper: str
    headline: str


@cache
def texts(character: str) -> tuple[Text, ...]:
    """The texts for waves of a character, in the order of their files."""
    return tuple(_rows(character))


def _rows(character: str) -> Iterator[Text]:
    folder = files("groundswell.rehearsal").joinpath("texts")
    names = sorted(one.name for one in folder.iterdir() if one.name.startswith(f"{character}."))
    for name in names:
        for line in folder.joinpath(name).read_text("utf-8").splitlines():
            row = json.loads(line)
            yield Text(
                id=row["id"],
                lang=row["lang"],
                kind=Kind.MESSAGE if row["kind"] == "message" else Kind.COMMENT,
                to=row.get("to", ""),
                text=row["text"],
                lane=Lane(row["lane"]),
                tone=Tone(row["tone"]),
                intents=frozenset(map(Intent, row["intents"])),
                abuse=frozenset(map(Abuse, row["abuse"])),
                urgent=row.get("urgent", ""),
                temper=row.get("temper", ""),
                headline=row.get("headline", ""),
            )
