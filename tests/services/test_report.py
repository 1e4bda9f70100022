"""A report tells what is known, names nobody unasked, and quotes nobody cruel or in need."""

import json
import re
from dataclasses import replace
from pathlib import Path
from unittest.mock import ANY

import pytest
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.activity import Account, Count, Fact, Post
from groundswell.domain.errors import GroundswellError, NotFound, UsageError
from groundswell.domain.keys import folded
from groundswell.domain.records import Record
from groundswell.domain.report import Report, Section, Wanted
from groundswell.domain.report_parts import Quote, Usual, View
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Abuse, Lane, Metric, Network, Tone
from groundswell.services.reading import triaging
from groundswell.services.reading.crowd import PERSPECTIVES
from groundswell.services.report import quoting
from groundswell.services.report.blocks import Head
from groundswell.services.report.gathering import gather, posts_meant
from groundswell.services.report.making import made
from groundswell.services.report.naming import Crowd, struck
from groundswell.services.report.telling import document
from groundswell.services.waves.forecasting import refresh_forecasts
from groundswell.services.workspace import Workspace
from groundswell.store import crowds
from groundswell.store.intake import Intake
from tests.services.test_joining import two
from tests.web.world import HOSTILE_WORDS, NOW, POST, POSTED, TagReader, fill


