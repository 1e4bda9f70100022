"""How fast three hundred kind comments are thanked on the page, and whether a sentence comes twice.

python -m bench.thanks [--comments 300] [--pause 1.0] [--out bench/results/thanks.md]

The kind comments of the sample wave, read by the built-in reader, mistakes included, several times over under
other names until there are enough: nothing of what is said again may be answered in the same words. They lie
in a store that is served as the pages are; the measured times are those of a browser's requests. Whoever
thanks takes 12 seconds for a card; here a pause of one second stands for them, so the drafts have a twelfth
of the time to be ahead. Every card is thanked by hand with the words of its draft, sitting after sitting.
"""

import argparse
import html
import os
import random
import re
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

import httpx
from tools.sample_wave.wave import SEED, Said, tell

from bench.serving import served
from groundswell.domain.activity import Account, Interaction, Person, Post
from groundswell.domain.keys import comment_fingerprint
from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.records import Record
from groundswell.domain.when import HOUR, When
from groundswell.domain.words import Direction, Kind, Lane, Network
from groundswell.reply.sentences import same, sentences
from groundswell.services.preferences import prefer
from groundswell.services.settings import Settings
from groundswell.services.thanks.sittings import pace_of
from groundswell.services.thanks.thanking import in_short, thank_all, waiting
from groundswell.services.workspace import Workspace
from groundswell.store import open_store, placing, readings
from groundswell.store.intake import Intake
from groundswell.triage import read
from groundswell.web.security import COOKIE

