"""`docs/limits.md` names every limit with its number, and raising one works as it says."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from groundswell.services.settings import FILE_NAME, load_settings
from groundswell.sources.protocol import Limits
from groundswell.store.runs import MOST_KEPT
from tests.house.checkout import ROOT

PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
LIMITS = asdict(Limits())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that is in force."""
    monkeypatch.setenv("GROUNDSWELL_HOME", str(tmp_path))
    return tmp_path


def test_every_limit_stands_there_with_its_number() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| ([\d,]+) \|", PAGE, re.MULTILINE)
    assert {name: int(number.replace(",", "")) for name, number in rows} == LIMITS


def test_rows_kept_are_as_many_as_the_page_says() -> None:
    assert f"| {MOST_KEPT:,} |" in PAGE


@pytest.mark.parametrize("name", LIMITS)
def test_the_environment_raises_a_limit(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    raised = LIMITS[name] + 1
    monkeypatch.setenv(f"GROUNDSWELL_LIMITS__{name.upper()}", str(raised))
    assert asdict(load_settings().limits.as_limits()) == {**LIMITS, name: raised}


def test_the_file_raises_a_limit_and_the_environment_goes_over_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / FILE_NAME).write_text("[limits]\ntext_chars = 500000\nfield_chars = 7\n", encoding="utf-8")
    monkeypatch.setenv("GROUNDSWELL_LIMITS__FIELD_CHARS", "3000000")
    limits = load_settings().limits
    assert (limits.text_chars, limits.field_chars) == (500_000, 3_000_000)
