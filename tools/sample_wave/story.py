"""Who and when: the author, her posts, and the days of the wave. Everybody and everything here is invented."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
TEXT_FILES = ("comments", "earlier", "messages", "invitations")
"""Those whose rows carry labels, unless she wrote them herself."""

AUTHOR = "Mara Lindqvist"
AUTHOR_URL = "https://www.linkedin.com/in/mara-lindqvist-invented"
HEADLINE = (
    "Customer experience specialist | Queues, quiet people, third angry mails | Looking for my next team"
)
START = datetime(2026, 11, 10, 9, 2, 11, 214_000, tzinfo=UTC)
EXPORTED = datetime(2026, 11, 19, 9, 30, 0, tzinfo=UTC)
TOTALS = {
    "reactions": 23_197,
    "comments": 546,
    "reposts": 568,
    "impressions": 7_312_480,
    "members_reached": 4_861_207,
    "profile_viewers": 9_412,
    "followers_gained": 1_086,
    "saves": 1_904,
    "sends": 2_377,
}
DAILY_SHARES = (0.19, 0.27, 0.19, 0.125, 0.075, 0.055, 0.045, 0.03, 0.02)
"""How the wave's impressions fell on its nine days."""

CIRCLE = (
    ("Ruth Calder", "Support Lead", "Pennine Water", "14 Mar 2022"),
    ("Ama Okyere", "Operations Coordinator", "Quayline Housing", "02 Jun 2023"),
    ("Sanjay Iyengar", "Service Designer", "Civic Works Studio", "21 Sep 2021"),
    ("Niamh Halloran", "Community Manager", "Lee Valley Credit Union", "09 Feb 2024"),
    ("Tobias Rehn", "Logistics Planner (open to work)", "", "04 May 2026"),
    ("Wanjiku Mburu", "Customer Success Manager", "Kijani Pay", "30 Jan 2023"),
    ("Iris Vandermeer", "UX Writer", "Papillon Care", "17 Nov 2022"),
    ("Joana Tavarela", "Senior CX Operations", "Azulejo Mobile", "25 Aug 2023"),
    ("Lotte Grunwald", "Teamleitung Kundenservice", "Weserlicht", "11 Oct 2024"),
    ("Lindiwe Khoza", "Team Coach", "Karoo Direct", "06 Jul 2025"),
    ("Pelle Almqvist", "Network Planner", "Brygga Telecom", "18 Aug 2015"),
    ("Mikael Norrby", "Sales", "Norrby Windows", "03 Sep 2015"),
    ("Greta Sandqvist", "Former Head of Support", "Brygga Telecom", "20 Aug 2015"),
    ("Elin Bergkvist-Amin", "Maths Teacher", "Lumen School", "12 Dec 2018"),
    ("Fabrizio Nardocci", "Service Trainer", "Tessera Bank", "23 May 2018"),
)
"""Connections of old, with position, company and day: those who support each other, and old colleagues."""


def urn(moment: datetime, tail: int) -> int:
    """A LinkedIn-like number: its bits above the 22nd are the creation time in epoch milliseconds."""
    return (round(moment.timestamp() * 1000) << 22) | (tail & 0x3FFFFF)


def rows(name: str) -> list[dict[str, str]]:
    """The written rows of one file, in their order."""
    with (TEXTS / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


@dataclass(frozen=True, slots=True)
class Post:
    """One of her posts with its totals; `share` is its number in the archive, `activity` that on its page."""

    at: datetime
    text: str
    reactions: int
    comments: int
    reposts: int
    impressions: int

    @property
    def activity(self) -> int:
        """The number in the page's address and in comments."""
        return urn(self.at, self.impressions * 7_919)

    @property
    def share(self) -> int:
        """The number in the archive and the workbooks, made a moment earlier."""
        return urn(self.at - timedelta(milliseconds=430), self.impressions * 104_729)

    @property
    def url(self) -> str:
        """The page's address."""
        return f"https://www.linkedin.com/feed/update/urn:li:activity:{self.activity}/"


def _posts() -> tuple[Post, ...]:
    counted = ("reactions", "comments", "reposts", "impressions")
    return tuple(
        Post(START + timedelta(days=float(row["days"])), row["text"], *(int(row[name]) for name in counted))
        for row in rows("posts")
    )


POSTS = _posts()
"""The post that took off, then the earlier ones, the latest first."""

POST = POSTS[0]
POST_TEXT = POST.text
