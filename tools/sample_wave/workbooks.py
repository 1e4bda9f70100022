"""The analytics workbooks: the account's, and one for each post."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from tools.sample_wave import story
from tools.sample_wave.story import EXPORTED, POSTS, TOTALS
from tools.sample_wave.timing import hourly

Rows = Sequence[Sequence[object]]
Audience = tuple[tuple[str, tuple[tuple[str, float | None], ...]], ...]

_WINDOW_DAYS = 390
_FOLLOWERS_BEFORE = 1_742
_ENGAGED = ("reactions", "comments", "reposts", "saves", "sends")
_OF_THE_WAVE: Audience = (
    ("Job titles", (("Recruiter", 0.081), ("Human Resources Manager", 0.064), ("Founder", 0.047),
                    ("Customer Service Representative", 0.041), ("Project Manager", 0.038), ("Nurse", None))),
    ("Locations", (("Greater London", 0.092), ("Greater Gothenburg", 0.041), ("Greater Bengaluru Area", 0.039),
                   ("Greater São Paulo", 0.034), ("Berlin Metropolitan Area", 0.028), ("Lagos State", 0.019))),
    ("Industries", (("Staffing and Recruiting", 0.101), ("Software Development", 0.088),
                    ("Hospitals and Health Care", 0.052), ("Retail", 0.041), ("Rail Transportation", None))),
    ("Seniority", (("Senior", 0.312), ("Entry", 0.248), ("Manager", 0.131), ("Director", 0.067))),
    ("Company size", (("10,001+ employees", 0.193), ("51-200 employees", 0.148), ("1001-5000 employees", 0.121))),
)  # fmt: skip
"""Dimension → label and share; a share of none is written "< 1%"."""

_USUAL: Audience = (
    ("Job titles", (("Customer Service Representative", 0.148), ("Team Lead", 0.071), ("Recruiter", 0.044))),
    ("Locations", (("Greater Gothenburg", 0.412), ("Greater Stockholm", 0.096), ("Malmö-Lund Region", 0.058))),
    ("Seniority", (("Senior", 0.288), ("Entry", 0.261), ("Manager", 0.094))),
)  # fmt: skip


def write_account(path: Path, dice: random.Random) -> None:
    """The creator's workbook of 2026: daily numbers of thirteen months, numbers as text."""
    last = EXPORTED.date() - timedelta(days=1)
    days = [last - timedelta(days=ago) for ago in reversed(range(_WINDOW_DAYS))]
    shown, engaged, gained = _daily(days, dice)
    book = _book(path)
    _fill(book, "DISCOVERY", [
        ("Overall Performance", f"{_day(days[0])} - {_day(last)}"),
        ("Impressions", str(sum(shown))),
        ("Members reached", str(round(sum(shown) * 0.66))),
    ])  # fmt: skip
    dates = [_day(day) for day in days]
    daily = [(one, str(a), str(b)) for one, a, b in zip(dates, shown, engaged, strict=True)]
    _fill(book, "ENGAGEMENT", [("Date", "Impressions", "Engagements"), *daily])
    _fill(book, "TOP POSTS", _top_posts())
    followers = [(one, str(n)) for one, n in zip(dates, gained, strict=True)]
    total = (f"Total followers on {_day(last)}:", str(_FOLLOWERS_BEFORE + sum(gained)))
    _fill(book, "FOLLOWERS", [total, (), ("Date", "New followers"), *followers])
    _fill(book, "DEMOGRAPHICS", [("Top Demographics", "Value", "Percentage"), *_shares(_OF_THE_WAVE)])
    book.close()


