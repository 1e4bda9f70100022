"""Acts on a network that lets no program in: the exact place where the user does them, and what to press."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.actions import Act
from groundswell.sources.linkedin_links import Place, place_for


@dataclass(frozen=True, slots=True)
class Spot:
    """One act that is done by hand.

    Attributes:
        address: The page to open; empty where no place is known, and the words are only copied.
        how: What to press there.
    """

    act: Act
    address: str
    how: str


_ANYWHERE = "Paste your words where it was said."


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of the place of something said, a post or a person; see `linkedin_links.place_for`."""

    key: str
    url: str = ""
    post: str = ""
    thread: str = ""
    person_url: str = ""


def spots(where: Where, acts: Sequence[Act]) -> tuple[Spot, ...]:
    """Those of the acts whose exact place is known, in the given order; words can be answered in any case."""
    found = [_spot(act, where) for act in acts]
    return tuple(spot for spot in found if spot is not None)


def _spot(act: Act, where: Where) -> Spot | None:
    place = _place(act, where)
    if place is not None:
        return Spot(act, place.address, place.how)
    # What came in a table or a mail may have no address at all, and is answered all the same.
    return Spot(act, where.url, _ANYWHERE) if act is Act.REPLY else None


def _place(act: Act, where: Where) -> Place | None:
    return place_for(
        act, where.key, where.url, post=where.post, thread=where.thread, person_url=where.person_url
    )
