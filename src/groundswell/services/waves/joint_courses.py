"""The courses of posts that make one wave, put together: events are merged in time, counts are added up."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from heapq import merge

import numpy as np

from groundswell.domain.when import HOUR
from groundswell.domain.words import Metric
from groundswell.services.waves.courses import MOST_EVENTS, Course, Points, joint
from groundswell.store.waves import PostRow

_MOST_LOOKS = 500


def of_the_wave(
    post: PostRow, metric: Metric, alone: Sequence[tuple[PostRow, Course | None]]
) -> Course | None:
    """The course of a wave, out of those of its posts."""
    known = [(part.id, its_own) for part, its_own in alone if its_own is not None]
    if not post.parts or not known or post.at is None:
        return known[0][1] if known else None
    return joined(post.at, metric, known)


def joined(posted: int, metric: Metric, known: Sequence[tuple[int, Course]]) -> Course:
    """One course from the first post on, with its parts as they are by themselves.

    Where one part is known for longer than another, the other's newest total stays as it is until then.

    Args:
        posted: When the first of the posts was published, in epoch milliseconds.
        known: The courses of the posts for which there is one, by the ids of these.
    """
    courses = [course for _, course in known]
    parts = tuple((post_id, course.points) for post_id, course in known)
    at = max(course.at for course in courses)
    events = tuple(merge(*(course.events for course in courses)))
    counted = [course for course in courses if course.basis != "events"]
    if not counted and len(events) <= MOST_EVENTS:
        points = ((posted, 0.0), *((instant, n + 1.0) for n, instant in enumerate(events)))
        return Course(metric, "events", at, points, events, parts=parts)
    if len(events) > MOST_EVENTS:
        # Too many to look at one by one: they count by the hour, like what is counted.
        counted, events = courses, ()
    looks = _added(courses, _instants(posted, counted, at))
    if not events:
        bases = {course.basis for course in counted}
        basis = bases.pop() if len(bases) == 1 else "totals"
        return Course(
            metric, "hours" if basis == "events" else basis, at, ((posted, 0.0), *looks), parts=parts
        )
    return replace(joint(posted, metric, events, looks), parts=parts)


def _instants(posted: int, counted: Sequence[Course], at: int) -> list[int]:
    """When the parts that are counted were looked at, and the end; at most some hundreds."""
    seen = {
        instant - instant % HOUR + HOUR if course.basis == "events" else instant
        for course in counted
        for instant, _ in (course.looks or course.points)
    }
    ordered = sorted(instant for instant in seen | {at} if posted < instant <= at)
    step = max(1, len(ordered) // _MOST_LOOKS)
    return [*ordered[:-1:step], *ordered[-1:]] or [at]


def _added(courses: Sequence[Course], instants: Sequence[int]) -> Points:
    sums = np.zeros(len(instants))
    for course in courses:
        if course.basis == "events":
            sums += [bisect_right(course.events, instant) for instant in instants]
        else:
            times, totals = zip(*course.points, strict=True)
            sums += np.interp(instants, times, totals, left=0.0)
    rising = np.maximum.accumulate(sums).tolist()
    return tuple(zip(instants, rising, strict=True))
