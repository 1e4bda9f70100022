"""Compares what a source yields from a file with what stands written beside it."""

import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from groundswell.domain.activity import Fact, Interaction, Person
from groundswell.domain.records import Part, Record, SetAside, Yielded
from groundswell.sources.protocol import Asked, Given, Source

GOLDEN = Path(__file__).parent.parent / "golden"
NOW = 1_790_000_000_000
"""21 September 2026: when the files are imported, and when those were written that do not tell."""


def yielded(source: Source, path: Path, into: Path, asked: Asked | None = None) -> list[Yielded]:
    """What the source yields from a copy of the file that was last written at `NOW`."""
    copy = into / path.name
    shutil.copyfile(path, copy)
    os.utime(copy, ns=(NOW * 1_000_000, NOW * 1_000_000))
    return list(source.read(Given.at(copy), asked or Asked(NOW)))


def written(content: bytes, into: Path, name: str) -> Given:
    """A file with this content, last written at `NOW`."""
    path = into / name
    path.write_bytes(content)
    os.utime(path, ns=(NOW * 1_000_000, NOW * 1_000_000))
    return Given.at(path)


def as_json(found: list[Yielded]) -> list[object]:
    """The same as plain data, without what is empty."""
    return [json.loads(json.dumps(_plain(one))) for one in found]


def expected(path: Path) -> list[object]:
    """What stands written beside the file."""
    told: list[object] = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    return told


def _plain(one: Yielded) -> dict[str, object]:
    if isinstance(one, Record):
        return {"where": one.where, "facts": [_fact(fact) for fact in one.facts]}
    told = "set_aside" if isinstance(one, SetAside) else "part"
    assert isinstance(one, Part | SetAside)
    return {told: {name: value for name, value in asdict(one).items() if value}}


def _named(person: Person) -> dict[str, object]:
    """A person, without a time that no file tells."""
    return {name: value for name, value in asdict(person).items() if name != "told" or value is not None}


def _fact(fact: Fact) -> dict[str, object]:
    if isinstance(fact, Interaction):
        told = fact._asdict() | {"when": asdict(fact.when), "person": fact.person and _named(fact.person)}
    elif isinstance(fact, Person):
        told = _named(fact)
    else:
        told = asdict(fact)
    return {
        type(fact).__name__: {name: value for name, value in told.items() if value not in ("", None, False)}
    }
