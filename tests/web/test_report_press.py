"""Reports are made beside the pages, one after the other, and say how far they are."""

import pytest

from groundswell.domain.errors import NotFound
from groundswell.domain.report import Wanted
from groundswell.services.people import forgetting
from groundswell.services.workspace import Workspace
from groundswell.store.intake import Intake
from groundswell.web.report_press import Press
from tests.services.test_joining import two
from tests.store.build import message, record, somebody

PATIENCE_S = 60


def test_a_report_is_made_and_kept_for_a_while(workspace: Workspace) -> None:
    posts, press = two(workspace), Press(workspace)
    jobs = [press.begin(Wanted(posts), "a4", 0.0) for _ in range(9)]
    for job in jobs:
        assert job.over.wait(PATIENCE_S)
        assert (job.problem, job.doing, job.done) == ("", "", job.of)
        assert job.page is not None
        assert job.pdf is not None
    assert press.job(jobs[-1].key) is jobs[-1]
    with pytest.raises(NotFound, match="no longer here"):
        press.job(jobs[0].key)


def test_what_was_made_before_somebody_was_forgotten_is_dropped(workspace: Workspace) -> None:
    posts = two(workspace)
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(message("a", "Hello", who=somebody("Ana Ruiz")))])
    press = Press(workspace)
    job = press.begin(Wanted(posts), "a4", PATIENCE_S)
    assert press.job(job.key) is job
    # By the command, which knows nothing of the pages.
    forgetting.forget(workspace, forgetting.going(workspace, "Ana Ruiz"))
    with pytest.raises(NotFound, match="no longer here"):
        press.job(job.key)


def test_what_went_wrong_is_said(workspace: Workspace) -> None:
    job = Press(workspace).begin(Wanted((99,)), "a4", PATIENCE_S)
    assert job.over.is_set()
    assert job.problem.startswith("There is no post 99.")
    assert job.page is None
