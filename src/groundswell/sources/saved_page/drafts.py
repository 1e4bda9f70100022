"""What is gathered while a page is read: one draft for each comment, reaction or repost, one for the post."""

from dataclasses import dataclass, field
from enum import Enum, auto

from groundswell.domain.words import Metric
from groundswell.sources.common import linkedin_words as words
from groundswell.sources.common.relative_time import is_edited, relative_time

_REACTIONS = {
    "like": "LIKE", "celebrate": "PRAISE", "praise": "PRAISE", "support": "APPRECIATION", "love": "EMPATHY",
    "appreciation": "APPRECIATION", "empathy": "EMPATHY", "insightful": "INTEREST", "interest": "INTEREST",
    "funny": "ENTERTAINMENT", "entertainment": "ENTERTAINMENT",
}  # fmt: skip
"""What pages call a reaction, and what LinkedIn's own files call it."""


class Role(Enum):
    """What an element of the page is a part of."""

    NAME = auto()
    HEADLINE = auto()
    BODY = auto()


class Sort(Enum):
    """What a draft will become."""

    COMMENT = auto()
    REACTION = auto()
    REPOST = auto()


@dataclass(slots=True)
class Draft:
    """One thing somebody did, as far as the page tells it.

    Attributes:
        urn: LinkedIn's own name of it; empty if the page hides it.
        parent: The comment it answers.
        first: The first words inside a link to a person: most likely the name.
        link: Where that link leads.
        label: A name told to screen readers.
        exact: An instant as the page's markup tells it to machines.
        lines: Words above the time that belong to no part that could be recognised.
        after: The same, below the time.
        pictures: Pictures that are no emoji and show no person.
    """

    sort: Sort
    number: int
    urn: str = ""
    parent: "Draft | None" = None
    name: list[str] = field(default_factory=list)
    first: str = ""
    link: str = ""
    label: str = ""
    headline: list[str] = field(default_factory=list)
    degree: int | None = None
    time: str = ""
    exact: str = ""
    body: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    flavour: str = ""
    by_author: bool = False
    by_viewer: bool = False
    has_body: bool = False
    pictures: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing of it has been read yet."""
        return not (self.urn or self.name or self.link or self.lines or self.body or self.after or self.time)

    def take_line(self, text: str) -> None:
        """Takes in a line outside of any part that the page's markup names."""
        parts = [part for part in map(str.strip, text.split("•")) if part]
        unknown = [part for part in parts if not self._understood(part, bulleted="•" in text)]
        if unknown:
            (self.after if self.time else self.lines).append(" • ".join(unknown))

    def show_person(self, alt: str) -> None:
        """Takes in the text of a picture in a link to a person: their name, or the reaction's."""
        if self.sort is Sort.REACTION and alt.lower() in _REACTIONS:
            self.flavour = _REACTIONS[alt.lower()]
        else:
            self.label = self.label or words.name_in_label(alt) or alt

    def _understood(self, part: str, bulleted: bool) -> bool:
        if not self.time and relative_time(part, 0) is not None:
            self.time = part
            return True
        degree = None if self.time else words.degree(f"• {part}" if bulleted else part)
        if degree is not None:
            self.degree = self.degree or degree
            return True
        label = words.label(part)
        if label is words.Label.AUTHOR and not self.has_body:
            self.by_author = True
            return True
        if not self.has_body and bulleted and words.says_you(part):
            self.by_viewer = True
            return True
        ours = label not in {None, words.Label.AUTHOR, words.Label.POST_BAR}
        return ours or is_edited(part) or words.number(part) is not None


@dataclass(slots=True)
class PostDraft:
    """The post and its totals, as far as the page tells them."""

    keys: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    first: str = ""
    link: str = ""
    headline: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    has_body: bool = False
    totals: dict[Metric, tuple[float, bool]] = field(default_factory=dict)
    by_viewer: bool = False
    viewer: str = ""
    language: str = ""

    def take_line(self, text: str) -> None:
        """Takes in a line or label: totals ("546 comments • 568 reposts"), or "• You" after the name."""
        parts = text.split("•")
        for found in map(words.counted, parts):
            # The first of each metric is the post's own; an exact one beats "7.3M".
            if found and (found[0] not in self.totals or (found[2] and not self.totals[found[0]][1])):
                self.totals[found[0]] = found[1:]
        if len(parts) > 1 and not self.has_body and words.says_you(parts[-1]):
            self.by_viewer = True
