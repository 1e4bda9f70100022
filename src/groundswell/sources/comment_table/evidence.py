"""What the cells of a column say about what it holds, whatever its header."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from groundswell.domain.keys import linkedin_post_key
from groundswell.sources.comment_table.times import reads_as_time
from groundswell.sources.comment_table.words import Field
from groundswell.sources.common.linkedin import comment_urn, profile_url

_LINK = re.compile(r"(?:https?://|www\.|(?:[a-z]{2,3}\.)?linkedin\.com/)\S+", re.IGNORECASE)
_URN = re.compile(r"urn:li:\S+")
_PERSON = re.compile(r"urn:li:(?:person|member|organization):[\w-]{1,80}")
_NUMBER = re.compile(r"[-+]?[\d.,]+")
_LONG_NUMBER = re.compile(r"\d{15,20}")
_YES_OR_NO = {"true", "false", "yes", "no", "0", "1", "ja", "nein", "oui", "non", "si", "sí", "sim", "não"}
_DEGREE = re.compile(
    r"\W*(?:[1-3](?:st|nd|rd|th|er|e|º|ª|°|\.)?\+?(?:\s\D{0,30})?|distance_[1-3]|\D{0,8}[1-3])\W*"
)
_NAME = re.compile(r"[^\d@/:.!?]{2,60}(?:\.[^\d@/:!?]{0,30})?")
_SCRIPTS_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_PROSE_WORDS = 4
_SCRIPT_LETTERS_PER_WORD = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A column's cells, judged.

    Attributes:
        filled: How many of the sampled cells hold anything.
        fits: For each field that shows in its cells, the share of the filled cells that could be of it.
        shows: For some fields, the share of the filled cells that can hardly be of any other.
        names: The share of the filled cells that read like a person's name.
        prose: The share of the filled cells that read like sentences.
        length: Their mean length in characters.
        varied: Whether most of them differ.
    """

    filled: int
    fits: dict[Field, float]
    shows: dict[Field, float]
    names: float
    prose: float
    length: float
    varied: bool


def is_person_urn(cell: str) -> bool:
    """Whether a cell is a name that LinkedIn's programming interfaces give to a person."""
    return _PERSON.fullmatch(cell) is not None


def judge(cells: Sequence[str]) -> Evidence:
    """Judges a sample of one column."""
    filled = [cell.strip() for cell in cells if cell.strip()]

    def share(fits: Callable[[str], bool]) -> float:
        return sum(map(fits, filled)) / len(filled) if filled else 0.0

    return Evidence(
        len(filled),
        {field: share(test) for field, test in _COULD_BE.items()},
        {field: share(test) for field, test in _IS_SURELY.items()},
        share(_is_name),
        share(_is_prose),
        sum(map(len, filled)) / len(filled) if filled else 0.0,
        len(set(filled)) * 2 > len(filled),
    )


def _is_link(cell: str) -> bool:
    return _LINK.fullmatch(cell) is not None or _URN.fullmatch(cell) is not None


def _is_profile(cell: str) -> bool:
    return profile_url(cell) != "" or (
        _is_link(cell) and not comment_urn(cell) and not linkedin_post_key(cell[:4_000])
    )


def _is_post(cell: str) -> bool:
    named = _is_link(cell) and not comment_urn(cell) and linkedin_post_key(cell[:4_000]) != ""
    return named or _LONG_NUMBER.fullmatch(cell) is not None


def _is_comment_link(cell: str) -> bool:
    return _is_link(cell) and comment_urn(cell) != ""


def _is_id(cell: str) -> bool:
    return len(cell) <= 300 and not any(letter.isspace() for letter in cell)


def _is_text(cell: str) -> bool:
    return not (_is_link(cell) or _NUMBER.fullmatch(cell) or reads_as_time(cell) or _says_yes_or_no(cell))


def _is_name(cell: str) -> bool:
    return _NAME.fullmatch(cell) is not None and len(cell.split()) <= 8


def _says_yes_or_no(cell: str) -> bool:
    return cell.casefold() in _YES_OR_NO


def _is_count(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None and len(cell) < 12


def _is_degree(cell: str) -> bool:
    return len(cell) <= 40 and _DEGREE.fullmatch(cell.casefold()) is not None


def _is_prose(cell: str) -> bool:
    if _is_link(cell):
        return False
    letters = len(_SCRIPTS_WITHOUT_SPACES.findall(cell[:200]))
    return len(cell.split()) + letters // _SCRIPT_LETTERS_PER_WORD >= _PROSE_WORDS


_COULD_BE: dict[Field, Callable[[str], bool]] = {
    Field.TEXT: _is_text,
    Field.NAME: _is_text,
    Field.URL: _is_profile,
    Field.DEGREE: _is_degree,
    Field.TIME: reads_as_time,
    Field.POST: _is_post,
    Field.LINK: _is_comment_link,
    Field.ID: _is_id,
    Field.PARENT: _is_id,
    Field.IS_REPLY: _says_yes_or_no,
    Field.IS_AUTHOR: _says_yes_or_no,
    Field.REACTIONS: _is_count,
}

_IS_SURELY: dict[Field, Callable[[str], bool]] = {
    Field.LINK: _is_comment_link,
    Field.URL: lambda cell: profile_url(cell) != "" or is_person_urn(cell),
    Field.POST: lambda cell: _is_post(cell) and not _LONG_NUMBER.fullmatch(cell),
    Field.TIME: reads_as_time,
}
