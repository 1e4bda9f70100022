"""Forecasts are kept, made afterwards where a wave came in late, and compared with what came."""

from bisect import bisect_right

import numpy as np

from groundswell.domain.activity import Post
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Metric, Network
from groundswell.services.waves.forecasting import REPLAYED_AGES, refresh_forecasts
from groundswell.services.waves.records import track_record
from groundswell.services.workspace import Workspace
from groundswell.store import forecasts, waves
from groundswell.store.intake import Intake
from tests.services.test_courses import POST, POSTED, remark, total
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


def half_known(workspace: Workspace) -> int:
    """A wave of whose comments every other one's time is known, with two looks at how many there are."""
    post_id = a_wave(workspace, 0)
    instants = [POSTED + round(HOUR * 0.02 * n**1.5) for n in range(1, 400)]
    kept = [one for one in instants if one <= POSTED + 3 * DAY]
    seen = [(n, at) for n, at in enumerate(kept) if n % 2]
    looks = [total(Metric.COMMENTS, bisect_right(kept, at), at) for at in (POSTED + DAY, POSTED + 3 * DAY)]
    gained = [total(Metric.FOLLOWERS_GAINED, 17, POSTED + 3 * DAY)]
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(remark(n, at)) for n, at in seen] + [record(*looks, *gained)])
    return post_id


def test_events_and_totals_are_forecast_together(workspace: Workspace) -> None:
    post_id = half_known(workspace)
    refresh_forecasts(workspace)
    with workspace.store.reading() as conn:
        said = forecasts.latest_forecasts(conn, post_id)
    known = said[Metric.COMMENTS]
    came = sum(0.02 * n**1.5 <= 72 for n in range(1, 400))
    assert (known["basis"], known["observed"], known["points"][-1][1]) == ("both", came, came)
    assert min(known["final"].values()) >= came
    # Drawn is the joint curve: half a day was never looked at, but the known half of its comments tell.
    instants, totals = zip(*known["points"], strict=True)
    half_day = np.interp(POSTED + 12 * HOUR, instants, totals)
    assert abs(half_day - sum(0.02 * n**1.5 <= 12 for n in range(1, 400))) < 5
    assert said[Metric.FOLLOWERS_GAINED]["observed"] == 17


def test_a_wave_known_by_half_is_forecast_afterwards_too(workspace: Workspace) -> None:
    post_id = half_known(workspace)
    refresh_forecasts(workspace)
    rows = track_record(workspace, post_id).past[Metric.COMMENTS]
    assert {row.outcome.until - POSTED for row in rows} == set(REPLAYED_AGES)
    first = next(row for row in rows if row.outcome.due == POSTED + HOUR + DAY)
    assert abs(first.outcome.came - sum(0.02 * n**1.5 <= 25 for n in range(1, 400))) < 5


def test_an_answer_that_claims_to_be_older_than_its_post_is_no_course_yet(workspace: Workspace) -> None:
    with workspace.store.writing() as conn:
        early = [record(remark(n, POSTED - n * HOUR)) for n in range(3)]
        Intake().write(conn, [record(Post(Network.LINKEDIN, POST, POSTED, "A post")), *early])
    assert refresh_forecasts(workspace) == 0
