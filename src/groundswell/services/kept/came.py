"""What came of a wave, or of all of them: connections, conversations, leads, feedback, jobs."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.feedback import Point, PointState
from groundswell.domain.feedback import kept as points_kept
from groundswell.domain.kept import Lead, LeadKind, Stage, kept
from groundswell.domain.when import DAY
from groundswell.domain.words import Kind
from groundswell.services.kept.leads import Shown, shown
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, persons, waves
from groundswell.store import came as rows
from groundswell.store import feedback as quoting
from groundswell.store import kept as stored
from groundswell.store import leads as lead_rows
from groundswell.store.persons import PersonRow

REACH_DAYS = 60
"""For so long after a post what comes is still counted to its wave: as long as the inbox asks for answers."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a wave, as far as it is known; of all of them where `post_id` is none.

    Attributes:
        since, until: Between these instants it came, in epoch milliseconds.
        took_part: How many are known by name who did something under the post.
        requests: How many asked to connect; `followers` how many followed.
        connections: New connections, the newest first; `from_the_wave` are those of them who took part.
        conversations: With how many messages went both ways.
        leads: Those that came from it, or from somebody who took part, or of whom nothing was known before.
        feedback: Points with a quote of it; `acted_on` are those of them that were done.
        thanked: How many of the new people were thanked, by the user's own word.
    """

    post_id: int | None
    since: int
    until: int
    took_part: int
    requests: int
    followers: int
    connections: Sequence[PersonRow]
    from_the_wave: frozenset[int]
    conversations: int
    leads: Sequence[Shown]
    feedback: Sequence[Point]
    thanked: int

    @property
    def won(self) -> Sequence[Shown]:
        """What was agreed for good, but for jobs."""
        return [
            one for one in self.leads if one.lead.stage is Stage.WON and one.lead.kind is not LeadKind.JOB
        ]

    @property
    def jobs(self) -> Sequence[Shown]:
        """Jobs found."""
        return [one for one in self.leads if one.lead.stage is Stage.WON and one.lead.kind is LeadKind.JOB]

    @property
    def acted_on(self) -> Sequence[Point]:
        """Feedback that was acted on."""
        return [one for one in self.feedback if one.state is PointState.DONE]


def came_of(workspace: Workspace, post_id: int | None = None) -> Came:
    """What came of the wave of a post, or of everything. Raises NotFound if there is no such post."""
    now = workspace.now()
    with workspace.store.reading() as conn:
        post = waves.wave_post(conn, post_id) if post_id is not None else None
        posts = [*post.ids] if post else [one for own in waves.own_posts(conn) for one in own.ids]
        since = (post.at or 0) if post else 0
        until = min(now, since + REACH_DAYS * DAY) if post else now
        part = rows.took_part(conn, posts)
        new = rows.connected(conn, since, until)
        decided, points = kept(stored.standing(conn)), points_kept(quoting.standing(conn)).points.values()
        ordered = sorted(new, key=lambda one: (-new[one], one))
        held = list(decided.leads.values())
        leads = _leads(conn, held, posts, part, since) if post else held
        asked = {kind: rows.asked(conn, kind, since, until) for kind in (Kind.INVITATION, Kind.FOLLOW)}
        came = part | {*new} | asked[Kind.INVITATION] | asked[Kind.FOLLOW]
        return Came(
            post.id if post else None,
            since,
            until,
            len(part),
            len(asked[Kind.INVITATION]),
            len(asked[Kind.FOLLOW]),
            persons.people(conn, ordered),
            frozenset(new) & part,
            len(rows.talked(conn, since, until)),
            shown(conn, leads),
            _points(conn, list(points), posts) if post else list(points),
            len(rows.heads(conn, _people(conn, list(decided.thanked))) & came),
        )


def as_json(came: Came) -> dict[str, object]:
    """The counts as plain values."""
    return {
        "took_part": came.took_part,
        "requests": came.requests,
        "followers": came.followers,
        "connections": len(came.connections),
        "connections_from_the_wave": len(came.from_the_wave),
        "conversations": came.conversations,
        "leads": len(came.leads),
        "won": len(came.won),
        "jobs": len(came.jobs),
        "feedback": len(came.feedback),
        "feedback_acted_on": len(came.acted_on),
        "thanked": came.thanked,
    }


def _leads(
    conn: Connection, held: Sequence[Lead], posts: Sequence[int], part: set[int], since: int
) -> list[Lead]:
    under = {*posts}
    origin = lead_rows.origins(conn, [key for one in held for key in one.about])
    came = {one.key: [origin[key] for key in one.about if key in origin] for one in held}
    people = {key: rows.heads(conn, _people(conn, [key])) for key in {one.who for one in held if one.who}}
    later = {one for some in people.values() for one in some}
    strangers = later - rows.known_before(conn, later, since)

    def belongs(one: Lead) -> bool:
        if any(place.post_id in under for place in came[one.key]):
            return True
        elsewhere = any(place.post_id is not None for place in came[one.key])
        who = people.get(one.who, set())
        return not elsewhere and one.kept >= since and bool(who & (part | strangers))

    return [one for one in held if belongs(one)]


def _points(conn: Connection, points: Sequence[Point], posts: Sequence[int]) -> list[Point]:
    under = {*posts}
    origin = lead_rows.origins(conn, [key for one in points for key in one.quotes])
    return [
        one for one in points if any(key in origin and origin[key].post_id in under for key in one.quotes)
    ]


def _people(conn: Connection, keys: Sequence[str]) -> list[int]:
    return [one.id for one in persons.by_key(conn, keys).values()]
