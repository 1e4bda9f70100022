"""Forecasts are kept, made afterwards where a wave came in late, and compared with what came."""

from groundswell.domain.activity import Post
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Metric, Network
from groundswell.services.forecasting import REPLAYED_AGES, refresh_forecasts
from groundswell.services.records import track_record
from groundswell.services.workspace import Workspace
from groundswell.store import forecasts, waves
from groundswell.store.intake import Intake
from tests.services.test_courses import POST, POSTED, remark
from tests.store.build import record


def a_wave(workspace: Workspace, hours: int) -> int:
    """Comments that come ever slower, as known after so many hours."""
    instants = [POSTED + round(HOUR * 0.02 * n**1.5) for n in range(1, 400)]
    facts = [record(remark(n, at)) for n, at in enumerate(instants) if at <= POSTED + hours * HOUR]
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(Post(Network.LINKEDIN, POST, POSTED, "A post")), *facts])
        (post,) = waves.own_posts(conn)
    return post.id


def test_a_wave_that_comes_in_late_is_forecast_afterwards_and_measured(workspace: Workspace) -> None:
    post_id = a_wave(workspace, 200)
    refresh_forecasts(workspace)
    (rows,) = track_record(workspace, post_id).past.values()
    assert {row.outcome.until - POSTED for row in rows} == set(REPLAYED_AGES)
    assert all(row.outcome.replayed for row in rows)
    first = next(row for row in rows if row.outcome.due == POSTED + HOUR + DAY)
    came = sum(0.02 * n**1.5 <= 25 for n in range(1, 400))
    assert abs(first.outcome.came - came) < 1
    assert first.held is (first.outcome.quantiles[0.1] <= first.outcome.came <= first.outcome.quantiles[0.9])


def test_what_was_said_is_settled_when_the_truth_comes_in(workspace: Workspace) -> None:
    post_id = a_wave(workspace, 3)
    refresh_forecasts(workspace)
    with workspace.store.reading() as conn:
        said = forecasts.latest_forecasts(conn, post_id)[Metric.COMMENTS]
    assert track_record(workspace, post_id).account is None or all(
        row.outcome.replayed for row in track_record(workspace, post_id).past.get(Metric.COMMENTS, ())
    )
    a_wave(workspace, 200)
    refresh_forecasts(workspace)
    rows = track_record(workspace, post_id).past[Metric.COMMENTS]
    kept = [row.outcome for row in rows if not row.outcome.replayed]
    assert {one.until for one in kept} == {said["at"]}
    assert {one.due - one.until for one in kept} >= {DAY}


def test_nothing_is_made_twice(workspace: Workspace) -> None:
    post_id = a_wave(workspace, 200)
    refresh_forecasts(workspace)
    before = track_record(workspace, post_id)
    refresh_forecasts(workspace)
    assert track_record(workspace, post_id) == before
