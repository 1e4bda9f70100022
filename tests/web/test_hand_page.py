"""A hard one handed to a friend on the pages: out with names replaced, and back as a draft."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell import web
from groundswell.domain.checking import Outgoing
from groundswell.reply.checks.checking import built_in
from groundswell.reply.handing.travel import sealed
from groundswell.services.replies import handed_back, handing
from groundswell.services.workspace import Workspace
from groundswell.web.sheet import sheet_file
from groundswell.web.threshold import Pace
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.looking import accessible
from tests.web.world import HOSTILE_WORDS

STATIC = Path(web.__file__).parent / "static"
CRUEL = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>"
ANSWER = "Thank you, Person B. Which line reads like a template?"


def item_of(workspace: Workspace, words: str) -> int:
    with workspace.store.reading() as conn:
        found = conn.exec_driver_sql("SELECT id FROM interaction WHERE text LIKE ?", (f"%{words}%",))
        return int(found.scalar_one())


def handed(site: Site, words: str = "It is a template", *, redacted: bool = True, note: str = "") -> str:
    one = item_of(site.workspace, words)
    seen = handing.preview(site.workspace, one, "Ana", redacted=redacted, fold=True, note=note)
    return handing.hand(site.workspace, one, "Ana", seen, words).key


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    """The check is loaded once; a browser shall not wait for that."""
    built_in().check_batch([Outgoing("1", "Thank you.", "A comment.", 1)])


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """The user's own browser, without scripts."""
    cookie = site.door.enter(site.door.new_code()) or ""
    headers = {"origin": site.address}
    with httpx.Client(
        base_url=site.address,
        timeout=60,
        cookies={"groundswell_session": cookie},
        headers=headers,
        follow_redirects=True,
    ) as client:
        yield client


@pytest.fixture
def friend(site: Site) -> Iterator[httpx.Client]:
    """Somebody without a session."""
    with httpx.Client(base_url=site.address, timeout=60) as client:
        yield client


def linked(client: httpx.Client, key: str) -> str:
    found = re.search(
        r'value="http://[\d.:]+(/handed/[\w-]+)"', client.post(f"/hand/{key}/link", data={}).text
    )
    assert found is not None
    return found[1]


def test_looked_at_struck_out_and_handed_out(client: httpx.Client, site: Site) -> None:
    one = item_of(site.workspace, "It is a template")
    assert "Hand it to somebody" in client.get(f"/inbox?lane=disagreement&item={one}").text
    first = {"to": "Ana", "names": "redacted", "fold": "true", "note": "Priya Sato again. Ask Otto Krug."}
    page = client.post(f"/hand/item/{one}/look", data=first).text
    assert "Otto Krug" in page
    stamp, pressed = (re.search(rf'name="{name}" value="(\w+)"', page) for name in ("stamp", "pressed"))
    assert stamp is not None
    assert pressed is not None
    texts = re.findall(r'name="texts"[^>]*>([^<]*)</textarea>', page)
    assert texts[0] == "Person B again. Ask Otto Krug."
    texts[1] = "Only this of the post."
    second = {**first, "stamp": stamp[1], "pressed": pressed[1], "texts": texts, "words": ["Otto Krug"]}
    done = client.post(f"/hand/item/{one}", data=second)
    assert client.post(f"/hand/item/{one}", data=second).url == done.url
    assert "With Ana since" in done.text
    assert "Groundswell listens nowhere else" in done.text
    out = handing.listing(site.workspace)[0][0]
    assert (out.sheet.note, out.sheet.post) == ("Person B again. Ask […].", "Only this of the post.")
    assert len(handing.listing(site.workspace)) == 1
    file = client.get(f"/hand/{out.key}/file")
    assert file.headers["content-disposition"] == 'attachment; filename="for-Ana.html"'
    assert "Priya" not in file.text
    assert "With Ana since" in client.get(f"/inbox?lane=disagreement&item={one}").text
    assert "With Ana since" in client.get("/hand").text


def test_what_changed_meanwhile_is_looked_at_again(client: httpx.Client, site: Site) -> None:
    one = item_of(site.workspace, "It is a template")
    given = {"to": "Ana", "texts": ["", "a", "b"], "stamp": "old", "pressed": "p"}
    assert "Something was said meanwhile" in client.post(f"/hand/item/{one}", data=given).text
    assert handing.listing(site.workspace) == []


