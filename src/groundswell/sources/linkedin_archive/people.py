"""People in the archive: connections, follows, invitations, endorsements and recommendations."""

import re
from dataclasses import replace

from groundswell.domain.activity import Fact, Interaction, Person
from groundswell.domain.keys import digest, folded, person_key
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.common.linkedin import profile_url
from groundswell.sources.common.text import plain
from groundswell.sources.linkedin_archive.cells import BadRow, Columns, RowReader, told, within, words
from groundswell.sources.linkedin_archive.context import Context

DIRECTIONS = {"INCOMING": Direction.IN, "OUTGOING": Direction.OUT}
_PROFILE_LINK = re.compile(r"https://www\.linkedin\.com/in/[a-z0-9-]{1,200}")
_REMEMBERED = 50_000
_NOBODY = frozenset({"linkedin member", "linkedin user"})
"""What stands for those who left the network; they are many, so they are nobody in particular."""


def profile_link(cell: str) -> str:
    """`https://www.linkedin.com/in/jane-doe`, as all files spell it; empty for other links."""
    return cell if _PROFILE_LINK.fullmatch(cell) else profile_url(told(cell))


def person_of(url: str, name: str, *, headline: str = "", company: str = "") -> Person | None:
    """The person with this profile URL and name; none where neither says who it is."""
    link, name = profile_link(url), told(name)
    if not link and folded(name) in _NOBODY:
        return None
    key = person_key(Network.LINKEDIN, link, name)
    return Person(Network.LINKEDIN, key, name, link, told(headline), told(company)) if key else None


def full_name(first: str, last: str) -> str:
    """First and last name, as far as they are told."""
    return " ".join(filter(None, (told(first), told(last))))


def somebody(url: str, name: str, *, headline: str = "", company: str = "") -> Person:
    """As `person_of`. Raises BadRow where it is nobody."""
    person = person_of(url, name, headline=headline, company=company)
    if person is None:
        raise BadRow(
            "neither a name nor a profile link",
            "Nothing to mend: LinkedIn empties the rows of members who left.",
        )
    return person


def profile_reader(columns: Columns, context: Context) -> RowReader:
    """The owner's profile into an account."""
    pick = columns.pick("first name", "last name")

    def read(cells: list[str]) -> tuple[Fact, ...]:
        if context.owner.account is None or not any(map(told, pick(cells))):
            raise BadRow("the profile has no name")
        return (context.owner.account,)

    return read


def connections_reader(columns: Columns, context: Context) -> RowReader:
    """Connections into people."""
    pick = columns.pick(
        "first name", "last name", "url", "position", "company", "email address", "connected on"
    )

    def read(cells: list[str]) -> tuple[Fact, ...]:
        first, last, url, position, company, email, connected = pick(cells)
        person = somebody(url, full_name(first, last), headline=position, company=company)
        mine = folded(person.name)
        if len(context.links) < _REMEMBERED:
            context.links[mine] = "" if context.links.get(mine, person.url) != person.url else person.url
        day = told(connected)
        since = context.dates.instant(day) if day else None
        return (replace(person, email=told(email), degree=1, connected=since),)

    return read


def follows_reader(columns: Columns, context: Context) -> RowReader:
    """Members whom the owner follows, or no longer follows."""
    pick = columns.pick("date", "status", "fullname")

    def read(cells: list[str]) -> tuple[Fact, ...]:
        date, status, name = pick(cells)
        person, when = somebody(context.link_of(name), name), context.dates.when(told(date))
        flavour = told(status)
        key = f"linkedin:follow:{digest(folded(name), flavour, str(when.earliest))}"
        return (
            Interaction(key, Network.LINKEDIN, Kind.FOLLOW, Direction.OUT, when, person, flavour=flavour),
        )

    return read


def invitations_reader(columns: Columns, context: Context) -> RowReader:
    """Invitations to connect, both ways, with what was written."""
    pick = columns.pick(
        "from", "to", "sent at", "message", "direction", "inviterprofileurl", "inviteeprofileurl"
    )

    def read(cells: list[str]) -> tuple[Fact, ...]:
        inviter, invitee, sent, message, way, inviter_url, invitee_url = pick(cells)
        direction = DIRECTIONS.get(told(way).upper())
        if direction is None:
            mine = context.owner.is_me(person_of(inviter_url, inviter))
            direction = Direction.OUT if mine else Direction.IN
        out = direction is Direction.OUT
        person = somebody(invitee_url, invitee) if out else somebody(inviter_url, inviter)
        when, text = context.dates.when(told(sent)), within(plain(message), context.text_chars)
        key = f"linkedin:invitation:{digest(direction, person.key, str(when.earliest))}"
        return (Interaction(key, Network.LINKEDIN, Kind.INVITATION, direction, when, person, text=text),)

    return read


def endorsements_reader(columns: Columns, context: Context) -> RowReader:
    """Skills for which somebody endorsed the owner, or the owner somebody."""
    received = "endorser first name" in columns
    side, direction = ("endorser", Direction.IN) if received else ("endorsee", Direction.OUT)
    pick = columns.pick(
        "endorsement date", "skill name", f"{side} first name", f"{side} last name", f"{side} public url"
    )

    def read(cells: list[str]) -> tuple[Fact, ...]:
        date, skill, first, last, url = pick(cells)
        person, when = somebody(url, full_name(first, last)), context.dates.when(told(date))
        flavour = f"endorsement: {told(skill)}"
        key = f"linkedin:endorsement:{digest(direction, person.key, flavour, str(when.earliest))}"
        return (Interaction(key, Network.LINKEDIN, Kind.REACTION, direction, when, person, flavour=flavour),)

    return read


def recommendations_reader(columns: Columns, context: Context) -> RowReader:
    """What somebody wrote about the owner, or the owner about somebody; only the file's name tells which."""
    pick = columns.pick("first name", "last name", "company", "job title", "text", "creation date")
    direction = Direction.OUT if "given" in context.name.lower() else Direction.IN

    def read(cells: list[str]) -> tuple[Fact, ...]:
        first, last, company, title, written, date = pick(cells)
        name = full_name(first, last)
        link = context.link_of(name)
        # Of a connection, the connections tell today's position; here stands that of the time.
        person = somebody(link, name) if link else somebody("", name, headline=title, company=company)
        when, text = context.dates.when(told(date)), words(written, context.text_chars)
        key = f"linkedin:recommendation:{digest(direction, folded(name), str(when.earliest), text)}"
        return (
            Interaction(
                key,
                Network.LINKEDIN,
                Kind.MENTION,
                direction,
                when,
                person,
                text=text,
                flavour="recommendation",
            ),
        )

    return read
