"""An export that the browser has put into the downloads folder comes in by itself, and the page says so."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from groundswell.services.files import sources as registry
from groundswell.services.files.downloads import choose
from groundswell.services.files.sources import sources
from groundswell.services.workspace import Workspace
from groundswell.web import follower
from tests.house.checkout import ROOT
from tests.web.conftest import Visitor, served
from tests.web.world import NOW

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARCHIVE = next((ROOT / "sample").glob("Complete_LinkedInDataExport*.zip"))


@pytest.fixture
def visit(browser: Browser, home: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    """A visitor of an empty store, which knows the real kinds of files."""
    monkeypatch.setattr(registry, "sources", sources)
    monkeypatch.setattr(follower, "_TICK_S", 0.2)
    with served(home) as site:
        visiting = Visitor(browser, site)
        yield visiting
        visiting.close()
        assert visiting.complaints == []


def test_what_was_downloaded_comes_in_by_itself(visit: Visitor, tmp_path: Path) -> None:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    choose(visit.site.workspace, folder)
    page = visit.page("/import")
    expect(page.locator("#runs")).to_contain_text("Nothing yet.")
    arrived = Path(shutil.copy(ARCHIVE, folder))
    os.utime(arrived, (NOW / 1000, NOW / 1000))
    run = page.locator(".run")
    expect(run).to_contain_text("found in your downloads folder, done")
    expect(run.get_by_role("row", name="messages.csv").first).to_contain_text("linkedin messages")
