"""A report made on the pages: what goes in, quotes left out, the files, and each of them for everybody."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from groundswell.domain.words import Lane
from groundswell.services.reading.crowd import PERSPECTIVES
from groundswell.store import crowds
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.keys import press
from tests.web.looking import accessible
from tests.web.world import HOSTILE_WORDS

CRUEL = '"><script>alert(1)</script>'


@pytest.fixture
def heard(site: Site) -> Site:
    """The small wave, with a perspective for every lane."""
    with site.workspace.store.writing() as conn:
        rows = conn.exec_driver_sql("SELECT interaction_id, lane FROM inbox WHERE post_id = 1").fetchall()
        heard: list[dict[str, object]] = [
            {
                "lane": lane.value, "title": f"They say {lane}", "words": [], "n": len(ids), "of": len(rows),
                "tones": {}, "quotes": ids[:8],
            }
            for lane in Lane
            if (ids := [row[0] for row in rows if row[1] == lane.value])
        ]  # fmt: skip
        crowds.keep_finding(conn, 1, PERSPECTIVES, heard)
    return site


@pytest.fixture
def client(heard: Site) -> Iterator[httpx.Client]:
    """The user's own browser, without scripts."""
    cookie = heard.door.enter(heard.door.new_code()) or ""
    with httpx.Client(
        base_url=heard.address, timeout=60, cookies={"groundswell_session": cookie},
        headers={"origin": heard.address}, follow_redirects=True,
    ) as client:  # fmt: skip
        yield client


def made(browser: httpx.Client, **chosen: object) -> tuple[str, str]:
    """The address and the text of the page of a report that was made with the form as it stands."""
    sections = re.findall(r'name="section" value="(\w+)"', browser.get("/report").text)
    form = {"post": "1", "quotes": "true", "section": sections, **chosen}
    answer = browser.post("/report", data=form)
    while "is being made" in answer.text:
        answer = browser.get(answer.url)
    assert answer.status_code == 200, answer.text
    return answer.url.path, answer.text


def test_from_the_wave_to_the_files(client: httpx.Client) -> None:
    assert "/report?post=1" in client.get("/wave/1").text
    assert re.search(r'name="post" value="1" checked', client.get("/report?post=1").text)
    at, text = made(client, title=f"What came of it {CRUEL}", client="Acme & Sons")
    assert "The report is ready" in text
    assert CRUEL not in text
    page = client.get(f"{at}/report.html?save=true")
    assert page.headers["content-disposition"].startswith('attachment; filename="report-20')
    assert "For Acme &amp; Sons" in page.text
    assert HOSTILE_WORDS not in page.text
    assert CRUEL not in page.text
    sheet = PdfReader(BytesIO(client.get(f"{at}/report.pdf").content))
    assert sheet.metadata is not None
    assert sheet.metadata.title == f"What came of it {CRUEL}"


def test_a_quote_is_left_out(client: httpx.Client) -> None:
    at, text = made(client)
    key = re.findall(r'name="left" value="(\w+)"', text)[0]
    words = re.findall(rf'for="q-{key}".*?class="quote".*?>(.*?)</span>', text)[0]
    assert words in client.get(f"{at}/report.html").text
    again = client.post(at, data={"left": key})
    while "is being made" in again.text:
        again = client.get(again.url)
    assert key not in again.text
    assert words not in client.get(f"{again.url.path}/report.html").text
    assert words not in client.get("/report").text


def test_what_cannot_be_is_said_in_the_form(client: httpx.Client) -> None:
    none = client.post("/report", data={"title": "Kept"})
    assert none.status_code == 422
    assert "No post was chosen" in none.text
    assert 'value="Kept"' in none.text
    bad = client.post("/report", data={"post": "1"}, files={"logo": ("x.png", b"GIF89a", "image/png")})
    assert bad.status_code == 422
    assert "neither a PNG nor an SVG" in bad.text
    long = client.post("/report", data={"post": "1", "title": "x" * 121})
    assert "too long" in long.text
    assert client.get("/report/nowhere").status_code == 404
    assert client.get("/report/nowhere/report.pdf").status_code == 404


@pytest.mark.browser
@pytest.mark.slow
def test_by_keyboard_alone(heard: Site, visitor: Visitor) -> None:
    page = visitor.page("/wave/1")
    page.get_by_role("link", name="Make a report of this wave").focus()
    press(page, "Enter")
    page.get_by_role("button", name="Make the report").focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="The report is ready.")).to_be_visible()
    page.get_by_role("checkbox").first.focus()
    press(page, "Space")
    page.get_by_role("button", name="Leave out what is ticked").focus()
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/report/\w+$"))
    expect(page.get_by_role("link", name="Look at it")).to_be_visible()


@pytest.mark.browser
@pytest.mark.slow
@in_both_forms
def test_the_file_opens_from_a_disk_for_everybody(
    client: httpx.Client, browser: Browser, tmp_path: Path, width: int, dark: bool
) -> None:
    at, _ = made(client, title="What came of it")
    file = tmp_path / "report.html"
    file.write_bytes(client.get(f"{at}/report.html").content)
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    accessible(page)
    assert (asked, complaints) == ([file.as_uri()], [])
    context.close()


@pytest.mark.browser
@pytest.mark.slow
@in_both_forms
def test_axe_finds_nothing(heard: Site, visitor: Visitor, browser: Browser, width: int, dark: bool) -> None:
    page = visitor.page("/report", width=width, dark=dark)
    accessible(page)
    page.get_by_role("button", name="Make the report").click()
    expect(page.get_by_role("heading", name="The report is ready.")).to_be_visible()
    accessible(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Look at it").click()
    report = opened.value
    expect(report.get_by_role("heading", level=1)).to_be_visible()
    assert report.evaluate("document.documentElement.scrollWidth") <= width