@pytest.fixture
def wave(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The small wave of the pages' tests, with a perspective of every lane."""
    monkeypatch.setattr(triaging, "reader_named", lambda name: TagReader())
    now = replace(workspace, now=lambda: NOW)
    fill(now)
    with now.store.writing() as conn:
        rows = conn.exec_driver_sql(
            "SELECT interaction_id, lane FROM inbox WHERE post_id IS NOT NULL ORDER BY interaction_id"
        ).fetchall()
        heard: list[dict[str, object]] = [
            {
                "lane": lane.value, "title": f"They say {lane}", "words": ["wording", "moyo"],
                "n": len(ids), "of": len(rows), "tones": {}, "quotes": ids[:8],
            }
            for lane in Lane
            if (ids := [row[0] for row in rows if row[1] == lane.value])
        ]  # fmt: skip
        crowds.keep_finding(conn, 1, PERSPECTIVES, heard)
    return now


def told(workspace: Workspace, **more: object) -> Report:
    return gather(workspace, replace(Wanted(posts_meant(workspace, [])), **more))  # type: ignore[arg-type]


def quotes(report: Report) -> dict[Lane, list[str]]:
    return {view.lane: [quote.text for quote in view.quotes] for one in report.waves for view in one.views}


def test_the_numbers_of_a_wave(wave: Workspace) -> None:
    (one,) = told(wave).waves
    assert {figure.metric: figure.value for figure in one.figures} == {
        Metric.IMPRESSIONS: 5.0e6, Metric.REACTIONS: 15_900.0, Metric.COMMENTS: 51.0, Metric.REPOSTS: 389.0
    }  # fmt: skip
    assert one.account == "Mara Lindqvist"
    assert (one.hard.read, one.hard.tones[Tone.HOSTILE], one.hard.spam) == (51, 2, 1)
    assert one.hard.abuse == {Abuse.INSULT: 2}
    assert (one.answered.replies, one.answered.wanted) == (0, 7)
    assert (one.came.conversations, one.came.offers) == (1, 1)
    assert one.came.until == NOW
    assert {dimension: len(shares) for dimension, shares in one.reach.readers.items()} == {"Job titles": 1}
    assert not one.reach.of_account
    assert one.reach.people == 51


def test_forecasts_stand_beside_what_came(wave: Workspace) -> None:
    (one,) = told(wave).waves
    (comments,) = [course for course in one.courses if course.metric is Metric.COMMENTS]
    assert [foretold.afterwards for foretold in comments.foretold][:1] == [True]
    assert all((foretold.came is None) is (foretold.held is None) for foretold in comments.foretold)
    assert comments.points[0] == (POSTED, 0.0)
    assert comments.points[-1][1] == 51


def test_nobody_cruel_or_in_need_is_quoted(wave: Workspace) -> None:
    found = quotes(told(wave))
    assert found[Lane.HOSTILE] == found[Lane.NEEDS_YOU] == found[Lane.SPAM] == []
    assert found[Lane.FEEDBACK]
    assert len(found[Lane.KIND_WORDS]) == quoting.QUOTED
    assert HOSTILE_WORDS not in json.dumps(found)


def test_of_a_long_comment_the_beginning_is_quoted_without_names(wave: Workspace) -> None:
    kind = quotes(told(wave))[Lane.KIND_WORDS]
    long = "Well said, Dele Moyo. " + "Ab. Main Street 1 " * 5_000
    with wave.store.writing() as conn:
        conn.exec_driver_sql("UPDATE interaction SET text = ? WHERE text = ?", (long, kind[0]))
    (found,) = (one for one in quotes(told(wave))[Lane.KIND_WORDS] if one.startswith("Well said"))
    assert found.startswith("Well said, [name].")
    assert len(found) <= quoting.LONGEST


def test_words_of_danger_are_not_quoted_whatever_the_reading_says(wave: Workspace) -> None:
    kind = quotes(told(wave))[Lane.KIND_WORDS]
    dark = "Beautiful letter. I want to kill myself tonight."
    with wave.store.writing() as conn:
        conn.exec_driver_sql("UPDATE interaction SET text = ? WHERE text = ?", (dark, kind[0]))
    after = quotes(told(wave))[Lane.KIND_WORDS]
    assert kind[0] not in after
    assert kind[1] in after
    assert "tonight" not in json.dumps(after)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("李小龍", "我同意李小龍先生", "我同意[name]先生"),
        ("田中", "田中さん、ありがとう", "[name]さん、ありがとう"),
        ("สมชาย", "คุณสมชายพูดถูก", "คุณ[name]พูดถูก"),
        ("王", "國王說得對", "國王說得對"),
        ("Zelda Quist", "#ZeldaQuist, zelda and ＱＵＩＳＴ", "#[name][name], [name] and [name]"),
    ],
)
def test_names_are_struck_also_where_no_spaces_stand_around_them(
    workspace: Workspace, name: str, text: str, told: str
) -> None:
    crowd = Crowd([(name, frozenset(folded(name).split()), ())], frozenset())
    with workspace.store.reading() as conn:
        assert struck(conn, crowd, text).text == told


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Иван Петров", "Спасибо Ивану Петрову!", "Спасибо [name] [name]!"),
        ("Анна Кравец", "Согласна с Анной и с Кравцом.", "Согласна с [name] и с [name]."),
        ("Ольга Шевченко", "Дякую Ользі за лист.", "Дякую [name] за лист."),
        ("Marek Zieliński", "Zgadzam się z Markiem Zielińskim.", "Zgadzam się z [name] [name]."),
        ("Zeynep Yılmaz", "Bence Zeynepin dediği çok doğru.", "Bence [name] dediği çok doğru."),
        ("Νίκος Παπαδόπουλος", "Συμφωνώ με τον Παπαδόπουλο.", "Συμφωνώ με τον [name]."),
        # Too short a stem where a sentence begins, small letters, and nouns that German writes with capitals.
        ("Вера Лиман", "Верю каждому слову о лиманах.", "Верю каждому слову о лиманах."),
        ("Marek Stein", "Das sind alles Steine auf dem Weg.", "Das sind alles Steine auf dem Weg."),
    ],
)
def test_names_are_struck_in_all_their_cases(workspace: Workspace, name: str, text: str, told: str) -> None:
    crowd = Crowd([(name, frozenset(folded(name).split()), ())], frozenset())
    with workspace.store.reading() as conn:
        assert struck(conn, crowd, text).text == told


def test_names_only_by_choice(wave: Workspace) -> None:
    without, named = told(wave), told(wave, names=True)
    assert "May we use the wording? [name] asks. #question" in quotes(without)[Lane.QUESTION]
    assert "May we use the wording? Dele Moyo asks. #question" in quotes(named)[Lane.QUESTION]
    assert {quote.who for one in without.waves for view in one.views for quote in view.quotes} == {""}
    assert "Dele Moyo" in {quote.who for one in named.waves for view in one.views for quote in view.quotes}
    # Nor do telling words give a name away.
    assert all("moyo" not in view.words for one in without.waves for view in one.views)


