"""Being told as it happens: by a mock that streams, and not by a real server that does not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import pytest

from groundswell.domain.activity import Interaction
from groundswell.domain.errors import GroundswellError, NotReady, SignInAgain
from groundswell.domain.records import Record
from groundswell.domain.words import Kind
from groundswell.services.networks.lines import begin, connect, followed, line_of, network_named
from groundswell.services.networks.watching import look
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Facts
from groundswell.sources.mastodon import streaming
from groundswell.store.intake import Intake
from tests.networks.contract import kinds
from tests.networks.stage import sign_in
from tests.networks.test_mastodon import SnacStage
from tests.servers.mastodon_mock import MastodonMock
from tests.servers.mastodon_mock import mastodon_mock as run_mastodon_mock
from tests.servers.snac import Snac
from tests.servers.waiting import until

pytestmark = pytest.mark.slow

WITHIN_S = 20
ARE_YOU_THERE = "@author are you there?"


class Listening:
    """A line that is listened to in a thread of its own."""

    def __init__(self, workspace: Workspace, tell: Callable[[Facts], None] | None = None) -> None:
        (row,) = followed(workspace)
        self.line = line_of(workspace, row.account)
        self.told: SimpleQueue[Facts] = SimpleQueue()
        self.tell = tell or self.told.put
        self.ended: GroundswellError | None = None
        self.thread = Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        try:
            self.line.stream(self.tell)
        except GroundswellError as error:
            self.ended = error

    def over(self) -> GroundswellError | None:
        """How it ended, which it does in time."""
        self.thread.join(WITHIN_S)
        assert not self.thread.is_alive()
        return self.ended

    def next(self) -> Facts:
        """What is told next."""
        return self.told.get(timeout=WITHIN_S)

    def is_open(self, mock: MastodonMock) -> None:
        """Returns once what is done is heard: nobody says when a stream has begun."""
        friend = mock.client("friend")

        def heard() -> bool:
            friend.status_post(ARE_YOU_THERE)
            try:
                return bool(self.told.get(timeout=1))
            except Empty:
                return False

        until(heard, "the stream", within=WITHIN_S)


@contextmanager
def listening(workspace: Workspace) -> Iterator[Listening]:
    one = Listening(workspace)
    try:
        yield one
    finally:
        one.line.close()
        one.over()


@pytest.fixture
def mock(workspace: Workspace, mastodon_mock: MastodonMock) -> MastodonMock:
    """The author is signed in there."""
    signed_in(workspace, mastodon_mock)
    return mastodon_mock


def signed_in(workspace: Workspace, mock: MastodonMock) -> None:
    address = begin(workspace, "mastodon", {"server": mock.url})
    connect(workspace, "mastodon", {"server": mock.url, "code": mock.allow("author", address)})
    look(workspace)


def test_what_happens_is_told_at_once_and_looking_adds_nothing(
    workspace: Workspace, mock: MastodonMock
) -> None:
    author, friend = mock.client("author"), mock.client("friend")
    with listening(workspace) as ear:
        ear.is_open(mock)
        post = author.status_post("A kind letter of rejection is a small thing.")
        asked = friend.status_reply(post, "How did you answer it?")
        deeper = friend.status_reply(asked, "@author I ask for a friend.")
        friend.status_favourite(post.id)
        friend.status_reblog(post.id)
        friend.account_follow(author.me().id)
        friend.status_post("@author may I write to you?", visibility="direct")
        wanted = {Kind.COMMENT: 2, Kind.REACTION: 1, Kind.REPOST: 1, Kind.FOLLOW: 1, Kind.MESSAGE: 1}
        told: list[Record] = []

        def all_told() -> bool:
            told.extend(one for one in ear.next() if isinstance(one, Record))
            heard = [fact.kind for fact in interactions(told)]
            return all(heard.count(kind) >= n for kind, n in wanted.items())

        until(all_told, "all of it", within=WITHIN_S)
        for record in told:
            with workspace.store.writing() as conn:
                Intake().write(conn, [record])
        before = kinds(workspace)
    assert ear.ended is None
    by_text = {fact.text: fact for fact in interactions(told)}
    first, second = by_text["How did you answer it?"], by_text["I ask for a friend."]
    assert (first.post.rpartition("/")[2], first.thread) == (str(post.id), "")
    assert (second.post, second.thread) == (first.post, first.key)
    assert second.key.endswith(f"/{deeper.id}")
    look(workspace)
    # What was said to find out whether the stream was open is not all heard.
    after = kinds(workspace)
    assert {kind: n - before[kind] for kind, n in after.items() if n > before[kind]}.keys() <= {
        ("mention", "in")
    }


def interactions(told: list[Record]) -> list[Interaction]:
    return [fact for record in told for fact in record.facts if isinstance(fact, Interaction)]


def test_while_it_cannot_be_stored_nothing_more_is_taken(workspace: Workspace, mock: MastodonMock) -> None:
    friend = mock.client("friend")
    arrived: SimpleQueue[Facts] = SimpleQueue()
    go_on: SimpleQueue[None] = SimpleQueue()

    def tell(facts: Facts) -> None:
        arrived.put(facts)
        go_on.get()

    ear = Listening(workspace, tell)

    def begun() -> bool:
        friend.status_post(ARE_YOU_THERE)
        return not arrived.empty()

    until(begun, "the first", within=WITHIN_S)
    for number in range(50):
        friend.status_post(f"@author word {number}")
    arrived.get()
    assert arrived.empty()
    seen: list[str] = []

    def last_came() -> bool:
        go_on.put(None)
        told = [one for one in arrived.get(timeout=WITHIN_S) if isinstance(one, Record)]
        seen.extend(one.text for one in interactions(told))
        return "@author word 49" in seen

    until(last_came, "the last", within=WITHIN_S)
    assert [text for text in seen if "word" in text] == [f"@author word {number}" for number in range(50)]
    ear.line.close()
    go_on.put(None)
    assert ear.over() is None


def test_closing_ends_it_also_before_it_begins(workspace: Workspace, mock: MastodonMock) -> None:
    with listening(workspace) as ear:
        ear.is_open(mock)
    assert ear.over() is None
    (row,) = followed(workspace)
    line = line_of(workspace, row.account)
    line.close()
    line.stream(lambda _: pytest.fail("it was closed"))


def test_silence_is_a_broken_connection(
    workspace: Workspace, mock: MastodonMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "SILENT_S", 1.5)
    with listening(workspace) as ear:
        ear.is_open(mock)
        with mock.frozen():
            assert isinstance(ear.over(), NotReady)
    with listening(workspace) as ear:
        ear.is_open(mock)


def test_a_server_that_goes_away_is_not_ready(workspace: Workspace, tmp_path: Path) -> None:
    with run_mastodon_mock(tmp_path) as own:
        signed_in(workspace, own)
        with listening(workspace) as ear:
            ear.is_open(own)
            own.kill()
            assert isinstance(ear.over(), NotReady)
    with listening(workspace) as ear:
        assert isinstance(ear.over(), NotReady)


def test_a_token_that_is_refused_asks_to_sign_in_again(workspace: Workspace, mock: MastodonMock) -> None:
    (row,) = followed(workspace)
    source = network_named("mastodon")
    secret = {"server": mock.url, "token": "no-such-token", "me": "1", "lacks": ""}
    line = source.open(row.account, secret, lambda _: None)
    with pytest.raises(SignInAgain, match="connect mastodon"):
        line.stream(lambda _: pytest.fail("nobody may listen"))
    line.close()


@pytest.mark.parametrize(
    ("status", "is_there"), [(404, False), (503, True), (429, True)], ids=["none", "failing", "busy"]
)
def test_a_server_that_does_not_stream_is_told_by_its_answer(
    workspace: Workspace, mock: MastodonMock, status: int, is_there: bool
) -> None:
    mock.fault({"path": streaming.PATH}, {"type": "status", "status": status}, times=1)
    with listening(workspace) as ear:
        assert isinstance(ear.over(), NotReady) is is_there
    assert ear.told.empty()


def test_a_server_without_streaming_leaves_looking_alone(
    workspace: Workspace, snac_pair: tuple[Snac, Snac]
) -> None:
    sign_in(workspace, SnacStage(*snac_pair))
    with listening(workspace) as ear:
        assert ear.over() is None
