"""What is one follows from the decisions that stand, and from nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.pairing import Pairing, Says, grouped

KEYS = "abcdefg"
said = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from(list(Says))).filter(
        lambda one: one[0] != one[1]
    ),
    max_size=14,
)


def pairings(told: list[tuple[str, str, Says]]) -> list[Pairing]:
    return [Pairing(n, one, other, says, n) for n, (one, other, says) in enumerate(told)]


def groups(*told: tuple[str, str, Says]) -> set[str]:
    return {"".join(sorted(group)) for group in grouped(pairings(list(told)))}


def test_the_same_as_the_same_is_the_same_and_a_ring_is_one_group() -> None:
    same = Says.SAME
    assert groups(("a", "b", same), ("c", "b", same), ("d", "e", same)) == {"abc", "de"}
    assert groups(("a", "b", same), ("b", "c", same), ("c", "a", same)) == {"abc"}


def test_the_last_word_about_a_pair_counts_and_later_takes_nothing_back() -> None:
    assert groups(("a", "b", Says.SAME), ("b", "a", Says.APART)) == set()
    assert groups(("a", "b", Says.APART), ("b", "a", Says.SAME)) == {"ab"}
    assert groups(("a", "b", Says.SAME), ("a", "b", Says.LATER)) == {"ab"}


def test_two_who_are_told_apart_are_not_joined_by_way_of_a_third() -> None:
    told = (("a", "b", Says.SAME), ("a", "c", Says.APART), ("b", "c", Says.SAME))
    assert groups(*told) == {"ab"}


def test_what_is_likely_counts_after_what_was_said() -> None:
    told = pairings([("a", "b", Says.APART), ("b", "c", Says.SAME)])
    assert grouped(told, [("a", "c"), ("a", "d")]) == [frozenset("bc"), frozenset("ad")]


@given(said)
def test_groups_are_reached_by_what_was_said_and_hold_nobody_told_apart(
    told: list[tuple[str, str, Says]],
) -> None:
    last = {frozenset(one[:2]): one[2] for one in told if one[2] is not Says.LATER}
    same = [tuple(pair) for pair, says in last.items() if says is Says.SAME]
    found = grouped(pairings(told))
    for group in found:
        reached = {min(group)}
        for _ in KEYS:
            reached |= {key for pair in same if not reached.isdisjoint(pair) for key in pair if key in group}
        assert reached == group
        assert not any(pair <= group for pair, says in last.items() if says is Says.APART)
    if Says.APART not in last.values():
        assert all(any({one, other} <= group for group in found) for one, other in same)
