"""People are one by the user's word: on every page, in the search and in what is written out; and undone."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.activity import Interaction, Person, Post
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.pairing import Says
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Direction, Kind, Lane, Network
from groundswell.services.files.exporting import export_lines
from groundswell.services.inbox import paging as inbox
from groundswell.services.people import same as same_people
from groundswell.services.people.person import person_view
from groundswell.services.people.same import compare_people, decide, suggested, take_back
from groundswell.services.waves.joining import join_waves
from groundswell.services.workspace import Workspace
from groundswell.store import crowds, groups, keeping, placing, readings
from groundswell.store.inbox import Wanted
from groundswell.store.intake import Intake
from tests.store.build import message, reading, record, somebody

ANA = somebody("Ana Ruiz", "Rail planner at Fernweh Rail")
KESTREL = Person(
    Network.BLUESKY, "bluesky:did:plc:kestrel", "kestrel", "https://bsky.app/profile/kestrel.example",
    "Trains and birds. linkedin.com/in/ana-ruiz",
)  # fmt: skip
TOOT = Person(
    Network.MASTODON, "mastodon:fedi.example/@ana", "Ana Ruiz", "https://fedi.example/@ana",
    "Planner at Fernweh Rail",
)  # fmt: skip


def said(n: int, who: Person, text: str) -> Interaction:
    when = When.exactly(1_795_000_000_000 + n)
    return Interaction(f"{who.key}:{n}", who.network, Kind.MENTION, Direction.IN, when, who, text=text)


def fill(workspace: Workspace, people: Sequence[Person] = (ANA, KESTREL, TOOT)) -> list[int]:
    """Everybody says one thing; gives the people's ids."""
    facts = [said(n, one, f"Good morning from {one.network}") for n, one in enumerate(people)]
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(*facts)])
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM interaction ORDER BY id")]
        readings.keep(conn, [reading(one, Lane.QUESTION) for one in ids])
        placing.place(conn, ids, workspace.now())
        return [row[0] for row in conn.exec_driver_sql("SELECT id FROM person ORDER BY id")]


def pairs(workspace: Workspace) -> set[tuple[str, str]]:
    return {(one.one.network.value, one.other.network.value) for one in suggested(workspace)}


def test_suggested_and_merged_by_the_users_word_only(workspace: Workspace) -> None:
    ana, kestrel, _ = fill(workspace)
    assert compare_people(workspace)
    assert pairs(workspace) == {("linkedin", "bluesky"), ("linkedin", "mastodon")}
    assert len(person_view(workspace, ana).everywhere) == 1
    decide(workspace, ana, kestrel, Says.SAME)
    assert pairs(workspace) == {("linkedin", "mastodon")}
    (left,) = person_view(workspace, kestrel).perhaps
    assert (left.one.id, left.reasons) == (ana, ("The same name and the same company, fernweh rail.",))


def test_one_person_on_every_page(workspace: Workspace) -> None:
    ana, kestrel, toot = fill(workspace)
    decide(workspace, kestrel, ana, Says.SAME)
    decide(workspace, toot, kestrel, Says.SAME)
    for person_id in (ana, kestrel, toot):
        view = person_view(workspace, person_id)
        assert view.person.name == "Ana Ruiz"
        assert [one.network for one in view.everywhere] == ["linkedin", "bluesky", "mastodon"]
        assert sum(view.counts.values()) == len(view.passed) == 3
    assert {one.id for one in inbox.find(workspace, "kestrel").people} == {ana}
    assert {row.name for row in inbox.find(workspace, "morning").names.values()} == {"Ana Ruiz"}
    listed = inbox.listing(workspace, Wanted(person_id=toot))
    assert [item.person_name for item in listed.items] == ["Ana Ruiz"] * 3
    assert listed.counts[Lane.QUESTION] == 3
    assert inbox.whole(workspace, listed.items[0].id).passed_before == 2
    (row,) = map(json.loads, export_lines(workspace, "people", "jsonl"))
    assert row["name"] == "Ana Ruiz"
    assert "kestrel (bluesky) https://bsky.app/profile/kestrel.example" in row["also_known_as"]
    rows = [json.loads(line) for line in export_lines(workspace, "interactions", "jsonl")]
    assert [one["person"] for one in rows] == ["Ana Ruiz"] * 3
    assert [one["network"] for one in rows] == ["linkedin", "bluesky", "mastodon"]
    assert [json.loads(one)["says"] for one in export_lines(workspace, "pairings", "jsonl")] == ["same"] * 2


