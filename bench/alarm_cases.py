"""Posts of made-up accounts, looked at again and again, as `bench.alarms` judges alarms on them.

The sets of cascades know neither accounts nor dates. So forty posts drawn by chance make an account that
posts once a day, and each ten of them are judged with the other thirty as its history.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tools.wave.cascades import Cascade

from bench.wave_cells import WEEK
from groundswell.domain.forecast import Forecast
from groundswell.wave import chance_above, edge_of, usual_for
from groundswell.wave.forecasting import forecast_events
from groundswell.wave.model import Model
from groundswell.wave.observing import Floats, observe_events

LOOKS = 60.0 * 2 ** (np.arange(24) / 2)
"""Seconds since the post, from a minute to two days, each √2 times the one before."""
POSTS, TURNS = 40, 4
POSTS_PER_MONTH = 30.0
SEED = 3


@dataclass(frozen=True, slots=True)
class Post:
    """One post at all looks.

    Attributes:
        told: The forecast at each look.
        counts: The total at each look, shape (24,).
        final: The total after a week.
    """

    told: tuple[Forecast, ...]
    counts: Floats
    final: float


@dataclass(frozen=True, slots=True)
class Judged:
    """One post that is judged by its account's thirty others.

    Attributes:
        account: Number of the account.
        edge: The total above which it has taken off.
        chances: Probability of that at each look, shape (24,).
        ordinary: The highest such probability of each of the others that did not take off.
        history: Totals of the others at each look, shape (30, 24).
        usual: Mean final total of the others.
    """

    post: Post
    account: int
    edge: float
    chances: Floats
    ordinary: Sequence[float]
    history: Floats
    usual: float

    @property
    def took_off(self) -> bool:
        """Whether it ended above the edge."""
        return self.post.final > self.edge


def looked_at(cascades: Sequence[Cascade], accounts: int, model: Model) -> list[Post]:
    """The posts of so many accounts (as many as there are at most), forty in a row each."""
    order = np.random.default_rng(SEED).permutation(len(cascades))
    wanted = min(accounts, len(cascades) // POSTS) * POSTS
    silent: dict[tuple[float, float | None], Forecast] = {}
    return [_at_looks(cascades[place], model, silent) for place in order[:wanted].tolist()]


def judged(posts: Sequence[Post]) -> Iterator[Judged]:
    """Every post by its account's other posts."""
    for account in range(len(posts) // POSTS):
        mine = posts[account * POSTS : (account + 1) * POSTS]
        for turn in range(TURNS):
            ten = slice(turn * POSTS // TURNS, (turn + 1) * POSTS // TURNS)
            others = [*mine[: ten.start], *mine[ten.stop :]]
            yield from _by(others, mine[ten], account)


def _by(others: Sequence[Post], asked: Sequence[Post], account: int) -> Iterator[Judged]:
    finals = [post.final for post in others]
    band = usual_for(finals)
    assert band is not None
    edge = edge_of(band)
    ordinary = [float(_chances(post, edge).max()) for post in others if post.final <= edge]
    history = np.stack([post.counts for post in others])
    for post in asked:
        chances = _chances(post, edge)
        yield Judged(post, account, edge, chances, ordinary, history, float(np.mean(finals)))


def _chances(post: Post, edge: float) -> Floats:
    return np.array([chance_above(told, edge) for told in post.told])


def _at_looks(cascade: Cascade, model: Model, silent: dict[tuple[float, float | None], Forecast]) -> Post:
    counts = cascade.total_at(LOOKS)
    told = []
    for at, count in zip(LOOKS.tolist(), np.asarray(counts).tolist(), strict=True):
        known = silent.get((at, cascade.author)) if count == 0 else None
        if known is None:
            seen = observe_events(cascade.times, at, cascade.followers, cascade.author)
            known = forecast_events(seen, model, (), "")
        if count == 0:  # most posts of reddit_ireland, and all alike
            silent[at, cascade.author] = known
        told.append(known)
    return Post(tuple(told), np.asarray(counts), float(cascade.total_at(WEEK)))
