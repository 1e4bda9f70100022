"""From rows to interactions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from groundswell.domain.activity import Interaction, Person
from groundswell.domain.keys import digest, linkedin_comment_key, linkedin_post_key
from groundswell.domain.records import Record, SetAside
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.comment_table.evidence import is_person_urn
from groundswell.sources.comment_table.matching import Match
from groundswell.sources.comment_table.rows import Line
from groundswell.sources.comment_table.times import Times
from groundswell.sources.comment_table.words import Field
from groundswell.sources.common import linkedin
from groundswell.sources.common.dates import BadDate
from groundswell.sources.common.tables import EXCERPT
from groundswell.sources.common.text import clean, one_line
from groundswell.sources.protocol import Asked

_YES = {
    "true",
    "yes",
    "1",
    "y",
    "ja",
    "oui",
    "si",
    "sí",
    "sim",
    "tak",
    "evet",
    "x",
    "✓",
    "はい",
    "是",
    "예",
    "हाँ",
    "نعم",
    "да",
}
_KINDS = {
    "reaction": Kind.REACTION,
    "like": Kind.REACTION,
    "repost": Kind.REPOST,
    "share": Kind.REPOST,
    "reshare": Kind.REPOST,
}
_LONG_NUMBER = re.compile(r"\d{15,20}")
_NEUTRALISED = re.compile(r"'(?=[=+\-@\t])")
_DEGREE = re.compile(r"[1-3]")
_MOST_REMEMBERED = 20_000
"""Comments that a later row may answer."""

_LONGEST_LINE = 1_000
_LONGEST_LINK = 4_000

_Told = Mapping[Field, str]
"""What a row says: its cells that are not blank."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A comment that answers may refer to."""

    key: str
    person: Person | None


class Comments:
    """Makes interactions of the rows of one table.

    Args:
        found: Which column holds what.
        sample: Some rows, from which the order of day and month is told.
        shown: The instant from which ages count back, in epoch milliseconds.
    """

    def __init__(self, found: Match, sample: Sequence[Line], asked: Asked, shown: int) -> None:
        self._places, self._asked, self._shown = tuple(found.places.items()), asked, shown
        times = found.places.get(Field.TIME)
        self._times = Times(
            (one.cells[times] for one in sample) if times is not None else (), shown, asked.now
        )
        self._by_id: dict[str, _Said] = {}
        self._above: list[_Said] = []

    def read(self, line: Line) -> Record | SetAside | None:
        """One row as a record; none if it is blank."""
        told = {field: cell for field, place in self._places if (cell := line.cells[place].strip())}
        if not told and not any(line.cells):
            return None
        kind = _KINDS.get(told.get(Field.KIND, "").casefold(), Kind.COMMENT)
        text = clean(_NEUTRALISED.sub("", told.get(Field.TEXT, ""), count=1))
        limit = self._asked.limits.text_chars
        if len(text) > limit:
            why = f"a text of more than {limit:,} characters"
            return _aside(line, why, "If you want it, raise the limit `text_chars` in the settings.")
        if not text and kind is Kind.COMMENT:
            return _aside(line, "there is no text", "Nothing to do, unless the file shows one here.")
        try:
            when = self._times.when(told.get(Field.TIME, ""))
        except BadDate as error:
            return _aside(line, str(error), "Mend the date in the file and import it again.")
        person, post = _person(told), self._post(line, told)
        when = when or linkedin.some_time_until(self._shown, post)
        if kind is Kind.COMMENT:
            return Record(line.where, (self._comment(line, told, text, person, post, when),))
        if person is None:
            return _aside(line, f"a {kind} by nobody", "Name the column: `--map name=COLUMN`.")
        key = f"{Network.LINKEDIN}:{kind}:{digest(post, person.key)}"
        other = Interaction(key, Network.LINKEDIN, kind, Direction.IN, when, person, post, text)
        return Record(line.where, (other,))

    def _comment(
        self, line: Line, told: _Told, text: str, person: Person | None, post: str, when: When
    ) -> Interaction:
        answers = self._answers(line, told, post)
        one = linkedin.comment(
            post,
            text,
            when,
            person,
            own=self._own(told, person),
            urn=_urn(told, post),
            thread=answers.key if answers else "",
            answered=answers.person if answers else None,
        )
        self._remember(line, told, _Said(one.key, person))
        return one._replace(flavour="reply") if answers or _says_yes(told, Field.IS_REPLY) else one

    def _remember(self, line: Line, told: _Told, said: _Said) -> None:
        del self._above[line.depth :]
        self._above.append(said)
        if name := told.get(Field.ID):
            self._by_id[name] = said
            if len(self._by_id) > _MOST_REMEMBERED:
                del self._by_id[next(iter(self._by_id))]

    def _own(self, told: _Told, person: Person | None) -> bool:
        """Whether the user wrote the comment."""
        if _says_yes(told, Field.IS_AUTHOR):
            return True
        return person is not None and linkedin.own_account(person, self._asked.accounts) is not None

    def _post(self, line: Line, told: _Told) -> str:
        named = told.get(Field.POST, "")
        if _LONG_NUMBER.fullmatch(named):
            return f"{Network.LINKEDIN}:activity:{named}"
        for link in (named, told.get(Field.LINK), told.get(Field.ID)):
            if link and (key := linkedin_post_key(link[:_LONGEST_LINK])):
                return key
        return line.post or self._asked.post

    def _answers(self, line: Line, told: _Told, post: str) -> _Said | None:
        """The comment that this one answers: the one it stands inside of, or the one it names."""
        if line.depth:
            return self._above[line.depth - 1] if line.depth <= len(self._above) else None
        named = told.get(Field.PARENT)
        if not named:
            return None
        urn = linkedin.comment_urn(named) or _urn_of(post, named)
        known = self._by_id.get(named)
        return known or (_Said(linkedin_comment_key(urn), None) if urn else None)


