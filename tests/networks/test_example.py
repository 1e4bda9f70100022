"""The example of a stranger's network holds the contract, as far as a file can, without being installed."""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest

from groundswell.domain.words import Lane
from groundswell.services.inbox.paging import Wanted, listing
from groundswell.services.networks import lines as networks
from groundswell.services.networks.watching import look
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.workspace import Workspace
from tests.house.checkout import ROOT
from tests.networks.contract import Contract
from tests.networks.stage import Kinds, Stage, sign_in

EXAMPLE = ROOT / "examples" / "jsonl_network"
MOST_LINES = 140


class FileStage(Stage):
    """Lines that others append to a file."""

    network = "jsonl"
    brought: ClassVar[Kinds] = Counter(
        {("comment", "in"): 2, ("comment", "out"): 1, ("reaction", "in"): 1, ("follow", "in"): 1}
    )
    within_s = 5
    has_tokens = False

    def __init__(self, path: Path) -> None:
        self.path, self._ids = path, count(1)
        path.touch()

    def given(self, address: str) -> Mapping[str, str]:
        return {"path": str(self.path), "name": "ada"}

    def wrong(self, address: str) -> Mapping[str, str]:
        return {"path": str(self.path.with_name("nowhere.jsonl")), "name": "ada"}

    def wave(self) -> str:
        post = self.append("post", "ada", text="A kind letter of rejection is a small thing.")
        asked = self.append("comment", "ben", post=post, answers=post, text="How did you answer it?")
        self.append("comment", "cat", post=post, answers=post, text="Thank you for this.")
        self.append("comment", "ada", post=post, answers=asked, text="With two lines, the next day.")
        self.append("reaction", "ben", post=post)
        self.append("follow", "ben")
        return f"other:jsonl:{post}"

    def asked(self) -> str:
        post = self.append("post", "ada", text="What would you ask a recruiter?")
        asked = self.append("comment", "ben", post=post, answers=post, text="When do they answer?")
        return f"other:jsonl:{asked}"

    def answers(self, key: str) -> list[str]:
        return [one["text"] for one in self._about(key) if one["kind"] == "comment"]

    def likes(self, key: str) -> int:
        return len([one for one in self._about(key) if one["kind"] == "reaction"])

    def secrets(self, workspace: Workspace) -> list[str]:
        return []

    @contextmanager
    def down(self) -> Iterator[None]:
        away = self.path.rename(self.path.with_suffix(".away"))
        yield
        away.rename(self.path)

    def append(self, kind: str, by: str, **told: str) -> str:
        """Somebody does something; the id of the line."""
        number = f"line-{next(self._ids)}"
        line = {"id": number, "at": "2026-11-30T08:00:00+00:00", "kind": kind, "by": by, **told}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        return number

    def _about(self, key: str) -> list[dict[str, str]]:
        lines = [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]
        return [one for one in lines if one.get("answers") == key.removeprefix("other:jsonl:")]


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileStage]:
    """The example beside the built-in networks, as its own `pyproject.toml` names it."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["entry-points"]["groundswell.networks"].items()
    found = [EntryPoint(name, value, "groundswell.networks") for name, value in named]
    monkeypatch.syspath_prepend(str(EXAMPLE / "src"))
    monkeypatch.setattr(networks, "entry_points", lambda group: found)
    networks.networks.cache_clear()
    yield FileStage(tmp_path / "wave.jsonl")
    networks.networks.cache_clear()
    sys.modules.pop("groundswell_jsonl", None)


class TestExample(Contract):
    """The contract."""


def test_what_a_strangers_network_brings_is_in_the_inbox(workspace: Workspace, stage: FileStage) -> None:
    stage.wave()
    sign_in(workspace, stage)
    look(workspace)
    read_backlog(workspace)
    shown = listing(workspace, Wanted(tuple(Lane)))
    assert {item.network for item in shown.items} == {"other"}


def test_a_broken_line_is_set_aside_and_the_next_goes_on(workspace: Workspace, stage: FileStage) -> None:
    sign_in(workspace, stage)
    with stage.path.open("a", encoding="utf-8") as file:
        file.write("no JSON\n")
    stage.append("follow", "ben")
    looked = look(workspace)
    assert (looked.new, len(looked.aside)) == (1, 1)


def test_it_is_short() -> None:
    code = (EXAMPLE / "src" / "groundswell_jsonl" / "__init__.py").read_text(encoding="utf-8")
    assert len(code.splitlines()) <= MOST_LINES
