"""What somebody is called."""

import re

_TITLES = frozenset(
    "mr mrs ms miss mx dr dr. prof prof. professor sir dame lord lady rev rev. reverend herr frau dipl.-ing. dott. "
    "dott.ssa ing. sr sra sr. sra. don doña m. mme me maître sister brother father".split()
)
_NAME = re.compile(r"^[^\W\d_]+(?:['’-][^\W\d_]+)*$")
_LONGEST = 24


def first_name(name: str) -> str:
    """The first name in a full one, as its owner writes it; empty where none can be told, as of a firm."""
    words = [word for word in re.split(r"[\s,|]+", re.sub(r"\(.*?\)", " ", name)) if word]
    while words and words[0].casefold() in _TITLES:
        words = words[1:]
    if not words or not _NAME.match(words[0]) or not 1 < len(words[0]) <= _LONGEST:
        return ""
    first = words[0]
    if first.isupper() and len(first) > 3:
        return first.title()
    return first if first[0].isupper() or not first[0].isascii() else ""
