"""Gathers a report: all of it is read here, once; nothing that draws it asks the store again."""

from collections.abc import Callable, Sequence
from itertools import chain

from groundswell.domain.activity import Account
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.report import Report, Wanted, WaveReport
from groundswell.domain.words import Metric, Network
from groundswell.services.report.counting import answered_of, hard_of, outcomes_of, reach_of
from groundswell.services.report.courses import Earlier, courses_of, figures_of, hits_of, phase_of
from groundswell.services.report.quoting import views_of
from groundswell.services.report.unknown import notes_on, unknown_of
from groundswell.services.saying import cut
from groundswell.services.waves.showing import Part, current_post, part_of
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, keeping, reports, waves
from groundswell.store.waves import PostRow

MOST_POSTS = 60
"""Of a longer period the newest are told."""

LONGEST_TITLE, LONGEST_CLIENT = 120, 80
_TEXT = 320
_EARLIER = 500
_SUMMED = (
    Metric.IMPRESSIONS, Metric.REACTIONS, Metric.COMMENTS, Metric.REPOSTS, Metric.SAVES, Metric.SENDS,
    Metric.FOLLOWERS_GAINED, Metric.PROFILE_VIEWERS,
)  # fmt: skip
"""What different posts have apart; people who were reached may be the same ones, so they are not added up."""

Tell = Callable[[int, int], None]
"""Told how many waves were gathered, of how many."""


def gather(workspace: Workspace, wanted: Wanted, tell: Tell = lambda done, of: None) -> Report:
    """The report, whole.

    Raises:
        NotFound: One of the posts does not exist.
        UsageError: No post or too many were chosen, or the title or the client is too long.
    """
    _check(wanted)
    with workspace.store.reading() as conn:
        chosen = {one.id: one for one in (waves.wave_post(conn, post_id) for post_id in wanted.posts)}
        accounts = keeping.accounts(conn)
        every = Earlier(
            waves.own_posts(conn, _EARLIER), {one: waves.latest_totals(conn, one) for one in Metric}
        )
    posts = sorted(chosen.values(), key=lambda post: (post.at or 0, post.id))
    told = []
    for done, post in enumerate(posts):
        tell(done, len(posts))
        told.append(_wave(workspace, wanted, post, every, accounts))
    tell(len(posts), len(posts))
    with workspace.store.reading() as conn:
        hits = hits_of(conn, None)
    totals = _summed(told)
    return Report(
        title=" ".join(wanted.title.split()) or _title(told),
        client=" ".join(wanted.client.split()),
        made=workspace.now(),
        names=wanted.names,
        sections=wanted.sections,
        accent=wanted.accent,
        logo=wanted.logo,
        waves=tuple(told),
        accounts=tuple(dict.fromkeys(one.account for one in told if one.account)),
        totals=totals if len(told) > 1 else {},
        hits_of_account=hits,
        notes=notes_on(told, wanted.names),
    )


def posts_meant(
    workspace: Workspace, named: Sequence[str], since: int | None = None, until: int | None = None
) -> tuple[int, ...]:
    """The ids of posts named by number, key or address, or published in a period; by default the one that is
    stirring most.

    Raises:
        NotFound: There is no such post, or none in that period, or none at all.
    """
    with workspace.store.reading() as conn:
        found = [_meant(conn, one) for one in named]
        if since is not None or until is not None:
            found += reports.posts_by(conn, since, until, MOST_POSTS)
            if not found:
                raise NotFound("no post was published then", mend="Choose a longer period.")
    if not found:
        current = current_post(workspace)
        if current is None:
            raise NotFound("there is no post to report on", mend="Import a wave first, or name a post.")
        found = [current]
    return tuple(dict.fromkeys(found))


def _meant(conn: Connection, named: str) -> int:
    found = int(named) if named.isascii() and named.isdecimal() and len(named) < 19 else None
    if found is None:
        found = reports.post_named(conn, named)
    if found is None or not waves.posts(conn, [found]):
        raise NotFound(
            f"there is no post {cut(named, 80)!r}",
            mend="Give its number, as the page's address has it, or its link.",
        )
    return found


def _check(wanted: Wanted) -> None:
    if not wanted.posts:
        raise UsageError("no post was chosen", mend="Choose one at least.")
    if len(wanted.posts) > MOST_POSTS:
        raise UsageError(f"more than {MOST_POSTS} posts were chosen", mend="Make two reports of it.")
    if len(wanted.title) > LONGEST_TITLE or len(wanted.client) > LONGEST_CLIENT:
        raise UsageError(
            "the title or the client's name is too long",
            mend=f"They may have {LONGEST_TITLE} and {LONGEST_CLIENT} characters.",
        )


def _wave(
    workspace: Workspace, wanted: Wanted, post: PostRow, every: Earlier, accounts: Sequence[Account]
) -> WaveReport:
    older = [one for one in every.posts if one.at is not None and post.at is not None and one.at < post.at]
    before = Earlier(older, every.totals)
    with workspace.store.reading() as conn:
        parts = [part_of(conn, one) for one in waves.posts(conn, post.ids)]
        courses = courses_of(conn, post, before)
        figures = figures_of(_totals(parts), courses, before)
        hits, phase = hits_of(conn, post), phase_of(conn, post)
        reach = reach_of(conn, post, _by_network(parts))
        account = _account_of(post, accounts)
    hard = hard_of(workspace, post)
    views = views_of(workspace, post, names=wanted.names, quotes=wanted.quotes, left_out=wanted.left_out)
    return WaveReport(
        post.id,
        cut(post.text, _TEXT),
        post.url,
        account,
        post.networks or (post.network,),
        post.at,
        max((course.at for course in courses), default=workspace.now()),
        phase,
        figures,
        courses,
        hits,
        reach,
        views,
        hard,
        answered_of(workspace, post),
        outcomes_of(workspace, post, names=wanted.names),
        unknown_of(figures, courses, reach, hard),
    )


def _totals(parts: Sequence[Part]) -> dict[Metric, float]:
    totals: dict[Metric, float] = {}
    for part in parts:
        totals |= {metric: totals.get(metric, 0.0) + value for metric, value in part.totals.items()}
    return totals


def _by_network(parts: Sequence[Part]) -> dict[Network, dict[Metric, float]]:
    found: dict[Network, dict[Metric, float]] = {}
    for part in parts:
        there = found.setdefault(part.post.network, {})
        there |= {metric: there.get(metric, 0.0) + value for metric, value in part.totals.items()}
    return found


def _summed(told: Sequence[WaveReport]) -> dict[Metric, float]:
    figures = list(chain.from_iterable(one.figures for one in told))
    sums = {metric: sum(one.value for one in figures if one.metric is metric) for metric in _SUMMED}
    return {metric: value for metric, value in sums.items() if value}


def _account_of(post: PostRow, accounts: Sequence[Account]) -> str:
    """Whose post it is: the account's name; where there are several, by the post's key or address."""
    there = [one for one in accounts if one.network is post.network]
    if len(there) > 1:
        there = [one for one in there if _is_by(post, one)]
    return there[0].name or there[0].key.rpartition(":")[2] if there else ""


def _is_by(post: PostRow, account: Account) -> bool:
    if f"/{account.key.partition(':')[2]}/" in post.key:
        return True
    return bool(account.url) and post.url.startswith(f"{account.url.rstrip('/')}/")


def _title(told: Sequence[WaveReport]) -> str:
    if len(told) > 1:
        return f"{len(told)} posts, before and after"
    return cut(told[0].text, 70) or "A post and what came of it"
