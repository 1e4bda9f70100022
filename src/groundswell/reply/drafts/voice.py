"""How the user writes, told from replies that she has written."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from groundswell.reply.drafts.spoken import form, speech
from groundswell.reply.sentences import sentences
from groundswell.text.language import UNKNOWN, language_of

_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?")
_SHORTENED = re.compile(
    r"\b(?:I|you|we|they|it|that|there|(?:do|does|did|is|are|was|ca|wo)n)['’][a-z]{1,2}\b", re.IGNORECASE
)
_FULL = re.compile(
    r"\b(?:I am|I have|I will|I would|you are|it is|that is|do not|does not|did not|cannot|is not)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?P<word>[^\W\d_]+(?: [^\W\d_]+)?),? (?P<name>[A-ZÀ-Ý][^\W\d_'’-]+)(?P<mark>[,!:]| –)\s"
)
_ENOUGH = 5
"""Fewer replies tell too little of a habit."""
_LONGEST_PHRASE, _OFTEN, _MOSTLY = 6, 2, 0.5


@dataclass(frozen=True, slots=True)
class Past:
    """A reply that the user wrote, and whom it answered; `name` may be empty."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody writes; without anything known, plain and warm.

    Attributes:
        name: The user's own name.
        language: The language that she writes most.
        names, exclaims, emojis: 0–1, how often a reply calls the other by name, exclaims, holds an emoji.
        greeting: What a reply begins with before the name, such as `Hi`; empty for nothing.
        sign_off: What it ends with on a line of its own; empty for nothing.
        emoji: The one that she uses most.
        words: How many words a reply has, the median.
        contracts: Whether she writes "I'm" rather than "I am".
        straight: Whether she quotes with straight marks.
        formal: Whether she addresses others politely; none where it does not show.
        phrases: Short sentences that she wrote more than once.
    """

    name: str = ""
    language: str = "en"
    names: float = 0.5
    exclaims: float = 0.0
    emojis: float = 0.0
    greeting: str = ""
    sign_off: str = ""
    emoji: str = ""
    words: int = 14
    contracts: bool = True
    straight: bool = False
    formal: bool | None = None
    phrases: tuple[str, ...] = ()


def voice_of(replies: Sequence[Past], name: str = "") -> Voice:
    """The voice that replies show; habits that too few show are left plain."""
    texts = [one.text.strip() for one in replies if one.text.strip()]
    if len(texts) < _ENOUGH:
        return Voice(name=name, language=_language(texts) or "en")
    called = [one for one in replies if one.name and _first(one.name) in one.text]
    able = sum(bool(one.name) for one in replies)
    marks = Counter(found[0] for text in texts for found in _EMOJI.finditer(text))
    short, full = (sum(len(sign.findall(text)) for text in texts) for sign in (_SHORTENED, _FULL))
    return Voice(
        name=name,
        language=_language(texts) or "en",
        names=len(called) / able if able >= _ENOUGH else 0.5,
        exclaims=sum("!" in text for text in texts) / len(texts),
        emojis=sum(bool(_EMOJI.search(text)) for text in texts) / len(texts),
        greeting=_greeting(texts),
        sign_off=_sign_off(texts),
        emoji=marks.most_common(1)[0][0] if marks else "",
        words=round(median(len(text.split()) for text in texts)),
        contracts=short >= full,
        straight=sum('"' in text for text in texts) > sum("“" in text or "„" in text for text in texts),
        formal=_formal(texts),
        phrases=_phrases(texts),
    )


def manner(voice: Voice, *, signs: bool) -> tuple[str, ...]:
    """How somebody writes, in sentences for whoever writes in their stead.

    Args:
        signs: Whether what they sign with is told: it may be their name.
    """
    if voice == Voice(name=voice.name, language=voice.language):
        return ("Plainly and warmly, in a few sentences.",)
    told = [f"Short: about {voice.words} words."]
    if voice.greeting:
        told.append(f"Begins with “{voice.greeting}” and the name.")
    elif voice.names > _MOSTLY:
        told.append("No greeting, but calls the other by name.")
    if voice.language == "en":
        told.append("Writes “I'm”, not “I am”." if voice.contracts else "Writes “I am”, not “I'm”.")
    if voice.formal is not None:
        told.append("Says the polite form of “you”." if voice.formal else "Says the familiar form of “you”.")
    told.append(f"Now and then an emoji: {voice.emoji}" if voice.emojis > _MOSTLY / 2 else "No emoji.")
    told.append("Exclamation marks are fine." if voice.exclaims > _MOSTLY else "Few exclamation marks.")
    if signs and voice.sign_off:
        told.append(f"Ends with “{voice.sign_off}”.")
    return tuple(told)


def _first(name: str) -> str:
    return name.split()[0]


def _language(texts: Sequence[str]) -> str:
    found = Counter(language for text in texts if (language := language_of(text)) != UNKNOWN)
    return found.most_common(1)[0][0] if found else ""


def _greeting(texts: Sequence[str]) -> str:
    found = Counter[str]()
    for text in texts:
        begun = _GREETING.match(text)
        if begun and begun["word"].split()[0].casefold() in form("greetings"):
            found[begun["word"]] += 1
    word, often = (found.most_common(1) or [("", 0)])[0]
    return word if often * 2 > len(texts) else ""


def _sign_off(texts: Sequence[str]) -> str:
    found = Counter(text.splitlines()[-1].strip() for text in texts if "\n" in text)
    last, often = (found.most_common(1) or [("", 0)])[0]
    return last if often * 2 > len(texts) and len(last) <= 30 else ""


def _formal(texts: Sequence[str]) -> bool | None:
    said = [
        formal
        for text in texts
        if (spoken := speech(language_of(text))) and (formal := spoken.formal(text)) is not None
    ]
    return sum(said) * 2 > len(said) if said else None


def _phrases(texts: Sequence[str]) -> tuple[str, ...]:
    found = Counter(one for text in texts for one in set(sentences(text)))
    return tuple(
        one
        for one, often in found.most_common(40)
        if often >= _OFTEN
        and 1 < len(one.split()) <= _LONGEST_PHRASE
        and one[-1] in ".!"
        and not re.search(r"[\d\"“”]|\b[A-ZÀ-Ý]", one[1:].replace(" I ", " "))
    )
