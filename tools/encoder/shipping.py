"""What was trained as files that run without torch: a graph in 8 bits, words in 4, heads, vocabulary."""

import json
import logging
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from tools.encoder.calibrating import Heads
from tools.encoder.network import Network

_OPSET = 17
_FAR_BELOW = -1e4


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
        self.nodes.append(helper.make_node(operation, inputs, [name], name, None, None, None, **attributes))
        return name

    def linear(self, states: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        return self("Add", self("MatMul", states, self.constant(weight.T)), self.constant(bias))

    def normal(self, states: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        return self(
            "LayerNormalization", states, self.constant(weight), self.constant(bias), axis=-1, epsilon=1e-12
        )


def graph_of(network: Network) -> onnx.ModelProto:
    """Embeddings `(texts, pieces, width)` and a mask of ones and zeros in, states of the same shape out."""
    weights = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    width = weights["ln.weight"].shape[0]
    g = _Graph()
    states = g.normal("embedded", weights["ln.weight"], weights["ln.bias"])
    far = g("Mul", g("Sub", g.constant(1.0), "mask"), g.constant(_FAR_BELOW))
    barred = g("Unsqueeze", far, g.constant([1, 2], np.int64))
    heads = network.layers[0].heads
    apart = g.constant([0, 0, heads, width // heads], np.int64)
    together = g.constant([0, 0, width], np.int64)
    root, half, one = g.constant(2**0.5), g.constant(0.5), g.constant(1.0)
    for place in range(len(network.layers)):
        part = {
            name: (weights[f"layers.{place}.{name}.weight"], weights[f"layers.{place}.{name}.bias"])
            for name in ("q", "k", "v", "ao", "aln", "fi", "fo", "oln")
        }
        scale = (width // heads) ** -0.5
        turned = {
            name: g(
                "Transpose",
                g("Reshape", g.linear(states, part[name][0] * by, part[name][1] * by), apart),
                perm=order,
            )
            for name, by, order in (
                ("q", scale, [0, 2, 1, 3]),
                ("k", 1.0, [0, 2, 3, 1]),
                ("v", 1.0, [0, 2, 1, 3]),
            )
        }
        met = g("Softmax", g("Add", g("MatMul", turned["q"], turned["k"]), barred), axis=-1)
        mixed = g("Transpose", g("MatMul", met, turned["v"]), perm=[0, 2, 1, 3])
        states = g.normal(
            g("Add", states, g.linear(g("Reshape", mixed, together), *part["ao"])), *part["aln"]
        )
        inner = g.linear(states, *part["fi"])
        bent = g("Mul", g("Mul", inner, g("Add", g("Erf", g("Div", inner, root)), one)), half)
        states = g.normal(g("Add", states, g.linear(bent, *part["fo"])), *part["oln"])
    g.nodes.append(helper.make_node("Identity", [states], ["states"], name="states"))
    shaped = [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["texts", "pieces", width])]
    shaped.append(helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["texts", "pieces"]))
    out = [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["texts", "pieces", width])]
    made = helper.make_graph(g.nodes, "encoder", shaped, out, g.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=9)


def in_8_bits(model: onnx.ModelProto) -> bytes:
    """The same with weights in 8 bits per output and activations quantised as they come."""
    logging.disable(logging.WARNING)
    with TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        onnx.save(model, str(whole))
        quantize_dynamic(
            whole, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
        )
        return small.read_bytes()


def ship(network: Network, heads: Heads, vocabulary: bytes, name: str, folder: Path) -> None:
    """Writes the reader's files with a manifest of their digests."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = BytesIO()
    np.savez(
        arrays,
        words=network.packed,
        places=network.places.weight.detach().numpy().astype(np.float16),
        weights=heads.weights,
        bias=heads.bias,
    )
    files = {
        "graph.onnx": in_8_bits(graph_of(network)),
        "vocabulary.model": vocabulary,
        "arrays.npz": arrays.getvalue(),
    }
    for file, content in files.items():
        (folder / file).write_bytes(content)
    manifest = {
        "format": 1,
        "name": name,
        "files": {file: sha256(content).hexdigest() for file, content in files.items()},
        "heads": heads.labels,
        "thresholds": heads.thresholds,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    print(f"{folder}: {sum(map(len, files.values())) / 1e6:.1f} MB")
