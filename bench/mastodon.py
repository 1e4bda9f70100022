"""A post with 200 replies on Mastodon's servers: everything once, in its threads, and how soon.

    python -m bench.mastodon [--replies 200] [--kills 5]

Two real servers that federate (snac) hold the author and those who answer, a mock of Mastodon streams.
Times count from when the author's server had a reply, as another client that asks it again and again sees it,
to when our store had it. Exits with 1 if anything is missing, twice, or in a wrong thread.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL
from threading import Event, Thread
from typing import Any

import keyring
from keyring.backends import fail
from mastodon import Mastodon
from mastodon.errors import MastodonError
from sqlalchemy import select
from tests.networks.test_mastodon import allow
from tests.servers.mastodon_mock import MastodonMock, mastodon_mock
from tests.servers.process import scratch
from tests.servers.snac import Snac, User, snac_pair
from tests.servers.waiting import until

from groundswell.services.networks.lines import begin, connect
from groundswell.services.networks.watching import look, watch
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import open_store, schema

PEOPLE = 4
"""On each of the two servers."""

PAUSE_S = 0.25
"""Between two replies of one person, of whom two write at once: snac takes longer the more there are."""

NESTED = 0.25
"""Share of replies that go on from the person's own last reply."""

WITHIN_S = 180.0


@dataclass
class Surge:
    """What was made, and since when the author's server has it.

    Attributes:
        post: Id of the post on the author's server.
        below: For each reply by its text the reply that it answers; empty for the post.
        there: When the author's server was first seen to have it.
    """

    post: str
    below: dict[str, str] = field(default_factory=dict)
    there: dict[str, float] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)


Answer = Callable[[str, Any], Any]
"""Says a text below something."""


def converse(surge: Surge, number: int, texts: list[str], top: Any, answer: Answer) -> None:
    """One person answers a post again and again, sometimes going on from the own last reply."""
    dice = random.Random(number)
    last: tuple[str, Any] = ("", top)
    for text in texts:
        below = last if dice.random() < NESTED else ("", top)
        surge.below[text] = below[0]
        last = (text, answer(text, below[1]))


@contextmanager
def seen_by_another(surge: Surge, client: Mastodon) -> Iterator[None]:
    """Asks the author's server again and again what it has."""
    stop = Event()
    ids: dict[str, str] = {}

    def told() -> Iterator[Any]:
        yield from (one.status for one in client.notifications(limit=80) if one.status is not None)
        yield from client.status_context(surge.post).descendants
        # snac tells direct replies only, and the latest notifications only.
        deep = [ids[b] for text, b in list(surge.below.items()) if text not in ids and b in ids]
        for parent in deep[:5]:
            yield from client.status_context(parent).descendants

    def ask() -> None:
        while not stop.wait(0.5):
            with suppress(MastodonError):  # snac closes connections now and then.
                for one in told():
                    ids[said(one.content)] = str(one.id)
                    surge.there.setdefault(said(one.content), time.time())

    thread = Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def said(content: str) -> str:
    """Our words in what a server made of them."""
    return " ".join(content.replace("<", " <").split("</span>")[-1].replace("</p>", "").split("<")[0].split())


def in_store(workspace: Workspace) -> dict[str, tuple[str, str, str]]:
    """Key, thread and post of every reply by its text; fails if one is there twice."""
    one, post = schema.interaction.c, schema.post.c
    query = select(one.key, one.text, one.thread, post.key.label("of")).outerjoin(
        schema.post, post.id == one.post_id
    )
    with workspace.store.reading() as conn:
        rows = conn.execute(query.where(one.kind == "comment", one.direction == "in")).all()
    twice = [text for text, n in Counter(row.text for row in rows).items() if n > 1]
    if twice:
        raise SystemExit(f"twice: {twice}")
    return {row.text: (row.key, row.thread, row.of) for row in rows}


def check(workspace: Workspace, surge: Surge, may_lack: str = "") -> str:
    """Compares the store with what was made; says how much there is, or exits.

    Args:
        may_lack: The kind of which the server tells only the latest.
    """
    told = in_store(workspace)
    missing = surge.below.keys() - told.keys()
    wrong = [
        text
        for text, below in surge.below.items()
        if text in told
        and (told[text][1] != (told[below][0] if below else "") or not told[text][2].endswith(surge.post))
    ]
    kinds = _kinds(workspace)
    others = {kind: kinds[kind] for kind in surge.others}
    differ = [kind for kind, n in surge.others.items() if others[kind] != n and kind != may_lack]
    if missing or wrong or told.keys() - surge.below.keys() or differ:
        raise SystemExit(f"missing: {missing}, in a wrong thread: {wrong}, others: {others}")
    nested = sum(1 for below in surge.below.values() if below)
    return f"{len(told)} replies ({nested} nested), {', '.join(f'{n} {kind}s' for kind, n in others.items())}"


