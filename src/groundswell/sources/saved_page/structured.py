"""What a page tells machines: JSON-LD of the kind SocialMediaPosting, as pages for visitors carry it."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from groundswell.domain.words import Metric

_DEEPEST = 6
_ACTIONS = {
    "LikeAction": Metric.REACTIONS,
    "CommentAction": Metric.COMMENTS,
    "ShareAction": Metric.REPOSTS,
    "ViewAction": Metric.VIEWS,
    "WatchAction": Metric.VIEWS,
}
_POSTINGS = {"SocialMediaPosting", "DiscussionForumPosting", "VideoObject", "Article"}


@dataclass(frozen=True, slots=True)
class Said:
    """A post or a comment as JSON-LD tells it; `published` is a date as text."""

    url: str
    name: str
    link: str
    text: str
    published: str


@dataclass(frozen=True, slots=True)
class Posting:
    """The post with the comments and totals that JSON-LD tells."""

    post: Said
    comments: tuple[Said, ...]
    totals: Mapping[Metric, float]


def posting(source: str) -> Posting | None:
    """The posting in a JSON-LD script; none if it holds none. Raises ValueError if it is no JSON."""
    try:
        told: object = json.loads(source)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    for one in _objects(told, 0):
        if _text(one, "@type") in _POSTINGS:
            comments = tuple(map(_said, _objects(one.get("comment"), _DEEPEST - 1)))
            return Posting(_said(one), comments, _totals(one))
    return None


def _objects(told: object, depth: int) -> Iterator[Mapping[str, object]]:
    if isinstance(told, list):
        for one in told:
            if depth < _DEEPEST:
                yield from _objects(one, depth + 1)
    elif isinstance(told, dict):
        yield told
        if "@graph" in told and depth < _DEEPEST:
            yield from _objects(told["@graph"], depth + 1)


def _said(one: Mapping[str, object]) -> Said:
    by = one.get("author") or one.get("creator")
    if isinstance(by, list) and by:
        by = by[0]
    author = by if isinstance(by, dict) else {"name": by}
    return Said(
        url=_text(one, "@id") or _text(one, "url") or _text(one, "mainEntityOfPage"),
        name=_text(author, "name"),
        link=_text(author, "url"),
        text=_text(one, "articleBody") or _text(one, "text") or _text(one, "description"),
        published=_text(one, "datePublished") or _text(one, "dateCreated") or _text(one, "uploadDate"),
    )


def _totals(one: Mapping[str, object]) -> dict[Metric, float]:
    found: dict[Metric, float] = {}
    for statistic in _objects(one.get("interactionStatistic"), _DEEPEST - 1):
        action = statistic.get("interactionType")
        name = _text(action, "@type") if isinstance(action, dict) else _text(statistic, "interactionType")
        metric = _ACTIONS.get(name.rpartition("/")[2])
        value = _count(statistic.get("userInteractionCount"))
        if metric is not None and value is not None:
            found.setdefault(metric, value)
    value = _count(one.get("commentCount"))
    if value is not None:
        found.setdefault(Metric.COMMENTS, value)
    return found


def _count(value: object) -> float | None:
    if isinstance(value, str) and value.isdecimal() and len(value) < 16:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and 0 <= value < 1e15 else None


def _text(one: Mapping[str, object], name: str) -> str:
    value = one.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""
