"""The two analytics workbooks: the account's, and the post's."""

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import xlsxwriter

from tools.sample_wave import story

_WINDOW_DAYS = 390
_AUDIENCE = (
    ("Job titles", (("Recruiter", 0.081), ("Human Resources Manager", 0.064), ("Founder", 0.047),
                    ("Project Manager", 0.038), ("Customer Service Representative", 0.031), ("Nurse", None))),
    ("Locations", (("Greater London", 0.092), ("Gothenburg Metropolitan Area", 0.041), ("Greater Bengaluru Area", 0.039),
                   ("Greater São Paulo", 0.034), ("Berlin Metropolitan Area", 0.028), ("Lagos State", 0.019))),
    ("Industries", (("Staffing and Recruiting", 0.101), ("Software Development", 0.088),
                    ("Hospitals and Health Care", 0.052), ("Retail", 0.041))),
    ("Seniority", (("Senior", 0.312), ("Entry", 0.248), ("Manager", 0.131), ("Director", 0.067))),
    ("Company size", (("51-200 employees", 0.148), ("1001-5000 employees", 0.121), ("10,001+ employees", 0.193))),
)  # fmt: skip
"""Dimension → label and share; a share of none is written "< 1%"."""


def write_account(path: Path, dice: random.Random) -> None:
    """The creator's workbook of 2026: daily numbers of thirteen months, numbers as text."""
    last = story.EXPORTED.date() - timedelta(days=1)
    days = [last - timedelta(days=ago) for ago in reversed(range(_WINDOW_DAYS))]
    shown, engaged, gained = _daily(days, dice)
    window = f"{days[0].month}/{days[0].day}/{days[0].year} - {last.month}/{last.day}/{last.year}"
    book = _book(path)
    _fill(book, "DISCOVERY", [
        ("Overall Performance", window), ("Impressions", str(sum(shown))), ("Members reached", str(round(sum(shown) * 0.66))),
    ])  # fmt: skip
    dates = [f"{day.month}/{day.day}/{day.year}" for day in days]
    daily = [(date, str(a), str(b)) for date, a, b in zip(dates, shown, engaged, strict=True)]
    _fill(book, "ENGAGEMENT", [("Date", "Impressions", "Engagements"), *daily])
    _fill(book, "TOP POSTS", _top_posts())
    followers = [(date, str(n)) for date, n in zip(dates, gained, strict=True)]
    total = (f"Total followers on {last.month}/{last.day}/{last.year}:", str(2_913 + sum(gained)))
    _fill(book, "FOLLOWERS", [total, (), ("Date", "New followers"), *followers])
    _fill(book, "DEMOGRAPHICS", [("Top Demographics", "Value", "Percentage"), *_audience()])
    book.close()


def write_post(path: Path) -> None:
    """The post's own workbook, in its newer shape of one sheet."""
    totals = story.TOTALS
    posted = story.START
    rows: list[tuple[object, ...]] = [
        ("Post URL", f"https://www.linkedin.com/posts/mara-lindqvist-invented_share-{story.POST_SHARE}-x1Yz"),
        ("Post Date", f"{posted:%b} {posted.day}, {posted.year}"),
        ("Post Publish Time", f"{posted:%I:%M %p}"),
        (),
        ("Post Performance",),
        ("Impressions", f"{totals['impressions']:,}"),
        ("Members reached", f"{totals['members_reached']:,}"),
        ("Profile viewers from this post", f"{totals['profile_viewers']:,}"),
        ("Followers gained from this post", f"{totals['followers_gained']:,}"),
        ("Social engagements", f"{sum(totals[one] for one in ('reactions', 'comments', 'reposts', 'saves', 'sends')):,}"),
        ("Reactions", f"{totals['reactions']:,}"),
        ("Comments", f"{totals['comments']:,}"),
        ("Reposts", f"{totals['reposts']:,}"),
        ("Saves", f"{totals['saves']:,}"),
        ("Sends on LinkedIn", f"{totals['sends']:,}"),
        (),
        ("Category", "Value", "%"),
        *_audience(),
    ]  # fmt: skip
    book = _book(path)
    _fill(book, "PERFORMANCE", rows)
    book.close()


def _daily(days: Sequence[object], dice: random.Random) -> tuple[list[int], list[int], list[int]]:
    first = story.START.date()
    shown, engaged, gained = [], [], []
    for day in days:
        age = (day - first).days  # type: ignore[operator]
        usual = dice.lognormvariate(6.6, 0.7)
        share = story.DAILY_SHARES[age] if 0 <= age < len(story.DAILY_SHARES) else 0.0
        shown.append(round(usual + share * story.TOTALS["impressions"]))
        every = sum(story.TOTALS[one] for one in ("reactions", "comments", "reposts", "saves", "sends"))
        engaged.append(round(usual * 0.03 + share * every))
        gained.append(round(dice.expovariate(1.2) + share * story.TOTALS["followers_gained"]))
    return shown, engaged, gained


def _top_posts() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [("Maximum of 50 posts available to include in this list",), ()]
    rows.append(
        ("Post URL", "Post publish date", "Engagements", "", "Post URL", "Post publish date", "Impressions")
    )
    posts = [(story.START, story.POST_SHARE, story.TOTALS["reactions"] + 1_114, story.TOTALS["impressions"])]
    for days, _, reactions in story.EARLIER:
        moment = story.START + timedelta(days=days, minutes=-days * 7)
        posts.append((moment, story.urn(moment, 4_000 - days), round(reactions * 1.3), reactions * 41))
    for moment, number, engagements, impressions in posts:
        link = f"https://www.linkedin.com/posts/mara-lindqvist-invented_a-post-share-{number}-q7Rt"
        date = f"{moment.month}/{moment.day}/{moment.year}"
        rows.append((link, date, str(engagements), "", link, date, str(impressions)))
    return rows


def _audience() -> list[tuple[object, ...]]:
    return [
        (dimension, label, "< 1%" if share is None else share)
        for dimension, labels in _AUDIENCE
        for label, share in labels
    ]


def _book(path: Path) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_urls": False})
    book.set_properties({"created": story.EXPORTED.replace(tzinfo=None)})
    return book


def _fill(book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[object]]) -> None:
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
