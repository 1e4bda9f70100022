"""Every network says beside its code what it does and what it cannot, and the reason."""

import importlib.util
import re
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

from tests.house.checkout import ROOT

NETWORKS = sorted(entry_points(group="groundswell.networks"), key=lambda entry: entry.name)
HELD = ("Sign in", "What was before", "What is new", "Threads", "Sign in again", "Not ready")


@pytest.mark.parametrize("network", NETWORKS, ids=lambda entry: entry.name)
def test_each_registered_network_says_what_it_does(network: EntryPoint) -> None:
    found = importlib.util.find_spec(network.module)
    assert found is not None
    assert found.origin is not None
    _holds(Path(found.origin).with_name("quality.md"))


def test_the_example_does_so_too() -> None:
    _holds(ROOT / "examples" / "jsonl_network" / "quality.md")


def _holds(page: Path) -> None:
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(HELD) - {name for name, _ in rows} == set()
    assert [name for name, reason in rows if not reason.strip()] == []
