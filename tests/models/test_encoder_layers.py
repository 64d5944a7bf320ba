"""Tests that the weights of an encoder's layers are found in its file, unpacked, and that a file without them says so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from models.encoder_layers import MATRICES, layer_weights
from models.errors import ModelError

SIZE = 4
NAMED = {
    "bq": "attention.self.query.bias",
    "bk": "attention.self.key.bias",
    "bv": "attention.self.value.bias",
    "bo": "attention.output.dense.bias",
    "g1": "attention.output.LayerNorm.weight",
    "b1": "attention.output.LayerNorm.bias",
    "bup": "intermediate.dense.bias",
    "bdown": "output.dense.bias",
    "g2": "output.LayerNorm.weight",
    "b2": "output.LayerNorm.bias",
}


def two_layers(file: Path) -> Path:
    """A chain of twelve products with matrices of eight bits, each all of its own number, and a product of two values."""
    kept, nodes, value = [], [helper.make_node("MatMul", ["x", "x"], ["x0"])], "x0"
    for number in range(2 * len(MATRICES)):
        name = f"val_{number}"
        kept.append(numpy_helper.from_array(np.full((SIZE, SIZE), number, np.int8), f"{name}_q"))
        kept.append(numpy_helper.from_array(np.full((1, SIZE), 0.5, np.float32), f"{name}_scale"))
        nodes.append(helper.make_node("Cast", [f"{name}_q"], [f"{name}_c"], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [f"{name}_c", f"{name}_scale"], [name]))
        nodes.append(helper.make_node("MatMul", [value, name], [f"y{number}"]))
        value = f"y{number}"
    for layer in range(2):
        for place, name in enumerate(NAMED.values()):
            one = np.full(SIZE, 100 * layer + place, np.float32)
            kept.append(numpy_helper.from_array(one, f"inner.encoder.layer.{layer}.{name}"))
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [SIZE, SIZE]) for name in ("x", value)]
    graph = helper.make_graph(nodes, "made", ends[:1], ends[1:], kept)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(file))
    return file


def test_each_layer_has_its_own_matrices_unpacked_and_what_is_added(tmp_path):
    weights = layer_weights(two_layers(tmp_path / "model.onnx"), (1,))
    for place, part in enumerate(MATRICES):
        assert (weights[f"1.{part}"] == 0.5 * (len(MATRICES) + place)).all()
        assert weights[f"1.{part}"].dtype == np.float32
    for place, part in enumerate(NAMED):
        assert (weights[f"1.{part}"] == 100 + place).all()
    assert len(weights) == len(MATRICES) + len(NAMED)


@pytest.mark.parametrize("layers", [(2,), (0, 5)])
def test_layers_that_are_not_there_say_so(tmp_path, layers):
    with pytest.raises(ModelError, match="could not be read"):
        layer_weights(two_layers(tmp_path / "model.onnx"), layers)


def test_a_damaged_file_says_so(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError, match="get the model again"):
        layer_weights(tmp_path / "model.onnx", (0,))
