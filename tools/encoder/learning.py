"""The training loop, and scoring with what was trained."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from tools.encoder.drawing import Shelf
from tools.encoder.feeding import Cutter, Fed, batches, fed
from tools.encoder.network import Network, learning_groups
from tools.encoder.roughening import rough
from tools.encoder.targets import Columns, Taught, loss, targets
from tools.triage.labelled import Labelled

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        rounds: Over the constructed texts.
        public_each: Public texts drawn anew for each round.
        rate: Of the top layer.
        public_weight: What a public text counts beside a constructed one.
        roughened: Share of texts that are shown with a slip or another habit of typing.
    """

    layers: int = 8
    rounds: int = 10
    public_each: int = 22_000
    rate: float = 1.5e-4
    warm_up: float = 0.05
    public_weight: float = 0.6
    roughened: float = 0.15
    seed: int = 20_261_123


def train(
    network: Network,
    cutter: Cutter,
    rows: Sequence[Labelled],
    columns: Columns,
    plan: Plan,
    teachers: Taught,
    after_round: Callable[[], None],
) -> None:
    """Trains in place; calls `after_round` after every round, so that little is lost when it is stopped."""
    torch.manual_seed(plan.seed)
    chance = np.random.default_rng(plan.seed)
    shelf, wanted = Shelf.of(rows), targets(rows, columns, plan.public_weight, teachers)
    optimiser = torch.optim.AdamW(learning_groups(network, plan.rate), weight_decay=0.01)
    starts = [group["lr"] for group in optimiser.param_groups]
    begin, step, shown, running = time.perf_counter(), 0, 0, 0.0
    for _ in range(plan.rounds):
        network.train()
        places = shelf.round(plan.public_each, chance)
        texts = [rows[place].utterance.text for place in places]
        texts = [rough(text, chance) if chance.random() < plan.roughened else text for text in texts]
        for batch, ids, mask in batches(fed(cutter, texts), chance):
            shown += len(batch)
            done = shown / (plan.rounds * len(places))
            for group, start in zip(optimiser.param_groups, starts, strict=True):
                group["lr"] = start * _pace(done, plan.warm_up)
            with torch.autocast("cpu", torch.bfloat16):
                scores = network(ids, mask)
            wrong = loss(scores.float(), wanted.part(places[batch]), columns)
            optimiser.zero_grad(set_to_none=True)
            wrong.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step += 1
            running = 0.98 * running + 0.02 * wrong.item() if running else wrong.item()
            if step % 50 == 0:
                speed = shown / (time.perf_counter() - begin)
                print(f"{done:.1%}: loss {running:.3f}, {speed:.0f} texts a second", flush=True)
        after_round()


def _pace(done: float, warm_up: float) -> float:
    """What the rate is multiplied with: it rises for a while, then falls to almost nothing."""
    return min(done / warm_up + 0.01, max(0.02, (1 - done) / (1 - warm_up)))


@torch.inference_mode()
def states_of(network: Network, rows: Fed) -> Floats:
    """The mean states of all texts, shape (texts, width)."""
    network.eval()
    made = np.zeros((len(rows), network.head.in_features), dtype=np.float32)
    for batch, ids, mask in batches(rows, None):
        made[batch] = network.mean_state(ids, mask).float().numpy()
    return made


def scored(head: nn.Linear, states: Floats) -> Floats:
    """Scores of states, shape (texts, columns)."""
    made: Floats = states @ head.weight.detach().numpy().T + head.bias.detach().numpy()
    return made
