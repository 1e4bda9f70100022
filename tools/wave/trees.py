"""LightGBM trees as one ONNX file: float32 in, one column for each booster out."""

from collections.abc import Mapping, Sequence
from typing import Any

import lightgbm as lgb
import numpy as np
import onnx
from onnx import TensorProto, helper


def as_onnx(boosters: Sequence[lgb.Booster], inputs: int) -> bytes:
    """The boosters as targets 0, 1 … of one ensemble of regression trees."""
    nodes: Attributes = {f"nodes_{name}": [] for name in _NODE_FIELDS}
    targets: Attributes = {f"target_{name}": [] for name in ("treeids", "nodeids", "ids", "weights")}
    tree = 0
    for target, booster in enumerate(boosters):
        for told in booster.dump_model()["tree_info"]:
            _flatten(told["tree_structure"], tree, target, nodes, targets)
            tree += 1
    ensemble = helper.make_node(
        "TreeEnsembleRegressor",
        ["rows"],
        ["told"],
        domain="ai.onnx.ml",
        n_targets=len(boosters),
        post_transform="NONE",
        aggregate_function="SUM",
        **(nodes | targets),
    )
    graph = helper.make_graph(
        [ensemble],
        "wave",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [None, inputs])],
        [helper.make_tensor_value_info("told", TensorProto.FLOAT, [None, len(boosters)])],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="groundswell", ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


# What ONNX keeps for all nodes or for all leaves: lists of equal length by name.
Attributes = dict[str, Any]
_FLOAT32 = (np.finfo(np.float32).min, np.finfo(np.float32).max)
_NODE_FIELDS = (
    "treeids",
    "nodeids",
    "modes",
    "featureids",
    "values",
    "truenodeids",
    "falsenodeids",
    "missing_value_tracks_true",
)


def _flatten(root: Mapping[str, Any], tree: int, target: int, nodes: Attributes, targets: Attributes) -> None:
    """Adds a tree in pre-order: the left child follows its parent, the right one the left subtree."""
    waiting: list[tuple[Mapping[str, Any], int | None]] = [(root, None)]
    start = len(nodes["nodes_nodeids"])
    while waiting:
        told, right_of = waiting.pop()
        number = len(nodes["nodes_nodeids"]) - start
        if right_of is not None:
            nodes["nodes_falsenodeids"][start + right_of] = number
        if "leaf_value" in told:
            node: tuple[object, ...] = ("LEAF", 0, 0.0, 0, 0, 0)
            leaf = (tree, number, target, float(told["leaf_value"]))
            for name, part in zip(targets, leaf, strict=True):
                targets[name].append(part)
        else:
            missing = int(_missing_goes_left(told))
            threshold = _below(told["threshold"])
            node = ("BRANCH_LEQ", told["split_feature"], threshold, number + 1, 0, missing)
            waiting += [(told["right_child"], number), (told["left_child"], None)]
        for name, value in zip(nodes, (tree, number, *node), strict=True):
            nodes[name].append(value)


def _below(threshold: float) -> float:
    """The largest float32 that is not above the threshold, so that float32 inputs split as they did."""
    single = np.float32(np.clip(threshold, *_FLOAT32))  # LightGBM writes 1e300 for "everything but missing"
    return float(single if float(single) <= threshold else np.nextafter(single, np.float32(-np.inf)))


def _missing_goes_left(told: Mapping[str, Any]) -> bool:
    if told["missing_type"] == "NaN":
        return bool(told["default_left"])
    return bool(told["threshold"] >= 0)  # without missing values in training, one counts as zero
