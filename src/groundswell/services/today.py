"""Today: how things stand, in words; what needs the person; when to look again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.calm import Look, next_look
from groundswell.calm.digest import NEEDING, hardest_first
from groundswell.domain.feedback import kept
from groundswell.domain.words import Lane, Metric, Phase
from groundswell.services.inbox.lifting import lifting
from groundswell.services.preferences import preferences
from groundswell.services.waves import showing as wave_services
from groundswell.services.waves.showing import Wave
from groundswell.services.workspace import Workspace
from groundswell.store import feedback, inbox
from groundswell.store.inbox import Wanted
from groundswell.store.items import Item
from groundswell.text.danger import in_danger

MOST_NEEDS = 7
_SHARE = {Lane.NEEDS_YOU: 4, Lane.OPPORTUNITY: 4, Lane.QUESTION: 2}
"""How many of each lane come first; what is left of the seven is filled by priority."""

_NUMBERS = ("No", "One person", "Two people", "Three people", "Four people", "Five people", "Six people")


@dataclass(frozen=True, slots=True)
class Today:
    """What the page shows.

    Attributes:
        points: How many points of feedback are still to be acted on.
    """

    headline: str
    lede: str
    needs: tuple[Item, ...]
    counts: Mapping[Lane, int]
    wave: Wave | None
    look: Look | None
    kind_word: Item | None
    points: int
    empty: bool


def today(workspace: Workspace) -> Today:
    """The page's content, from what is stored; nothing is computed that takes long."""
    with workspace.store.reading() as conn:
        counts = inbox.lane_counts(conn, Wanted())
        tops = {lane: inbox.page(conn, Wanted((lane,)), None, MOST_NEEDS) for lane in NEEDING}
        kind = lifting(conn)
        empty = inbox.nothing_taken_in(conn)
        points = kept(feedback.standing(conn)).waiting
    needs = _chosen(tops)
    post_id = wave_services.current_post(workspace)
    wave = wave_services.wave_of(workspace, post_id) if post_id is not None else None
    enough = int(preferences(workspace)["look"])
    look = _look(wave, workspace.now(), enough) if wave else None
    return Today(
        headline=_headline(wave, needs),
        lede=_lede(counts),
        needs=needs,
        counts=counts,
        wave=wave,
        look=look,
        kind_word=kind[0] if kind else None,
        points=points,
        empty=empty,
    )


def _chosen(tops: Mapping[Lane, list[Item]]) -> tuple[Item, ...]:
    grave = [item for lane in NEEDING for item in tops[lane] if in_danger(item.words)]
    calmer = {lane: [item for item in tops[lane] if item not in grave] for lane in NEEDING}
    first = [item for lane in NEEDING for item in calmer[lane][: _SHARE[lane]]]
    rest = [item for lane in NEEDING for item in calmer[lane][_SHARE[lane] :]]
    rest.sort(key=lambda item: item.cursor, reverse=True)
    return tuple(hardest_first((grave + first + rest)[:MOST_NEEDS]))


def _look(wave: Wave, now: int, enough: int) -> Look | None:
    curve = wave.curves.get(Metric.COMMENTS)
    if curve is None:
        return None
    coming = [(row[0], row[3] - curve.observed) for row in curve.band if row[0] > now]
    already = max((row[3] - curve.observed for row in curve.band if row[0] <= now), default=0.0)
    needing = sum(wave.lanes.get(lane, 0) for lane in (Lane.NEEDS_YOU, Lane.OPPORTUNITY))
    read = sum(wave.lanes.values())
    ahead = [(at, max(0.0, texts - already)) for at, texts in coming]
    return next_look(now, ahead, needing, read, enough)


def _headline(wave: Wave | None, needs: Sequence[Item]) -> str:
    standing = {
        Phase.QUIET: "Your post is quiet",
        Phase.RISING: "Your post is still rising",
        Phase.SURGING: "Your post is in full swing",
        Phase.EBBING: "The wave is ebbing",
        Phase.OVER: "The wave is over",
    }
    begin = ""
    if wave:
        begin = "Your post is taking off. " if wave.takes_off else f"{standing[wave.phase]}. "
    if not needs:
        return f"{begin}Nothing needs you right now."
    if len(needs) < len(_NUMBERS):
        # One person may have asked twice; who is not known counts each time.
        people = len({item.id if item.person_id is None else (item.person_id,) for item in needs})
        verb = "needs" if people == 1 else "need"
        return f"{begin}{_NUMBERS[people]} {verb} you; the rest can wait."
    return f"{begin}Begin with these seven; the rest can wait."


def _lede(counts: Mapping[Lane, int]) -> str:
    parts = []
    total = sum(counts.values())
    kind, hostile, spam = counts[Lane.KIND_WORDS], counts[Lane.HOSTILE], counts[Lane.SPAM]
    if total == 0:
        return "Your inbox is empty. That is a good place to be."
    share = "most of it kind" if kind * 2 > total else f"{kind:,} of them kind"
    parts.append(f"{total:,} open, {share}")
    if hostile:
        parts.append(f"{hostile:,} hostile {'one is' if hostile == 1 else 'ones are'} folded away")
    if spam:
        parts.append(f"{spam:,} set aside as spam")
    return "; ".join(parts) + "."
