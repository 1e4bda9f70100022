"""Give and take as pictures: nobody larger, nearer or higher than anybody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from groundswell.domain.circle import Occasion
from groundswell.services.circle.overview import Card
from groundswell.web.rendering import initials

_WIDTH, _HEIGHT, _FACE = 520, 400, 19
_LEAST_NAMED = 13
_EVEN = (0.38, 0.62)


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody on the ring: the line from the user, which changes its colour where give meets take.

    Attributes:
        x, y, meets_x, meets_y, ends_x, ends_y: Places on the picture.
        sign: `hard`, `owed`, `quiet`, or empty.
    """

    x: float
    y: float
    meets_x: float
    meets_y: float
    ends_x: float
    ends_y: float
    initials: str
    sign: str


@dataclass(frozen=True, slots=True)
class Ring:
    """The picture of the circle, and the same in words."""

    spokes: Sequence[Spoke]
    words: str
    face: float
    width: int = _WIDTH
    height: int = _HEIGHT

    @property
    def named(self) -> bool:
        """Whether the faces are large enough for initials."""
        return self.face >= _LEAST_NAMED


def ring(cards: Sequence[Card]) -> Ring:
    """Everybody around the user, by name, from the top on clockwise."""
    spokes = [_spoke(card, 2 * pi * n / len(cards) - pi / 2) for n, card in enumerate(cards)]
    # Neighbours are nearest to each other at the sides, where the ring is bent most.
    room = pi * (_HEIGHT / 2 - _FACE - 4) / max(1, len(cards)) - 1
    return Ring(spokes, _in_words(cards), round(min(_FACE, room), 1))


def _spoke(card: Card, angle: float) -> Spoke:
    across, down = cos(angle), sin(angle)
    far_x, far_y = _WIDTH / 2 - _FACE - 4, _HEIGHT / 2 - _FACE - 4
    middle_x, middle_y = _WIDTH / 2, _HEIGHT / 2

    def at(share: float) -> tuple[float, float]:
        return round(middle_x + across * far_x * share, 1), round(middle_y + down * far_y * share, 1)

    # Between the faces, 16% to 88% of the way.
    giving = card.near.standing.giving
    return Spoke(*at(1.0), *at(0.16 + 0.72 * giving), *at(0.88), initials(card.near.name), sign(card))


def sign(card: Card) -> str:
    """What is to be seen of somebody at once: the most pressing of it."""
    if Occasion.HARD_TIME in card.waits:
        return "hard"
    if Occasion.OWED in card.waits:
        return "owed"
    return "quiet" if card.quiet else ""


def _in_words(cards: Sequence[Card]) -> str:
    signs = [sign(card) for card in cards]
    told = [f"{len(cards)} {'person' if len(cards) == 1 else 'people'} around you, by name"]
    for which, one, many in (
        ("hard", "has a hard time", "have a hard time"),
        ("owed", "waits for a word of yours", "wait for a word of yours"),
        ("quiet", "has gone quiet", "have gone quiet"),
    ):
        n = signs.count(which)
        if n:
            told.append(f"{n} {one if n == 1 else many}")
    return "; ".join(told) + "."


def halves(giving: float) -> tuple[float, str]:
    """Where give meets take, 0–100, and the same in words."""
    least, most = _EVEN
    words = "they give more" if giving < least else "you give more" if giving > most else "about even"
    return round(100 * giving, 1), words
