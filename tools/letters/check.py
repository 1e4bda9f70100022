"""Checks the constructed letters and counts them: `python -m tools.letters.check`.

Exits 0 if every row is sound, else 1 with one line per problem on stderr.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools.letters.bank import bank
from tools.letters.rows import FOLDER

SPLITS = ("train", "dev", "test")
YES_OR_NO = ("clear", "reason", "effort", "can_reply", "next_step", "false_hope", "robotic")
CHOICES: dict[str, tuple[float, ...]] = {
    "personal": (0, 0.33, 0.67, 1),
    "overall": (1, 2, 3, 4, 5),
    **dict.fromkeys(YES_OR_NO, (0, 1)),
}
STRINGS = ("id", "lang", "pen", "from", "subject", "body", "country")
MARKS = frozenset(
    ("impersonal", "unclear", "no_reason", "no_reply", "false_hope", "robotic", "cruel", "illegal")
) | {"late_decision", "empty_promise"}
FRAME_WORDS = 20
"""Longer runs of shared words between splits are a shared frame; stock sentences are shorter."""


def problems(row: dict[str, object], pen: str) -> Iterator[str]:
    """What is wrong with one row."""
    fields = {*STRINGS, *CHOICES, "marks"}
    if set(row) != fields:
        yield f"fields missing or unknown: {sorted(fields ^ set(row))}"
        return
    yield from (f"{name} is no text" for name in STRINGS if not isinstance(row[name], str))
    yield from (f"{name} is {row[name]!r}" for name, known in CHOICES.items() if row[name] not in known)
    if row["pen"] != pen:
        yield f"pen is {row['pen']!r} in the file of {pen}"
    marks = row["marks"]
    for mark in marks if isinstance(marks, list) else []:
        if mark.get("kind") not in MARKS:
            yield f"mark of kind {mark.get('kind')!r}"
        elif mark["words"] not in f"{row['from']}\n{row['subject']}\n{row['body']}":
            yield f"marked words are not in the letter: {mark['words']!r}"


def frames(text: str) -> set[tuple[str, ...]]:
    """Runs of words that would be a shared frame."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + FRAME_WORDS]) for at in range(len(words) - FRAME_WORDS + 1)}


def checked(folder: Path = FOLDER) -> Iterator[str]:
    """Every problem of every row, and of the bank."""
    seen: dict[tuple[str, ...], str] = {}
    ids = Counter[str]()
    for split in SPLITS:
        for file in sorted((folder / split).glob("*.jsonl")):
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                where = f"{file.name}, row {number}"
                row = json.loads(line)
                yield from (f"{where}: {one}" for one in problems(row, file.stem))
                ids[row["id"]] += 1
                if ids[row["id"]] > 1:
                    yield f"{where}: the id {row['id']} is there already"
                for frame in frames(row["body"]):
                    if seen.setdefault(frame, split) != split:
                        yield f"{where}: shares with {seen[frame]}: {' '.join(frame)}"
    texts = Counter(one.text for one in bank(folder / "sentences"))
    yield from (f"sentences: twice: {text}" for text, count in texts.items() if count > 1)


def main() -> None:
    """Checks, counts, and says so."""
    found = list(checked())
    for one in found:
        print(one, file=sys.stderr)
    for split in SPLITS:
        for file in sorted((FOLDER / split).glob("*.jsonl")):
            told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            yes = ", ".join(f"{name} {sum(row[name] for row in told)}" for name in YES_OR_NO)
            print(f"{split}/{file.name}: {len(told)} letters; {yes}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
