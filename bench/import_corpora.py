"""Imports corpora of LinkedIn exports, accounts for every record, and compares with the expected parses.

    python -m bench.import_corpora [DATA]

DATA is a folder that holds `linkedin/`; by default the one that GROUNDSWELL_DATA names. Compared is every
cell after cleaning (no control characters, stripped, empty where it only says "no value"), and which rows
are dropped because they say nothing. Not compared is how the expected parses prepare cells for spreadsheets
(a `'` before `=`, `+`, `-` and `@`), that they leave ` UTC` out of dates and write those of connections as
YYYY-MM-DD, and that they keep rows with impossible dates, which here are set aside.
"""

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from groundswell.domain.errors import InputError
from groundswell.domain.records import Part, SetAside, Yielded
from groundswell.domain.when import from_ms
from groundswell.sources.common.archive import file_member
from groundswell.sources.common.dates import BadDate, Dates
from groundswell.sources.linkedin_archive import LinkedInArchive
from groundswell.sources.linkedin_archive.cells import any_words
from groundswell.sources.linkedin_archive.reading import look_at, opened
from groundswell.sources.protocol import Asked, Given, Limits

NOW = 1_795_000_000_000
SOURCE = LinkedInArchive()
LIMITS = Limits()

_FOR_SPREADSHEETS = re.compile(r"^'(?=[=+\-@])")
_ABOUT_DATES = ("there is no such date", "not a date", "the date ")
_CATEGORIES = {"the file is empty": "empty_input", "it holds notes and no rows": "empty_input"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report; what was expected is met or differs in so many rows or cases."""

    file: str
    records: int = 0
    facts: int = 0
    aside: int = 0
    met: int | None = None
    differing: int | None = None

    def __str__(self) -> str:
        read = self.records - self.aside
        expected = ["" if n is None else f"{n:,}" for n in (self.met, self.differing)]
        return (
            f"{self.file:34}{self.records:9,}{read:9,}{self.facts:9,}{self.aside:11,}"
            f"{expected[0]:>9}{expected[1]:>11}"
        )


def read(path: Path) -> list[Yielded]:
    """Everything that the source yields for a file."""
    return list(SOURCE.read(Given.at(path), Asked(NOW)))


def tally(name: str, yielded: list[Yielded], met: int | None = None, differing: int | None = None) -> Line:
    """Counts what was yielded."""
    records = [one for one in yielded if not isinstance(one, Part)]
    aside = [one for one in records if isinstance(one, SetAside)]
    facts = sum(len(one.facts) for one in records if not isinstance(one, SetAside))
    return Line(name, len(records), facts, len(aside), met, differing)


def archive(path: Path) -> list[Line]:
    """The parts of an archive that are needed, one line each."""
    lines: list[Line] = []
    part, batch = Part(path.name, "not needed"), list[Yielded]()
    for one in [*read(path), Part("", "not needed")]:
        if isinstance(one, Part):
            if part.kind != "not needed":
                lines.append(tally(part.name, batch))
            part, batch = one, []
        else:
            batch.append(one)
    return lines


def corpus(path: Path, expected: list[dict[str, str]]) -> Line:
    """A table against its expected parse."""
    yielded = read(path)
    dropped = {
        one.where for one in yielded if isinstance(one, SetAside) and not one.why.startswith(_ABOUT_DATES)
    }
    found = look_at(file_member(path, path.name))
    if found is None:
        raise InputError("not a table out of an archive", where=str(path))
    with opened(found, LIMITS.field_chars) as table:
        rows = [
            dict(zip(table.columns, map(cell, row[1]), strict=False))
            for row in table
            if not isinstance(row, SetAside) and f"row {row[0]}" not in dropped
        ]
    wanted = [{name: _FOR_SPREADSHEETS.sub("", value) for name, value in one.items()} for one in expected]
    met = sum(as_expected(row) == one for row, one in zip(rows, wanted, strict=False))
    return tally(path.name, yielded, met, max(len(rows), len(wanted)) - met)


def cell(text: str) -> str:
    """A cell after cleaning."""
    return any_words(text, LIMITS.field_chars)


def as_expected(row: Mapping[str, str]) -> dict[str, str]:
    """A row with its dates as the expected parses write them."""
    changed = {name: value.removesuffix(" UTC") for name, value in row.items() if name.lower() == "date"}
    if "Connected On" in row:
        changed["Connected On"] = day(row["Connected On"])
    return {**row, **changed}


def day(date: str) -> str:
    """A date as YYYY-MM-DD, if it is one."""
    try:
        return from_ms(Dates(NOW).instant(date)).date().isoformat()
    except BadDate:
        return date


def outcomes(path: Path) -> Line:
    """Small malformed files, and what they are to come to."""
    cases = json.loads(path.read_text())["cases"]
    met = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            file = Path(folder, f"{case['id']}.csv")
            file.write_text(case["csv"], newline="")
            met += outcome(file) == case["expected"]["python"]
    return Line(path.name, met=met, differing=len(cases) - met)


def outcome(path: Path) -> str:
    """What a file came to, in the words of the corpus."""
    try:
        yielded = read(path)
    except InputError as error:
        return _CATEGORIES.get(error.what, "invalid_header")
    return "parse_error" if any(isinstance(one, SetAside) for one in yielded) else "accepted"


def decoding(path: Path) -> Line:
    """Bytes, and the characters that they are to become."""
    spec = json.loads(path.read_text())
    met = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in spec["cases"]:
            file = Path(folder, f"{case['id']}.csv")
            file.write_bytes(spec["csvPrefix"].encode() + bytes(case["bytes"]) + spec["csvSuffix"].encode())
            found = look_at(file_member(file, file.name))
            if found is None:
                continue
            with opened(found, LIMITS.field_chars) as table:
                texts = [row[1][2] for row in table if not isinstance(row, SetAside)]
            met += texts == ["".join(map(chr, case["expectedCodePoints"]))]
    return Line(path.name, met=met, differing=len(spec["cases"]) - met)


def main() -> int:
    """Prints the report; 1 if any row or case differs from what is expected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", nargs="?", default=os.environ.get("GROUNDSWELL_DATA", ""))
    folder = Path(parser.parse_args().data or ".", "linkedin")
    dialects = folder / "quoting_dialects"
    if not dialects.is_dir():
        parser.error(f"no corpora in {folder}; give the folder that holds linkedin/, or set GROUNDSWELL_DATA")
    expected = json.loads((dialects / "parity-corpus-expected.json").read_text())
    lines = [line for path in sorted(folder.glob("*.zip")) for line in archive(path)]
    lines += [corpus(dialects / f"{name}-corpus.csv", rows) for name, rows in expected.items()]
    lines += [tally(path.name, read(path)) for path in sorted(dialects.glob("*-parity.csv"))]
    lines.append(outcomes(dialects / "malformed-csv-outcomes.json"))
    lines.append(decoding(dialects / "byte-decoding-parity.json"))
    print(f"{'file':34}{'records':>9}{'read':>9}{'facts':>9}{'set aside':>11}{'met':>9}{'differing':>11}")
    for line in lines:
        print(line)
    return int(any(line.differing for line in lines))


if __name__ == "__main__":
    sys.exit(main())
