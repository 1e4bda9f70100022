"""What she did herself, as the archive tells it: posts, comments, reactions, reposts, votes, follows."""

import random
from datetime import datetime, timedelta
from urllib.parse import quote

from tools.sample_wave import story
from tools.sample_wave.story import CIRCLE, START
from tools.sample_wave.tables import Row, stamp, table
from tools.sample_wave.wave import Said, Wave

_UPDATE = "https://www.linkedin.com/feed/update/"
_REACTIONS = {"LIKE": 9, "PRAISE": 3, "APPRECIATION": 4, "EMPATHY": 6, "INTEREST": 1, "ENTERTAINMENT": 2}


def files(wave: Wave, dice: random.Random) -> dict[str, str]:
    """The files by name."""
    link = ("Date", "Link")
    return {
        "Shares.csv": _shares(),
        "Comments.csv": table((*link, "Message"), _comments(wave, dice), escaped=True),
        "Reactions.csv": table(("Date", "Type", "Link"), _reactions(wave, dice)),
        "InstantReposts.csv": table(link, [(stamp(at), _others_post(at, dice)) for at in _days(dice, 7)]),
        "Votes.csv": table(
            (*link, "OptionText"),
            [
                (stamp(at), _others_post(at, dice), option)
                for at, option in zip(
                    _days(dice, 3), ("The phone", "Yes, but only on Fridays", "Two rounds"), strict=True
                )
            ],
        ),
        "Member_Follows.csv": table(
            ("Date", "Status", "FullName"),
            [(stamp(at), "Active", one[0]) for at, one in zip(_days(dice, len(CIRCLE)), CIRCLE, strict=True)],
        ),
    }


def _shares() -> str:
    """Every line break in a commentary is written in quotation marks of its own; one link comes twice."""
    header = ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility")
    rows: list[Row] = []
    for post in story.POSTS:
        link = f"{_UPDATE}urn%3Ali%3Ashare%3A{post.share}"
        commentary = post.text.replace("\n", '"\n"')
        rows.append((stamp(post.at), link, commentary, "", "", "MEMBER_NETWORK"))
    again = list(rows[4])
    again[2] = ""
    rows.insert(5, again)
    return table(header, rows)


def _comments(wave: Wave, dice: random.Random) -> list[Row]:
    """Her comments, the latest first; an answer's link names the comment that it answers."""
    said = [(one.at, _place(one), one.plain) for one in (*wave.comments, *wave.earlier) if one.own]
    for row in story.rows("said"):
        at = START + timedelta(days=float(row["days"]), seconds=dice.randrange(3_600))
        said.append((at, _others_post(at, dice), row["text"]))
    said.sort(key=lambda one: one[0], reverse=True)
    return [(stamp(at), link, text) for at, link, text in said]


def _place(one: Said) -> str:
    assert one.post is not None
    link = f"{_UPDATE}urn%3Ali%3Aactivity%3A{one.post.activity}"
    return f"{link}?commentUrn={quote(one.root.urn, safe='')}" if one.root else link


def _reactions(wave: Wave, dice: random.Random) -> list[Row]:
    """On comments under her posts, as far as she came, and on what her circle wrote."""
    done: list[tuple[datetime, str]] = []
    for one in (*wave.comments, *wave.earlier):
        if not one.own and one.post and dice.random() < (0.3 if one.post is story.POST else 0.9):
            at = one.at + timedelta(seconds=dice.randrange(120, 40_000))
            link = f"{_UPDATE}urn%3Ali%3Aactivity%3A{one.post.activity}?commentUrn={quote(one.urn, safe='')}"
            done.append((min(at, story.EXPORTED - timedelta(minutes=3)), link))
    done += [(at, _others_post(at, dice)) for at in _days(dice, 160)]
    done.sort(key=lambda one: one[0], reverse=True)
    kinds, weights = list(_REACTIONS), list(_REACTIONS.values())
    return [(stamp(at), dice.choices(kinds, weights)[0], link) for at, link in done]


def _others_post(at: datetime, dice: random.Random) -> str:
    """The link of somebody else's post, published some hours before."""
    published = at - timedelta(seconds=dice.randrange(600, 90_000))
    return f"{_UPDATE}urn%3Ali%3Aactivity%3A{story.urn(published, dice.randrange(1 << 22))}"


def _days(dice: random.Random, n: int) -> list[datetime]:
    """`n` instants of the year before the wave, the latest first."""
    ago = (timedelta(seconds=dice.randrange(3_600, 380 * 86_400)) for _ in range(n))
    return sorted((START - one for one in ago), reverse=True)
