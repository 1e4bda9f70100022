"""Two accounts on one network: what is done is done by the one that it came to."""

import pytest

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account, Fact, Interaction, Person, Post
from groundswell.domain.errors import UsageError
from groundswell.domain.records import Record
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.services.inbox.answering import answer, answer_person, reach
from groundswell.services.networks.gating import choose
from groundswell.services.networks.lines import standings
from groundswell.services.reading.triaging import FAST, read_backlog
from groundswell.services.workspace import Workspace
from groundswell.store import lines, outbox
from groundswell.store.intake import Intake

ADA, PEN = (Account(Network.BLUESKY, f"bluesky:did:plc:{name}", name) for name in ("ada", "pen"))
ASKS = Person(Network.BLUESKY, "bluesky:did:plc:asks", "Bea")
HERE, THERE = (
    Account(Network.MASTODON, f"mastodon:{host}/ada", "ada") for host in ("one.example", "two.example")
)


def posted(account: Account) -> Post:
    did = account.key.removeprefix("bluesky:")
    return Post(Network.BLUESKY, f"bluesky:at://{did}/app.bsky.feed.post/1", 1_790_000_000_000, "A post.")


def asked(key: str, network: Network, post: str = "") -> Interaction:
    kind = Kind.COMMENT if post else Kind.MENTION
    when = When.exactly(1_790_000_060_000)
    who = Person(network, f"{network}:somebody/{key}", "Bea")
    return Interaction(key, network, kind, Direction.IN, when, who, post, "How long?", has_id=True)


def stored(workspace: Workspace, accounts: tuple[Account, ...], *facts: Fact) -> None:
    with workspace.store.writing() as conn:
        list(Intake().write(conn, [Record(str(n), (one,)) for n, one in enumerate((*accounts, *facts))]))
        for one in accounts:
            lines.open_line(conn, one)
    read_backlog(workspace, reader_name=FAST)


def doer(workspace: Workspace, key: str) -> str:
    with workspace.store.reading() as conn:
        return outbox.sending(conn, key).account


@pytest.mark.parametrize("account", [ADA, PEN])
def test_the_account_whose_post_it_is_answers_and_closes(workspace: Workspace, account: Account) -> None:
    post = posted(account)
    said = asked("bluesky:at://did:plc:asks/app.bsky.feed.post/7", Network.BLUESKY, post.key)
    stored(workspace, (ADA, PEN), post, said)
    assert doer(workspace, answer(workspace, 1, Act.REPLY, "A week.", "1")) == account.key
    assert doer(workspace, choose(workspace, 1, Act.CLOSE, "2")) == account.key


@pytest.mark.parametrize(("host", "account"), [("one.example", HERE), ("two.example", THERE)])
def test_what_a_server_told_is_answered_from_there(workspace: Workspace, host: str, account: Account) -> None:
    stored(workspace, (HERE, THERE), asked(f"mastodon:{host}/7", Network.MASTODON))
    assert doer(workspace, answer(workspace, 1, Act.REPLY, "A week.", "1")) == account.key


def test_where_nothing_tells_which_of_them_is_meant_neither_does_it(workspace: Workspace) -> None:
    stored(workspace, (ADA, PEN), asked("bluesky:at://did:plc:asks/app.bsky.feed.post/7", Network.BLUESKY))
    assert reach(workspace, 1).acts == ()
    with pytest.raises(UsageError, match="several accounts"):
        answer(workspace, 1, Act.REPLY, "A week.", "1")
    with pytest.raises(UsageError, match="several accounts"):
        answer_person(workspace, 1, Act.FOLLOW, "", "2")


def test_one_account_alone_answers_everything(workspace: Workspace) -> None:
    stored(workspace, (ADA,), asked("bluesky:at://did:plc:asks/app.bsky.feed.post/7", Network.BLUESKY))
    assert doer(workspace, answer(workspace, 1, Act.REPLY, "A week.", "1")) == ADA.key


def test_the_chosen_one_does_it_and_what_it_did_is_its_own(workspace: Workspace) -> None:
    stored(workspace, (ADA, PEN), asked("bluesky:at://did:plc:asks/app.bsky.feed.post/7", Network.BLUESKY))
    told = reach(workspace, 1)
    assert ([one.key for one in told.accounts], told.account) == ([ADA.key, PEN.key], "")
    assert doer(workspace, answer(workspace, 1, Act.LIKE, "", "1", PEN.key)) == PEN.key
    told = reach(workspace, 1)
    assert (told.account, Act.LIKE in told.acts) == (PEN.key, False)
    assert [one.by for one in told.sent] == ["pen"]
    assert Act.LIKE in reach(workspace, 1, ADA.key).acts
    assert doer(workspace, answer_person(workspace, 1, Act.FOLLOW, "", "2", ADA.key)) == ADA.key


def test_an_account_that_is_not_among_them_does_nothing(workspace: Workspace) -> None:
    stored(workspace, (ADA, PEN), asked("bluesky:at://did:plc:asks/app.bsky.feed.post/7", Network.BLUESKY))
    for key in (HERE.key, "bluesky:did:plc:nobody"):
        with pytest.raises(UsageError, match="not signed in"):
            answer(workspace, 1, Act.LIKE, "", "1", key)


def test_the_posts_of_each_are_counted_apart(workspace: Workspace) -> None:
    stored(workspace, (ADA, PEN), posted(PEN))
    assert [(one.line.account.key, one.posts) for one in standings(workspace)] == [(ADA.key, 0), (PEN.key, 1)]


def test_the_posts_of_two_accounts_on_one_server_are_told_apart_by_their_addresses(
    workspace: Workspace,
) -> None:
    accounts = tuple(
        Account(Network.MASTODON, f"mastodon:one.example/@{who}", who, f"https://one.example/@{who}")
        for who in ("ada", "ada_too")
    )
    posts = (
        Post(Network.MASTODON, f"mastodon:one.example/{n}", 1_790_000_000_000, "A post.", f"{one.url}/{n}")
        for n, one in ((1, accounts[0]), (2, accounts[1]), (3, accounts[1]))
    )
    stored(workspace, accounts, *posts)
    assert [one.posts for one in standings(workspace)] == [1, 2]
