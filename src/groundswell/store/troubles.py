"""Who said lately to have a hard time."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from groundswell.domain.circle import HARD_TIME_DAYS, is_hard_time
from groundswell.domain.when import DAY
from groundswell.domain.words import Intent, Lane
from groundswell.store import schema, their_posts
from groundswell.store.bulk import chunks


@dataclass(frozen=True, slots=True)
class HardTime:
    """That somebody said it.

    Attributes:
        item: The interaction that it stands in; none where they published it.
        at: Epoch milliseconds.
        words: Theirs: untrusted text.
        url: Where a browser shows what they published.
    """

    item: int | None
    at: int
    words: str
    url: str = ""


def hard_times(conn: Connection, people: Iterable[int], now: int) -> dict[int, HardTime]:
    """What each of these people said last, to the account or to everybody, within the last weeks, that speaks
    of a hard time."""
    wanted = list(people)
    found = _said(conn, wanted, now)
    for post in their_posts.lately(conn, wanted, now - HARD_TIME_DAYS * DAY, now):
        before = found.get(post.person)
        if post.hard and (before is None or before.at <= post.at):
            found[post.person] = HardTime(None, post.at, post.words, post.url)
    return found


def _said(conn: Connection, people: Iterable[int], now: int) -> dict[int, HardTime]:
    one, box, said = schema.interaction.c, schema.inbox.c, schema.reading.c
    found: dict[int, HardTime] = {}
    for chunk in chunks(people):
        query = (
            select(one.person_id, one.id, one.at_until, one.subject, one.text, box.lane, said.detail)
            .join_from(schema.interaction, schema.inbox, box.interaction_id == one.id)
            .join(schema.reading, said.interaction_id == one.id)
            .where(
                one.person_id.in_(chunk), one.at > now - HARD_TIME_DAYS * DAY, one.at <= now,
                (box.lane == Lane.NEEDS_YOU.value) | said.detail.contains(Intent.NEEDS_SUPPORT.value),
            )
            .order_by(one.at, one.id)
        )  # fmt: skip
        for person, item, at, subject, text, lane, detail in conn.execute(query):
            needs = json.loads(detail)["intents"].get(Intent.NEEDS_SUPPORT.value, 0.0)
            # The user's own word for the lane goes before what was read.
            if is_hard_time(Lane(lane), needs):
                found[person] = HardTime(item, at, text or subject)
    return found
