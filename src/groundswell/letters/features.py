"""What is counted of a letter. Training and checking share this page, so they cannot drift apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.letters import Letter
from groundswell.letters import address
from groundswell.letters.cues import cues, kinds, straight
from groundswell.letters.sentences import Part, Sentence, sentences

Floats = NDArray[np.float32]

_PAIRS = (
    ("second", "past"), ("second", "because"), ("second", "effort"), ("next", "when"), ("open_door", "when"),
    ("hope", "second"), ("no", "because"), ("many", "because"), ("keep", "when"), ("cruel", "second"),
    ("illegal", "second"), ("no", "hold"), ("because", "past"),
)  # fmt: skip
"""Wordings that mean more where they stand in one sentence."""
_WORD = re.compile(r"\w[\w'’-]*")
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿ]+")
_NUMBER = re.compile(r"\d+")
_SHOUT = re.compile(r"\b[A-Z]{4,}\b")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
SHAPE = (
    "words", "sentences", "per_sentence", "names", "numbers", "shouts", "emoji", "exclamations", "questions",
    "asides", "you_share", "me_share", "unread_address", "person_signs", "greeted", "greeted_by_name",
    "greeted_nobody", "closed", "signed", "decision_at", "decides_first", "subject_no", "subject_words",
    "automatic", "own_words",
)  # fmt: skip
_ME = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|me|my|ich|mir|mich|mein\w*|yo|me|mi|je|j'ai|moi|mon|ma|eu|mim|meu|minha)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Read:
    """A letter taken apart.

    Attributes:
        cues: (sentences, kinds), 1 where a wording of the kind stands in the sentence.
    """

    letter: Letter
    sentences: Sequence[Sentence]
    cues: Floats

    def first(self, kind: str) -> int | None:
        """The first sentence with a wording of that kind."""
        at = np.flatnonzero(self.cues[:, kinds().index(kind)])
        return int(at[0]) if len(at) else None


def read(letter: Letter) -> Read:
    """The letter, taken apart; a letter without words has no sentences."""
    parts = sentences(letter.body)
    rows = np.zeros((len(parts), len(kinds())), dtype=np.float32)
    patterns = list(cues().values())
    for row, one in zip(rows, parts, strict=True):
        text = straight(one.text)
        if one.part is not Part.FOOTER:
            row[:] = [pattern.search(text) is not None for pattern in patterns]
    return Read(letter, parts, rows)


def names() -> tuple[str, ...]:
    """What the columns of `counted` are."""
    return (
        *(f"any {kind}" for kind in kinds()),
        *(f"how often {kind}" for kind in kinds()),
        *(f"{one} with {other}" for one, other in _PAIRS),
        *SHAPE,
    )


def counted(one: Read) -> Floats:
    """The letter in numbers, columns as in `names`."""
    many = one.cues.sum(axis=0)
    place = {kind: column for column, kind in enumerate(kinds())}
    pairs = [
        float((one.cues[:, place[first]] * one.cues[:, place[second]]).sum()) for first, second in _PAIRS
    ]
    return np.concatenate(
        [many > 0, np.log1p(many), np.log1p(pairs), _shape(one, many, place)], dtype=np.float32
    )


def _shape(one: Read, many: Floats, place: dict[str, int]) -> list[float]:
    letter, parts = one.letter, one.sentences
    body = letter.body[:20_000]
    words = _WORD.findall(body)
    count = max(1, len(words))
    greeting = parts[0].text if parts and parts[0].part is Part.GREETING else ""
    nobody = bool(parts) and one.cues[0, place["nobody"]] > 0
    gap = bool(greeting) and one.cues[0, place["gap"]] > 0
    inner = [part for part in parts if part.part is Part.BODY]
    decision = one.first("no")
    at = 1.0 if decision is None else decision / max(1, len(parts))
    subject = straight(letter.subject)
    stock = many[place["stock"]] / max(1, len(inner))
    return [
        np.log1p(count) / 3,
        np.log1p(len(inner)),
        np.log1p(count / max(1, len(inner))) / 3,
        np.log1p(len(_NAME.findall(body))),
        np.log1p(len(_NUMBER.findall(body))),
        np.log1p(len(_SHOUT.findall(body))),
        float(_EMOJI.search(body) is not None),
        np.log1p(body.count("!")),
        np.log1p(body.count("?")),
        np.log1p(body.count("(")),
        10 * float(many[place["second"]]) / count,
        10 * len(_ME.findall(body)) / count,
        float(address.unread(letter.reply_to or letter.sender)),
        float(address.is_person(letter.sender)),
        float(bool(greeting)),
        float(bool(greeting) and not nobody and not gap and len(_WORD.findall(greeting)) > 1),
        float(nobody or gap),
        float(any(part.part is Part.CLOSING for part in parts)),
        float(any(part.part is Part.SIGNED for part in parts)),
        at,
        float(decision is not None and decision <= 2),
        float(cues()["no"].search(subject) is not None),
        np.log1p(len(subject.split())),
        float(letter.automatic),
        1 - float(stock),
    ]
