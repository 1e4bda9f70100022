"""The sample wave is what it says, and its files are what the generator writes."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tools.sample_wave import generate, story, wave

from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.services.forecasting import refresh_forecasts
from groundswell.services.importing import Upload, import_files
from groundswell.services.today import MOST_NEEDS, today
from groundswell.services.triaging import read_backlog
from groundswell.services.waves import current_post, wave_of
from groundswell.services.workspace import Workspace

SAMPLE = Path(__file__).parents[2] / "sample"
TEXTS = ("comments", "messages", "invitations")


def rows() -> list[dict[str, Any]]:
    return [dict(row) for name in TEXTS for row in wave.rows(name)]


def test_the_generator_writes_the_files_that_ship(tmp_path: Path) -> None:
    for written in generate.generate(tmp_path):
        assert written.read_bytes() == (SAMPLE / written.name).read_bytes(), written.name


def test_it_has_the_size_of_the_real_one() -> None:
    assert [sum(1 for _ in wave.rows(name)) for name in TEXTS] == [546, 120, 80]
    assert len({row["lang"] for row in wave.rows("comments")}) == 11


def test_every_text_is_its_own() -> None:
    repeated = [text for text, n in Counter(row["text"] for row in rows()).items() if n > 1]
    assert repeated == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row["id"]))
def test_labels_are_of_the_words(row: dict[str, Any]) -> None:
    assert row["tone"] in set(Tone)
    assert row["lane"] in set(Lane) - {Lane.UNSURE}
    assert set(row["intents"]) <= set(Intent)
    assert set(row["abuse"]) <= set(Abuse)
    assert (row["tone"] == Tone.HOSTILE) == (row["lane"] == Lane.HOSTILE)
    if row["lane"] == Lane.NEEDS_YOU:
        assert Intent.NEEDS_SUPPORT in row["intents"]


def test_the_files_become_the_wave(workspace: Workspace) -> None:
    files = [Upload(SAMPLE / name, name) for name in generate.FILES]
    done = import_files(workspace, files)
    assert done.interactions["comment"] == 546
    assert done.interactions["message"] == 120
    assert done.interactions["invitation"] == 300
    whys = {row.why for part in done.parts for row in part.aside}
    assert whys == {"neither a name nor a profile link"}
    again = import_files(workspace, files)
    assert sum(part.new for part in again.parts) == 0
    assert [part.read for part in again.parts] == [part.read for part in done.parts]
    assert read_backlog(workspace) > 700
    assert refresh_forecasts(workspace) >= 3
    shown = today(workspace)
    assert 0 < len(shown.needs) <= MOST_NEEDS
    post_id = current_post(workspace)
    assert post_id is not None
    told = wave_of(workspace, post_id)
    assert told.post.text.startswith(story.POST_TEXT[:40])
    assert {
        metric.value: round(value) for metric, value in told.totals.items()
    }.items() >= story.TOTALS.items()


def test_nothing_secret_of_the_mails_is_kept(workspace: Workspace) -> None:
    mails = "notifications.mbox"
    assert b"otpToken" in (SAMPLE / mails).read_bytes()
    import_files(workspace, [Upload(SAMPLE / mails, mails)])
    stored = b"".join(path.read_bytes() for path in workspace.home.iterdir())
    assert b"notifications" in stored
    for secret in (b"otpToken", b"midToken", b"midSig", b"inventedOtp"):
        assert secret not in stored
