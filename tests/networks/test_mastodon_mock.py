"""What newer servers of Mastodon tell that the real ones here do not: direct messages, muting, limits.

Tried against a mock, and so only what the mock is trusted with; the contract is played on real servers.
"""

from collections.abc import Iterator, Mapping
from itertools import count

import pytest
from sqlalchemy import select

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import UsageError
from groundswell.domain.words import LineState, SendState
from groundswell.services.networks.lines import begin, connect, followed
from groundswell.services.networks.sending import send, send_due
from groundswell.services.networks.watching import look
from groundswell.services.workspace import Workspace
from groundswell.sources.mastodon import place
from groundswell.sources.mastodon.facts import host_of, key_of
from groundswell.store import schema
from tests.networks.contract import kinds
from tests.servers.mastodon_mock import MastodonMock

pytestmark = pytest.mark.slow

NUMBERS = count()


@pytest.fixture(autouse=True)
def signed_in(
    workspace: Workspace, mastodon_mock: MastodonMock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The author is signed in, and all that was before is there; counts are looked at each time."""
    monkeypatch.setattr(place, "_COUNT_EVERY_MS", 0)
    address = begin(workspace, "mastodon", {"server": mastodon_mock.url})
    code = mastodon_mock.allow("author", address)
    connect(workspace, "mastodon", {"server": mastodon_mock.url, "code": code})
    look(workspace)
    yield
    mastodon_mock.no_faults()


def test_what_is_written_directly_is_one_thread_of_messages(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    author, friend = mastodon_mock.client("author"), mastodon_mock.client("friend")
    first = friend.status_post("@author may I ask you something?", visibility="direct")
    author.status_post("@friend of course.", in_reply_to_id=first.id, visibility="direct")
    friend.status_post("@author how did you begin?", in_reply_to_id=first.id, visibility="direct")
    look(workspace)
    told = messages(workspace)
    assert [(one["direction"], one["text"]) for one in told if one["direction"] == "in"] == [
        ("in", "may I ask you something?"),
        ("in", "how did you begin?"),
    ]
    # The own one comes with the conversation when everything is asked for from nothing.
    with workspace.store.writing() as conn:
        conn.execute(schema.line.update().values(backfilled=""))
    look(workspace)
    told = messages(workspace)
    assert [one["text"] for one in told if one["direction"] == "out"] == ["of course."]
    assert len({one["thread"] for one in told}) == 1


def test_no_post_is_missed_though_many_came_between_two_looks(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    author, friend = mastodon_mock.client("author"), mastodon_mock.client("friend")
    texts = {f"Post {next(NUMBERS)}." for _ in range(45)}
    posts = [author.status_post(text) for text in texts]
    friend.status_favourite(posts[0].id)
    look(workspace)
    with workspace.store.reading() as conn:
        told = set(conn.execute(select(schema.post.c.text)).scalars())
    assert texts <= told


def test_a_server_that_can_mute_is_asked_to(workspace: Workspace, mastodon_mock: MastodonMock) -> None:
    author = mastodon_mock.client("author")
    friend = person(workspace, mastodon_mock)
    assert pressed(workspace, Act.MUTE, friend) == ("sent", "")
    assert [one.username for one in author.mutes()] == ["friend"]
    assert pressed(workspace, Act.UNMUTE, friend) == ("sent", "")
    assert author.mutes() == []


def test_what_is_done_to_somebody_is_taken_back(workspace: Workspace, mastodon_mock: MastodonMock) -> None:
    author = mastodon_mock.client("author")
    friend = person(workspace, mastodon_mock)
    (account,) = author.account_search("friend")

    def stands() -> tuple[bool, bool]:
        (now,) = author.account_relationships(account.id)
        return now.following, now.blocking

    for act, becomes in (
        (Act.FOLLOW, (True, False)),
        (Act.UNFOLLOW, (False, False)),
        (Act.BLOCK, (False, True)),
        (Act.UNBLOCK, (False, False)),
    ):
        assert pressed(workspace, act, friend) == ("sent", "")
        assert stands() == becomes


def test_what_is_done_to_something_said_is_done_once_and_taken_back(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    author, friend = mastodon_mock.client("author"), mastodon_mock.client("friend")
    said = friend.status_post("@author thank you.")
    key = key_of(host_of(account_of(workspace)), said.id)

    def stands() -> tuple[bool, bool, int]:
        now = author.status(said.id)
        return now.favourited, now.muted, now.reblogs_count

    for act, becomes in (
        (Act.LIKE, (True, False, 0)),
        (Act.REPOST, (True, False, 1)),
        (Act.MUTE_THREAD, (True, True, 1)),
        (Act.UNMUTE_THREAD, (True, False, 1)),
        (Act.UNLIKE, (False, False, 1)),
    ):
        assert pressed(workspace, act, key) == ("sent", "")
        sent_again(workspace)
        assert stands() == becomes


def test_a_message_goes_to_one_person_and_once(workspace: Workspace, mastodon_mock: MastodonMock) -> None:
    friend = mastodon_mock.client("friend")
    to = person(workspace, mastodon_mock)
    assert pressed(workspace, Act.MESSAGE, to, "Would you like to talk?") == ("sent", "")
    # Another key: only what was written itself tells that it was.
    with workspace.store.writing() as conn:
        conn.execute(schema.outbox.update().values(key="another", state=SendState.SENDING.value))
    send_due(workspace)
    told = [one.status for one in friend.notifications() if one.type == "mention"]
    got = [one for one in told if "Would you like" in one.content]
    assert [one.visibility for one in got] == ["direct"]
    with workspace.store.reading() as conn:
        became = conn.execute(select(schema.outbox.c.became)).scalar_one()
    assert became == key_of(host_of(account_of(workspace)), got[0].id)


def test_nobody_who_is_named_in_a_message_reads_along_unasked(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    to = person(workspace, mastodon_mock)
    before = len(mastodon_mock.client("author").conversations())
    state, problem = pressed(workspace, Act.MESSAGE, to, "Do not tell @boss@work.example of it.")
    assert (state, "@boss@work.example would read this along" in problem) == ("failed", True)
    assert len(mastodon_mock.client("author").conversations()) == before


def test_what_is_too_long_is_not_sent_and_it_is_said_by_how_much(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    post = mastodon_mock.client("author").status_post("A post.")
    host = host_of(account_of(workspace))
    key = key_of(host, post.id)
    with pytest.raises(UsageError, match="too long by 7 characters"):
        pressed(workspace, Act.REPLY, key, "x" * 507)
    # With the warning that it takes over it is longer, which only the server's own words tell.
    warned = mastodon_mock.client("author").status_post("A post.", spoiler_text="Letters")
    state, problem = pressed(workspace, Act.REPLY, key_of(host, warned.id), "x" * 500)
    assert (state, "7 characters too long" in problem, "Cut 7." in problem) == ("failed", True, True)
    assert mastodon_mock.client("author").status_context(post.id).descendants == []
    assert pressed(workspace, Act.REPLY, key, "x" * 500) == ("sent", "")


def test_a_report_says_what_and_why_and_is_made_once(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    friend = mastodon_mock.client("friend")
    said = friend.status_post("@author an unkind word.")
    host = host_of(account_of(workspace))
    before = len(friend.admin_reports())
    assert pressed(workspace, Act.REPORT, key_of(host, said.id), "It is unkind.") == ("sent", "")
    sent_again(workspace)
    assert pressed(workspace, Act.REPORT, person(workspace, mastodon_mock), "All of it.") == ("sent", "")
    told = sorted(friend.admin_reports(), key=lambda one: int(one.id))[before:]
    assert [(one.comment, [each.id for each in one.statuses]) for one in told] == [
        ("It is unkind.", [said.id]),
        ("All of it.", []),
    ]


def test_a_report_of_which_it_is_not_known_whether_it_arrived_is_not_made_again(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    to = person(workspace, mastodon_mock)
    mastodon_mock.fault({"path": "/api/v1/reports/"}, {"type": "status", "status": 503}, times=1)
    assert pressed(workspace, Act.REPORT, to, "All of it.")[0] == "waiting"
    before = len(mastodon_mock.client("friend").admin_reports())
    with workspace.store.writing() as conn:
        conn.execute(schema.outbox.update().values(due=0))
    send_due(workspace)
    state, problem = sent(workspace)
    assert (state, "not known whether the report arrived" in problem) == ("failed", True)
    assert len(mastodon_mock.client("friend").admin_reports()) == before


def test_what_the_server_filters_away_comes_in_all_the_same(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    author, friend = mastodon_mock.client("author"), mastodon_mock.client("friend")
    author.update_notifications_policy(for_not_following="filter")
    try:
        friend.status_post("@author a stranger's question")
        assert len(author.notification_requests()) == 1
        look(workspace)
        assert "@author a stranger's question" in texts(workspace)
        # And so it does where everything is asked for from nothing.
        with workspace.store.writing() as conn:
            conn.execute(schema.interaction.delete())
            conn.execute(schema.line.update().values(backfilled=""))
        look(workspace)
        assert "@author a stranger's question" in texts(workspace)
    finally:
        author.update_notifications_policy(for_not_following="accept")
        author.accept_multiple_notification_requests([one.id for one in author.notification_requests()])
    assert look(workspace).new == 0


def test_a_server_that_asks_to_wait_is_left_alone_so_long(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    mastodon_mock.fault({"path": "/api/v1/notifications"}, {"type": "ratelimit"}, times=1)
    looked = look(workspace)
    assert set(looked.states.values()) == {LineState.NOT_READY}
    assert looked.wait_s > 0
    assert set(look(workspace).states.values()) == {LineState.OPEN}


@pytest.mark.parametrize(
    "effect", [{"type": "status", "status": 503}, {"type": "malformed"}], ids=["failing", "malformed"]
)
def test_what_goes_wrong_for_a_while_loses_nothing(
    workspace: Workspace, mastodon_mock: MastodonMock, effect: Mapping[str, object]
) -> None:
    author, friend = mastodon_mock.client("author"), mastodon_mock.client("friend")
    post = author.status_post("A post.")
    look(workspace)
    before = kinds(workspace)["comment", "in"]
    for number in range(3):
        friend.status_reply(post, f"Words {number}.")
    mastodon_mock.fault({"path": "/api/v1/notifications"}, effect, times=1)
    assert set(look(workspace).states.values()) == {LineState.NOT_READY}
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    assert kinds(workspace)["comment", "in"] == before + 3


def test_a_refused_answer_fails_with_the_servers_words(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    post = mastodon_mock.client("author").status_post("A post.")
    mastodon_mock.fault(
        {"path": "/api/v1/statuses", "method": "POST"}, {"type": "status", "status": 422}, times=1
    )
    (line,) = followed(workspace)
    target = key_of(host_of(line.account), post.id)
    send(workspace, "mastodon", Act.REPLY, target, "Too long.", pressed="1", grace_ms=0)
    send_due(workspace)
    with workspace.store.reading() as conn:
        (sent,) = conn.execute(select(schema.outbox.c.state, schema.outbox.c.problem))
    assert sent.state == SendState.FAILED
    assert "the server refuses it" in sent.problem


def messages(workspace: Workspace) -> list[Mapping[str, object]]:
    """What was written directly, in its order."""
    one = schema.interaction.c
    query = select(one.direction, one.text, one.thread).where(one.kind == "message").order_by(one.at, one.id)
    with workspace.store.reading() as conn:
        return [dict(row) for row in conn.execute(query).mappings()]


def texts(workspace: Workspace) -> list[str]:
    with workspace.store.reading() as conn:
        return list(conn.execute(select(schema.interaction.c.text)).scalars())


def account_of(workspace: Workspace) -> Account:
    (line,) = followed(workspace)
    return line.account


def person(workspace: Workspace, mock: MastodonMock) -> str:
    """The key of the friend, who has said something."""
    mock.client("friend").status_post("@author hello.")
    look(workspace)
    with workspace.store.reading() as conn:
        query = select(schema.person.c.key).where(schema.person.c.key.endswith("friend"))
        return str(conn.execute(query).scalar_one())


def pressed(workspace: Workspace, act: Act, target: str, text: str = "") -> tuple[str, str]:
    """How something that was sent stands, and what is wrong with it."""
    with workspace.store.writing() as conn:
        conn.execute(schema.outbox.delete())
    send(workspace, "mastodon", act, target, text, pressed=f"{next(NUMBERS)}", grace_ms=0)
    send_due(workspace)
    return sent(workspace)


def sent_again(workspace: Workspace) -> None:
    """As after a kill between the server's answer and our note of it."""
    with workspace.store.writing() as conn:
        conn.execute(schema.outbox.update().values(state=SendState.SENDING.value))
    send_due(workspace)
    assert sent(workspace) == ("sent", "")


def sent(workspace: Workspace) -> tuple[str, str]:
    one = schema.outbox.c
    with workspace.store.reading() as conn:
        row = conn.execute(select(one.state, one.problem)).one()
    return str(row.state), str(row.problem)
