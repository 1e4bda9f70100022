"""Whether two posts are one text on two networks: shortened, with other tags, as the head of a thread.

Links, hashtags, mentions, a thread's numbering, marks and case are passed over. What is left of the shorter
text must stand in the longer one nearly everywhere. So the same opening is not enough, and a translation
is another text. `tests/triage/crosspost_pairs.py` holds the pairs by which the two bounds were chosen.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

COVERED = 0.78
"""The least share of the shorter text's letters that stand in the longer one, in stretches of six. Of the
constructed pairs, the least of one text is 0.86; the most of two is 0.75, a series with a frame of words."""

LONGEST_GAP = 0.2
"""The longest piece of the shorter text that does not, as a share of it: above it something else is said.
Of the constructed pairs, the most of one text is 0.14; in a series it is 0.23 and more."""

LEAST = 32
"""Letters below which a text is not told apart from what is said every week."""

_STRETCH = 6
_PROBES, _FEWEST_PROBES = 12, 4
_MOST_CHARS = 6_000
_PASSED_OVER = re.compile(
    r"https?://\S+|www\.\S+|[@#]\w[\w.@-]*|[(\[]?\b\d{1,2}\s?/\s?(?:\d{1,2}|n|x)?\b[)\]]?", re.IGNORECASE
)
_NO_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """A post's letters, the stretches of them, and a few of these by which most others are told at once."""

    letters: str
    stretches: frozenset[str]
    probes: tuple[str, ...]


def text_of(words: str) -> Text:
    """What of a post is compared; without stretches if it is too short."""
    plain = unicodedata.normalize("NFKC", words[:_MOST_CHARS]).casefold()
    letters = _NO_LETTERS.sub("", _PASSED_OVER.sub(" ", plain))
    stretches = list(_cut(letters)) if len(letters) >= LEAST else []
    return Text(letters, frozenset(stretches), tuple(stretches[:: max(1, len(stretches) // _PROBES)]))


def one_text(one: Text, other: Text) -> bool:
    """Whether two posts say the same text."""
    short, long = sorted((one, other), key=lambda text: len(text.letters))
    if sum(probe in long.stretches for probe in short.probes) < _FEWEST_PROBES:
        return False
    covered, gap = likeness(one, other)
    return covered >= COVERED and gap <= LONGEST_GAP


def likeness(one: Text, other: Text) -> tuple[float, float]:
    """The share of the shorter text that stands in the longer one, and its longest piece that does not."""
    short, long = sorted((one, other), key=lambda text: len(text.letters))
    if not short.stretches:
        return 0.0, 1.0
    covered = bytearray(len(short.letters))
    for place, stretch in enumerate(_cut(short.letters)):
        if stretch in long.stretches:
            covered[place : place + _STRETCH] = b"\1" * _STRETCH
    gaps: Sequence[bytes] = bytes(covered).split(b"\1")
    return sum(covered) / len(covered), max(map(len, gaps)) / len(covered)


def _cut(letters: str) -> Iterator[str]:
    return (letters[at : at + _STRETCH] for at in range(len(letters) - _STRETCH + 1))
