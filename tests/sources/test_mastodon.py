"""Mastodon without a server: what is told in another way than usual, and what no message may repeat."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from mastodon import errors

from groundswell.domain.activity import Account, Interaction
from groundswell.domain.errors import GroundswellError, NotFound, NotReady, SignInAgain
from groundswell.domain.keys import linkedin_created
from groundswell.domain.records import Record, SetAside
from groundswell.domain.when import to_ms
from groundswell.domain.words import Kind, Network
from groundswell.sources.common.room import Room
from groundswell.sources.mastodon.calls import calling, client_of, close
from groundswell.sources.mastodon.facts import key_of, person_of, words_of
from groundswell.sources.mastodon.hearing import Ear
from groundswell.sources.mastodon.streaming import Events
from groundswell.sources.mastodon.threads import Threads

HOST = "social.example"
ME = Account(Network.MASTODON, f"mastodon:{HOST}/@ada", "Ada")


def person(name: str) -> Any:
    url = f"https://{HOST}/@{name}"
    return SimpleNamespace(id=name, acct=name, display_name="", note="", url=url, uri=url)


def status(number: int, by: str = "ben", **told: Any) -> Any:
    usual: dict[str, Any] = {
        "id": number,
        "account": person(by),
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "content": "<p>Words.</p>",
        "visibility": "public",
        "created_at": datetime(2026, 11, 30, tzinfo=UTC),
        "spoiler_text": "",
        "url": f"https://{HOST}/@{by}/{number}",
        "uri": f"https://{HOST}/users/{by}/statuses/{number}",
        "reblog": None,
        "quote": None,
        "replies_count": 0,
        "mentions": [],
    }
    return SimpleNamespace(**{**usual, **told})


def notified(kind: str, one: Any, number: int = 1) -> Any:
    at = datetime(2026, 11, 30, tzinfo=UTC)
    return SimpleNamespace(id=str(number), type=kind, created_at=at, account=one.account, status=one)


def ear(pages: Any = None, above: tuple[Any, ...] = ()) -> Ear:
    return Ear(pages or (lambda **_: []), Threads(lambda _: (list(above), []), "ada"), ME)


def only(facts: tuple[Record | SetAside, ...]) -> Interaction:
    (record,) = facts
    assert isinstance(record, Record)
    (fact,) = record.facts
    assert isinstance(fact, Interaction)
    return fact


def test_a_quote_belongs_to_the_post_that_it_quotes() -> None:
    quoting = status(2, quote=SimpleNamespace(quoted_status=status(1, "ada")))
    fact = only(ear().facts([notified("quote", quoting)]))
    assert (fact.kind, fact.post) == (Kind.QUOTE, key_of(HOST, 1))


def test_a_reply_deep_in_a_thread_belongs_to_the_post_at_its_top() -> None:
    above = (status(1, "ada"), status(2, in_reply_to_id=1, in_reply_to_account_id="ada"))
    deep = status(3, "cat", in_reply_to_id=2, in_reply_to_account_id="ben")
    fact = only(ear(above=above).facts([notified("mention", deep)]))
    assert (fact.kind, fact.post, fact.thread) == (Kind.COMMENT, key_of(HOST, 1), key_of(HOST, 2))


def test_somebody_elses_thread_is_no_post_of_the_account() -> None:
    above = (status(1, "cat"), status(2, "ada", in_reply_to_id=1))
    answer = status(3, in_reply_to_id=2, in_reply_to_account_id="ada")
    named = status(4, in_reply_to_id=1, in_reply_to_account_id="cat")
    told = [only(ear(above=above).facts([notified("mention", one)])) for one in (answer, named)]
    assert [(one.kind, one.post) for one in told] == [(Kind.COMMENT, ""), (Kind.MENTION, "")]


def test_what_lacks_its_parts_is_set_aside_and_the_rest_goes_on() -> None:
    broken, fine = notified("mention", status(1, created_at=None)), notified("favourite", status(2, "ada"))
    first, second = ear().facts([broken, fine])
    assert isinstance(first, SetAside)
    assert isinstance(second, Record)


def test_an_answer_is_told_without_the_names_of_those_whom_it_answers() -> None:
    first = "<span class='h-card'>@<span>ada</span></span>"
    names = f"<p>{first} <span>@ben@other.example</span> Thank you, @cat.</p>"
    assert words_of(status(1, content=names, in_reply_to_id=2)) == "Thank you, @cat."
    assert words_of(status(1, content="<p>@ada look</p>")) == "@ada look"
    assert words_of(status(1, content="<p>@ada@social.example What did it cost?</p>")) == "What did it cost?"
    assert words_of(status(1, content="<p>@ada</p>", in_reply_to_id=2)) == "@ada"


def test_no_key_looks_like_a_number_of_linkedin() -> None:
    assert linkedin_created(key_of(HOST, 7345000000000000000)) is None


class Server:
    """Notifications, told as servers differ in it.

    Args:
        rising: Whether `min_id` gives what follows at once, as Mastodon does, or bounds from below.
        knows: Which of the two bounds it knows.
    """

    def __init__(self, *, rising: bool = True, knows: tuple[str, ...] = ("min_id", "max_id")) -> None:
        self.rising, self.knows, self.calls = rising, knows, 0
        self.told = [notified("mention", status(n), n) for n in range(100, 250)]

    def __call__(self, limit: int, **asked: str) -> list[Any]:
        self.calls += 1
        low = int(asked.get("min_id", 0)) if "min_id" in self.knows else 0
        high = int(asked.get("max_id", 10**9)) if "max_id" in self.knows else 10**9
        within = [one for one in self.told if low < int(one.id) < high]
        rises = self.rising and "min_id" in asked
        return (within[:limit] if rises else within[-limit:])[::-1]


@pytest.mark.parametrize("rising", [True, False])
def test_nothing_is_missed_however_a_server_pages(rising: bool) -> None:
    server = Server(rising=rising)
    pages = list(ear(server).since("109"))
    assert {int(one.id) for page, _ in pages for one in page} == set(range(110, 250))
    assert pages[-1][1] == " ".join(str(number) for number in range(249, 239, -1))
    # What was not told yet is never passed over by the cursor.
    heard: set[int] = set()
    for page, reached in pages:
        heard |= {int(one.id) for one in page}
        assert set(range(110, int(reached.split()[0]) + 1)) <= heard
    calls = server.calls
    assert list(ear(server).since(pages[-1][1])) == []
    assert server.calls == calls + 1


@pytest.mark.parametrize("rising", [True, False])
@pytest.mark.parametrize("late", [[], [249], [245, 246], [241, 249]])
def test_what_comes_to_be_seen_after_one_with_a_higher_id_is_told(rising: bool, late: list[int]) -> None:
    server = Server(rising=rising)
    there = list(server.told)
    server.told = [one for one in there if int(one.id) not in late]
    heard = ear(server).latest()
    server.told = [*there, *(notified("mention", status(n), n) for n in range(250, 350))]
    told: list[int] = []
    for page, reached in ear(server).since(heard):
        told += [int(one.id) for one in page]
        heard = reached
    assert sorted(told) == [*late, *range(250, 350)]
    assert list(ear(server).since(heard)) == []


@pytest.mark.parametrize("knows", [(), ("max_id",), ("min_id",)])
def test_asking_ends_whatever_a_server_does_not_know(knows: tuple[str, ...]) -> None:
    server = Server(rising=False, knows=knows)
    assert list(ear(server).since("109"))
    assert list(ear(server).before(""))
    assert server.calls < 20


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("naïve", 5),
        ("nai\u0308ve", 5),
        ("👩‍👩‍👧 and 👍🏽", 7),
        ("🇩🇪", 1),
        ("see https://social.example/a/very/long/address/that/goes/on here", 4 + 23 + 5),
        ("@ada@social.example hello", 4 + 6),
        ("a@b.example", 11),
    ],
)
def test_a_text_is_as_long_as_a_server_counts_it(text: str, counted: int) -> None:
    assert Room(500, link=23, names_alone=True).counted(text) == counted


TOLD = b":thump\n\nevent: notification\r\ndata: {\r\ndata:  }\r\n\r\nevent: delete\ndata: 7\n\ndata: x\n\n"


@pytest.mark.parametrize("cut", range(1, 20))
def test_what_is_streamed_is_read_wherever_it_is_cut(cut: int) -> None:
    events = Events("Ada")
    pieces = [TOLD[at : at + cut] for at in range(0, len(TOLD), cut)]
    told = [event for piece in pieces for event in events.of(piece)]
    assert told == [("notification", "{\n }"), ("delete", "7")]


@pytest.mark.parametrize("piece", [b"x" * 65_536, b"data: " + b"x" * 65_000 + b"\n"])
def test_a_stream_that_never_comes_to_an_end_is_given_up(piece: bytes) -> None:
    events = Events("Ada")
    told = (event for _ in range(100) for event in events.of(piece))
    with pytest.raises(NotReady, match="too much"):
        list(told)


SECRET = "a-token-that-nobody-may-see"


def refused(number: int, words: str) -> errors.MastodonAPIError:
    return errors.MastodonAPIError("Mastodon API returned error", number, "", words)


@pytest.mark.parametrize(
    ("raised", "ours"),
    [
        (errors.MastodonUnauthorizedError("Mastodon API returned error", 401, SECRET, SECRET), SignInAgain),
        (errors.MastodonRatelimitError(SECRET), NotReady),
        (errors.MastodonNetworkError(f"Could not complete request: {SECRET}"), NotReady),
        (errors.MastodonBadGatewayError("Mastodon API returned error", 502, "", SECRET), NotReady),
        (errors.MastodonNotFoundError("Mastodon API returned error", 404, "", SECRET), NotFound),
        (refused(403, "This action is outside the authorized scopes"), SignInAgain),
        (refused(403, "This action is not allowed"), NotFound),
        (refused(422, f"The text {SECRET} is too long"), NotFound),
        (errors.MastodonAPIError(f"Could not parse response as JSON {SECRET}", "x"), NotReady),
        (KeyError(SECRET), NotReady),
    ],
)
def test_every_error_of_the_library_is_one_of_ours(raised: Exception, ours: type[GroundswellError]) -> None:
    client = client_of(f"https://{HOST}", SECRET)
    try:
        with pytest.raises(GroundswellError) as caught, calling(client, "Ada"):
            raise raised
    finally:
        close(client)
    assert isinstance(caught.value, ours)
    assert SECRET not in str(caught.value)


def test_a_profile_tells_its_own_links_too() -> None:
    link = (
        '<a href="https://www.linkedin.com/in/ben-osei" rel="me"><span class="invisible">https://www.</span>'
        '<span class="ellipsis">linkedin.com/in/ben</span><span class="invisible">-osei</span></a>'
    )
    ben = person("ben")
    ben.note = "<p>Bridges.</p>"
    ben.fields = [SimpleNamespace(name="Work", value=link), SimpleNamespace(name="Pronouns", value="he/him")]
    assert person_of(ben).headline == "Bridges.\nhttps://www.linkedin.com/in/ben-osei"


def test_no_time_is_believed_that_is_still_to_come() -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    told = ear().told(status(1, created_at=tomorrow)).facts[0]
    assert isinstance(told, Interaction)
    assert told.when.latest < to_ms(tomorrow)


def test_a_mention_gives_nobody_another_name() -> None:
    """It names people by their address, even those who go by another name."""
    shown = person("ben")
    shown.display_name = "Ben Okafor"
    mentioned = SimpleNamespace(id="ben", acct="ben", url=shown.url, uri=shown.url)
    assert (person_of(shown).name, person_of(shown).told is None) == ("Ben Okafor", False)
    assert (person_of(mentioned).name, person_of(mentioned).told) == ("ben", None)