def test_an_answer_comes_back_by_paste_and_by_file_once(client: httpx.Client, site: Site) -> None:
    key = handed(site)
    out = handing.handed_of(site.workspace, key)
    seal = handed_back.seal_of_sheet(out.sheet)
    told = {"kind": "groundswell-answer", "version": 1, "key": key, "name": "Ana", "text": ANSWER}
    told["seal"] = sealed(seal, key, "Ana", ANSWER)
    page = client.post("/hand/back", files={"file": ("answer.json", json.dumps(told))})
    assert "It is a draft now." in page.text
    assert "Thank you, Priya. Which line reads like a template?" in page.text
    assert "had come before" in client.post(f"/hand/{key}/back", data={"text": json.dumps(told)}).text
    wrong = client.post("/hand/back", files={"file": ("answer.json", json.dumps({**told, "text": "No."}))})
    assert wrong.status_code == 422
    assert "changed after it was written" in wrong.text
    assert client.post("/hand/back", data={"text": "Hello."}).status_code == 422
    plain = client.post(f"/hand/{key}/back", data={"text": f"Leave it. {CRUEL}", "name": "Eva"})
    assert "From Eva" in plain.text
    assert "<script>alert" not in plain.text
    pane = client.get(f"/inbox?lane=disagreement&item={out.item_id}").text
    assert "Ana and Eva answered" in pane
    assert "From Ana" in pane
    assert "<img" not in pane


def test_a_friends_draft_is_among_the_others_and_unfolds_nothing(client: httpx.Client, site: Site) -> None:
    key = handed(site, f"{HOSTILE_WORDS} #")
    one = item_of(site.workspace, f"{HOSTILE_WORDS} #")
    assert "Hand it to somebody" in client.get(f"/crossroads/{one}").text
    client.post(f"/hand/{key}/back", data={"text": "Person B, not like this."})
    page = client.get(f"/crossroads/{one}").text
    assert "From Ana" in page
    assert "Gus, not like this." in page
    taken = client.post(f"/crossroads/{one}/begin", data={"text": "Gus, not like this.", "want": ""})
    assert re.search(r"<textarea[^>]*>Gus, not like this.</textarea>", taken.text)
    assert HOSTILE_WORDS not in page + taken.text


