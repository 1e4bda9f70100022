"""The training loop, and scoring with what was trained."""

import time
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from tools.encoder.feeding import Fed, batches
from tools.encoder.network import Network, learning_groups
from tools.encoder.targets import Columns, Targets, loss

Scores = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        epochs: Rounds over the constructed texts.
        public_each: Public texts drawn anew for each round.
        rate: Of the top layer.
        public_weight: What a public text counts beside a constructed one.
    """

    layers: int = 8
    epochs: int = 5
    public_each: int = 14_000
    rate: float = 1.2e-4
    warm_up: float = 0.06
    public_weight: float = 0.6
    seed: int = 20_261_123


def train(
    network: Network,
    fed: Fed,
    wanted: Targets,
    columns: Columns,
    ours: Places,
    others: Places,
    plan: Plan,
) -> None:
    """Trains in place. `ours` and `others` are the places of constructed and of public texts."""
    torch.manual_seed(plan.seed)
    chance = np.random.default_rng(plan.seed)
    rounds = _rounds(ours, chance.permutation(others), plan)
    steps = plan.epochs * sum(1 for _ in batches(fed, rounds[0], np.random.default_rng(plan.seed)))
    optimiser = torch.optim.AdamW(learning_groups(network, plan.rate), weight_decay=0.01)
    warm = max(1, int(plan.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))
    )
    network.train()
    begin, step, shown, running = time.perf_counter(), 0, 0, 0.0
    for places in rounds:
        for batch, ids, mask in batches(fed, places, chance):
            with torch.autocast("cpu", torch.bfloat16):
                scores = network(ids, mask)
            wrong = loss(scores.float(), _part(wanted, batch), columns)
            optimiser.zero_grad(set_to_none=True)
            wrong.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step, shown = step + 1, shown + len(batch)
            running = 0.98 * running + 0.02 * wrong.item() if running else wrong.item()
            if step % 50 == 0:
                speed = shown / (time.perf_counter() - begin)
                print(f"step {step} of {steps}: loss {running:.3f}, {speed:.0f} texts a second", flush=True)


def _rounds(ours: Places, others: Places, plan: Plan) -> list[Places]:
    """What each round shows: all constructed texts, and public ones in turn."""
    turns = (range(n * plan.public_each, (n + 1) * plan.public_each) for n in range(plan.epochs))
    return [np.concatenate([ours, others.take(list(turn), mode="wrap")]) for turn in turns]


@torch.inference_mode()
def scored(network: Network, fed: Fed) -> Scores:
    """Scores of all texts with what stands around them, shape (texts, columns)."""
    network.eval()
    places = np.arange(len(fed.texts))
    made = np.zeros((len(places), network.head.out_features), dtype=np.float32)
    for batch, ids, mask in batches(fed, places, None):
        made[batch] = network(ids, mask).float().numpy()
    return made


def _part(whole: Targets, places: NDArray[np.int64]) -> Targets:
    return Targets(
        whole.tone[places], whole.lane[places], whole.yes[places], whole.toxic[places], whole.weight[places]
    )
