"""What a comment says, found in its own words: sentences that can be quoted, and a thing that it names.

Nothing is made up here: a quotation stands in the text as it is, whole, and of a thing only the determiner
is turned round ("my knee" → "your knee").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundswell.reply.drafts.spoken import Speech, speech
from groundswell.reply.drafts.telling import language_told
from groundswell.reply.drafts.things import things_of
from groundswell.reply.sentences import MARKS, WORD, loose_sentences

MOST_WORDS = 16
_MOST_CHARS, _MOST_READ, _MOST_SENTENCES = 96, 4_000, 60
_MOST_WITHOUT_SPACES = 22
_FEW = 3
"""Words up to which a text is said back though it says little."""
_FEWEST_OF_A_PART = 3
_LEAST_TELLING = 2
"""Words that carry something, below which a sentence of a longer text is not its point."""
_ASKS, _WHOLE, _LAST, _FIRST, _POINTS_BACK = 1.5, 0.8, 1.3, 0.2, 0.3
_SAYS_LITTLE = -2.0
_OTHERWISE = "en"
_NO_SPACES = frozenset({"ja", "zh", "th"})
_OF_OTHERS = "\x00"
"""Stands where a text quotes somebody: those are not its own words."""

_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d"
_PART = re.compile(rf"\s*(?:[;、，()]|:(?!\d)|\s[-–—]+\s|—|[{_EMOJI}]+)\s*")
_SIGN = re.compile(f"[{_EMOJI}]")
_COMMA = re.compile(r",\s+")
_INSERTED = re.compile(r"\([^)]*\)\s*\w")
"""What is put in between cuts a sentence in two that are none."""
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_TAGS = re.compile(r"(?:\s*#[\w]+)+\s*$")
_QUOTES = re.compile(r"[“„«\"‹][^”“«»\"„‹›]{1,400}[”“»\"›]")
_MONEY = "%€$£"
_SIGNS = "\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f"
"""Signs that end a word without being a letter to Python: vowels of Indian and other scripts, accents."""
_LEADING = re.compile(r"^(?:\s*@[\w.@-]+[,:]?)+\s*")
_EDGES = " \t\r\n.,;:।…-–—·*_~|/\\<>#'’‘`()[]{}。、，"


@dataclass(frozen=True, slots=True)
class Said:
    """What one comment says.

    Attributes:
        language: ISO 639-1 code, or `und`.
        quotes: Sentences of it in its own words, without quotation marks, the most telling first.
        places: Where in the text each of them begins, as far as they stand there letter by letter.
        things: Who or what it names, from the answerer's side: the writer's own people ("your dad"), then
            what stands in the post as well ("the second line").
        words: How many words it has.
        formal: Whether it addresses the reader politely (Sie, vous, usted); none where that does not show.
    """

    language: str
    quotes: tuple[str, ...]
    places: Mapping[str, int]
    things: tuple[str, ...]
    words: int
    formal: bool | None


def said(
    text: str, *, language: str = "", own: str = "", post: str = "", hidden: Sequence[tuple[int, int]] = ()
) -> Said:
    """What a comment says.

    Args:
        language: What is known of its language; else it is told from the text.
        post: What the comment answers; what it only repeats of that is not its point.
        own: The answerer's name: being called by it is no part of the point.
        hidden: Characters that are never said back, such as an insult.
    """
    known = language_told(text[:_MOST_READ], language)
    spoken = speech(known)
    clean = _clean(_blanked(text, hidden)[:_MOST_READ], own)
    telling = spoken or speech(_OTHERWISE)
    assert telling is not None
    few = len(WORD.findall(clean)) <= _FEW
    ranked = sorted(_sentences(_own_words(clean), telling, known), key=lambda one: -one[0])
    ranked = [one for one in ranked if (few or one[0] > 0) and one[1].casefold() not in post.casefold()]
    strong = [one for one in ranked if _says_something(one[1], telling, known)]
    ranked = strong if strong or len(WORD.findall(clean)) > MOST_WORDS else ranked
    quotes = tuple(dict.fromkeys(words for _, words in ranked if words))
    formal = spoken.formal(text) if spoken else None
    things = tuple(dict.fromkeys(things_of(_own_words(clean), post, spoken, bool(formal)))) if spoken else ()
    places = {one: clean.find(one.rstrip("?")) for one in quotes}
    return Said(known, quotes, places, things, len(WORD.findall(_clean(text, own))), formal)


def _blanked(text: str, hidden: Sequence[tuple[int, int]]) -> str:
    for begin, end in hidden:
        # A sentence that holds it is not said back at all.
        text = f"{text[:begin]}{_OF_OTHERS * max(0, min(end, len(text)) - begin)}{text[end:]}"
    return text


def _clean(text: str, own: str) -> str:
    bare = _LEADING.sub("", _TAGS.sub("", _LINK.sub(". ", text)))
    if own:
        called = re.escape(own.split()[0])
        bare = re.sub(rf"^\s*(?:{re.escape(own)}|{called})\b[,:!]?\s*", "", bare)
        bare = re.sub(rf",?\s+{called}\s*(?=[.!?,]|$)", "", bare)
    return bare


def _own_words(text: str) -> str:
    """A text with a mark where it quotes whole phrases; one or two words in quotation marks stay its own."""

    def marked(found: re.Match[str]) -> str:
        return found[0] if len(found[0].split()) < _FEWEST_OF_A_PART else _OF_OTHERS

    return _QUOTES.sub(marked, text)


def _sentences(text: str, spoken: Speech, language: str) -> Iterator[tuple[float, str]]:
    """How telling each sentence is, or each part of a long one that can stand by itself."""
    found = loose_sentences(text)[:_MOST_SENTENCES]
    for place, sentence in enumerate(found):
        more = (_FIRST if place == 0 else 0.0) + (_LAST if place == len(found) - 1 else 0.0)
        more += _ASKS if sentence.endswith(("?", "？")) else 0.0
        whole = _without_lead(_tidy(sentence), spoken)
        if _fits(whole, language) and not _PART.search(whole):
            yield _worth(whole, spoken) + _WHOLE + more, whole
            continue
        feared = spoken.signs["danger"].search(sentence.replace("’", "'"))
        if feared and not _fits(whole, language):
            yield _worth(feared[0], spoken) + more, feared[0]
        for piece in _pieces(sentence, spoken, language):
            yield _worth(piece, spoken) + more, piece
        if _fits(whole, language) and not _SIGN.search(whole):
            yield _worth(whole, spoken) + more, whole


def _pieces(sentence: str, spoken: Speech, language: str) -> Iterator[str]:
    """Parts of a sentence that could be sentences: with a subject, bound to nothing."""
    if _INSERTED.search(sentence):
        return
    parts = [_tidy(one) for one in _PART.split(sentence)]
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        if after.startswith(_OF_OTHERS):
            # "She wrote:" says nothing without what she wrote.
            continue
        piece = _without_lead(part, spoken)
        if _fits(piece, language):
            yield piece
            continue
        clauses = [_tidy(one) for one in _COMMA.split(part)]
        for clause, follows in zip(clauses, [*clauses[1:], ""], strict=True):
            bare = _without_lead(clause, spoken)
            whole = not follows or _begins(follows, spoken.subjects | spoken.binds)
            alone = whole and _begins(bare, spoken.subjects)
            if alone and len(bare.split()) >= _FEWEST_OF_A_PART and _fits(bare, language):
                yield bare


def _begins(words: str, among: frozenset[str]) -> bool:
    return words.split(" ", 1)[0].casefold().replace("’", "'") in among


def _tidy(words: str) -> str:
    """A part without what stands around it; inner quotation marks would close ours."""
    bare = MARKS.sub(" ", words)
    asks = bare.rstrip().endswith(("?", "？"))
    kept = re.sub(r"\s+", " ", bare).strip(_EDGES + "!?！？¡")
    kept = re.sub(rf"[^\w{_SIGNS}){_MONEY}{_OF_OTHERS}]+$", "", kept)
    kept = re.sub(rf"^[^\w(¿{_MONEY}{_OF_OTHERS}]+", "", kept)
    return f"{kept}?" if asks and kept else kept


def _fits(words: str, language: str) -> bool:
    if _OF_OTHERS in words or words.count("(") != words.count(")"):
        return False
    if language in _NO_SPACES:
        return 0 < len(words) <= _MOST_WITHOUT_SPACES
    return 0 < len(words.split()) <= MOST_WORDS and len(words) <= _MOST_CHARS


def _without_lead(words: str, spoken: Speech) -> str:
    """A part of a sentence without the word that bound it to what stood before."""
    parts = words.split(" ")
    while len(parts) > 2 and parts[0].casefold().strip(",") in spoken.binds:
        parts = parts[1:]
    return " ".join(parts)


def _says_something(words: str, spoken: Speech, language: str) -> bool:
    if language in _NO_SPACES or spoken.shows("danger", words):
        return True
    found = [one.casefold().replace("’", "'") for one in WORD.findall(words)]
    telling = [one for one in found if one not in spoken.stops and one not in spoken.general]
    return len(found) >= _FEWEST_OF_A_PART and len(telling) >= _LEAST_TELLING


def _worth(words: str, spoken: Speech) -> float:
    """How much a part tells: words that carry something count, up to five."""
    found = [one.casefold().replace("’", "'") for one in WORD.findall(words)]
    telling = [one for one in found if one not in spoken.stops and len(one) > 1]
    plain = sum(one in spoken.general for one in telling)
    feared = 4.0 if spoken.shows("danger", words) else 0.0
    if not telling:
        return feared + (_SAYS_LITTLE if found else 0.0)
    long = 0.2 * sum(len(one) > 6 for one in telling[:4])
    short = 0.8 if len(found) <= _FEW else 0.0
    joined = found[0] in spoken.opens or found[0] in spoken.binds
    bound = 1.6 if joined and not spoken.shows("ask", words) else 0.0
    back = _POINTS_BACK if found[0] in spoken.pointing else 0.0
    ends_open = 1.2 if found[-1] in spoken.dangling else 0.0
    polite = 3.0 if spoken.shows("thanks", words) else 1.5 if spoken.shows("bids", words) else 0.0
    lost = short + bound + back + ends_open + polite
    return feared + min(5.0, len(telling) - 0.5 * plain) + long - lost + 0.2
