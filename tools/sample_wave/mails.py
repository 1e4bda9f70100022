"""Notification mails in one mailbox file. Their links carry secrets, invented ones."""

from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from pathlib import Path
from urllib.parse import quote

from tools.sample_wave import story
from tools.sample_wave.cast import url_of
from tools.sample_wave.wave import Said, Wave

COMMENTS = 9
_SECRETS = (
    "midToken=AQInventedToken&midSig=1inventedSig&trk=eml-email_notification_01-hero-0-comment"
    "&trkEmail=eml-email_notification_01-hero-0-null-invented%7Ez&eid=invented-eid-q"
    "&otpToken=MTinventedOtpMTY&lipi=urn%3Ali%3Apage%3Aemail%3Binvented&loid=AQEinvented"
)
_POST = f"https://www.linkedin.com/comm/feed/update/urn:li:activity:{story.POST.activity}"
_FOOTER = "You are receiving LinkedIn notification emails."


def write_mails(path: Path, wave: Wave) -> None:
    """Writes mails of the last comments, and one each of a mention, a reaction, a repost and so on."""
    mails = [_of_comment(one) for one in [one for one in wave.comments if not one.own][-COMMENTS:]]
    mentioning = next(one for one in wave.comments if story.AUTHOR in one.plain and not one.own)
    mails += [
        _mail(
            mentioning.number,
            format_datetime(mentioning.at),
            mentioning.who,
            f"{mentioning.who} mentioned you in a comment",
            mentioning.plain,
            _link(mentioning),
        ),
        _plain("Yusra Bennis-Tazi", "reposted your post", "Thu, 12 Nov 2026 07:14:09 +0000"),
        _plain("Hoshi Kagawa-Lunde", "started following you", "Thu, 12 Nov 2026 18:02:51 +0000"),
        _plain("Bernard Achterkamp", "reacted to your post", "Wed, 11 Nov 2026 08:40:00 +0000"),
        _plain("Clarissa Umoh", "accepted your invitation", "Sat, 14 Nov 2026 06:12:33 +0000"),
        _mail(
            7,
            "Mon, 16 Nov 2026 09:00:00 +0000",
            "LinkedIn",
            "You appeared in 1,204 searches this week",
            "See who is looking.",
            f"https://www.linkedin.com/comm/me/search-appearances?{_SECRETS}",
        ),
    ]
    with path.open("wb") as file:
        for mail in mails:
            file.write(b"From 1799@xxx Thu Nov 19 09:30:00 +0000 2026\n" + mail.as_bytes() + b"\n\n")


def _of_comment(one: Said) -> EmailMessage:
    did = "replied to your comment" if one.root and one.root.own else "commented on your post"
    return _mail(
        one.number, format_datetime(one.at), one.who, f"{one.who} {did}", one.plain, _link(one), one.headline
    )


def _link(one: Said) -> str:
    if one.root is None:
        return f"{_POST}?commentUrn={quote(one.urn, safe='')}&{_SECRETS}"
    return f"{_POST}?commentUrn={quote(one.root.urn, safe='')}&replyUrn={quote(one.urn, safe='')}&{_SECRETS}"


def _plain(who: str, did: str, when: str) -> EmailMessage:
    link = f"{_POST}?{_SECRETS}" if "post" in did else f"{url_of(who)}?{_SECRETS}"
    return _mail(sum(map(ord, who)), when, who, f"{who} {did}", "", link)


def _mail(
    number: int, when: str, who: str, subject: str, words: str, link: str, headline: str = ""
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "LinkedIn <notifications-noreply@linkedin.com>"
    mail["To"] = f"{story.AUTHOR} <mara.lindqvist@example.com>"
    mail["Subject"] = subject
    mail["Date"] = when
    mail["Message-ID"] = f"<{number}.invented@linkedin.example>"
    shown = [line for line in (subject, who, headline, words) if line]
    mail.set_content(
        "\n\n".join([*shown, f"View: {link}", "----------------------------------------", _FOOTER])
    )
    person = f'<a href="{escape(url_of(who))}?{escape(_SECRETS)}">{escape(who)}</a><br>{escape(headline)}'
    rows = (
        escape(subject),
        person,
        escape(words).replace("\n", "<br>"),
        f'<a href="{escape(link)}">View</a>',
        _FOOTER,
    )
    cells = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    mail.add_alternative(f"<html><body><table>{cells}</table></body></html>", subtype="html")
    mail.set_boundary(f"=_invented_{number}_=")
    return mail