def test_taken_back_everything_is_as_before(workspace: Workspace) -> None:
    ana, kestrel, _ = fill(workspace)
    compare_people(workspace)
    tables = ("people", "interactions")
    before = [list(export_lines(workspace, what, "jsonl")) for what in tables]
    asked = suggested(workspace)
    made = decide(workspace, ana, kestrel, Says.SAME)
    assert [list(export_lines(workspace, what, "jsonl")) for what in tables] != before
    take_back(workspace, made)
    assert [list(export_lines(workspace, what, "jsonl")) for what in tables] == before
    assert suggested(workspace) == asked
    with pytest.raises(NotFound, match="taken back already"):
        take_back(workspace, made)


def test_told_apart_and_put_off_are_not_asked_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, kestrel, toot = fill(workspace)
    compare_people(workspace)
    decide(workspace, ana, kestrel, Says.APART)
    decide(workspace, toot, ana, Says.LATER)
    assert suggested(workspace) == []
    monkeypatch.setattr(same_people, "LATER", -DAY)
    assert pairs(workspace) == {("linkedin", "mastodon")}
    # Told apart holds for whoever is the same as they are.
    decide(workspace, ana, toot, Says.SAME)
    assert suggested(workspace) == []
    with pytest.raises(UsageError, match="not the same person"):
        decide(workspace, toot, kestrel, Says.SAME)
    assert len(person_view(workspace, toot).everywhere) == 2


def test_a_merge_outlives_the_files_coming_again_and_what_is_derived_being_dropped(
    workspace: Workspace,
) -> None:
    ana, kestrel, _ = fill(workspace)
    decide(workspace, ana, kestrel, Says.SAME)
    fill(workspace)
    with workspace.store.writing() as conn:
        keeping.forget_derived(conn)
        groups.regroup_people(conn)
    assert len(person_view(workspace, kestrel).everywhere) == 2
    with workspace.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM person WHERE network = 'bluesky'")
    fill(workspace)
    compare_people(workspace, always=True)
    assert [one.network for one in person_view(workspace, ana).everywhere] == ["linkedin", "bluesky"]


def test_the_same_name_under_one_text_on_two_networks(workspace: Workspace) -> None:
    words = "Our choir sang in the waiting room of the clinic yesterday, and nobody clapped."
    name = "Ivo Marek"
    facts: list[object] = []
    for network, link in (
        (Network.LINKEDIN, "https://www.linkedin.com/in/im"),
        (Network.BLUESKY, "https://b.example/x"),
    ):
        who = Person(network, f"{network}:ivo", name, link)
        when = When.exactly(1_795_000_000_000)
        facts.append(Post(network, f"{network}:post", 1_795_000_000_000, words))
        facts.append(
            Interaction(
                f"{network}:a", network, Kind.COMMENT, Direction.IN, when, who, f"{network}:post", "Yes."
            )
        )
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(*facts)])
    compare_people(workspace)
    assert suggested(workspace) == []
    join_waves(workspace)
    assert compare_people(workspace, always=True)
    (found,) = suggested(workspace)
    assert found.reasons == (f"The same name, and both answered your post “{words}”.",)


def test_nothing_is_compared_twice_or_too_soon(workspace: Workspace) -> None:
    fill(workspace, [ANA, KESTREL])
    assert compare_people(workspace)
    assert not compare_people(workspace)
    fill(workspace)
    assert not compare_people(workspace)
    assert compare_people(workspace, always=True)
    assert pairs(workspace) == {("linkedin", "bluesky"), ("linkedin", "mastodon")}


