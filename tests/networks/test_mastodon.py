"""Mastodon on two real servers that federate, which speak its language but not all of it."""

from collections import Counter
from collections.abc import Mapping
from itertools import count
from typing import ClassVar
from urllib.parse import parse_qs, urlparse

import pytest
import requests
from mastodon import Mastodon
from sqlalchemy import select

from groundswell.domain.actions import Act
from groundswell.domain.errors import SignInAgain, UsageError
from groundswell.domain.words import SendState
from groundswell.services.networks.lines import acts_of, begin, followed
from groundswell.services.networks.sending import send, send_due
from groundswell.services.networks.watching import look
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.sources.mastodon.facts import id_of
from groundswell.store import schema
from tests.networks.contract import Contract
from tests.networks.stage import Kinds, Stage, sign_in
from tests.servers.snac import OneRequestEach, Snac, User
from tests.servers.waiting import until

pytestmark = pytest.mark.slow

DELIVERED_WITHIN_S = 60
NUMBERS = count(1)


class SnacStage(Stage):
    """An author on one server; a neighbour on the same, a friend on the other."""

    network = "mastodon"
    brought: ClassVar[Kinds] = Counter(
        {
            ("comment", "in"): 2,
            ("comment", "out"): 1,
            ("reaction", "in"): 1,
            ("repost", "in"): 1,
            ("follow", "in"): 1,
        }
    )
    within_s = DELIVERED_WITHIN_S

    def __init__(self, here: Snac, there: Snac) -> None:
        self.here, self.there = here, there
        number = next(NUMBERS)
        self.user = here.create_user(f"author{number}")
        self.author = here.sign_in(self.user)
        self.neighbour = here.sign_in(here.create_user(f"neighbour{number}"))
        self.friend = there.create_user(f"friend{number}")

    def given(self, address: str) -> Mapping[str, str]:
        code = allow(self.here, self.user, address) if address else ""
        return {"server": self.here.url, "code": code}

    def wrong(self, address: str) -> Mapping[str, str]:
        return {"server": self.here.url, "code": "0123456789abcdef"}

    def wave(self) -> str:
        friend = self.there.sign_in(self.friend)
        (author,) = friend.search(self.user.acct, resolve=True).accounts
        friend.account_follow(author.id)
        self._until(lambda: {one.type for one in self.author.notifications()} >= {"follow"}, "the follow")
        post = self.author.status_post("A kind letter of rejection is a small thing.")
        self._until(friend.timeline_home, "the post")
        (seen,) = friend.timeline_home()
        friend.status_post(f"@{self.user.acct} How did you answer it?", in_reply_to_id=seen.id)
        friend.status_favourite(seen.id)
        friend.status_reblog(seen.id)
        self.neighbour.status_reply(post, "Thank you for this.")
        self._until(lambda: len(self.author.status_context(post.id).descendants) == 2, "both replies")
        (asked,) = [one for one in self.author.status_context(post.id).descendants if "How" in one.content]
        self.author.status_reply(asked, "With two lines, the next day.")

        def counted() -> bool:
            status = self.author.status(post.id)
            return (status.favourites_count, status.reblogs_count) == (1, 1)

        self._until(counted, "the favourite and the boost")
        return self._key(post.id)

    def asked(self) -> str:
        post = self.author.status_post("What would you ask a recruiter?")
        self.neighbour.status_reply(post, "When do they answer?")
        self._until(lambda: self.author.status_context(post.id).descendants, "the reply")
        # What is delivered to somebody else gets another id.
        (reply,) = self.author.status_context(post.id).descendants
        return self._key(reply.id)

    def answers(self, key: str) -> list[str]:
        # Asked as the author: to the neighbour it is delivered some seconds later.
        below = self.author.status_context(id_of(key)).descendants
        return [str(one.content).rpartition("</span> ")[2].removesuffix("<br>") for one in below]

    def likes(self, key: str) -> int:
        return int(self.author.status(id_of(key)).favourites_count)

    def publishes(self, text: str) -> None:
        self.neighbour.status_post(text)

    def secrets(self, workspace: Workspace) -> list[str]:
        kept = Secrets(workspace.home).of(self._account_key) or {}
        return [kept["token"], kept["app_secret"], self.user.password]

    def revoke(self, workspace: Workspace) -> None:
        kept = Secrets(workspace.home).of(self._account_key) or {}
        with requests.Session() as session:
            session.mount("http://", OneRequestEach())
            client = Mastodon(
                client_id=kept["app"],
                client_secret=kept["app_secret"],
                access_token=kept["token"],
                api_base_url=self.here.url,
                session=session,
            )
            client.revoke_access_token(allow_http=True)

    @property
    def _account_key(self) -> str:
        return f"mastodon:{self.here.host}/{self.user.name}"

    def _key(self, status_id: object) -> str:
        return f"mastodon:{self.here.host}/{status_id}"

    def _until(self, look: object, what: str) -> None:
        assert callable(look)
        until(look, what, within=DELIVERED_WITHIN_S, every=0.3)


