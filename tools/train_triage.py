"""Trains the built-in reader. From the root of the repository:

python -m tools.train_triage --data DIR --constructed data/constructed --out src/groundswell/triage/models

DIR holds the public sets as CSV (see docs/model-cards/triage-ngram.md). Takes a few minutes on two cores;
the same data give the same weights.
"""

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import numpy as np
from scipy.sparse import vstack

from groundswell.text.features import BUCKETS
from tools.triage.calibrate import (
    Held,
    calibrated_out_of_fold,
    calibration,
    held_out_scores,
    sure_curve,
    thresholds,
)
from tools.triage.fit import Settings, Wide, fit_heads, fit_hints
from tools.triage.gist import fit_gist
from tools.triage.labelled import constructed
from tools.triage.matrix import counted, rarity, weighed
from tools.triage.pack import write
from tools.triage.public import held_out, public
from tools.triage.teaching import taught

VERSION = "2"
SEED = 20_260_101
GIST_CHARS = 400


def main() -> None:
    """Reads the arguments, trains, writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    parser.add_argument("--constructed", type=Path, default=Path("data/constructed"))
    parser.add_argument("--out", type=Path, default=Path("src/groundswell/triage/models"))
    given = parser.parse_args()
    train(given.data, given.constructed, given.out, Settings())


def train(data: Path, ours: Path, out: Path, settings: Settings) -> None:
    """One training from data to files."""
    shown = [row for row in public(data) if not held_out(row)]
    counts = counted([row.utterance for row in shown])
    idf = rarity(counts)
    public_matrix = weighed(counts, idf)
    print(f"{len(shown)} public texts from {len({row.source for row in shown})} sets")
    names, hints = fit_hints(public_matrix, shown, settings)
    print(f"hints: {', '.join(names)}")

    rows, dev = list(constructed(ours / "train")), list(constructed(ours / "dev"))
    plain, plain_dev = (weighed(counted([row.utterance for row in part]), idf) for part in (rows, dev))
    chance = np.random.default_rng(SEED)
    short = [i for i, row in enumerate(shown) if len(row.utterance.text) <= GIST_CHARS]
    told = np.sort(chance.permutation(short)[: settings.gist_rows])
    gist = fit_gist(public_matrix[told], [shown[i].utterance.text for i in told], BUCKETS)
    wide = Wide(hints, gist, plain, settings)
    some = np.sort(chance.permutation(len(shown))[: settings.public_rows])
    some_matrix, some_rows = wide(public_matrix[some]), [shown[i] for i in some]

    lessons = list(taught(shown, settings.taught_rows, SEED))
    print(f"{len(lessons)} texts labelled by the careful reader")
    some_matrix = vstack(
        [some_matrix, wide(weighed(counted([row.utterance for row in lessons]), idf))], "csr"
    )
    some_rows += lessons

    scores = held_out_scores(wide(plain), rows, some_matrix, some_rows, settings)
    heads = fit_heads(vstack([wide(plain), some_matrix], format="csr"), [*rows, *some_rows], settings)
    held_scores, held_rows = np.concatenate([scores, heads(wide(plain_dev))]), [*rows, *dev]
    held_chances = calibrated_out_of_fold(held_scores, held_rows)
    held, held_dev = Held.of(held_chances, held_rows), Held.of(held_chances[len(rows) :], dev)
    limits = thresholds(held, held_dev)
    for name, those in (("development", held_dev), ("all held-out", held)):
        print(f"how sure to be, {name} pens:\n{sure_curve(those)}")
    print(f"thresholds: {limits}")

    final = wide.folded(heads.then(calibration(held_scores, held_rows)))
    about = {
        "name": f"ngram-{VERSION}",
        "features": BUCKETS,
        "settings": asdict(settings),
        "public": dict(sorted(Counter(row.source for row in shown).items())),
        "constructed": {"train": len(rows), "dev": len(dev)},
    }
    file = write(final, idf, limits, about, out)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
