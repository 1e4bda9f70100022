"""Waves in three distributions: how large, how far apart, how long until half of it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.stats import ks_2samp

Floats = NDArray[np.float64]
_GAPS_EACH = 200
"""Of a large wave no more than so many gaps count, so that a few do not stand for all."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What waves look like.

    Attributes:
        sizes: Events of each wave, shape (waves,).
        gaps: Seconds between one event and the next, at most so many of each wave.
        half_lives: Seconds until half of the events of a wave have come, shape (waves,).
    """

    sizes: Floats
    gaps: Floats
    half_lives: Floats


def shape(waves: Sequence[Floats], seed: int = 1) -> Shape:
    """The three distributions of waves, each the seconds of its events, ascending.

    Real waves are told in whole seconds, so all are taken so.
    """
    waves = [np.floor(wave) for wave in waves]
    chance = np.random.default_rng(seed)
    some = [wave for wave in waves if len(wave) > 1]
    gaps = []
    for wave in some:
        apart = np.diff(wave)
        gaps.append(apart if len(apart) <= _GAPS_EACH else chance.choice(apart, _GAPS_EACH, replace=False))
    halves = np.array([wave[(len(wave) - 1) // 2] for wave in some])
    return Shape(np.array([float(len(wave)) for wave in waves]), np.concatenate(gaps), halves)


def distances(one: Shape, other: Shape) -> tuple[float, float, float]:
    """Kolmogorov–Smirnov distances of sizes, gaps and half-lives, each 0–1."""
    pairs = ((one.sizes, other.sizes), (one.gaps, other.gaps), (one.half_lives, other.half_lives))
    size, gap, half = (float(ks_2samp(first, second).statistic) for first, second in pairs)
    return size, gap, half


def real(file: Path, horizon_s: float, least: int = 1) -> list[Floats]:
    """The waves of a file, without the posts themselves.

    Args:
        least: Smaller waves are left out.
    """
    table = pq.read_table(file, columns=["cascade_id", "t_seconds"])
    ids = np.unique(table["cascade_id"].to_numpy(zero_copy_only=False), return_inverse=True)[1]
    seconds = table["t_seconds"].to_numpy().astype(np.float64)
    order = np.lexsort((seconds, ids))
    ids, seconds = ids[order], seconds[order]
    waves = np.split(seconds, np.flatnonzero(np.diff(ids)) + 1)
    own = [wave[1:][wave[1:] <= horizon_s] for wave in waves]
    return [wave for wave in own if len(wave) >= least]
