"""Trains what judges words that are about to go out. From the root of the repository, with torch installed:

python -m tools.train_check --data DIR --work DIR [--out DIR]

DIR of `--data` holds the public sets as CSV. It begins with the careful reader that ships, and leaves
`network.pt` in `--work` after every round; `--skip-training` begins with that. `--average-with` takes the
mean of its weights and those of others that went on from it.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from groundswell.reply.checks.files import FOLDER
from groundswell.text.pairs import Cutter
from groundswell.text.words import words
from groundswell.triage.encoder import files
from tools.encoder.network import Network
from tools.encoder.shipped import shipped
from tools.reply.calibrating import stacked
from tools.reply.grams import fit, matrix
from tools.reply.learning import Plan, begin_head, drawn, states_of, targets, train
from tools.reply.measuring import auc_of
from tools.reply.public import public, requests
from tools.reply.rows import Row, constructed
from tools.reply.shipping import ship
from tools.triage.fit import Linear

VERSION = "check-1"
_OF_PUBLIC = 4_000
"""How many public texts the head is fitted on before all learns."""


def main() -> None:
    """Reads the arguments, trains, calibrates, writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--ours", type=Path, default=Path("data"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--rounds", type=int, default=Plan().rounds)
    parser.add_argument("--public-each", type=int, default=Plan().public_each)
    parser.add_argument("--rate", type=float, default=Plan().rate, help="of the top layer")
    parser.add_argument("--begin-with", type=Path, help="a network.pt, to go on after texts were added")
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--average-with", type=Path, nargs="*", default=[], help="further network.pt")
    parser.add_argument("--skip-training", action="store_true")
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    plan = Plan(rounds=asked.rounds, public_each=asked.public_each, rate=asked.rate, seed=asked.seed)
    ours, dev = list(constructed(asked.ours, "train")), list(constructed(asked.ours, "dev"))
    others = list(public(asked.data, "train"))
    names = tuple(sorted({name for row in [*ours, *others] for name in row.known}))
    print(f"{len(ours)} constructed and {len(others)} public texts, {len(names)} scores", flush=True)
    parts, shared = files.load(), words()
    start = shipped(parts.graph, parts.places, shared)
    network = Network(start, list(range(len(shared.packed))), start.layers, len(names))
    cutter, held = Cutter(shared.vocabulary), asked.work / "network.pt"
    begin_with = held if asked.skip_training else asked.begin_with
    if begin_with:
        learned = torch.load(begin_with)
        network.load_state_dict({**network.state_dict(), **learned["network"]})
    elif not asked.skip_training:
        _begin(network, cutter, ours, others, names, plan)

    def after_round(_: int) -> None:
        state = {name: value for name, value in network.state_dict().items() if name != "words.weight"}
        torch.save({"network": state, "names": names}, held)
        _tell(network, cutter, dev, names)

    if not asked.skip_training:
        train(network, cutter, ours, others, names, plan, after_round)
    if asked.average_with:
        average(network, [held, *asked.average_with])
        _tell(network, cutter, dev, names)
    head = Linear(network.head.weight.detach().numpy().T.copy(), network.head.bias.detach().numpy().copy())
    features, rare = matrix(ours)
    own, grams = fit(features, ours, names, list(requests(asked.data, "train")), rare)
    judged = [*dev, *requests(asked.data, "dev")]
    states = states_of(network, cutter, judged)
    heads = stacked(head, states, grams, matrix(judged, rare)[0], own, judged, names)
    ship(network, heads, rare, names, VERSION, asked.out)


def average(network: Network, files: Sequence[Path]) -> None:
    """Takes the mean of the weights of networks that began as one (Izmailov et al. 2018)."""
    learned = [torch.load(file)["network"] for file in files]
    mean = {name: torch.stack([one[name].float() for one in learned]).mean(0) for name in learned[0]}
    network.load_state_dict({**network.state_dict(), **mean})


def _begin(
    network: Network, cutter: Cutter, ours: list[Row], others: list[Row], names: tuple[str, ...], plan: Plan
) -> None:
    some = drawn(others, _OF_PUBLIC, np.random.default_rng(plan.seed))
    rows = [*ours, *(others[place] for place in some.tolist())]
    weight = np.array([1.0] * len(ours) + [plan.public_weight] * len(some), dtype=np.float32)
    begin_head(network, states_of(network, cutter, rows), targets(rows, names), weight)


def _tell(network: Network, cutter: Cutter, rows: list[Row], names: tuple[str, ...]) -> None:
    states = states_of(network, cutter, rows)
    scores = states @ network.head.weight.detach().numpy().T + network.head.bias.detach().numpy()
    for name, (auc, best, number) in auc_of(
        rows, names, 1 / (1 + np.exp(-scores.astype(np.float64)))
    ).items():
        print(f"  {name}: AUC {auc:.3f}, best F1 {best:.2f}, {number} hold", flush=True)


if __name__ == "__main__":
    main()
