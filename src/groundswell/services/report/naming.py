"""Names, addresses and numbers out of words that others will read; nobody puts them back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from groundswell.domain.keys import folded
from groundswell.reply.handing.called import Known, firms_of, forms_of, is_ordinary
from groundswell.reply.handing.inflected import first_cases
from groundswell.reply.handing.redacting import Redacted, redact
from groundswell.services.replies.exchange import handles_of
from groundswell.store import Connection, groups, handed, keeping, persons
from groundswell.store.waves import PostRow
from groundswell.text.pieces import Cutter
from groundswell.text.words import words as vocabulary

MOST_KNOWN = 50_000
"""Under a larger crowd a name that a quote mentions may not be known as one; it is told as a doubt then."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese, Korean: a name stands in the midst of other letters there."""
_STRUCK = {
    "Person": "[name]", "Firm": "[firm]", "Link": "[link]", "Address": "[address]", "Street": "[address]",
    "Number": "[number]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Struck:
    """A text without names, and what in it may still be one."""

    text: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who did something under a wave's posts, as they may be named there.

    Attributes:
        people: Name, parts of the name as words are compared, handles.
        own: Parts of the author's own names, which may stand: the report is theirs.
    """

    people: Sequence[tuple[str, frozenset[str], tuple[str, ...]]]
    own: frozenset[str]

    @property
    def parts(self) -> frozenset[str]:
        """Every part of a name that is no ordinary word."""
        return frozenset(
            part for _, parts, _ in self.people for part in parts if not is_ordinary(part) and _rare(part)
        )


def crowd_of(conn: Connection, post: PostRow) -> Crowd:
    """Who did something under a wave's posts."""
    there = [one for part in post.ids for one in handed.commenters(conn, part, MOST_KNOWN)]
    people = [
        (one.name, frozenset(_WORD.findall(folded(one.name))), tuple(handles_of(one.key, one.url)))
        for one in there
    ]
    accounts = keeping.accounts(conn)
    own = {folded(form) for one in accounts for form in forms_of(Known((one.name,)))}
    return Crowd(people, frozenset(own))


def struck(conn: Connection, crowd: Crowd, text: str, speaker: int | None = None) -> Struck:
    """A text without the names of who said it and of whom it names, and without addresses and numbers.

    Args:
        speaker: The id of who said it; none where nobody is known.
    """
    known = [*_speaker(conn, speaker), *_named_in(text, crowd)]
    made = redact([text], known)
    plain = _plain(made.texts[0], made)
    doubts = tuple(one.text for one in made.doubts if folded(one.text) not in crowd.own)
    return Struck(plain, doubts)


def personal_struck(text: str) -> str:
    """A text without addresses, numbers, links and handles; names stay."""
    made = redact([text], [])
    return _plain(made.texts[0], made)


def _plain(text: str, redacted: Redacted) -> str:
    """The text with "[name]" for "Person A" and the like."""
    if not redacted.names:
        return text
    longest = sorted(redacted.names, key=len, reverse=True)
    # Another placeholder, or a letter of those who write no spaces, may stand right before or behind it.
    ends = r"(?![A-Z0-9](?![a-z]))"
    placeholder = re.compile("|".join(rf"(?<![a-z0-9_]){re.escape(one)}{ends}" for one in longest))
    return placeholder.sub(lambda found: _STRUCK[found[0].split()[0]], text)


def _speaker(conn: Connection, person_id: int | None) -> list[Known]:
    if person_id is None:
        return []
    same = persons.people(conn, groups.same_as(conn, person_id))
    return [
        Known(
            tuple(one.name for one in same if one.name),
            tuple(handle for one in same for handle in handles_of(one.key, one.url)),
            tuple(firm for one in same for firm in firms_of(one.company, one.headline)),
        )
    ]


def _named_in(text: str, crowd: Crowd) -> list[Known]:
    """Whoever of the crowd is named in a text: whole, or by a part that is no ordinary word there.

    A part in small letters counts where it is no common word of any language: names crumble into pieces of
    the vocabulary, common words are one.
    """
    said = _WORD.findall(text)
    there = {folded(word) for word in said}
    written = {folded(word) for word in said if not word.islower()}
    whole = folded(text)
    found = []
    for name, parts, handles in crowd.people:
        if _UNSPACED.search(name) and folded(name) in whole:
            found.append(Known((name,), handles))
        if parts.isdisjoint(there):
            continue
        given = [
            part for part in sorted(parts & there - crowd.own)
            if not is_ordinary(part) and (part in written or _rare(part))
        ]  # fmt: skip
        if folded(name) in whole:
            given = [name]
        if given:
            found.append(Known(tuple(given), handles))
    return [*found, *declined_in(text, crowd)]


def declined_in(text: str, crowd: Crowd) -> list[Known]:
    """Whoever of the crowd is named in another case than the first: "Петрову"."""
    cases = first_cases(text)
    if not cases:
        return []
    parts = {part for _, parts, _ in crowd.people for part in parts if not is_ordinary(part)}
    return [Known((word,)) for word, names in cases.items() if not parts.isdisjoint(names)]


@lru_cache(maxsize=50_000)
def _rare(word: str) -> bool:
    (pieces,) = _cutter()([word])
    return len(pieces.starts) > 1


@cache
def _cutter() -> Cutter:
    return Cutter(vocabulary().vocabulary)
