"""What was trained as files that run without torch."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np

from tools.encoder.network import Network
from tools.encoder.shipping import graph_of
from tools.reply.calibrating import Floats, Heads
from tools.triage.pack import write


def ship(
    network: Network, heads: Heads, rare: Floats, names: tuple[str, ...], name: str, folder: Path
) -> None:
    """Writes the files of what judges, with manifests of their digests.

    Args:
        rare: How rare each n-gram is.
        names: The scores of the network, in order.
    """
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
    write(heads.grams, rare, {}, {"name": name}, folder / "grams", {"scores": heads.names})
    print(f"{folder}: {sum(map(len, files.values())) / 1e6:.1f} MB, {heads.thresholds}")
