"""What the cascade gains and costs by how sure the fast reader has to be. From the root of the project:

python -m bench.cascade --data DIR [--out bench/results/cascade.md]

DIR holds the public sets as CSV. Right: share of the constructed test in its own lane (`unsure` is wrong).
Speed: one core, on comments of GoEmotions' test split, from the time that each reader takes for them alone.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tools.triage.labelled import constructed
from tools.triage.metrics import short, table
from tools.triage.public import public

from groundswell.domain.reading import Reading, Utterance
from groundswell.triage import Reader
from groundswell.triage.cascade import LOOKED_AT_TWICE
from groundswell.triage.encoder import EncoderReader
from groundswell.triage.ngram import NgramReader

FLOORS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.01)
TIMED = 3_000


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--constructed", type=Path, default=Path("data/constructed/test"))
    parser.add_argument("--out", type=Path, default=Path("bench/results/cascade.md"))
    given = parser.parse_args()
    rows = list(constructed(given.constructed))
    texts = [Utterance("", row.utterance.text) for row in rows]
    real = [row.utterance for row in public(given.data, ["test"]) if row.source == "goemotions"][:TIMED]
    fast, careful = NgramReader(), EncoderReader(threads=1)
    (fast_real, fast_s), (_, careful_s) = _timed(fast, real), _timed(careful, real)
    said, second = fast.read_batch(texts), careful.read_batch(texts)
    truth = np.array([row.lane for row in rows])
    lines = []
    for floor in FLOORS:
        stands, stands_real = _stands(said, floor), _stands(fast_real, floor).mean()
        lanes = np.where(stands, [one.lane for one in said], [one.lane for one in second])
        speed = 1 / (fast_s + (1 - stands_real) * careful_s)
        lines.append(
            [
                f"{floor:.2f}" if floor <= 1 else "never",
                short(stands.mean()),
                short(stands_real),
                short((lanes == truth).mean()),
                f"{speed:,.0f}/s",
            ]
        )
    lines.append(["fast alone", "1.000", "1.000", _right(said, truth), f"{1 / fast_s:,.0f}/s"])
    lines.append(["careful alone", ".000", ".000", _right(second, truth), f"{1 / careful_s:,.0f}/s"])
    head = ["Fast reader stands from", "decided by it, test", "on real comments", "right", "one core"]
    text = table(head, lines)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(f"### The cascade, by how sure the fast reader has to be\n\n{text}\n", "utf-8")
    print(text)


def _timed(reader: Reader, texts: Sequence[Utterance]) -> tuple[list[Reading], float]:
    """Readings, and seconds a text; after a first pass, so that what is loaded once does not count."""
    reader.read_batch(texts[:200])
    begin = time.process_time()
    readings = reader.read_batch(texts)
    return readings, (time.process_time() - begin) / len(texts)


def _stands(readings: Sequence[Reading], floor: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([one.confidence >= floor and one.lane not in LOOKED_AT_TWICE for one in readings])


def _right(readings: Sequence[Reading], truth: np.ndarray[tuple[int], np.dtype[np.str_]]) -> str:
    return short(float((np.array([one.lane for one in readings]) == truth).mean()))


if __name__ == "__main__":
    main()
