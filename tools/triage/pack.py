"""Writes the weights and their manifest as `groundswell.triage.weights` loads them."""

import json
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np

from groundswell.triage.features import BUCKETS
from groundswell.triage.weights import FORMAT, MANIFEST
from tools.triage.fit import HEADS, Floats, Linear

_CLIPPED = 1e-5


def quantised(weights: Floats) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.int8]], Floats]:
    """Weights as int8 and the scale of each column; the one in 100,000 furthest from zero are clipped."""
    scale = np.quantile(np.abs(weights), 1 - _CLIPPED, axis=0) / 127
    table = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    return table, scale.astype(np.float32)


def write(
    heads: Linear, rarity: Floats, limits: Mapping[str, float], about: Mapping[str, object], out: Path
) -> Path:
    """Writes `ngram.npz` and its manifest into `out`; the same arrays give the same bytes.

    Args:
        about: What the manifest tells beside: name, data, settings.
    """
    table, scale = quantised(heads.weights[:BUCKETS])
    arrays = {
        "table": table,
        "scale": scale,
        "rarity": rarity.astype(np.float16),
        "dense": heads.weights[BUCKETS:].astype(np.float32),
        "bias": heads.bias.astype(np.float32),
    }
    packed = BytesIO()
    np.savez_compressed(packed, **arrays)
    out.mkdir(parents=True, exist_ok=True)
    file = out / "ngram.npz"
    file.write_bytes(packed.getvalue())
    manifest = {
        "format": FORMAT,
        "file": file.name,
        "sha256": sha256(packed.getvalue()).hexdigest(),
        "heads": HEADS,
        "thresholds": limits,
        **about,
    }
    (out / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return file
