"""A notification by the desktop: the words are arguments, whatever they hold."""

import os
import sys
from pathlib import Path

import pytest

from groundswell.domain.errors import NetworkError
from groundswell.services.calm import notices

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tries what Linux desktops bring along")


def test_the_words_go_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = tmp_path / "shown"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {shown}\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert notices.can_show()
    notices.show("--help; $(touch x)", "One thing cannot wait.")
    assert shown.read_text("utf-8").splitlines()[-3:] == [
        "--",
        "--help; $(touch x)",
        "One thing cannot wait.",
    ]


def test_a_desktop_without_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not notices.can_show()
    with pytest.raises(NetworkError, match="notify-send"):
        notices.show("a", "b")
