"""The check as the pages show it: a verdict in words, a small picture, the text again with the telling words
marked, and the remarks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from groundswell.domain.checking import Check, Fault, Remark, Verdict

_VERDICTS = {
    Verdict.SEND: "This can go out as it stands.",
    Verdict.LOOK_AGAIN: "Look at it once more.",
    Verdict.HOLD: "Better not like this yet.",
}
_UNSURE = "Nothing stands out, but the check is not sure of it. Read it once as a stranger would."
_KINDS = {
    Fault.DEFENSIVE: "It defends",
    Fault.HOSTILE: "It attacks",
    Fault.DANGER: "It passes over a danger",
    Fault.PRIVATE: "It gives something private away",
    Fault.TEMPLATE: "A gap was left unfilled",
    Fault.PITCH: "It sells",
    Fault.TOO_SOON: "It asks early",
    Fault.PLATITUDE: "It could stand anywhere",
    Fault.OVER_APOLOGY: "It apologises too much",
    Fault.PROMISE: "It promises something",
    Fault.TOO_LONG: "It runs on",
    Fault.VAGUE: "It stays vague",
    Fault.ABOUT_ME: "It is about you",
    Fault.NO_WAY_OUT: "It leaves no way to say no",
}
_ON_ALL = frozenset({Fault.TOO_LONG, Fault.DANGER, Fault.TOO_SOON})
"""What is said of the text on the whole; to mark all of it would show nothing."""
HEATED = frozenset({Fault.DEFENSIVE, Fault.HOSTILE})
"""What is written in anger reads so; it may be better in a while."""


_ENDS = re.compile(r"[.!?…。！？][\"'”’»)]*$")
_OPEN = re.compile(r"[,;]\s*\Z")
_GOES_ON = re.compile(
    r"[ \t,;]*(?:\b(?:but|and|aber|und|doch|pero|y|mais|però|maar)\b[ \t,]*)?(?P<first>\w)",
    re.IGNORECASE,
)
"""What ties the rest of a sentence to what stood before it, and the letter that it begins with."""


@dataclass(frozen=True, slots=True)
class Put:
    """What a press puts in: `words` for the characters from `start` to `end`."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, and the numbers of the remarks on it, from 1."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """One line of the picture, from the worse word to the better one; `at` is 0–100."""

    worse: str
    better: str
    at: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One check, ready for its template.

    Attributes:
        verdict: In words.
        told: The same with what was found, for who hears it read out.
        remarks: Each with its number, its kind in words, and what a press on its words does; none where it
            offers none.
        heated: Whether it reads as written in anger.
    """

    check: Check
    verdict: str
    told: str
    pieces: Sequence[Piece]
    remarks: Sequence[tuple[int, str, Remark, Put | None]]
    picture: Sequence[Axis]
    heated: bool


def seen(check: Check, text: str) -> Seen:
    """The check of a text as it is shown."""
    remarks = [
        (number, _KINDS[one.kind], one, putting(text, one) if one.instead else None)
        for number, one in enumerate(check.remarks, 1)
    ]
    verdict = _VERDICTS[check.verdict]
    if check.verdict is not Verdict.SEND and not remarks:
        verdict = _UNSURE
    found = [name for _, name, _, _ in remarks]
    told = f"{verdict} {'. '.join(dict.fromkeys(found))}." if found else verdict
    heated = check.verdict is not Verdict.SEND and any(one.kind in HEATED for one in check.remarks)
    return Seen(check, verdict, told, pieces(text, check.remarks), remarks, picture(check.scores), heated)


def pieces(text: str, remarks: Sequence[Remark]) -> list[Piece]:
    """The text cut where a remark begins or ends."""
    numbered = enumerate(remarks, 1)
    spans = [(number, one.start, one.end) for number, one in numbered if not _on_all(one, text)]
    cuts = sorted({0, len(text), *(at for _, *both in spans for at in both if 0 < at < len(text))})
    return [
        Piece(
            text[begin:end], tuple(number for number, first, last in spans if first <= begin and end <= last)
        )
        for begin, end in pairwise(cuts)
    ]


def _on_all(remark: Remark, text: str) -> bool:
    return remark.kind in _ON_ALL and (remark.start, remark.end) == (0, len(text))


def picture(scores: Mapping[str, float]) -> list[Axis]:
    """How the text reads, on four lines."""
    kind = min(1 - scores["hostility"], 0.5 + scores["politeness"] / 2)
    lines = (
        ("harsh", "kind", kind),
        ("defends", "listens", 1 - scores["defensiveness"]),
        ("about you", "meets them", scores["empathy"]),
        ("for anybody", "for this one", scores["specificity"]),
    )
    return [Axis(worse, better, round(100 * share)) for worse, better, share in lines]


def put_in(text: str, remark: Remark) -> str:
    """The text with the words that the remark offers in place of those that it is about."""
    put = putting(text, remark)
    return text[: put.start] + put.words + text[put.end :]


def putting(text: str, remark: Remark) -> Put:
    """What a press on the words that a remark offers does to the text.

    A whole sentence cannot stand within another: what stood before it ends, and what follows begins anew.
    """
    start, end, words = remark.start, remark.end, remark.instead
    if not _ENDS.search(words):
        return Put(start, end, words)
    before = _OPEN.search(text, 0, start)
    if before and words[0].isupper():
        start, words = before.start(), f". {words}"
    after = _GOES_ON.match(text, end) if not _ENDS.search(text[remark.start : end].rstrip()) else None
    if after:
        end, words = after.end(), f"{words} {after['first'].upper()}"
    return Put(start, end, words)
