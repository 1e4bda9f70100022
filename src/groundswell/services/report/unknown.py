"""What a report does not know, in words: a number that is missing is said to be missing."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from groundswell.domain.report import WaveReport
from groundswell.domain.report_parts import Course, Figure, Hard, Reach
from groundswell.domain.words import Kind, Metric
from groundswell.services.saying import listed, number

_DONE: dict[Metric, tuple[Kind, str]] = {
    Metric.REACTIONS: (Kind.REACTION, "reactions"),
    Metric.COMMENTS: (Kind.COMMENT, "comments"),
    Metric.REPOSTS: (Kind.REPOST, "reposts"),
}
_BASES = {
    "daily": "The network tells {} by the day only: the total is the post's own, its course in between "
    "follows the account's days.",
    "totals": "Of {} only the total at some instants is known; the line between them is straight.",
    "both": "Of {} the totals are known, and the times of some; the rest is placed between them.",
}
_SEEN = (Metric.IMPRESSIONS, Metric.MEMBERS_REACHED, Metric.VIEWS)


def unknown_of(
    figures: Sequence[Figure], courses: Sequence[Course], reach: Reach, hard: Hard
) -> tuple[str, ...]:
    """What is not known of one wave."""
    return tuple(filter(None, (
        _seen_by(figures),
        *_bases(courses),
        _one_by_one(figures, reach),
        _readers(reach),
        _earlier(figures),
        _unread(reach, hard),
    )))  # fmt: skip


def notes_on(told: Sequence[WaveReport], names: bool) -> tuple[str, ...]:
    """What holds for the whole report."""
    quoted = any(view.quotes for one in told for view in one.views)
    notes = []
    if quoted and not names:
        notes.append(
            "Quotes are shortened, and names, addresses and numbers in them were replaced. Hostile words and "
            "those of people in a hard place are not quoted."
        )
    elif quoted:
        notes.append(
            "Who is quoted is named by the choice of whoever made this report. Hostile words and those of "
            "people in a hard place are not quoted."
        )
    if len(told) > 1:
        notes.append(
            "Sums add up what was counted under each post. People reached are not added up: the same person "
            "may have seen several posts."
        )
    if _overlap(told):
        notes.append(
            "What came of it is counted for each post by itself, for some weeks after it: whoever came "
            "within those of several posts is counted under each, so these numbers are not to be added up."
        )
    if any(one.hard.read for one in told):
        notes.append(
            "Tones and kinds were read by a model on the author's machine; some texts are read wrongly."
        )
    return tuple(notes)


def _overlap(told: Sequence[WaveReport]) -> bool:
    """Whether a time for which is counted what came of one post holds the next post."""
    spans = sorted((one.at, one.came.until) for one in told if one.at is not None)
    return any(earlier[1] > later[0] for earlier, later in pairwise(spans))


def _seen_by(figures: Sequence[Figure]) -> str:
    if any(one.metric in _SEEN for one in figures):
        return ""
    return "How many people saw it is not known: no network told its impressions."


def _bases(courses: Sequence[Course]) -> Iterator[str]:
    """How the courses are known, where they are not known one by one."""
    for basis, told in _BASES.items():
        named = [course.metric.value.replace("_", " ") for course in courses if course.basis == basis]
        if named:
            yield told.format(listed(named))


def _one_by_one(figures: Sequence[Figure], reach: Reach) -> str:
    parts = []
    for figure in figures:
        if figure.metric in _DONE:
            kind, named = _DONE[figure.metric]
            known = reach.kinds.get(kind, 0)
            if known < figure.value * 0.99:
                parts.append(f"{number(known)} of {number(figure.value)} {named}")
    return f"Known one by one, with who and when, are {listed(parts)}." if parts else ""


def _unread(reach: Reach, hard: Hard) -> str:
    if hard.read or not reach.kinds.get(Kind.COMMENT):
        return ""
    return "Nothing that was said has been read yet, so its tone is not told."


def _readers(reach: Reach) -> str:
    if not reach.readers:
        return "Who the readers are was told by no network."
    if reach.of_account:
        return "Who the readers are was told for the account as a whole, not for this post."
    return ""


def _earlier(figures: Sequence[Figure]) -> str:
    known = [one.usual.posts for one in figures if one.usual]
    if not known:
        return "No earlier posts were counted, so nothing is said of what is usual."
    if max(known) < 5:
        return f"What is usual rests on {max(known)} earlier posts: a rough guide."
    return ""
