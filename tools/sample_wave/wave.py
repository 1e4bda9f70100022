"""The hand-written texts put in time: who said what when, and in answer to whom."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tools.sample_wave import story
from tools.sample_wave.story import AUTHOR, CIRCLE, EXPORTED, START, urn
from tools.sample_wave.timing import awake, moments

Row = dict[str, str]
SEED = 20_261_110
MENTION = re.compile(r"\{([^{}]+)\}")
"""How a text names somebody whom it links to."""

_LAST = EXPORTED - timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Said:
    """One comment, message or note.

    Attributes:
        id: That of its row, where the labels are.
        who: The writer of a comment; of a message or note the other side, whoever wrote it.
        number: LinkedIn's number for it, with the time in its upper bits.
        own: Whether the author wrote it.
        root: The comment it answers.
        post: The post it stands under.
        thread: The exchange of messages it belongs to.
        folder: The folder of a message.
    """

    id: str
    who: str
    headline: str
    text: str
    at: datetime
    number: int
    own: bool
    root: "Said | None" = None
    post: story.Post | None = None
    thread: str = ""
    subject: str = ""
    folder: str = "INBOX"

    @property
    def plain(self) -> str:
        """The text as it is read."""
        return MENTION.sub(r"\1", self.text)

    @property
    def urn(self) -> str:
        """The comment's own name on LinkedIn."""
        assert self.post is not None
        return f"urn:li:comment:(activity:{self.post.activity},{self.number})"


@dataclass(frozen=True, slots=True)
class Wave:
    """Everything that was said, in order of time, and whose invitation was accepted, with the instant."""

    comments: tuple[Said, ...]
    earlier: tuple[Said, ...]
    messages: tuple[Said, ...]
    notes: tuple[Said, ...]
    accepted: dict[str, datetime]

    @property
    def names(self) -> set[str]:
        """Everybody who says something, and who is known of old."""
        said = {one.who for one in (*self.comments, *self.earlier, *self.messages, *self.notes)}
        return said | {AUTHOR} | {one[0] for one in CIRCLE}

    @property
    def near(self) -> set[str]:
        """The connections among them."""
        return {one[0] for one in CIRCLE} | set(self.accepted)


def tell(dice: random.Random) -> Wave:
    """Puts the texts in time."""
    comments = _comments(story.rows("comments"), story.POST, dice)
    earlier: list[Said] = []
    written = story.rows("earlier")
    for post in story.POSTS[1:]:
        under = [row for row in written if START + timedelta(days=float(row["days"])) == post.at]
        earlier += _comments(under, post, dice)
    notes = _notes(dice)
    welcome = [one for one in notes if not one.own and dice.random() < 0.6]
    accepted = {
        one.who: min(one.at + timedelta(seconds=dice.randrange(3_600, 108_000)), _LAST) for one in welcome
    }
    return Wave(tuple(comments), tuple(earlier), tuple(_messages(dice)), tuple(notes), accepted)


def _said(
    row: Row,
    at: datetime,
    dice: random.Random,
    *,
    root: Said | None = None,
    post: story.Post | None = None,
) -> Said:
    return Said(
        id=row["id"],
        who=row.get("who", AUTHOR),
        headline=row.get("headline", story.HEADLINE),
        text=row["text"],
        at=at,
        number=urn(at, dice.randrange(1 << 22)),
        own=bool(row.get("own")),
        root=root,
        post=post,
        thread=row.get("thread", ""),
        subject=row.get("subject", ""),
        folder=row.get("folder", "INBOX"),
    )


def _unbound(written: Sequence[Row], dice: random.Random) -> Iterator[datetime]:
    """Instants, in no order, for all rows that are not bound to one by their words."""
    n = sum("minutes" not in row and "reply" not in row for row in written)
    drawn = moments(dice, n)
    dice.shuffle(drawn)
    return iter(drawn)


def _comments(written: Sequence[Row], post: story.Post, dice: random.Random) -> list[Said]:
    """Comments and, some time after what was said before them, the answers to them."""
    unbound = _unbound(written, dice)
    told: dict[str, Said] = {}
    latest: dict[str, datetime] = {}
    for row in written:
        root = told.get(row.get("reply", ""))
        if "minutes" in row:
            gap = timedelta(minutes=float(row["minutes"]), milliseconds=dice.randrange(60_000))
            at = (latest[root.id] if root else post.at) + gap
        elif root:
            at = latest[root.id] + timedelta(milliseconds=round(dice.lognormvariate(14.6, 1.1)))
        else:
            at = next(unbound)
        at = min(awake(at) if "own" in row else at, _LAST - timedelta(milliseconds=dice.randrange(600_000)))
        one = _said(row, at, dice, root=root, post=post)
        told[one.id] = one
        latest[root.id if root else one.id] = at
    return sorted(told.values(), key=lambda one: one.at)


def _messages(dice: random.Random) -> list[Said]:
    """Threads from their beginning, each message some minutes after the one before."""
    said: list[Said] = []
    at, thread = START, ""
    for row in story.rows("messages"):
        if row["thread"] != thread:
            at, thread = START, row["thread"]
        at += timedelta(minutes=float(row["minutes"]), milliseconds=dice.randrange(60_000))
        at = min(awake(at) if "own" in row else at, _LAST)
        said.append(_said(row, at, dice))
    return sorted(said, key=lambda one: one.at)


def _notes(dice: random.Random) -> list[Said]:
    written = story.rows("invitations")
    unbound = _unbound(written, dice)
    told = []
    for row in written:
        after = timedelta(minutes=float(row.get("minutes", 0)), milliseconds=dice.randrange(60_000))
        told.append(_said(row, START + after if "minutes" in row else next(unbound), dice))
    return sorted(told, key=lambda one: one.at)
