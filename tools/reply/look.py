"""Looks through constructed texts: `python -m tools.reply.look data/replies/*/*.jsonl …` names what is wrong
with file and row, and counts the labels. The set is told by the folder: replies, support, or messages.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.reply.rows import FAULTS, HOW, KINDS

Labels = Mapping[str, tuple[object, ...] | type]
_THREE = (0, 1, 2)
_TEXTS: Labels = {"id": str, "lang": str, "pen": str, "to": str, "text": str}
_MECHANISMS: Labels = {"emotion": _THREE, "interpretation": _THREE, "exploration": _THREE}
SETS: Mapping[str, Labels] = {
    "support": {**_TEXTS, **_MECHANISMS},
    "replies": {
        **_TEXTS,
        **_MECHANISMS,
        "post": str,
        "round": int,
        "fit": (False, True),
        "empathy": (0, 1, 2, 3),
        "defensive": _THREE,
        "how": list,
        "hostile": (0, 1),
        "pitch": (0, 1),
        "specific": _THREE,
        "polite": (-1, 0, 1),
        "faults": list,
        "marks": list,
    },
    "messages": {
        **_TEXTS,
        "round": int,
        "pitch": (0, 1),
        "too_soon": (0, 1),
        "specific": _THREE,
        "about": ("them", "both", "me"),
        "way_out": (0, 1),
        "kind": KINDS,
        "fit": (False, True),
        "polite": (-1, 0, 1),
        "marks": list,
    },
}


def wrong(row: Mapping[str, object], labels: Labels) -> Iterator[str]:
    """What is wrong with one row."""
    if set(row) != set(labels):
        yield f"missing {set(labels) - set(row)}, not known {set(row) - set(labels)}"
        return
    for name, allowed in labels.items():
        if not (row[name] in allowed if isinstance(allowed, tuple) else isinstance(row[name], allowed)):
            yield f"{name} is {row[name]!r}"
    if "how" in row:
        yield from _reply(row)
    for mark in _list(row.get("marks")):
        if not isinstance(mark, dict) or str(mark.get("words")) not in str(row["text"]):
            yield f"a mark whose words do not stand in the text: {mark!r}"


def _reply(row: Mapping[str, object]) -> Iterator[str]:
    how, faults = _list(row["how"]), _list(row["faults"])
    if not set(map(str, how)) <= set(HOW) or not set(map(str, faults)) <= set(FAULTS):
        yield f"how {how} or faults {faults} are not known"
    if bool(how) != bool(row["defensive"]):
        yield "how goes with defensive"
    if row["fit"] and (row["hostile"] or row["defensive"] == 2 or row["marks"]):
        yield "fit, and hostile, plainly defensive or marked"


def _list(told: object) -> Sequence[object]:
    return told if isinstance(told, list) else []


def look(path: Path) -> int:
    """Prints what is wrong in a file and what it counts; how many things were wrong."""
    labels = SETS[path.parts[-3]]
    counts: defaultdict[str, Counter[object]] = defaultdict(Counter)
    seen: set[object] = set()
    found = 0
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        row = json.loads(line)
        twice = {row.get("id"), (row.get("to"), row.get("text"))} & seen
        seen |= {row.get("id"), (row.get("to"), row.get("text"))}
        for what in [*wrong(row, labels), *(f"twice: {one}" for one in twice)]:
            found += 1
            print(f"{path}, row {number}: {what}")
        for name, allowed in labels.items():
            if isinstance(allowed, tuple):
                counts[name][row.get(name)] += 1
    told = ", ".join(f"{name} {dict(sorted(each.items(), key=str))}" for name, each in counts.items())
    print(f"{path}: {len(lines)} rows; {told}")
    return found


if __name__ == "__main__":
    sys.exit(sum(look(Path(name)) for name in sys.argv[1:]) > 0)
