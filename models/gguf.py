"""Loads a GGUF file with llama.cpp, or says in one sentence why it can't be loaded."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import ClassVar

import llama_cpp

from models.errors import ModelError
from models.gguf_header import is_gguf, names_of_parts
from models.given_back import give_back_pages
from models.graphics.placement import Offload, Placement, reported

BATCH = 128
"""Prompt tokens evaluated at a time; a cancel waits at most for the rest of one graph node, not for the batch."""

_INFO, _WARNING, _ERROR = 2, 3, 4
"""ggml's log levels."""


class LoadedGguf(llama_cpp.Llama):  # type: ignore[misc]
    """A llama_cpp.Llama that leaves the file's chat template to us: it would fail to load for one that Jinja can't read."""

    chat_template: str | None = None
    """The file's own."""
    placement = Placement()
    """Where it is evaluated, as llama.cpp reported it."""

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says of itself, without chat templates."""
        return self._metadata

    @metadata.setter
    def metadata(self, values: dict[str, str]) -> None:
        self.chat_template = values.get("tokenizer.chat_template")
        self._metadata = {name: value for name, value in values.items() if "chat_template" not in name}


def load_gguf(path: Path, context: int, threads: int, offload: Offload | None = None) -> LoadedGguf:
    """The loaded model with a context of so many tokens; raises ModelError saying what is wrong with the file.

    `offload`: what to put on a card, in a process that has entered an engine for one.
    """
    check_gguf(path)
    native_log = _NativeLog()
    try:
        llm = LoadedGguf(
            str(path),
            n_ctx=context,
            n_batch=BATCH,
            n_ubatch=BATCH,
            n_threads=threads,
            n_threads_batch=threads,
            last_n_tokens_size=256,
            verbose=False,
            **_on_card(offload),
        )
        llm.placement = reported(native_log.told)
        for part in names_of_parts(path.name):
            give_back_pages(path.with_name(part))
        return llm
    except (ValueError, RuntimeError, OSError) as error:
        raise ModelError(_why_not_loaded(path, native_log.errors)) from error


def _on_card(offload: Offload | None) -> dict[str, object]:
    """The arguments that put layers on one card; without layers no single step is computed there either."""
    if offload is None:
        return {}
    alone = {"split_mode": llama_cpp.LLAMA_SPLIT_MODE_NONE, "main_gpu": offload.main}
    if not offload.layers:
        return {"n_gpu_layers": 0, "offload_kqv": False, "op_offload": False}
    return {"n_gpu_layers": offload.layers, **alone}


def check_gguf(path: Path) -> None:
    """Raise ModelError unless `path` is a readable file that begins as a GGUF does."""
    try:
        good = is_gguf(path)
    except OSError as error:
        raise ModelError(f"The model file {path} can't be read ({error.strerror}); fetch it again.") from error
    if not good:
        raise ModelError(f"{path} is not a GGUF model file; choose another or fetch it again.")


class _NativeLog:
    """Keeps llama.cpp's last warnings and errors, which otherwise go to stderr."""

    _callbacks: ClassVar[list[object]] = []
    """Callbacks outlive their models: llama.cpp goes on calling the last of them."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.told: list[str] = []
        """What it says of cards."""
        callback = llama_cpp.llama_log_callback(self._note)
        self._callbacks.append(callback)
        llama_cpp.llama_log_set(callback, ctypes.c_void_p(0))

    def _note(self, level: int, text: bytes, _data: object) -> None:
        if level in (_WARNING, _ERROR):
            self.errors = [*self.errors[-20:], text.decode(errors="replace").strip()]
        elif level == _INFO and (b"offloaded" in text or b"using device" in text):
            self.told.append(text.decode(errors="replace"))


def _why_not_loaded(path: Path, errors: list[str]) -> str:
    said = " ".join(errors)
    if "unknown model architecture" in said:
        kind = said.split("unknown model architecture:")[-1].split("'")[1:2]
        return (
            f"{path.name} is of a kind this program doesn't know ({''.join(kind) or 'unknown'}); choose another mind."
        )
    if "split" in said:
        return f"{path.name} is one part of a model, or the others are gone; add part 1, with the others beside it."
    if "out of memory" in said or "failed to allocate" in said or "unable to allocate" in said:
        return f"There is not enough memory for {path.name}; choose a smaller mind."
    return (
        f"{path.name} can't be loaded: it is damaged or not a language model; "
        "check it with `companion models verify`, or fetch it again."
    )
