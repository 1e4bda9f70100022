"""Kind words that wait, and what each of them gets; nothing is drafted or sent from here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.drafting import Comment, Draft
from groundswell.domain.words import Direction, Kind, Lane, SendState
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.voice import Voice
from groundswell.reply.thanks import Group, Pace, Plan, Thanked, plan_thanks, thanks
from groundswell.services.inbox.lifting import burdened
from groundswell.services.replies.drafting import drafter_of, tie_of
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, inbox, items, outbox, persons, said_before, waves
from groundswell.store.inbox import Wanted
from groundswell.store.items import Item
from groundswell.store.outbox import Sending

MOST = 600
"""So many are planned at once, the weightiest; the others follow when these are thanked."""

_ANSWERS = {"reply", "message", "like"}
_GONE = {SendState.CANCELLED, SendState.FAILED}
_MAIL = (Kind.MESSAGE, Kind.INVITATION)
_WORDS = (Kind.COMMENT, Kind.MESSAGE, Kind.MENTION, Kind.QUOTE)

_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}

Passed = Mapping[tuple[Kind, Direction], int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Kind words that wait.

    Attributes:
        items: Those that are in the plan, by their keys.
        between: What lies between the two, in words, by the same keys; empty where it is nothing.
        later: How many wait besides those that are planned.
    """

    plan: Plan
    items: Mapping[str, Item]
    between: Mapping[str, str]
    later: int


def waiting(
    workspace: Workspace, pace: Pace | None = None, *, post_id: int | None = None, most: int = MOST
) -> Waiting:
    """What each open kind comment gets, words or a like, under one post or all.

    What is said to others is left out, and what is answered already but not gone out yet. Whoever may be in
    a hard place is thanked by nobody in passing: theirs are among the plan's `others`.

    Raises NotFound if there is no such post.
    """
    wanted = Wanted((Lane.KIND_WORDS,), post_id=post_id)
    with workspace.store.reading() as conn:
        if post_id is not None:
            waves.post(conn, post_id)
        found = [item for item in inbox.page(conn, wanted, None, most) if not item.to_another]
        total = inbox.lane_counts(conn, wanted)[Lane.KIND_WORDS]
        keys = items.keys_of(conn, [item.id for item in found])
        answered = newest_answers(conn, list(keys.values()))
        found = [item for item in found if keys[item.id] not in answered]
        low = burdened(conn, found)
        passed = persons.summaries(conn, (item.person_id for item in found if item.person_id is not None))
        name = said_before.own_name(conn)
        posts = {item.post_id for item in found if item.post_id is not None}
        texts = {one: waves.post(conn, one).text for one in posts}
    comments, between = list[Comment](), dict[str, str]()
    for item in found:
        key, known = keys[item.id], passed.get(item.person_id or 0, {})
        post = texts.get(item.post_id or 0, "")
        tie = tie_of(item, known)
        comments.append(Comment(key, item.text, item.person_name, post, item.reading, False, tie))
        between[key] = in_words(item, known)
    # Mail is to her alone, and no network has a like for it.
    mail = {keys[item.id] for item in found if item.kind in _MAIL}
    by_key = {keys[item.id]: item for item in found}
    later = max(0, total - most)
    # What a comment does, nobody needs the user's voice for; only her name is not taken for a word.
    plan = plan_thanks(Drafter(Voice(name)), comments, pace, mail, {keys[one] for one in low})
    return Waiting(plan, by_key, between, later)


def newest_answers(conn: Connection, keys: Sequence[str]) -> dict[str, Sending]:
    """For each of these things said the newest answer or like that was not taken back and has not failed."""
    sent = outbox.about(conn, keys, limit=20 * len(keys) + 1)
    return {one.action.target: one for one in sent if one.action.act in _ANSWERS and one.state not in _GONE}


def in_words(item: Item, passed: Passed) -> str:
    """What lies between the user and who said something; empty where it is the first time."""
    ours = sum(passed.get((kind, Direction.OUT), 0) for kind in _WORDS)
    theirs = sum(passed.get((kind, Direction.IN), 0) for kind in _WORDS)
    known = []
    if item.person_degree == 1:
        known.append("you are connected")
    if ours and theirs:
        known.append("you have written to each other before")
    elif theirs > 1:
        known.append("they have written to you before")
    elif any(way is Direction.OUT for _, way in passed):
        known.append("you have met before")
    return " and ".join(known)


@dataclass(frozen=True, slots=True)
class Worded:
    """One comment that is thanked; without a draft it gets a like."""

    group: Group
    thanked: Thanked
    draft: Draft | None


def thank_all(
    workspace: Workspace, post_id: int | None = None, *, most: int = 300, pace: Pace | None = None
) -> tuple[Waiting, Iterator[Worded]]:
    """The whole plan, and its drafts one after the other as they are written."""
    with workspace.store.reading() as conn:
        drafter = drafter_of(workspace, conn)
    found = waiting(workspace, pace, post_id=post_id, most=most)
    of = {one.comment.key: group for group in found.plan.groups for one in group.thanked}
    made = (Worded(of[one.comment.key], one, draft) for one, draft in thanks(drafter, found.plan))
    return found, made


def in_short(found: Waiting) -> str:
    """The whole plan in one or two sentences."""
    plan = found.plan
    number, words = len(plan.thanked), plan.words
    if not number:
        return "No kind words wait for you."
    wait = f"{number:,} kind word{'s wait' if number != 1 else ' waits'}"
    if found.later:
        wait = f"{number + found.later:,} kind words wait; these are the {number:,} that matter most"
    likes = number - words
    parts = [f"{words:,} {'is' if words == 1 else 'are'} worth words of yours"] if words else []
    if likes:
        parts.append(f"{likes:,} a like" if parts else "A like for each will do")
    minutes = max(1, round(plan.minutes))
    time = f"about {minutes} minute{'s' if minutes != 1 else ''}"
    sittings = f", in {_NUMBERS.get(plan.sittings, plan.sittings)} sittings" if plan.sittings > 1 else ""
    return f"{wait}. {', '.join(parts)}: {time}{sittings}."


def thanks_as_json(one: Worded) -> dict[str, object]:
    """One thanked comment as plain values."""
    return {
        "id": one.thanked.comment.key,
        "about": one.group.about,
        "near": one.group.near,
        "sitting": one.thanked.sitting + 1,
        "worth": round(one.thanked.worth, 2),
        "gets": one.draft.text if one.draft else "",
    }
