"""The archive as LinkedIn packs it: CSV files with their quirks, in a ZIP."""

import csv
import io
import random
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tools.sample_wave import story
from tools.sample_wave.cast import Cast, url_of
from tools.sample_wave.timing import moments
from tools.sample_wave.wave import Wave

Rows = Sequence[Sequence[object]]
_STAMP = (2026, 11, 19, 9, 30, 0)
_NOTES = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. '
    'You will only see email addresses for connections who have allowed theirs to be seen."\n\n'
)


def write_archive(path: Path, wave: Wave, dice: random.Random) -> None:
    """Writes the whole archive."""
    cast = Cast(dice, wave.names)
    files = {
        "Connections.csv": _NOTES + _table(_CONNECTIONS, _connections(wave, cast, dice)),
        "Profile.csv": _table(_PROFILE, [_profile()]),
        "Email Addresses.csv": _table(("Email Address", "Confirmed", "Primary", "Updated On"),
                                      [("mara.lindqvist@example.com", "Yes", "Yes", "11/2/19, 9:12 AM")]),
        "Shares.csv": _shares(),
        "Comments.csv": _own_comments(wave),
        "Reactions.csv": _table(("Date", "Type", "Link"), _own_reactions(wave, dice)),
        "InstantReposts.csv": _table(("Date", "Link"), [("2026-10-02 07:41:10", _other_post(dice, 1))]),
        "messages.csv": _table(_MESSAGES, _messages(wave)),
        "Invitations.csv": _table(_INVITATIONS, _invitations(wave, cast, dice)),
        "Member_Follows.csv": _table(("Date", "Status", "FullName"), [("2026/09/01 08:00:00 UTC", "Active", "Ruth Calder")]),
        "Endorsement_Received_Info.csv": _table(_ENDORSEMENTS, _endorsements(wave)),
        "Skills.csv": _table(("Name",), [("Customer Experience",), ("Service Design",), ("Support Operations",)]),
        "Languages.csv": _table(("Name", "Proficiency"), [("Swedish", "Native or bilingual proficiency"),
                                                          ("English", "Full professional proficiency")]),
        "Ad_Targeting.csv": _table(("Member Age", "Job Seniorities"), [("35-54", "Senior")]),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text.encode(), zipfile.ZIP_DEFLATED)


_CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_PROFILE = (
    "First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry",
    "Zip Code", "Geo Location", "Twitter Handles", "Websites", "Instant Messengers",
)  # fmt: skip
_MESSAGES = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT",
)  # fmt: skip
_INVITATIONS = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
_ENDORSEMENTS = (
    "Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorser Public Url",
    "Endorsement Status",
)  # fmt: skip


def _table(header: Sequence[str], rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _profile() -> Sequence[object]:
    first, last = story.AUTHOR.split(" ")
    summary = (
        "Eleven years at help desks, the last four leading one. I like hard conversations that end well."
    )
    return (
        first,
        last,
        "",
        "",
        "Mar 4",
        story.HEADLINE,
        summary,
        "Customer Service",
        "",
        "Gothenburg, Sweden",
        "",
        "",
        "",
    )


def _connections(wave: Wave, cast: Cast, dice: random.Random) -> list[Sequence[object]]:
    known = [(name, headline, "") for name, headline in wave.first_degree]
    known += [cast.stranger() for _ in range(900 - len(known))]
    rows: list[Sequence[object]] = []
    for place, (name, title, firm) in enumerate(known):
        first, _, last = name.partition(" ")
        day = story.EXPORTED - timedelta(days=place * 3 + dice.randrange(3))
        mail = f"{first.lower()}@example.org" if dice.random() < 0.03 else ""
        rows.append((first, last, url_of(name), mail, firm, title, day.strftime("%d %b %Y")))
        if place % 90 == 45:
            rows.append(("", "", "", "", "", "", day.strftime("%d %b %Y")))
    return rows


def _shares() -> str:
    """Every line break inside the commentary is written as a quoted one, as LinkedIn does."""
    header = ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility")
    rows = [_share(story.START, story.POST_SHARE, story.POST_TEXT)]
    for days, text, _ in story.EARLIER:
        moment = story.START + timedelta(days=days, minutes=-days * 7)
        rows.append(_share(moment, story.urn(moment, 4_000 - days), text))
    return _table(header, rows)


def _share(moment: datetime, number: int, text: str) -> Sequence[object]:
    link = f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{number}"
    commentary = text.replace("\n", '"\n"')
    return (moment.strftime("%Y-%m-%d %H:%M:%S"), link, commentary, "", "", "MEMBER_NETWORK")


def _own_comments(wave: Wave) -> str:
    """The link names the comment that is answered; quotation marks are escaped with a backslash (2025)."""
    lines = ["Date,Link,Message"]
    for one in reversed([said for said in wave.comments if said.own]):
        target = "" if one.answers is None else f"?commentUrn={_comment_urn(one.answers.number)}"
        text = one.text.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'{one.at.strftime("%Y-%m-%d %H:%M:%S")},{story.POST_URL}{target},"{text}"')
    return "\n".join(lines) + "\n"


