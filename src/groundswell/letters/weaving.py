"""Text that is put together from a letter's words and others, and knows which are which."""

from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.domain.letters import Kept, Place


@dataclass(frozen=True, slots=True)
class Woven:
    """A text, and what of it stands in the letter, in order."""

    text: str = ""
    kept: tuple[Kept, ...] = ()

    def __add__(self, other: "Woven | str") -> "Woven":
        more = other if isinstance(other, Woven) else Woven(other)
        return Woven(self.text + more.text, (*self.kept, *_moved(more.kept, len(self.text))))

    def __bool__(self) -> bool:
        return bool(self.text)

    def without(self, count: int) -> "Woven":
        """The text without its first characters."""
        return Woven(self.text[count:], tuple(_moved(self.kept, -count)))

    def capitalised(self) -> "Woven":
        """The text beginning with a capital; a sign whose capital takes two stays as it is."""
        first = self.text[:1].upper()
        return Woven(first + self.text[1:], self.kept) if len(first) == 1 else self


def taken(text: str, start: int, place: Place = Place.BODY) -> Woven:
    """Words of the letter that begin there."""
    return Woven(text, (Kept(0, start, start + len(text), place),)) if text else Woven()


def joined(between: str, parts: Iterable[Woven]) -> Woven:
    """The parts with something between each two."""
    texts, kept, length = list[str](), list[Kept](), 0
    for one in parts:
        length += len(between) if texts else 0
        kept += _moved(one.kept, length)
        texts.append(one.text)
        length += len(one.text)
    return Woven(between.join(texts), tuple(kept))


def shifted(one: Woven, by: int) -> Woven:
    """The same text, made from a part of a body that begins there."""
    return Woven(
        one.text,
        tuple(
            Kept(part.at, part.start + by, part.end + by) if part.place is Place.BODY else part
            for part in one.kept
        ),
    )


def _moved(kept: Iterable[Kept], by: int) -> Iterable[Kept]:
    """The same stretches further on; what would begin before the text is cut off."""
    for one in kept:
        at = one.at + by
        start = one.start - min(at, 0)
        if start < one.end:
            yield Kept(max(at, 0), start, one.end, one.place)
