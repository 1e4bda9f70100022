"""Names, firms and addresses out of an exchange, and back into what is answered to it.

Every text of an exchange is redacted together: whoever is Person B in one is Person B in all. What may be a
name and may be none is not decided here; it is told as a `Doubt`, to be struck out by hand.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from unicodedata import normalize

from groundswell.reply.checks.private import private
from groundswell.reply.handing.called import Known, forms_of, pattern_of
from groundswell.reply.handing.doubting import Doubt, doubts

__all__ = ["STRUCK", "Doubt", "Known", "Redacted", "redact", "restore", "strike", "tidied"]

STRUCK = "[…]"
"""What stands where words were struck out; nothing puts them back."""
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
    "|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]+"
)
_STYLED = re.compile("[\U0001d400-\U0001d7ff\uff01-\uff5e\u24b6-\u24e9\U0001f130-\U0001f149]+")
"""Letters of mathematics, of double width, in circles and in boxes, with which people write in bold."""
_HANDLE = re.compile(r"(?<![\w/.])@[^\W_][\w.-]*(?<![.-])")
_FAR_HANDLE = re.compile(r"(?<![\w/.])@[\w.-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]"
    r"|(?<![\w@.-])(?:(?:[\w-]{1,63}\.)+(?:com|org|net|info|app|dev|example|social)|(?:[\w-]{2,63}\.)+[a-z]{2})"
    r"(?![\w.-]*\w)"
    r"(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’])?"
)
_MAIL_IN_WORDS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s*[\[({]\s*(?:at|@|ät)\s*[\])}]\s*[\w-]+(?:\s*(?:\.|[\[({]\s*(?:dot|punkt|punto|point)\s*[\])}])"
    r"\s*[\w-]+)+",
    re.IGNORECASE,
)
_SUFFIXED = re.compile(
    r"(?<!\w)(?:[A-ZÀ-Þ][\w&'’.-]*\s+(?:&\s+)?){1,4}"
    r"(?:GmbH|AG|KG|SE|Inc|Ltd|LLC|LLP|PLC|plc|S\.?A\.?S?|S\.?L\.?|B\.?V\.?|Oy|AB|ApS|A/S|SpA|S\.r\.l|Corp)"
    r"(?!\w)\.?"
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PERSON, _FIRM, _LINK_NAME, _ADDRESS, _NUMBER = "Person", "Firm", "Link", "Address", "Number"
_PRIVATE = {"a mail address": _ADDRESS, "a street address": "Street"}


@dataclass(frozen=True, slots=True)
class Redacted:
    """An exchange without names.

    Attributes:
        texts: In the order in which they were given.
        people: How each of the known people is called, in their order.
        names: What is put back for each placeholder.
        doubts: What may be a name as well.
    """

    texts: tuple[str, ...]
    people: tuple[str, ...]
    names: Mapping[str, str]
    doubts: tuple[Doubt, ...]


def tidied(text: str) -> str:
    """A text without invisible signs and letters in disguise, in which a name cannot hide."""
    plain = _STYLED.sub(lambda found: normalize("NFKC", found[0]), normalize("NFC", text))
    return _INVISIBLE.sub("", plain)


def redact(texts: Sequence[str], known: Sequence[Known]) -> Redacted:
    """The same texts with a placeholder for every name, handle, firm, link, mail address and number.

    Args:
        known: Who takes part, the user among them.
    """
    plain = [tidied(text) for text in texts]
    # However it is spaced: an answer may say it with one space.
    given = _Given(" ".join(" ".join(plain).split()).casefold())
    people = tuple(given.to(_PERSON, f"#{n}", one.put_back(known)) for n, one in enumerate(known))
    first, then, last = _shaped(given, known, people), _called(given, known, people), _suffixed(given)
    done: list[str] = []
    for text in plain:
        pieces = _through([_Piece(text)], first)
        # Names are looked for in decomposed text, where an accent is a sign of its own.
        pieces = _through([_Piece(normalize("NFD", one.text), one.done) for one in pieces], then)
        pieces = _through([_Piece(normalize("NFC", one.text), one.done) for one in pieces], last)
        done.append("".join(one.text for one in pieces))
    return Redacted(tuple(done), people, dict(given.names), doubts(done, known))


def restore(text: str, names: Mapping[str, str]) -> str:
    """An answer with the names put back; words that are no placeholder stay."""
    if not names:
        return text
    longest = sorted(names, key=len, reverse=True)
    found = re.compile(
        "|".join(rf"(?<!\w)(?ai:{kind})\s+{letter}(?![A-Z0-9_])" for kind, letter in map(str.split, longest))
    )
    return found.sub(lambda one: names[_spelt(one[0])], text)


def strike(texts: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """The texts without these words, wherever they stand by themselves, in whatever case."""
    chosen = sorted((word.strip() for word in words if word.strip()), key=len, reverse=True)
    if not chosen:
        return tuple(texts)
    found = re.compile(
        "|".join(rf"(?<!\w){re.escape(word).replace(chr(92) + ' ', r'[ ]+')}(?!\w)" for word in chosen),
        re.IGNORECASE,
    )
    return tuple(found.sub(STRUCK, text) for text in texts)


def _spelt(found: str) -> str:
    kind, letter = found.split()
    return f"{kind.capitalize()} {letter}"


@dataclass(slots=True)
class _Given:
    """Placeholders given out so far: the same thing gets the same one; none stands in the texts already."""

    there: str
    names: dict[str, str] = field(default_factory=dict)
    _of: dict[tuple[str, str], str] = field(default_factory=dict)
    _count: dict[str, int] = field(default_factory=dict)

    def to(self, kind: str, what: str, put_back: str) -> str:
        mark = (kind, what)
        while mark not in self._of:
            number = self._count.get(kind, 0)
            self._count[kind] = number + 1
            name = f"{kind} {_letter(number)}"
            if name.casefold() not in self.there:
                self._of[mark] = name
                self.names[name] = put_back
        return self._of[mark]


def _letter(number: int) -> str:
    """A, B, … Z, AA, AB …"""
    more, last = divmod(number, len(_LETTERS))
    return (_letter(more - 1) if more else "") + _LETTERS[last]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    done: bool = False


_Find = Callable[[str], Iterator[tuple[int, int, str]]]
"""Begin, end and placeholder of what is to be replaced, in the order of the text."""


def _through(pieces: Sequence[_Piece], stages: Sequence[_Find]) -> list[_Piece]:
    """Cut further into what is replaced and what is left; what one stage replaced no other looks at."""
    cut = list(pieces)
    for find in stages:
        cut = [new for piece in cut for new in ([piece] if piece.done else _split(piece.text, find))]
    return cut


def _split(text: str, find: _Find) -> Iterator[_Piece]:
    at = 0
    for begin, end, name in find(text):
        if begin > at:
            yield _Piece(text[at:begin])
        yield _Piece(name, done=True)
        at = end
    if at < len(text):
        yield _Piece(text[at:])


def _shaped(given: _Given, known: Sequence[Known], people: Sequence[str]) -> list[_Find]:
    """What is told by its shape: mail addresses, numbers, links, handles."""
    handles = {
        form: name
        for one, name in zip(known, people, strict=True)
        for handle in one.handles
        for form in _spellings(handle)
    }

    def of_handle(found: str) -> str:
        bare = found.lstrip("@").casefold()
        return handles.get(bare) or given.to(_PERSON, bare, found)

    def personal(text: str) -> Iterator[tuple[int, int, str]]:
        for begin, end, what in sorted(private(text)):
            found = text[begin:end]
            yield begin, end, given.to(_PRIVATE.get(what, _NUMBER), found.casefold(), found)

    return [
        _finder(_MAIL_IN_WORDS, lambda found: given.to(_ADDRESS, found.casefold(), found)),
        _finder(_FAR_HANDLE, of_handle),
        personal,
        _finder(_LINK, lambda found: given.to(_LINK_NAME, found.casefold(), found)),
        _finder(_HANDLE, of_handle),
    ]


def _spellings(handle: str) -> tuple[str, str]:
    """A handle with and without its server."""
    bare = handle.lstrip("@").casefold()
    return bare, bare.split("@")[0]


def _called(given: _Given, known: Sequence[Known], people: Sequence[str]) -> list[_Find]:
    """What is told by being known: people by all their names, and firms; the longest first."""
    whose: dict[str, Callable[[str], str]] = {}
    for one, name in zip(known, people, strict=True):
        for form in forms_of(one):
            whose.setdefault(form, partial(_always, name))
    for firm in (firm for one in known for firm in one.firms):
        whose.setdefault(firm, partial(_firm, given, firm))
    longest = sorted(whose, key=lambda form: (-len(form), form))
    return [_finder(pattern_of(form), whose[form]) for form in longest]


def _always(name: str, _found: str) -> str:
    return name


def _firm(given: _Given, core: str, _found: str) -> str:
    return given.to(_FIRM, core.casefold(), core)


def _suffixed(given: _Given) -> list[_Find]:
    """Firms that say what they are."""
    return [_finder(_SUFFIXED, lambda found: given.to(_FIRM, found.casefold(), found))]


def _finder(pattern: re.Pattern[str], name: Callable[[str], str]) -> _Find:
    def find(text: str) -> Iterator[tuple[int, int, str]]:
        for found in pattern.finditer(text):
            yield found.start(), found.end(), name(found[0])

    return find
