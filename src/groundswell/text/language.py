"""Which language a short text is in: by script, else by its commonest words, else by trigrams.

The trigram detector is loaded with the first text that needs it; common words settle most texts before,
and romanised Hindi, which the detector does not know.
"""

import re
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.text.lists import word_lists

if TYPE_CHECKING:
    from lingua import LanguageDetector

UNKNOWN = "und"
_ENOUGH_CHARS = 400
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_NOT_WORDS = re.compile(r"(?:https?://|www\.)\S+|[@#]\S+|\S+@\S+|[\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BY_TRIGRAMS = ("EN", "ES", "FR", "DE", "PT", "IT", "NL", "TR", "PL", "SV", "ID", "RU", "UK")
_ALSO_ELSEWHERE = "ka ki ke ko se ho main me ne pe sab bhi hi mere toh mat kal ji sirf"
_ONLY_WITH_OTHERS = frozenset(_ALSO_ELSEWHERE.split())


def _by_word() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for code, words in word_lists(Path(__file__).parent / "common_words.txt"):
        for word in words:
            table[word] = (*table.get(word, ()), code)
    return table


_LANGUAGES_OF = _by_word()


@cache
def common_words(code: str) -> frozenset[str]:
    """The commonest words of a language, and of English, which all others borrow from; lower case."""
    return frozenset(word for word, codes in _LANGUAGES_OF.items() if code in codes or "en" in codes)


@lru_cache(maxsize=4_096)
def language_of(text: str) -> str:
    """ISO 639-1 code of a text; `und` where there are too few letters to tell.

    Only the first 400 characters count. Hindi mixed with English in Latin letters is `hi` where common
    Hindi words make up a sixth of it.
    """
    plain = _NOT_WORDS.sub(" ", text[:_ENOUGH_CHARS])
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(plain)]
    letters = sum(map(len, words))
    if not plain.isascii():
        by_script = _by_script(plain, letters)
        if by_script:
            return by_script
    if letters < 3:
        return UNKNOWN
    return _by_common_words(words) or _by_trigrams(plain)


def _by_script(text: str, letters: int) -> str:
    found = {code: len(pattern.findall(text)) for code, pattern in _SCRIPTS}
    code = max(found, key=lambda one: found[one])
    if found[code] * 3 <= letters:
        return ""
    return "ja" if code == "zh" and found["ja"] else code


def _by_common_words(words: list[str]) -> str:
    votes: Counter[str] = Counter()
    for word in words:
        for code in _LANGUAGES_OF.get(word, ()):
            votes[code] += 1
    if votes["hi"] * 6 >= len(words) and any(
        "hi" in _LANGUAGES_OF.get(word, ()) and word not in _ONLY_WITH_OTHERS for word in words
    ):
        return "hi"
    (first, most), (_, second) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= 2 * second + 1 and most * 6 >= len(words) else ""


def _by_trigrams(text: str) -> str:
    # Half of a surrogate pair is no character; the detector refuses it.
    found = _detector().detect_language_of(text.encode("utf-8", "replace").decode())
    return found.iso_code_639_1.name.lower() if found else UNKNOWN


@cache
def _detector() -> "LanguageDetector":
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = (IsoCode639_1.from_str(code) for code in _BY_TRIGRAMS)
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()
