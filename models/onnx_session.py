"""Loads an ONNX file for quiet work beside the conversation: on one thread, and with no memory kept between runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.given_back import give_back_freed


def quiet_session(file: Path | bytes) -> Any:
    """A running session of a file, or of its content.

    Raises what ONNX Runtime raises: plain Exception, or one of its own for each of its states.

    One thread, which sleeps when idle: LLM and speech recogniser need the cores. No arena, which would keep the memory of the
    longest input for ever, and what loading freed is given back: of MiniLM's 147 MB, 325 after long texts, 88 remain. A run takes
    some per cent longer (41 rather than 38 ms for a sentence).
    """
    import onnxruntime

    source = file if isinstance(file, bytes) else str(file)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    give_back_freed()
    return session