def test_views_of_one_name_stand_together() -> None:
    quote = Quote("key", "words", "en")
    apart = [
        View(Lane.KIND_WORDS, "They praise it", ("letter",), 5, 0.1, (quote,)),
        View(Lane.KIND_WORDS, "They stand by the author", ("one",), 4, 0.08, (quote,)),
        View(Lane.KIND_WORDS, "They stand by the author", ("two",), 3, 0.06, (quote, quote)),
    ]
    first, second = quoting.together(apart)
    assert (first.title, first.n, first.words, len(first.quotes)) == ("They stand by the author", 7, (), 3)
    assert first.share == pytest.approx(0.14)
    assert second == apart[0]


def test_a_quote_that_is_left_out_makes_room_for_none(wave: Workspace) -> None:
    before = told(wave)
    kind = next(view for view in before.waves[0].views if view.lane is Lane.KIND_WORDS)
    after = told(wave, left_out=frozenset({kind.quotes[0].key}))
    assert quotes(after)[Lane.KIND_WORDS] == [quote.text for quote in kind.quotes[1:]]
    assert quotes(told(wave, quotes=False)) == {lane: [] for lane in quotes(before)}


def test_which_posts_are_meant(wave: Workspace) -> None:
    assert posts_meant(wave, []) == posts_meant(wave, ["1"]) == posts_meant(wave, [POST]) == (1,)
    assert posts_meant(wave, ["https://www.linkedin.com/feed/update/urn:li:activity:1"]) == (1,)
    assert posts_meant(wave, [], POSTED - DAY, POSTED + 1) == (1,)
    for named in ("2", "nowhere", "9" * 30):
        with pytest.raises(NotFound, match="there is no post"):
            posts_meant(wave, [named])
    with pytest.raises(NotFound, match="no post was published then"):
        posts_meant(wave, [], POSTED + DAY, None)
    with pytest.raises(UsageError, match="no post was chosen"):
        gather(wave, Wanted(()))


def test_without_anything_there_is_nothing_to_report(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="no post to report on"):
        posts_meant(workspace, [])


@pytest.fixture
def run(wave: Workspace) -> CliRunner:
    """Runs commands over the wave."""
    return CliRunner()


def test_the_command_prints_facts_and_writes_files(run: CliRunner, tmp_path: Path) -> None:
    page, sheet = tmp_path / "report.html", tmp_path / "report.pdf"
    done = run.invoke(app, ["report", "1", "--json", "--client", "Acme", "--out", str(page)])
    facts = json.loads(done.stdout)
    assert (facts["client"], facts["waves"][0]["hard"]["read"]) == ("Acme", 51)
    assert facts["waves"][0]["at"] == "2026-11-15T11:06:40+00:00"
    assert "For Acme" in page.read_text(encoding="utf-8")
    done = run.invoke(app, ["report", "1", "--out", str(sheet)])
    assert re.fullmatch(rf"{re.escape(str(sheet))}: a report on 1 post, \d+ kB\n", done.stdout)
    assert sheet.read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "it is not told where the report goes"),
        (["--out", "report.docx"], "a report is no .docx"),
        (["--json", "--since", "yesterday"], "is no day"),
        (["--json", "--accent", "red"], "is no colour"),
        (["--json", "--paper", "a3"], "is not known"),
        (["--json", "--logo", "nowhere.png"], "cannot be read"),
        (["--json", "--since", "2030-01-01"], "no post was published then"),
        (["--json", "77"], "there is no post '77'"),
        (["77"], "there is no post '77'"),
    ],
)
def test_what_cannot_be_is_said(run: CliRunner, words: list[str], why: str) -> None:
    done = run.invoke(app, ["report", *words])
    assert isinstance(done.exception, GroundswellError)
    assert why in str(done.exception)