def test_a_link_shows_one_exchange_to_whoever_has_it(
    client: httpx.Client, friend: httpx.Client, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    key = handed(site, note="Please.")
    path = linked(client, key)
    assert path not in client.get(f"/hand/{key}").text
    shown = friend.get(path)
    assert shown.status_code == 200
    assert "Would you answer this in somebody's stead?" in shown.text
    assert "Priya" not in shown.text
    assert "<script" not in shown.text
    assert not {"set-cookie", "access-control-allow-origin"} & set(shown.headers)
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert shown.headers["x-robots-tag"] == "noindex, nofollow"
    assert shown.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert "It has arrived" in friend.post(path, data={"text": ANSWER, "name": ""}).text
    assert "nothing was changed" in friend.post(path, data={"text": ANSWER, "name": "Ana"}).text
    (draft,) = handed_back.drafts_of(site.workspace, item_of(site.workspace, "It is a template"))
    assert (draft.name, draft.text) == ("Ana", "Thank you, Priya. Which line reads like a template?")
    assert "The answer is empty." in friend.post(path, data={"text": " "}).text
    long = friend.post(path, data={"text": CRUEL + "x" * 20_000})
    assert (long.status_code, "<script>" in long.text) == (422, False)
    assert friend.post(path, content=b"\xff" * 300_000).status_code == 422
    client.post(f"/hand/{key}/unlink")
    assert friend.get(path).status_code == 404
    assert path.rpartition("/")[2] not in caplog.text


def test_no_other_page_opens_with_a_link(client: httpx.Client, friend: httpx.Client, site: Site) -> None:
    path = linked(client, handed(site))
    for other in (
        "/",
        "/hand",
        "/inbox",
        f"{path}/",
        f"{path}/../../inbox",
        "/handed/../inbox",
        "/handed",
        "/handed/",
    ):
        answer = friend.get(other)
        assert answer.status_code in {303, 404}
        assert "Kind Person" not in answer.text
    assert friend.get(path, headers={"host": "elsewhere.example"}).status_code == 421
    assert friend.put(path).status_code == 404
    assert friend.post("/hand/back", data={"text": "x"}, headers={"origin": site.address}).status_code == 303
    assert friend.post("/hand/back", data={"text": "x"}).status_code == 403


def test_what_stands_between_tags_of_script_and_style_ends_neither() -> None:
    for name in ("sheet.js", "sheet.css"):
        assert "</" not in (STATIC / name).read_text(encoding="utf-8")


def test_guesses_and_floods_are_slowed_down(friend: httpx.Client) -> None:
    said = [friend.get(f"/handed/guess{n}").status_code for n in range(61)]
    assert said == [404] * 60 + [429]


def test_a_pace_forgets_after_a_minute() -> None:
    at = [0]
    pace = Pace(2, lambda: at[0])
    assert [pace.takes("a"), pace.takes("a"), pace.takes("a"), pace.takes("b")] == [True, True, False, True]
    at[0] = 60_000
    assert pace.takes("a")


def on_disk(browser: Browser, page: str, folder: Path, **look: object) -> Page:
    path = folder / "for-ana.html"
    path.write_text(page, encoding="utf-8")
    context = browser.new_context(accept_downloads=True, **look)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    opened = context.new_page()
    opened.goto(path.as_uri())
    return opened


@pytest.mark.browser
@pytest.mark.slow
@in_both_forms
def test_the_page_from_a_disk_saves_and_copies_an_answer_that_is_taken(
    browser: Browser, site: Site, tmp_path: Path, width: int, dark: bool
) -> None:
    key = handed(site, HOSTILE_WORDS + " #", redacted=False, note=f"Would you? {CRUEL}")
    complaints: list[str] = []
    out = handing.handed_of(site.workspace, key)
    page = on_disk(
        browser,
        sheet_file(out.sheet),
        tmp_path,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
    )
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.reload()
    expect(page.get_by_text(HOSTILE_WORDS)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(page)
    page.locator("summary").click()
    expect(page.get_by_text(HOSTILE_WORDS)).to_be_visible()
    page.get_by_role("button", name="Save my answer").click()
    expect(page.get_by_role("status")).to_have_text("Write your answer first.")
    words = "Grüße, Gus! \U0001f469\u200d\U0001f467\nIt’s “fine”. \t{}\\ <b>" + "ж" * 300
    page.get_by_label("In Mara Lindqvist's stead").fill(f"\n{words}  ")
    page.get_by_label("Your name, if you wish").fill(" Ana  R. ")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my answer").click()
    content = Path(saved.value.path()).read_bytes()
    page.get_by_role("button", name="Copy my answer").click()
    lines = page.get_by_label("Your answer, as lines to paste").input_value()
    accessible(page)
    assert handed_back.come_back(site.workspace, content, "answer.json").new
    assert not handed_back.come_back(site.workspace, f"> {lines}".replace("\n", " \n> ").encode(), "mail").new
    (draft,) = handed_back.drafts_of(site.workspace, out.item_id)
    assert (draft.name, draft.text) == ("Ana R.", words)
    assert complaints == []
    page.context.close()


@pytest.mark.browser
@pytest.mark.slow
def test_without_scripts_the_page_tells_how_to_answer(browser: Browser, site: Site, tmp_path: Path) -> None:
    out = handing.handed_of(site.workspace, handed(site))
    page = on_disk(browser, sheet_file(out.sheet), tmp_path, java_script_enabled=False)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("write your answer in a mail or a message")).to_be_visible()
    expect(page.get_by_text("this is to be answered")).to_be_visible()
    page.context.close()


@pytest.mark.browser
@pytest.mark.slow
@in_both_forms
def test_the_user_hands_it_out_and_takes_it_back(
    visitor: Visitor, site: Site, width: int, dark: bool
) -> None:
    one = item_of(site.workspace, "It is a template")
    page = visitor.page(f"/inbox?lane=disagreement&item={one}", width=width, dark=dark)
    page.get_by_role("link", name="Hand it to somebody").click()
    page.get_by_label("Your friend's name").fill("Ana")
    page.get_by_label("A line to your friend").fill("Priya met Otto Krug. Would you?")
    accessible(page, unfolded=True)
    page.get_by_role("button", name="Look at what goes").click()
    expect(page.get_by_role("checkbox", name="Otto Krug")).to_be_checked()
    accessible(page, unfolded=True)
    page.get_by_role("button", name="Strike out and look again").click()
    expect(page.get_by_role("textbox", name="Your line", exact=True)).to_have_value(
        "Person B met […]. Would you?"
    )
    page.get_by_role("button", name="Hand it out").click()
    expect(page.locator("h1")).to_contain_text("With Ana since")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_label("Shown this once")).to_have_value(re.compile("/handed/"))
    accessible(page, unfolded=True)
    link = page.get_by_label("Shown this once").input_value()
    friends = visitor.page(link, width=width, dark=dark, known=False)
    accessible(friends)
    friends.get_by_label("In their stead").fill(ANSWER)
    friends.get_by_role("button", name="Hand it back").click()
    expect(friends.locator("h1")).to_have_text("Thank you. It has arrived.")
    page.goto("/hand")
    page.get_by_role("link", name="Ana answered").click()
    expect(page.get_by_text("Thank you, Priya. Which line reads like a template?")).to_be_visible()
    accessible(page, unfolded=True)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("button", name="Hand it out again")).to_be_visible()
    accessible(page, unfolded=True)
