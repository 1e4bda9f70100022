"""`constraints.txt` pins everything that is needed, with hashes, and names no place to get it from."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import PACKAGE, ROOT

LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = [
    (match[1], match[2], number)
    for number, line in enumerate(LINES)
    if (match := re.match(r"([a-z0-9.-]+)==(\S+)(?: ; .+)? \\$", line))
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
NEEDED = [Requirement(text) for text in PROJECT["dependencies"] + EXTRAS["dev"] + EXTRAS["llm"]]


@pytest.mark.parametrize("needed", NEEDED, ids=str)
def test_every_dependency_is_pinned_to_a_version_that_will_do(needed: Requirement) -> None:
    versions = [version for name, version, _ in PINS if name == canonicalize_name(needed.name)]
    assert versions, "run `make pins`"
    assert all(needed.specifier.contains(version) for version in versions)


def test_every_pin_has_hashes_and_there_is_nothing_else() -> None:
    assert PINS
    for name, _, number in PINS:
        assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", LINES[number + 1]), name
    starts = {number for _, _, number in PINS}
    others = [line for number, line in enumerate(LINES) if number not in starts]
    assert [line for line in others if not re.match(r"    (--hash=sha256:[0-9a-f]{64}|#)", line)] == []


def test_the_program_imports_only_what_it_depends_on() -> None:
    own, homes = set(sys.stdlib_module_names) | {"groundswell"}, packages_distributions()
    provided = _closure(Requirement(text).name for text in PROJECT["dependencies"] + EXTRAS["llm"])
    missing = {
        module
        for path in PACKAGE.rglob("*.py")
        for module in _imported(path)
        if module not in own and not provided & {canonicalize_name(name) for name in homes.get(module, [])}
    }
    assert missing == set(), "add them to pyproject.toml and run `make pins`"


def _imported(path: Path) -> set[str]:
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module.partition(".")[0])
    return modules


def _closure(names: Iterable[str]) -> set[str]:
    """The distributions of these names and all that they need here, without their extras."""
    found: set[str] = set()
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        needs = [Requirement(text) for text in requires(name) or ()]
        here = (need for need in needs if need.marker is None or need.marker.evaluate({"extra": ""}))
        waiting.extend(canonicalize_name(need.name) for need in here)
    return found
