"""Changes Kokoro's ONNX graph so that silence is not computed, but the speech sounds as if it had been.

A run begins and ends with some 0.3 s of silence, which cost as much as speech. Where they are is known before decoding: the
energy curve that the prosody predictor gives for each half frame lies above −4 wherever something sounds. So the decoder gets
only what is between, with a margin. Its instance norms (AdaIN), however, take mean and variance over all frames: without the
silence the voice was 2.7 ± 0.6 dB quieter, and duller. So the norms count the frames at either end in place of those left out.
Measured over forty clauses of 3–6 words (AMD EPYC, two threads): 0.56 instead of 0.70 s of processor time, loudness within 0.1
dB, and Whisper tiny.en got 4 of 184 words wrong instead of 3; with a margin of two frames before, 6.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

FIRST = "companion/first"
"""Name of the tensor with the frame of the first sample; the frames before it were left out."""

_ENERGY = "/encoder/Reshape_1_output_0"
_CURVES = {"/encoder/MatMul_1_output_0": (2, 1), "/encoder/Reshape_output_0": (1, 2), _ENERGY: (1, 2)}
"""The decoder's inputs (sounds, pitch, energy): axis of time, and values per frame."""
_SOUNDING, _BEFORE, _AFTER = -4.0, 4, 3
"""Energy above which a frame sounds; frames kept before and after the sounding ones."""
_OUTER, _INNER = 0.5, 2.0
"""Silence is measured between these distances from either end, in frames: not at the very end, where convolutions see padding."""
_END = "companion/end"


def leave_out_silence(graph: Any, durations: str) -> None:
    """Change `graph` in place; FIRST becomes one of its tensors. Raises ValueError when it is not the expected graph."""
    if not _CURVES.keys() <= {output for node in graph.node for output in node.output}:
        raise ValueError("no sounds, pitch and energy in this model")
    _Silence(graph, durations).leave_out()