def await_all(workspace: Workspace, surge: Surge, arrived: dict[str, float]) -> None:
    """Looks into the store until everything is there, and notes when it came."""

    def is_there() -> bool:
        for text in in_store(workspace):
            arrived.setdefault(text, time.time())
        kinds = _kinds(workspace)
        return surge.below.keys() <= arrived.keys() and all(kinds[k] >= n for k, n in surge.others.items())

    until(is_there, "everything", within=WITHIN_S, every=0.1)


def _kinds(workspace: Workspace) -> Counter[str]:
    with workspace.store.reading() as conn:
        return Counter(conn.execute(select(schema.interaction.c.kind)).scalars())


@contextmanager
def home_of(folder: Path, name: str, server: str, allowed: Callable[[str], str]) -> Iterator[Workspace]:
    """A fresh data folder in which the author is signed in."""
    home = folder / name
    workspace = Workspace(home, open_store(home), Settings(reader="ngram"))
    code = allowed(begin(workspace, "mastodon", {"server": server}))
    connect(workspace, "mastodon", {"server": server, "code": code})
    yield workspace
    workspace.close()


@contextmanager
def followed(workspace: Workspace) -> Iterator[None]:
    """Follows in a thread, as `groundswell watch` does."""
    stop = Event()
    thread = Thread(target=watch, args=(workspace, stop, lambda _: None))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def measured(workspace: Workspace, surge: Surge, make: Callable[[], None]) -> tuple[str, list[float]]:
    """Makes a surge while it is followed; what is there, and after how many seconds each reply was."""
    arrived: dict[str, float] = {}
    with followed(workspace), ThreadPoolExecutor(1) as pool:
        making = pool.submit(make)
        while not making.done():
            for text in in_store(workspace):
                arrived.setdefault(text, time.time())
            time.sleep(0.1)
        making.result()
        await_all(workspace, surge, arrived)
    late = [max(0.0, arrived[text] - surge.there.get(text, arrived[text])) for text in surge.below]
    return check(workspace, surge), late


