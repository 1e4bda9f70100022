"""A surge on the AT network: what many accounts do to the posts of one, and what it must have brought."""

import random
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from atproto import models
from tests.servers.at_network import Account, AtNetwork, at_network
from tests.servers.postgres import Postgres, postgres
from tests.servers.process import scratch
from tests.servers.redis import redis

from groundswell.sources.bluesky.facts import key_of

ACCOUNTS, REPLIES, LIKES, REPOSTS, QUOTES = 60, 1_000, 5_000, 250, 250
_WRITERS = 4
_OPENINGS = (
    "Thank you for this",
    "I had the same letter",
    "Who wrote it",
    "This helped me",
    "I see it otherwise",
)
_ENDINGS = ("last spring.", "and it stayed with me.", "if I may ask?", "on a hard day.", "to be honest.")


@dataclass(frozen=True)
class Ground:
    """The network, with a database of which it can be asked when the AppView had what."""

    at: AtNetwork
    postgres: Postgres
    database: str

    def indexed(self) -> dict[str, float]:
        """When the AppView had each post, like and repost, in epoch seconds, by our natural keys."""
        queries = (
            'SELECT uri, "indexedAt" FROM appview_at.post',
            "SELECT 'like:' || subject || ':' || creator, \"indexedAt\" FROM appview_at.like",
            "SELECT 'repost:' || subject || ':' || creator, \"indexedAt\" FROM appview_at.repost",
        )
        found: dict[str, float] = {}
        for query in queries:
            command = [
                str(self.postgres.createdb.with_name("psql")),
                self.database,
                "-At",
                "-F",
                "\t",
                "-c",
                query,
            ]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            for line in told.splitlines():
                name, _, at = line.partition("\t")
                found[key_of(name)] = datetime.fromisoformat(at).timestamp()
        return found


@contextmanager
def ground() -> Iterator[Ground]:
    """Starts everything in a temporary folder."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch("bench", keep_logs=lambda: False))
        homes = [folder / name for name in ("postgres", "redis", "network")]
        for home in homes:
            home.mkdir()
        database = stack.enter_context(postgres(homes[0]))
        url = database.create_database()
        cache = stack.enter_context(redis(homes[1]))
        yield Ground(stack.enter_context(at_network(homes[2], url, cache.port)), database, url)


@dataclass
class Surge:
    """What is done, by whom.

    Attributes:
        parents: Of everything that was done, by its natural key: the key of the reply that it answers, or "".
    """

    at: AtNetwork
    replies: int = REPLIES
    likes: int = LIKES
    reposts: int = REPOSTS
    quotes: int = QUOTES
    seed: int = 17
    parents: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        self.author, *self._others = self.at.create_accounts(ACCOUNTS + 1)
        # The network counts one like of an account for each post, so that many likes need many posts.
        number = max(1, -(-self.likes // ACCOUNTS), -(-self.reposts // ACCOUNTS))
        sent = [
            self.author.client.send_post(f"Number {n} of what I learned from letters.") for n in range(number)
        ]
        self._posts = [models.create_strong_ref(one) for one in sent]
        self._said = [self._posts[-1]]
        self._lock = threading.Lock()
        self.at.settle()

    def run(self) -> None:
        """Has everything done, in random order."""
        todo = [self._like] * self.likes + [self._reply] * self.replies
        todo += [self._repost] * self.reposts + [self._quote] * self.quotes
        self._dice.shuffle(todo)
        pairs = [(who, post) for who in self._others for post in self._posts]
        self._liking, self._reposting = (iter(self._dice.sample(pairs, len(pairs))) for _ in range(2))
        with ThreadPoolExecutor(_WRITERS) as pool:
            for done in [pool.submit(one) for one in todo]:
                done.result()

    def _like(self) -> None:
        with self._lock:
            who, post = next(self._liking)
        who.client.like(post.uri, post.cid)
        self.parents[key_of(f"like:{post.uri}:{who.did}")] = ""

    def _repost(self) -> None:
        with self._lock:
            who, post = next(self._reposting)
        who.client.repost(post.uri, post.cid)
        self.parents[key_of(f"repost:{post.uri}:{who.did}")] = ""

    def _reply(self) -> None:
        who, text = self._words()
        root = self._posts[-1]
        with self._lock:
            parent = self._dice.choice(self._said[-50:]) if self._dice.random() < 0.4 else root
        link = models.AppBskyFeedPost.ReplyRef(parent=parent, root=root)
        made = models.create_strong_ref(who.client.send_post(text, reply_to=link))
        with self._lock:
            self._said.append(made)
        self.parents[key_of(made.uri)] = "" if parent is root else key_of(parent.uri)

    def _quote(self) -> None:
        who, text = self._words()
        embed = models.AppBskyEmbedRecord.Main(record=self._posts[-1])
        self.parents[key_of(who.client.send_post(text, embed=embed).uri)] = ""

    def _words(self) -> tuple[Account, str]:
        with self._lock:
            parts = self._dice.choice(_OPENINGS), self._dice.choice(_ENDINGS)
            return self._dice.choice(self._others), f"{' '.join(parts)} {self._dice.randrange(10**6)}"


def environment(home: Path) -> dict[str, str]:
    """For our own programs: a data folder of their own, and no keyring of the system."""
    return {
        "GROUNDSWELL_HOME": str(home),
        "GROUNDSWELL_KEY": str(home.with_suffix(".key")),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