class _Silence:
    def __init__(self, graph: Any, durations: str) -> None:
        self._graph, self._durations = graph, durations
        self._nodes: list[Any] = []
        self._known: dict[str, tuple[list[str], list[str]]] = {}

    def leave_out(self) -> None:
        before, after = self._around_bounds()
        self._nodes = before
        self._find_bounds()
        self._find_shares()
        self._cut_curves(after)
        for node in after:
            if node.op_type == "ReduceMean" and node.name.startswith("/decoder"):
                self._mean(node)
            else:
                self._nodes.append(node)
        del self._graph.node[:]
        self._graph.node.extend(self._nodes)

    def _around_bounds(self) -> tuple[list[Any], list[Any]]:
        """The nodes before the point where curves and durations are all known, and those after it."""
        nodes = list(self._graph.node)
        known = 1 + max(at for at, n in enumerate(nodes) if {self._durations, *_CURVES} & set(n.output))
        early: list[Any] = []
        late: list[Any] = []
        decoded: set[str] = set()
        for node in nodes[:known]:
            if _decodes(node) or decoded & set(node.input):
                late.append(node)
                decoded |= set(node.output)
            else:
                early.append(node)
        return early, [*late, *nodes[known:]]

    def _find_bounds(self) -> None:
        self._add("Greater", [_ENERGY, self._constant("level", np.float32(_SOUNDING))], "companion/sounding")
        self._add("Cast", ["companion/sounding"], "companion/sounds", to=TensorProto.INT32)
        # ArgMax finds the first or the last of equal values; when nothing sounds, all are equal and every frame is kept.
        self._add("Max", [self._frame(0, -_BEFORE), self._whole(0)], FIRST)
        self._add("ReduceSum", [self._durations], "companion/all", keepdims=1)
        self._add("Min", [self._frame(1, 1 + _AFTER), "companion/all"], _END)

    def _frame(self, last: int, moved: int) -> str:
        """The first sounding frame, or the last one if `last` is 1, moved by `moved` frames."""
        name = f"companion/sounding{last}"
        self._add("ArgMax", ["companion/sounds"], f"{name}/half", axis=1, keepdims=0, select_last_index=last)
        self._add("Div", [f"{name}/half", self._whole(2)], f"{name}/frame")
        return self._add("Add", [f"{name}/frame", self._whole(moved)], f"{name}/moved")

    def _find_shares(self) -> None:
        """The share of all frames that each part has: before, kept, after."""
        self._add("Sub", [_END, FIRST], "companion/count")
        self._add("Sub", ["companion/all", _END], "companion/later")
        whole = self._add("Cast", ["companion/all"], "companion/total", to=TensorProto.FLOAT)
        for part, count in (("before", FIRST), ("kept", "companion/count"), ("after", "companion/later")):
            frames = self._add("Cast", [count], f"companion/{part}/frames", to=TensorProto.FLOAT)
            self._add("Div", [frames, whole], f"companion/{part}")

    def _cut_curves(self, users: list[Any]) -> None:
        doubled = [self._add("Mul", [bound, self._whole(2)], f"{bound}/half") for bound in (FIRST, _END)]
        for name, (axis, values) in _CURVES.items():
            bounds = doubled if values == 2 else [FIRST, _END]
            cut = self._add("Slice", [name, *bounds, self._whole(axis)], f"{name}/sounding")
            for node in users:
                if _decodes(node):
                    node.input[:] = [cut if given == name else given for given in node.input]

    def _mean(self, node: Any) -> None:
        """The mean over all frames: those kept, and their ends in place of those left out."""
        (curve, axes), name = node.input, node.name
        parts = [self._add("ReduceMean", [curve, axes], f"{name}/kept", keepdims=1)]
        for part, bounds in zip(("before", "after"), self._ends(node), strict=True):
            silence = self._add("Slice", [curve, *bounds, self._whole(2)], f"{name}/{part}/silence")
            parts.append(self._add("ReduceMean", [silence, axes], f"{name}/{part}", keepdims=1))
        shares = ("companion/kept", "companion/before", "companion/after")
        shared = [self._add("Mul", [p, share], f"{p}/share") for p, share in zip(parts, shares, strict=True)]
        self._add("Sum", shared, node.output[0])

    def _ends(self, node: Any) -> tuple[list[str], list[str]]:
        """Bounds of the silence at the beginning and at the end; the norms of one residual block share them."""
        name = node.name.partition("/adain")[0] if "/adain" in node.name else node.name.rpartition("/")[0]
        if name not in self._known:
            length = self._add("Shape", [node.input[0]], f"{name}/length", start=2, end=3)
            floats = self._add("Cast", [length], f"{name}/floats", to=TensorProto.FLOAT)
            frame = self._add("Div", [floats, "companion/kept/frames"], f"{name}/frame")
            outer, inner = (self._samples(frame, share, f"{name}/{share}") for share in (_OUTER, _INNER))
            last, first = (self._add("Sub", [length, end], f"{end}/from-end") for end in (outer, inner))
            self._known[name] = [outer, inner], [first, last]
        return self._known[name]

    def _samples(self, frame: str, share: float, name: str) -> str:
        """The number of this curve's samples in `share` frames."""
        self._add("Mul", [frame, self._constant(f"share{share}", np.array([share], np.float32))], f"{name}/exact")
        self._add("Ceil", [f"{name}/exact"], f"{name}/ceil")
        return self._add("Cast", [f"{name}/ceil"], name, to=TensorProto.INT64)

    def _add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def _whole(self, value: int) -> str:
        return self._constant(f"whole{value}", np.array([value], np.int64))

    def _constant(self, name: str, value: Any) -> str:
        name = f"companion/{name}"
        if all(constant.name != name for constant in self._graph.initializer):
            self._graph.initializer.append(numpy_helper.from_array(np.asarray(value), name))
        return name


def _decodes(node: Any) -> bool:
    """Whether the node belongs to the decoder: by its name, or because it quantises one of the decoder's inputs."""
    return node.name.startswith("/decoder") or (
        node.op_type == "DynamicQuantizeLinear" and bool(_CURVES.keys() & set(node.input))
    )
