"""A metric's course comes from what is known best."""

from groundswell.domain.activity import Count, Interaction, Person, Post
from groundswell.domain.keys import comment_fingerprint
from groundswell.domain.when import DAY, HOUR, When
from groundswell.domain.words import Direction, Kind, Metric, Network
from groundswell.services.waves.courses import Course, course
from groundswell.services.workspace import Workspace
from groundswell.store import waves
from groundswell.store.intake import Intake
from tests.store.build import record

POSTED = 1_794_009_600_000
POST = f"linkedin:activity:{POSTED << 22}"


def told(workspace: Workspace, *facts: object, metric: Metric) -> Course | None:
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(Post(Network.LINKEDIN, POST, POSTED, "A post")), *map(record, facts)])
        (post,) = waves.own_posts(conn)
        return course(conn, post, metric)


def total(metric: Metric, value: float, at: int) -> Count:
    return Count(Network.LINKEDIN, metric, value, at, post=POST)


def daily(metric: Metric, day: int, value: float) -> Count:
    start = POSTED + day * DAY
    return Count(Network.LINKEDIN, metric, value, start + DAY, start)


def remark(n: int, at: int) -> Interaction:
    who = Person(Network.LINKEDIN, f"linkedin:in/p{n}", f"P {n}")
    mark = comment_fingerprint(POST, who.key, "Hi")
    when = When.exactly(at)
    return Interaction(
        f"linkedin:comment:1:{n}",
        Network.LINKEDIN,
        Kind.COMMENT,
        Direction.IN,
        when,
        who,
        POST,
        "Hi",
        fingerprint=mark,
        has_id=True,
    )


def test_nothing_is_known_of_a_quiet_post(workspace: Workspace) -> None:
    assert told(workspace, metric=Metric.COMMENTS) is None


def test_events_are_taken_as_they_came(workspace: Workspace) -> None:
    times = [POSTED + HOUR, POSTED + 2 * HOUR, POSTED + 5 * HOUR]
    known = told(workspace, *(remark(n, at) for n, at in enumerate(times)), metric=Metric.COMMENTS)
    assert known is not None
    assert (known.basis, list(known.events), known.points[-1]) == ("events", times, (times[-1], 3.0))


def test_a_later_look_says_that_nothing_more_came(workspace: Workspace) -> None:
    seen = total(Metric.IMPRESSIONS, 50, POSTED + DAY)
    known = told(workspace, remark(1, POSTED + HOUR), seen, metric=Metric.COMMENTS)
    assert known is not None
    assert known.at == POSTED + DAY


def test_totals_alone_are_points(workspace: Workspace) -> None:
    facts = [total(Metric.REACTIONS, 10, POSTED + HOUR), total(Metric.REACTIONS, 40, POSTED + DAY)]
    known = told(workspace, *facts, metric=Metric.REACTIONS)
    assert known is not None
    assert known.basis == "totals"
    assert known.points == ((POSTED, 0.0), (POSTED + HOUR, 10.0), (POSTED + DAY, 40.0))


def test_daily_numbers_of_the_account_shape_the_total(workspace: Workspace) -> None:
    usual = [daily(Metric.ENGAGEMENTS, day, 20) for day in range(-20, 0)]
    wave = [daily(Metric.ENGAGEMENTS, day, 20 + extra) for day, extra in enumerate((600, 300, 100))]
    whole = Count(Network.LINKEDIN, Metric.ENGAGEMENTS, 9_999, POSTED + 3 * DAY, POSTED - 300 * DAY)
    last = total(Metric.REACTIONS, 500, POSTED + 3 * DAY)
    known = told(workspace, *usual, *wave, whole, last, metric=Metric.REACTIONS)
    assert known is not None
    assert known.basis == "daily"
    assert [round(value) for _, value in known.points] == [0, 300, 450, 500]


def test_a_busy_account_does_not_shape_a_quiet_post(workspace: Workspace) -> None:
    busy = [daily(Metric.ENGAGEMENTS, day, 500) for day in range(-20, 3)]
    known = told(workspace, *busy, total(Metric.REACTIONS, 30, POSTED + 3 * DAY), metric=Metric.REACTIONS)
    assert known is not None
    assert known.basis == "totals"


def test_another_post_that_took_off_does_not_shape_an_earlier_one(workspace: Workspace) -> None:
    usual = [daily(Metric.ENGAGEMENTS, day, 20) for day in range(-20, 200)]
    other = [daily(Metric.ENGAGEMENTS, day, 9_000) for day in range(200, 204)]
    known = told(
        workspace, *usual, *other, total(Metric.REACTIONS, 101, POSTED + 204 * DAY), metric=Metric.REACTIONS
    )
    assert known is not None
    assert known.basis == "totals"


def test_events_and_totals_are_joined(workspace: Workspace) -> None:
    times = [POSTED + n * HOUR // 10 for n in range(1, 61)]
    seen = [total(Metric.COMMENTS, 40, POSTED + 2 * HOUR), total(Metric.COMMENTS, 120, POSTED + DAY)]
    known = told(workspace, *(remark(n, at) for n, at in enumerate(times)), *seen, metric=Metric.COMMENTS)
    assert known is not None
    assert (known.basis, list(known.events), known.known) == ("both", times, 0.5)
    assert known.looks == ((POSTED + 2 * HOUR, 40.0), (POSTED + DAY, 120.0))
    assert known.points[-1] == (POSTED + DAY, 120.0)
    assert (POSTED + 2 * HOUR, 40.0) in known.points
    # The known ones came within six hours, so most of the others did too.
    assert max(value for at, value in known.points if at <= POSTED + 7 * HOUR) > 100


def test_totals_that_tell_no_more_than_the_events_do_not_matter(workspace: Workspace) -> None:
    times = [POSTED + n * HOUR for n in range(1, 5)]
    seen = [total(Metric.COMMENTS, 2, POSTED + 2 * HOUR), total(Metric.COMMENTS, 3, POSTED + DAY)]
    known = told(workspace, *(remark(n, at) for n, at in enumerate(times)), *seen, metric=Metric.COMMENTS)
    assert known is not None
    assert (known.basis, known.at, known.known) == ("events", POSTED + DAY, 1.0)


def test_few_known_events_leave_the_shape_to_the_daily_numbers(workspace: Workspace) -> None:
    usual = [daily(Metric.ENGAGEMENTS, day, 20) for day in range(-20, 0)]
    wave = [daily(Metric.ENGAGEMENTS, day, 20 + extra) for day, extra in enumerate((600, 300, 100))]
    last = total(Metric.COMMENTS, 500, POSTED + 3 * DAY)
    facts = [*usual, *wave, last, *(remark(n, POSTED + n * HOUR) for n in range(1, 4))]
    known = told(workspace, *facts, metric=Metric.COMMENTS)
    assert known is not None
    assert known.basis == "both"
    assert [round(value) for _, value in known.looks] == [300, 450, 500]


def test_followers_gained_have_a_course_by_the_days_of_the_account(workspace: Workspace) -> None:
    usual = [daily(Metric.FOLLOWERS_GAINED, day, 2) for day in range(-20, 0)]
    wave = [daily(Metric.FOLLOWERS_GAINED, day, 2 + extra) for day, extra in enumerate((60, 30, 10))]
    facts = [*usual, *wave, total(Metric.FOLLOWERS_GAINED, 100, POSTED + 3 * DAY)]
    known = told(workspace, *facts, metric=Metric.FOLLOWERS_GAINED)
    assert known is not None
    assert (known.basis, [round(value) for _, value in known.points]) == ("daily", [0, 60, 90, 100])
