"""Points follow from the words that stand, in the order in which they were said, and from nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.feedback import Does, Point, PointState, Word, kept

KEYS = st.sampled_from(["a", "b", "c"])
QUOTES = st.lists(st.sampled_from(["q1", "q2", "q3", "q4"]), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def words(draw: st.DrawFn) -> list[Word]:
    """Any presses, even such as the page would not offer."""
    count = draw(st.integers(0, 14))
    return [
        Word(
            number, draw(st.sampled_from(Does)), draw(KEYS), number * 10, draw(KEYS), "words",
            draw(st.sampled_from(PointState)), draw(QUOTES),
        )
        for number in range(1, count + 1)
    ]  # fmt: skip


def word(number: int, does: Does, point: str, *quotes: str, other: str = "", text: str = "") -> Word:
    return Word(number, does, point, number, other, text, PointState.OPEN, quotes)


def only(said: list[Word]) -> Point:
    (point,) = kept(said).points.values()
    return point


@given(words(), st.data())
def test_what_is_taken_back_leaves_no_trace(said: list[Word], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from([one.id for one in said]))) if said else set()
    rest = [one for one in said if one.id not in gone]
    again = kept(one for one in data.draw(st.permutations(rest)))
    assert again == kept(rest)


@given(words())
def test_each_point_is_whole(said: list[Word]) -> None:
    points = kept(said).points
    for key, point in points.items():
        assert point.key == key
        assert len(set(point.quotes)) == len(point.quotes)
        assert set(point.words) <= {one.id for one in said}
        assert list(point.words) == sorted(set(point.words))


@given(words())
def test_the_same_press_twice_is_one_point(said: list[Word]) -> None:
    once = kept(said)
    again = [Word(one.id + 100, one.does, one.point, one.at) for one in said if one.does is Does.KEEP]
    twice = kept([*said, *again])
    assert all(twice.points[key].quotes == point.quotes for key, point in once.points.items())


def test_merged_it_has_the_quotes_of_both_and_what_is_said_of_either_holds() -> None:
    said = [
        word(1, Does.KEEP, "a", "q1", text="Add the link"),
        word(2, Does.KEEP, "b", "q2", text="Where is the link?"),
        word(3, Does.MERGE, "b", other="a"),
        word(4, Does.ADD, "b", "q3"),
    ]
    assert only(said).quotes == ("q1", "q2", "q3")
    assert (only(said).title, only(said).words) == ("Add the link", (1, 2, 3, 4))
    assert kept(said).of("b") == only(said)
    apart = [one for one in said if one.does is not Does.MERGE]
    assert {key: point.quotes for key, point in kept(apart).points.items()} == {
        "a": ("q1",),
        "b": ("q2", "q3"),
    }


def test_merged_in_a_ring_nothing_is_lost() -> None:
    said = [word(1, Does.KEEP, "a", "q1"), word(2, Does.KEEP, "b", "q2"), word(3, Does.MERGE, "a", other="b")]
    assert only([*said, word(4, Does.MERGE, "b", other="a")]).quotes == ("q2", "q1")


def test_a_quote_that_is_split_off_stands_there_alone() -> None:
    said = [word(1, Does.KEEP, "a", "q1", "q2"), word(2, Does.SPLIT, "b", "q2", other="a", text="Other")]
    assert {key: point.quotes for key, point in kept(said).points.items()} == {"a": ("q1",), "b": ("q2",)}


def test_told_is_told_of_a_state() -> None:
    said = [
        word(1, Does.KEEP, "a", "q1"),
        Word(2, Does.STATE, "a", 2, text="It is there.", state=PointState.DONE),
        word(3, Does.TOLD, "a", "q1"),
        Word(4, Does.STATE, "a", 4, text="Typo mended.", state=PointState.DONE),
        Word(5, Does.STATE, "a", 5, state=PointState.OPEN),
    ]
    assert [one.state for one in only(said).told] == [PointState.DONE]
    assert only(said[:4]).settled == 2
    assert only(said).settled == 5


def test_dropped_or_left_it_is_asked_no_more() -> None:
    said = [word(1, Does.KEEP, "a", "q1"), word(2, Does.DROP, "a"), word(3, Does.LEAVE, "", "q2")]
    assert kept(said).left == {"q1": 2, "q2": 3}
    assert kept(said).points == {}
