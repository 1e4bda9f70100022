"""The mock of Mastodon really streams, and fails when it is told to."""

import queue
import threading

import pytest
from mastodon import StreamListener
from mastodon.errors import MastodonRatelimitError
from mastodon.return_types import Notification

from tests.servers.mastodon_mock import MastodonMock

pytestmark = pytest.mark.slow

HEARD_WITHIN_S = 20


class Ear(StreamListener):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard: queue.SimpleQueue[Notification] = queue.SimpleQueue()
        self.listening = threading.Event()

    def handle_heartbeat(self) -> None:
        """The stream is open: what happens from now on is heard."""
        self.listening.set()

    def on_notification(self, notification: Notification) -> None:
        """Somebody did something."""
        self.heard.put(notification)


def test_a_mention_is_streamed(mastodon_mock: MastodonMock) -> None:
    author, friend, ear = mastodon_mock.client("author"), mastodon_mock.client("friend"), Ear()
    stream = author.stream_user(ear, run_async=True, timeout=HEARD_WITHIN_S)
    try:
        assert ear.listening.wait(HEARD_WITHIN_S)
        friend.status_post("@author thank you for writing it down.")
        told = ear.heard.get(timeout=HEARD_WITHIN_S)
    finally:
        stream.close()
    assert (told.type, told.account.username) == ("mention", "friend")


def test_faults_come_on_demand_and_go(mastodon_mock: MastodonMock) -> None:
    client = mastodon_mock.client("author")
    mastodon_mock.fault({"path": "/api/v1/notifications"}, {"type": "ratelimit"}, times=1)
    with pytest.raises(MastodonRatelimitError):
        client.notifications()
    assert isinstance(client.notifications(), list)
