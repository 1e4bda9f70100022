"""Which people on different networks may be the same human, and why one may think so.

Nothing here decides: these are suggestions, each with its reasons in words. A name alone is none. People
meet in blocks (same name, same handle, a link from one to the other), so that the cost grows with the
number of people and not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from groundswell.domain.profile import Known, Profile, compatible, profile_of

LEAST = 0.65
"""From so much evidence on a pair is suggested. Of the weights below only a link reaches it alone: it counts
where it leads to a LinkedIn profile, hardly ever another's, where both link to each other, or with a name."""

_MOST_ALIKE = 12
"""A name, handle or page that more people share tells nobody apart."""

_WEIGHTS = {
    "links": 0.65,
    "mentions": 0.6,
    "handle": 0.6,
    "headline": 0.6,
    "firm": 0.55,
    "met": 0.5,
    "page": 0.5,
    "name": 0.35,
    "common name": 0.15,
    "near name": 0.2,
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two people, by their ids, who may be the same; `score` is 0–1, `reasons` are sentences."""

    one: int
    other: int
    score: float
    reasons: tuple[str, ...]


def resembling(people: Iterable[Known], met: Mapping[int, Mapping[int, str]] | None = None) -> list[Likeness]:
    """Pairs that are worth a question, the likeliest first.

    Args:
        people: Everybody that is known.
        met: For each person the waves that they answered, with the words of the post.
    """
    profiles = {one.id: profile_of(one) for one in people}
    bearers = Counter((one.network, one.name) for one in profiles.values() if not one.name_only)
    common = {name for (_, name), n in bearers.items() if n > 1}
    found = []
    for one_id, other_id in sorted(_candidates(list(profiles.values()))):
        one, other = profiles[one_id], profiles[other_id]
        reasons = dict(_reasons(one, other, common, met or {}))
        left = 1.0
        for kind in reasons:
            left *= 1 - _WEIGHTS[kind]
        if 1 - left >= LEAST:
            told = tuple(words for words in reasons.values() if words)
            found.append(Likeness(one_id, other_id, round(1 - left, 3), told))
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def _candidates(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    named: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
    handled: dict[str, list[Profile]] = defaultdict(list)
    paged: dict[str, list[Profile]] = defaultdict(list)
    owner: dict[str, Profile] = {}
    for one in profiles:
        if one.full_name:
            named[one.name].append(one)
        if one.handle:
            handled[one.handle].append(one)
        for address in one.addresses:
            owner.setdefault(address, one)
    pairs: set[tuple[int, int]] = set()
    for one in profiles:
        for link in one.links | one.mentions:
            if link in owner:
                pairs.update(_told_apart_by_network([one, owner[link]]))
            elif link in one.links:
                paged[link].append(one)
    for block in (*named.values(), *handled.values(), *paged.values()):
        if 1 < len(block) <= _MOST_ALIKE:
            pairs.update(_told_apart_by_network(block))
    return pairs


def _told_apart_by_network(block: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs across networks; on one network only with somebody of whom nothing but the name is known."""
    for one, other in combinations(block, 2):
        if one.network is not other.network or one.name_only != other.name_only:
            yield (min(one.id, other.id), max(one.id, other.id))


def _reasons(
    one: Profile, other: Profile, common: set[tuple[str, ...]], met: Mapping[int, Mapping[int, str]]
) -> Iterator[tuple[str, str]]:
    """Kinds of evidence and their words; empty words are not shown."""
    same_name = one.full_name and one.name == other.name
    near = same_name or compatible(one, other)
    yield from _by_links(one, other, near=near)
    if near and one.handle and one.handle == other.handle and one.rare_handle and other.rare_handle:
        yield "handle", f"Both go by “{one.handle}”."
    if near and (pages := one.links & other.links):
        yield "page", f"Both profiles link to {min(pages)}."
    if not same_name:
        if near:
            yield "near name", ""
        return
    if firm := one.works_at(other):
        yield "firm", f"The same name and the same company, {firm}."
    elif one.about and one.about == other.about:
        yield "headline", "The same name and the same words about themselves."
    if waves := met.get(one.id, {}).keys() & met.get(other.id, {}).keys():
        post = met[one.id][min(waves)]
        yield "met", f"The same name, and both answered your post “{post}”."
    yield ("common name" if one.name in common else "name"), ""


def _by_links(one: Profile, other: Profile, *, near: bool) -> Iterator[tuple[str, str]]:
    for mine, theirs in ((one, other), (other, one)):
        where = f"The {mine.network.called} profile"
        if found := mine.links & theirs.addresses:
            is_strong = near or any(address.startswith("linkedin.com/in/") for address in found)
            if is_strong or mine.addresses & theirs.links:
                yield "links", f"{where} links to {max(found, key=len)}."
                return
        if near and (named := mine.mentions & theirs.addresses):
            yield "mentions", f"{where} names {max(named, key=len)}."
            return
