"""A post that leaves what is usual for the account is said to take off; the usual ones are not."""

from groundswell.domain.activity import Count, Post
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Metric, Network
from groundswell.services.today import today
from groundswell.services.waves.forecasting import refresh_forecasts
from groundswell.services.waves.showing import usual_bands, wave_of
from groundswell.services.workspace import Workspace
from groundswell.store import waves
from groundswell.store.intake import Intake
from tests.services.test_courses import POST, POSTED, total
from tests.store.build import record

USUAL = (14, 22, 9, 31, 18, 12, 25, 17, 20, 11)


def posts(workspace: Workspace, newest: int) -> int:
    """Ten posts of the weeks before with what is usual, and one with so many comments after an hour."""
    facts = []
    for n, comments in enumerate(USUAL, 1):
        key, at = f"urn:li:activity:{n}", POSTED - 7 * n * DAY
        facts += [record(Post(Network.LINKEDIN, key, at, "Earlier"))]
        facts += [record(Count(Network.LINKEDIN, Metric.COMMENTS, comments, at + 6 * DAY, post=key))]
    looks = [total(Metric.COMMENTS, newest * k // 3, POSTED + k * HOUR // 3) for k in (1, 2, 3)]
    with workspace.store.writing() as conn:
        Intake().write(conn, [*facts, record(Post(Network.LINKEDIN, POST, POSTED, "Now"), *looks)])
        newest_post = waves.own_posts(conn)[0]
    refresh_forecasts(workspace)
    return newest_post.id


def test_far_above_the_usual_is_taking_off(workspace: Workspace) -> None:
    post_id = posts(workspace, 400)
    seen = wave_of(workspace, post_id)
    held = seen.curves[Metric.COMMENTS].takeoff
    assert held is not None
    assert held["said"]
    assert held["chance"] > 0.9
    assert held["edge"] > max(USUAL)
    assert seen.takes_off


def test_what_was_said_holds_at_the_next_look(workspace: Workspace) -> None:
    post_id = posts(workspace, 400)
    later = total(Metric.COMMENTS, 460, POSTED + 2 * HOUR)
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(later)])
    refresh_forecasts(workspace)
    held = wave_of(workspace, post_id).curves[Metric.COMMENTS].takeoff
    assert held is not None
    assert held["said"]
    assert held["first"] == HOUR / 1000


def test_what_is_usual_is_known_before_a_post(workspace: Workspace) -> None:
    posts(workspace, 20)
    usual = usual_bands(workspace)[Metric.COMMENTS]
    assert usual.posts == len(USUAL) + 1
    assert usual.low < min(USUAL) < max(USUAL) < usual.high


def test_the_usual_is_not(workspace: Workspace) -> None:
    post_id = posts(workspace, 6)
    seen = wave_of(workspace, post_id)
    held = seen.curves[Metric.COMMENTS].takeoff
    assert held is not None
    assert not held["said"]
    assert "taking off" not in today(workspace).headline
