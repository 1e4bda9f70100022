"""The facts of the sample wave's report, as far as no model has a say in them."""

from typing import Any

import pytest

from groundswell.domain.report import Report, Wanted
from groundswell.services.report.facts import facts
from groundswell.services.report.gathering import gather, posts_meant
from groundswell.services.waves.forecasting import refresh_forecasts
from groundswell.services.workspace import Workspace
from tests.sample.test_sample import take_in

pytestmark = pytest.mark.slow

FIGURES = {
    "impressions": (7_312_480, 3_458, 12),
    "members_reached": (4_861_207, 2_109, 12),
    "engagements": (28_592, 106, 12),
    "reactions": (23_197, 80, 12),
    "comments": (546, 15, 12),
    "reposts": (568, 2, 12),
    "saves": (1_904, 5, 12),
    "sends": (2_377, 3, 12),
    "profile_viewers": (9_412, 20, 12),
    "followers_gained": (1_086, 3, 12),
}
"""What was counted, the median of the posts before, and how many these are."""

BASES = {
    "reactions": "both", "comments": "both", "reposts": "both", "impressions": "daily",
    "followers_gained": "daily",
}  # fmt: skip
UNKNOWN = [
    "The network tells impressions and followers gained by the day only: the total is the post's own, its "
    "course in between follows the account's days.",
    "Of reactions, comments and reposts the totals are known, and the times of some; the rest is placed "
    "between them.",
    "Known one by one, with who and when, are 1 of 23,197 reactions, 490 of 546 comments and 1 of 568 "
    "reposts.",
    "Nothing that was said has been read yet, so its tone is not told.",
]


def report_on(workspace: Workspace) -> Report:
    take_in(workspace)
    refresh_forecasts(workspace)
    return gather(workspace, Wanted(posts_meant(workspace, [])))


def test_the_facts_of_the_sample_wave(workspace: Workspace) -> None:
    told = report_on(workspace)
    (one,) = told.waves
    assert one.account == "Mara Lindqvist"
    counted = {
        figure.metric.value: (figure.value, round(figure.usual.median), figure.usual.posts)
        for figure in one.figures
        if figure.usual
    }
    assert counted == FIGURES
    assert {course.metric.value: course.basis for course in one.courses} == BASES
    assert {dimension: shares[0].label for dimension, shares in one.reach.readers.items()} == {
        "Company size": "10,001+ employees", "Industries": "Staffing and Recruiting",
        "Job titles": "Recruiter", "Locations": "Greater London", "Seniority": "Senior",
    }  # fmt: skip
    assert (one.reach.people, one.reach.of_account) == (376, False)
    assert (one.answered.replies, one.answered.to, one.answered.timed) == (56, 54, 54)
    assert round(one.answered.median_s or 0) == 3_058
    assert (one.came.connections, one.came.requests) == (41, 294)
    assert list(one.unknown) == UNKNOWN


def test_its_forecasts_are_told_with_what_came(workspace: Workspace) -> None:
    (one,) = report_on(workspace).waves
    (comments,) = [course for course in one.courses if course.metric.value == "comments"]
    assert comments.foretold
    assert all(said.afterwards and said.came is not None for said in comments.foretold)
    assert all(said.low <= said.middle <= said.high for said in comments.foretold)
    assert one.hits.of == len(comments.foretold)
    assert one.hits.held == sum(said.held is True for said in comments.foretold)


def test_facts_are_plain_and_their_instants_readable(workspace: Workspace) -> None:
    told = facts(report_on(workspace))
    waves: Any = told["waves"]
    assert waves[0]["at"] == "2026-11-10T09:02:11+00:00"
    assert waves[0]["courses"][0]["points"][0] == [1_794_301_331_000, 0.0]
    assert "logo" not in told
