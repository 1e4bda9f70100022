"""How fast the crossroads open, and how long after the last key a remark on what was typed is shown.

python -m bench.crossroads [--pages 200] [--texts 60]

The sample's wave is taken in and served; the check is measured in a real Chromium, from the last sign in
the field to the remark standing in the page, with what is typed at a quick typist's pace.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from bench.serving import served
from groundswell.domain.words import Lane
from groundswell.services.files.importing import Upload, import_files
from groundswell.services.reading.triaging import FAST, read_backlog
from groundswell.services.replies.checking import warm
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import inbox, open_store
from groundswell.store.inbox import Wanted
from groundswell.web.security import COOKIE

_SAMPLE = Path(__file__).parent.parent / "sample"
_KEY_MS = 60
"""Between two keys: 200 words a minute."""
_SENTENCES = (
    "You clearly did not read what I wrote.",
    "I am sorry if you feel that way, but that is your problem and not mine.",
    "Thank you for saying so. Which part reads like that to you?",
    "I never sell anything here, and everybody else understood me well.",
    "I can see how it looks. The letter was real, and I was glad of it; that is all I wanted to say.",
    "Write to me at mara@example.org and I will send you the whole letter.",
    "What about your own posts? They are worse.",
    "That is fair. I would leave the second line out today.",
    "Oh please, you are an idiot and you know nothing about hiring.",
    "Good question. They answered within a week, and from an address that could be answered.",
)
_WATCH = """
() => {
  window.typed = 0; window.shown = 0;
  document.addEventListener("input", () => (window.typed = performance.now()), true);
  new MutationObserver(() => requestAnimationFrame(() => (window.shown = performance.now())))
    .observe(document.querySelector(".checked"), { childList: true });
}
"""


def measure_pages(client: httpx.Client, ids: list[int]) -> None:
    """Prints how long whole pages take, each of another comment."""
    times = []
    for one in ids:
        begin = time.perf_counter()
        client.get(f"/crossroads/{one}").raise_for_status()
        times.append((time.perf_counter() - begin) * 1000)
    _row(f"Page opened, {len(ids)} comments", times)


def measure_server(client: httpx.Client, ids: list[int], texts: int) -> None:
    """Prints how long the check takes without a browser."""
    times = []
    for n in range(texts):
        words = {"text": _SENTENCES[n % len(_SENTENCES)]}
        begin = time.perf_counter()
        client.post(f"/inbox/item/{ids[n % len(ids)]}/check", data=words).raise_for_status()
        times.append((time.perf_counter() - begin) * 1000)
    _row(f"Check answered by the server, {texts} texts", times)


def measure_typing(page: Page, ids: list[int], texts: int) -> None:
    """Prints how long after the last key what is said of the words stands in the page."""
    times = []
    for n in range(texts):
        page.goto(f"/crossroads/{ids[n % len(ids)]}", wait_until="networkidle")
        page.locator("#composer textarea").focus()
        page.evaluate(_WATCH)
        page.keyboard.type(_SENTENCES[n % len(_SENTENCES)], delay=_KEY_MS)
        page.wait_for_function("() => window.shown > window.typed", timeout=20_000)
        times.append(float(page.evaluate("window.shown - window.typed")))
    _row(f"Last sign typed to remark shown, {texts} texts", times)


def _row(name: str, times: list[float]) -> None:
    slow = statistics.quantiles(times, n=20)[-1]
    print(f"| {name} | {statistics.median(times):.0f} | {slow:.0f} | {max(times):.0f} |", flush=True)


def main() -> None:
    """Takes the sample in, serves it, asks for pages, types, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument(
        "--home", type=Path, help="a data folder that is there already, instead of the sample"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        workspace = Workspace(home, open_store(home), Settings(reader=FAST))
        if given.home is None:
            files = sorted(one for one in _SAMPLE.iterdir() if one.name != "README.md")
            import_files(workspace, [Upload(one, one.name) for one in files])
            read_backlog(workspace, reader_name=FAST)
        with workspace.store.reading() as conn:
            lanes = tuple(lane for lane in Lane if lane not in (Lane.HOSTILE, Lane.SPAM))
            ids = [one.id for one in inbox.page(conn, Wanted(lanes), None, given.pages)]
        print(f"{len(ids)} items", file=sys.stderr)
        warm()
        with served(workspace) as (address, cookie), sync_playwright() as playwright:
            client = httpx.Client(
                base_url=address, cookies={COOKIE: cookie}, headers={"origin": address}, timeout=60
            )
            print("| | median ms | 95% ms | longest ms |\n|---|---|---|---|")
            measure_pages(client, ids)
            measure_server(client, ids, given.texts)
            found = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            context = browser.new_context(base_url=address)
            context.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
            measure_typing(context.new_page(), ids, given.texts)
            browser.close()
        workspace.close()


if __name__ == "__main__":
    main()
