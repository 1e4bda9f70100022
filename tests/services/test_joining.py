"""One text on two networks is one wave: recognised, forecast together, and shown apart by the user's word."""

import pytest

from groundswell.domain.activity import Count, Interaction, Person, Post
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.when import DAY, HOUR, When
from groundswell.domain.words import Direction, Kind, Lane, Metric, Network, Phase, Tone
from groundswell.services import today
from groundswell.services.inbox import paging as inbox
from groundswell.services.reading.backlog import Backlog
from groundswell.services.waves import showing as services
from groundswell.services.waves.forecasting import refresh_forecasts
from groundswell.services.waves.joining import join_waves, likely, show_apart, show_together, take_back
from groundswell.services.waves.records import track_record
from groundswell.services.workspace import Workspace
from groundswell.store import crowds, forecasts, keeping, placing, readings, waves
from groundswell.store.inbox import Wanted
from groundswell.store.intake import Intake
from groundswell.store.wave_parts import Written
from tests.store.build import reading, record

POSTED = 1_794_009_600_000
WORDS = "Our choir sang in the waiting room of the clinic yesterday, and nobody clapped, and it was right so."
HERE = {Network.LINKEDIN: POSTED + HOUR, Network.BLUESKY: POSTED}


def post(network: Network, at: int, text: str = WORDS, n: int = 0) -> Post:
    return Post(network, f"{network}:post:{n}", at, text, f"https://{network}.example/{n}")


def answer(network: Network, n: int, at: int, kind: Kind = Kind.COMMENT, of: int = 0) -> Interaction:
    who = Person(network, f"{network}:p{n}", f"Person {n}", f"https://{network}.example/p{n}")
    return Interaction(
        f"{network}:{kind}:{of}:{n}", network, kind, Direction.IN, When.exactly(at), who,
        f"{network}:post:{of}", f"A rare hour. Kept {n}.",
    )  # fmt: skip


def instants(network: Network) -> list[int]:
    step = 0.02 if network is Network.LINKEDIN else 0.05
    return [HERE[network] + round(HOUR * step * n**1.5) for n in range(1, 130)]


def take_in(workspace: Workspace, *facts: object) -> None:
    """Takes facts in, reads all of it as questions, and joins what says the same."""
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(fact) for fact in facts])
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM interaction WHERE kind = 'comment'")]
        readings.keep(conn, [reading(one, Lane.QUESTION) for one in ids])
        placing.place(conn, ids, workspace.now())
    join_waves(workspace)


def two(workspace: Workspace) -> tuple[int, int]:
    """The text on LinkedIn and, an hour before, on Bluesky; gives the posts' ids."""
    said = [answer(network, n, at) for network in HERE for n, at in enumerate(instants(network))]
    looks = [
        Count(network, Metric.IMPRESSIONS, 100.0 * n, POSTED + n * DAY, post=f"{network}:post:0")
        for network in HERE
        for n in (1, 2)
    ]
    take_in(workspace, *(post(network, at) for network, at in HERE.items()), *said, *looks)
    with workspace.store.reading() as conn:
        ids = {one.network: one.id for one in waves.published(conn, 0, POSTED * 2)}
    return ids[Network.LINKEDIN], ids[Network.BLUESKY]


def test_one_text_on_two_networks_is_one_wave_that_begins_with_the_first_post(workspace: Workspace) -> None:
    linkedin, bluesky = two(workspace)
    (only,) = services.own_posts(workspace)
    assert (only.id, set(only.parts), only.where) == (bluesky, {linkedin, bluesky}, "Bluesky and LinkedIn")
    assert services.current_post(workspace) == bluesky
    wave = services.wave_of(workspace, linkedin)
    assert wave.post == only
    assert [part.post.id for part in wave.parts] == [bluesky, linkedin]
    assert wave.totals[Metric.IMPRESSIONS] == 400
    assert wave.lanes[Lane.QUESTION] == 258
    assert wave.tones == {Tone.SUPPORTIVE: 258}


