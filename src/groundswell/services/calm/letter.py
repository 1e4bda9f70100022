"""A digest as a mail: plain text and HTML that say the same, nothing that is loaded, no link but to this
machine."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from groundswell.domain.calm import Digest, Urgent
from groundswell.domain.when import from_ms
from groundswell.services.calm.wishes import Wishes

_ALARMS = {
    "threat": "Somebody threatens you",
    "danger": "Somebody speaks of ending their life",
    "friend": "Somebody close to you has a very hard time",
    "plea": "Somebody has a very hard time and writes to you alone",
    "press": "Somebody wants your words in public soon",
}


def message_id(key: str, home: str) -> str:
    """The same for the same digest of the same data folder, whenever and how often it is made."""
    digest = blake2b(f"{home} {key}".encode(), digest_size=16).hexdigest()
    return f"<{digest}@groundswell.invalid>"


def letter(
    digest: Digest, subject: str, wanted: Wishes, key: str, home: str, at: int, address: str
) -> EmailMessage:
    """The mail of a digest, or of one thing that cannot wait.

    Args:
        subject: In our own words; signs that could turn a header are left out.
        key: The digest's own, from which the Message-ID follows.
        home: The data folder, which tells two users of a mailbox apart.
        at: When it was made, epoch milliseconds.
        address: Where the app answers on this machine, such as `http://127.0.0.1:8765`.
    """
    mail = EmailMessage()
    mail["Message-ID"] = message_id(key, home)
    # Sent by itself, so that no holiday notice answers it.
    mail["Auto-Submitted"] = "auto-generated"
    mail["Date"] = format_datetime(from_ms(at).astimezone())
    mail["From"] = Address("Groundswell", addr_spec=wanted.mail_from or wanted.mail_to)
    mail["To"] = Address(addr_spec=wanted.mail_to)
    mail["Subject"] = "".join(sign for sign in subject if sign.isprintable())
    mail.set_content(_text(digest, address), cte="quoted-printable")
    mail.add_alternative(_html(digest, address), subtype="html", cte="quoted-printable")
    return mail


def alarm_title(why: Urgent) -> str:
    """What a notification says of something that cannot wait: our own words alone."""
    return _ALARMS[why.alarm.value]


def body(digest: Digest, address: str, level: int) -> Markup:
    """The digest as a piece of HTML without any style, for the mail and for the page alike.

    Args:
        level: Of its headings, 1–6.
    """
    made = _templates("html").get_template("digest_body.html")
    return Markup(made.render(digest=digest, address=address, level=level))  # noqa: S704 - it escapes all


def _text(digest: Digest, address: str) -> str:
    return _templates("txt").get_template("digest_body.txt").render(digest=digest, address=address)


def _html(digest: Digest, address: str) -> str:
    return _WHOLE.format(headline=escape(digest.headline), body=body(digest, address, 2))


@cache
def _templates(kind: str) -> Environment:
    escapes = kind == "html"
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=escapes,  # noqa: S701 - text is no HTML
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


_WHOLE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Groundswell</title></head>
<body><h1>{headline}</h1>
{body}<p><small>Made on your own machine by Groundswell, at the hours that you chose. The links work there
alone; nothing in this mail tells anybody that you read it.</small></p></body></html>
"""
