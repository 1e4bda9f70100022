"""What a comment says, found in its own words: a short quotation and a thing that it names.

Nothing is made up here: a quotation stands in the text as it is, and of a thing only the determiner is
turned round ("my knee" → "your knee").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundswell.reply.cutting import MARKS, SENTENCE, WORD
from groundswell.reply.spoken import Speech, languages, speech
from groundswell.reply.things import things_of
from groundswell.text.language import UNKNOWN, language_of

MOST_WORDS = 8
_MOST_CHARS, _MOST_READ = 64, 4_000
_MOST_WITHOUT_SPACES = 22
_GOOD = 0.6
"""What is less telling than this share of the most telling part is not said back."""
_CUT_COSTS, _SAYS_LITTLE = 1.0, -2.0
_FEW = 3
"""Words up to which a text is said back though it says little."""
_LONG_ENOUGH = 5
"""Words before a joining one from which on they are more than the beginning of a list."""
_OTHERWISE = "en"
_NO_SPACES = frozenset({"ja", "zh", "th"})

_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d"
_PART = re.compile(rf"\s*(?:[;、，()]|[,.:](?!\d)|\s[-–—]+\s|—|[{_EMOJI}]+)\s*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
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
        quotes: Parts of it in its own words, without quotation marks, the most telling first.
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
        post: What the comment answers.
        own: The answerer's name: being called by it is no part of the point.
        hidden: Characters that are never said back, such as an insult.
    """
    known = _language(text, language if language and language != UNKNOWN else language_of(text))
    spoken = speech(known)
    clean = _clean(_blanked(text, hidden)[:_MOST_READ], own)
    telling = spoken or speech(_OTHERWISE)
    assert telling is not None
    few = len(WORD.findall(clean)) <= _FEW
    ranked = sorted(_parts(clean, telling, known), key=lambda one: -one[0])
    ranked = [one for one in ranked if few or one[0] > 0]
    if not (ranked or hidden):
        ranked = _begun(clean, telling, known)
    best = ranked[0][0] if ranked else 0.0
    least = min(best, _GOOD * best)
    quotes = tuple(dict.fromkeys(words for score, words in ranked if words and score >= least))
    formal = spoken.formal(text) if spoken else None
    things = tuple(dict.fromkeys(things_of(clean, post, spoken, bool(formal)))) if spoken else ()
    places = {one: clean.find(one.removesuffix(" …").rstrip("?")) for one in quotes}
    return Said(known, quotes, places, things, len(WORD.findall(clean)), formal)


def _language(text: str, told: str) -> str:
    """The language of a text; in a short one the small words tell more than its trigrams do."""
    found = {one.casefold().replace("’", "'") for one in WORD.findall(text[:_MOST_READ])}
    if not text.isascii() and speech(told) is None:
        return told
    small = {code: len(found & one.stops) for code in languages() if (one := speech(code))}
    likeliest = max(sorted(small), key=lambda code: small[code])
    # What is told to be a language that is not written here is trusted unless most words speak against it.
    least = 2 * small[told] if told in small else 0.4 * len(found)
    return likeliest if small[likeliest] >= max(2, least) else told


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
    sentences = [found[0].strip() for found in SENTENCE.finditer(text)][:60]
    for place, sentence in enumerate(sentences):
        first = (0.4 if place == 0 else 0.0) + (1.5 if sentence.endswith(("?", "？")) else 0.0)
        whole = _tidy(sentence)
        if _fits(whole, language):
            yield _worth(whole, spoken) + 0.8 + first, whole
        feared = spoken.signs["danger"].search(sentence.replace("’", "'"))
        if feared and not _fits(whole, language):
            yield _worth(feared[0], spoken) + first, feared[0]
        for piece in _pieces(sentence, spoken, language):
            if piece != whole and _fits(piece, language):
                yield _worth(piece, spoken) + first, piece
            elif not _fits(piece, language) and (cut := _cut(piece, spoken, language)):
                yield _worth(cut, spoken) - _CUT_COSTS + first, f"{cut} …"


def _pieces(sentence: str, spoken: Speech, language: str) -> Iterator[str]:
    """Parts of a sentence, those that are too long cut again where something new is joined on."""
    for part in map(_tidy, _PART.split(sentence)):
        if not part or _fits(part, language):
            yield _without_lead(part, spoken)
            continue
        words, begin = part.split(" "), 0
        for place, word in enumerate(words):
            if word.casefold() in spoken.binds and place - begin >= _LONG_ENOUGH and len(words) - place > 2:
                yield _without_lead(" ".join(words[begin:place]), spoken)
                begin = place
        yield _without_lead(" ".join(words[begin:]), spoken)


def _begun(text: str, spoken: Speech, language: str) -> list[tuple[float, str]]:
    """How a text begins that has no part that is short enough."""
    parts = text.split()[:MOST_WORDS] if language not in _NO_SPACES else [text[:_MOST_WITHOUT_SPACES]]
    while len(parts) > 2 and _small(parts[-1], spoken):
        parts = parts[:-1]
    words = _tidy(" ".join(parts)[:_MOST_CHARS])
    return [(0.5, f"{words} …")] if words else []


def _small(word: str, spoken: Speech) -> bool:
    bare = word.casefold().strip(_EDGES)
    return bare in spoken.stops or bare in spoken.adjectives


def _tidy(words: str) -> str:
    """A part without what stands around it; inner quotation marks would close ours."""
    bare = MARKS.sub(" ", words)
    asks = bare.rstrip().endswith(("?", "？"))
    kept = re.sub(r"\s+", " ", bare).strip(_EDGES + "!?！？¡")
    kept = re.sub(rf"[^\w{_SIGNS}){_MONEY}]+$", "", kept)
    kept = re.sub(rf"^[^\w(¿{_MONEY}]+", "", kept)
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
    asks = words.endswith("?")
    for length in range(min(MOST_WORDS, len(parts) - 1), 2, -1):
        kept = " ".join(parts[:length])
        last, follows = (one.casefold().strip(_EDGES) for one in parts[length - 1 : length + 1])
        # A question is known again by how it begins, wherever it is cut.
        opens = follows in spoken.opens or (asks and follows in spoken.stops)
        ends = last not in spoken.stops and last not in spoken.verbs and last not in spoken.adjectives
        if ends and opens and len(kept) <= _MOST_CHARS:
            return _tidy(kept)
    return ""


def _worth(words: str, spoken: Speech) -> float:
    """How much a part tells: words that carry something count, up to five."""
    found = [one.casefold().replace("’", "'") for one in WORD.findall(words)]
    telling = [one for one in found if one not in spoken.stops and len(one) > 1]
    plain = sum(one in spoken.general for one in telling)
    feared = 4.0 if spoken.shows("danger", words) else 0.0
    if not telling:
        return feared + (_SAYS_LITTLE if found else 0.0)
    long = 0.2 * sum(len(one) > 6 for one in telling[:4])
    short = 0.8 if len(found) < 3 else 0.0
    joined = found[0] in spoken.opens or found[0] in spoken.binds
    bound = 1.6 if joined and not spoken.shows("ask", words) else 0.0
    ends_open = 1.2 if found[-1] in spoken.dangling else 0.0
    polite = 3.0 if spoken.shows("thanks", words) else 0.0
    return feared + min(5.0, len(telling) - 0.5 * plain) + long - short - bound - ends_open - polite + 0.2