def test_it_is_forecast_together_and_each_part_can_still_be_seen(workspace: Workspace) -> None:
    linkedin, bluesky = two(workspace)
    refresh_forecasts(workspace)
    curve = services.wave_of(workspace, linkedin).curves[Metric.COMMENTS]
    assert (curve.basis, curve.observed, curve.points[0]) == ("events", 258, (POSTED, 0))
    ends = {post_id: points[-1][1] for post_id, points in curve.parts.items()}
    assert ends == {linkedin: 129, bluesky: 129}
    assert curve.final[0.5] >= 258
    counted = services.wave_of(workspace, linkedin).curves[Metric.IMPRESSIONS]
    assert (counted.basis, counted.observed) == ("totals", 400)
    with workspace.store.reading() as conn:
        assert forecasts.latest_forecasts(conn, linkedin) == {}
    rows = track_record(workspace, linkedin).past[Metric.COMMENTS]
    assert {row.outcome.parts for row in rows} == {f"{min(linkedin, bluesky)},{max(linkedin, bluesky)}"}
    # Nothing is made twice, and what came is what came on both.
    before = track_record(workspace, linkedin)
    refresh_forecasts(workspace)
    assert track_record(workspace, linkedin) == before
    after_a_day = sum(at <= POSTED + HOUR + DAY for network in HERE for at in instants(network))
    first = next(row for row in rows if row.outcome.due == POSTED + HOUR + DAY)
    assert abs(first.outcome.came - after_a_day) < 2


def test_events_here_and_counts_there_are_added_up(workspace: Workspace) -> None:
    bluesky = [answer(Network.BLUESKY, n, at) for n, at in enumerate(instants(Network.BLUESKY))]
    there = "linkedin:post:0"
    looks = [
        Count(Network.LINKEDIN, Metric.COMMENTS, v, POSTED + n * DAY, post=there)
        for n, v in ((1, 40.0), (2, 60.0))
    ]
    take_in(workspace, *(post(network, at) for network, at in HERE.items()), *bluesky, *looks)
    refresh_forecasts(workspace)
    (only,) = services.own_posts(workspace)
    curve = services.wave_of(workspace, only.id).curves[Metric.COMMENTS]
    assert (curve.basis, curve.observed) == ("both", 189)
    values = [value for _, value in curve.points]
    assert values == sorted(values)
    until_day_one = sum(at <= POSTED + DAY for at in instants(Network.BLUESKY))
    assert max(value for at, value in curve.points if at <= POSTED + DAY) == pytest.approx(
        until_day_one + 40, abs=1.5
    )


def test_the_inbox_and_today_speak_of_one_wave(workspace: Workspace) -> None:
    linkedin, bluesky = two(workspace)
    refresh_forecasts(workspace)
    for chosen in (linkedin, bluesky):
        listed = inbox.listing(workspace, Wanted((Lane.QUESTION,), post_id=chosen))
        assert listed.counts[Lane.QUESTION] == 258
        only_one = Wanted((Lane.QUESTION,), post_id=chosen, network=Network.BLUESKY)
        assert inbox.counts(workspace, only_one)[Lane.QUESTION] == 129
    seen, after = [], None
    while True:
        listed = inbox.listing(workspace, Wanted((Lane.QUESTION,), post_id=linkedin), after)
        seen += [(item.id, item.network) for item in listed.items]
        if (after := listed.after) is None:
            break
    assert len(seen) == len(set(seen)) == 258
    assert {network for _, network in seen} == {Network.LINKEDIN, Network.BLUESKY}
    wave = today.today(workspace).wave
    assert wave is not None
    assert (wave.post.where, wave.phase is not Phase.QUIET) == ("Bluesky and LinkedIn", True)
    assert [one.where for one in inbox.filters(workspace, "open", Lane.QUESTION).posts] == [
        "Bluesky and LinkedIn"
    ]


def test_shown_apart_and_together_again_by_the_users_word(workspace: Workspace) -> None:
    linkedin, bluesky = two(workspace)
    refresh_forecasts(workspace)
    joint = services.wave_of(workspace, linkedin).curves
    made = show_apart(workspace, linkedin)
    assert [one.id for one in services.own_posts(workspace)] == [linkedin, bluesky]
    alone = services.wave_of(workspace, linkedin)
    assert (alone.curves, alone.lanes[Lane.QUESTION], alone.post.where) == ({}, 129, "LinkedIn")
    (other,) = alone.separated
    assert (other.post.id, list(other.pairings)) == (bluesky, made)
    refresh_forecasts(workspace)
    assert services.wave_of(workspace, linkedin).curves[Metric.COMMENTS].observed == 129
    assert services.wave_of(workspace, bluesky).curves[Metric.COMMENTS].observed == 129
    # It stays so when files come again and everything is worked out anew.
    two(workspace)
    assert len(services.own_posts(workspace)) == 2
    take_back(workspace, made)
    refresh_forecasts(workspace)
    assert services.wave_of(workspace, bluesky).curves == joint
    with pytest.raises(NotFound):
        take_back(workspace, made)


