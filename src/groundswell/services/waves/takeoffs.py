"""Whether a post is taking off, said so seldom in vain that it can be believed."""

from collections.abc import Mapping, Sequence

from groundswell import wave
from groundswell.domain.forecast import Forecast
from groundswell.domain.when import DAY
from groundswell.domain.words import Metric
from groundswell.store import Connection, forecasts
from groundswell.store.forecasts import TakeoffBody
from groundswell.store.waves import PostRow

_SEASON = 90 * DAY
_MONTH = 30 * DAY
_ENDED = 7 * DAY


def look_at(
    conn: Connection,
    post: PostRow,
    metric: Metric,
    at: int,
    said: Forecast,
    totals: Mapping[int, float],
    posts: Sequence[PostRow],
) -> TakeoffBody | None:
    """What is held of a post after a forecast of it; none while nothing is usual for the account yet.

    Args:
        at: Epoch milliseconds up to which the forecast knew the post.
        said: The forecast.
        totals: The newest total of every post of the account, by its id.
        posts: The account's posts.
    """
    usual = wave.usual_for([value for post_id, value in totals.items() if post_id != post.id])
    if usual is None:
        return None
    edge = wave.edge_of(usual)
    ended = {one.id for one in posts if one.at is not None and one.at + _ENDED <= at}
    highest = forecasts.highest_chances(conn, metric)
    ordinary = [
        chance
        for post_id, chance in highest.items()
        if post_id != post.id and post_id in ended and totals.get(post_id, 0.0) <= edge
    ]
    threshold = wave.threshold_for(ordinary, posts_per_month=_posts_a_month(post, posts))
    before = forecasts.takeoff_before(conn, post.id, metric, at, post.parts_key)
    held = wave.taking_off(said, edge, threshold, _as_held(before) if before else None)
    return TakeoffBody(
        chance=held.chance,
        highest=held.highest,
        first=held.first,
        said=held.said,
        ebbing=held.ebb.said,
        against=held.ebb.against,
        edge=edge,
    )


def _as_held(body: TakeoffBody) -> wave.Takeoff:
    ebb = wave.Ebb(body["ebbing"], body["against"])
    return wave.Takeoff(body["chance"], body["highest"], body["first"], body["said"], ebb)


def _posts_a_month(post: PostRow, posts: Sequence[PostRow]) -> float:
    until = post.at or 0
    lately = sum(1 for one in posts if one.at is not None and until - _SEASON < one.at <= until)
    return max(lately, 1) * _MONTH / _SEASON
