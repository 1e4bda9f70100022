"""How surely words of danger are told from idioms, grief, quotes of others and ordinary distress.

    python -m bench.danger [--out FILE]

Constructed texts in ten languages. The signs were written before `dev` and `test` were looked at for
mistakes, and mended with `dev`. `later` was written after that, and measured before anything was changed: 24
of 46 recognised, 1 of 47 false. Then the signs were mended with it, and the head was fitted to these three:
of `held`, written after that, signs and head recognised 19 of 27, with 5 of 27 false (signs alone: 5 and 2).
Then the head learned from `held` and from `more`, which was written for what had been missed. `fresh` was
written last; nothing learned from it, and it is made hard: much stands between the lines, and what is no
danger uses the same words; `fresh_usual` is what one says on a hard day, in a line. How strictly the head is
fitted was chosen with these in view, so its figures are a little too good. The writer of all of them is one:
real texts are more various. Intervals are Wilson's, 95%.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from pathlib import Path

from groundswell.reply.danger.heavy import is_heavy
from groundswell.reply.drafts.spoken import languages, speech
from groundswell.text.danger import in_danger, is_figure

DATA = Path(__file__).parent.parent / "data"
_SETS = ("dev", "test", "later", "held", "more", "fresh", "fresh_usual")
_NOT_LEARNED = ("later", "held", "more", "fresh", "fresh_usual")
"""What the signs were not written with, and mended with in part alone (`later`)."""
_MOST_ORDINARY = 2_000
Tells = Callable[[str], bool]


def before(text: str) -> bool:
    """The signs that drafts went by before."""
    return any((spoken := speech(one)) is not None and spoken.shows("danger", text) for one in languages())


def both(text: str) -> bool:
    """What the page of leaning shows help for: signs, or heavy words."""
    return in_danger(text) or (not is_figure(text) and is_heavy(text))


WAYS: dict[str, Tells] = {"signs before": before, "signs": in_danger, "signs or heavy words": both}


def rows(half: str) -> Iterator[tuple[str, str, bool]]:
    """Text, kind, and whether it is of somebody in danger."""
    for path in sorted((DATA / "danger" / half).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], row["kind"], row["danger"]


def ordinary() -> list[str]:
    """Comments of the test pens that ask for no support."""
    found = []
    for path in sorted((DATA / "constructed" / "test").glob("*.jsonl")):
        read = map(json.loads, path.read_text("utf-8").splitlines())
        found += [row["text"] for row in read if "needs_support" not in row["intents"]]
    step = max(1, len(found) // _MOST_ORDINARY)
    return found[::step][:_MOST_ORDINARY]


def share(hits: int, of: int) -> str:
    """A share with its interval."""
    if not of:
        return "–"
    z, p = 1.96, hits / of
    middle, wide = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    low, high = (max(0.0, (middle + sign * wide) / (1 + z * z / of)) for sign in (-1, 1))
    return f"{p:.0%} ({low:.0%}–{high:.0%}), {hits} of {of}"


def table() -> Iterator[str]:
    """The tables, line by line."""
    yield "| texts | way | danger recognised | false alarms |"
    yield "|---|---|---|---|"
    for half in _SETS:
        told = list(rows(half))
        for name, tells in WAYS.items():
            hits = [tells(text) for text, _, _ in told]
            found = [hit for hit, (_, _, danger) in zip(hits, told, strict=True) if danger]
            false = [hit for hit, (_, _, danger) in zip(hits, told, strict=True) if not danger]
            yield f"| {half} | {name} | {share(sum(found), len(found))} | {share(sum(false), len(false))} |"
    plain = ordinary()
    for name, tells in WAYS.items():
        yield f"| ordinary comments | {name} | – | {share(sum(map(tells, plain)), len(plain))} |"
    yield ""
    yield from by_kind([one for half in _NOT_LEARNED for one in rows(half)])


def by_kind(told: Sequence[tuple[str, str, bool]]) -> Iterator[str]:
    """By what the texts are; the head learned from all but those of `fresh`."""
    yield "| of | signs | signs or heavy words |"
    yield "|---|---|---|"
    for danger in (True, False):
        for kind in sorted({kind for _, kind, is_so in told if is_so is danger}):
            texts = [text for text, own, is_so in told if own == kind and is_so is danger]
            cells = [share(sum(map(tells, texts)), len(texts)) for tells in (in_danger, both)]
            yield f"| {'danger' if danger else 'no danger'}: {kind} | {' | '.join(cells)} |"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    lines = "\n".join(table()) + "\n"
    print(lines)
    if asked.out:
        asked.out.write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
