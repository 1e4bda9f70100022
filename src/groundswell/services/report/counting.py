"""The numbers of a wave: who was reached, the hard part, what was answered, and what came of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from groundswell.domain.answers import Came
from groundswell.domain.feedback import PointState
from groundswell.domain.kept import Lead, LeadKind, Stage
from groundswell.domain.report_parts import Answered, Hard, Influx, Outcomes, Point, Reach, Share
from groundswell.domain.when import DAY
from groundswell.domain.words import Lane, Metric, Network, Tone
from groundswell.services.feedback.points import Shown, points
from groundswell.services.kept.came import came_of
from groundswell.services.reading.crowd import rush_of
from groundswell.services.replies.aftermath import followed
from groundswell.services.report.quoting import without_names
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, reports, waves
from groundswell.store.reports import Replied
from groundswell.store.waves import PostRow, Trait

_ASKS = (Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.QUESTION, Lane.FEEDBACK)
_TOLD = 6
_WIDEST = DAY


def reach_of(conn: Connection, post: PostRow, counted: Mapping[Network, Mapping[Metric, float]]) -> Reach:
    """Who was reached, as far as networks tell and deeds show."""
    own = next(filter(None, (waves.traits(conn, one) for one in post.ids)), [])
    return Reach(
        _by_dimension(own or waves.traits(conn, None)),
        not own,
        tuple(reports.languages(conn, post.ids)),
        reports.people(conn, post.ids),
        reports.deeds(conn, post.ids),
        counted if len(counted) > 1 else {},
    )


def hard_of(workspace: Workspace, post: PostRow) -> Hard:
    """The hard part, in numbers."""
    rush = rush_of(workspace, post.id)
    with workspace.store.reading() as conn:
        tones = {Tone(name): n for name, n in waves.tones(conn, post.ids).items()}
        spam, _ = reports.lanes(conn, post.ids).get(Lane.SPAM, (0, 0))
        return Hard(
            sum(tones.values()),
            tones,
            reports.abuse(conn, post.ids),
            spam,
            reports.copies(conn, post.ids),
            Influx(rush.start, rush.end, rush.strangers, rush.of) if rush else None,
        )


def answered_of(workspace: Workspace, post: PostRow) -> Answered:
    """What was answered under a wave's posts, and what came of it."""
    with workspace.store.reading() as conn:
        replied = reports.replied(conn, post.ids)
        lanes = reports.lanes(conn, post.ids)
        own = reports.own_comments(conn, post.ids)
        told = followed_under(workspace, conn, post)
    waits = [span for one in replied if (span := _wait_s(one)) is not None]
    asked = [lanes.get(lane, (0, 0)) for lane in _ASKS]
    return Answered(
        own,
        len(replied),
        sum(held for held, _ in asked),
        sum(met for _, met in asked),
        median(waits) if waits else None,
        len(waits),
        told,
    )


def followed_under(workspace: Workspace, conn: Connection, post: PostRow) -> dict[Came, int]:
    """What came of the answers that were made here and went out to comments of this wave."""
    made = followed(workspace)
    there = reports.under(conn, [one.answer.target for one in made], post.ids)
    return dict(Counter(one.came for one in made if one.answer.target in there))


def outcomes_of(workspace: Workspace, post: PostRow, *, names: bool) -> Outcomes:
    """What came of a wave until some weeks after it, or until now."""
    came = came_of(workspace, post.id)
    with workspace.store.reading() as conn:
        offers = reports.offers(conn, post.ids, came.since, came.until)
        made = _points(workspace, conn, post, [one.key for one in came.feedback], names=names)
    return Outcomes(
        until=came.until,
        connections=len(came.connections),
        took_part=len(came.from_the_wave),
        requests=came.requests,
        followers=came.followers,
        conversations=came.conversations,
        offers=offers,
        leads=_leads([one.lead for one in came.leads]),
        thanked=came.thanked,
        points=made,
    )


def _leads(leads: Sequence[Lead]) -> dict[LeadKind, tuple[int, int]]:
    kinds = [kind for kind in LeadKind if any(one.kind is kind for one in leads)]
    return {
        kind: (
            sum(one.kind is kind for one in leads),
            sum(one.kind is kind and one.stage is Stage.WON for one in leads),
        )
        for kind in kinds
    }


def _points(
    workspace: Workspace, conn: Connection, post: PostRow, keys: Sequence[str], *, names: bool
) -> tuple[Point, ...]:
    held = points(workspace)
    ours = [one for state in PointState for one in held[state] if one.point.key in keys]
    there = reports.under(conn, [key for one in ours for key in one.quotes], post.ids)
    titles = [_title(one) for one in ours]
    plain = titles if names else without_names(conn, post, titles)
    return tuple(
        Point(title, one.point.state, len({one.who[key] for key in one.quotes if key in there}))
        for title, one in zip(plain, ours, strict=True)
    )


def _title(one: Shown) -> str:
    """A point's title; one that may be in hostile words is not told."""
    hostile = [item.lane is Lane.HOSTILE for item in one.quotes.values()]
    return "A point that was made in hostile words" if hostile and all(hostile) else one.point.title


def _wait_s(one: Replied) -> float | None:
    """Seconds until the reply; none where either time is known to the day at best, or they contradict."""
    if one.at_until - one.at >= _WIDEST or one.replied_until - one.replied >= _WIDEST:
        return None
    span = ((one.replied + one.replied_until) - (one.at + one.at_until)) / 2000
    return span if span >= 0 else None


def _by_dimension(traits: Sequence[Trait]) -> dict[str, tuple[Share, ...]]:
    grouped: dict[str, list[Share]] = {}
    for one in traits:
        grouped.setdefault(one.dimension, []).append(Share(one.label, one.share, one.below))
    return {dimension: tuple(shares[:_TOLD]) for dimension, shares in grouped.items()}
