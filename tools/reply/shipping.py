"""What was trained as files that run without torch."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np

from tools.encoder.network import Network
from tools.encoder.shipping import graph_of
from tools.reply.calibrating import Heads


def ship(network: Network, heads: Heads, names: tuple[str, ...], name: str, folder: Path) -> None:
    """Writes the files of what judges, with a manifest of their digests."""
    arrays = BytesIO()
    places = network.places.weight.detach().numpy().astype(np.float16)
    np.savez(arrays, places=places, weights=heads.weights, bias=heads.bias)
    files = {"graph.onnx": graph_of(network), "arrays.npz": arrays.getvalue()}
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    manifest = {
        "format": 1,
        "name": name,
        "files": {file: sha256(content).hexdigest() for file, content in files.items()},
        "scores": names,
        "thresholds": heads.thresholds,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    print(f"{folder}: {sum(map(len, files.values())) / 1e6:.1f} MB, {heads.thresholds}")