def _comment_urn(number: int) -> str:
    return f"urn%3Ali%3Acomment%3A%28activity%3A{story.POST_ACTIVITY}%2C{number}%29"


def _other_post(dice: random.Random, days: int) -> str:
    moment = story.START - timedelta(days=days, seconds=dice.randrange(80_000))
    return f"https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A{story.urn(moment, dice.randrange(1 << 22))}"


def _own_reactions(wave: Wave, dice: random.Random) -> list[Sequence[object]]:
    kinds = ("LIKE", "PRAISE", "APPRECIATION", "EMPATHY", "INTEREST", "ENTERTAINMENT")
    rows: list[Sequence[object]] = []
    for moment in reversed(moments(dice, 90)):
        rows.append(
            (
                moment.strftime("%Y-%m-%d %H:%M:%S"),
                dice.choices(kinds, (9, 3, 4, 5, 1, 1))[0],
                _other_post(dice, 2),
            )
        )
    return rows


def _messages(wave: Wave) -> list[Sequence[object]]:
    me = (story.AUTHOR, story.AUTHOR_URL)
    rows: list[Sequence[object]] = []
    for one in reversed(wave.messages):
        other = (one.who, url_of(one.who))
        sender, receiver = (me, other) if one.own else (other, me)
        moment = one.at.strftime("%Y-%m-%d %H:%M:%S UTC")
        folder = "SPAM" if one.lane == "spam" and one.number % 3 == 0 else "INBOX"
        body = "<p>" + one.text.replace("\n", "</p><p>") + "</p>" if one.number % 5 == 0 else one.text
        rows.append((one.thread, "", *sender, *receiver, moment, "", body, folder, "", "No", "No"))
    return rows


def _invitations(wave: Wave, cast: Cast, dice: random.Random) -> list[Sequence[object]]:
    noted = [(one.who, one.text) for one in wave.notes]
    blank = [(cast.stranger()[0], "") for _ in range(300 - len(noted))]
    both = noted + blank
    dice.shuffle(both)
    rows: list[Sequence[object]] = []
    for moment, (name, note) in zip(reversed(moments(dice, len(both))), both, strict=True):
        when = f"{moment.month}/{moment.day}/{moment:%y}, {moment.hour % 12 or 12}:{moment:%M %p}"
        rows.append((name, story.AUTHOR, when, note, "INCOMING", url_of(name), story.AUTHOR_URL))
    return rows


def _endorsements(wave: Wave) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for place, (name, _) in enumerate(wave.first_degree[:14]):
        first, _, last = name.partition(" ")
        rows.append(
            (
                f"2026/0{place % 9 + 1}/12 10:20:30 UTC",
                "Service Design",
                first,
                last,
                url_of(name),
                "ACCEPTED",
            )
        )
    return rows
