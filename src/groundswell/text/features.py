"""Tokens to hashed features. Training and reading share this page, so they cannot drift apart.

Every text has three blocks of features: word n-grams (1–3, with the classes of `lexicon`), character
n-grams (2–5, inside tokens), and a few counts. N-grams weigh by their rarity, and the weights of a block
are divided by the root of the sum of their squares, token by token; so a text's score is a sum over its
tokens, and what speaks for a decision can be read off exactly.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.reading import Utterance
from groundswell.text.lexicon import classes_of
from groundswell.text.tokens import HEAD_CHARS, TAIL_CHARS, tokens

WORD_BUCKETS = CHAR_BUCKETS = 1 << 17
BUCKETS = WORD_BUCKETS + CHAR_BUCKETS

_COUNTED_MARKS = {"?": "question_mark", "？": "question_mark", "؟": "question_mark", "!": "exclamation"}
_COUNTED_CLASSES = (
    "you", "insult", "swear", "slur", "threat", "fee", "hiring", "distress", "thanks", "cheer", "ask", "not",
    "warm", "cold", "sad", "laugh", "lure",
)  # fmt: skip
_COUNTED_FORMS = {f"⟨{name}⟩": name for name in ("url", "mail", "handle", "money", "phone")} | {
    "#": "hashtag"
}
TOKEN_COUNTS = (
    "question_mark", "exclamation", "ellipsis", "quote", "digits",
    *_COUNTED_FORMS.values(), *_COUNTED_CLASSES,
)  # fmt: skip
TEXT_COUNTS = (
    "length", "tokens", "shouting", "lines", "ends_asking", "aimed", "short",
    "message", "invitation", "headline_hires", "headline_sells",
)  # fmt: skip
DENSE = TOKEN_COUNTS + TEXT_COUNTS

_COLUMN = {name: place for place, name in enumerate(TOKEN_COUNTS)}
_SHOUT = re.compile(r"\b[A-ZÄÖÜÉÈÀÇÑŞİĞŁŚ]{4,}\b")
_HIRES = re.compile(
    r"recruit|talent|hiring|\bhr\b|head ?hunt|people (?:lead|partner|ops)|personal(?:er|leiter)|rh\b", re.I
)
_SELLS = re.compile(
    r"coach|i help|helping|growth|\bsales|founder|mentor|consultan|crypto|forex|trader|affiliate", re.I
)
_AIM_REACH = 3
_CHARS_AT_ONCE = 64_000


@dataclass(frozen=True, slots=True)
class Encoded:
    """A batch of texts as tokens; every array runs over all tokens of all texts, in order.

    Attributes:
        forms: Folded tokens; each text is framed by `^` and `$`, so none is empty.
        starts, ends: Where each token stands in its text, in characters; a frame has no width.
        keys: One 32-bit hash a token.
        text_of: The text that a token belongs to.
        first: The first token of each text.
        dense: Counts, one row a text, columns as in `DENSE`.
    """

    forms: list[str]
    starts: list[int]
    ends: list[int]
    keys: NDArray[np.uint64]
    text_of: NDArray[np.intp]
    first: NDArray[np.intp]
    dense: NDArray[np.float32]


@lru_cache(maxsize=131_072)
def token_key(form: str) -> int:
    """A token's 32-bit hash, the same on every machine."""
    return crc32(form.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=65_536)
