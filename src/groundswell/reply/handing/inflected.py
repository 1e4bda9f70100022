"""Names in other cases than the first: "Петрову", "Kowalskiego", "Zeynepin".

Which names a word may be a form of follows from its ending, by the declensions of names; whether one of these
is known is for the caller to say. Of languages that write nouns with capitals or decline no names nothing is
said.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from groundswell.reply.handing.doubting import begins_sentence
from groundswell.text.language import language_of

SHORTEST, SHORTEST_WITHIN = 4, 3
"""Letters of a stem at least: where a sentence begins and ordinary words have capitals too, and elsewhere."""

_DECLINED = {
    "cyrillic": {
        "": "а у ом ем е ым я ю ові еві",
        "а": "ы и у е ой ою ей і ої ій",
        "я": "и ю е ей ею ёй ї єю",
        "й": "я ю ем е и єм єві ї",
        "ь": "я ю ем е и ью єм еві",
        "о": "а у ом ові",
        "ий": "ого его ому ему им ім",
        "ый": "ого ому ым ом",
        "ой": "ого ому ым ом",
        "ая": "ой ую ою",
    },
    "greek": {"ος": "ου ο ε", "ης": "η", "ας": "α", "ις": "ι", "α": "ας", "η": "ης", "ώ": "ώς"},
    "pl": {
        "": "a u owi em iem ie e ovi om",
        "a": "y i ę e o ą ou u ie ě",
        "ia": "i",
        "ka": "kiej",
        "na": "nej",
        "wa": "wej",
        "i": "iego iemu im",
        "y": "ego emu ym",
        "ý": "ého ému ým ém",
        "á": "é ou",
        "o": "a owi em i ę ą",
    },
    "tr": {"": "nin nın nun nün in ın un ün ye ya yi yı yu yü de da te ta den dan ten tan le la yle yla"},
}
"""By script or language: the ending of a name in the first case, and those of the others."""
_SCRIPTS = {
    "cyrillic": re.compile(r"[\u0400-\u04ff]+"),
    "greek": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+"),
}
_SOFTER = {
    "k": "c", "g": "dz", "h": "z", "r": "rz", "t": "ci", "d": "dzi", "ł": "l", "к": "ц", "г": "з", "х": "с",
}  # fmt: skip
"""How the last letter of a stem changes before the ending of some cases: Monika, Monice; Ольга, Ользі."""
_AFTER_SOFT = ("e", "i", "і")
_FLEETING = {"к": "её", "ц": "е", "л": "е", "в": "е", "k": "e", "c": "e", "ł": "e", "l": "e"}
"""Vowels that stand before the last letter in the first case alone: Marek, Marka; Павел, Павла."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def first_cases(text: str) -> dict[str, frozenset[str]]:
    """Of each word that may be a name in another case the names, in small letters, of which it may be one;
    most of them do not exist."""
    found: dict[str, frozenset[str]] = {}
    for word in _WORD.finditer(text):
        if word[0][0].isupper() and (declined := _declined_as(word[0], text)):
            least = SHORTEST if begins_sentence(text, word.start()) else SHORTEST_WITHIN
            names = frozenset(_names(word[0].casefold(), declined, least))
            found[word[0]] = found.get(word[0], frozenset()) | names
    return found


def _declined_as(word: str, text: str) -> str:
    """By what script or language a word is declined; empty for none."""
    by_script = next((name for name, script in _SCRIPTS.items() if script.fullmatch(word)), "")
    language = "" if by_script else language_of(text)
    return by_script or (language if language in _DECLINED else "")


def _names(word: str, declined: str, least: int) -> Iterator[str]:
    for ending, firsts in _by_ending(declined).items():
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < least:
            continue
        yield from (stem + first for first in firsts)
        if "" in firsts and declined != "tr":
            yield from (stem[:-1] + vowel + stem[-1] for vowel in _FLEETING.get(stem[-1], ""))
    if declined in ("pl", "cyrillic"):
        yield from _hardened(word, least)


def _hardened(word: str, least: int) -> Iterator[str]:
    for hard, soft in _SOFTER.items():
        for ending in _AFTER_SOFT:
            stem = word.removesuffix(soft + ending)
            if stem != word and len(stem) + 1 >= least:
                yield stem + hard + ("а" if hard in "кгх" else "a")


@cache
def _by_ending(declined: str) -> Mapping[str, frozenset[str]]:
    """For each ending of another case those that the name may have in the first."""
    pairs = [
        (other.casefold(), first.casefold())
        for first, others in _DECLINED[declined].items()
        for other in others.split()
    ]
    return {ending: frozenset(first for other, first in pairs if other == ending) for ending, _ in pairs}
