"""The README names the commands that there are, with examples that they would take."""

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from groundswell.cli.app import app
from tests.house.checkout import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z-]+)` \| .* \| `(.*)` \|$", README, re.MULTILINE)
COMMANDS = sorted(typer.main.get_command(app).list_commands(None))  # type: ignore[attr-defined]


def _help(*words: str) -> str:
    result = CliRunner().invoke(app, [*words, "--help"])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_readme_lists_the_commands() -> None:
    assert sorted(name for name, _ in ROWS) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    said = _help(command)
    assert f"groundswell {command}" in said or f"{command} [OPTIONS]" in said
    assert len(said.splitlines()) > 3


@pytest.mark.parametrize(("command", "example"), ROWS)
def test_examples_use_options_that_there_are(command: str, example: str) -> None:
    assert f"groundswell {command}" in example
    for option in re.findall(r"(?<!\S)--[a-z-]+", example):
        assert option in _help(command)


def test_no_arguments_give_the_help() -> None:
    result = CliRunner().invoke(app, [])
    assert all(command in result.output for command in COMMANDS)


def test_links_in_the_docs_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_a_path_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    to, own = tmp_path / "nowhere" / "people.csv", {"GROUNDSWELL_HOME": str(tmp_path / "home")}
    call = [sys.executable, "-m", "groundswell", "export", "people", "--to", str(to)]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=os.environ | own)
    assert done.returncode == 1
    assert done.stderr == (
        f"groundswell: {to}: cannot be read or written (No such file or directory). "
        "Check that its folder is there and yours.\n"
    )


@pytest.mark.parametrize(("command", "says"), [("kept", b"Looking at what you kept"), ("digest", b"came in")])
def test_what_takes_a_while_says_so_on_a_terminal_and_never_in_what_it_prints(
    tmp_path: Path, command: str, says: bytes
) -> None:
    own = {"GROUNDSWELL_HOME": str(tmp_path), "TERM": "xterm"}
    terminal, inner = pty.openpty()
    call = [sys.executable, "-m", "groundswell", command, "--json"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=inner, env=os.environ | own) as running:
        os.close(inner)
        said = b""
        # The other end is closed when the command has ended.
        with suppress(OSError):
            while read := os.read(terminal, 4096):
                said += read
        assert running.stdout is not None
        json.loads(running.stdout.read())
    os.close(terminal)
    assert says in said


def test_the_pages_say_at_once_that_they_start(tmp_path: Path) -> None:
    own = {"GROUNDSWELL_HOME": str(tmp_path / "home")}
    (tmp_path / "home").write_text("no folder")
    call = [sys.executable, "-m", "groundswell", "serve", "--no-browser"]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=os.environ | own)
    # Said even where nothing can be opened: before anything is loaded.
    assert done.stderr.startswith("Groundswell is starting.\n")
