"""Bluesky as it happens: the same facts as by asking, and what breaks a connection."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest
from atproto import models
from websockets.sync.client import connect

from groundswell.domain.activity import Interaction, Person, Post
from groundswell.domain.errors import NotReady
from groundswell.domain.records import Record
from groundswell.domain.words import Kind, Network
from groundswell.services.networks.lines import followed, line_of
from groundswell.services.networks.watching import look
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.sources.bluesky import streaming
from groundswell.sources.bluesky.facts import account_of, key_of
from groundswell.sources.bluesky.hearing import Ear
from groundswell.sources.bluesky.own import Own
from groundswell.sources.live import Facts
from groundswell.store.intake import Intake
from tests.networks.test_bluesky import reply, sign_in
from tests.servers.at_network import Account, AtNetwork
from tests.servers.waiting import until

pytestmark = pytest.mark.slow
WITHIN_S = 30


@dataclass
class Heard:
    """What a stream told, and how it ended."""

    facts: list[Interaction | Post] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    broke: list[NotReady] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def tell(self, facts: Facts) -> None:
        """Takes it in as soon as it may."""
        self.gate.wait(WITHIN_S)
        records = [one for one in facts if isinstance(one, Record)]
        assert len(records) == len(facts), facts
        self.records += records
        self.facts += [fact for one in records for fact in one.facts if isinstance(fact, Interaction | Post)]

    def told(self) -> set[str]:
        """Of what happened so far."""
        return {one.key for one in self.facts}


@contextmanager
def listening(workspace: Workspace, opened: bool = True) -> Iterator[tuple[Heard, Callable[[], bool]]]:
    """Listens in a thread, which has to end at once when the line is closed; what it heard, and whether it
    goes on."""
    (row,) = followed(workspace)
    line, heard = line_of(workspace, row.account), Heard()
    if opened:
        heard.gate.set()

    def run() -> None:
        try:
            line.stream(heard.tell)
        except NotReady as error:
            heard.broke.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield heard, thread.is_alive
    finally:
        heard.gate.set()
        line.close()
        thread.join(5)
        assert not thread.is_alive()


def settle(heard: Heard, author: Account) -> None:
    """Until a post that was written now is heard: then everything before it was."""
    mark = author.client.send_post("A mark.")
    until(lambda: key_of(mark.uri) in heard.told(), "the mark", within=WITHIN_S)


def begin(heard: Heard, author: Account) -> None:
    """Until it is listened: what was written before that need not be heard."""

    def mark() -> bool:
        author.client.send_post("Is it on?")
        return bool(heard.facts)

    until(mark, "the stream", within=WITHIN_S, every=0.3)


def test_what_is_heard_is_what_would_have_been_asked_for(workspace: Workspace, at_network: AtNetwork) -> None:
    author, first, second, blocked = at_network.create_accounts(4)
    sign_in(workspace, at_network, author)
    look(workspace)
    with listening(workspace) as (heard, _):
        begin(heard, author)
        author.client.app.bsky.graph.block.create(
            author.did,
            models.AppBskyGraphBlock.Record(
                created_at=author.client.get_current_time_iso(), subject=blocked.did
            ),
        )
        post = models.create_strong_ref(author.client.send_post("A kind letter."))
        at_network.settle()
        asked = reply(first, "How did you answer it?", post, post)
        reply(blocked, "Unwanted.", post, post)
        at_network.settle()
        deep = reply(second, "I wonder too.", asked, post)
        at_network.settle()
        deeper = reply(first, "And I.", deep, post)
        answer = reply(author, "With two lines.", asked, post)
        first.client.like(post.uri, post.cid)
        first.client.like(asked.uri, asked.cid)  # not the author's
        first.client.like(answer.uri, answer.cid)  # the author's, but no post
        second.client.repost(post.uri, post.cid)
        quote = second.client.send_post("Read this.", embed=models.AppBskyEmbedRecord.Main(record=post))
        first.client.follow(author.did)
        mention = second.client.send_post(f"@{author.handle} hello", facets=named(author))
        other = first.client.send_post("Something else.")
        settle(heard, author)
        new = [one for one in heard.facts if isinstance(one, Interaction)]
        assert {one.key: (one.kind, one.direction, one.post, one.thread) for one in new} == {
            key_of(asked.uri): (Kind.COMMENT, "in", key_of(post.uri), ""),
            key_of(deep.uri): (Kind.COMMENT, "in", key_of(post.uri), key_of(asked.uri)),
            key_of(deeper.uri): (Kind.COMMENT, "in", key_of(post.uri), key_of(deep.uri)),
            key_of(answer.uri): (Kind.COMMENT, "out", key_of(post.uri), key_of(asked.uri)),
            key_of(f"like:{post.uri}:{first.did}"): (Kind.REACTION, "in", key_of(post.uri), ""),
            key_of(f"like:{answer.uri}:{first.did}"): (Kind.REACTION, "in", "", key_of(answer.uri)),
            key_of(f"repost:{post.uri}:{second.did}"): (Kind.REPOST, "in", key_of(post.uri), ""),
            key_of(quote.uri): (Kind.QUOTE, "in", key_of(post.uri), ""),
            key_of(f"follow:{author.did}:{first.did}"): (Kind.FOLLOW, "in", "", ""),
            key_of(mention.uri): (Kind.MENTION, "in", "", ""),
        }
        assert key_of(other.uri) not in heard.told()
        assert {one.person.name for one in new if one.person} == {first.handle, second.handle}
        with workspace.store.writing() as conn:
            Intake().write(conn, heard.records)
    at_network.settle()
    looked = look(workspace)
    assert (looked.new, looked.aside) == (0, ())


def named(who: Account) -> list[models.AppBskyRichtextFacet.Main]:
    """Somebody's handle at the begin of a text."""
    size = len(who.handle) + 1
    return [
        models.AppBskyRichtextFacet.Main(
            features=[models.AppBskyRichtextFacet.Mention(did=who.did)],
            index=models.AppBskyRichtextFacet.ByteSlice(byte_start=0, byte_end=size),
        )
    ]