def _person(told: _Told) -> Person | None:
    shown, _, rest = _line(told, Field.NAME).partition(" • ")
    name = shown or f"{_line(told, Field.FIRST)} {_line(told, Field.LAST)}".strip()
    url = told.get(Field.URL, "")
    degree = _DEGREE.search(told.get(Field.DEGREE, rest)[:40])
    person = linkedin.author(name, url, _line(told, Field.HEADLINE), int(degree[0]) if degree else None)
    if person is None and is_person_urn(url):
        person = Person(Network.LINKEDIN, f"{Network.LINKEDIN}:{url}")
    company = _line(told, Field.COMPANY)
    return replace(person, company=company) if person is not None and company else person


def _line(told: _Told, field: Field) -> str:
    """A cell's first line, shortened to what a name or a headline may have."""
    return one_line(told.get(field, "").partition("\n")[0][:_LONGEST_LINE])


def _says_yes(told: _Told, field: Field) -> bool:
    return field in told and told[field].casefold() in _YES


def _urn(told: _Told, post: str) -> str:
    """The comment's own name, out of its link or its number."""
    link, name = told.get(Field.LINK, ""), told.get(Field.ID, "")
    return linkedin.comment_urn(link) or linkedin.comment_urn(name) or _urn_of(post, name)


def _aside(line: Line, why: str, mend: str) -> SetAside:
    shown = " | ".join(one_line(cell[:EXCERPT]) for cell in line.cells if cell)
    return SetAside(line.where, why, mend, shown[:EXCERPT])


def _urn_of(post: str, number: str) -> str:
    """The name of a comment that is known by its number and its post."""
    named = post.removeprefix(f"{Network.LINKEDIN}:")
    return f"urn:li:comment:({named},{number})" if named and _LONG_NUMBER.fullmatch(number) else ""


def records(lines: Iterator[Line | SetAside], comments: Comments) -> Iterator[Record | SetAside]:
    """Each row as a record, or set aside."""
    for line in lines:
        one = line if isinstance(line, SetAside) else comments.read(line)
        if one is not None:
            yield one
