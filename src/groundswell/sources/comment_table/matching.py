"""Finds out which column holds what: by its header first, then by its cells; the user's word wins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.errors import InputError, MappingNeeded
from groundswell.sources.comment_table.evidence import Evidence, judge
from groundswell.sources.comment_table.words import PHRASES, Field, spoken

_WHOLE, _LAST_TWO, _LAST, _WITHIN = 3.0, 2.6, 2.4, 1.4
"""How much a header says: all of it is a known name, the end of its path is, or a part of it is."""

_ENOUGH = 1.4
_FIT = 0.5
_SURE_FIT = 0.8
_CLOSE = 0.25
"""Two columns that are this close could both be the text."""

_LONGEST_PHRASE = 5
_SHORTEST_PART = 4
_SOMETHING_ELSE = {"post", "parent", "reply", "original", "reshared", "query", "article", "media", "image"}
_SOMEBODY = {"actor", "author", "user", "commenter", "person", "profile", "owner", "from", "creator"}
_LATER = {"modified", "updated", "edited", "last", "scraped", "extracted", "fetched", "crawled", "exported"}
_OF_THE_COMMENT = {Field.TEXT, Field.ID, Field.TIME, Field.LINK, Field.PARENT, Field.POST}
_OF_ITS_OWN = {
    Field.TEXT,
    Field.NAME,
    Field.URL,
    Field.TIME,
    Field.ID,
    Field.HEADLINE,
    Field.FIRST,
    Field.LAST,
}
_OWN_DATA = ({"date", "link", "message"}, {"resource name", "captured at", "owner"})
"""Columns of files that hold what the account did itself; they belong to other sources."""


@dataclass(frozen=True, slots=True)
class Match:
    """Which column holds which field.

    Attributes:
        places: Field → index of its column; `text` is always there.
        named: Whether the text column was told by its header or by the user, not by its cells alone.
    """

    places: Mapping[Field, int]
    named: bool


def is_own_data(columns: Sequence[str]) -> bool:
    """Whether a table holds what the account itself did, rather than what others said."""
    heard = {spoken(column) for column in columns}
    return heard == _OWN_DATA[0] or heard >= _OWN_DATA[1]


def match(columns: Sequence[str], sample: Sequence[Sequence[str]], told: Mapping[Field, int]) -> Match | None:
    """Matches columns and fields; none if it cannot be told which column is the text.

    Args:
        columns: Headers, or paths inside JSON objects such as `actor.name`.
        sample: Some rows, each as wide as `columns`.
        told: What the user said.
    """
    evidence = [judge([row[place] for row in sample]) for place in range(len(columns))]
    scores = [
        (score, -place, field)
        for place, column in enumerate(columns)
        for field, score in _scores(column, evidence[place]).items()
        if place not in told.values() and field not in told
    ]
    places = dict(told)
    by_text = sorted((score for score, _, field in scores if field is Field.TEXT), reverse=True)
    in_doubt = len(by_text) > 1 and by_text[0] - by_text[1] < _CLOSE
    for _, place, field in sorted(scores, reverse=True):
        if field not in places and -place not in places.values():
            places[field] = -place
    if in_doubt and Field.TEXT not in told:
        return None
    named = Field.TEXT in places
    if not named:
        place_of_text = _by_cells(evidence, places)
        if place_of_text is None:
            return None
        places[Field.TEXT] = place_of_text
    if Field.NAME not in places and Field.FIRST not in places:
        names = _name_by_cells(evidence, places)
        places |= {} if names is None else {Field.NAME: names}
    return Match(places, named)


def places_told(columns: Sequence[str], mapping: Mapping[str, str], where: str) -> dict[Field, int]:
    """The user's own mapping as places.

    Raises:
        InputError: It names a field that there is not.
        MappingNeeded: It names a column that there is not.
    """
    told: dict[Field, int] = {}
    for name, column in mapping.items():
        try:
            field = Field(name.strip().lower())
        except ValueError as error:
            raise InputError(
                f"there is no field {name!r}", where=where, mend=f"The fields are: {', '.join(Field)}."
            ) from error
        alike = [place for place, one in enumerate(columns) if spoken(one) == spoken(column)]
        exact = [place for place, one in enumerate(columns) if one.strip() == column.strip()]
        if not alike and not exact:
            raise needed(columns, (field.value,), where)
        told[field] = (exact or alike)[0]
    return told


def needed(columns: Sequence[str], missing: tuple[str, ...], where: str) -> MappingNeeded:
    """The error that asks the user for a mapping."""
    shown = ", ".join(column[:40] for column in columns[:30])
    mend = f"Name it with `--map {missing[0]}=COLUMN`; the columns are: {shown}."
    return MappingNeeded(tuple(columns), missing, where=where, mend=mend)


def _scores(column: str, evidence: Evidence) -> dict[Field, float]:
    """How much speaks for each field that the column might be, but for those that its cells rule out."""
    scores: dict[Field, float] = {}
    for field, said in _said(column).items():
        fit = evidence.fits.get(field, evidence.fits[Field.TEXT])
        if evidence.filled and fit < _FIT and field is not Field.KIND:
            continue
        if field is Field.NAME and evidence.fits[Field.IS_AUTHOR] >= _SURE_FIT:
            continue
        if field is Field.TEXT:
            if evidence.filled:
                scores[field] = said + (fit + evidence.prose) / 2
        elif said + fit >= _ENOUGH:
            scores[field] = said + fit
    for field in (Field.LINK, Field.URL, Field.POST, Field.TIME):
        if evidence.filled and evidence.shows.get(field, 0.0) >= _SURE_FIT:
            scores.setdefault(field, _ENOUGH)
    return scores


def _said(column: str) -> dict[Field, float]:
    """What the header says, from a whole name that is known down to a part of one."""
    whole, steps = spoken(column), [spoken(step) for step in column.split(".")]
    said: dict[Field, float] = {}
    for phrase, score in (
        (whole, _WHOLE),
        (" ".join(steps[-2:]), _LAST_TWO),
        (steps[-1], _LAST),
    ):
        for field in PHRASES.get(phrase, ()):
            said.setdefault(field, score)
    words = whole.split()[:20]
    for size in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if len(part) >= _SHORTEST_PART:
                for field in PHRASES.get(part, ()):
                    said.setdefault(field, _WITHIN)
    return {field: score for field, score in said.items() if score == _WHOLE or _is_meant(field, set(words))}


def _is_meant(field: Field, words: set[str]) -> bool:
    """Whether a part of a header is about the comment or its writer, not about something near to it."""
    if field in _OF_ITS_OWN and words & _SOMETHING_ELSE:
        return False
    if field in _OF_THE_COMMENT and words & _SOMEBODY:
        return False
    return field is not Field.TIME or not words & _LATER


def _by_cells(evidence: Sequence[Evidence], places: Mapping[Field, int]) -> int | None:
    """The column of the longest sentences, if it stands out and the table speaks of people or posts."""
    if not {Field.URL, Field.TIME, Field.LINK, Field.POST} & places.keys():
        return None
    prose = sorted(
        (-one.length, place) for place, one in enumerate(evidence) if one.prose >= _FIT and one.filled > 2
    )
    free = [place for _, place in prose if place not in places.values()]
    if not free or prose[0][1] != free[0]:
        return None
    stands_out = len(prose) == 1 or prose[0][0] <= 2 * prose[1][0]
    return free[0] if stands_out else None


def _name_by_cells(evidence: Sequence[Evidence], places: Mapping[Field, int]) -> int | None:
    for place, one in enumerate(evidence):
        could_be = one.filled and one.names >= _SURE_FIT and one.prose < 1 - _SURE_FIT
        could_be = could_be and one.fits[Field.IS_AUTHOR] < _FIT
        if could_be and place not in places.values() and one.length > _SHORTEST_PART and one.varied:
            return place
    return None