def allow(server: Snac, user: User, address: str) -> str:
    """What a person does on the server's page, and the code that it shows then."""
    asked = parse_qs(urlparse(address).query)
    with requests.Session() as session:
        session.mount("http://", OneRequestEach())
        answer = session.post(
            f"{server.url}/oauth/x-snac-login",
            data={
                "login": user.name,
                "passwd": user.password,
                "redir": asked["redirect_uri"][0],
                "cid": asked["client_id"][0],
                "state": "",
            },
            timeout=10,
        )
    return answer.text.strip()


@pytest.fixture
def stage(snac_pair: tuple[Snac, Snac]) -> SnacStage:
    return SnacStage(*snac_pair)


class TestMastodon(Contract):
    """The contract."""


def test_what_the_server_lacks_is_not_offered(workspace: Workspace, stage: SnacStage) -> None:
    sign_in(workspace, stage)
    (line,) = followed(workspace)
    assert acts_of(workspace, line.account) >= {Act.REPLY, Act.LIKE, Act.FOLLOW, Act.BLOCK, Act.MESSAGE}
    assert acts_of(workspace, line.account) & {Act.MUTE, Act.UNMUTE, Act.HIDE, Act.CLOSE} == set()
    with pytest.raises(UsageError, match="cannot mute"):
        send(workspace, "mastodon", Act.MUTE, line.account.key, pressed="1")


@pytest.mark.parametrize(
    ("act", "lacks"), [(Act.REPORT, {Act.REPORT}), (Act.MUTE_THREAD, {Act.MUTE_THREAD, Act.UNMUTE_THREAD})]
)
def test_what_turns_out_to_lack_is_offered_no_more(
    workspace: Workspace, stage: SnacStage, act: Act, lacks: set[Act]
) -> None:
    asked = stage.asked()
    sign_in(workspace, stage)
    (line,) = followed(workspace)
    assert acts_of(workspace, line.account) >= lacks
    send(workspace, "mastodon", act, asked, "It is unkind.", pressed="1", grace_ms=0)
    send_due(workspace)
    with workspace.store.reading() as conn:
        (tried,) = conn.execute(select(schema.outbox.c.state, schema.outbox.c.problem))
    assert (tried.state, f"this server cannot {act}" in tried.problem) == (SendState.FAILED, True)
    assert acts_of(workspace, line.account) & lacks == set()
    # Until the next sign-in: the server may have become another.
    sign_in(workspace, stage)
    assert acts_of(workspace, line.account) >= lacks


def test_a_message_goes_to_one_person_once_though_the_server_knows_no_keys(
    workspace: Workspace, stage: SnacStage
) -> None:
    stage.wave()
    sign_in(workspace, stage)
    look(workspace)
    with workspace.store.reading() as conn:
        friend = conn.execute(select(schema.person.c.key).where(schema.person.c.name.contains("friend")))
        to = friend.scalars().first()
    assert to is not None
    send(workspace, "mastodon", Act.MESSAGE, to, "Would you like to talk?", pressed="1", grace_ms=0)
    for _ in range(2):
        send_due(workspace)
        with workspace.store.writing() as conn:
            again = schema.outbox.update().values(state=SendState.SENDING.value)
            conn.execute(again)
    reader = stage.there.sign_in(stage.friend)
    until(lambda: told(reader), "the message", within=DELIVERED_WITHIN_S, every=0.3)
    assert len(told(reader)) == 1
    assert told(stage.neighbour) == []


def told(reader: Mastodon) -> list[str]:
    mentions = [one.status for one in reader.notifications() if one.type == "mention"]
    return [one.content for one in mentions if "Would you like to talk?" in one.content]


def test_a_person_is_followed_and_blocked_by_the_address_of_the_profile(
    workspace: Workspace, stage: SnacStage
) -> None:
    sign_in(workspace, stage)
    asked = stage.asked()
    look(workspace)
    who = stage.author.status(id_of(asked)).account.id  # of whom one has blocked nothing is shown any more
    with workspace.store.reading() as conn:
        person = conn.execute(select(schema.person.c.key)).scalar_one()
    for number, act in enumerate((Act.FOLLOW, Act.BLOCK)):
        send(workspace, "mastodon", act, person, pressed=str(number), grace_ms=0)
    send_due(workspace)
    with workspace.store.reading() as conn:
        states = list(conn.execute(select(schema.outbox.c.state)).scalars())
    assert states == [SendState.SENT, SendState.SENT]
    (relation,) = stage.author.account_relationships(who)
    assert (relation.following, relation.blocking) == (True, True)


def test_an_answer_to_what_is_gone_fails_with_a_word(workspace: Workspace, stage: SnacStage) -> None:
    sign_in(workspace, stage)
    gone = f"mastodon:{stage.here.host}/17960248229999999999999999999999999999999"
    send(workspace, "mastodon", Act.REPLY, gone, "Hello?", pressed="1", grace_ms=0)
    send_due(workspace)
    with workspace.store.reading() as conn:
        (sent,) = conn.execute(select(schema.outbox.c.state, schema.outbox.c.problem))
    assert sent.state == SendState.FAILED
    assert "not on the server" in sent.problem


def test_a_server_is_not_spoken_with_in_the_clear(workspace: Workspace) -> None:
    with pytest.raises(SignInAgain, match="https"):
        begin(workspace, "mastodon", {"server": "http://mastodon.example"})
