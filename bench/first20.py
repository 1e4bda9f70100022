"""What is seen within the first 20 minutes of work on a wave: in the inbox's order, by time, and by likes.

    python -m bench.first20 [--seeds 4] [--after 3 8 24] [--sample 8 24 240] [--out FILE]

For each of the five characters of rehearsals and each seed, a rehearsal is played into a store of its own and
read by the shipped reader; so many hours after the post somebody sits down for 20 minutes. Of the sample wave
that is taken which had come by then.

Work is simulated: reading takes 20 s a text, answering 60 s more. It is answered what needs the person, is an
opportunity or asks something (by the gold labels). `read first` reads for 20 minutes and answers afterwards.

- Groundswell: lanes in the order in which the page offers them, each from its top; what is folded (hostile,
  or perhaps so) and spam is not opened. In the lane of the unsure it is read as far as the line that says
  that little below is likely to need the person; the rest of it comes at the end.
- hers alone: the same, only as far as that line; what is left of the time goes to answering.
- by time: from the newest to the oldest, as notifications come; `oldest`: the other way round.
- by likes: comments with the most likes first, then messages. Likes are drawn: the longer a comment stands
  and the more its writer is seen (a power law), the more.

Seen is counted against what there is, and against the most that anybody could see in that time (`of what
fits`), where more waits than 20 minutes hold.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.sittings import COUNTED, Wait, most, orders, rehearsed, sampled, sitting
from groundswell.domain.words import Lane
from groundswell.rehearsal import CHARACTERS


def _table(waits: Mapping[str, Sequence[Wait]], *, answers: bool) -> list[str]:
    names = ("Groundswell", "hers alone", "newest", "oldest", "likes")
    head = [
        "wave",
        "texts",
        "counted",
        "fit in 20 min",
        *names,
        "hostile seen: Groundswell",
        *names[1:],
        "fewer than newest",
        "fewer than likes",
    ]
    rows = [_row(*head), _row(*("---" for _ in head))]
    every = [wait for some in waits.values() for wait in some]
    whole = [("all", every)] if len(waits) > 1 else []
    for name, some in (*waits.items(), *whole):
        counted = sum(sum(one.lane in COUNTED for one in wait.pieces.values()) for wait in some)
        fits = sum(most(wait, answers=answers) for wait in some)
        seen, hostile = Counter[str](), Counter[str]()
        for wait in some:
            for way, order in orders(wait).items():
                sat = sitting(wait, order, answers=answers)
                seen[way] += sat.of(wait, COUNTED)
                hostile[way] += sat.of(wait, frozenset({Lane.HOSTILE}))
        shares = [
            f"{100 * seen[way] / max(1, counted):.0f}% ({100 * seen[way] / max(1, fits):.0f}%)"
            for way in names
        ]
        rows.append(
            _row(
                name, sum(len(wait.pieces) for wait in some), counted, fits, *shares,
                *(hostile[way] for way in names), _fewer(hostile, "newest"), _fewer(hostile, "likes"),
            )
        )  # fmt: skip
    return rows


def _fewer(hostile: Mapping[str, int], other: str) -> str:
    """How many times fewer hostile texts are seen than by another order: reading on, and hers alone."""
    ways = ("Groundswell", "hers alone")
    return ", ".join(f"{hostile[other] / hostile[way]:.0f}×" if hostile[way] else "none seen" for way in ways)


def _mistakes(waits: Sequence[Wait]) -> list[str]:
    put: Counter[tuple[str, str]] = Counter()
    for wait in waits:
        for one in wait.pieces.values():
            if one.lane in COUNTED or one.lane is Lane.HOSTILE:
                put[one.lane, one.put or "copy"] += 1
    lanes = [*Lane, "copy"]
    rows = [_row("belongs to", *lanes), _row(*("---" for _ in range(len(lanes) + 1)))]
    return rows + [
        _row(gold, *(put[gold, lane] for lane in lanes)) for gold in (*sorted(COUNTED), Lane.HOSTILE)
    ]


def _section(name: str, waits: Mapping[str, Sequence[Wait]]) -> list[str]:
    lines = list[str]()
    for answers, way in ((False, "reading first"), (True, "answering as it goes")):
        lines += [f"\n{name}, {way}:\n", *_table(waits, answers=answers)]
    every = [one for some in waits.values() for one in some]
    return [*lines, "\nWhere the reader puts them:\n", *_mistakes(every)]


def _missed(after_h: float, name: str, wait: Wait) -> Iterator[str]:
    seen = set(sitting(wait, wait.order, answers=False).keys)
    for one in wait.pieces.values():
        if one.lane in COUNTED and one.key not in seen:
            yield json.dumps([after_h, name, one.lane, one.put, one.words], ensure_ascii=False)


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--after", type=float, nargs="*", default=[3.0, 8.0, 24.0])
    parser.add_argument("--characters", nargs="*", default=list(CHARACTERS))
    parser.add_argument("--sample", type=float, nargs="*", default=[8.0, 24.0, 240.0])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--missed", type=Path, help="Where what was not seen is written to, as JSON Lines.")
    asked = parser.parse_args()
    lines, missed = list[str](), list[str]()
    for after_h in asked.after:
        waits = {
            name: [rehearsed(name, seed, after_h) for seed in range(1, asked.seeds + 1)]
            for name in asked.characters
        }
        lines += _section(f"{after_h:g} h after the post", waits)
        missed += [
            line for name, some in waits.items() for wait in some for line in _missed(after_h, name, wait)
        ]
    for after_h in asked.sample:
        lines += _section(f"The sample wave {after_h:g} h after the post", {"sample": [sampled(after_h)]})
    text = "\n".join(lines)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", "utf-8")
    if asked.missed:
        asked.missed.write_text("\n".join(missed), "utf-8")


if __name__ == "__main__":
    main()
