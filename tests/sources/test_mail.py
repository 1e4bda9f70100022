"""Notification mails: what they tell, what is set aside, and that no secret of theirs gets through."""

from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from groundswell.domain.activity import Interaction, Person
from groundswell.domain.records import Record, SetAside, Yielded
from groundswell.domain.words import Kind
from groundswell.sources.mail import NotificationMail
from groundswell.sources.protocol import Asked, Given, Limits
from tests.sources.golden import GOLDEN, NOW, as_json, expected, written, yielded

MAILS = sorted(path for path in (GOLDEN / "mail").iterdir() if path.suffix in {".eml", ".mbox"})
DATE = "Mon, 2 Mar 2026 10:00:00 +0000"
POST = 7434149245747204103


def mail(
    subject: str,
    body: str = "",
    sender: str = "LinkedIn <notifications-noreply@linkedin.com>",
    more: str = "",
    date: str = DATE,
) -> str:
    kind = "Content-Type: text/plain; charset=utf-8\n"
    return f"From: {sender}\nTo: me@example.org\nSubject: {subject}\nDate: {date}\n{more}{kind}\n{body}\n"


def read(text: str | bytes, folder: Path, asked: Asked | None = None) -> list[Yielded]:
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return list(NotificationMail().read(written(content, folder, "a.eml"), asked or Asked(NOW)))


def interactions(found: list[Yielded]) -> list[Interaction]:
    facts = [fact for one in found if isinstance(one, Record) for fact in one.facts]
    return [fact for fact in facts if isinstance(fact, Interaction)]


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.name)
def test_mails_are_read_as_written_beside_them(path: Path, tmp_path: Path) -> None:
    assert as_json(yielded(NotificationMail(), path, tmp_path)) == expected(path)


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.name)
def test_mails_are_recognised_by_their_headers(path: Path) -> None:
    assert NotificationMail().recognise(Given.at(path)) >= 0.9


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"From me to you\nwith love", b"name,text\n", b"a: b\n", b"<html>", b"From \n",
     b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n"],
    ids=range(8),
)  # fmt: skip
def test_other_files_are_not_claimed(content: bytes, tmp_path: Path) -> None:
    assert NotificationMail().recognise(written(content, tmp_path, "file")) < 0.3


@pytest.mark.parametrize(
    ("subject", "kind", "name"),
    [
        ("Jane Doe commented on your post", Kind.COMMENT, "Jane Doe"),
        ("Jane Doe replied to your comment", Kind.COMMENT, "Jane Doe"),
        ("Jürgen Böse hat Ihren Beitrag kommentiert", Kind.COMMENT, "Jürgen Böse"),
        ("Zoé a commenté votre publication", Kind.COMMENT, "Zoé"),
        ("Ana comentó tu publicación", Kind.COMMENT, "Ana"),
        ("Ana Souza comentou sua publicação", Kind.COMMENT, "Ana Souza"),
        ("Giulia Neri ha commentato il tuo post", Kind.COMMENT, "Giulia Neri"),
        ("Sanne heeft gereageerd op je bijdrage", Kind.COMMENT, "Sanne"),
        ("Jane Doe mentioned you in a comment", Kind.MENTION, "Jane Doe"),
        ("Ole hat Sie in einem Kommentar erwähnt", Kind.MENTION, "Ole"),
        ("Jane Doe and 12 others reacted to your post", Kind.REACTION, "Jane Doe"),
        (
            "Zoé et 3 autres ont réagi : Zoé a réagi à votre post",
            Kind.REACTION,
            "Zoé et 3 autres ont réagi : Zoé",
        ),
        ("Jane Doe reposted your post", Kind.REPOST, "Jane Doe"),
        ("Jane just messaged you", Kind.MESSAGE, "Jane"),
        ("Tayara acabou de enviar uma mensagem a você", Kind.MESSAGE, "Tayara"),
        ("Neue Nachricht von Ole Petersen", Kind.MESSAGE, "Ole Petersen"),
        ("Jane Doe wants to connect", Kind.INVITATION, "Jane Doe"),
        ("Jane Doe started following you", Kind.FOLLOW, "Jane Doe"),
    ],
)
def test_subjects_tell_what_was_done_by_whom(subject: str, kind: Kind, name: str, tmp_path: Path) -> None:
    (one,) = interactions(read(mail(subject, "Some words."), tmp_path))
    assert (one.kind, one.person and one.person.name) == (kind, name)
    assert one.when.exact