class TwoServers:
    """The author on one of two servers, and people on both who follow."""

    def __init__(self, here: Snac, there: Snac, author: str) -> None:
        self.here = here
        self.user: User = here.create_user(author)
        self.author = here.sign_in(self.user)
        self.people = [
            one.sign_in(one.create_user(f"{author}{name}{number}"))
            for name, one in (("near", here), ("far", there))
            for number in range(PEOPLE)
        ]
        for person in self.people:
            (found,) = person.search(self.user.acct, resolve=True).accounts
            person.account_follow(found.id)
        until(self._all_follow, "the followers", within=WITHIN_S, every=0.5)
        self.post = self.author.status_post("A kind letter of rejection is a small thing.")
        self.seen = [until(person.timeline_home, "the post", within=WITHIN_S)[0] for person in self.people]

    def _all_follow(self) -> bool:
        told = [one for one in self.author.notifications(limit=80) if one.type == "follow"]
        return len(told) == len(self.people)

    def allow(self, address: str) -> str:
        """The code that the server shows to the author."""
        return allow(self.here, self.user, address)

    def surge(self) -> Surge:
        """Nothing yet but the followers."""
        return Surge(str(self.post.id), others=Counter({"follow": len(self.people)}))

    def make(self, surge: Surge, replies: int) -> None:
        """Everybody answers, likes and boosts."""

        def take_part(number: int) -> None:
            person, post = self.people[number], self.seen[number]

            def answer(text: str, below: Any) -> Any:
                time.sleep(PAUSE_S)
                return person.status_post(f"@{self.user.acct} {text}", in_reply_to_id=below.id)

            texts = [f"reply {one} to the letter" for one in range(number, replies, len(self.people))]
            converse(surge, number, texts[: len(texts) // 2], post, answer)
            person.status_favourite(post.id)
            person.status_reblog(post.id)
            converse(surge, number + 1000, texts[len(texts) // 2 :], post, answer)

        surge.others.update(reaction=len(self.people), repost=len(self.people))
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(take_part, range(len(self.people))))

    def make_watched(self, surge: Surge, replies: int) -> None:
        """The same, while another client sees since when the author's server has what."""
        with seen_by_another(surge, self.here.sign_in(self.user)):
            self.make(surge, replies)
            until(
                lambda: surge.below.keys() <= surge.there.keys(),
                "the author's server to have everything",
                within=WITHIN_S,
            )


def two_servers(folder: Path, replies: int) -> Iterator[tuple[str, str, list[float]]]:
    """Rows of the table."""
    with snac_pair(folder) as pair:
        one = TwoServers(*pair, "ada")
        surge = one.surge()
        with home_of(folder, "followed", one.here.url, one.allow) as workspace:
            there, late = measured(workspace, surge, lambda: one.make_watched(surge, replies))
            yield "two servers, followed (no stream there)", there, late
        with home_of(folder, "afterwards", one.here.url, one.allow) as workspace:
            began = time.time()
            look(workspace)
            took = time.time() - began
            # snac tells the 64 latest notifications only, and follows by nothing else.
            there = check(workspace, surge, may_lack="follow")
            yield f"the same by backfill from nothing, {took:.1f} s in all", there, []


def by_kills(folder: Path, replies: int, kills: int) -> Iterator[tuple[str, str, list[float]]]:
    """Rows of the table."""
    with snac_pair(folder) as pair:
        two = TwoServers(*pair, "eve")
        surge = two.surge()
        with home_of(folder, "killed", two.here.url, two.allow) as workspace:
            done = killed(workspace, kills, surge, lambda: two.make(surge, replies))
            yield f"two servers, `watch` killed {done} times", check(workspace, surge), []


def killed(workspace: Workspace, kills: int, surge: Surge, make: Callable[[], None]) -> int:
    """Makes a surge while `groundswell watch` is killed and begun anew; says how often."""
    dice, done = random.Random(7), 0
    child = watching(workspace.home)
    try:
        # snac tells the 64 latest notifications: who followed before the surge has to be known before it.
        until(lambda: _kinds(workspace)["follow"] >= surge.others["follow"], "the followers", within=WITHIN_S)
        with ThreadPoolExecutor(1) as pool:
            making = pool.submit(make)
            while done < kills and not making.done():
                time.sleep(dice.uniform(2, 6))
                child.send_signal(SIGKILL)
                child.wait()
                done += 1
                child = watching(workspace.home)
            making.result()
        await_all(workspace, surge, {})
    finally:
        child.kill()
        child.wait()
    return done


def watching(home: Path) -> subprocess.Popen[bytes]:
    """`groundswell watch` in a process of its own."""
    command = [sys.executable, "-m", "groundswell", "watch"]
    backend = "keyring.backends.fail.Keyring"
    environment: Mapping[str, str] = {
        **os.environ, "GROUNDSWELL_HOME": str(home), "PYTHON_KEYRING_BACKEND": backend,
    }  # fmt: skip
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def streamed(folder: Path, replies: int) -> Iterator[tuple[str, str, list[float]]]:
    """Rows of the table."""
    with mastodon_mock(folder) as mock:
        author, friend = mock.client("author"), mock.client("friend")
        post = author.status_post("A kind letter of rejection is a small thing.")
        surge = Surge(str(post.id), others=Counter({"reaction": 1, "repost": 1, "follow": 1}))

        def answer(text: str, below: Any) -> Any:
            made = friend.status_post(f"@author {text}", in_reply_to_id=below.id)
            surge.there[text] = time.time()
            return made

        def make() -> None:
            wait_for_stream(mock)
            texts = [f"reply {one} to the letter" for one in range(replies)]
            converse(surge, 0, texts, post, answer)
            friend.status_favourite(post.id)
            friend.status_reblog(post.id)
            friend.account_follow(author.me().id)

        with home_of(folder, "streamed", mock.url, lambda at: mock.allow("author", at)) as workspace:
            look(workspace)
            there, late = measured(workspace, surge, make)
            yield "a mock of Mastodon, by its stream", there, late


def wait_for_stream(mock: MastodonMock) -> None:
    """Returns when somebody listens: the log of the mock names each request."""
    until(lambda: "/api/v1/streaming/user" in mock.log.read_text(), "the stream", within=WITHIN_S)


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--replies", type=int, default=200)
    options.add_argument("--kills", type=int, default=5)
    asked = options.parse_args()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    print("| what | once, and in its thread | median s | 95th percentile s | last s |\n|---|---|---|---|---|")
    with scratch("bench-mastodon", keep_logs=lambda: False) as servers, tempfile.TemporaryDirectory() as key:
        os.environ["GROUNDSWELL_KEY"] = str(Path(key) / "key")
        for name in ("followed", "killed"):
            (servers / name).mkdir()
        for rows in (
            streamed(servers, asked.replies),
            two_servers(servers / "followed", asked.replies),
            by_kills(servers / "killed", asked.replies, asked.kills),
        ):
            for what, there, late in rows:
                shown = ["–"] * 3
                if late:
                    worst = statistics.quantiles(late, n=20)[-1]
                    shown = [f"{one:.2f}" for one in (statistics.median(late), worst, max(late))]
                print(f"| {what} | {there} | {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    main()
