"""The archive as LinkedIn packs it: CSV files with their quirks, in a ZIP."""

import random
import zipfile
from base64 import b64encode
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

from tools.sample_wave import deeds, leftovers, story
from tools.sample_wave.cast import Cast, url_of
from tools.sample_wave.tables import Row, clock, table
from tools.sample_wave.timing import moments
from tools.sample_wave.wave import Said, Wave

INVITATIONS = 300
_CONNECTIONS = 900
_STAMP = (2026, 11, 19, 9, 30, 0)
_NOTES = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. '
    "You will only see email addresses for connections who have allowed their connections to see or download "
    'their email address."\n\n'
)


def write_archive(path: Path, wave: Wave, dice: random.Random) -> None:
    """Writes the whole archive."""
    cast = Cast(dice, wave.names)
    files = {
        "Profile.csv": table(_PROFILE, [_profile()]),
        "Email Addresses.csv": table(
            ("Email Address", "Confirmed", "Primary", "Updated On"),
            [("mara.lindqvist@example.com", "Yes", "Yes", "11/2/19, 9:12 AM")],
        ),
        "Connections.csv": _NOTES + table(_CONNECTION, _connections(wave, cast, dice)),
        "messages.csv": table(_MESSAGE, [_message(one) for one in reversed(wave.messages)]),
        "Invitations.csv": table(_INVITATION, _invitations(wave, cast, dice)),
        **deeds.files(wave, dice),
        **leftovers.files(wave, cast, dice),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text.encode(), zipfile.ZIP_DEFLATED, 9)


_PROFILE = (
    "First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry",
    "Zip Code", "Geo Location", "Twitter Handles", "Websites", "Instant Messengers",
)  # fmt: skip
_CONNECTION = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_MESSAGE = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT",
)  # fmt: skip
_INVITATION = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")


def _profile() -> Row:
    first, _, last = story.AUTHOR.partition(" ")
    summary = (
        "Eleven years on a help desk, the last four leading one, until it closed in April.\n\n"
        "I'm good at queues, at quiet people and at the third angry mail in a row."
    )
    place = ("Customer Service", "", "Gothenburg, Vastra Gotaland County, Sweden", "", "", "")
    return (first, last, "", "", "Mar 4", story.HEADLINE, summary, *place)


def _connections(wave: Wave, cast: Cast, dice: random.Random) -> list[Row]:
    """The latest first; a few who left the network have neither name nor address."""
    headlines = {one.who: one.headline for one in (*wave.notes, *wave.comments) if not one.own}
    known = [
        (datetime.strptime(f"{day} +0000", "%d %b %Y %z"), name, firm, title)
        for name, title, firm, day in story.CIRCLE
    ]
    known += [(at, name, "", headlines[name][:60].strip()) for name, at in wave.accepted.items()]
    while len(known) < _CONNECTIONS:
        name, title, firm = cast.stranger()
        ago = timedelta(days=round(dice.betavariate(1.1, 2.2) * 4_000) + 12)
        known.append((story.START - ago, name, firm, title))
    gone = set(dice.sample(range(len(known) - _CONNECTIONS // 2, len(known)), 14))
    rows: list[tuple[datetime, Row]] = []
    for place, (at, name, firm, title) in enumerate(known):
        first, _, last = name.partition(" ")
        mail = f"{url_of(name).rpartition('/')[2]}@example.org" if dice.random() < 0.02 else ""
        told = (first, last, url_of(name), mail, firm, title) if place not in gone else ("",) * 6
        rows.append((at, (*told, f"{at:%d %b %Y}")))
    rows.sort(key=lambda row: row[0], reverse=True)
    return [row for _, row in rows]


def _message(one: Said) -> Row:
    """Messages with a subject, and those in the spam folder, come as HTML."""
    me, other = (story.AUTHOR, story.AUTHOR_URL), (one.who, url_of(one.who))
    sender, receiver = (me, other) if one.own else (other, me)
    thread = "2-" + b64encode(f"invented thread {one.thread} of {one.who}"[:36].encode()).decode()
    spam = one.folder == "SPAM"
    content = _html(one.text) if one.subject or spam else one.text
    when = f"{one.at:%Y-%m-%d %H:%M:%S} UTC"
    return (thread, "", *sender, *receiver, when, one.subject, content, one.folder, "", "No", "No")


def _html(text: str) -> str:
    lines = (escape(line, quote=False) or "<br>" for line in text.split("\n"))
    return "".join(f'<p class="spinmail-quill-editor__spin-break">{line}</p>' for line in lines)


def _invitations(wave: Wave, cast: Cast, dice: random.Random) -> list[Row]:
    """The noted ones, and from readers and strangers some without a word; the latest first."""
    noted = [(one.at, one.who, one.text, one.own) for one in wave.notes]
    written = {one.who for one in wave.notes} | wave.near
    readers = sorted({one.who for one in wave.comments if not one.own} - written)
    silent = dice.sample(readers, 70)
    silent += [cast.stranger()[0] for _ in range(INVITATIONS - len(noted) - len(silent))]
    every = noted + [(at, who, "", False) for at, who in zip(moments(dice, len(silent)), silent, strict=True)]
    every.sort(key=lambda one: one[0], reverse=True)
    return [_invitation(*one) for one in every]


def _invitation(at: datetime, who: str, note: str, own: bool) -> Row:
    me, other = (story.AUTHOR, story.AUTHOR_URL), (who, url_of(who))
    (inviter, its_url), (invitee, their_url) = (me, other) if own else (other, me)
    return (inviter, invitee, clock(at), note, "OUTGOING" if own else "INCOMING", its_url, their_url)
