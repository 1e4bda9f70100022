"""What is known of somebody is what was told last, in whatever order it comes in."""

from dataclasses import replace
from itertools import count
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from groundswell.domain.activity import Person
from groundswell.domain.words import Network
from groundswell.store import Store, schema, search
from groundswell.store.intake import Intake
from groundswell.store.people import Acquaintance
from tests.store.build import comment, record

FIELDS = ("name", "url", "headline")
NUMBERS = count()


def told(store: Store, *people: Person, intake: Intake | None = None, by_the_way: bool = True) -> list[bool]:
    """Takes in what some say of somebody, each as the writer of something or by itself."""
    facts = [comment(f"c{next(NUMBERS)}", "Hi", who=one) if by_the_way else one for one in people]
    with store.writing() as conn:
        return (intake or Intake()).write(conn, [record(one) for one in facts])


def known(store: Store, key: str = "bluesky:did:plc:bea") -> dict[str, str]:
    with store.reading() as conn:
        row = conn.execute(select(schema.person).where(schema.person.c.key == key)).mappings().one()
    return {name: row[name] for name in FIELDS}


def bea(name: str = "", headline: str = "", at: int | None = None, url: str = "") -> Person:
    return Person(Network.BLUESKY, "bluesky:did:plc:bea", name, url, headline, told=at)


def test_a_new_name_takes_the_place_of_the_old_one(store: Store) -> None:
    told(store, bea("Bea", "Baker", 1_000))
    told(store, bea("Bea Lund", at=2_000))
    assert known(store) == {"name": "Bea Lund", "headline": "Baker", "url": ""}
    with store.reading() as conn:
        assert len(search.people(conn, "Lund")) == 1


def test_an_old_name_that_comes_late_changes_nothing(store: Store) -> None:
    told(store, bea("Bea Lund", at=2_000))
    told(store, bea("Bea", at=1_000))
    assert known(store)["name"] == "Bea Lund"


def test_what_has_no_time_changes_nothing_that_has_one(store: Store) -> None:
    told(store, bea("Bea Lund", at=2_000))
    told(store, bea("B.", "Baker"), by_the_way=False)
    assert known(store) == {"name": "Bea Lund", "headline": "Baker", "url": ""}


def test_a_name_that_is_told_again_is_as_new_as_when_it_was_told_last(store: Store) -> None:
    told(store, bea("Bea", at=1_000), bea("Bea", at=3_000))
    told(store, bea("Bea", at=5_000))
    told(store, bea("Bea Lund", at=4_000))
    assert known(store)["name"] == "Bea"


def test_what_another_wrote_meanwhile_counts(store: Store) -> None:
    mine, another = Intake(), Intake()
    told(store, bea("Bea", at=1_000), intake=mine)
    told(store, bea("Bea Lund", at=3_000), intake=another)
    told(store, bea("Beatrix", at=2_000), intake=mine)
    assert known(store)["name"] == "Bea Lund"


def test_who_was_forgotten_meanwhile_is_met_anew(store: Store) -> None:
    intake = Intake()
    told(store, bea("Bea", at=1_000), intake=intake)
    with store.writing() as conn:
        conn.execute(schema.interaction.delete())
        conn.execute(schema.person.delete())
    told(store, bea("Bea", at=2_000), intake=intake)
    assert known(store)["name"] == "Bea"


def test_a_file_that_is_brought_in_twice_changes_nothing(store: Store) -> None:
    assert told(store, bea("Bea", "Baker", 1_000), by_the_way=False) == [True]
    assert told(store, bea("Bea", "Baker", 1_000), by_the_way=False) == [False]
    assert told(store, bea("Bea", "Baker", 2_000), by_the_way=False) == [False]


def test_who_is_as_before_costs_one_statement_for_all(store: Store) -> None:
    crowd = [Person(Network.BLUESKY, f"bluesky:did:plc:{n}", f"Person {n}", told=1_000) for n in range(200)]
    told(store, *crowd)
    statements: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", hear)
    told(store, *[replace(one, told=2_000) for one in crowd])
    event.remove(store.engine, "before_cursor_execute", hear)
    assert len([one for one in statements if one.startswith("UPDATE person")]) == 1


@st.composite
def tellings(draw: st.DrawFn) -> list[tuple[dict[str, str], int | None, bool]]:
    words = st.sampled_from(["", "a", "b", "c"])
    values = st.fixed_dictionaries(dict.fromkeys(FIELDS, words))
    times = st.one_of(st.none(), st.integers(0, 5))
    return draw(st.lists(st.tuples(values, times, st.booleans()), min_size=1, max_size=8))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tellings(), st.randoms(use_true_random=False), st.integers(1, 4), st.booleans())
def test_the_order_of_arrival_does_not_matter(
    store: Store,
    said: list[tuple[dict[str, str], int | None, bool]],
    random: Random,
    together: int,
    remembers: bool,
) -> None:
    key = f"bluesky:did:plc:{next(NUMBERS)}"
    random.shuffle(said)
    intake = Intake()
    for start in range(0, len(said), together):
        for by_the_way in (True, False):
            some = [
                Person(Network.BLUESKY, key, values["name"], values["url"], values["headline"], told=at)
                for values, at, passing in said[start : start + together]
                if passing == by_the_way
            ]
            told(store, *some, intake=intake if remembers else None, by_the_way=by_the_way)
    found = known(store, key)
    for name in FIELDS:
        timed = [(at, values[name]) for values, at, _ in said if values[name] and at is not None]
        if timed:
            assert found[name] == max(timed)[1]
        else:
            assert bool(found[name]) == any(values[name] for values, _, _ in said)


def test_another_headline_or_company_than_before_is_kept_as_a_change(store: Store) -> None:
    told(store, bea("Bea", "", 1_000))
    told(store, bea("Bea", "Baker", 2_000))
    told(store, bea("Bea", "Head baker", 3_000), bea("Beatrix", "Baker", 2_500))
    with store.reading() as conn:
        rows = conn.execute(select(schema.person_change)).all()
    assert [(row.field, row.before, row.after, row.at) for row in rows] == [
        ("headline", "Baker", "Head baker", 3_000)
    ]
    # A file says no time: then it is noticed when it comes in, if anybody says when that is.
    told(store, Person(Network.LINKEDIN, "linkedin:in/bo", "Bo", company="Fernweh"), by_the_way=False)
    moved = Person(Network.LINKEDIN, "linkedin:in/bo", "Bo", company="Orrery")
    told(store, moved, intake=Intake(Acquaintance(9_000)), by_the_way=False)
    with store.reading() as conn:
        (row,) = conn.execute(select(schema.person_change).where(schema.person_change.c.field == "company"))
    assert (row.before, row.after, row.at) == ("Fernweh", "Orrery", 9_000)
