"""Links of LinkedIn without secrets, names of comments, and who is the user."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.activity import Account
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Direction, Metric, Network
from groundswell.sources.common import linkedin, linkedin_words
from groundswell.sources.common.linkedin_words import Label
from groundswell.sources.protocol import Asked, Given

POST, CREATED = 7434149245747204103, 7434155587534852103
URN = f"urn:li:comment:(activity:{POST},{CREATED})"


@pytest.mark.parametrize(
    "spelt",
    [
        URN,
        f"urn:li:comment:(urn:li:activity:{POST},{CREATED})",
        f"replaceableComment_urn:li:comment:(urn:li:activity:{POST},{CREATED})",
        f"urn:li:fsd_comment:({CREATED},urn:li:activity:{POST})",
        f"?commentUrn=urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A{POST}%2C{CREATED}%29&trk=x",
        f"?url=x%3FcommentUrn%3Durn%253Ali%253Acomment%253A%2528activity%253A{POST}%252C{CREATED}%2529",
    ],
)
def test_a_comment_has_one_name_however_it_is_spelt(spelt: str) -> None:
    assert linkedin.comment_urn(spelt) == URN


@pytest.mark.parametrize(
    "text", ["", "comment", "urn:li:comment:(activity:1)", "Comment:(activity:" + "1" * 30 + ",2)"]
)
def test_other_texts_name_no_comment(text: str) -> None:
    assert linkedin.comment_urn(text) == ""


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://www.linkedin.com/comm/in/jane?otpToken=a&trk=b", "https://www.linkedin.com/in/jane"),
        ("http://de.linkedin.com/posts/x-activity-7/?utm=a", "https://www.linkedin.com/posts/x-activity-7"),
        ("https://www.linkedin.com/comm/psettings/unsubscribe/secret?x=1", "https://www.linkedin.com/"),
        ("https://www.linkedin.com/e/v2?e=secret", "https://www.linkedin.com/"),
        ("https://linkedin.com/mynetwork/accept/secret", "https://www.linkedin.com/mynetwork"),
        ("https://lnkd.in/abc?trk=x", "https://lnkd.in/abc"),
        ("https://example.com/a?b=c&trk=d#e", "https://example.com/a?b=c"),
        ("https://linkedin.com/redir/redirect?url=https%3A%2F%2Fexample%2Ecom%2Fa", "https://example.com/a"),
        ("https://www.linkedin.com/redir/redirect?url=javascript%3Aalert(1)", "https://www.linkedin.com/"),
        (
            f"https://www.linkedin.com/feed/update/urn:li:activity:{POST}?commentUrn=junk&replyUrn=",
            f"https://www.linkedin.com/feed/update/urn:li:activity:{POST}",
        ),
        ("javascript:alert(1)", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_only_what_says_where_a_link_leads_is_kept(link: str, safe: str) -> None:
    assert linkedin.safe_link(link) == safe


def test_a_comments_link_keeps_the_comment() -> None:
    kept = linkedin.safe_link(
        f"https://www.linkedin.com/feed/update/urn:li:activity:{POST}?commentUrn={URN}&trk=x"
    )
    assert linkedin.comment_urn(kept) == URN
    assert "trk" not in kept


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://il.linkedin.com/in/jane-doe?trk=x", "https://www.linkedin.com/in/jane-doe"),
        ("/in/jane-doe/", "https://www.linkedin.com/in/jane-doe"),
        ("https://www.linkedin.com/comm/company/acme/posts/", "https://www.linkedin.com/company/acme"),
        ("https://evil.example/in/jane", ""),
        ("https://linkedin.com.evil.example/in/jane", ""),
        ("javascript:alert('/in/jane')", ""),
        ("/feed/", ""),
        ("https://[/in/x", ""),
    ],
)
def test_links_to_people_are_told_from_others(href: str, url: str) -> None:
    assert linkedin.profile_url(href) == url


@given(st.text())
def test_any_text_can_be_rid_of_secrets(text: str) -> None:
    clean = linkedin.without_secrets(text)
    assert linkedin.without_secrets(clean) == clean or "linkedin" in text.lower() or "=" in text
    linkedin.safe_link(text)
    linkedin.profile_url(text)
    linkedin.comment_urn(text)


def test_words_around_links_stay() -> None:
    text = "See (https://www.linkedin.com/in/jane?trk=x), www.linkedin.com/in/bo?trk=y. And 1=1 or eid?"
    safe = "See (https://www.linkedin.com/in/jane), https://www.linkedin.com/in/bo. And 1=1 or eid?"
    assert linkedin.without_secrets(text) == safe


def test_a_comments_id_tells_its_instant_unless_the_page_or_the_post_says_otherwise() -> None:
    created, post = CREATED >> 22, f"linkedin:activity:{POST}"
    around, later = When(created - DAY, created + DAY), When(created + 9 * DAY, created + 10 * DAY)
    before = When(created - 9 * DAY, created - 2 * DAY)
    assert linkedin.comment(post, "hi", around, None, urn=URN).when == When.exactly(created)
    assert linkedin.comment(post, "hi", later, None, urn=URN).when == When.exactly(created)
    assert linkedin.comment(post, "hi", before, None, urn=URN).when == before
    newer = f"linkedin:activity:{POST + (10**9 << 22)}"
    assert linkedin.comment(newer, "hi", around, None, urn=URN).when == around


def test_the_user_is_known_by_profile_or_by_name() -> None:
    jane = Account(Network.LINKEDIN, "linkedin:in/jane", "Jane Doe", "https://www.linkedin.com/in/jane")
    nameless = Account(Network.LINKEDIN, "linkedin:name:jane doe", "Jane Doe")
    elsewhere = Account(Network.BLUESKY, "bluesky:jane", "Jane Doe")
    same = linkedin.author("Jane D.", "https://il.linkedin.com/in/jane?x=1")
    namesake = linkedin.author("Jane Doe", "/in/another-jane")
    unlinked = linkedin.author("jane doe", "")
    assert same is not None
    assert namesake is not None
    assert unlinked is not None
    assert linkedin.own_account(same, [elsewhere, jane]) == jane
    assert linkedin.own_account(namesake, [elsewhere, jane]) is None
    assert linkedin.own_account(unlinked, [elsewhere, jane]) == jane
    assert linkedin.own_account(namesake, [nameless]) == nameless


def test_a_comment_keeps_its_name_when_it_turns_out_to_be_the_users() -> None:
    jane = linkedin.author("Jane Doe", "/in/jane")
    before, after = (linkedin.comment("p", "hi", When.exactly(0), jane, own=own) for own in (False, True))
    assert (before.key, before.fingerprint) == (after.key, after.fingerprint)
    assert (before.direction, after.direction) == (Direction.IN, Direction.OUT)


def test_a_file_was_not_written_after_its_import(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    given_file = Given.at(tmp_path / "a")
    assert linkedin.written_at(given_file, Asked(now=5)) == 5
    assert linkedin.written_at(given_file, Asked(now=2**50)) < 2**50


@pytest.mark.parametrize(
    ("text", "metric", "value", "exact"),
    [
        ("23,197 reactions", Metric.REACTIONS, 23_197, True),
        ("23.197 Reaktionen", Metric.REACTIONS, 23_197, True),
        ("23 197 réactions", Metric.REACTIONS, 23_197, True),
        ("12,34,567 reactions", Metric.REACTIONS, 1_234_567, True),
        ("7.3M impressions", Metric.IMPRESSIONS, 7_300_000, False),
        ("7,3 Mio. Impressions", Metric.IMPRESSIONS, 7_300_000, False),
        ("2,3 k commentaires", Metric.COMMENTS, 2_300, False),
        ("546 comments on Jane Doe’s post", Metric.COMMENTS, 546, True),
        ("3件のコメント", Metric.COMMENTS, 3, True),
        ("१२ टिप्पणियाँ", Metric.COMMENTS, 12, True),
        ("٣ تعليقات", Metric.COMMENTS, 3, True),
        ("568 direkt geteilte Beiträge", Metric.REPOSTS, 568, True),
        ("31 veces compartido", Metric.REPOSTS, 31, True),
    ],
)
def test_totals_are_read_in_many_languages(text: str, metric: Metric, value: float, exact: bool) -> None:
    assert linkedin_words.counted(text) == (metric, value, exact)


@pytest.mark.parametrize(
    "text", ["", "reactions", "23,197", "23,197 people", "1.2.3 reactions", "2w", "9" * 90 + " likes"]
)
def test_other_numbers_are_no_totals(text: str) -> None:
    assert linkedin_words.counted(text) is None


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("• 1st", 1),
        ("2nd", 2),
        ("• 3rd+", 3),
        ("• 2.", 2),
        ("3.+", 3),
        ("• 1er", 1),
        ("• 3e et +", 3),
        ("2º", 2),
        ("• 3.er+", 3),
        ("1°", 1),
        ("• 2e", 2),
        ("2次", 2),
        ("3度+", 3),
        ("2nd degree connection", 2),
        ("2.", None),
        ("1", None),
        ("2w", None),
        ("1. Platz", None),
        ("2nd place", None),
        ("4th", None),
        ("", None),
    ],
)
def test_degrees_are_read_as_each_language_counts(text: str, degree: int | None) -> None:
    assert linkedin_words.degree(text) == degree


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Like", Label.LIKE),
        ("Gefällt mir", Label.LIKE),
        ("J’aime", Label.LIKE),
        ("Répondre", Label.REPLY),
        ("いいね！", Label.LIKE),
        ("Beantwoorden", Label.REPLY),
        ("Condividi", Label.POST_BAR),
        ("…more", Label.BUTTON),
        ("Autorin", Label.AUTHOR),
        ("I like it", None),
        ("", None),
        ("like " * 50, None),
    ],
)
def test_the_pages_own_labels_are_told_from_words(text: str, label: Label | None) -> None:
    assert linkedin_words.label(text) is label


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_labels(text: str) -> None:
    linkedin_words.label(text)
    linkedin_words.degree(text)
    linkedin_words.name_in_label(text)
    linkedin_words.number(text)
    found = linkedin_words.counted(text)
    assert found is None or found[1] >= 0
