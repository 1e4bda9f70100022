"""What somebody is called."""

import re

from groundswell.reply.drafts.spoken import form

_NAME = re.compile(r"^[^\W\d_]+(?:['’-][^\W\d_]+)*$")
_LONGEST = 24


def first_name(name: str) -> str:
    """The first name in a full one, as its owner writes it; empty where none can be told, as of a firm."""
    words = [word for word in re.split(r"[\s,|]+", re.sub(r"\(.*?\)", " ", name)) if word]
    while words and words[0].casefold() in form("titles"):
        words = words[1:]
    if not words or not _NAME.match(words[0]) or not 1 < len(words[0]) <= _LONGEST:
        return ""
    first = words[0]
    if first.isupper() and len(first) > 3:
        return first.title()
    return first if first[0].isupper() or not first[0].isascii() else ""
