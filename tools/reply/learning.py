"""Training: a text is read beside what it answers, and only its own pieces speak for the scores."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from groundswell.text.pairs import Cutter, Pair
from groundswell.text.pieces import Pieces
from tools.encoder.feeding import padded
from tools.encoder.network import Network, learning_groups
from tools.reply.rows import Row

Floats = NDArray[np.float32]
_PIECES_AT_ONCE = 1_200


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        rounds: Over the constructed texts.
        public_each: Public texts drawn anew for each round.
        public_weight: What a public text counts beside a constructed one.
        alone: Share of constructed texts that are shown without what they answer.
    """

    rounds: int = 8
    public_each: int = 6_000
    rate: float = 1.5e-4
    warm_up: float = 0.05
    public_weight: float = 0.4
    alone: float = 0.1
    seed: int = 20_261_130


def drawn(rows: Sequence[Row], number: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """Places of some rows by chance, as many of each set: the largest holds half of all."""
    by_source: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        by_source.setdefault(row.source, []).append(place)
    each = number // len(by_source)
    return np.concatenate([chance.permutation(places)[:each] for places in by_source.values()])


def targets(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    """What each score should be, nan where unknown, shape (texts, scores)."""
    made = np.full((len(rows), len(names)), np.nan, dtype=np.float32)
    at = {name: place for place, name in enumerate(names)}
    for place, row in enumerate(rows):
        for name, value in row.known.items():
            if name in at:
                made[place, at[name]] = value
    return made


def train(
    network: Network, cutter: Cutter, ours: Sequence[Row], others: Sequence[Row], names: Sequence[str],
    plan: Plan, after_round: Callable[[int], None],
) -> None:  # fmt: skip
    """Trains in place."""
    torch.manual_seed(plan.seed)
    chance = np.random.default_rng(plan.seed)
    rows = [*ours, *others]
    wanted = torch.from_numpy(targets(rows, names))
    weight = torch.tensor([1.0] * len(ours) + [plan.public_weight] * len(others))
    whole = cutter([pair(row) for row in rows])
    alone = cutter([Pair(row.text) for row in ours])
    optimiser = torch.optim.AdamW(learning_groups(network, plan.rate), weight_decay=0.01)
    starts = [group["lr"] for group in optimiser.param_groups]
    per_round = len(ours) + len(drawn(others, plan.public_each, np.random.default_rng(0)))
    begin, shown, running = time.perf_counter(), 0, 0.0
    for number in range(plan.rounds):
        network.train()
        places = np.concatenate([np.arange(len(ours)), drawn(others, plan.public_each, chance) + len(ours)])
        texts = {
            place: alone[place] if place < len(ours) and chance.random() < plan.alone else whole[place]
            for place in places.tolist()
        }
        for batch, ids, mask, counted in batches(texts, chance):
            shown += len(batch)
            done = shown / (plan.rounds * per_round)
            pace = min(done / plan.warm_up + 0.01, max(0.02, (1 - done) / (1 - plan.warm_up)))
            for group, start in zip(optimiser.param_groups, starts, strict=True):
                group["lr"] = start * pace
            with torch.autocast("cpu", torch.bfloat16):
                scores = network(ids, mask, counted)
            wrong = _loss(scores.float(), wanted[batch], weight[batch])
            optimiser.zero_grad(set_to_none=True)
            wrong.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            running = 0.98 * running + 0.02 * wrong.item() if running else wrong.item()
        speed = shown / (time.perf_counter() - begin)
        print(f"round {number + 1}: loss {running:.3f}, {speed:.0f} texts a second", flush=True)
        after_round(number)


def begin_head(network: Network, states: Floats, wanted: Floats, weight: Floats, steps: int = 400) -> None:
    """Fits the head alone on states as they are, before all learns (Kumar et al. 2022, "Fine-tuning distorts
    pretrained features").

    Args:
        states: (texts, width)
        wanted: (texts, scores), nan where unknown.
    """
    x, y, w = (torch.from_numpy(one) for one in (states, wanted, weight))
    optimiser = torch.optim.AdamW(network.head.parameters(), lr=0.02, weight_decay=0.05)
    for _ in range(steps):
        optimiser.zero_grad(set_to_none=True)
        _loss(network.head(x), y, w).backward()
        optimiser.step()


def pair(row: Row) -> Pair:
    """A row as the network sees it."""
    return Pair(row.text, row.to, row.round)


def _loss(scores: Tensor, wanted: Tensor, weight: Tensor) -> Tensor:
    """The mean over texts of the mean over what is known of each."""
    told = ~torch.isnan(wanted)
    each = torch.nn.functional.binary_cross_entropy_with_logits(
        scores, torch.nan_to_num(wanted), reduction="none"
    )
    per_text = (each * told).sum(1) / told.sum(1).clamp(min=1)
    return (per_text * weight).sum() / weight.sum()


def batches(
    texts: dict[int, Pieces], chance: np.random.Generator | None
) -> Iterator[tuple[list[int], Tensor, Tensor, Tensor]]:
    """Texts of like length: their places, ids, mask, and which pieces are the texts' own."""
    order = sorted(
        texts, key=lambda place: len(texts[place].ids) + (0 if chance is None else chance.random() * 8)
    )
    cuts: list[list[int]] = [[]]
    for place in order:
        if cuts[-1] and len(texts[place].ids) * (len(cuts[-1]) + 1) > _PIECES_AT_ONCE:
            cuts.append([])
        cuts[-1].append(place)
    for number in range(len(cuts)) if chance is None else chance.permutation(len(cuts)):
        some = cuts[number]
        ids, mask = padded([texts[place].ids for place in some])
        counted = mask.clone()
        for at, place in enumerate(some):
            counted[at, : texts[place].before] = False
        yield some, ids, mask, counted


@torch.inference_mode()
def states_of(network: Network, cutter: Cutter, rows: Sequence[Row]) -> Floats:
    """The mean state of each text, shape (texts, width)."""
    network.eval()
    made = np.zeros((len(rows), network.head.in_features), dtype=np.float32)
    for some, ids, mask, counted in batches(dict(enumerate(cutter([pair(row) for row in rows]))), None):
        made[some] = network.mean_state(ids, mask, counted).float().numpy()
    return made
