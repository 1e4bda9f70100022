"""Acts on a network that lets no program in: the exact place where the user does them, and what to press."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.actions import Act
from groundswell.sources.linkedin_links import Place, place_for


@dataclass(frozen=True, slots=True)
class Spot:
    """One act that is done by hand.

    Attributes:
        address: The page to open.
        how: What to press there.
    """

    act: Act
    address: str
    how: str


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of the place of something said, a post or a person; see `linkedin_links.place_for`."""

    key: str
    url: str = ""
    post: str = ""
    thread: str = ""
    person_url: str = ""


def spots(where: Where, acts: Sequence[Act]) -> tuple[Spot, ...]:
    """Those of the acts whose exact place is known, in the given order."""
    found = [(act, _place(act, where)) for act in acts]
    return tuple(Spot(act, place.address, place.how) for act, place in found if place is not None)


def _place(act: Act, where: Where) -> Place | None:
    return place_for(
        act, where.key, where.url, post=where.post, thread=where.thread, person_url=where.person_url
    )
