"""The constructed incoming messages are sound."""

import json
from collections.abc import Iterator
from pathlib import Path

from groundswell.domain.incoming import Approach

FOLDER = Path(__file__).parents[2] / "data" / "incoming"


def rows() -> Iterator[tuple[str, dict[str, object]]]:
    for file in sorted(FOLDER.glob("*/*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            yield from ((file.parent.name, json.loads(line)) for line in lines)


def test_every_row_says_what_it_is_and_marks_words_that_stand_in_it() -> None:
    known = {one.value for one in Approach} - {"unsure"}
    for _, row in rows():
        assert row["says"] in known, row["id"]
        marks = row["marks"]
        assert isinstance(marks, list)
        assert all(words in str(row["text"]) for words in marks), row["id"]


def test_a_pen_stands_in_one_split_and_no_text_comes_twice() -> None:
    held = list(rows())
    assert len(held) >= 300
    splits = {str(row["pen"]): split for split, row in held}
    assert all(splits[str(row["pen"])] == split for split, row in held)
    assert len({str(row["text"]).casefold() for _, row in held}) == len(held)
    assert len({str(row["id"]) for _, row in held}) == len(held)
