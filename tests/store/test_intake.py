"""Facts go in once, whichever file and in whichever order they come."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from groundswell.domain.activity import Account, Count, Demographic, Person, Post
from groundswell.domain.keys import linkedin_created
from groundswell.domain.records import Record
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Metric, Network
from groundswell.store import Store, open_store, schema
from groundswell.store.intake import Intake
from tests.store.build import POST, comment, message, record, somebody


def take_in(store: Store, records: Sequence[Record], batch: int = 100) -> list[bool]:
    intake, new = Intake(), []
    for start in range(0, len(records), batch):
        with store.writing() as conn:
            new += intake.write(conn, records[start : start + batch])
    return new


def rows(store: Store, table: str) -> int:
    with store.reading() as conn:
        return int(conn.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar_one())


def test_the_same_records_again_are_known(store: Store) -> None:
    records = [
        record(Account(Network.LINKEDIN, "linkedin:in/mara", "Mara")),
        record(Post(Network.LINKEDIN, POST, text="A kind letter")),
        record(comment("linkedin:comment:1:2", "Well said")),
        record(message("m1", "Hello")),
        record(Count(Network.LINKEDIN, Metric.REACTIONS, 10, end=5, post=POST)),
        record(Demographic(Network.LINKEDIN, "Locations", "Leeds", 0.2, at=5, post=POST)),
    ]
    assert take_in(store, records) == [True] * 6
    assert take_in(store, records) == [False] * 6


def test_a_repeated_row_in_one_batch_is_new_once(store: Store) -> None:
    assert take_in(store, [record(message("m1", "Hi")), record(message("m1", "Hi"))]) == [True, False]


def test_a_changed_count_is_news(store: Store) -> None:
    first = Count(Network.LINKEDIN, Metric.IMPRESSIONS, 10, start=0, end=86_400_000)
    later = Count(Network.LINKEDIN, Metric.IMPRESSIONS, 12, start=0, end=86_400_000)
    assert take_in(store, [record(first)]) == [True]
    assert take_in(store, [record(later)]) == [True]
    assert rows(store, "total") == 1


def test_a_comment_with_and_without_an_id_is_one(store: Store) -> None:
    take_in(store, [record(comment("linkedin:comment:1:2", "Well said"))])
    assert take_in(store, [record(comment("linkedin:comment:digest", "well  SAID", has_id=False))]) == [False]
    assert rows(store, "interaction") == 1


def test_equal_words_with_two_ids_are_two_comments(store: Store) -> None:
    take_in(store, [record(comment("linkedin:comment:1:2", "Following"))])
    assert take_in(store, [record(comment("linkedin:comment:1:3", "Following"))]) == [True]
    assert rows(store, "interaction") == 2


def test_the_same_words_an_hour_later_are_another_comment(store: Store) -> None:
    thanks = [
        comment(f"linkedin:comment:d{n}", "Thank you", at=When.exactly(n * 3_600_000), has_id=False)
        for n in range(3)
    ]
    assert take_in(store, [record(one) for one in thanks]) == [True] * 3
    assert take_in(store, [record(one) for one in thanks]) == [False] * 3


def test_who_is_met_in_passing_keeps_the_name(store: Store) -> None:
    known = somebody("Nadia Abel", "Talent lead")
    other = Person(known.network, known.key, "N. Abel", known.url, "Something else")
    take_in(store, [record(known), record(message("m1", "Hello", who=other))])
    assert take_in(store, [record(known)]) == [False]


def test_a_second_saving_narrows_a_relative_time(store: Store) -> None:
    wide, other = When(1_000, 9_000), When(4_000, 12_000)
    take_in(store, [record(comment("linkedin:comment:1:2", "Hi", at=wide))])
    take_in(store, [record(comment("linkedin:comment:1:2", "Hi", at=other))])
    with store.reading() as conn:
        found = conn.execute(select(schema.interaction.c.at, schema.interaction.c.at_until)).one()
    assert tuple(found) == (4_000, 9_000)


def test_share_and_activity_numbers_of_one_time_are_one_post(store: Store) -> None:
    created = linkedin_created(POST)
    assert created is not None
    share = f"linkedin:share:{(created + 400) << 22}"
    take_in(store, [record(Post(Network.LINKEDIN, share, text="A kind letter"))])
    take_in(store, [record(comment("linkedin:comment:1:2", "Well said"))])
    assert rows(store, "post") == 1


def test_other_peoples_posts_are_not_the_accounts(store: Store) -> None:
    take_in(store, [record(comment("linkedin:comment:1:2", "My answer", direction=Direction.OUT))])
    with store.reading() as conn:
        assert conn.execute(select(schema.post.c.mine)).scalar_one() is False
    take_in(store, [record(comment("linkedin:comment:1:3", "Their answer"))])
    with store.reading() as conn:
        assert conn.execute(select(schema.post.c.mine)).scalar_one() is True


def test_news_of_a_person_add_to_what_is_known(store: Store) -> None:
    take_in(store, [record(message("m1", "Hello", who=somebody("Nadia Abel", "Talent lead")))])
    met = somebody("Nadia Abel")
    with_firm = Person(met.network, met.key, "Nadia Abel", met.url, company="Fernweh Rail", degree=2)
    assert take_in(store, [record(with_firm)]) == [True]
    assert take_in(store, [record(with_firm)]) == [False]
    with store.reading() as conn:
        row = conn.execute(select(schema.person)).mappings().one()
    assert (row["headline"], row["company"], row["degree"]) == ("Talent lead", "Fernweh Rail", 2)


def test_pulse_counts_what_came_in_by_the_hour(store: Store) -> None:
    hour = When.exactly(3_600_000 * 100 + 5)
    take_in(store, [record(comment(f"linkedin:comment:1:{n}", f"c{n}", at=hour)) for n in range(7)], batch=2)
    with store.reading() as conn:
        assert conn.execute(select(schema.pulse.c.hour, schema.pulse.c.n)).all() == [(100, 7)]


texts = st.text(alphabet="ab 🙂é\u202e", max_size=6)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 8), texts, st.sampled_from(["Ada", "Bo", "Cy"])), max_size=30),
    st.integers(1, 7),
)
def test_batches_and_repeats_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rows_: list[tuple[int, str, str]], batch: int
) -> None:
    records = [
        record(comment(f"linkedin:comment:1:{key}", text, who=somebody(name))) for key, text, name in rows_
    ]
    counted = []
    for size, times in ((1000, 1), (batch, 2)):
        store = open_store(tmp_path_factory.mktemp("store"))
        for _ in range(times):
            take_in(store, records, size)
        with store.reading() as conn:
            column = schema.interaction.c
            counted.append(conn.execute(select(column.key, column.text).order_by(column.key)).all())
        store.close()
    assert counted[0] == counted[1]
