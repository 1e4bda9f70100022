"""Files dropped into the page, in a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.services.workspace import Workspace
from tests.web.conftest import Visitor, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_DROP = """([name, text]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name));
  const target = document.querySelector("#drop");
  target.dispatchEvent(new DragEvent("dragover", { dataTransfer: held, bubbles: true, cancelable: true }));
  target.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def newcomer(browser: Browser, home: Workspace) -> Iterator[Visitor]:
    """A visitor of an empty store."""
    with served(home) as site:
        visiting = Visitor(browser, site)
        yield visiting
        visiting.close()
        assert visiting.complaints == []


def lines(*texts: str) -> str:
    return "\n".join(json.dumps({"name": f"Writer {n}", "text": text}) for n, text in enumerate(texts))


def drop(page: Page, name: str, text: str) -> None:
    page.evaluate(_DROP, [name, text])


def test_the_first_files_dropped_lead_to_today(newcomer: Visitor) -> None:
    page = newcomer.page("/")
    expect(page.locator("h1")).to_have_text("Bring your wave in. It stays on this machine.")
    drop(page, "comments.jsonl", lines("May I use this? #question", "Lovely.") + "\nno json")
    page.wait_for_url("/import")
    run = page.locator(".run")
    expect(run).to_contain_text("2 new, 0 already there, 1 set aside.")
    expect(run.get_by_role("row", name="comments.jsonl")).to_contain_text("lines of comments")
    run.get_by_role("link", name="1 rows set aside in comments.jsonl").click()
    expect(page.locator("main")).to_contain_text("row 3")
    expect(page.locator("main")).to_contain_text("This is no JSON. Mend the line.")
    expect(page.locator("pre")).to_have_text("no json")
    page.goto("/")
    expect(page.locator("h1")).to_contain_text("One person needs you")


def test_chosen_files_show_what_came_of_each(newcomer: Visitor, tmp_path: Path) -> None:
    good, broken, strange = tmp_path / "good.jsonl", tmp_path / "broken.jsonl", tmp_path / "holiday.jpg"
    good.write_text(lines("Thank you."), "utf-8")
    broken.write_text(lines("This came before.") + '\n{"name": "x", "stop": true}', "utf-8")
    strange.write_bytes(b"\xff\xd8\xff")
    page = newcomer.page("/import")
    expect(page.locator("#runs")).to_have_text("Nothing yet.")
    page.set_input_files("#files", [good, broken, strange])
    run = page.locator(".run")
    expect(run).to_contain_text("2 new, 0 already there, 2 set aside.")
    expect(run.get_by_role("row", name="holiday.jpg")).to_contain_text(
        "Not a kind of file that can be read here."
    )
    expect(run.get_by_role("row", name="broken.jsonl").get_by_role("cell").nth(2)).to_have_text("1")
    page.set_input_files("#files", good)
    expect(page.locator(".run").first).to_contain_text("0 new, 1 already there, 0 set aside.")


def test_progress_is_shown_while_it_works(newcomer: Visitor) -> None:
    page = newcomer.page("/import")
    page.evaluate(
        """() => { window.seen = [];
        new MutationObserver(() => window.seen.push(document.querySelector("#status").innerText))
          .observe(document.querySelector("#status"), { childList: true, subtree: true }); }"""
    )
    drop(page, "many.jsonl", lines(*(f"Comment number {n}." for n in range(3_000))))
    expect(page.locator(".run")).to_contain_text("3,000 new")
    expect(page.locator("#status")).to_have_text("")
    seen = page.evaluate("window.seen")
    assert any(words.startswith(("Taking in", "Reading what was said")) for words in seen), seen


def test_an_open_page_hears_of_what_comes_in(newcomer: Visitor) -> None:
    today = newcomer.page("/")
    inbox = newcomer.open(today.context, "/inbox?lane=question")
    expect(inbox.locator("#rows")).to_contain_text("This lane is empty")
    importing = newcomer.open(today.context, "/import")
    drop(importing, "comments.jsonl", lines("May I use this? #question"))
    expect(today.locator("h1")).to_contain_text("One person needs you")
    expect(inbox.locator("#rows .row-item")).to_have_count(1)


def test_without_scripts_files_can_be_chosen_and_sent(newcomer: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "comments.jsonl"
    file.write_text(lines("Thank you."), "utf-8")
    page = newcomer.page("/import", scripts=False)
    page.set_input_files("#files", file)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.locator(".run")).to_have_count(1)