def write_post(path: Path, post: story.Post) -> None:
    """A post's own workbook, in its newer shape of one sheet."""
    totals = _totals(post)
    labels = {
        "Impressions": "impressions",
        "Members reached": "members_reached",
        "Profile viewers from this post": "profile_viewers",
        "Followers gained from this post": "followers_gained",
        "Social engagements": "engagements",
        "Reactions": "reactions",
        "Comments": "comments",
        "Reposts": "reposts",
        "Saves": "saves",
        "Sends on LinkedIn": "sends",
    }
    book = _book(path)
    _fill(book, "PERFORMANCE", [
        ("Post URL", _link(post)),
        ("Post Date", f"{post.at:%b} {post.at.day}, {post.at.year}"),
        ("Post Publish Time", f"{post.at.hour % 12 or 12}:{post.at:%M %p}"),
        (),
        *((label, f"{totals[metric]:,}") for label, metric in labels.items()),
        (),
        ("Category", "Value", "%"),
        *_shares(_OF_THE_WAVE if post is story.POST else _USUAL),
    ])  # fmt: skip
    book.close()


def _totals(post: story.Post) -> dict[str, int]:
    if post is story.POST:
        totals = dict(TOTALS)
    else:
        totals = {
            "impressions": post.impressions,
            "members_reached": round(post.impressions * 0.61),
            "profile_viewers": post.impressions // 170,
            "followers_gained": post.reactions // 24,
            "reactions": post.reactions,
            "comments": post.comments,
            "reposts": post.reposts,
            "saves": post.reactions // 14,
            "sends": post.reactions // 19,
        }
    return {**totals, "engagements": sum(totals[one] for one in _ENGAGED)}


def _daily(days: Sequence[date], dice: random.Random) -> tuple[list[int], list[int], list[int]]:
    """Impressions, engagements and new followers: a little every day, each post's in its own days."""
    shown = [round(dice.lognormvariate(4.6, 0.6)) for _ in days]
    engaged = [round(one * 0.02) for one in shown]
    gained = [round(dice.expovariate(1.6)) for _ in days]
    gained[140] = -1
    place = {day: number for number, day in enumerate(days)}
    for post in POSTS:
        totals = _totals(post)
        for day, share in _by_day(post).items():
            if day in place:
                shown[place[day]] += round(totals["impressions"] * share)
                engaged[place[day]] += round(totals["engagements"] * share)
                gained[place[day]] += round(totals["followers_gained"] * share)
    return shown, engaged, gained


def _by_day(post: story.Post) -> dict[date, float]:
    if post is not story.POST:
        first = post.at.date()
        return {first + timedelta(days=day): share for day, share in enumerate((0.58, 0.29, 0.09, 0.04))}
    hours = hourly()
    total = sum(weight for _, weight in hours)
    shares: dict[date, float] = {}
    for hour, weight in hours:
        shares[hour.date()] = shares.get(hour.date(), 0.0) + weight / total
    return shares


def _top_posts() -> Rows:
    by_engagement = sorted(POSTS, key=lambda post: _totals(post)["engagements"], reverse=True)
    by_impressions = sorted(POSTS, key=lambda post: post.impressions, reverse=True)
    rows: list[Sequence[object]] = [("Maximum of 50 posts available to include in this list",), ()]
    rows.append(
        ("Post URL", "Post publish date", "Engagements", "", "Post URL", "Post publish date", "Impressions")
    )
    for one, other in zip(by_engagement, by_impressions, strict=True):
        engagements = str(_totals(one)["engagements"])
        left = (_link(one), _day(one.at), engagements)
        rows.append((*left, "", _link(other), _day(other.at), str(other.impressions)))
    return rows


def _link(post: story.Post) -> str:
    words = [word.lower() for word in post.text.split()[:5] if word.isalpha()]
    return f"https://www.linkedin.com/posts/mara-lindqvist-invented_{'-'.join(words)}-share-{post.share}-q7Rt"


def _day(at: date | datetime) -> str:
    return f"{at.month}/{at.day}/{at.year}"


def _shares(audience: Audience) -> Rows:
    return [
        (dimension, label, "< 1%" if share is None else share)
        for dimension, labels in audience
        for label, share in labels
    ]


def _book(path: Path) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_urls": False})
    book.set_properties({"created": EXPORTED.replace(tzinfo=None)})
    return book


def _fill(book: xlsxwriter.Workbook, name: str, rows: Rows) -> None:
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
