"""The same thing gets the same key, however a file writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.keys import (
    comment_fingerprint,
    linkedin_comment_key,
    linkedin_created,
    linkedin_post_key,
    person_key,
)
from groundswell.domain.words import Network


@pytest.mark.parametrize(
    "link",
    [
        "https://www.linkedin.com/feed/update/urn:li:activity:7345000000000000000",
        "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7345000000000000000/",
        "https://www.linkedin.com/posts/jane-doe_kind-letter-activity-7345000000000000000-AbCd",
        "urn:li:activity:7345000000000000000",
    ],
)
def test_links_of_one_post(link: str) -> None:
    assert linkedin_post_key(link) == "linkedin:activity:7345000000000000000"


def test_a_link_of_no_post() -> None:
    assert linkedin_post_key("https://example.com/activity") == ""


@pytest.mark.parametrize(
    "link",
    [
        "urn:li:comment:(activity:7345000000000000000,7345678901234567168)",
        "urn:li:comment:(urn:li:activity:7345000000000000000,7345678901234567168)",
        "https://www.linkedin.com/feed/update/urn:li:activity:7345000000000000000?commentUrn="
        "urn%3Ali%3Acomment%3A%28activity%3A7345000000000000000%2C7345678901234567168%29",
    ],
)
def test_links_of_one_comment(link: str) -> None:
    assert linkedin_comment_key(link) == "linkedin:comment:7345000000000000000:7345678901234567168"


def test_a_number_tells_when_it_was_made() -> None:
    assert linkedin_created("linkedin:activity:7345678901234567168") == 1751346326168
    assert linkedin_created("linkedin:activity:12") is None
    assert linkedin_created("linkedin:activity:") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/Jane-Doe/",
        "linkedin.com/in/jane-doe?trk=x",
        "https://de.linkedin.com/in/jane-doe/details/experience/",
    ],
)
def test_profile_links_of_one_person(url: str) -> None:
    assert person_key(Network.LINKEDIN, url, "Jane Doe") == "linkedin:in/jane-doe"


def test_a_name_stands_in_for_a_link() -> None:
    assert person_key(Network.LINKEDIN, "", " Jane  DOE ") == "linkedin:name:jane doe"
    assert person_key(Network.LINKEDIN, "", " ") == ""


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_has_keys(link: str, name: str) -> None:
    linkedin_post_key(link)
    linkedin_comment_key(link)
    linkedin_created(link)
    comment_fingerprint(link, name, link)


@given(st.text(max_size=40))
def test_names_alike_but_for_case_and_space_are_one(name: str) -> None:
    same = f"  {name.upper().lower()} "
    assert person_key(Network.OTHER, "", same) == person_key(Network.OTHER, "", same.strip())
