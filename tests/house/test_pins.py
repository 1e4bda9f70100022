"""`constraints.txt` pins everything that is needed, with hashes, and names no place to get it from."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import ROOT

LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = [
    (match[1], match[2], number)
    for number, line in enumerate(LINES)
    if (match := re.match(r"([a-z0-9.-]+)==(\S+)(?: ; .+)? \\$", line))
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [Requirement(text) for text in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]


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