def token_buckets(form: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Buckets of a token alone: its word and classes, and its character n-grams (2–5, with its edges)."""
    words = [
        _word_bucket(token_key(form)),
        *(_word_bucket(token_key(f"class {name}")) for name in classes_of(form)),
    ]
    framed = f"<{form}>"
    pieces = (
        {framed[i : i + n] for n in range(2, 6) for i in range(len(framed) - n + 1)}
        if len(form) > 1
        else set()
    )
    chars = sorted(WORD_BUCKETS + token_key(f"c{piece}") % CHAR_BUCKETS for piece in pieces)
    return tuple(words), tuple(chars)


def _word_bucket(key: int) -> int:
    return (key * 0x9E3779B1 >> 7) % WORD_BUCKETS


@lru_cache(maxsize=65_536)
def token_counts(form: str) -> NDArray[np.float32]:
    """What a token adds to the counts of its text, columns as in `TOKEN_COUNTS`."""
    row = np.zeros(len(TOKEN_COUNTS), dtype=np.float32)
    if form[0] in _COUNTED_MARKS:
        row[_COLUMN[_COUNTED_MARKS[form[0]]]] = len(form)
    if form in _COUNTED_FORMS:
        row[_COLUMN[_COUNTED_FORMS[form]]] = 1
    row[_COLUMN["ellipsis"]] = form in {"…", "...", ".."}
    row[_COLUMN["quote"]] = form[0] in '"“”«»„'
    row[_COLUMN["digits"]] = form[0].isdigit()
    for name in classes_of(form):
        row[_COLUMN[name]] = 1
    row.flags.writeable = False
    return row


def encode(utterances: Sequence[Utterance]) -> Encoded:
    """Tokens and counts of a batch of at least one text."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sizes: list[int] = []
    for utterance in utterances:
        before = len(forms)
        forms.append("^")
        starts.append(0)
        ends.append(0)
        for start, end, form in tokens(utterance.text):
            forms.append(form)
            starts.append(start)
            ends.append(end)
        forms.append("$")
        starts.append(len(utterance.text))
        ends.append(len(utterance.text))
        sizes.append(len(forms) - before)
    size = np.array(sizes)
    first = np.concatenate(([0], np.cumsum(size)[:-1])).astype(np.intp)
    text_of = np.repeat(np.arange(len(utterances)), size)
    return Encoded(
        forms=forms,
        starts=starts,
        ends=ends,
        keys=np.array([token_key(form) for form in forms], dtype=np.uint64),
        text_of=text_of,
        first=first,
        dense=_dense(utterances, forms, first, size, text_of),
    )


def portions(utterances: Sequence[Utterance]) -> Iterator[Sequence[Utterance]]:
    """Stretches of about 64,000 characters at most that are read at once, so that memory is bounded."""
    begin, held = 0, 0
    for place, utterance in enumerate(utterances):
        held += min(len(utterance.text), HEAD_CHARS + TAIL_CHARS)
        if held > _CHARS_AT_ONCE and place > begin:
            yield utterances[begin:place]
            begin, held = place, min(len(utterance.text), HEAD_CHARS + TAIL_CHARS)
    if begin < len(utterances):
        yield utterances[begin:]


def word_grams(encoded: Encoded, order: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The word n-grams of `order` 2 or 3: the token each begins with, and its bucket."""
    keys, text_of = encoded.keys, encoded.text_of
    span = order - 1
    at = np.flatnonzero(text_of[:-span] == text_of[span:]) if len(keys) > span else np.zeros(0, dtype=np.intp)
    mixed = keys[at] * np.uint64(0x9E3779B1) + keys[at + 1] * np.uint64(0x85EBCA77)
    if order == 3:
        mixed += keys[at + 2] * np.uint64(0xC2B2AE3D) + np.uint64(1)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return at, ((mixed >> np.uint64(32)) % np.uint64(WORD_BUCKETS)).astype(np.intp)


def _dense(
    utterances: Sequence[Utterance],
    forms: Sequence[str],
    first: NDArray[np.intp],
    size: NDArray[np.intp],
    text_of: NDArray[np.intp],
) -> NDArray[np.float32]:
    each = np.array([token_counts(form) for form in forms])
    counts = np.log1p(np.add.reduceat(each, first, axis=0))
    aimed = np.add.reduceat(_aimed(each, text_of), first)
    last = first + size - 2
    rows = [_about(utterance) for utterance in utterances]
    whole = np.array(rows, dtype=np.float32)
    columns = [
        np.log1p(whole[:, 0]) / 4,
        np.log1p(size - 2) / 3,
        np.log1p(whole[:, 1]),
        np.log1p(whole[:, 2]),
        each[last, _COLUMN["question_mark"]] > 0,
        np.log1p(aimed),
        size <= 5,
        *whole[:, 3:].T,
    ]
    return np.concatenate([counts, np.stack(columns, axis=1)], axis=1).astype(np.float32)


def _about(utterance: Utterance) -> tuple[float, ...]:
    text, headline = utterance.text[:HEAD_CHARS], utterance.headline[:300]
    return (
        len(text),
        len(_SHOUT.findall(text)),
        text.count("\n"),
        utterance.kind == "message",
        utterance.kind == "invitation",
        _HIRES.search(headline) is not None,
        _SELLS.search(headline) is not None,
    )


def _aimed(each: NDArray[np.float32], text_of: NDArray[np.intp]) -> NDArray[np.float32]:
    """1 for each insulting token with a second person within three tokens of it, else 0."""
    harsh = (each[:, _COLUMN["insult"]] + each[:, _COLUMN["slur"]] + each[:, _COLUMN["swear"]]) > 0
    you = each[:, _COLUMN["you"]] > 0
    near = np.zeros(len(you), dtype=bool)
    for step in range(1, min(_AIM_REACH + 1, len(you))):
        same = text_of[step:] == text_of[:-step]
        near[step:] |= you[:-step] & same
        near[:-step] |= you[step:] & same
    return (harsh & near).astype(np.float32)
