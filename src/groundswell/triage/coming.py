"""Why somebody comes: from what they said, did and are, one ground and the reasons in words.

Where nothing is known, that is said; no score ranks people.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_LETTERS = 4
_COMMON = frozenset((Path(__file__).parent / "headlines.txt").read_text(encoding="utf-8").split())
"""Words of headlines that say nothing of a trade."""


class Ground(StrEnum):
    """Why somebody comes, as far as it is known; the first that holds."""

    NEEDS = "needs"
    """Seems to be in a hard place."""
    OFFERS = "offers"
    SPOKE = "spoke"
    """Commented or wrote before."""
    NOTE = "note"
    """Says something with the request."""
    COMMON = "common"
    TOOK_PART = "took_part"
    """Reacted, or passed it on."""
    NOTHING = "nothing"
    PITCH = "pitch"
    SCAM = "scam"
    HOSTILE = "hostile"


UNWELCOME = (Ground.PITCH, Ground.SCAM, Ground.HOSTILE)
"""Grounds that say rather to leave it."""


@dataclass(frozen=True, slots=True)
class Comer:
    """What is known of somebody who comes.

    Attributes:
        spoke: How often they said something under a post or in a message before.
        reacted: How often they reacted or passed something on.
        flagged: The unwelcome ground that what they wrote gives; none for nothing of the kind.
        needs, offers: What their words were read as.
        degree: Connection degree 1–3 where known.
        language: Of what they wrote; empty for nothing, or not told.
    """

    headline: str = ""
    company: str = ""
    note: str = ""
    spoke: int = 0
    reacted: int = 0
    flagged: Ground | None = None
    needs: bool = False
    offers: bool = False
    degree: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of the user: her trade in words, firms of her connections, languages that she writes.

    Attributes:
        trade: Words of a trade, folded, with how they are written.
        firms: Firm, folded → how many of her connections work there.
        firm: Her own; empty where it is not known.
    """

    trade: Mapping[str, str] = field(default_factory=dict)
    firms: Mapping[str, int] = field(default_factory=dict)
    firm: str = ""
    languages: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Why somebody comes.

    Attributes:
        common: What they share with the user, each in a few words.
    """

    ground: Ground
    common: tuple[str, ...] = ()


def why(comer: Comer, own: Own) -> Why:
    """The first ground that holds, and what is shared."""
    shared = tuple(common_ground(comer, own))
    if comer.flagged is not None:
        return Why(comer.flagged, shared)
    holds = {
        Ground.NEEDS: comer.needs,
        Ground.OFFERS: comer.offers,
        Ground.SPOKE: comer.spoke > 0,
        Ground.NOTE: bool(comer.note.strip()),
        Ground.COMMON: bool(shared),
        Ground.TOOK_PART: comer.reacted > 0,
    }
    return Why(next((ground for ground, there in holds.items() if there), Ground.NOTHING), shared)


def common_ground(comer: Comer, own: Own) -> list[str]:
    """What somebody shares with the user: firm, trade, people, language."""
    found = []
    firm = firm_of(comer, own.firms)
    if firm and firm.casefold() == own.firm.casefold():
        found.append(f"works at {firm}, as you do")
    elif firm:
        n = own.firms[firm.casefold()]
        found.append(f"{n} of your connections {'works' if n == 1 else 'work'} at {firm}")
    trade = [written for word, written in words_of_trade(comer.headline).items() if word in own.trade]
    if trade:
        found.append(f"their headline speaks of {' and '.join(trade[:2])}, as yours does")
    if comer.degree == 2:
        found.append("somebody knows you both")
    if comer.language and comer.language in own.languages:
        found.append("writes in a language of yours")
    return found


def firm_of(comer: Comer, known: Collection[str]) -> str:
    """The firm where somebody works, if it is a known one, by their profile or the end of a headline."""
    last = re.split(r"\s[@|·]\s|\bat\b|\bbei\b|\bchez\b|\bhos\b|,", comer.headline)[-1]
    for name in (comer.company, last):
        if name.strip() and name.strip().casefold() in known:
            return name.strip()
    return ""


def words_of_trade(*headlines: str) -> dict[str, str]:
    """Words that say something of a trade, folded, each as it is written first."""
    found: dict[str, str] = {}
    for headline in headlines:
        for hit in _WORD.finditer(headline):
            word = hit[0].casefold()
            telling = len(word) >= _LEAST_LETTERS or (hit[0].isupper() and len(word) >= 2)
            if telling and word not in _COMMON:
                found.setdefault(word, hit[0])
    return found