def test_posts_that_are_not_recognised_are_one_if_the_user_says_so(workspace: Workspace) -> None:
    take_in(
        workspace,
        post(Network.LINKEDIN, POSTED, "A kind letter"),
        post(Network.MASTODON, POSTED + DAY, "Ein Brief"),
    )
    newer, older = services.own_posts(workspace)
    (near,) = services.wave_of(workspace, older.id).nearby
    assert near.id == newer.id
    made = show_together(workspace, older.id, newer.id)
    (whole,) = services.own_posts(workspace)
    assert (whole.id, whole.where) == (older.id, "LinkedIn and Mastodon")
    with pytest.raises(UsageError, match="already"):
        show_together(workspace, newer.id, older.id)
    take_back(workspace, made)
    assert len(services.own_posts(workspace)) == 2
    with pytest.raises(UsageError, match="already"):
        show_apart(workspace, older.id)


def test_three_networks_and_one_taken_out(workspace: Workspace) -> None:
    take_in(workspace, *(post(n, POSTED) for n in (Network.LINKEDIN, Network.BLUESKY, Network.MASTODON)))
    (whole,) = services.own_posts(workspace)
    assert whole.where == "LinkedIn, Bluesky and Mastodon"
    made = show_apart(workspace, whole.parts[1])
    assert {one.where for one in services.own_posts(workspace)} == {"LinkedIn and Mastodon", "Bluesky"}
    (other,) = services.wave_of(workspace, whole.parts[0]).separated
    assert sorted(other.pairings) == made
    take_back(workspace, other.pairings)
    assert services.own_posts(workspace) == [whole]


def test_only_other_networks_and_near_times_count() -> None:
    def likeliest(*posts: tuple[Network, int]) -> int:
        return len(likely([Written(n, f"k{n}", network, at, WORDS) for n, (network, at) in enumerate(posts)]))

    assert likeliest((Network.LINKEDIN, 0), (Network.BLUESKY, 3 * DAY)) == 1
    assert likeliest((Network.LINKEDIN, 0), (Network.BLUESKY, 3 * DAY + 1)) == 0
    assert likeliest((Network.LINKEDIN, 0), (Network.LINKEDIN, HOUR)) == 0


def test_what_is_heard_is_of_all_posts_and_apart_again_of_each(workspace: Workspace) -> None:
    linkedin, bluesky = two(workspace)
    refresh_forecasts(workspace)
    assert services.wave_of(workspace, linkedin).mood is not None
    with workspace.store.reading() as conn:
        assert len(crowds.said_under(conn, [linkedin, bluesky])) == 258
    made = show_apart(workspace, bluesky)
    take_back(workspace, made)
    assert services.wave_of(workspace, linkedin).heard == services.wave_of(workspace, bluesky).heard


def test_posts_that_come_one_by_one_are_joined_as_if_they_came_together(workspace: Workspace) -> None:
    networks = (Network.LINKEDIN, Network.BLUESKY, Network.MASTODON)
    texts = [f"{WORDS} It was day {('one', 'two')[n]} of our week in the clinic." for n in range(2)]
    posts = [
        post(network, POSTED + n * 5 * DAY, text, n) for n, text in enumerate(texts) for network in networks
    ]
    for one in posts:
        take_in(workspace, one)
    step_by_step = services.own_posts(workspace)
    assert [len(one.parts) for one in step_by_step] == [3, 3]
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, "posts_compared", None)
    assert join_waves(workspace)
    assert services.own_posts(workspace) == step_by_step
    # A post whose text comes later is compared then.
    late = Network.OTHER
    take_in(workspace, post(late, POSTED, ""))
    assert sorted(len(one.ids) for one in services.own_posts(workspace)) == [1, 3, 3]
    take_in(workspace, post(late, POSTED, texts[0]))
    assert sorted(len(one.ids) for one in services.own_posts(workspace)) == [3, 4]


def test_whoever_follows_a_network_sees_them_joined_as_they_come(workspace: Workspace) -> None:
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(post(network, at)) for network, at in HERE.items()])
    backlog = Backlog(workspace)
    while backlog.step() is not None:
        pass
    assert [one.where for one in services.own_posts(workspace)] == ["Bluesky and LinkedIn"]
