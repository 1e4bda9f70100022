"""Tables of comments as exporters make them."""

import csv
import json
from contextlib import suppress
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.domain.activity import Account, Interaction
from groundswell.domain.errors import DamagedFile, InputError, MappingNeeded
from groundswell.domain.records import Record, SetAside, Yielded
from groundswell.domain.when import DAY, HOUR, MINUTE, WEEK, When
from groundswell.domain.words import Direction, Network
from groundswell.sources.comment_table import CommentTable
from groundswell.sources.common.text import clean
from groundswell.sources.protocol import Asked, Given, Limits

GOLDEN = Path(__file__).parent.parent / "golden" / "comment_table"
NOW = 1_752_000_000_000
"""8 July 2025, in epoch milliseconds; before the golden files were written."""
POST = "linkedin:activity:7345000000000000000"
ME = Account(Network.LINKEDIN, "linkedin:in/me-myself", "Me Myself", "https://www.linkedin.com/in/me-myself")


def read(path: Path, mapping: dict[str, str] | None = None, limits: Limits | None = None) -> list[Yielded]:
    asked = Asked(NOW, (ME,), POST, mapping or {}, limits or Limits())
    return list(CommentTable().read(Given.at(path), asked))


def written(folder: Path, text: str, name: str = "comments.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def interactions(yielded: list[Yielded]) -> list[Interaction]:
    records = (one for one in yielded if isinstance(one, Record))
    return [fact for record in records for fact in record.facts if isinstance(fact, Interaction)]


def aside(yielded: list[Yielded]) -> list[tuple[str, str]]:
    return [(one.where, one.why) for one in yielded if isinstance(one, SetAside)]


def as_lines(yielded: list[Yielded]) -> str:
    """What was read, one JSON object a line, times as ages before `NOW` in minutes."""
    lines: list[dict[str, object]] = []
    for one in yielded:
        if isinstance(one, SetAside):
            lines.append({"where": one.where, "why": one.why, "excerpt": one.excerpt})
        for fact in one.facts if isinstance(one, Record) else ():
            assert isinstance(fact, Interaction)
            person = fact.person
            lines.append(
                {
                    "where": one.where if isinstance(one, Record) else "",
                    "key": fact.key if fact.has_id else "",
                    "direction": fact.direction,
                    "person": person and [person.key, person.name, person.headline, person.degree],
                    "post": fact.post,
                    "text": fact.text,
                    "minutes ago": [(NOW - fact.when.latest) // MINUTE, (NOW - fact.when.earliest) // MINUTE],
                    "answers": fact.thread if fact.has_id else fact.thread[:27],
                    "flavour": fact.flavour,
                }
            )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


@pytest.mark.parametrize(
    "name", ["exporter.csv", "german.csv", "actors.json", "elements.json", "lines.jsonl", "posts.json"]
)
def test_exports_read_as_expected(name: str) -> None:
    path = GOLDEN / name
    assert CommentTable().recognise(Given.at(path)) == 0.6
    assert as_lines(read(path)) == (GOLDEN / f"{name}.expected").read_text(encoding="utf-8")


HEADERS = {
    "en": ["Name", "Profile URL", "Headline", "Comment", "Date", "Likes"],
    "de": ["Verfasser", "Link zum Profil", "Berufsbezeichnung", "Kommentartext", "Gepostet am", "Reaktionen"],
    "fr": ["Auteur", "Lien du profil", "Titre", "Contenu du commentaire", "Publié le", "Nombre de réactions"],
    "es": ["Nombre completo", "Enlace del perfil", "Cargo", "Texto del comentario", "Fecha", "Me gusta"],
    "pt": [
        "Nome do autor",
        "Link do perfil",
        "Título profissional",
        "Comentário",
        "Publicado em",
        "Curtidas",
    ],
    "it": ["Autore", "Link del profilo", "Qualifica", "Testo del commento", "Data del commento", "Mi piace"],
    "nl": ["Volledige naam", "Profiellink", "Functietitel", "Reactietekst", "Geplaatst op", "Vind-ik-leuks"],
    "pl": [
        "Imię i nazwisko",
        "Link do profilu",
        "Stanowisko",
        "Treść komentarza",
        "Data dodania",
        "Polubienia",
    ],
    "tr": ["Ad Soyad", "Profil bağlantısı", "Unvan", "Yorum metni", "Tarih", "Beğeniler"],
    "ja": ["氏名", "プロフィールリンク", "役職", "コメント本文", "投稿日時", "いいね"],
    "zh": ["姓名", "个人主页", "职位", "评论内容", "发布时间", "点赞数"],
    "ko": ["작성자", "프로필 링크", "직함", "댓글 내용", "작성일", "좋아요"],
    "hi": ["नाम", "प्रोफ़ाइल लिंक", "पदनाम", "टिप्पणी", "दिनांक", "पसंद"],
    "ar": ["الاسم", "رابط الملف الشخصي", "المسمى الوظيفي", "نص التعليق", "التاريخ", "الإعجابات"],
    "ru": ["Имя автора", "Ссылка на профиль", "Должность", "Текст комментария", "Дата", "Лайки"],
    "camel": ["authorName", "authorProfileUrl", "authorHeadline", "commentText", "commentedAt", "likesCount"],
    "snake": [
        "commenter_name",
        "commenter_profile_url",
        "commenter_title",
        "comment_text",
        "created_at",
        "likes",
    ],
}
CELLS = [
    ["Ann Alpha", "https://www.linkedin.com/in/ann", "Head of People", "Great!", "2025-07-01", "3"],
    ["Bob Beta", "https://www.linkedin.com/in/bob", "Engineer at Beta", "No.", "2025-07-02", "0"],
]


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_known_in_many_languages(tmp_path: Path, language: str, delimiter: str) -> None:
    rows = [HEADERS[language], *CELLS]
    # The order of the columns must not matter.
    text = "\n".join(delimiter.join(reversed(row)) for row in rows)
    path = written(tmp_path, text)
    assert CommentTable().recognise(Given.at(path)) == 0.6
    found = interactions(read(path))
    assert [one.text for one in found] == ["Great!", "No."]
    assert [one.person and one.person.name for one in found] == ["Ann Alpha", "Bob Beta"]
    assert [one.person and one.person.url for one in found] == [row[1] for row in CELLS]
    assert [one.person and one.person.headline for one in found] == [row[2] for row in CELLS]
    assert found[0].when == When(NOW // DAY * DAY - 7 * DAY, NOW // DAY * DAY - 6 * DAY - 1)


SENTENCES = [
    [
        "Ann Alpha",
        "https://www.linkedin.com/in/ann",
        "I really liked how you told this, thank you so much",
        "2w",
    ],
    ["Bob Beta", "https://www.linkedin.com/in/bob", "No idea what you want to say with that, but fine", "3d"],
    [
        "Cyd Gamma",
        "https://www.linkedin.com/in/cyd",
        "Could you tell us a little bit more of it please",
        "5h",
    ],
]


@pytest.mark.parametrize("header", [["Ẑ1", "Ẑ2", "Ẑ3", "Ẑ4"], None])
def test_without_known_headers_the_cells_tell(tmp_path: Path, header: list[str] | None) -> None:
    held = StringIO()
    csv.writer(held).writerows([header, *SENTENCES] if header else SENTENCES)
    path = written(tmp_path, held.getvalue())
    assert CommentTable().recognise(Given.at(path)) == 0.5
    found = interactions(read(path))
    assert [one.text for one in found] == [row[2] for row in SENTENCES]
    assert [one.person and one.person.name for one in found] == ["Ann Alpha", "Bob Beta", "Cyd Gamma"]
    # An age is rounded down, and counts back from when the file was written.
    assert found[0].when.latest == NOW - 2 * WEEK
    assert found[2].when == When(NOW - 6 * HOUR + 1, NOW - 5 * HOUR)


def test_ages_count_back_from_when_the_file_was_written(tmp_path: Path) -> None:
    import os

    path = written(tmp_path, "Name,Comment,Time\nAnn,Well done,2h\n")
    saved = NOW - 3 * DAY
    os.utime(path, (saved / 1000, saved / 1000))
    assert interactions(read(path))[0].when.latest == saved - 2 * HOUR


def test_in_doubt_the_user_is_asked_and_can_answer(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Name,First answer,Second answer\nAnn,yes it was so,not at all my friend\nBob,never,always and on\n",
    )
    assert CommentTable().recognise(Given.at(path)) == 0.3
    with pytest.raises(MappingNeeded) as raised:
        read(path)
    assert raised.value.columns == ("Name", "First answer", "Second answer")
    assert raised.value.missing == ("text",)
    assert "--map text=COLUMN" in raised.value.mend
    assert raised.value.where == "comments.csv"
    found = interactions(read(path, {"text": "second answer"}))
    assert [one.text for one in found] == ["not at all my friend", "always and on"]


def test_the_user_s_mapping_wins(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Comment,Note\nAnn,one two,three four\n")
    assert interactions(read(path))[0].text == "one two"
    assert interactions(read(path, {"text": "Note"}))[0].text == "three four"
    with pytest.raises(MappingNeeded, match="url") as raised:
        read(path, {"url": "Profile"})
    assert raised.value.missing == ("url",)
    with pytest.raises(InputError, match="no field 'words'"):
        read(path, {"words": "Note"})


def test_mapping_names_paths_inside_of_json(tmp_path: Path) -> None:
    text = json.dumps([{"a": {"b": "some words", "c": "Ann Alpha"}, "n": 1}])
    path = written(tmp_path, text, "comments.json")
    with pytest.raises(MappingNeeded):
        read(path)
    found = interactions(read(path, {"text": "a.b", "name": "a.c"}))
    assert [(one.text, one.person and one.person.name) for one in found] == [("some words", "Ann Alpha")]


def test_own_comments_and_other_data_are_left_to_other_sources(tmp_path: Path) -> None:
    source = CommentTable()

    def score(text: str) -> float:
        return source.recognise(Given.at(written(tmp_path, text)))

    link = "https://www.linkedin.com/feed/update/urn:li:activity:7345000000000000000"
    assert score(f"Date,Link,Message\n2025-07-01 10:00:00,{link},Well said\n") < 0.3
    change = {
        "resourceName": "comments",
        "capturedAt": 1,
        "owner": "urn:li:person:A",
        "activity": {"text": "x"},
    }
    assert score(json.dumps({"elements": [change]})) < 0.3
    for text in (
        "",
        "Dear Ann,\nthank you, really, for the talk.\nYours, Bob\n",
        "<html><body><table><tr><td>name</td><td>comment</td></tr></table></body></html>",
        "From: ann@example.org\nTo: bob@example.org\nSubject: Hello, you\n\nHello, how are you?\n",
        "day,rent,food\n2025-07-01,800,30\n2025-07-02,0,20\n",
        '{"settings": {"name": "x", "size": 3}}',
        '["a", "b"]',
        "[[[[[[",
        "plain words",
    ):
        assert score(text) < 0.3
    assert source.recognise(Given.at(tmp_path)) == 0


def test_one_comment_keeps_its_key_whichever_way_it_came(tmp_path: Path) -> None:
    post = "https://www.linkedin.com/feed/update/urn:li:activity:7345000000000000000"
    urn = "urn%3Ali%3Acomment%3A%28activity%3A7345000000000000000%2C7345678901234567168%29"
    bare = interactions(read(written(tmp_path, "Name,Comment\nAnn,Well  done\n")))[0]
    assert not bare.has_id
    for header, cells in (
        ("Name,Comment,Comment URL", f"Ann,Well done,{post}?commentUrn={urn}"),
        ("Name,Comment,Comment ID,Post URL", f"Ann,Well done,7345678901234567168,{post}"),
        ("Name,Comment,ID", "Ann,Well done,7345678901234567168"),
    ):
        found = interactions(read(written(tmp_path, f"{header}\n{cells}\n")))
        assert [(one.key, one.has_id) for one in found] == [
            ("linkedin:comment:7345000000000000000:7345678901234567168", True)
        ]
        assert bare.fingerprint == found[0].fingerprint


def test_reactions_and_reposts_among_the_rows(tmp_path: Path) -> None:
    text = "type,name,text\ncomment,Ann,Well done\nlike,Bob,\nrepost,Cyd,\nlike,,\n"
    found = read(written(tmp_path, text))
    assert [(one.kind.value, one.person and one.person.name) for one in interactions(found)] == [
        ("comment", "Ann"),
        ("reaction", "Bob"),
        ("repost", "Cyd"),
    ]
    assert aside(found) == [("row 5", "a reaction by nobody")]


def test_days_are_told_from_months_by_the_whole_column(tmp_path: Path) -> None:
    text = "Name,Comment,Date\nAnn,one,03/02/2025\nBob,two,28/02/2025\nCyd,three,31/02/2025\n"
    yielded = read(written(tmp_path, text))
    days = [one.when.earliest // DAY for one in interactions(yielded)]
    assert days[1] - days[0] == 25
    assert aside(yielded) == [("row 4", "there is no such date: 2025-02-31")]


def test_epoch_numbers_are_times(tmp_path: Path) -> None:
    text = "Name,Comment,Timestamp\nAnn,one,1751371200\nBob,two,1751371200000\nCyd,three,1951371200000\n"
    yielded = read(written(tmp_path, text))
    assert [one.when for one in interactions(yielded)] == [When.exactly(1_751_371_200_000)] * 2
    assert aside(yielded) == [("row 4", "the date lies in the future: 1951371200000")]


def test_what_is_not_known_of_a_time_stays_open(tmp_path: Path) -> None:
    found = interactions(read(written(tmp_path, "Name,Comment,Time\nAnn,one,\nBob,two,once upon\n")))
    created = 7345000000000000000 >> 22
    assert [one.when for one in found] == [When(created, NOW)] * 2


def test_long_texts_are_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    limits = Limits(text_chars=50, field_chars=1_000)
    rows = ["Name,Comment", "Ann,short", f"Bob,{'x' * 60}", f"Cyd,{'y' * 2_000}", "Dee,short too"]
    yielded = read(written(tmp_path, "\n".join(rows)), limits=limits)
    assert [one.text for one in interactions(yielded)] == ["short", "short too"]
    assert [where for where, _ in aside(yielded)] == ["row 3", "row 4"]
    items = [
        {"name": "Ann", "text": "short"},
        {"name": "Bob", "text": "x" * 5_000},
        {"name": "Dee", "text": "so"},
    ]
    for text in (json.dumps(items), "\n".join(map(json.dumps, items))):
        yielded = read(written(tmp_path, text, "comments.json"), limits=limits)
        assert [one.text for one in interactions(yielded)] == ["short", "so"]
        assert len(aside(yielded)) == 1


def test_json_that_breaks_off_keeps_what_was_read(tmp_path: Path) -> None:
    items = [{"name": f"Ann {number}", "text": f"word {number}"} for number in range(300)]
    path = written(tmp_path, json.dumps({"meta": {"v": 1}, "data": {"list": items}})[:-400], "comments.json")
    assert CommentTable().recognise(Given.at(path)) == 0.6
    with pytest.raises(DamagedFile, match="item 29"):
        read(path)
    stream = CommentTable().read(Given.at(path), Asked(NOW))
    assert len(interactions(list(islice(stream, 281)))) == 280


def test_directions_and_threads(tmp_path: Path) -> None:
    text = (
        "id,parent id,name,profile url,comment,is author\n"
        "c1,,Ann,https://www.linkedin.com/in/ann,Well done,no\n"
        "c2,c1,Me,https://www.linkedin.com/in/me-myself,Thank you,no\n"
        "c3,,Somebody,,It is me,yes\n"
    )
    ann, mine, told = interactions(read(written(tmp_path, text)))
    assert ann.direction is Direction.IN
    assert (mine.direction, mine.thread, mine.person) == (Direction.OUT, ann.key, ann.person)
    assert (told.direction, told.person) == (Direction.OUT, None)


def test_a_utf_16_table_with_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "comments.tsv"
    path.write_bytes("Name\tComment\r\nAnn\tSchön gesagt\r\nBob\tנכון מאוד\r\n".encode("utf-16"))
    assert [one.text for one in interactions(read(path))] == ["Schön gesagt", "נכון מאוד"]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WORDS, min_size=1, max_size=8), delimiter=st.sampled_from(",;\t"))
def test_texts_survive_the_way_through_a_file(tmp_path: Path, texts: list[str], delimiter: str) -> None:
    held = StringIO()
    writer = csv.writer(held, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["Name", "Comment"], *([f"Ann {place}", text] for place, text in enumerate(texts))])
    path = written(tmp_path, held.getvalue())
    as_json = written(
        tmp_path,
        json.dumps([{"Name": f"Ann {place}", "Comment": text} for place, text in enumerate(texts)]),
        "comments.json",
    )
    expected = [clean(text) for text in texts if clean(text) and not text.strip().startswith("'")]
    for one in (path, as_json):
        found = interactions(read(one, {"text": "Comment"}))
        kept = [text for text in (one.text for one in found) if not text.startswith("'")]
        assert [text for text in kept if text in expected] == expected


def survives(path: Path) -> None:
    source = CommentTable()
    assert 0 <= source.recognise(Given.at(path)) <= 0.6
    with suppress(InputError):
        read(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "name", "id", "comments", "replies", "url", "time", "data", "", "a.b"])
            | st.text(max_size=8),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=JSON, cut=st.integers(0, 400), lines=st.booleans())
def test_any_json_brings_nothing_but_a_clear_error(
    tmp_path: Path, value: object, cut: int, lines: bool
) -> None:
    text = json.dumps(value)
    text = f"{text}\n{text}\n{text}" if lines else text
    survives(written(tmp_path, text[: cut or None], "any.json"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=300),
    start=st.sampled_from(
        [b"", b"[", b"{", b'[{"text":"', b"Name,Comment\n", b'Name;Text\n"a', b"\xff\xfe[\0"]
    ),
)
def test_any_bytes_bring_nothing_but_a_clear_error(tmp_path: Path, content: bytes, start: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(start + content)
    survives(path)


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    for text in ('{"a":' * 50_000, "[" * 100_000, '[{"a":' + "[" * 100_000, '{"a":' * 10 + "[" * 100_000):
        with pytest.raises(InputError):
            read(written(tmp_path, text, "deep.json"))
