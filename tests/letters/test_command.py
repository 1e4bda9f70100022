"""`groundswell letter` from outside: files in, JSON Lines out."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

COLD = """Dear Candidate,

Thank you for your interest. After careful consideration we have decided to move
forward with other candidates.

Please do not reply to this e-mail.
"""
WARM = """Hi Tess,

It's a no, and I'm sorry. We needed someone who has run a press at night, and you told us that you haven't.
The way you explained registration marks to our apprentice was the best part of my week.
I'm free on Tuesday at 5 if you want to talk it through. Just reply here.

Noor
"""


def letter(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command."""
    call = [sys.executable, "-m", "groundswell", "letter", *words]
    return subprocess.run(call, capture_output=True, text=True, input=stdin, timeout=120, check=False)


def checked(*files: Path) -> list[dict[str, Any]]:
    done = letter("check", *map(str, files))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def lines(path: Path, *rows: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_cold_template_and_a_kind_letter_are_told_apart(tmp_path: Path) -> None:
    cold = {"id": "cold", "from": "Jobs <no-reply@firm.example>", "subject": "Your application", "body": COLD}
    warm = {"id": "warm", "from": "Noor <noor@press.example>", "subject": "Printer", "body": WARM}
    first, second = checked(lines(tmp_path / "letters.jsonl", cold, warm))
    assert [first["id"], second["id"]] == ["cold", "warm"]
    assert first["where"].endswith("line 1")
    assert 1 <= first["overall"] <= 2.5 < 4 <= second["overall"] <= 5
    assert first["scores"]["can_reply"] < 0.5 <= second["scores"]["can_reply"]
    assert first["scores"]["robotic"] >= 0.5 > second["scores"]["robotic"]
    kinds = {remark["kind"] for remark in first["remarks"]}
    assert {"robotic", "no_reply", "no_reason"} <= kinds


def test_a_letter_that_cannot_be_read_is_named_and_the_others_are_checked(tmp_path: Path) -> None:
    file = tmp_path / "letters.jsonl"
    file.write_text(
        '{"id": "1", "body": 7}\n' + json.dumps({"id": "2", "body": WARM}) + "\n", encoding="utf-8"
    )
    done = letter("check", str(file))
    assert done.returncode == 1
    assert "line 1" in done.stderr
    assert json.loads(done.stdout)["id"] == "2"


def test_wrong_usage_is_exit_code_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(WARM, encoding="utf-8")
    assert letter("check", str(file), "--country", "Germany").returncode == 2
    nowhere = letter("check", str(file), "--country", "XX")
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
    assert "'XX' is no country" in nowhere.stderr
    monkeypatch.setenv("GROUNDSWELL_LETTERS__COUNTRY", "XX")
    settled = letter("check", str(file))
    assert settled.returncode == 2
    assert "the setting letters.country is wrong" in settled.stderr
    monkeypatch.undo()
    assert letter("check").returncode == 2
