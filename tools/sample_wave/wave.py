"""The hand-written texts with their labels, put in time: who said what when, and in answer to whom."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tools.sample_wave.story import AUTHOR, EXPORTED, urn
from tools.sample_wave.timing import moments

TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Said:
    """One comment, message or note. `number` is its id, `answers` the comment that it answers or none."""

    id: str
    who: str
    headline: str
    text: str
    lang: str
    lane: str
    at: datetime
    number: int
    own: bool = False
    answers: "Said | None" = None
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Wave:
    """Everything that was said, in order of time, and who knew the author before."""

    comments: tuple[Said, ...]
    messages: tuple[Said, ...]
    notes: tuple[Said, ...]
    first_degree: tuple[tuple[str, str], ...]

    @property
    def names(self) -> set[str]:
        """Everybody who says something."""
        return {one.who for one in (*self.comments, *self.messages, *self.notes)} | {AUTHOR}


def rows(name: str) -> Iterator[dict[str, str]]:
    """The written rows of the files whose names begin so, in the order of the files."""
    for path in sorted(TEXTS.glob(f"{name}*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())


def tell(dice: random.Random) -> Wave:
    """Puts the texts in time."""
    comments = _comments(dice)
    messages = _messages(dice)
    notes = [
        _said(row, moment, dice)
        for row, moment in zip(list(rows("invitations")), moments(dice, 400), strict=False)
    ]
    near = {one.who: one.headline for one in comments if not one.own and dice.random() < 0.12}
    return Wave(tuple(comments), tuple(messages), tuple(notes), tuple(sorted(near.items())))


def _said(row: dict[str, str], at: datetime, dice: random.Random, answers: Said | None = None) -> Said:
    own = bool(row.get("own"))
    return Said(
        row["id"], AUTHOR if own else row["who"], row.get("headline", ""), row["text"], row["lang"], row["lane"],
        at, urn(at, dice.randrange(1 << 22)), own, answers, row.get("thread", ""),
    )  # fmt: skip


def _comments(dice: random.Random) -> list[Said]:
    written = list(rows("comments"))
    roots = [row for row in written if not row.get("reply")]
    dice.shuffle(roots)
    told: dict[str, Said] = {}
    for row, moment in zip(roots, moments(dice, len(roots)), strict=True):
        told[row["id"]] = _said(row, moment, dice)
    for row in written:
        if row.get("reply"):
            parent = told[row["reply"]]
            after = timedelta(minutes=dice.uniform(6, 400))
            at = min(parent.at + after, EXPORTED - timedelta(minutes=2))
            told[row["id"]] = _said(row, at, dice, parent.answers or parent)
    return sorted(told.values(), key=lambda one: one.at)


def _messages(dice: random.Random) -> list[Said]:
    threads: dict[str, list[dict[str, str]]] = {}
    for row in rows("messages"):
        threads.setdefault(row["thread"], []).append(row)
    said = []
    for written, begin in zip(threads.values(), moments(dice, len(threads)), strict=True):
        at = begin
        other = next(row["who"] for row in written if not row.get("own"))
        for row in written:
            one = _said(row, at, dice)
            said.append(
                Said(
                    one.id,
                    other,
                    one.headline,
                    one.text,
                    one.lang,
                    one.lane,
                    at,
                    one.number,
                    one.own,
                    None,
                    one.thread,
                )
            )
            at = min(at + timedelta(minutes=dice.uniform(9, 700)), EXPORTED - timedelta(minutes=3))
    return sorted(said, key=lambda one: one.at)
