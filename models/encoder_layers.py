"""Reads the weights of a BERT encoder's layers from its ONNX file, also where they were stored in eight bits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError
from models.given_back import give_back_freed

MATRICES = ("q", "k", "v", "o", "up", "down")
"""A layer's matrices, in the order in which the network multiplies by them."""
_NAMED = {
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


def layer_weights(file: Path, layers: Iterable[int]) -> dict[str, NDArray[np.float32]]:
    """The weights of some layers (the first is 0) by layer, stop, part: `4.q`, shape (inputs, outputs), and `4.bq`, `4.g1`, ….

    Raises ModelError when the file is not such an encoder. What reading it took, some 80 MB, is given back.
    """
    weights = _read(file, layers)
    give_back_freed()
    return weights


def _read(file: Path, layers: Iterable[int]) -> dict[str, NDArray[np.float32]]:
    import onnx  # late: half a second, needed once
    from onnx import numpy_helper

    try:
        graph = onnx.load(str(file)).graph
        kept = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        matrices = _multiplied(graph, kept)
        weights = {}
        for layer in layers:
            for place, part in enumerate(MATRICES):
                name = matrices[layer * len(MATRICES) + place]
                weights[f"{layer}.{part}"] = kept[f"{name}_q"].astype(np.float32) * kept[f"{name}_scale"]
            for part, name in _NAMED.items():
                weights[f"{layer}.{part}"] = next(
                    kept[full] for full in kept if full.endswith(f"encoder.layer.{layer}.{name}")
                )
    except Exception as error:  # the library raises plain Exception, or one of its own for each kind of damage
        raise ModelError(f"The layers of {file} could not be read ({error!r}); get the model again.") from error
    return weights


def _multiplied(graph: Any, kept: dict[str, Any]) -> list[str]:
    """The names of the stored matrices that are multiplied by, first to last."""
    made = {output: node for node in graph.node for output in node.output}
    found = []
    for node in graph.node:
        if node.op_type == "MatMul":
            found += [name for name in (_stored(value, made, kept) for value in node.input) if name]
    return found


def _stored(value: str, made: dict[str, Any], kept: dict[str, Any]) -> str | None:
    """The name of the matrix of which a value is only another form: unpacked, scaled."""
    while value in made and made[value].op_type in ("Mul", "Cast"):
        value = next((one for one in made[value].input if one.endswith("_q") or one in made), "")
    return value[:-2] if value.endswith("_q") and f"{value[:-2]}_scale" in kept else None
