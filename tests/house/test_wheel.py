"""A wheel made from the checkout holds everything that the program needs beside its code."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house.checkout import PACKAGE, ROOT, tracked_files


@pytest.mark.slow
def test_the_wheel_holds_every_tracked_file_of_the_package(tmp_path: Path) -> None:
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True)
    (wheel,) = tmp_path.glob("groundswell-*.whl")
    inside = set(ZipFile(wheel).namelist())
    wanted = {str(path.relative_to(PACKAGE.parent)) for path in tracked_files() if PACKAGE in path.parents}
    assert wanted - inside == set()
