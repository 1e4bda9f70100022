"""What is committed: the project alone, its vendored files as they were taken, its rooms explained."""

import ast
import re
from hashlib import sha256
from pathlib import Path

import pytest

from groundswell.store import schema
from tests.house.checkout import PACKAGE, ROOT, tracked_files

ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
PACKAGES = sorted(PACKAGE.rglob("__init__.py"))
VENDOR = PACKAGE / "web" / "static" / "vendor"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

ELSEWHERE = re.compile(
    rb"pypi\.org|pythonhosted\.org|registry\.npmjs|index-url\s*[=:]"
    rb"|(?<![\w./-])/(?:work|root|opt|home/\w+)/|\.\./shared",
    re.IGNORECASE,
)


def test_no_tracked_file_names_a_package_host_or_a_place_on_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode(errors='replace')}"
        for path in tracked_files()
        if path != Path(__file__) and (match := ELSEWHERE.search(_words(path)))
    ]
    assert found == []


def _words(path: Path) -> bytes:
    """The bytes of a file, of the large ones that hold numbers those alone that can stand in an address."""
    held = path.read_bytes()
    return held if b"\0" not in held[:4096] else b"\n".join(re.findall(rb"[\x20-\x7e]{12,}", held))


def test_vendored_files_are_those_that_were_taken() -> None:
    lines = (VENDOR / "VENDORED.txt").read_text(encoding="utf-8").splitlines()
    listed = {line.split()[0]: line.split()[-1] for line in lines if not line.startswith("#")}
    there = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "VENDORED.txt" and not path.name.startswith("LICENSE.")
    }
    assert there == listed


@pytest.mark.parametrize("init", PACKAGES, ids=lambda path: str(path.parent.relative_to(PACKAGE.parent)))
def test_every_package_says_what_it_is(init: Path) -> None:
    assert ast.get_docstring(ast.parse(init.read_text(encoding="utf-8")))


def test_the_architecture_names_every_room_and_every_table() -> None:
    assert [room for room in ROOMS if f"| `{room}/` |" not in ARCHITECTURE] == []
    assert [table for table in schema.metadata.tables if f"`{table}`" not in ARCHITECTURE] == []
