"""Pages of posts as browsers saved them in 2022, 2024 and 2026, and pages made to break the reader."""

from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from groundswell.domain.activity import Account, Interaction, Post
from groundswell.domain.errors import DamagedFile, InputError, UnsafeFile
from groundswell.domain.records import Record, SetAside, Yielded
from groundswell.domain.words import Direction, Network
from groundswell.sources.common.text import clean
from groundswell.sources.protocol import Asked, Given, Limits
from groundswell.sources.saved_page import SavedPage
from tests.sources.golden import GOLDEN, NOW, as_json, expected, written, yielded

PAGES = sorted(path for path in (GOLDEN / "saved_page").iterdir() if path.suffix in {".html", ".mhtml"})
POST = 7434149245747204103


def page(*comments: str, head: str = "", post: int = POST) -> bytes:
    start = f"<!DOCTYPE html><html><head>{head}</head><body>"
    opened = f'<div class="feed-shared-update-v2" data-urn="urn:li:activity:{post}">'
    return f"{start}{opened}{''.join(comments)}</div></body></html>".encode()


def comment(name: str, text: str, number: int = 1, more: str = "") -> str:
    urn = f"urn:li:comment:(activity:{POST},{POST + number})"
    title = f'<span class="comments-comment-meta__description-title">{escape(name)}</span>'
    words = f'<span class="comments-comment-item__main-content">{escape(text)}</span>'
    return (
        f'<article class="comments-comment-entity" data-id="{urn}"><a href="/in/p-{number}">{title}</a>'
        f"<time>2w</time>{words}{more}</article>"
    )


def read(content: bytes, folder: Path, asked: Asked | None = None) -> list[Yielded]:
    return list(SavedPage().read(written(content, folder, "page.html"), asked or Asked(NOW)))


def interactions(found: list[Yielded]) -> list[Interaction]:
    facts = [fact for one in found if isinstance(one, Record) for fact in one.facts]
    return [fact for fact in facts if isinstance(fact, Interaction)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_of_every_generation_are_read_as_written_beside_them(path: Path, tmp_path: Path) -> None:
    assert as_json(yielded(SavedPage(), path, tmp_path)) == expected(path)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_are_recognised_by_their_content(path: Path) -> None:
    assert SavedPage().recognise(Given.at(path)) > 0.9


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        b"name,text\nJane,2w\n",
        b'[{"linkedinUrl": "https://www.linkedin.com/in/x"}]',
        b"Jane Doe\n2w\n",
        b"From: a@linkedin.com\nMessage-ID: <1>\nContent-Type: multipart/related\n\nurn:li:activity:1",
        b"<!--" * 20_000,
        b"<!-- -->" * 8_000,
        b"PK\x03\x04<html>linkedin.com",
    ],
    ids=range(9),
)
def test_other_files_are_not_claimed(content: bytes, tmp_path: Path) -> None:
    assert SavedPage().recognise(written(content, tmp_path, "file")) < 0.3


def test_keys_do_not_depend_on_when_the_page_was_saved_or_imported(tmp_path: Path) -> None:
    for path in PAGES:
        now, later = (yielded(SavedPage(), path, tmp_path, Asked(NOW + add)) for add in (0, 10**9))
        assert [one.key for one in interactions(now)] == [one.key for one in interactions(later)]


def test_what_the_user_wrote_goes_out_and_to_whom_it_answers(tmp_path: Path) -> None:
    mine = Account(Network.LINKEDIN, "linkedin:in/p-2", "Maya Okafor", "https://www.linkedin.com/in/p-2/")
    answer = comment("Maya Okafor", "thank you", 2)
    content = page(comment("Jonas Weber", "congratulations", 1, f'<div class="replies-list">{answer}</div>'))
    there, back = interactions(read(content, tmp_path, Asked(NOW, accounts=(mine,))))
    assert (there.direction, back.direction) == (Direction.IN, Direction.OUT)
    assert back.thread == there.key
    assert back.person == there.person
    assert there.person is not None
    assert there.person.name == "Jonas Weber"


def test_comments_on_another_post_keep_theirs(tmp_path: Path) -> None:
    other = 7236613885132804103
    content = page(comment("Jonas Weber", "hello").replace(str(POST), str(other), 1))
    assert [one.post for one in interactions(read(content, tmp_path))] == [f"linkedin:activity:{other}"]


def test_a_page_without_its_own_name_belongs_to_the_post_that_was_asked_for(tmp_path: Path) -> None:
    writer, words = '<a class="comment__author" href="/in/a">Ann</a>', '<p class="comment__text">Hi</p>'
    content = f'<html><section class="comment">{writer}{words}</section>'.encode()
    found = read(content, tmp_path, Asked(NOW, post="linkedin:activity:1"))
    assert [one.post for one in interactions(found)] == ["linkedin:activity:1"]


def test_a_comment_that_is_too_long_is_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    content = page(comment("Ann", "x" * 101, 1), comment("Bo", "y" * 100, 2))
    found = read(content, tmp_path, Asked(NOW, limits=Limits(text_chars=100)))
    assert [one.text for one in interactions(found)] == ["y" * 100]
    assert [one.where for one in found if isinstance(one, SetAside)] == ["comment 1"]


def test_a_page_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeFile, match=r"page\.html: the page is larger than 100 bytes"):
        read(page("x" * 100), tmp_path, Asked(NOW, limits=Limits(page_bytes=100)))


