"""From a message and its scores to how it stands."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from groundswell.domain.etiquette import Ask, Etiquette
from groundswell.reply.checks.clauses import clauses
from groundswell.reply.manners.words import Words, plain, words_of

_FORM = re.compile(r"[^\W\d_]+(?:'(?:m|ve|d|ll|re)\b)?")
Spans = Sequence[tuple[int, int]]

_ABOUT = (0.28, 0.23, -0.28, 0.10, 0.04)
"""Weights of the author's share of the pronouns, of the clauses that begin with either, of the log-odds of
`specificity` and `too_soon`, and the bias. Logistic regression over 535 messages that train, for the label
`about` (`bench/etiquette.py`): pronouns alone tell next to nothing (AUC .51–.64):
who sells says "you"."""


def etiquette(text: str, language: str, scores: Mapping[str, float]) -> Etiquette | None:
    """How a message stands; none in a language whose words are not known.

    Args:
        scores: Of the check: `specificity`, `too_soon`.
    """
    words = words_of(language)
    if words is None:
        return None
    read = plain(text)
    parts = clauses(text)
    firsts = [_first(read[begin:end], words) for begin, end in parts]
    mine, theirs = firsts.count(1), firsts.count(-1)
    out = words.out.search(read)
    return Etiquette(
        mine,
        theirs,
        _about_me(_share(read, words), (mine - theirs) / max(1, len(parts)), scores),
        tuple(_asks(read, parts, words)),
        next((part for part, first in zip(parts, firsts, strict=True) if first == 1), None),
        out.span() if out else None,
    )


def _first(clause: str, words: Words) -> int:
    """1 where a clause speaks of its author first, -1 of the other, 0 of neither."""
    for form in _forms(clause):
        if form in words.me:
            return 1
        if form in words.you:
            return -1
    return 0


def _share(text: str, words: Words) -> float:
    """The author's share of the words that speak of either, 0–1; half where there are none."""
    forms = list(_forms(text))
    me, you = sum(one in words.me for one in forms), sum(one in words.you for one in forms)
    return (me + 0.5) / (me + you + 1)


def _forms(text: str) -> Iterator[str]:
    return (found[0] for found in _FORM.finditer(text.lower()))


def _about_me(share: float, balance: float, scores: Mapping[str, float]) -> float:
    seen = (share, balance, _log_odds(scores["specificity"]), _log_odds(scores["too_soon"]), 1.0)
    return 1 / (1 + math.exp(-sum(weight * one for weight, one in zip(_ABOUT, seen, strict=True))))


def _log_odds(chance: float) -> float:
    held = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(held / (1 - held))


def _asks(text: str, parts: Spans, words: Words) -> Iterator[Ask]:
    for begin, end in parts:
        clause = text[begin:end]
        if not words.request.search(clause) or words.out.search(clause):
            continue
        size = next((size for size, pattern in words.asks.items() if pattern.search(clause)), None)
        if size is not None:
            yield Ask(begin, end, size, begin / max(1, len(text)))
