"""Sentences put together as the user would: her greeting, her contractions, her signs, her ending."""

import re
from collections.abc import Sequence

from groundswell.reply.drafts.voice import Voice

_WOULD = "like|rather|be|have|hate|underline|sign|listen|say|see|want|probably|read|wonder|hoped|only|take"
"""What follows "I'd" where it stands for "I would"."""
_FULL_FORMS = (
    (re.compile(r"\bI['’]m\b"), "I am"),
    (re.compile(r"\b(I|[Yy]ou|[Ww]e|[Tt]hey)['’]ve\b"), r"\1 have"),
    (re.compile(r"\b(I|[Yy]ou|[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Ii]t)['’]ll\b"), r"\1 will"),
    (re.compile(rf"\b(I|[Yy]ou|[Ww]e|[Tt]hey)['’]d\b(?= (?:{_WOULD})\b)"), r"\1 would"),
    (re.compile(r"\b([Yy]ou|[Ww]e|[Tt]hey)['’]re\b"), r"\1 are"),
    (re.compile(r"\b([Ii]t|[Tt]hat|[Tt]here|[Ww]hat|[Ww]here|[Hh]e|[Ss]he)['’]s\b"), r"\1 is"),
    (re.compile(r"\b([Cc])an['’]t\b"), r"\1annot"),
    (re.compile(r"\b([Ww])on['’]t\b"), r"\1ill not"),
    (re.compile(r"\b(\w+)n['’]t\b"), r"\1 not"),
)
_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\")")


def in_voice(lines: Sequence[str], voice: Voice, *, named: str, warm: bool, chance: float) -> str:
    """A reply from its sentences.

    Args:
        named: Whom a greeting calls by name; empty for nobody, then there is none.
        warm: Whether signs of delight fit.
        chance: 0–1; habits that she has now and then show below their share of it.
    """
    body = " ".join(lines)
    if not voice.contracts:
        body = _full(body)
    if warm and chance < voice.exclaims and body.endswith("."):
        body = f"{body[:-1]}!"
    if warm and voice.emoji and chance < voice.emojis:
        body = f"{body} {voice.emoji}"
    if voice.greeting and named:
        body = f"{voice.greeting} {named}, {small_start(body)}"
    return f"{body}\n{voice.sign_off}" if voice.sign_off else body


def _full(text: str) -> str:
    """English without contractions; what is quoted stays as it was said."""
    parts = _QUOTED.split(text)
    for place in range(0, len(parts), 2):
        for short, full in _FULL_FORMS:
            parts[place] = short.sub(full, parts[place])
    return "".join(parts)


def small_start(text: str) -> str:
    """A sentence that no longer begins: its first word in small letters, but for "I"."""
    first = text.split(" ", 1)[0]
    return text if first.startswith("I") and not first[1:2].islower() else text[:1].lower() + text[1:]
