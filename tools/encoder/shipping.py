"""What was trained as files that run without torch: a graph in 8 bits, words in 4, heads, vocabulary."""

import json
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from groundswell.text.words import FOLDER
from tools.encoder.calibrating import Heads
from tools.encoder.network import Network

Floats = NDArray[np.float32]
_OPSET = 20
_FAR_BELOW = -1e4
_MOST, _MIDDLE, _LEAST_STEP = 127, 128, 1e-8
_EPSILON = 1e-12
_LOWEST_BENT = -0.17
"""Nothing that a Gelu gives is below this."""
_RUNTIME = "com.microsoft"
_FUSED = frozenset({"MatMulIntegerToFloat"})
"""Operations of the runtime's own; others of them (BiasGelu, SkipLayerNormalization) are slow."""


class _Graph:
    """Nodes and constants, each under its own name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: object, kind: type = np.float32) -> str:
        name = f"c{len(self.constants)}"
        array: NDArray[np.generic] = np.ascontiguousarray(np.array(value, dtype=kind))
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def __call__(self, operation: str, *inputs: str, **attributes: int | float | list[int]) -> str:
        name = f"{operation}{len(self.nodes)}"
        domain = _RUNTIME if operation in _FUSED else None
        node = helper.make_node(operation, inputs, [name], name, None, domain, None, **attributes)
        self.nodes.append(node)
        return name

    def in_8_bits(self, states: str, least: float | None = None) -> tuple[str, str]:
        """Each row in 8 bits by its own largest number, with the step: so no row depends on another.

        Args:
            least: What no number is below, where that is known.
        """
        last = self.constant([-1], np.int64)
        lowest = self("ReduceMin", states, last, keepdims=0) if least is None else self.constant(least)
        most = self("Max", self("ReduceMax", states, last, keepdims=0), self("Neg", lowest))
        step = self("Add", self("Mul", most, self.constant(1 / _MOST)), self.constant(_LEAST_STEP))
        middles = self("Expand", self.constant(_MIDDLE, np.uint8), self("Shape", step))
        return self("QuantizeLinear", states, step, middles, axis=0), self("Unsqueeze", step, last)

    def linear(self, rows: tuple[str, str], weight: Floats, bias: Floats) -> str:
        """A product in 8 bits; `weight` (out, in) gets a step for each output."""
        states, step = rows
        steps = np.abs(weight).max(axis=1) / _MOST
        whole = self.constant(np.round(weight / steps[:, None]).T, np.int8)
        one, middle = self.constant(1.0), self.constant(_MIDDLE, np.uint8)
        made = self("MatMulIntegerToFloat", states, whole, one, self.constant(steps), middle)
        return self("Add", self("Mul", made, step), self.constant(bias))

    def normal(self, states: str, weight: Floats, bias: Floats) -> str:
        return self(
            "LayerNormalization",
            states,
            self.constant(weight),
            self.constant(bias),
            axis=-1,
            epsilon=_EPSILON,
        )


def graph_of(network: Network) -> bytes:
    """ONNX in 8 bits: embeddings `(texts, pieces, width)` and a mask of ones and zeros in, states out."""
    weights = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    width = weights["ln.weight"].shape[0]
    g = _Graph()
    rows = g("Reshape", "embedded", g.constant([-1, width], np.int64))
    states = g.normal(rows, weights["ln.weight"], weights["ln.bias"])
    far = g("Mul", g("Sub", g.constant(1.0), "mask"), g.constant(_FAR_BELOW))
    barred = g("Unsqueeze", far, g.constant([1, 2], np.int64))
    heads = network.layers[0].heads
    texts = g("Shape", "mask")
    shapes = (
        g("Concat", texts, g.constant([heads, width // heads], np.int64), axis=0),
        g.constant([-1, width], np.int64),
    )
    for place in range(len(network.layers)):
        part = {
            name: (weights[f"layers.{place}.{name}.weight"], weights[f"layers.{place}.{name}.bias"])
            for name in ("q", "k", "v", "ao", "aln", "fi", "fo", "oln")
        }
        met = _attention(g, states, barred, part, (width // heads) ** -0.5, shapes)
        states = g.normal(g("Add", states, met), *part["aln"])
        bent = g.in_8_bits(g("Gelu", g.linear(g.in_8_bits(states), *part["fi"])), _LOWEST_BENT)
        states = g.normal(g("Add", states, g.linear(bent, *part["fo"])), *part["oln"])
    whole = g("Concat", texts, g.constant([width], np.int64), axis=0)
    g.nodes.append(helper.make_node("Reshape", [states, whole], ["states"], name="states"))
    shaped = [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["texts", "pieces", width])]
    shaped.append(helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["texts", "pieces"]))
    out = [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["texts", "pieces", width])]
    made = helper.make_graph(g.nodes, "encoder", shaped, out, g.constants)
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIME, 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=9)
    content: bytes = model.SerializeToString()
    return content


def _attention(
    g: _Graph,
    states: str,
    barred: str,
    part: Mapping[str, tuple[Floats, Floats]],
    scale: float,
    shapes: tuple[str, str],
) -> str:
    apart, together = shapes
    rows = g.in_8_bits(states)
    q, k, v = (
        g(
            "Transpose",
            g("Reshape", g.linear(rows, part[name][0] * by, part[name][1] * by), apart),
            perm=order,
        )
        for name, by, order in (
            ("q", scale, [0, 2, 1, 3]),
            ("k", 1.0, [0, 2, 3, 1]),
            ("v", 1.0, [0, 2, 1, 3]),
        )
    )
    met = g("Softmax", g("Add", g("MatMul", q, k), barred), axis=-1)
    mixed = g("Reshape", g("Transpose", g("MatMul", met, v), perm=[0, 2, 1, 3]), together)
    return g.linear(g.in_8_bits(mixed), *part["ao"])


def ship(
    network: Network,
    heads: Heads,
    ground: Mapping[str, NDArray[np.generic]],
    vocabulary: bytes,
    name: str,
    folder: Path,
    shared: Path = FOLDER,
) -> None:
    """Writes the reader's files and the words that all networks share, both with a manifest of digests."""
    # Apart from the rest, since training leaves the words as they are: a new version keeps the file.
    words, arrays = BytesIO(), BytesIO()
    np.save(words, network.packed)
    _write(
        shared,
        {"format": 1, "name": "e5-cut-1"},
        {"vocabulary.model": vocabulary, "words.npy": words.getvalue()},
    )
    np.savez(
        arrays,
        places=network.places.weight.detach().numpy().astype(np.float16),
        weights=heads.weights,
        bias=heads.bias,
        middle=ground["middle"],
        projection=ground["projection"],
        anchors=ground["anchors"],
    )
    files = {
        "graph.onnx": graph_of(network),
        "arrays.npz": arrays.getvalue(),
    }
    about = {"format": 2, "name": name, "heads": heads.labels, "thresholds": heads.thresholds}
    _write(folder, about, files)


def _write(folder: Path, about: Mapping[str, object], files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    digests = {file: sha256(content).hexdigest() for file, content in files.items()}
    manifest = {**about, "files": digests}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    print(f"{folder}: {sum(map(len, files.values())) / 1e6:.1f} MB")