def test_what_a_closed_post_still_gets_is_not_told(workspace: Workspace, at_network: AtNetwork) -> None:
    author, friend = at_network.create_accounts(2)
    sign_in(workspace, at_network, author)
    with listening(workspace) as (heard, _):
        begin(heard, author)
        post = models.create_strong_ref(author.client.send_post("Enough for today."))
        name = post.uri.rpartition("/")[2]
        gates = author.client.app.bsky.feed.threadgate
        first = reply(friend, "In time.", post, post)
        settle(heard, author)
        rule = models.AppBskyFeedThreadgate.Record(
            created_at=author.client.get_current_time_iso(), post=post.uri, allow=[]
        )
        gates.create(author.did, rule, rkey=name)
        late = reply(friend, "Too late.", post, post)
        settle(heard, author)
        gates.delete(author.did, name)
        again = reply(friend, "Open again.", post, post)
        settle(heard, author)
        told = heard.told() & {key_of(one.uri) for one in (first, late, again)}
        assert told == {key_of(first.uri), key_of(again.uri)}


def test_who_cannot_be_asked_for_is_told_by_the_did(at_network: AtNetwork) -> None:
    author, friend = at_network.create_accounts(2)
    me = account_of(author.did, author.handle, "", "")

    def nobody(_: Sequence[str]) -> Sequence[object]:
        raise NotReady("the AppView is away")

    ear = Ear(me, nobody, lambda _: None, Own(author.did, nobody, lambda _: None))
    address = at_network.pds_url.replace("http", "ws", 1)
    with connect(f"{address}/xrpc/com.atproto.sync.subscribeRepos") as frames:
        friend.client.follow(author.did)
        heard = next(found for frame in frames if isinstance(frame, bytes) and (found := ear.heard(frame)))
    ((record,),) = [ear.facts(heard)]
    assert isinstance(record, Record)
    (follow,) = record.facts
    assert isinstance(follow, Interaction)
    assert follow.person == Person(Network.BLUESKY, key_of(friend.did))


def test_nothing_is_lost_while_what_is_told_cannot_be_stored(
    workspace: Workspace, at_network: AtNetwork
) -> None:
    author, friend = at_network.create_accounts(2)
    sign_in(workspace, at_network, author)
    with listening(workspace) as (heard, _):
        begin(heard, author)
        heard.gate.clear()
        posts = [models.create_strong_ref(author.client.send_post(f"Thought {n}")) for n in range(40)]
        for one in posts:
            friend.client.like(one.uri, one.cid)
        assert not any(key_of(f"like:{one.uri}:{friend.did}") in heard.told() for one in posts)
        heard.gate.set()
        settle(heard, author)
        assert {key_of(f"like:{one.uri}:{friend.did}") for one in posts} <= heard.told()


@pytest.mark.parametrize("how", ["cut", "frozen"])
def test_a_connection_that_breaks_or_says_nothing_more_is_noticed(
    workspace: Workspace, at_network: AtNetwork, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(streaming, "PING_S", 0.3)
    author = at_network.create_account()
    sign_in(workspace, at_network, author)
    with wire(int(at_network.pds_url.rpartition(":")[2])) as (port, break_it):
        secrets, key = Secrets(workspace.home), key_of(author.did)
        secrets.keep(key, {**(secrets.of(key) or {}), "listens": f"ws://127.0.0.1:{port}"})
        with listening(workspace) as (heard, goes_on):
            begin(heard, author)
            assert goes_on()
            break_it(how)
            until(lambda: not goes_on(), "the end of the stream", within=WITHIN_S)
            assert "the stream broke off" in str(heard.broke[0])


def test_where_nobody_answers_is_nothing_to_listen_to(workspace: Workspace, at_network: AtNetwork) -> None:
    author = at_network.create_account()
    sign_in(workspace, at_network, author)
    secrets, key = Secrets(workspace.home), key_of(author.did)
    secrets.keep(key, {**(secrets.of(key) or {}), "listens": "ws://127.0.0.1:1"})
    with listening(workspace) as (heard, goes_on):
        until(lambda: not goes_on(), "the end of the stream", within=WITHIN_S)
        assert heard.broke


def test_a_server_of_ones_own_is_heard_itself_and_any_other_through_the_relay() -> None:
    assert streaming.listens_at("http://localhost:2583") == "ws://localhost:2583"
    assert streaming.listens_at("https://bsky.social") == "wss://bsky.network"
    assert streaming.listens_at("https://pds.example.com") == "wss://bsky.network"


@contextmanager
def wire(to: int) -> Iterator[tuple[int, Callable[[str], None]]]:
    """A connection to a port of this machine that can be cut, or frozen so that nobody is told."""
    server = socket.create_server(("127.0.0.1", 0))
    open_ends: list[socket.socket] = [server]
    frozen = threading.Event()

    def carry(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                while frozen.is_set():
                    time.sleep(0.05)
                sink.sendall(data)

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = server.accept()
                far = socket.create_connection(("127.0.0.1", to))
                open_ends.extend((near, far))
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=carry, args=ends, daemon=True).start()

    def break_it(how: str) -> None:
        if how == "frozen":
            frozen.set()
            return
        for one in open_ends:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server.getsockname()[1], break_it
    finally:
        for one in open_ends:
            one.close()
        frozen.clear()
