"""What people ask for that the user has not decided about: suggested, each time with the words."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.feedback import Point, kept
from groundswell.domain.words import Intent, Lane
from groundswell.services.preferences import preferences
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, items
from groundswell.store import feedback as stored
from groundswell.store.feedback import Candidate
from groundswell.store.items import Item
from groundswell.triage.points import Words, gathered, title_of

MOST_READ = 600
"""The newest undecided texts that are gathered; the time this takes grows faster than their square."""

LIKELY = 0.5
"""From this chance on a text that is not in the lane may hold something to act on."""

_UNTITLED = "What a hostile comment asks for"
_OF_A_POINT = 10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that people ask for and that the user has not decided about.

    Attributes:
        title: In the words of one of them.
        quotes: The most typical first.
        people: How many said it.
        since: When it was said first, in epoch milliseconds.
        point: The point that asks for the same, if there is one.
    """

    title: str
    quotes: tuple[Item, ...]
    people: int
    since: int
    point: Point | None


def suggestions(workspace: Workspace) -> list[Suggestion]:
    """What may be points or belong to one: what most people ask for first.

    Hostile words count where others ask for the same; alone they suggest nothing.
    """
    hidden = preferences(workspace)["hostile"] == "hidden"
    with workspace.store.reading() as conn:
        held = kept(stored.standing(conn))
        seen = [
            one
            for one in stored.candidates(conn)
            if _asks(one) and not (hidden and one.lane is Lane.HOSTILE) and one.key not in held.left
        ]
        new = [one for one in seen if not held.holding(one.key)][:MOST_READ]
        known = [(point, _some(seen, point)) for point in held.points.values()]
        groups = _gathered(conn, new, [some for _, some in known])
        rows = {one.id: one for one in items.items(conn, [one.id for group in groups for one in group])}
        who = stored.speakers(conn, rows.values())
    fresh = {one.id for one in new}
    found = []
    for group in groups:
        quotes = [rows[one.id] for one in group if one.id in fresh and one.id in rows]
        spoken = next((one for one in quotes if one.lane is not Lane.HOSTILE), None)
        if spoken is None:
            continue
        point = next((point for point, some in known for one in some if one in group), None)
        people = len({who[one.id] for one in quotes})
        since = min(one.when.earliest for one in quotes)
        found.append(Suggestion(named(spoken), tuple(quotes), people, since, point))
    return sorted(found, key=lambda one: (-one.people, -one.quotes[0].when.latest, one.quotes[0].id))


def named(item: Item) -> str:
    """What something said asks for, in its own words; hostile words give no title."""
    return _UNTITLED if item.lane is Lane.HOSTILE else title_of(item.words, item.reading.evidence)


def _asks(one: Candidate) -> bool:
    return one.lane is Lane.FEEDBACK or one.reading.intents.get(Intent.FEEDBACK, 0) >= LIKELY


def _some(seen: Sequence[Candidate], point: Point) -> list[Candidate]:
    """The newest quotes of a point among these: enough to tell what else asks for the same."""
    return [one for one in seen if one.key in point.quotes][:_OF_A_POINT]


def _gathered(
    conn: Connection, new: Sequence[Candidate], known: Sequence[Sequence[Candidate]]
) -> list[list[Candidate]]:
    """Groups of those that ask for the same, with at most one of the known groups in each."""
    everybody = [*new, *(one for some in known for one in some)]
    if not new:
        return []
    asked = [Words(one.text, one.reading.language) for one in everybody]
    around = [Words(*usual) for usual in stored.around(conn)]
    place = {one.id: at for at, one in enumerate(everybody)}
    bound = [[place[one.id] for one in some] for some in known]
    return [[everybody[at] for at in group] for group in gathered(asked, around, bound)]
