"""Workbooks as LinkedIn makes them, in several languages and of every year's shape."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from groundswell.domain.activity import Count, Demographic, Post
from groundswell.domain.errors import DamagedFile, UnrecognisedFile
from groundswell.domain.records import Part, Record, SetAside, Yielded
from groundswell.domain.when import DAY, HOUR, to_ms
from groundswell.domain.words import Metric
from groundswell.sources.linkedin_analytics import CompanyWorkbook, CreatorWorkbook, PostWorkbook
from groundswell.sources.protocol import Asked, Given, Source

Rows = Sequence[Sequence[object]]
Sheets = dict[str, Rows]

NOW = to_ms(datetime(2026, 6, 1, tzinfo=UTC))
MADE = datetime(2026, 5, 20, 9, 30)
ALL: tuple[Source, ...] = (CreatorWorkbook(), PostWorkbook(), CompanyWorkbook())

# The number of a post holds its time: these are of 2024-10-02 and 2023-11-22.
NEW_POST = "https://www.linkedin.com/feed/update/urn:li:activity:7247212345678901248"
OLD_POST = "https://www.linkedin.com/posts/jane-doe_on-hiring-share-7132999999999901696-aB3d"


def write_xlsx(path: Path, sheets: Sheets, made: datetime | None = MADE) -> Path:
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": made} if made else {})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def write_xls(path: Path, sheets: Sheets) -> Path:
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    book.save(str(path))
    return path


def read(source: Source, path: Path, now: int = NOW) -> list[Yielded]:
    return list(source.read(Given.at(path), Asked(now)))


def counts(yielded: Sequence[Yielded]) -> list[Count]:
    records = (one for one in yielded if isinstance(one, Record))
    return [fact for record in records for fact in record.facts if isinstance(fact, Count)]


def traits(yielded: Sequence[Yielded]) -> list[Demographic]:
    records = (one for one in yielded if isinstance(one, Record))
    return [fact for record in records for fact in record.facts if isinstance(fact, Demographic)]


def aside(yielded: Sequence[Yielded]) -> list[SetAside]:
    return [one for one in yielded if isinstance(one, SetAside)]


def best(path: Path) -> str:
    score, kind = max((source.recognise(Given.at(path)), source.kind) for source in ALL)
    return kind if score >= 0.3 else ""


def day(year: int, month: int, number: int) -> int:
    return to_ms(datetime(year, month, number, tzinfo=UTC))


def days(first: date, number: int, form: str) -> list[str]:
    written = []
    for place in range(number):
        one = first + timedelta(days=place)
        written.append(form.format(y=one.year, m=one.month, d=one.day))
    return written


def creator(form: str, words: dict[str, str], first: date, number: int, numeral: type = int) -> Sheets:
    """The five sheets; `form` writes a date, `words` names sheets and labels."""
    written = days(first, number, form)

    def word(text: str) -> str:
        return words.get(text, text)

    return {
        word("DISCOVERY"): [
            [word("Overall Performance"), f"{written[0]} - {written[-1]}"],
            [word("Impressions"), numeral(73_000)],
            [word("Members reached"), numeral(41_000)],
        ],
        word("ENGAGEMENT"): [
            [word("Date"), word("Impressions"), word("Engagements")],
            *([one, numeral(100 + place), numeral(place - 1)] for place, one in enumerate(written)),
        ],
        word("TOP POSTS"): [
            ["Maximum of 50 posts available to include in this list"],
            [],
            ["URL", "Date", word("Engagements"), "", "URL", "Date", word("Impressions")],
            [NEW_POST, written[0], numeral(870), "", OLD_POST, written[1], numeral(65_000)],
        ],
        word("FOLLOWERS"): [
            [f"{word('Total followers on')} {written[-1]}:", numeral(5120)],
            [],
            [word("Date"), word("New followers")],
            *([one, numeral(place)] for place, one in enumerate(written)),
        ],
        word("DEMOGRAPHICS"): [
            [word("Top Demographics"), word("Value"), word("Percentage")],
            [word("Job titles"), "Recruiter", 0.029],
            [word("Locations"), "Greater Lyon", "< 1%"],
        ],
    }


FRENCH = {
    "DISCOVERY": "DÉCOUVERTE",
    "ENGAGEMENT": "ENGAGEMENT",
    "TOP POSTS": "MEILLEURS POSTS",
    "FOLLOWERS": "ABONNÉS",
    "DEMOGRAPHICS": "DONNÉES DÉMOGRAPHIQUES",
    "Overall Performance": "Performances globales",
    "Members reached": "Membres touchés",
    "Engagements": "Interactions",
    "New followers": "Nouveaux abonnés",
    "Total followers on": "Nombre total d’abonnés au",
    "Job titles": "Intitulés de poste",
    "Top Demographics": "Principales données",
}
PORTUGUESE = {
    "DISCOVERY": "Descoberta",
    "Overall Performance": "Desempenho geral",
    "Impressions": "Impressões",
    "Members reached": "Usuários alcançados",
    "Engagements": "Engajamentos",
    "New followers": "Novos seguidores",
    "Total followers on": "Total de seguidores em",
    "Date": "Data",
    "Job titles": "Cargos",
    "Top Demographics": "Principais dados",
}
JAPANESE = {
    "DISCOVERY": "ディスカバリー",
    "Overall Performance": "全体のパフォーマンス",
    "Impressions": "インプレッション",
    "Members reached": "リーチしたメンバー",
    "Engagements": "エンゲージメント",
    "Date": "日付",
    "New followers": "新しいフォロワー",
    "Total followers on": "フォロワーの合計",
    "Job titles": "役職",
    "Top Demographics": "上位",
}
UNKNOWN = {
    name: f"Ẑ{place}"
    for place, name in enumerate(
        [
            "DISCOVERY",
            "ENGAGEMENT",
            "FOLLOWERS",
            "DEMOGRAPHICS",
            "Impressions",
            "Engagements",
            "Date",
            "TOP POSTS",
            "Overall Performance",
            "Members reached",
            "New followers",
            "Total followers on",
            "Job titles",
            "Top Demographics",
        ]
    )
}

LANGUAGES = pytest.mark.parametrize(
    ("form", "words"),
    [
        ("{m}/{d}/{y}", {}),
        ("{d:02}/{m:02}/{y}", FRENCH),
        ("{d:02}/{m:02}/{y}", PORTUGUESE),
        ("{d}.{m}.{y}", {**UNKNOWN, "Date": "Datum"}),
        ("{y}/{m}/{d}", JAPANESE),
        ("{y}年{m}月{d}日", JAPANESE),
        ("{d}-{m}-{y}", UNKNOWN),
        ("\u200f{d}/{m}/{y}", UNKNOWN),
    ],
)


@LANGUAGES
def test_a_creator_workbook_says_the_same_in_every_language(
    tmp_path: Path, form: str, words: dict[str, str]
) -> None:
    path = write_xlsx(tmp_path / "Content.xlsx", creator(form, words, date(2024, 8, 25), 90))
    assert best(path) == "creator-workbook"
    yielded = read(CreatorWorkbook(), path)
    start, end = day(2024, 8, 25), day(2024, 11, 23)
    assert not aside(yielded)
    found = {(one.metric, one.start, one.end, one.post): one.value for one in counts(yielded)}
    assert len(found) == 2 + 90 * 2 + 2 + 1 + 90
    assert found[Metric.IMPRESSIONS, start, end, ""] == 73_000
    assert found[Metric.MEMBERS_REACHED, start, end, ""] == 41_000
    assert found[Metric.IMPRESSIONS, start, start + DAY, ""] == 100
    assert found[Metric.ENGAGEMENTS, start, start + DAY, ""] == -1
    assert found[Metric.FOLLOWERS_GAINED, end - DAY, end, ""] == 89
    assert found[Metric.FOLLOWERS, None, end, ""] == 5120
    # Published within the window: a running total. Published before it: what the window brought.
    assert found[Metric.ENGAGEMENTS, None, end, "linkedin:activity:7247212345678901248"] == 870
    assert found[Metric.IMPRESSIONS, start, end, "linkedin:share:7132999999999901696"] == 65_000
    assert [(one.label, one.share, one.below) for one in traits(yielded)] == [
        ("Recruiter", 0.029, False),
        ("Greater Lyon", 0.01, True),
    ]
    assert {one.at for one in traits(yielded)} == {end}


def test_days_up_to_the_twelfth_are_told_from_months_by_their_sequence(tmp_path: Path) -> None:
    for form in ("{m}/{d}/{y}", "{d}/{m}/{y}"):
        path = write_xlsx(tmp_path / "Content.xlsx", creator(form, UNKNOWN, date(2025, 3, 2), 7))
        start = day(2025, 3, 2)
        gained = [
            one for one in counts(read(CreatorWorkbook(), path)) if one.metric is Metric.FOLLOWERS_GAINED
        ]
        assert [one.start for one in gained] == [start + place * DAY for place in range(7)]


def test_the_shape_of_2026_with_numbers_as_text_and_a_window_of_thirteen_months(tmp_path: Path) -> None:
    sheets = creator("{m}/{d}/{y}", {}, date(2025, 4, 10), 395, str)
    path = write_xlsx(tmp_path / "AggregateAnalytics_Jane_2025-04-10_2026-05-09.xlsx", sheets)
    yielded = read(CreatorWorkbook(), path)
    assert not aside(yielded)
    daily = [one for one in counts(yielded) if one.metric is Metric.ENGAGEMENTS and not one.post]
    assert [one.value for one in daily] == [float(place - 1) for place in range(395)]


def test_posts_come_with_their_links_and_the_time_in_their_number(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "Content.xlsx", creator("{m}/{d}/{y}", {}, date(2024, 8, 25), 90))
    facts = [fact for one in read(CreatorWorkbook(), path) if isinstance(one, Record) for fact in one.facts]
    posts = [fact for fact in facts if isinstance(fact, Post)]
    assert [(one.key, one.url) for one in posts] == [
        ("linkedin:activity:7247212345678901248", NEW_POST),
        ("linkedin:share:7132999999999901696", OLD_POST),
    ]
    assert posts[0].at is not None
    assert posts[0].at >> 0 == 7247212345678901248 >> 22


def test_dates_that_excel_made_numbers_are_read(tmp_path: Path) -> None:
    sheets = creator("{m}/{d}/{y}", {}, date(2024, 8, 25), 3)
    sheets["ENGAGEMENT"] = [["Date", "Impressions", "Engagements"], [45_529, 5, 1], [45_530, 6, 2]]
    path = write_xlsx(tmp_path / "Content.xlsx", sheets)
    found = [one.start for one in counts(read(CreatorWorkbook(), path)) if one.metric is Metric.IMPRESSIONS]
    assert found[1:3] == [day(2024, 8, 25), day(2024, 8, 26)]


def test_a_bad_row_costs_only_itself(tmp_path: Path) -> None:
    sheets = creator("{m}/{d}/{y}", {}, date(2024, 8, 25), 5)
    bad: Rows = [
        ["2/30/2024", 1, 1],
        ["8/26/2024", 7, 7],
        ["8/31/2024", "many", ""],
        ["8/31/2094", 1, 1],
        ["soon", 1, 1],
    ]
    sheets["ENGAGEMENT"] = [*sheets["ENGAGEMENT"], *bad, ["8/30/2024", 9, 9]]
    sheets["TOP POSTS"] = [*sheets["TOP POSTS"], [NEW_POST, "8/26/2024", "lots"], ["", "8/26/2024", 5]]
    yielded = read(CreatorWorkbook(), write_xlsx(tmp_path / "Content.xlsx", sheets))
    assert [(one.where, one.why) for one in aside(yielded)] == [
        ("row 7", "not a date: 2/30/2024"),
        ("row 8", "the same day stands here twice"),
        ("row 9", "there is no number on this day"),
        ("row 10", "the date lies in the future"),
        ("row 11", "not a date: soon"),
        ("row 5", "there is no number"),
        ("row 6", "there is no link to a post"),
    ]
    assert day(2024, 8, 30) in {one.start for one in counts(yielded) if one.metric is Metric.ENGAGEMENTS}


def test_each_sheet_is_a_part_and_what_is_not_needed_says_so(tmp_path: Path) -> None:
    sheets = {**creator("{m}/{d}/{y}", {}, date(2024, 8, 25), 5), "Notes": [["Hello", "there"]]}
    yielded = read(CreatorWorkbook(), write_xlsx(tmp_path / "Content.xlsx", sheets))
    assert [one for one in yielded if isinstance(one, Part)] == [
        Part("DISCOVERY", "creator-workbook discovery"),
        Part("ENGAGEMENT", "creator-workbook engagement"),
        Part("TOP POSTS", "creator-workbook top-posts"),
        Part("FOLLOWERS", "creator-workbook followers"),
        Part("DEMOGRAPHICS", "creator-workbook demographics"),
        Part("Notes", "not needed"),
    ]


def test_totals_of_today_are_never_of_the_future(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "Content.xlsx",
        creator("{m}/{d}/{y}", {}, date(2026, 5, 22), 10),
        datetime(2026, 5, 31, 22, 0),
    )
    now = day(2026, 5, 31) + 23 * HOUR
    running = [one for one in counts(read(CreatorWorkbook(), path, now)) if one.start is None]
    assert {one.end for one in running} == {day(2026, 5, 31) + 22 * HOUR}
    assert read(CreatorWorkbook(), path, now) == read(CreatorWorkbook(), path, now + 40 * DAY)


ENGLISH_POST = [
    ("Impressions", Metric.IMPRESSIONS),
    ("Members reached", Metric.MEMBERS_REACHED),
    ("Profile viewers from this post", Metric.PROFILE_VIEWERS),
    ("Followers gained from this post", Metric.FOLLOWERS_GAINED),
    ("Social engagements", Metric.ENGAGEMENTS),
    ("Reactions", Metric.REACTIONS),
    ("Comments", Metric.COMMENTS),
    ("Reposts", Metric.REPOSTS),
    ("Saves", Metric.SAVES),
    ("Sends on LinkedIn", Metric.SENDS),
]
POST_LABELS = {
    "en": [label for label, _ in ENGLISH_POST],
    "fr": [
        "Impressions", "Membres touchés/Portée (membres atteints)", "Vues de profil grâce à ce post",
        "Abonnés gagnés grâce à ce post", "Interactions sociales", "Réactions", "Commentaires",
        "Republications",
        "Enregistrements", "Envois sur LinkedIn",
    ],
    "de": [
        "Impressions", "Erreichte Mitglieder", "Profilbesucher:innen über diesen Beitrag",
        "Durch diesen Beitrag gewonnene Follower:innen", "Soziale Interaktionen", "Reaktionen", "Kommentare",
        "Reposts", "Gespeichert", "Auf LinkedIn gesendet",
    ],
    "es": [
        "Impresiones", "Miembros alcanzados", "Visualizaciones de perfil de esta publicación",
        "Seguidores obtenidos de esta publicación", "Interacciones sociales", "Reacciones", "Comentarios",
        "Veces compartido", "Guardados", "Envíos en LinkedIn",
    ],
    "pt": [
        "Impressões", "Usuários alcançados", "Visualizações de perfil a partir desta publicação",
        "Seguidores conquistados com esta publicação", "Engajamentos sociais", "Reações", "Comentários",
        "Compartilhamentos", "Salvamentos", "Envios no LinkedIn",
    ],
    "it": [
        "Impressioni", "Membri raggiunti", "Visite al profilo da questo post",
        "Follower ottenuti da questo post",
        "Interazioni social", "Reazioni", "Commenti", "Condivisioni", "Salvataggi", "Invii su LinkedIn",
    ],
    "pl": [
        "Wyświetlenia", "Zasięg (członkowie)", "Wyświetlający profil po tym poście",
        "Obserwujący dzięki temu postowi",
        "Zaangażowanie społeczne", "Reakcje", "Komentarze", "Udostępnienia", "Zapisane",
        "Wysłane na LinkedIn",
    ],
    "tr": [
        "Gösterim", "Ulaşılan üyeler", "Bu gönderiden profil görüntüleyenler",
        "Bu gönderiden kazanılan takipçiler",
        "Sosyal etkileşim", "Tepkiler", "Yorumlar", "Yeniden paylaşımlar", "Kaydetmeler",
        "LinkedIn’de gönderimler",
    ],
    "xx": [f"Ẑ{place}" for place in range(10)],
}  # fmt: skip


def single_post(labels: Sequence[str]) -> Rows:
    totals = [7_300_000, 4_100_000, "12.345", "1,022", 24_311, 23_197, 546, 568, "1 234", 77]
    return [
        ["URL", NEW_POST],
        ["Date", "Oct 2, 2024"],
        ["Time", "9:04 AM"],
        *zip(labels, totals, strict=True),
        [],
        ["Category", "Value", "%"],
        ["Seniority", "Senior", "31%"],
        ["Company size", "11-50", "< 1 %"],
        ["Location", "Lyon", "2,5 %"],
    ]


@pytest.mark.parametrize("language", POST_LABELS)
def test_one_post_on_one_sheet_in_many_languages(tmp_path: Path, language: str) -> None:
    path = write_xlsx(tmp_path / "SinglePostAnalytics.xlsx", {"Sheet": single_post(POST_LABELS[language])})
    assert best(path) == "post-workbook"
    yielded = read(PostWorkbook(), path)
    assert not aside(yielded)
    assert [one.metric for one in counts(yielded)] == [metric for _, metric in ENGLISH_POST]
    values = [7_300_000, 4_100_000, 12_345, 1_022, 24_311, 23_197, 546, 568, 1_234, 77]
    assert [one.value for one in counts(yielded)] == values
    assert {(one.start, one.end, one.post) for one in counts(yielded)} == {
        (None, to_ms(MADE), "linkedin:activity:7247212345678901248")
    }
    assert [(one.dimension, one.label, one.share, one.below) for one in traits(yielded)] == [
        ("Seniority", "Senior", 0.31, False),
        ("Company size", "11-50", 0.01, True),
        ("Location", "Lyon", 0.025, False),
    ]
    assert {one.post for one in traits(yielded)} == {"linkedin:activity:7247212345678901248"}


def test_one_post_on_two_sheets(tmp_path: Path) -> None:
    sheets: Sheets = {
        "PERFORMANCE": [
            ["Post URL", NEW_POST],
            ["Post Performance"],
            ["Impressions", "73,512"],
            ["Reactions", 812],
            ["Watch time", 55],
            ["Comments", "-"],
        ],
        "TOP DEMOGRAPHICS": [
            ["Category", "Value", "%"],
            ["Job title", "Founder", 12.0],
            ["Industry", "Retail", 0.5],
        ],
    }
    path = write_xlsx(tmp_path / "PostAnalytics.xlsx", sheets)
    assert best(path) == "post-workbook"
    yielded = read(PostWorkbook(), path)
    assert {one.metric: one.value for one in counts(yielded)} == {
        Metric.IMPRESSIONS: 73_512,
        Metric.REACTIONS: 812,
    }
    assert [one.where for one in aside(yielded)] == ["row 5"]
    assert [one.share for one in traits(yielded)] == [0.12, 0.005]


def test_a_workbook_without_a_date_of_its_own_counts_at_the_day_it_was_written(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"S": single_post(POST_LABELS["en"])}, datetime(2031, 1, 1))
    (tmp_path / "again.xlsx").write_bytes(path.read_bytes())
    now = to_ms(datetime.now(UTC))
    ends = {
        one.end
        for name in ("a", "again")
        for one in counts(read(PostWorkbook(), tmp_path / f"{name}.xlsx", now))
    }
    assert len(ends) == 1
    assert ends.pop() <= now


METRICS_HEADER = [
    "Date",
    *(
        f"{metric} ({flavour})"
        for metric in ("Impressions", "Clicks", "Reactions", "Comments", "Reposts", "Engagement rate")
        for flavour in ("organic", "sponsored", "total")
    ),
]
POSTS_HEADER = [
    "Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date",
    "Campaign start date",
    "Campaign end date", "Audience", "Impressions", "Views", "Offsite Views", "Clicks",
    "Click through rate (CTR)",
    "Likes", "Comments", "Reposts", "Follows", "Engagement rate", "Content Type",
]  # fmt: skip
POST_ROW = [
    "We are hiring", NEW_POST, "Organic", "", "Jane Doe", "10/02/2024", "", "", "All followers", 8_000, "",
    "", 210,
    0.02625, 120, 14, 9, 3, 0.0441, "Image",
]  # fmt: skip


def company(header: Sequence[str], posts_header: Sequence[str]) -> Sheets:
    rows = [
        [one, *(100 * column + place for column in range(15)), 0.05, 0.0, "4.5%"]
        for place, one in enumerate(days(date(2024, 9, 1), 40, "{m:02}/{d:02}/{y}"))
    ]
    return {
        "Metrics": [["Aggregated engagement metrics for organic and sponsored posts."], header, *rows],
        "All posts": [
            ["Aggregated engagement metrics for individual posts."],
            posts_header,
            POST_ROW,
            ["", "", "x"],
        ],
    }


@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
@pytest.mark.parametrize("known", [True, False])
def test_a_page_s_metrics_and_posts(tmp_path: Path, suffix: str, known: bool) -> None:
    def label(header: list[str]) -> list[str]:
        return header if known else [f"Ẑ{place}" for place in range(len(header))]

    sheets = company(label(METRICS_HEADER), label(POSTS_HEADER))
    path = (write_xls if suffix == "xls" else write_xlsx)(tmp_path / f"page.{suffix}", sheets)
    assert best(path) == "company-workbook"
    yielded = read(CompanyWorkbook(), path)
    first = {(one.metric, one.flavour): one.value for one in counts(yielded) if one.end == day(2024, 9, 2)}
    assert len(first) == 18
    assert first[Metric.IMPRESSIONS, "organic"] == 0
    assert first[Metric.IMPRESSIONS, "sponsored"] == 100
    assert first[Metric.REPOSTS, ""] == 1400
    assert first[Metric.ENGAGEMENT_RATE, ""] == 0.045
    of_post = {one.metric: one for one in counts(yielded) if one.post}
    assert {metric: one.value for metric, one in of_post.items()} == {
        Metric.IMPRESSIONS: 8_000,
        Metric.CLICKS: 210,
        Metric.CLICK_THROUGH_RATE: 0.02625,
        Metric.REACTIONS: 120,
        Metric.COMMENTS: 14,
        Metric.REPOSTS: 9,
        Metric.FOLLOWERS_GAINED: 3,
        Metric.ENGAGEMENT_RATE: 0.0441,
    }
    assert {(one.start, one.end) for one in of_post.values()} == {(None, day(2024, 10, 11))}
    assert [one.why for one in aside(yielded)] == ["there is no link to a post"]
    facts = [fact for one in yielded if isinstance(one, Record) for fact in one.facts]
    assert [fact.text for fact in facts if isinstance(fact, Post)] == ["We are hiring"]


def test_a_page_s_followers_and_where_they_are(tmp_path: Path) -> None:
    header = ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"]
    rows = [[one, 1, 5, 2, 8] for one in days(date(2024, 9, 1), 14, "{m:02}/{d:02}/{y}")]
    sheets: Sheets = {
        "New followers": [["Follower metrics"], header, *rows],
        "Location": [["Location", "Total followers"], ["Lyon", 30], ["Oslo", 10]],
    }
    path = write_xls(tmp_path / "page.xls", sheets)
    assert best(path) == "company-workbook"
    yielded = read(CompanyWorkbook(), path)
    assert not aside(yielded)
    last = {one.flavour: one.value for one in counts(yielded) if one.end == day(2024, 9, 15)}
    assert last == {"sponsored": 1, "organic": 5, "auto-invited": 2, "": 8}
    assert [(one.dimension, one.label, one.share) for one in traits(yielded)] == [
        ("Location", "Lyon", 0.75),
        ("Location", "Oslo", 0.25),
    ]


def test_other_workbooks_are_not_taken_for_analytics(tmp_path: Path) -> None:
    others: list[Sheets] = [
        {"Budget": [["Date", "Rent", "Food"], ["1/2/2024", 800, 300], ["1/3/2024", 0, 20]]},
        {"Links": [["Name", "Link"], ["Ann", NEW_POST], ["Bob", OLD_POST]]},
        {"People": [["Name", "Team", "Part"], ["Ann", "Sales", 0.5]]},
        {"Empty": []},
    ]
    for sheets in others:
        assert best(write_xlsx(tmp_path / "other.xlsx", sheets)) == ""
        assert best(write_xls(tmp_path / "other.xls", sheets)) == ""


def test_reading_what_is_no_such_workbook_is_a_clear_error(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    for source in ALL:
        assert source.recognise(Given.at(text)) == 0
        assert source.recognise(Given.at(tmp_path)) == 0
        with pytest.raises(UnrecognisedFile, match="not a workbook"):
            read(source, text)
    empty = write_xlsx(tmp_path / "empty.xlsx", {"Empty": []})
    with pytest.raises(DamagedFile, match="which days it covers"):
        read(CreatorWorkbook(), empty)
    with pytest.raises(DamagedFile, match="does not link to its post"):
        read(PostWorkbook(), empty)
