"""Finds words in what was said, and people by name, headline or firm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_MOST_WORDS = 12
_QUOTED = re.compile(r'"([^"]+)"')

_TEXTS = text(
    "SELECT rowid FROM search_text WHERE search_text MATCH :query AND rowid < :below "
    "ORDER BY rowid DESC LIMIT :limit"
)
_PEOPLE = text("SELECT rowid FROM search_person WHERE search_person MATCH :query ORDER BY rank LIMIT :limit")


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of interactions, latest taken in first; `below` continues on the next page, none at the end."""

    ids: Sequence[int]
    below: int | None


def match_query(words: str) -> str:
    """The user's words as a full-text query: all of them, the last as a beginning, "…" as a phrase.

    Operators of the query language are words like any other; an empty result means nothing to look for.
    """
    phrases = [" ".join(_WORD.findall(phrase)) for phrase in _QUOTED.findall(words)]
    loose = _WORD.findall(_QUOTED.sub(" ", words))[:_MOST_WORDS]
    parts = [f'"{phrase}"' for phrase in phrases if phrase] + [f'"{word}"' for word in loose]
    if loose and not words.endswith((" ", '"')):
        parts[-1] += "*"
    return " ".join(parts)


def texts(conn: Connection, words: str, *, below: int | None = None, limit: int = 50) -> Found:
    """Interactions, both ways, that hold all the words."""
    query = match_query(words)
    if not query:
        return Found((), None)
    at_most = below if below is not None else 2**62
    ids = list(conn.execute(_TEXTS, {"query": query, "below": at_most, "limit": limit}).scalars())
    return Found(ids, ids[-1] if len(ids) == limit else None)


def people(conn: Connection, words: str, limit: int = 8) -> list[int]:
    """Ids of people whose name, headline or firm holds all the words, best match first."""
    query = match_query(words)
    if not query:
        return []
    return list(conn.execute(_PEOPLE, {"query": query, "limit": limit}).scalars())


def reindex(conn: Connection) -> None:
    """Builds both indexes anew from the tables."""
    conn.execute(text("INSERT INTO search_text (search_text) VALUES ('rebuild')"))
    conn.execute(text("INSERT INTO search_person (search_person) VALUES ('rebuild')"))
