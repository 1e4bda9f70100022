"""Mail merge: one letter, the rows of a list, and a letter each. What cannot be filled is named."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.letters import LetterCheck, Place

_FIELD = re.compile(r"\{\{([^{}\n]{1,80})\}\}|\{([^{}\n]{1,60})\}")
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value went: the characters of the filled text, and the placeholder that stood there."""

    place: Place
    start: int
    end: int
    gap: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter for one row.

    Attributes:
        missing: Placeholders for which the row has nothing, as they stand there; then nobody may get it.
        spots: Where the values went, in the order of each text.
    """

    subject: str
    body: str
    missing: tuple[str, ...]
    spots: tuple[Spot, ...] = ()


def fields(text: str) -> tuple[str, ...]:
    """The placeholders of a letter, `{{like this}}` or `{like this}`, each once."""
    return tuple(dict.fromkeys(_name(found) for found in _FIELD.finditer(text)))


def uses(text: str) -> Counter[str]:
    """How often each placeholder stands in a text, by its folded name."""
    return Counter(folded(_name(found)) for found in _FIELD.finditer(text))


def gap(column: str) -> str:
    """The placeholder of a column; empty if none can be written for it."""
    made = f"{{{{{column}}}}}"
    return made if _FIELD.fullmatch(made) else ""


def filled(subject: str, body: str, values: Mapping[str, str]) -> Filled:
    """The letter with the values of one row; columns are told without regard to case, spaces and underscores.

    What stands in a value is never looked at for placeholders again.
    """
    known = {folded(name): value.strip() for name, value in values.items()}
    missing, spots, texts = dict[str, str](), list[Spot](), list[str]()
    for place, text in ((Place.SUBJECT, subject), (Place.BODY, body)):
        pieces, length, behind = list[str](), 0, 0
        for found in _FIELD.finditer(text):
            name = folded(_name(found))
            value = known.get(name, "")
            if not value:
                missing.setdefault(name, found[0])
            before = text[behind : found.start()]
            start = length + len(before)
            pieces += [before, value]
            length, behind = start + len(value), found.end()
            spots.append(Spot(place, start, length, found[0]))
        texts.append("".join([*pieces, text[behind:]]))
    return Filled(texts[0], texts[1], tuple(missing.values()), tuple(spots))


def unfilled(said: LetterCheck, spots: Sequence[Spot], to: str = "") -> str:
    """The rewrite of a filled letter as a letter to all: with the placeholders where values went.

    A value that the rewrite keeps in part is the whole placeholder again.

    Args:
        to: The placeholder of the reader's name, where the rewrite greets by it and the letter does not.
    """
    made, behind = list[str](), 0
    last: Spot | None = None
    for start, end, spot in _places(said, spots, to):
        between = said.rewrite[behind:start]
        if spot == last and not between.strip():
            # One value, cut into sentences that were put together again.
            behind = end
            continue
        made += [between, spot.gap]
        behind, last = end, spot
    return "".join([*made, said.rewrite[behind:]])


def _places(said: LetterCheck, spots: Sequence[Spot], to: str) -> Iterator[tuple[int, int, Spot]]:
    """Where in a rewrite values stand, in order, and what they came from."""
    for kept in said.kept:
        if kept.place is Place.TO:
            yield kept.at, kept.at + kept.end - kept.start, Spot(Place.TO, kept.start, kept.end, to)
        for spot in spots:
            start, end = max(spot.start, kept.start), min(spot.end, kept.end)
            if spot.place is kept.place and start < end:
                yield kept.at + start - kept.start, kept.at + end - kept.start, spot


def column(columns: Sequence[str], *names: str) -> str:
    """The first of the columns that is called so; empty if none is."""
    wanted = [plain for name in names if (plain := folded(name))]
    return next((one for name in wanted for one in columns if folded(one) == name), "")


def folded(name: str) -> str:
    """A name without regard to case, spaces and underscores."""
    return _APART.sub("", name.casefold())


def _name(found: re.Match[str]) -> str:
    return str(found[1] or found[2] or "").strip()
