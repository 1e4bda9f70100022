"""Who asks to connect or follows: grouped by why they came, each with a calm reason; and new connections."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.errors import UsageError
from groundswell.domain.incoming import Approach
from groundswell.domain.kept import Did, Kept, kept
from groundswell.domain.when import DAY
from groundswell.domain.words import Intent, Lane
from groundswell.services.kept.sights import sights, unseen
from groundswell.services.reading.incoming import Approached
from groundswell.services.workspace import Workspace
from groundswell.sources.linkedin_links import LISTS
from groundswell.store import Connection, items, keeping, persons
from groundswell.store import kept as stored
from groundswell.store import leads as lead_rows
from groundswell.store import requests as rows
from groundswell.store.items import Item
from groundswell.store.persons import PersonRow
from groundswell.store.requests import Coming
from groundswell.triage.coming import Comer, Ground, Own, Why, why, words_of_trade

HORIZON_DAYS = 60
"""Who came earlier than that before the newest asks for nothing any more, as in the inbox."""

_OFFERING = frozenset({Lane.OPPORTUNITY})
_FLAGS = {Approach.PITCH: Ground.PITCH, Approach.SCAM: Ground.SCAM}
RECEIVED = LISTS["received"]
"""Where LinkedIn lists the invitations."""

_LIKELY = 0.5
_MOST_LOOKED_AT = 3
"""Of what somebody said before, so many are looked into: the newest."""


class State(StrEnum):
    """How it stands with somebody who came."""

    WAITS = "waits"
    LISTED = "listed"
    """On the accept list: to be accepted on the network."""
    CONNECTED = "connected"
    """Accepted, by what the network or the user says."""
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who came.

    Attributes:
        met: The id under which they came.
        note: The invitation with what it says; none where there is none, or no words.
        spoke: What they said before that is shown; none for nothing. What is hostile is not shown unasked.
        sight: What the note is after, where that can be told.
        press: What decided about them, for taking it back; none where nothing did.
    """

    person: PersonRow
    met: int
    at: int
    invited: bool
    followed: bool
    connected: int | None
    why: Why
    note: Item | None
    spoke: Item | None
    sight: Approached | None
    state: State
    thanked: bool
    press: int | None

    @property
    def said(self) -> Item | None:
        """What they could be thanked for: the note, else what they said before."""
        return self.note or self.spoke


@dataclass(frozen=True, slots=True)
class Requests:
    """Everybody who came, the newest first, by how it stands and why they came.

    Attributes:
        waits: Who waits for a word, by the ground.
        listed: The accept list.
        new: New connections and followers who were not thanked or left yet.
        settled: How many were decided about and are done.
    """

    waits: Mapping[Ground, Sequence[Asked]]
    listed: Sequence[Asked]
    new: Sequence[Asked]
    settled: int

    @property
    def waiting(self) -> int:
        """How many wait for a word."""
        return sum(map(len, self.waits.values()))


def requests(workspace: Workspace) -> Requests:
    """Everybody who came; some 20 ms for each note that is looked at first. Raises DamagedFile."""
    with workspace.store.reading() as conn:
        found = _asked(conn)
    waits: dict[Ground, list[Asked]] = {}
    for one in found:
        if one.state is State.WAITS:
            waits.setdefault(one.why.ground, []).append(one)
    listed = [one for one in found if one.state is State.LISTED]
    new = [one for one in found if one.state is State.CONNECTED and not one.thanked]
    settled = len(found) - sum(map(len, waits.values())) - len(listed) - len(new)
    return Requests({one: waits[one] for one in Ground if one in waits}, listed, new, settled)


def one_of(workspace: Workspace, person_id: int) -> Asked | None:
    """One of them; none where they did not come."""
    with workspace.store.reading() as conn:
        found = _asked(conn, only=person_id)
    return found[0] if found else None


def following(found: Requests, after: int) -> int | None:
    """Who of the new ones comes after that person; the first where they are not among them."""
    ids = [one.person.id for one in found.new]
    at = ids.index(after) + 1 if after in ids else 0
    return next(iter(ids[at:]), None)


def waiting_count(workspace: Workspace) -> int:
    """How many ask to connect and wait for a word; no word of theirs is looked at for that."""
    with workspace.store.reading() as conn:
        came, held = rows.coming(conn, _since(conn)), kept(stored.standing(conn))
        keys = {one.id: one.key for one in persons.people(conn, list(came))}
        same = lead_rows.same_keys(conn, keys.values())
    waits = (_state(one, held, same[keys[head]])[0] for head, one in came.items() if head in keys)
    return sum(state is State.WAITS for state in waits)


def to_be_looked_at(workspace: Workspace) -> int:
    """How many notes have not been looked at since the program began."""
    with workspace.store.reading() as conn:
        came = rows.coming(conn, _since(conn))
        notes = items.items(conn, [one.invited for one in came.values() if one.invited is not None])
    return unseen(notes)


