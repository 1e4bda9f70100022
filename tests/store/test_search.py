"""Words are found whatever their accents, and the query language of the index is never the user's problem."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.store import Store, search
from groundswell.store.intake import Intake
from tests.store.build import message, record, somebody

TEXTS = [
    "Danke für die offene Rückmeldung",
    "May we borrow the wording of that letter?",
    "The wording is fine, the letter is not",
    "Ten months of this",
]


@pytest.fixture
def filled(store: Store) -> Store:
    said = [
        message(f"m{n}", text, who=somebody(f"Nadia Abel{n}", "Talent lead")) for n, text in enumerate(TEXTS)
    ]
    with store.writing() as conn:
        Intake().write(conn, [record(one) for one in said])
    return store


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ruckmeldung", [0]),
        ("word", [2, 1]),
        ("letter wording", [2, 1]),
        ('"wording of that"', [1]),
        ("nothing", []),
        ("", []),
        ("   ", []),
    ],
)
def test_texts(filled: Store, words: str, found: list[int]) -> None:
    with filled.reading() as conn:
        assert [one - 1 for one in search.texts(conn, words).ids] == found


def test_people_by_name_and_headline(filled: Store) -> None:
    with filled.reading() as conn:
        assert len(search.people(conn, "nad")) == 4
        assert len(search.people(conn, "talent abel2")) == 1


def test_pages_continue_below(filled: Store) -> None:
    with filled.reading() as conn:
        first = search.texts(conn, "the", limit=1)
        second = search.texts(conn, "the", limit=1, below=first.below)
    assert (list(first.ids), list(second.ids)) == ([3], [2])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_query_is_answered(filled: Store, words: str) -> None:
    with filled.reading() as conn:
        search.texts(conn, words)
        search.people(conn, words)
