"""What a comment says, found in its own words: a short quotation and a thing that it names.

Nothing is made up here: a quotation stands in the text as it is, and of a thing only the determiner is
turned round ("my knee" → "your knee").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundswell.reply.spoken import Speech, speech
from groundswell.text.language import UNKNOWN, language_of

MOST_WORDS = 8
_MOST_CHARS, _MOST_READ = 64, 4_000
_MOST_WITHOUT_SPACES = 22
_NO_SPACES = frozenset({"ja", "zh", "th"})

_SENTENCE = re.compile(r"[^.!?…。！？\n]+(?:[.!?…。！？]+|\n|$)")
_PART = re.compile(r"\s*(?:[,;:、，()]|\s[-–—]+\s|—)\s*")
WORD = re.compile(r"[^\W_]+(?:['’`-][^\W_]+)*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_MARKS = re.compile(r"[\"“”„«»‹›]")
_LEADING = re.compile(r"^(?:\s*@[\w.@-]+[,:]?)+\s*")
_EDGES = " \t\r\n.,;:…-–—·*_~|/\\<>#'’‘`()[]{}。、，"


@dataclass(frozen=True, slots=True)
class Said:
    """What one comment says.

    Attributes:
        language: ISO 639-1 code, or `und`.
        quotes: Parts of it in its own words, without quotation marks, the most telling first.
        things: What it names, from the answerer's side, the most telling first: "your knee".
        words: How many words it has.
        formal: Whether it addresses the reader politely (Sie, vous, usted); none where that does not show.
    """

    language: str
    quotes: tuple[str, ...]
    things: tuple[str, ...]
    words: int
    formal: bool | None


def said(text: str, *, language: str = "", own: str = "", hidden: Sequence[tuple[int, int]] = ()) -> Said:
    """What a comment says.

    Args:
        language: What is known of its language; else it is told from the text.
        own: The answerer's name: being called by it is no part of the point.
        hidden: Characters that are never said back, such as an insult.
    """
    known = language if language and language != UNKNOWN else language_of(text)
    spoken = speech(known)
    clean = _clean(_blanked(text, hidden)[:_MOST_READ], own)
    telling = spoken or speech("en")
    ranked = sorted(_parts(clean, telling, known), key=lambda one: -one[0])
    quotes = tuple(dict.fromkeys(words for score, words in ranked if score > 0))
    formal = spoken.formal(text) if spoken else None
    things = tuple(dict.fromkeys(_things(clean, spoken, bool(formal)))) if spoken else ()
    return Said(known, quotes, things, len(WORD.findall(clean)), formal)


def _blanked(text: str, hidden: Sequence[tuple[int, int]]) -> str:
    for begin, end in hidden:
        # A sentence end on either side: what is hidden is never bridged.
        text = f"{text[:begin]}{'.' * max(0, min(end, len(text)) - begin)}{text[end:]}"
    return text


def _clean(text: str, own: str) -> str:
    bare = _LEADING.sub("", _LINK.sub(". ", text))
    if own:
        called = re.escape(own.split()[0])
        bare = re.sub(rf"^\s*(?:{re.escape(own)}|{called})\b[,:!]?\s*", "", bare)
        bare = re.sub(rf",?\s+{called}\s*(?=[.!?,]|$)", "", bare)
    return bare


def _parts(text: str, spoken: Speech, language: str) -> Iterator[tuple[float, str]]:
    sentences = [found[0].strip() for found in _SENTENCE.finditer(text)][:60]
    for place, sentence in enumerate(sentences):
        first = 0.4 if place == 0 else 0.0
        whole = _tidy(sentence)
        if _fits(whole, language):
            yield _worth(whole, spoken) + 0.8 + first, whole
        pieces = [_tidy(one) for one in _PART.split(sentence)]
        for piece in pieces:
            if piece != whole and _fits(piece, language):
                yield _worth(piece, spoken) + first, _without_lead(piece, spoken)
            elif not _fits(piece, language):
                cut = _cut(piece, spoken, language)
                if cut:
                    yield _worth(cut, spoken) - 0.5 + first, cut


def _tidy(words: str) -> str:
    """A part without what stands around it; inner quotation marks would close ours."""
    bare = _MARKS.sub("", words)
    asks = bare.rstrip().endswith(("?", "？"))
    kept = re.sub(r"\s+", " ", bare).strip(_EDGES + "!?！？¡")
    kept = re.sub(r"[^\w)%€$£]+$", "", kept)
    kept = re.sub(r"^[^\w(¿€$£]+", "", kept)
    if not kept and re.search(r"[^\w\s]", bare):
        return ""
    return f"{kept}?" if asks and kept else kept


def _fits(words: str, language: str) -> bool:
    if language in _NO_SPACES:
        return 0 < len(words) <= _MOST_WITHOUT_SPACES
    number = len(words.split())
    return 0 < number <= MOST_WORDS and len(words) <= _MOST_CHARS


def _without_lead(words: str, spoken: Speech) -> str:
    """A part of a sentence without the word that bound it to what stood before."""
    parts = words.split(" ")
    while len(parts) > 2 and parts[0].casefold() in spoken.binds:
        parts = parts[1:]
    return " ".join(parts)


def _cut(words: str, spoken: Speech, language: str) -> str:
    """The longest beginning of a long part that ends where a new phrase begins; empty if there is none."""
    if language in _NO_SPACES:
        return ""
    parts = _without_lead(words, spoken).split(" ")
    for length in range(min(MOST_WORDS, len(parts) - 1), 2, -1):
        kept = " ".join(parts[:length])
        ends_well = parts[length - 1].casefold().strip(_EDGES) not in spoken.stops
        if ends_well and parts[length].casefold() in spoken.opens and len(kept) <= _MOST_CHARS:
            return _tidy(kept)
    return ""


def _worth(words: str, spoken: Speech) -> float:
    """How much a part tells: words that carry something count, up to five."""
    found = [one.casefold().replace("’", "'") for one in WORD.findall(words)]
    telling = [one for one in found if one not in spoken.stops and len(one) > 1]
    plain = sum(one in spoken.general for one in telling)
    if not found:
        return 0.0
    long = 0.2 * sum(len(one) > 6 for one in telling[:4])
    short = 0.8 if len(found) < 3 else 0.0
    starts_bound = 0.6 if found[0] in spoken.binds else 0.0
    ends_open = 1.2 if found[-1] in spoken.dangling else 0.0
    return min(5.0, len(telling) - 0.5 * plain) + long - short - starts_bound - ends_open + 0.2


def _things(text: str, spoken: Speech, formal: bool) -> Iterator[str]:
    """Things with their determiner turned round: those of the writer first."""
    found = list(_phrases(text, spoken, formal))
    yield from (thing for own, thing in found if own)
    yield from (thing for own, thing in found if not own)


def _phrases(text: str, spoken: Speech, formal: bool) -> Iterator[tuple[bool, str]]:
    for sentence in _SENTENCE.finditer(_MARKS.sub(" , ", text)):
        for piece in re.split(r"[^\w\s'’-]+", sentence[0]):
            words = piece.replace("’", "'").split()
            for place, word in enumerate(words):
                turned = spoken.turn.get(word.casefold())
                if turned is None:
                    continue
                noun = _noun(words[place + 1 :], spoken)
                if noun:
                    own = turned[0] != word.casefold() and word.casefold() in spoken.owns
                    yield own, " ".join((turned[formal], *noun))


def _noun(words: Sequence[str], spoken: Speech) -> list[str]:
    """The adjectives and the noun that a phrase begins with; empty where it is not clear or too general."""
    taken: list[str] = []
    for word in words[:4]:
        bare = word.casefold()
        taken.append(word)
        if bare in spoken.adjectives:
            continue
        if bare in spoken.stops or bare in spoken.verbs or not word[0].isalpha() or len(word) < 3:
            return []
        if bare in spoken.general:
            return []
        follows = words[len(taken)] if len(words) > len(taken) else ""
        if spoken.compounds and _is_second(follows, spoken):
            taken.append(follows)
        return [*taken, *_of(words[len(taken) :], spoken)]
    return []


def _is_second(word: str, spoken: Speech) -> bool:
    """Whether a word goes on a compound, "Monday lady": neither a verb nor a form nor a small word."""
    bare = word.casefold()
    return (
        len(bare) > 2
        and bare.isalpha()
        and bare not in spoken.stops
        and bare not in spoken.verbs
        and bare not in spoken.adjectives
        and not bare.endswith(("ed", "ly", "ing", "s"))
    )


def _of(words: Sequence[str], spoken: Speech) -> list[str]:
    """What a noun is of: "of the evenings"."""
    if len(words) < 2 or words[0].casefold() not in spoken.of:
        return []
    if words[1].casefold() in spoken.articles and len(words) > 2:
        return list(words[:3]) if _names(words[2], spoken) else []
    return list(words[:2]) if _names(words[1], spoken) else []


def _names(word: str, spoken: Speech) -> bool:
    bare = word.casefold()
    return len(bare) > 2 and bare.isalpha() and bare not in spoken.stops and bare not in spoken.adjectives