def test_parts_are_left_out(run: CliRunner) -> None:
    done = run.invoke(app, ["report", "--json", "--without", "said", "--without", "hard"])
    assert set(json.loads(done.stdout)["sections"]) == set(Section) - {Section.SAID, Section.HARD}


def several(workspace: Workspace) -> tuple[int, ...]:
    """Posts of two accounts of one network and of another network, with words that nobody should trust."""
    two = "https://two.example/@mara"
    facts: tuple[Fact, ...] = (
        Account(Network.MASTODON, "mastodon:one.example/@mara", "Mara One", "https://one.example/@mara"),
        Account(Network.MASTODON, "mastodon:two.example/@mara", "Mara Two", two),
        Account(Network.BLUESKY, "bluesky:did:plc:mara", "Mara Blue"),
        Post(Network.MASTODON, "mastodon:p1", None, "", "javascript:alert(1)"),
        Post(Network.MASTODON, "mastodon:p2", NOW - DAY, "مرحبا \u202e evil \x00 \x1b[31m", f"{two}/2"),
        Post(Network.BLUESKY, "bluesky:p3", NOW - 2 * DAY, "x" * 5_000),
        Count(Network.BLUESKY, Metric.REACTIONS, 40.0, NOW - HOUR, post="bluesky:p3"),
        Count(Network.MASTODON, Metric.REACTIONS, 2.0, NOW - HOUR, post="mastodon:p2"),
    )
    with workspace.store.writing() as conn:
        Intake().write(conn, [Record(str(n), (fact,)) for n, fact in enumerate(facts)])
        return tuple(row[0] for row in conn.exec_driver_sql("SELECT id FROM post ORDER BY id").fetchall())


def test_several_posts_of_several_accounts(workspace: Workspace) -> None:
    now = replace(workspace, now=lambda: NOW)
    report = gather(now, Wanted(several(now), client="Acme"))
    assert [one.account for one in report.waves] == ["", "Mara Blue", "Mara Two"]
    assert report.accounts == ("Mara Blue", "Mara Two")
    assert report.totals == {Metric.REACTIONS: 42.0}
    assert any("is counted under each" in note for note in report.notes)
    alone = gather(now, Wanted((report.waves[1].post_id,)))
    assert not any("is counted under each" in note for note in alone.notes)
    assert [one.figures[0].usual for one in report.waves[1:]] == [None, Usual(ANY, ANY, ANY, 1)]
    told = document(report)
    assert isinstance(told.blocks[0], Head)
    assert told.blocks[0].text == "All posts together"
    assert sum(isinstance(block, Head) and block.level == 2 for block in told.blocks) == 4


def test_words_from_outside_steer_nothing(workspace: Workspace) -> None:
    now = replace(workspace, now=lambda: NOW)
    for post in several(now):
        report = gather(now, Wanted((post,)))
        page, sheet = made(report, ".html").content.decode(), made(report, ".pdf").content
        assert "javascript:" not in page
        assert b"javascript:" not in sheet
        assert not set("\x00\x1b\u202e") & set(page)


def test_one_text_on_two_networks_is_one_wave(workspace: Workspace) -> None:
    ids = two(workspace)
    refresh_forecasts(workspace)
    # Named by either of its posts, or by both, it is told once.
    reports = [gather(workspace, Wanted(some)) for some in ((ids[0],), (ids[1],), ids)]
    assert [[one.post_id for one in report.waves] for report in reports] == [[ids[1]]] * 3
    (one,) = reports[0].waves
    assert one.networks == (Network.BLUESKY, Network.LINKEDIN)
    assert {figure.metric: figure.value for figure in one.figures} == {
        Metric.IMPRESSIONS: 400.0,
        Metric.COMMENTS: 258.0,
    }
    by_network = {network: there[Metric.IMPRESSIONS] for network, there in one.reach.networks.items()}
    assert by_network == {Network.BLUESKY: 200.0, Network.LINKEDIN: 200.0}
    (comments,) = [course for course in one.courses if course.metric is Metric.COMMENTS]
    assert (comments.basis, comments.points[-1][1]) == ("events", 258.0)
    assert comments.foretold
    assert one.hits.of > 0
