"""Text to tokens that keep their place in the original, folded so that disguises look like what they hide."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

HEAD_CHARS, TAIL_CHARS = 6_000, 2_000
"""Of a longer text only the first 6,000 and the last 2,000 characters are read, so that cost is bounded."""

_LONGEST_TOKEN = 48
_LETTER = (  # word characters, the combining marks that \w leaves out, and invisible ones set inside words
    r"[\w\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u00ad\u200b-\u200d\u2060-\u2064\ufeff]"
)
_CJK = r"[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f]"
_CURRENCY = "$€£₹¥"
_PATTERNS = {
    "url": r"(?:https?://|www\.)\S{1,300}"
    r"|\b[a-z0-9-]{2,40}\.(?:com|net|org|io|co|ly|app|shop|site|xyz|info|biz)\b(?:/\S{0,200})?",
    "mail": r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}",
    "handle": r"@\w[\w.-]{0,40}",
    "money": rf"[{_CURRENCY}]\s?\d[\d.,]{{0,15}}k?\b"
    rf"|\b\d[\d.,]{{0,15}}\s?(?:[{_CURRENCY}]|(?:usd|eur|euros?|gbp|inr|rs|tl|zł|pln|reais|dollars?)\b)",
    "phone": r"\+\d[\d ().-]{7,18}\d|\b\d[\d().-]{8,18}\d\b",
    "cjk": _CJK,
    "elided": r"\b(?:[dljmnstc]|qu|dell|all|nell|sull|un)['’](?=\w)",
    "word": rf"{_LETTER}(?:(?!{_CJK}){_LETTER}|['’*@$]{{1,4}}(?={_LETTER})|\*{{2,}})*",
    "mark": r"(?P<one>[^\w\s])(?P=one)*",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()), re.IGNORECASE)
_PLACEHOLDERS = {name: f"⟨{name}⟩" for name in ("url", "mail", "handle", "money", "phone")}

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f\ufeff\U0001f3fb-\U0001f3ff]"
)
_ACCENT = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_LATIN = re.compile(r"[a-z]")
_LOOKALIKE = re.compile(r"[\u0370-\u04ff]")
_LOOKALIKES = str.maketrans("аеорсухіјѕһԁкмтвнгαορνικτυωη", "aeopcyxijshdkmtbhraopviktuwn")
_LEET_INSIDE = re.compile(r"(?<=[a-z])[01345@$]+(?=[a-z])")
_LEET = str.maketrans("01345@$", "oieasas")


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end (exclusive) and folded form of each token; offsets count characters of `text`."""
    parts = [(0, len(text))]
    if len(text) > HEAD_CHARS + TAIL_CHARS:
        parts = [(0, HEAD_CHARS), (len(text) - TAIL_CHARS, len(text))]
    for begin, stop in parts:
        for found in _TOKEN.finditer(text, begin, stop):
            name = found.lastgroup or ""
            form = _PLACEHOLDERS.get(name) or folded_token(found[0][:_LONGEST_TOKEN])
            if form:
                yield found.start(), found.end(), form


@lru_cache(maxsize=65_536)
def folded_token(token: str) -> str:
    """A token as it is compared: one case, no accents, no invisible characters, look-alikes made alike.

    Letters repeated three times or more become two, digits become zeros, masking stars become one.
    """
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", token)).casefold()
    plain = unicodedata.normalize("NFC", _ACCENT.sub("", plain)).replace("’", "'")[:_LONGEST_TOKEN]
    if not plain:
        return ""
    if _LOOKALIKE.search(plain) and _LATIN.search(plain):
        plain = plain.translate(_LOOKALIKES)
    if plain.isdigit():
        return "0" * min(len(plain), 5)
    if not plain[0].isalnum():
        return plain[:3]
    plain = _LEET_INSIDE.sub(lambda found: found[0].translate(_LEET), plain)
    return _STRETCHED.sub(r"\1\1", re.sub(r"\*+", "*", plain))
