"""Finds words in what was said, and people by name, headline or firm."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from groundswell.store import schema

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_MOST_WORDS = 12
_QUOTED = re.compile(r'"([^"]+)"')
_LEAST_BEGUN = 3
"""Fewer Latin letters begin too many words to be looked for as a beginning."""
_MOST_CHECKED = 5_000
"""Texts that are checked for a phrase at most, before the search says what it has."""

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
    """The user's words as a full-text query: all of them, the last as a beginning if it is long enough.

    Operators of the query language are words like any other; an empty result means nothing to look for.
    """
    found = _WORD.findall(words)[:_MOST_WORDS]
    parts = [f'"{word}"' for word in found]
    if (
        parts
        and not words.endswith((" ", '"'))
        and (len(found[-1]) >= _LEAST_BEGUN or not found[-1].isascii())
    ):
        parts[-1] += "*"
    return " ".join(parts)


def phrases_of(words: str) -> list[str]:
    """What stands in quotation marks, as it is compared."""
    return [folded for quoted in _QUOTED.findall(words) if (folded := _folded(quoted))]


def texts(conn: Connection, words: str, *, below: int | None = None, limit: int = 50) -> Found:
    """Interactions, both ways, that hold all the words, and in their order those in quotation marks."""
    query, phrases = match_query(words), phrases_of(words)
    if not query:
        return Found((), None)
    found: list[int] = []
    last = 2**62 if below is None else below
    for checked in range(0, _MOST_CHECKED, limit):
        ids = list(conn.execute(_TEXTS, {"query": query, "below": last, "limit": limit}).scalars())
        found += _with_phrases(conn, ids, phrases) if phrases else ids
        if len(ids) < limit:
            return Found(found, None)
        last = ids[-1]
        if len(found) >= limit or checked + limit >= _MOST_CHECKED:
            break
    return Found(found, last)


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


def merge(conn: Connection) -> None:
    """Merges the parts of both indexes: until then, words of deleted texts stay in them."""
    conn.execute(text("INSERT INTO search_text (search_text) VALUES ('optimize')"))
    conn.execute(text("INSERT INTO search_person (search_person) VALUES ('optimize')"))


def _with_phrases(conn: Connection, ids: Sequence[int], phrases: Sequence[str]) -> Iterator[int]:
    one = schema.interaction.c
    rows = conn.execute(select(one.id, one.subject, one.text).where(one.id.in_(ids)).order_by(one.id.desc()))
    for row_id, subject, said in rows:
        there = _folded(f"{subject} {said}")
        if all(phrase in there for phrase in phrases):
            yield row_id


def _folded(words: str) -> str:
    """Words as the index knows them: without accents, case and punctuation, one space between."""
    bare = "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))
    return f" {' '.join(_WORD.findall(bare)).casefold()} " if _WORD.search(bare) else ""