def test_an_archive_without_a_page_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match="without a page"):
        read(
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\nlinkedin\n--x--",
            tmp_path,
        )


@pytest.mark.parametrize(
    ("charset", "told"),
    [
        ("windows-1251", True),
        ("windows-1251", False),
        ("utf-16", True),
        ("shift_jis", True),
        ("no-such", True),
    ],
)
def test_archives_are_read_in_the_charset_of_their_part(charset: str, told: bool, tmp_path: Path) -> None:
    name = "山田太郎" if charset == "shift_jis" else "Ирина"
    head = "" if told else f'<meta charset="{charset}">'
    body = page(comment(name, "hi"), head=head).decode().encode("utf-8" if charset == "no-such" else charset)
    kind = f"text/html; charset={charset}" if told else "text/html"
    start = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: {kind}\n\n"
    found = interactions(read(start.encode() + body + b"\n--x--\n", tmp_path))
    assert [one.person.name for one in found if one.person] == [name]


def test_wide_characters_need_no_declaration(tmp_path: Path) -> None:
    content = page(comment("Zoë", "日本")).decode().encode("utf-16")
    assert SavedPage().recognise(written(content, tmp_path, "wide")) > 0.9
    assert [one.text for one in interactions(read(content, tmp_path))] == ["日本"]


@pytest.mark.parametrize("broken", ['{"@type":', "[" * 100_000, '{"a": 1' + "0" * 10_000 + "}"])
def test_structured_data_that_cannot_be_read_is_set_aside(broken: str, tmp_path: Path) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    found = read(page(comment("Ann", "hi"), head=head), tmp_path)
    assert [one.text for one in interactions(found)] == ["hi"]
    assert [one.where for one in found if isinstance(one, SetAside)] == ["structured data 1"]


def test_a_page_without_anything_says_so(tmp_path: Path) -> None:
    (only,) = read(b"<html><body>LinkedIn</body></html>", tmp_path)
    assert isinstance(only, SetAside)
    assert "no post" in only.why


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000,
        "<div><p>" * 50_000 + "</span>" * 50_000,
        "<a " * 100_000,
        "<!--" * 100_000,
        "&#" * 100_000,
        '<article class="comments-comment-entity">' * 20_000,
        "<script>" * 50_000,
        "<div " + "a=b " * 100_000 + ">",
        '<a href="' + "x" * 200_000 + '">',
        f'<div data-id="urn:li:comment:(activity:{"9" * 100_000},1)">x</div>',
    ],
    ids=range(10),
)
def test_hostile_markup_costs_no_comment_before_it(hostile: str, tmp_path: Path) -> None:
    assert [one.text for one in interactions(read(page(comment("Ann", "hi"), hostile), tmp_path))] == ["hi"]


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_every_comment_comes_in_with_its_words_or_is_set_aside(
    tmp_path: Path, said: list[tuple[str, str]]
) -> None:
    content = page(*(comment(name, text, number) for number, (name, text) in enumerate(said, start=1)))
    accounted = [one for one in read(content, tmp_path) if isinstance(one, Record | SetAside)]
    found = [one for one in accounted if one.where.startswith("comment")]
    assert len(found) == len(said)
    for (_, text), one in zip(said, found, strict=True):
        if isinstance(one, Record):
            (fact,) = one.facts
            assert isinstance(fact, Interaction)
            assert fact.text.split() == clean(text).split()


PIECES = """<div>
</div>
<p>
</p>
<br>
<li>
<article class='comments-comment-item'>
</article>
<section class='comment'>
</section>
<a href='/in/x'>
</a>
<time>
2w
</time>
<button>
Reply
Like
</button>
<img alt='😀'>
<span class='comment__text'>
</span>
• 2nd
Author
•
words
7,300 reactions
<div data-id='urn:li:comment:(activity:1,2)'>
<div data-urn='urn:li:activity:3'>
<div role=dialog>
<div class='replies-list'>
<li class='social-details-reactors-tab-body-list-item'>
<svg>
</svg>
<code>
</code>
<script>
<script type='application/ld+json'>
{"@type":"SocialMediaPosting","comment":[{}]}
</script>
<
&#0;
\x00
"""
MARKUP = st.lists(st.sampled_from(PIECES.split("\n"))).map("".join)


@given(st.one_of(st.binary(max_size=400), MARKUP.map(str.encode)))
@example(b"<html><div data-urn='urn:li:activity:" + b"9" * 5_000 + b"'>")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_no_bytes_break_the_reader(tmp_path: Path, content: bytes) -> None:
    given_file = written(content, tmp_path, "any")
    assert 0.0 <= SavedPage().recognise(given_file) <= 1.0
    try:
        found = list(SavedPage().read(given_file, Asked(NOW)))
    except InputError:
        return
    assert all(one.facts for one in found if isinstance(one, Record))


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_page_that_was_cut_or_changed_still_gives_what_is_left(tmp_path: Path, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(PAGES)).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    stop = data.draw(st.integers(start, min(len(content), start + 500)))
    changed = content[:start] + data.draw(st.binary(max_size=5)) + content[stop:]
    try:
        found = read(changed, tmp_path)
    except InputError:
        return
    posts = [fact for one in found if isinstance(one, Record) for fact in one.facts if isinstance(fact, Post)]
    assert len(posts) <= 1