def decide(workspace: Workspace, did: Did, ids: Collection[int]) -> int:
    """Says what becomes of some people, in one press; gives it.

    Raises:
        UsageError: Nobody was named, or nobody of them is there (any more).
    """
    with workspace.store.writing() as conn:
        keys = [one.key for one in persons.people(conn, list(ids))]
        if not keys:
            raise UsageError("nobody was chosen", mend="Reload the page.")
        return stored.say(conn, did, workspace.now(), about=keys)


def _asked(conn: Connection, only: int | None = None) -> list[Asked]:
    came = rows.coming(conn, _since(conn))
    if only is not None:
        came = {head: one for head, one in came.items() if only in (head, one.met)}
    people = {one.id: one for one in persons.people(conn, list(came))}
    spoken = rows.spoken(conn, list(came))
    looked = [one for some in spoken.values() for one in some[:_MOST_LOOKED_AT]]
    notes = [one.invited for one in came.values() if one.invited is not None]
    said = {one.id: one for one in items.items(conn, [*looked, *notes])}
    seen = sights([said[one] for one in notes if one in said])
    reacted = rows.reacted(conn, list(came))
    own, held = _own(conn), kept(stored.standing(conn))
    same = lead_rows.same_keys(conn, [one.key for one in people.values()])
    return [
        _one(
            coming, people[head], own, held, same[people[head].key],
            said.get(coming.invited or 0), [said[one] for one in spoken.get(head, ()) if one in said],
            len(spoken.get(head, ())), reacted[head], seen.get(coming.invited or 0),
        )
        for head, coming in came.items()
        if head in people
    ]  # fmt: skip


def _one(
    came: Coming, person: PersonRow, own: Own, held: Kept, keys: Collection[str], note: Item | None,
    before: Sequence[Item], spoke: int, reacted: int, sight: Approached | None,
) -> Asked:  # fmt: skip
    worded = note if note and note.words.strip() else None
    words = [one for one in (worded, *before) if one is not None]
    language = next((one.reading.language for one in words), "")
    comer = Comer(
        person.headline, person.company, worded.words if worded else "", spoke, reacted,
        _flagged(words, sight), any(_needs(one) for one in words),
        any(one.lane in _OFFERING for one in words) or _hires(sight), person.degree, language,
    )  # fmt: skip
    state, press = _state(came, held, keys)
    shown = next((one for one in before if one.lane not in (Lane.HOSTILE, Lane.SPAM)), None)
    thanked = any(key in held.thanked for key in keys)
    return Asked(
        person, came.met, came.at, came.invited is not None, came.followed, came.connected,
        why(comer, own), worded, shown, sight, state, thanked, press,
    )  # fmt: skip


def _state(came: Coming, held: Kept, keys: Collection[str]) -> tuple[State, int | None]:
    last = max(
        (held.people[key] for key in keys if key in held.people), key=lambda one: one.press, default=None
    )
    press = last.press if last else None
    if last is not None and last.did is Did.LEAVE:
        return State.LEFT, press
    if came.connected is not None or (last is not None and last.did is Did.ACCEPTED):
        return State.CONNECTED, press
    if last is not None:
        return State.LISTED, press
    # Who follows asks for nothing: they have come already.
    return (State.WAITS if came.invited is not None else State.CONNECTED), None


def _flagged(words: Sequence[Item], sight: Approached | None) -> Ground | None:
    if any(one.lane is Lane.HOSTILE for one in words):
        return Ground.HOSTILE
    if sight is not None and sight.sight.approach in _FLAGS:
        return _FLAGS[sight.sight.approach]
    return Ground.PITCH if words and words[0].lane is Lane.SPAM else None


def _needs(item: Item) -> bool:
    return item.lane is Lane.NEEDS_YOU and item.reading.intents.get(Intent.NEEDS_SUPPORT, 0.0) >= _LIKELY


def _hires(sight: Approached | None) -> bool:
    return sight is not None and sight.sight.approach is Approach.RECRUITER


def _own(conn: Connection) -> Own:
    headlines = [one.headline for one in keeping.accounts(conn)]
    languages = {one for one, n in rows.own_languages(conn).items() if n > 1} - {"en", "und"}
    firms = rows.firms(conn)
    return Own(words_of_trade(*headlines, *rows.skills(conn)), firms, _firm(headlines, firms), languages)


def _firm(headlines: Sequence[str], firms: Collection[str]) -> str:
    """The user's own firm, if her headline names one of those where her connections work."""
    ends = [headline.casefold().rpartition(" at ")[2].split("|")[0].strip() for headline in headlines]
    return next((one for one in ends if one in firms), "")


def _since(conn: Connection) -> int:
    return rows.newest(conn) - HORIZON_DAYS * DAY
