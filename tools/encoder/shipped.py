"""The weights of a network that ships, to go on from: each within half of its 8-bit step of what it was."""

from collections.abc import Iterator

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from groundswell.text.words import Words
from tools.encoder.pretrained import Pretrained

Floats = NDArray[np.float32]
_LINEAR = ("q", "k", "v", "ao", "fi", "fo")
_NORMAL = ("aln", "oln")
HEADS = 12
"""Of attention in each layer: the graph does not tell it."""


def shipped(graph: bytes, places: Floats, words: Words) -> Pretrained:
    """The parts of a network by name, as `tools.encoder.network.Network` takes them."""
    held = onnx.load_from_string(graph).graph
    constants = {one.name: numpy_helper.to_array(one) for one in held.initializer}
    normals = [node for node in held.node if node.op_type == "LayerNormalization"]
    linears = list(_linears(held, constants))
    width, inner = len(linears[0][1]), len(linears[_LINEAR.index("fi")][1])
    arrays: dict[str, Floats] = {}

    def name(key: str, weight: Floats, bias: Floats) -> None:
        arrays[f"{key}.w"], arrays[f"{key}.b"] = weight, bias

    name("emb.ln", *(constants[one] for one in normals[0].input[1:3]))
    for place, (weight, bias) in enumerate(linears):
        layer, part = divmod(place, len(_LINEAR))
        by = (width // HEADS) ** 0.5 if _LINEAR[part] == "q" else 1.0
        name(f"l{layer}.{_LINEAR[part]}", weight * by, bias * by)
    for place, node in enumerate(normals[1:]):
        layer, part = divmod(place, len(_NORMAL))
        name(f"l{layer}.{_NORMAL[part]}", *(constants[one] for one in node.input[1:3]))
    layers = len(linears) // len(_LINEAR)
    return Pretrained(width, layers, HEADS, inner, words.packed, places, arrays)


def _linears(held: onnx.GraphProto, constants: dict[str, Floats]) -> Iterator[tuple[Floats, Floats]]:
    """Weight (out, in) and bias of each product, in the order of the graph."""
    users = {one: node for node in held.node for one in node.input}
    for node in held.node:
        if node.op_type == "MatMulIntegerToFloat":
            whole, steps = constants[node.input[1]], constants[node.input[3]]
            added = users[users[node.output[0]].output[0]]
            (bias,) = (constants[one] for one in added.input if one in constants)
            yield (whole.astype(np.float32) * steps).T.copy(), bias
