"""How well copies are found, and how fast, beside datasketch's MinHash index if that is installed.

python -m bench.likeness [--out bench/results/likeness.md]

Fifty texts of the constructed test are copied forty times each, every copy changed as floods are (greetings,
names, emoji, typing slips, a word more or less); they stand among all other texts of the constructed sets, of
which the minimal pairs are alike on purpose and are left out of the false alarms.
"""

import argparse
import importlib
import importlib.util
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from tools.encoder.roughening import rough
from tools.triage.labelled import constructed
from tools.triage.metrics import short, table

from groundswell.triage.likeness import ALIKE, LEAST, alike

ORIGINALS, COPIES = 50, 40
_BEFORE = ("Hi Anna, ", "Dear all, ", "@Tom Baker ", "🚀 ", "Hello! ", "", "", "")
_AFTER = (" 🔥🔥", " Thanks!", " https://example.org/x?u=17", " #hiring #jobs", " Best, Jo", "", "", "")


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--constructed", type=Path, default=Path("data/constructed"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/likeness.md"))
    given = parser.parse_args()
    texts, of = _flooded(given.constructed)
    ways: list[tuple[str, Callable[[Sequence[str]], list[int]]]] = [("groundswell", alike)]
    if importlib.util.find_spec("datasketch"):
        ways.append(("datasketch MinHashLSH, word triples", _datasketch))
    lines = [[name, *_measured(way, texts, of)] for name, way in ways]
    head = [
        "Way",
        "texts",
        "copies found",
        "found, of one group",
        "others folded by mistake",
        "texts a second",
    ]
    text = table(head, lines)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(f"### Copies among other texts\n\n{text}\n", encoding="utf-8")
    print(text)


def _flooded(folder: Path) -> tuple[list[str], list[int]]:
    """Texts in random order, and which original each is a copy of; -1 for the others."""
    chance = np.random.default_rng(5)
    rows = [row.utterance.text for split in ("train", "dev", "test") for row in constructed(folder / split)]
    distinct = list(dict.fromkeys(rows))
    # Pairs that differ in a word on purpose are copies by any measure, so only their first halves stand here.
    heads = alike(distinct)
    others = [text for place, text in enumerate(distinct) if heads[place] == place]
    long = [text for text in others if len(text) > 2 * LEAST]
    originals = [long[place] for place in chance.choice(len(long), ORIGINALS, replace=False)]
    pairs = [(text, -1) for text in others if text not in originals]
    pairs += [(_changed(text, chance), n) for n, text in enumerate(originals) for _ in range(COPIES)]
    shuffled = [pairs[place] for place in chance.permutation(len(pairs))]
    return [text for text, _ in shuffled], [n for _, n in shuffled]


def _changed(text: str, chance: np.random.Generator) -> str:
    words = text.split()
    if chance.random() < 0.5 and len(words) > 6:
        del words[int(chance.integers(len(words)))]
    changed = " ".join(words)
    if chance.random() < 0.4:
        changed = rough(changed, chance)
    return str(chance.choice(_BEFORE)) + changed + str(chance.choice(_AFTER))


def _measured(
    way: Callable[[Sequence[str]], list[int]], texts: Sequence[str], of: Sequence[int]
) -> list[str]:
    begin = time.process_time()
    heads = way(texts)
    spent = time.process_time() - begin
    folded = [place for place, head in enumerate(heads) if head != place]
    right = [place for place in folded if of[place] >= 0 and of[heads[place]] == of[place]]
    wrong = [place for place in folded if of[place] == -1 or of[heads[place]] != of[place]]
    most = sum(n - 1 for n in (of.count(original) for original in range(ORIGINALS)))
    one_group = 0
    for original in range(ORIGINALS):
        groups = [heads[place] for place, n in enumerate(of) if n == original]
        one_group += max(groups.count(group) for group in set(groups)) - 1
    return [
        str(len(texts)),
        short(len(right) / most),
        short(one_group / most),
        f"{len(wrong)} of {of.count(-1)}",
        f"{len(texts) / spent:,.0f}",
    ]


def _datasketch(texts: Sequence[str]) -> list[int]:
    module = importlib.import_module("datasketch")
    index = module.MinHashLSH(threshold=ALIKE, num_perm=64)
    heads = []
    for place, text in enumerate(texts):
        words = text.casefold().split()
        print_ = module.MinHash(num_perm=64)
        for begin in range(max(1, len(words) - 2)):
            print_.update(" ".join(words[begin : begin + 3]).encode())
        found = index.query(print_)
        heads.append(min(found) if found else place)
        if not found:
            index.insert(place, print_)
    return heads


if __name__ == "__main__":
    main()
