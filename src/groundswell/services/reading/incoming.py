"""What those are after who write to the user, in one calm line with the reason, and what may help."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.checking import Outgoing
from groundswell.domain.incoming import Approach, Sight
from groundswell.domain.words import Direction, Kind, Lane
from groundswell.reply.checks import standing
from groundswell.reply.checks.checking import built_in
from groundswell.reply.manners.answers import kind_no
from groundswell.services.workspace import Workspace
from groundswell.store import items, persons
from groundswell.store.items import Item
from groundswell.store.persons import Passed
from groundswell.triage.incoming import look

KINDS = frozenset({Kind.MESSAGE, Kind.INVITATION, Kind.MENTION})
REPORT_AT = "https://reportfraud.ftc.gov"
EXPLAINED_AT = "https://consumer.gov/scams-and-identity-theft/job-scams-explained"
_MOST = 40
"""Of what passed that is searched for the last message."""
_PROBABLY = 0.8
_HINT = 0.25
"""Of a scam that is not said: from here on its signs are told, so that nobody walks into one."""

_CALLED = {
    Approach.PITCH: "a pitch",
    Approach.SCAM: "a scam",
    Approach.WARM_INTRODUCTION: "a warm introduction",
    Approach.RECRUITER: "somebody who hires",
    Approach.QUESTION: "a question to you",
}
_SAFE = (
    "Do not pay, and send no papers, numbers or codes: honest employers never ask you to pay for a job.",
    "If it names a firm, look up its own site yourself and ask there whether the offer is real.",
    "You owe no answer.",
)


@dataclass(frozen=True, slots=True)
class Approached:
    """What is said of something that came in.

    Attributes:
        words: What was looked at, to which the evidence points.
        line: One sentence, with the reason where one can be named.
        safe: What keeps the user safe; empty where nothing threatens.
        answer: Words that could answer it; empty for none.
    """

    sight: Sight
    words: str
    line: str
    safe: tuple[str, ...]
    answer: str


def approached(item: Item) -> Approached | None:
    """What is said of an item; none of comments, of what holds no words, and of what is none of these.

    Raises:
        DamagedFile: The files of a model are not what they should be.
    """
    return approached_all([item])[0]


def approached_all(found: Sequence[Item]) -> list[Approached | None]:
    """The same of many at once, in order."""
    seen = [one for one in found if _can_be_seen(one)]
    if not seen:
        return [None] * len(found)
    checks = built_in().check_batch([Outgoing("", one.words) for one in seen])
    states = standing.built_in().states([one.words for one in seen])
    told = {
        one.id: _told(one, check.scores["pitch"], stands.tolist())
        for one, check, stands in zip(seen, checks, states, strict=True)
    }
    return [told.get(one.id) for one in found]


def _told(item: Item, pitch: float, stands: Sequence[float]) -> Approached | None:
    sight = look(item.words, reading=item.reading, pitch=pitch, standing=stands)
    hinted = sight.approach is not Approach.SCAM and sight.chances[Approach.SCAM] >= _HINT
    if sight.approach is Approach.OTHER and not hinted:
        return None
    safe = _SAFE if hinted or sight.approach is Approach.SCAM else ()
    answer = kind_no(item.reading.language) if sight.approach is Approach.PITCH else ""
    return Approached(sight, item.words, _line(sight, hinted), safe, answer)


def last_approach(workspace: Workspace, person_id: int) -> Approached | None:
    """The same of the last such thing that came from somebody; none where there is none."""
    with workspace.store.reading() as conn:
        passed = persons.between(conn, person_id, limit=_MOST)
        last = next((one for one in passed if _came(one)), None)
        item = items.item(conn, last.id) if last else None
    return approached(item) if item else None


def _can_be_seen(item: Item) -> bool:
    return item.kind in KINDS and bool(item.words.strip())


def _came(one: Passed) -> bool:
    """Whether something came in that can be looked at; what is hostile stays folded."""
    came = one.kind in KINDS and one.direction is Direction.IN and bool(one.text or one.subject)
    return came and one.lane is not None and one.lane is not Lane.HOSTILE


def _line(sight: Sight, hinted: bool) -> str:
    if hinted:
        own = _because(sight) if sight.approach is Approach.UNSURE else ""
        return f"It may be honest, but some of it is as in scams{own}. Check who it is before you answer."
    if sight.approach is Approach.UNSURE:
        return "It is not plain what this is after."
    sure = "Most likely" if sight.chance >= _PROBABLY else "Perhaps"
    return f"{sure} {_CALLED[sight.approach]}{_because(sight)}."


def _because(sight: Sight) -> str:
    if not sight.why:
        return ""
    *some, last = sight.why
    return ": " + (", ".join(some) + ", and " + last if some else last)
