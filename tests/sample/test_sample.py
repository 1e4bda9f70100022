"""The sample's files are what the generator writes, and become the wave they tell of."""

import zipfile
from pathlib import Path

import pytest
from tools.sample_wave import generate, story

from groundswell.domain.words import Metric
from groundswell.services.files.importing import Imported, Upload, import_files
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.today import MOST_NEEDS, today
from groundswell.services.waves.forecasting import refresh_forecasts
from groundswell.services.waves.showing import current_post, wave_of
from groundswell.services.workspace import Workspace
from groundswell.store import waves

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "sample"


def take_in(workspace: Workspace) -> Imported:
    return import_files(
        workspace, [Upload(SAMPLE / name, name) for name in (*generate.FILES, generate.EARLIER)]
    )


def content(path: Path) -> object:
    """A file's bytes; of a packed one those of its members, since compressors differ."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return [(one.filename, one.date_time, packed.read(one)) for one in packed.infolist()]


def test_the_generator_writes_the_files_that_ship(tmp_path: Path) -> None:
    written = generate.generate(tmp_path)
    shipped = [path for path in SAMPLE.rglob("*") if path.is_file() and path.name != "README.md"]
    assert {path.relative_to(tmp_path) for path in written} == {path.relative_to(SAMPLE) for path in shipped}
    for path in written:
        assert content(path) == content(SAMPLE / path.relative_to(tmp_path)), path.name
    assert sum(path.stat().st_size for path in shipped) < 2_000_000


def test_every_record_is_accounted_for(workspace: Workspace) -> None:
    done = take_in(workspace)
    comments = sum(len(story.rows(name)) for name in ("comments", "earlier", "said"))
    assert done.interactions["comment"] == comments
    assert done.interactions["message"] == 120
    assert done.interactions["invitation"] == 300
    assert done.posts == len(story.POSTS)
    whys = sorted({row.why for part in done.parts for row in part.aside})
    assert [why.partition(",")[0] for why in whys] == ["a LinkedIn mail", "neither a name nor a profile link"]
    again = take_in(workspace)
    assert sum(part.new for part in again.parts) == 0
    assert [part.read for part in again.parts] == [part.read for part in done.parts]


def test_the_files_become_the_wave(workspace: Workspace) -> None:
    take_in(workspace)
    assert read_backlog(workspace) > 650
    assert refresh_forecasts(workspace) >= 3
    assert 0 < len(today(workspace).needs) <= MOST_NEEDS
    post_id = current_post(workspace)
    assert post_id is not None
    told = wave_of(workspace, post_id)
    assert told.post.text == story.POST_TEXT
    totals = {metric.value: round(value) for metric, value in told.totals.items()}
    assert totals.items() >= story.TOTALS.items()
    with workspace.store.reading() as conn:
        usual = waves.latest_totals(conn, Metric.REACTIONS)
    assert sorted(usual.values()) == sorted(float(post.reactions) for post in story.POSTS)


def test_nothing_secret_of_the_mails_is_kept(workspace: Workspace) -> None:
    mails = "notifications.mbox"
    assert b"otpToken" in (SAMPLE / mails).read_bytes()
    import_files(workspace, [Upload(SAMPLE / mails, mails)])
    stored = b"".join(path.read_bytes() for path in workspace.home.iterdir() if path.is_file())
    assert b"notifications" in stored
    for secret in (b"otpToken", b"midToken", b"midSig", b"inventedOtp", b"inventedSig"):
        assert secret not in stored