@pytest.mark.parametrize(
    ("subject", "more", "sender", "kind"),
    [
        (
            "…",
            "X-LinkedIn-Template: email_member_message_v2\n",
            "Bo via LinkedIn <x@linkedin.com>",
            Kind.MESSAGE,
        ),
        ("…", "X-LinkedIn-Template: email_m2m_invite_single_01\n", "Bo <x@e.linkedin.com>", Kind.INVITATION),
        ("…", "", "Bo <invitations@linkedin.com>", Kind.INVITATION),
        ("Bo", "", "Bo via LinkedIn <messaging-digest-noreply@linkedin.com>", Kind.MESSAGE),
    ],
)
def test_template_and_sender_tell_where_the_subject_does_not(
    subject: str, more: str, sender: str, kind: Kind, tmp_path: Path
) -> None:
    (one,) = interactions(read(mail(subject, "words", sender, more), tmp_path))
    assert (one.kind, one.person and one.person.name) == (kind, "Bo")


def test_an_accepted_invitation_makes_a_connection(tmp_path: Path) -> None:
    (record,) = read(mail("Jane Doe accepted your invitation"), tmp_path)
    assert isinstance(record, Record)
    (fact,) = record.facts
    assert isinstance(fact, Person)
    assert (fact.name, fact.degree, fact.connected) == ("Jane Doe", 1, 1_772_445_600_000)


@pytest.mark.parametrize(
    ("sender", "more", "why"),
    [
        ("Jane <jane@example.org>", "", "not a LinkedIn notification"),
        ("LinkedIn <no@linkedin.com.example.org>", "", "claims to be from LinkedIn"),
        ("Linked In <no@example.org>", "", "claims to be from LinkedIn"),
        ("Bo <notifications@linkedin-mail.example>", "", "claims to be from LinkedIn"),
        ("notifications-noreply@linkedin.com", "Authentication-Results: x; dmarc=fail\n", "failed the check"),
        ("=?utf-8?q?=00?= <<<", "", "not a LinkedIn notification"),
        ("LinkedIn <jobs-listings@linkedin.com>", "", "about no comment"),
    ],
)
def test_what_linkedin_did_not_send_is_set_aside(sender: str, more: str, why: str, tmp_path: Path) -> None:
    (aside,) = read(mail("Your order", "commented on your post", sender, more), tmp_path)
    assert isinstance(aside, SetAside)
    assert why in aside.why


def test_nothing_of_other_peoples_mail_is_shown(tmp_path: Path) -> None:
    found = read(mail("Secret plans", "Nobody else reads this", "Jane <jane@example.org>"), tmp_path)
    assert "Secret" not in repr(found)
    assert "jane" not in repr(found).lower()


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Mon, 2 Mar 9999 10:00:00 +0000", "99 Foo 2026 99:99:99 +9999"]
)
def test_a_date_that_cannot_be_sets_the_mail_aside(date: str, tmp_path: Path) -> None:
    (aside,) = read(mail("Jane Doe commented on your post", "hi", date=date), tmp_path)
    assert isinstance(aside, SetAside)
    assert "no date" in aside.why


SECRETS = [
    "otpToken",
    "midToken",
    "midSig",
    "eid",
    "trk",
    "trkEmail",
    "loid",
    "lipi",
    "sharedKey",
    "authToken",
]
TOKEN = "s3cr3tValue"


