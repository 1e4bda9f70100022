"""What was kept follows from the presses that stand, whatever order they are given in."""

from dataclasses import replace
from itertools import permutations

from groundswell.domain.kept import Did, LeadKind, Press, Stage, kept
from groundswell.domain.money import Money, money

KEEP = Press(1, Did.KEEP, 10, "a", "linkedin:in/nadia", "job", "A role", about=("m1", "m2"))
TALKS = Press(2, Did.STAGE, 20, "a", what="talking")
CALL = Press(3, Did.NEXT, 30, "a", text="Call her", due="2026-12-03")
FOUND = Press(4, Did.STAGE, 40, "a", what="won")


def test_a_lead_is_what_was_said_of_it_last() -> None:
    for order in permutations([KEEP, TALKS, CALL, FOUND]):
        lead = kept(order).leads["a"]
        assert (lead.stage, lead.moved, lead.next, lead.due) == (Stage.WON, 40, "Call her", "2026-12-03")
        assert lead.presses == (1, 2, 3, 4)
        assert not lead.open


def test_what_is_taken_back_leaves_no_trace() -> None:
    without = kept([KEEP, CALL, FOUND]).leads["a"]
    assert replace(kept([KEEP, TALKS, CALL, FOUND]).leads["a"], presses=without.presses) == without
    assert kept([TALKS, CALL]).leads == {}


def test_a_stage_said_twice_began_the_first_time() -> None:
    assert kept([KEEP, TALKS, replace(TALKS, id=9, at=90)]).leads["a"].moved == 20


def test_what_a_lead_came_from_is_not_suggested_once_it_was_dropped() -> None:
    held = kept([KEEP, Press(5, Did.DROP, 50, "a")])
    assert held.leads == {}
    assert set(held.skipped) == {"m1", "m2"}
    assert kept([KEEP]).holding("m2") == kept([KEEP]).leads["a"]


def test_kinds_change_and_people_are_found_by_any_of_their_keys() -> None:
    held = kept([KEEP, Press(6, Did.KIND, 60, "a", what="client")])
    assert held.of(["mastodon:nadia", "linkedin:in/nadia"])[0].kind is LeadKind.CLIENT


def test_the_last_word_on_a_person_counts() -> None:
    accept = Press(7, Did.ACCEPT, 70, about=("p", "q"))
    leave = Press(8, Did.LEAVE, 80, about=("q",))
    thanked = Press(9, Did.THANKED, 90, about=("p",))
    held = kept([accept, leave, thanked])
    assert {key: one.did for key, one in held.people.items()} == {"p": Did.ACCEPT, "q": Did.LEAVE}
    assert held.thanked["p"].press == 9
    assert kept([accept, thanked]).people["q"].did is Did.ACCEPT


def test_sums_are_read_only_where_they_are_plain() -> None:
    assert money("EUR 3,000") == Money(3000, "EUR")
    assert money("3.500,50 € for all of it") == Money(3500.5, "EUR")
    assert money("£6,750") == Money(6750, "GBP")
    assert money("SEK 42 000 a month") == Money(42000, "SEK")
    assert money("about 5k") == Money(5000, "")
    assert money("450 kr") == Money(450, "")
    assert money("22 letters, 450 € a day") is None
    assert money("not said") is None
