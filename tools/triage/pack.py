"""Writes the weights and their manifest as `groundswell.text.weights` loads them."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.text.features import BUCKETS
from groundswell.text.weights import FORMAT, MANIFEST
from tools.triage.fit import HEADS, Floats, Linear


def quantised(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Weights as int8 and the largest of each column; steps are finest near zero, see `weights.CURVE`."""
    scale = np.abs(weights).max(axis=0)
    # A head that is weighed with nothing stays nothing.
    share = np.abs(weights) / np.where(scale > 0, scale, 1.0)
    table = np.rint(np.sign(weights) * np.sqrt(share) * 127).astype(np.int8)
    return table, scale.astype(np.float32)


def write(
    heads: Linear,
    rarity: Floats,
    limits: Mapping[str, float],
    about: Mapping[str, object],
    out: Path,
    labels: Mapping[str, Sequence[str]] = HEADS,
) -> Path:
    """Writes `ngram.npz` and its manifest into `out`; the same arrays give the same bytes.

    Args:
        about: What the manifest tells beside: name, data, settings.
        labels: Head → its labels, in the order of the columns.
    """
    table, scale = quantised(heads.weights[:BUCKETS] * rarity[:, None])
    packed = BytesIO()
    np.savez_compressed(
        packed,
        table=table,
        scale=scale,
        rarity=rarity.astype(np.float16),
        dense=heads.weights[BUCKETS:].astype(np.float32),
        bias=heads.bias.astype(np.float32),
    )
    out.mkdir(parents=True, exist_ok=True)
    file = out / "ngram.npz"
    file.write_bytes(packed.getvalue())
    manifest = {
        "format": FORMAT,
        "files": {file.name: sha256(packed.getvalue()).hexdigest()},
        "heads": labels,
        "thresholds": limits,
        **about,
    }
    (out / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return file