POSTED = 1_794_000_000_000
POST = f"linkedin:activity:{POSTED << 22}"
_CARD = re.compile(r'<details class="card thank" name="thank" id="card-(\d+)"')
_WORDS = re.compile(r"<textarea[^>]*>([^<]*)</textarea>")
_PROBE_S = 0.05


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--comments", type=int, default=300)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two cards")
    parser.add_argument("--out", type=Path, default=Path("bench/results/thanks.md"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder), open_store(Path(folder)), Settings())
        _fill(workspace, given.comments)
        rows = [*_on_the_page(workspace, given.pause), *_by_command(workspace)]
        workspace.close()
    lines = [("Measure", ""), ("---", "---"), *rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(text, encoding="utf-8")
    print(text)


def _fill(workspace: Workspace, number: int) -> None:
    """Takes in the post and so many kind comments, with their readings."""
    wave = tell(random.Random(SEED))
    said = [one for one in wave.comments if not one.own and one.root is None]
    found = list(read([Utterance(one.urn, one.plain, _post(one), one.headline) for one in said]))
    kind = [(one, made) for one, made in zip(said, found, strict=True) if made.lane is Lane.KIND_WORDS]
    chosen = [kind[n % len(kind)] for n in range(number)]
    records = [
        Record("me", (Account(Network.LINKEDIN, "linkedin:in/mara", "Mara Lindqvist"),)),
        Record("post", (Post(Network.LINKEDIN, POST, POSTED, _post(said[0])),)),
        *(_record(n, one) for n, (one, _) in enumerate(chosen)),
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, records)
    with workspace.store.reading() as conn:
        ids = readings.unread(conn, "bench")
    made: list[Reading] = [replace(one, id=str(row)) for row, (_, one) in zip(ids, chosen, strict=True)]
    with workspace.store.writing() as conn:
        readings.keep(conn, made)
        placing.place(conn, ids, workspace.now())


def _post(one: Said) -> str:
    assert one.post is not None
    return one.post.text


def _record(n: int, said: Said) -> Record:
    # A name for each letter of the alphabet in turn: nobody is somebody else who says the same.
    name = f"{said.who.split()[0]} {chr(65 + n % 26)}{chr(97 + n // 26)}"
    who = Person(Network.LINKEDIN, f"linkedin:in/{n}", name, f"https://www.linkedin.com/in/{n}")
    mark = comment_fingerprint(POST, who.key, said.plain)
    one = Interaction(
        f"linkedin:comment:{mark}", Network.LINKEDIN, Kind.COMMENT, Direction.IN,
        When.exactly(POSTED + HOUR - n), who, POST, said.plain, fingerprint=mark,
    )  # fmt: skip
    return Record("c", (one,))


class _Visit:
    """A browser's requests to the served pages."""

    def __init__(self, address: str, cookie: str) -> None:
        self.client = httpx.Client(
            base_url=address, cookies={COOKIE: cookie}, headers={"origin": address}, timeout=60,
            follow_redirects=True,
        )  # fmt: skip

    def page(self) -> tuple[float, str]:
        """Seconds that the page takes, and what it says."""
        return _timed(lambda: self.client.get("/thanks").text)

    def card(self, item_id: str) -> tuple[float, str]:
        """Seconds until a card is there with its draft, asked for as the page's script does."""
        begun = time.perf_counter()
        while True:
            text = self.client.get(f"/thanks/card/{item_id}", headers={"hx-request": "true"}).text
            if "<textarea" in text:
                return time.perf_counter() - begun, _draft(text)
            time.sleep(0.3)

    def thank(self, item_id: str, text: str) -> float:
        """Seconds that a press takes."""
        given = {"pressed": item_id, "text": text}
        path = f"/thanks/card/{item_id}/by-hand"
        return _timed(lambda: self.client.post(path, data=given, headers={"hx-request": "true"}).text)[0]


def _timed(call: Callable[[], str]) -> tuple[float, str]:
    begun = time.perf_counter()
    told = call()
    return time.perf_counter() - begun, told


def _draft(page: str) -> str:
    return html.unescape("".join(_WORDS.findall(page)))


def _on_the_page(workspace: Workspace, pause: float) -> list[tuple[str, str]]:
    prefer(workspace, "words_for", "wrote")
    # First, as nothing that drafts need is loaded yet.
    with served(workspace) as door:
        cold = _Visit(*door)
        first, text = cold.page()
        (open_, *_) = _CARD.findall(text)
        later, _ = cold.card(open_)
    just = "a program that has just begun: the first card; its draft"
    rows = [(just, f"{first:.2f} s; {first + later:.2f} s")]
    rows += [_short(workspace, words) for words in ("told", "wrote")]
    with served(workspace) as door:
        warm = _Visit(*door)
        warm.client.get("/inbox?lane=kind_words")
        time.sleep(3)
        first, text = warm.page()
        later = 0.0 if _draft(text) else warm.card(open_)[0]
        rows.append(("coming from the lane of kind words: the same", f"{first:.2f} s; {first + later:.2f} s"))
        rows += _sittings(warm, pause)
    return rows


def _short(workspace: Workspace, words: str) -> tuple[str, str]:
    prefer(workspace, "words_for", words)
    begun = time.perf_counter()
    found = waiting(workspace, pace_of(workspace))
    took = time.perf_counter() - begun
    label = {"wrote": "who wrote a sentence", "told": "who told something"}[words]
    return f"the plan, words for {label}", f"{in_short(found)} ({took * 1000:.0f} ms)"


def _sittings(visit: _Visit, pause: float) -> list[tuple[str, str]]:
    """Thanks everybody, sitting after sitting, while a second visitor sees whether the pages still answer."""
    cards, presses, texts, rounds = list[float](), list[float](), list[str](), 0
    load = os.getloadavg()[0]
    probed, ended = list[float](), threading.Event()
    thread = threading.Thread(target=_probe, args=(visit, probed, ended))
    thread.start()
    worked = time.process_time()
    while ids := _CARD.findall(visit.page()[1]):
        rounds += 1
        for item_id in ids:
            took, draft = visit.card(item_id)
            cards.append(took)
            if draft:
                texts.append(draft)
            presses.append(visit.thank(item_id, draft or "Thank you."))
            time.sleep(pause)
        visit.client.post("/thanks/next")
    worked = time.process_time() - worked
    ended.set()
    thread.join()
    said = [same(one) for text in texts for one in sentences(text)]
    return [
        ("next card with its draft: median, 95%, longest", _spread(cards)),
        ("a press until it is noted and the page has its answer", _spread(presses)),
        ("meanwhile a file from another page: median, 95%, longest", _spread(probed)),
        ("cards with a draft, sentences, of them twice", f"{len(texts)} of {len(cards)}, {len(said)}, "
         f"{len(said) - len(set(said))}"),
        ("sittings", f"{rounds}"),
        ("processor time for a card, with everything that it took", f"{1000 * worked / len(cards):.0f} ms"),
        ("load of the machine (two cores), before and after", f"{load:.0f}, {os.getloadavg()[0]:.0f}"),
    ]  # fmt: skip


def _probe(visit: _Visit, told: list[float], ended: threading.Event) -> None:
    with httpx.Client(base_url=visit.client.base_url, timeout=60) as client:
        while not ended.wait(_PROBE_S):
            told.append(_timed(lambda: client.get("/static/icon.svg").text)[0])


def _by_command(workspace: Workspace) -> list[tuple[str, str]]:
    """All drafts at once over a fresh store's worth of comments: the command's way."""
    with workspace.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM decision")
        ids = list(conn.exec_driver_sql("SELECT id FROM interaction").scalars())
        placing.place(conn, ids, workspace.now())
    begun = time.perf_counter()
    _, made = thank_all(workspace, most=len(ids))
    drafts = [one for one in made if one.draft is not None]
    took = time.perf_counter() - begun
    return [("`groundswell thanks`: all drafts at once", f"{len(drafts)} in {took:.1f} s")]


def _spread(seconds: Sequence[float]) -> str:
    ms = [1000 * one for one in seconds]
    return f"{median(ms):.0f}, {quantiles(ms, n=20)[-1]:.0f}, {max(ms):.0f} ms"


if __name__ == "__main__":
    main()
