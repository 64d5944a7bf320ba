"""Starts Kokoro's model: rewrites and measures it once on this machine, then keeps the faster graph beside it."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from onnxruntime.capi import onnxruntime_pybind11_state as state

from voices.errors import VoiceError
from voices.kokoro_graph import rewritten
from voices.kokoro_silence import FIRST

log = logging.getLogger(__name__)

MODEL = "kokoro-v1.0.int8.onnx"
KEPT = "kokoro-v1.0.fast.onnx"
HOW_TO_GET = "run: companion models get kokoro-82m"
_STAMP = "companion-rewrite-4"
_BROKEN = (state.Fail, state.InvalidProtobuf, state.InvalidGraph, state.InvalidArgument, state.NoSuchFile,
           state.RuntimeException, state.NotImplemented, state.ModelLoadCanceled, OSError)  # fmt: skip
_SAMPLE = (50, 83, 54, 156, 31, 3, 16, 25, 55, 16, 50, 156, 102, 123, 16, 65, 102, 81, 16, 52, 63, 4)
"""“Hello, I'm here with you.” as tokens, for measuring the candidates."""


def session(folder: Path, threads: int) -> Any:
    """A running session with three outputs: samples, frames per token, and the frame of the first sample. Raises VoiceError.

    The first time takes some ten seconds, because which kind of convolution is fastest depends on the processor.
    """
    source = folder / MODEL
    if not source.is_file():
        raise VoiceError(f"Kokoro's model is missing ({source}); {HOW_TO_GET}")
    stamp = f"{_STAMP} {source.stat().st_size} {onnxruntime.__version__}"
    kept = _kept(folder / KEPT, stamp, threads)
    if kept is not None:
        return kept
    model = _chosen(source, threads)
    onnx.helper.set_model_props(model, {"companion": stamp})
    content = model.SerializeToString()
    _keep(folder / KEPT, content, source)
    return _started(content, threads)


def _kept(path: Path, stamp: str, threads: int) -> Any:
    """A session of the kept graph, if it is undamaged and was made by this program and runtime from this source."""
    if not path.is_file():
        return None
    try:
        kept = _started(str(path), threads)
    except _BROKEN as error:
        log.warning("the kept %s can't be used and is made again: %s", path.name, error)
        return None
    same = kept.get_modelmeta().custom_metadata_map.get("companion") == stamp
    return kept if same and kept.get_outputs()[-1].name == FIRST else None


def _chosen(source: Path, threads: int) -> Any:
    """The faster graph: matrix products in int8 if this processor computes them exactly, else the original."""
    plain = _read(source, convolutions=False)
    quick = _read(source, convolutions=True)
    exact, _ = _measured(_read(source, convolutions=True, signed=False), threads)
    slow_s = _measured(plain, threads)[1]
    samples, quick_s = _measured(quick, threads)
    right = samples.shape == exact.shape and bool(np.allclose(samples, exact, atol=1e-3))
    log.info("kokoro: original %.2f s, rewritten %.2f s, exact %s", slow_s, quick_s, right)
    return quick if right and quick_s < slow_s else plain


def _read(source: Path, convolutions: bool, signed: bool = True) -> Any:
    try:
        return rewritten(onnx.load(str(source)), convolutions, signed)
    except (DecodeError, ValueError, OSError, KeyError, IndexError, StopIteration) as error:
        raise VoiceError(f"Kokoro's model {source} is damaged ({error}); remove it and {HOW_TO_GET}") from error


def _measured(model: Any, threads: int) -> tuple[Any, float]:
    """The samples made from the test sentence, and the processor seconds of the faster of two runs."""
    running = _started(model.SerializeToString(), threads)
    inputs = {
        "tokens": np.array([[0, *_SAMPLE, 0]], np.int64),
        "style": np.full((1, 256), 0.05, np.float32),
        "speed": np.ones(1, np.float32),
    }
    seconds = []
    for _ in range(2):
        # Processor time, not wall time: other work on the machine must not decide.
        before = time.process_time()
        samples = running.run(None, inputs)[0]
        seconds.append(time.process_time() - before)
    return samples, min(seconds)


def _started(model: str | bytes, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Spinning threads would take the processor from the LLM, which generates while the voice speaks.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _keep(path: Path, content: bytes, source: Path) -> None:
    """Write the graph whole or not at all; if the folder is not writable, it is only made again next time."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            draft = Path(folder) / path.name
            draft.write_bytes(content)
            shutil.copymode(source, draft)
            os.replace(draft, path)
    except OSError as error:
        log.warning("the rewritten voice can't be kept in %s: %s", path.parent, error)
