"""What may be worth keeping as a lead: suggested until it is decided about, with the words and a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.incoming import Approach
from groundswell.domain.kept import Kept, Lead, kept
from groundswell.domain.words import Intent, Lane
from groundswell.services.kept.sights import QUICKLY, sights, unseen
from groundswell.services.reading.incoming import Approached
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, items, persons
from groundswell.store import kept as stored
from groundswell.store import leads as rows
from groundswell.store.items import Item
from groundswell.triage.leads import Guess, guess

LIKELY = 0.5
"""From this chance on something that is not in the lane may be an offer."""

MOST = 60
"""So many are suggested at once, the weightiest; the others follow when these are decided."""

_NOT_LEADS = frozenset({Approach.PITCH, Approach.SCAM})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody said that may be a lead.

    Attributes:
        item: The weightiest; the others are in `also`.
        sight: What its writer is after, where that can be told.
    """

    item: Item
    guess: Guess
    sight: Approached | None = None
    also: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All of it."""
        return (self.item, *self.also)

    @property
    def doubtful(self) -> bool:
        """Whether it is more likely a pitch or a scam, or has signs of one."""
        sight = self.sight
        return sight is not None and (sight.sight.approach in _NOT_LEADS or bool(sight.safe))


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What may be leads, the weightiest first; `doubtful` are more likely pitches or scams."""

    leads: Sequence[Suggestion]
    doubtful: Sequence[Suggestion]
    later: int


def suggestions(workspace: Workspace) -> Suggestions:
    """What was offered and not decided about; some 20 ms for each writer that is looked at first.

    Raises DamagedFile, see `services.reading.incoming`.
    """
    return _suggested(*_offered(workspace))


def suggestions_at_once(workspace: Workspace) -> Suggestions | None:
    """The same; none where so many have not been looked at since the program began that a page would wait."""
    told, later = _offered(workspace)
    return None if unseen([some[0] for some in told]) > QUICKLY else _suggested(told, later)


def _suggested(told: Sequence[Sequence[Item]], later: int) -> Suggestions:
    seen = sights([some[0] for some in told])
    made = [_suggestion(some, seen[some[0].id]) for some in told]
    likely = [one for one in made if not one.doubtful]
    return Suggestions(likely, [one for one in made if one.doubtful], later)


def _offered(workspace: Workspace) -> tuple[list[list[Item]], int]:
    """What was offered and not decided about, by who said it, each in order; and how many follow."""
    with workspace.store.reading() as conn:
        held = kept(stored.standing(conn))
        new = [one for one in rows.offers(conn, LIKELY) if not _decided(held, one.key)]
        new.sort(key=lambda one: (one.lane is not Lane.OPPORTUNITY, -one.chance, -one.id))
        found = items.items(conn, [one.id for one in new[:MOST]])
        with_leads = _with_leads(conn, held)
    by_person: dict[int, list[Item]] = {}
    for item in found:
        # Who has a lead is not suggested again: what they say belongs to it.
        if item.person_id not in with_leads:
            by_person.setdefault(-item.id if item.person_id is None else item.person_id, []).append(item)
    # What somebody said first is mostly the offer, the rest is about it.
    told = [sorted(some, key=lambda one: (one.when.earliest, one.id)) for some in by_person.values()]
    return told, max(0, len(new) - MOST)


@dataclass(frozen=True, slots=True)
class Holding:
    """What an item is to the leads: the one that came of it or of its writer, or what one may be; none of
    both for nothing."""

    lead: Lead | None
    offered: Guess | None


def holding(workspace: Workspace, interaction_id: int) -> Holding:
    """What an item of the inbox is to the leads. Raises NotFound."""
    with workspace.store.reading() as conn:
        item, key = items.item(conn, interaction_id), items.key_of(conn, interaction_id)
        held = kept(stored.standing(conn))
        who = rows.origins(conn, [key])[key].person_key
        theirs = held.of(rows.same_keys(conn, [who])[who]) if who else []
    lead = held.holding(key) or next((one for one in theirs if one.open), None)
    offers = item.lane is Lane.OPPORTUNITY or _chance(item) >= LIKELY
    return Holding(lead, guess(item.words) if offers and lead is None else None)


def _decided(held: Kept, key: str) -> bool:
    return key in held.skipped or held.holding(key) is not None


def _chance(item: Item) -> float:
    intents = item.reading.intents
    return max(intents.get(Intent.OPPORTUNITY, 0.0), intents.get(Intent.OFFER_OF_HELP, 0.0))


def _with_leads(conn: Connection, held: Kept) -> set[int]:
    """The ids of everybody from whom a lead came that is still open."""
    keys = rows.same_keys(conn, {one.who for one in held.leads.values() if one.who and one.open})
    people = persons.by_key(conn, {key for some in keys.values() for key in some})
    return {one.id for one in people.values()}


def _suggestion(some: Sequence[Item], sight: Approached | None) -> Suggestion:
    item, *also = some
    hires = sight is not None and sight.sight.approach is Approach.RECRUITER
    # What the first leaves open, another may say.
    words = "\n".join(one.words for one in some)
    return Suggestion(item, guess(words, hires=hires), sight, tuple(also))