@given(
    st.lists(st.sampled_from([*SECRETS, "unknown"]), min_size=1, max_size=5), st.integers(0, 3), st.booleans()
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_no_secret_gets_through(tmp_path: Path, names: list[str], encoded: int, rich: bool) -> None:
    query = "&".join(f"{name}={TOKEN}" for name in names)
    link = f"https://www.linkedin.com/comm/feed/update/urn:li:activity:{POST}?commentUrn=x&{query}"
    bare = [name for name in names if name != "unknown"]
    wrapped = "".join(f"https://example.com/r?a=1%26{name}%{'25' * encoded}3D{TOKEN} " for name in bare)
    alone = " ".join(f"{name}={TOKEN}" for name in bare)
    words = f"There is more to be said than fits here: {link} and {wrapped} or {alone}"
    if rich:
        html = f'<p>Jane Doe</p><p>Engineer</p><p><a href="{link}">{words}</a></p>'
        text = mail("Jane Doe commented on your post", html).replace("text/plain", "text/html")
    else:
        text = mail("Jane Doe commented on your post", words)
    found = read(text, tmp_path)
    assert interactions(found)
    assert TOKEN not in repr(found)


def test_comments_get_linkedins_own_name_and_time(tmp_path: Path) -> None:
    urn = f"urn%3Ali%3Acomment%3A%28activity%3A{POST}%2C7434155587534852103%29"
    link = f"https://www.linkedin.com/comm/feed/update/urn:li:activity:{POST}?commentUrn={urn}&otpToken=x"
    (one,) = interactions(
        read(mail("Jane Doe commented on your post", f"Well said.\n\nView: {link}"), tmp_path)
    )
    assert one.key == f"linkedin:comment:{POST}:7434155587534852103"
    assert one.has_id
    assert one.when.earliest == 7434155587534852103 >> 22
    assert one.text == "Well said."


def test_mailboxes_are_taken_apart_at_their_separators(tmp_path: Path) -> None:
    one = mail("Jane Doe commented on your post", "First.\n>From here on\n\nFrom\nnot a separator: From here")
    box = "".join(
        f"From x@y Mon Mar  2 10:00:00 2026\n{one.replace('Jane', name)}\n" for name in ("Ann", "Bo")
    )
    found = interactions(read(box, tmp_path))
    assert [fact.person.name for fact in found if fact.person] == ["Ann Doe", "Bo Doe"]
    assert found[0].text == "First.\nFrom here on\n\nFrom\nnot a separator: From here"


def test_a_mail_beyond_the_limit_is_set_aside_and_the_next_is_read(tmp_path: Path) -> None:
    long, short = (mail("Jane Doe commented on your post", text) for text in ("x" * 5_000, "hi"))
    box = f"From a\n{long}\nFrom a\n{short}\n"
    found = read(box, tmp_path, Asked(NOW, limits=Limits(page_bytes=2_000)))
    assert [type(one) for one in found] == [SetAside, Record]
    found = read(box, tmp_path, Asked(NOW, limits=Limits(text_chars=1_000)))
    assert [type(one) for one in found] == [SetAside, Record]


def test_broken_mime_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    body = b64encode("Grüße aus Köln".encode()).decode()[:-3] + "\x00!"
    text = mail("=?utf-8?b?SmFuZQ?= commented on your =?nonsense?q?post?=", body, more="Subject: two\n")
    text = text.replace("Content-Type: text", "Content-Transfer-Encoding: base64\nContent-Type: text")
    (one,) = interactions(read(text, tmp_path))
    assert one.person is not None
    assert one.person.name == "Jane"
    assert one.text.startswith("Grüße aus K")


HEADERS = f"From: LinkedIn <a@linkedin.com>|Subject: Jane commented on your post|Date: {DATE}".split("|")
PARTS = [
    *HEADERS,
    "",
    "From x",
    "--x",
    "--x--",
    "Content-Type: multipart/mixed; boundary=x",
    "Content-Type: text/html; charset=utf-16",
    "Content-Type: text/plain; charset=punycode",
    "Content-Transfer-Encoding: base64",
    "<p>hi</p><a href='https:'>",
    "words",
    "https://[",
    "=?utf-8?q?=C3?=",
    " folded",
    "\r",
]
LINES = st.lists(st.sampled_from(PARTS)).map(lambda lines: "\n".join(lines).encode())


@given(st.one_of(st.binary(max_size=300), LINES))
@example(
    "\n".join([*HEADERS, "", "https://[::1 https://linkedin.com:x/feed/update/urn:li:activity:1"]).encode()
)
@example("\n".join([*HEADERS, "To: " + "(" * 50_000, "", "hi"]).encode())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_no_bytes_break_the_reader(tmp_path: Path, content: bytes) -> None:
    given_file = written(content, tmp_path, "any.eml")
    assert 0.0 <= NotificationMail().recognise(given_file) <= 1.0
    found = list(NotificationMail().read(given_file, Asked(NOW)))
    assert all(one.facts for one in found if isinstance(one, Record))


@pytest.mark.parametrize(
    "body",
    [
        "--x\n\n\n" * 20_000,
        "--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 20_000,
        "<" * 100_000,
        "Jane " * 50_000,
        "https://" * 20_000,
        "https://www.linkedin.com/" * 10_000,
        "trk=" * 50_000,
        "=?" * 50_000,
        "a commented on your " * 9_000,
    ],
    ids=range(9),
)
def test_hostile_bodies_are_read_through(body: str, tmp_path: Path) -> None:
    for kind in ("multipart/mixed; boundary=x", "text/html", "text/plain"):
        text = mail("Jane Doe sent you a message", body).replace("text/plain; charset=utf-8", kind)
        (found,) = read(text, tmp_path)
        assert isinstance(found, Record | SetAside)


@pytest.mark.parametrize(
    ("results", "genuine"),
    [
        ((), True),
        (("mx.example.org; spf=pass smtp.mailfrom=bounce.linkedin.com",), True),
        (("mx.a.example; dkim=pass header.i=@linkedin.com; dmarc=pass (p=REJECT) header.d=e.com",), True),
        (("spf.mail.example; spf=pass", "dmarc.mail.example; dmarc=pass header.from=linkedin.com"), True),
        (("mx.example.org; dkim = pass (ok) header.d = e.linkedin.com",), True),
        (("mx.example.org; dkim=none; spf=pass smtp.mailfrom=evil.example",), False),
        (("mx.example.org; dkim=pass header.d=evil.example",), False),
        (("mx.example.org; dkim=pass header.d=linkedin.com.evil.example",), False),
        (("mx.example.org; dkim=pass header.d=evil.example; dmarc=fail header.from=linkedin.com",), False),
        # What the sender wrote below what the receiver found.
        (("mx.a.example; dkim=fail", "evil.example; dkim=pass header.d=linkedin.com"), False),
        (("mx.a.co.uk; dkim=none", "mx.evil.co.uk; dkim=pass header.d=linkedin.com"), False),
        # What the sender wrote into what the receiver quotes.
        (("mx.example.org; dkim=none (by dkim=pass header.d=linkedin.com); spf=pass",), False),
        (('mx.a.example; dkim=none; spf=pass smtp.mailfrom="; dkim=pass header.d=linkedin.com"@a',), False),
    ],
)  # fmt: skip
def test_what_the_receiver_found_of_the_sender_counts(
    results: tuple[str, ...], genuine: bool, tmp_path: Path
) -> None:
    written = "".join(f"Authentication-Results: {one}\n" for one in results)
    (one,) = read(mail("Jane Doe commented on your post", "Well said.", more=written), tmp_path)
    assert isinstance(one, Record) == genuine
    if isinstance(one, SetAside):
        assert "failed the check of its sender" in one.why
