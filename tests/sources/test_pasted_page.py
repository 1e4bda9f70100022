"""The text of posts' pages as people paste it, in seven languages."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.domain.activity import Account, Interaction
from groundswell.domain.errors import UnsafeFile
from groundswell.domain.records import Record, SetAside, Yielded
from groundswell.domain.words import Direction, Network
from groundswell.sources.pasted_page import PastedPage
from groundswell.sources.protocol import Asked, Given, Limits
from tests.sources.golden import GOLDEN, NOW, as_json, expected, written, yielded

PAGES = sorted((GOLDEN / "pasted_page").glob("*.txt"))
POST = "linkedin:activity:7434149245747204103"


def read(text: str, folder: Path, asked: Asked | None = None) -> list[Yielded]:
    given_file = written(text.encode("utf-8", "surrogatepass"), folder, "page.txt")
    return list(PastedPage().read(given_file, asked or Asked(NOW)))


def interactions(found: list[Yielded]) -> list[Interaction]:
    facts = [fact for one in found if isinstance(one, Record) for fact in one.facts]
    return [fact for fact in facts if isinstance(fact, Interaction)]


def comment(name: str, text: str, degree: str = " • 2nd") -> str:
    return f"{name}\n{name}\n{degree}\nHead of things\n2w\n\n{text}\n\nLike\n\nReply\n3 reactions\n"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_in_seven_languages_are_read_as_written_beside_them(path: Path, tmp_path: Path) -> None:
    assert as_json(yielded(PastedPage(), path, tmp_path, Asked(NOW, post=POST))) == expected(path)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_are_recognised_by_several_marks(path: Path) -> None:
    assert PastedPage().recognise(Given.at(path)) >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Just a note.\nReply to Jane tomorrow.\n2w\n",
        "name,text,time\nJane,Like,2w\nBo,Reply,3d\n",
        "name;text;time\nJane;Like;2w\n2w;Reply;3d\n",
        "Name\tText\tTime\n2w\tReply\tLike\n3d\tReply\tLike\n",
        '{"name": "Jane"}\n2w\nReply\n3d\nReply\n',
        '[\n2w\nReply\n3d\nReply\n"]',
        "<html>\n2w\nReply\n3d\nReply\n",
        "From: jane@example.org\nSubject: 2w\n\n2w\nReply\n3d\nReply\n",
    ],
    ids=range(9),
)
def test_other_texts_are_not_claimed(text: str, tmp_path: Path) -> None:
    assert PastedPage().recognise(written(text.encode(), tmp_path, "file.txt")) < 0.3


def test_comments_belong_to_the_post_whose_link_the_text_holds_else_to_the_one_asked_for(
    tmp_path: Path,
) -> None:
    link = "https://www.linkedin.com/posts/x_activity-7236613885132804103-abcd?utm_source=share&rcm=secret\n"
    asked = Asked(NOW, post=POST)
    assert [one.post for one in interactions(read(comment("Ann", "hi"), tmp_path, asked))] == [POST]
    found = interactions(read(link + comment("Ann", "hi"), tmp_path, asked))
    assert [one.post for one in found] == ["linkedin:activity:7236613885132804103"]


def test_a_link_inside_a_comment_does_not_move_the_comments(tmp_path: Path) -> None:
    text = comment("Ann", "https://www.linkedin.com/feed/update/urn:li:activity:7236613885132804103")
    found = interactions(read(text + comment("Bo", "hi"), tmp_path, Asked(NOW, post=POST)))
    assert {one.post for one in found} == {POST}


def test_what_the_user_wrote_goes_out(tmp_path: Path) -> None:
    me = Account(Network.LINKEDIN, "linkedin:in/maya", "Maya Okafor", "https://www.linkedin.com/in/maya")
    found = interactions(
        read(comment("Maya Okafor", "mine") + comment("Bo", "not"), tmp_path, Asked(NOW, (me,)))
    )
    assert [one.direction for one in found] == [Direction.OUT, Direction.IN]


def test_what_lacks_a_name_or_words_is_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = read(comment("Ann", "") + comment("Bo", "hi") + "\n3d\nwhose?\nLike\nReply\n", tmp_path)
    assert [one.text for one in interactions(found)] == ["hi"]
    assert [one.excerpt for one in found if isinstance(one, SetAside)] == ["Ann", "whose?"]


def test_limits_hold(tmp_path: Path) -> None:
    text = comment("Ann", "x" * 200) + comment("Bo", "hi")
    found = read(text, tmp_path, Asked(NOW, limits=Limits(text_chars=100)))
    assert [one.text for one in interactions(found)] == ["hi"]
    with pytest.raises(UnsafeFile, match=r"page\.txt: the text is longer"):
        read(text, tmp_path, Asked(NOW, limits=Limits(page_bytes=100)))


def test_windows_newlines_and_encodings_are_read(tmp_path: Path) -> None:
    text = comment("Zoë", "naïve\r\nsecond line").replace("\n", "\r\n")
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        found = list(PastedPage().read(written(text.encode(encoding), tmp_path, "a.txt"), Asked(NOW)))
        assert [one.text.split() for one in interactions(found)] == [["naïve", "second", "line"]]


WORDS = st.text(alphabet="abcdefghijk xyz,.!?éü日本", min_size=3, max_size=40).filter(
    lambda text: text.strip()
)


@given(st.lists(st.tuples(st.integers(10, 99), WORDS), max_size=10))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_every_comment_comes_in_with_its_words(tmp_path: Path, said: list[tuple[int, str]]) -> None:
    text = "".join(comment(f"Person Number {number}", f"So: {words}") for number, words in said)
    found = interactions(read(text, tmp_path))
    assert [one.text.split() for one in found] == [f"So: {words}".split() for _, words in said]


MARKS = """2w
now
• 2nd
Jane Doe
Jane Doe • 3rd+
Author
Like
Reply
Comment
3
546 comments
View Jane Doe’s profile
words
…more
(edited)
2w • Edited •
23,197
"""
LINES = st.sampled_from(MARKS.split("\n"))


@given(st.one_of(st.binary(max_size=300), st.lists(LINES).map(lambda lines: "\n".join(lines).encode())))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_no_text_breaks_the_reader(tmp_path: Path, content: bytes) -> None:
    given_file = written(content, tmp_path, "any.txt")
    assert 0.0 <= PastedPage().recognise(given_file) <= 1.0
    found = list(PastedPage().read(given_file, Asked(NOW, post=POST)))
    assert all(one.facts for one in found if isinstance(one, Record))


def test_texts_longer_than_what_is_held_at_once_lose_nothing(tmp_path: Path) -> None:
    said = [f"Words number {number}." + "\nand so on" * (number % 7) for number in range(1_500)]
    said[700] = "\n".join(f"line {number}" for number in range(9_000))
    text = "".join(comment(f"Person {number}", words) for number, words in enumerate(said))
    assert [one.text for one in interactions(read(text, tmp_path))] == said


def test_long_texts_of_nothing_but_marks_are_read_through(tmp_path: Path) -> None:
    for line in ("2w\n", "Jane\n2w\n", "Jane\n • 2nd\n", "Like\n", "now\nReply\n", "x\n"):
        found = read(line * 5_000, tmp_path)
        assert not interactions(found) or line == "Jane\n2w\n"
