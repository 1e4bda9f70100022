"""Places on LinkedIn where something is done by hand: exact, without secrets, or none."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.actions import Act
from groundswell.sources.common.linkedin import comment_link
from groundswell.sources.linkedin_links import LISTS, place_for

POST = "linkedin:activity:7345678901234567890"
POST_PAGE = "https://www.linkedin.com/feed/update/urn:li:activity:7345678901234567890/"
URN = "urn:li:comment:(activity:7345678901234567890,7345999901234567890)"
COMMENT = "linkedin:comment:7345678901234567890:7345999901234567890"
ABOVE = "linkedin:comment:7345678901234567890:7345888801234567890"
ABOVE_URN = "urn:li:comment:(activity:7345678901234567890,7345888801234567890)"
JANE = "https://www.linkedin.com/in/jane-doe"
TALK = "2-YTc2ZjA0ZTMtYjU0MS00_MTAw=="


def address(act: Act, key: str, url: str = "", **known: str) -> str:
    place = place_for(act, key, url, **known)
    return place.address if place else ""


def test_a_comment_is_opened_at_itself() -> None:
    place = place_for(Act.REPORT, COMMENT, comment_link(URN))
    assert place is not None
    assert place.address.startswith(POST_PAGE + "?")
    assert parse_qs(urlsplit(place.address).query) == {"commentUrn": [URN]}
    assert "three dots beside the comment" in place.how


def test_an_answer_is_opened_below_the_comment_that_it_answers() -> None:
    opened = address(Act.REPLY, COMMENT, comment_link(URN), thread=ABOVE)
    assert parse_qs(urlsplit(opened).query) == {"commentUrn": [ABOVE_URN], "replyUrn": [URN]}


def test_a_thread_below_another_post_does_not_count() -> None:
    opened = address(Act.REPLY, COMMENT, comment_link(URN), thread="linkedin:comment:1:7345888801234567890")
    assert parse_qs(urlsplit(opened).query) == {"commentUrn": [URN]}


def test_a_comment_without_an_id_is_looked_for_below_its_post() -> None:
    place = place_for(Act.LIKE, "linkedin:comment:0b1c", "", post=POST)
    assert place is not None
    assert place.address == POST_PAGE
    assert place.how == "Look for the comment below the post. Press Like below the comment."
    assert place_for(Act.LIKE, "linkedin:comment:0b1c") is None


def test_the_link_of_another_comment_is_not_taken() -> None:
    """The archive gives an own answer the link of the comment that it answers."""
    assert address(Act.LIKE, "linkedin:comment:0b1c", comment_link(URN)) == POST_PAGE


@pytest.mark.parametrize(
    ("act", "choice"), [(Act.CLOSE, "No one."), (Act.LIMIT, "Connections only."), (Act.OPEN, "Anyone.")]
)
def test_who_may_comment_is_set_at_the_post(act: Act, choice: str) -> None:
    place = place_for(act, POST)
    assert place is not None
    assert place.address == POST_PAGE
    assert place.how.endswith(choice)


def test_a_post_is_found_by_any_of_its_links() -> None:
    link = "https://www.linkedin.com/posts/ada_why-i-left-activity-7345678901234567890-x1Yz?rcm=ACoAAsecret"
    assert address(Act.REPLY, "linkedin:mention:0b1c", link) == POST_PAGE
    assert address(Act.MUTE_THREAD, COMMENT, comment_link(URN)) == POST_PAGE


@pytest.mark.parametrize("act", [Act.FOLLOW, Act.UNFOLLOW, Act.MUTE, Act.BLOCK, Act.MESSAGE, Act.UNMUTE])
def test_what_is_done_to_a_person_is_done_at_the_profile(act: Act) -> None:
    assert address(act, "linkedin:in/jane-doe") == f"{JANE}/"
    assert address(act, COMMENT, comment_link(URN), person_url=f"{JANE}?miniProfileUrn=x") == f"{JANE}/"
    assert address(act, "linkedin:name:jane doe") == ""


def test_a_person_is_reported_at_the_profile_and_what_they_said_where_it_stands() -> None:
    assert address(Act.REPORT, "linkedin:in/jane-doe") == f"{JANE}/"
    assert address(Act.REPORT, COMMENT, comment_link(URN), person_url=JANE).startswith(POST_PAGE)


def test_an_id_in_capitals_is_only_taken_from_the_link() -> None:
    link = "https://www.linkedin.com/in/ACoAABcd1234"
    assert address(Act.BLOCK, "linkedin:in/acoaabcd1234", person_url=link) == f"{link}/"
    assert address(Act.BLOCK, "linkedin:in/acoaabcd1234") == ""


def test_a_message_is_answered_in_its_conversation_or_at_the_profile() -> None:
    key = "linkedin:message:1750000000000:0b1c"
    there = f"https://www.linkedin.com/messaging/thread/{TALK}/"
    assert address(Act.REPLY, key, thread=TALK) == there
    assert address(Act.REPLY, key, f"https://www.linkedin.com/messaging/thread/{TALK}?midToken=s") == there
    assert address(Act.REPORT, key, thread=TALK) == there
    assert address(Act.MESSAGE, key, thread=TALK, person_url=JANE) == there
    assert address(Act.REPLY, key, thread="linkedin:in/jane-doe", person_url=JANE) == f"{JANE}/"
    assert address(Act.REPORT, key, person_url=JANE) == ""


def test_invitations_and_blocked_people_are_in_their_lists() -> None:
    assert address(Act.REPLY, "linkedin:invitation:0b1c") == LISTS["received"].address
    assert address(Act.UNBLOCK, "linkedin:in/jane-doe") == LISTS["blocked"].address


def test_who_did_something_without_a_word_is_written_to() -> None:
    assert address(Act.REPLY, "linkedin:reaction:0b1c", comment_link(URN), person_url=JANE) == f"{JANE}/"
    assert address(Act.LIKE, "linkedin:reaction:0b1c", comment_link(URN), person_url=JANE) == ""


@pytest.mark.parametrize("act", [Act.LIST, Act.UNLIST, Act.CLOSE_QUOTES, Act.OPEN_QUOTES, Act.UNHIDE])
def test_what_linkedin_does_not_have_has_no_place(act: Act) -> None:
    assert place_for(act, COMMENT, comment_link(URN), post=POST, person_url=JANE) is None


@given(
    st.sampled_from(Act),
    st.sampled_from(["", "linkedin:comment:", "linkedin:message:", "linkedin:in/", "linkedin:activity:"]),
    st.text(max_size=60),
    st.sampled_from(["", "javascript:", "https://evil.example/", "https://www.linkedin.com/", "//"]),
    st.text(max_size=60),
)
def test_hostile_links_lead_nowhere_else(act: Act, kind: str, rest: str, site: str, path: str) -> None:
    place = place_for(act, kind + rest, site + path, post=rest, thread=path, person_url=site + path)
    if place is not None:
        assert place.address.startswith("https://www.linkedin.com/")
        assert not {*"\"'<> \n\\"} & {*place.address}
        assert place.how


def test_lists_are_pages_of_linkedin() -> None:
    assert {"received", "sent", "blocked", "archive", "mails"} <= LISTS.keys()
    assert all(place.address.startswith("https://www.linkedin.com/") for place in LISTS.values())


def test_other_networks_have_none_here() -> None:
    assert place_for(Act.REPLY, "bluesky:at://did:plc:1/app.bsky.feed.post/2") is None
