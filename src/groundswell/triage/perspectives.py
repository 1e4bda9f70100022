"""What people are saying: comments under a post gathered by what they say, whatever their language.

Texts of one lane are gathered by where the reader's sketches place them (spherical k-means), after the mean
of each language was taken away, since what remains is what is said and not in which tongue. A title says
what most of a group do; words that tell the group from the others stand beside it (class-based TF-IDF,
Grootendorst 2022), if enough of its comments hold them.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.words import Intent, Lane, Tone
from groundswell.text.gist import without_language
from groundswell.text.language import common_words

Floats = NDArray[np.float64]

MOST = 12
"""Perspectives that are told; the smallest are left out."""

_EACH = 6
_MOST_IN_A_LANE = 5
_LEAST = 3
_ROUNDS = 25
_FITTED = 3_000
_QUOTES = 8
_WORDS_IN_TITLE = 3
_MANY, _LIFT, _UNSEEN = 0.12, 2.5, 0.5
_MOSTLY = 0.45
_TITLES: Mapping[Lane, tuple[str, Mapping[Intent, str]]] = {
    Lane.NEEDS_YOU: ("They are in a hard place", {}),
    Lane.OPPORTUNITY: ("They offer something", {}),
    Lane.QUESTION: ("They ask", {}),
    Lane.FEEDBACK: ("They would change something", {}),
    Lane.DISAGREEMENT: (
        "They disagree",
        {
            Intent.FEEDBACK: "They disagree, and say what to change",
            Intent.SHARED_EXPERIENCE: "They disagree, from what they lived through",
        },
    ),
    Lane.KIND_WORDS: (
        "They stand by you",
        {
            Intent.SHARED_EXPERIENCE: "They tell their own story",
            Intent.OFFER_OF_HELP: "They offer help",
            Intent.GRATITUDE: "They thank you",
            Intent.PRAISE: "They praise it",
        },
    ),
    Lane.OTHER: ("Asides", {}),
}
"""What a group does, by its lane, or by an intent that nearly half of it shares (the first that is)."""
_WORD = re.compile(r"[^\W\d_][^\W\d_'’]{2,}")
_SHORT, _LONG = 25, 260


@dataclass(frozen=True, slots=True)
class Voice:
    """One comment, how it was read, and where its sketch places it (coordinates of any length)."""

    text: str
    lane: Lane
    tone: Tone
    intents: frozenset[Intent]
    language: str
    standing: Floats


@dataclass(frozen=True, slots=True)
class Perspective:
    """Comments that say something alike.

    Attributes:
        title: What most of them do, in plain words.
        words: What tells it from the others, most telling first; often empty.
        members: Places of its comments, the most typical first.
        quotes: Places of those that stand for it.
        tones: How many of its comments have each tone.
    """

    lane: Lane
    title: str
    words: tuple[str, ...]
    members: tuple[int, ...]
    quotes: tuple[int, ...]
    tones: Mapping[Tone, int]


def perspectives(voices: Sequence[Voice], names: Collection[str] = ()) -> list[Perspective]:
    """The perspectives among the comments, the most shared first; deterministic.

    Hostile comments and spam are nobody's perspective and are left out.

    Args:
        names: Of the author, who is spoken to in all of them: no telling words.
    """
    if not voices:
        return []
    placed = without_language(
        np.stack([voice.standing for voice in voices]), [voice.language for voice in voices]
    )
    standing: Floats = placed / np.maximum(np.linalg.norm(placed, axis=1, keepdims=True), 1e-9)
    groups: list[tuple[Lane, list[int]]] = []
    for lane in Lane:
        if lane in {Lane.HOSTILE, Lane.SPAM, Lane.UNSURE}:
            continue
        places = [place for place, voice in enumerate(voices) if voice.lane is lane]
        # Asides have nothing in common but that they are asides.
        most = 1 if lane is Lane.OTHER else _MOST_IN_A_LANE
        groups += [(lane, group) for group in _gathered(places, standing, most) if len(group) >= _LEAST]
    groups.sort(key=lambda group: (group[0] is Lane.OTHER, -len(group[1])))
    spoken_to = frozenset(word.casefold() for name in names for word in name.split())
    words = _telling([[voices[place] for place in group] for _, group in groups], spoken_to)
    return [
        _perspective(lane, group, told, voices)
        for (lane, group), told in zip(groups[:MOST], words, strict=False)
    ]


def _perspective(
    lane: Lane, group: list[int], words: tuple[str, ...], voices: Sequence[Voice]
) -> Perspective:
    quotable = [place for place in group if _SHORT <= len(voices[place].text) <= _LONG]
    told = Counter(voices[place].tone for place in group)
    quotes = tuple((quotable or group)[:_QUOTES])
    return Perspective(lane, _title(lane, [voices[p] for p in group]), words, tuple(group), quotes, told)


def _title(lane: Lane, group: Sequence[Voice]) -> str:
    held = Counter(intent for voice in group for intent in voice.intents)
    for intent, title in _TITLES[lane][1].items():
        if held[intent] >= _MOSTLY * len(group):
            return title
    return _TITLES[lane][0]


def _gathered(places: list[int], standing: Floats, most: int) -> list[list[int]]:
    """Groups of places, each with the most typical first."""
    if len(places) < _LEAST:
        return []
    own = standing[places]
    wanted = max(1, min(most, round(math.sqrt(len(places) / _EACH))))
    centres = _centres(own[:: max(1, len(own) // _FITTED)], wanted)
    near = own @ centres.T
    nearest = near.argmax(axis=1)
    groups = []
    for number in range(wanted):
        (members,) = np.nonzero(nearest == number)
        typical = members[np.argsort(-near[members, number], kind="stable")]
        groups.append([places[member] for member in typical])
    return groups


def _centres(points: Floats, wanted: int) -> Floats:
    """Spherical k-means, begun with the points that lie farthest from those chosen before."""
    middle = points.mean(axis=0)
    chosen = [int((points @ middle).argmax())]
    while len(chosen) < wanted:
        chosen.append(int((points @ points[chosen].T).max(axis=1).argmin()))
    centres = points[chosen]
    for _ in range(_ROUNDS):
        nearest = (points @ centres.T).argmax(axis=1)
        sums = np.stack([points[nearest == number].sum(axis=0) for number in range(wanted)])
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        moved = np.where(length > 0, sums / np.maximum(length, 1e-9), centres)
        if np.allclose(moved, centres):
            break
        centres = moved
    return centres


def _telling(groups: Sequence[Sequence[Voice]], never: frozenset[str]) -> list[tuple[str, ...]]:
    """For each group the words that many of its comments hold, and far more than the others' do."""
    held = [Counter(word for voice in group for word in _words(voice) - never) for group in groups]
    everywhere: Counter[str] = sum(held, Counter())
    total = sum(map(len, groups))
    told = []
    for group, counted in zip(groups, held, strict=True):
        rest = total - len(group) + 1
        weight = {
            word: n / len(group) * math.log(1 + total / everywhere[word])
            for word, n in counted.items()
            if n >= max(_LEAST, _MANY * len(group))
            and n / len(group) >= _LIFT * (everywhere[word] - n + _UNSEEN) / rest
        }
        told.append(tuple(sorted(weight, key=lambda word: (-weight[word], word))[:_WORDS_IN_TITLE]))
    return told


def _words(voice: Voice) -> set[str]:
    found = {word.casefold().replace("’", "'") for word in _WORD.findall(voice.text)}
    # Short words of Latin letters are mostly grammar.
    return {word for word in found if len(word) > 4 or not word.isascii()} - common_words(voice.language)