def test_a_clock_that_was_ahead_does_not_keep_people_from_being_compared(workspace: Workspace) -> None:
    fill(workspace, [ANA, KESTREL])
    assert compare_people(replace(workspace, now=lambda: workspace.now() + 300 * DAY))
    fill(workspace)
    assert compare_people(workspace)
    assert pairs(workspace) == {("linkedin", "bluesky"), ("linkedin", "mastodon")}


def test_who_is_not_known_cannot_be_merged(workspace: Workspace) -> None:
    ana, *_ = fill(workspace)
    with pytest.raises(NotFound):
        decide(workspace, ana, 99, Says.SAME)
    with pytest.raises(UsageError, match="already"):
        decide(workspace, ana, ana, Says.SAME)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("same"), st.integers(0, 5), st.integers(0, 5)),
        st.tuples(st.just("undo"), st.integers(0, 20), st.just(0)),
    ),
    max_size=14,
)


@pytest.mark.slow
@settings(max_examples=40)
@given(steps)
def test_any_merges_and_undos_lead_to_what_the_standing_decisions_say(
    tmp_path_factory: pytest.TempPathFactory, taken: list[tuple[str, int, int]]
) -> None:
    from groundswell.services.settings import Settings
    from groundswell.store import open_store

    home = tmp_path_factory.mktemp("home")
    workspace = Workspace(home, open_store(home), Settings(), lambda: 1_796_000_000_000)
    with workspace.store.writing() as conn:
        Intake().write(
            conn, [record(message(f"m{n}", "Hello", who=somebody(f"Person {n}"))) for n in range(6)]
        )
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM person ORDER BY id")]
    standing: dict[int, tuple[int, int]] = {}
    for what, one, other in taken:
        if what == "undo":
            if standing:
                chosen = sorted(standing)[one % len(standing)]
                del standing[chosen]
                take_back(workspace, [chosen])
            continue
        try:
            (made,) = decide(workspace, ids[one], ids[other], Says.SAME)
        except UsageError:
            continue
        standing[made] = (ids[one], ids[other])
    for person_id in ids:
        reached = {person_id}
        for _ in ids:
            reached |= {one for pair in standing.values() if not reached.isdisjoint(pair) for one in pair}
        with workspace.store.reading() as conn:
            assert groups.same_as(conn, person_id) == sorted(reached)
    workspace.store.close()


def test_whoever_passed_something_elsewhere_is_no_stranger(workspace: Workspace) -> None:
    ana, kestrel, _ = fill(workspace)
    post = Post(Network.BLUESKY, "bluesky:post", 1_795_000_001_000, "A kind letter")
    when = When.exactly(1_795_000_002_000)
    answer = Interaction(
        "answer", KESTREL.network, Kind.COMMENT, Direction.IN, when, KESTREL, post.key, "Yes."
    )
    other = Interaction(
        "other", KESTREL.network, Kind.COMMENT, Direction.IN, when, None, post.key, "Yes, too."
    )
    with workspace.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM interaction WHERE network = 'bluesky'")
        Intake().write(conn, [record(post, answer, other)])
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM interaction ORDER BY id DESC LIMIT 2")]
        readings.keep(conn, [reading(one, Lane.QUESTION) for one in ids])
        placing.place(conn, ids, workspace.now())

    def strangers() -> list[bool]:
        with workspace.store.reading() as conn:
            (post_id,) = conn.exec_driver_sql("SELECT id FROM post WHERE mine").scalars()
            return [one.stranger for one in crowds.said_under(conn, [post_id])]

    assert strangers() == [True, True]
    made = decide(workspace, ana, kestrel, Says.SAME)
    assert sorted(strangers()) == [False, True]
    take_back(workspace, made)
    assert strangers() == [True, True]
