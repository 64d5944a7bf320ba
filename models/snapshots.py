"""Takes a context back to an earlier place although its model can't: keeps copies of its state at places prompts come back to.

Recurrent and hybrid models keep one state instead of every token, and llama.cpp can't undo what it has read. Without this,
each turn would read the whole conversation again. llama.cpp's server does the same (“context checkpoints”).
"""

from __future__ import annotations

import ctypes
from typing import Any

import llama_cpp

MOST = 3
"""Copies at a time: before the line, before the reply, and where the prompt before went another way. Each takes some 20 MB for
a model like Qwen3.5 2B (estimated: 18 layers of 16 heads of 128 × 128)."""
_STATE_ONLY = llama_cpp.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY
"""Of a hybrid model: without the keys and values of its other layers, which can be cut."""


class Snapshots:
    """Copies of one context's state, by the number of tokens it had read. Cheap for models that need none: it keeps none."""

    def __init__(self, llm: Any) -> None:
        self._llm = llm
        self.needed = not rolls_back(llm._ctx.model)
        """Whether the model can't be taken back without them."""
        self._copies: dict[int, Any] = {}

    def keep(self) -> None:
        """Copy the state as it is now."""
        context, place = self._llm._ctx.ctx, self._llm.n_tokens
        size = llama_cpp.llama_state_seq_get_size_ext(context, 0, _STATE_ONLY)
        copy = (ctypes.c_uint8 * size)()
        if llama_cpp.llama_state_seq_get_data_ext(context, copy, size, 0, _STATE_ONLY) != size:
            return
        self._copies.pop(place, None)
        while len(self._copies) >= MOST:
            del self._copies[next(iter(self._copies))]
        self._copies[place] = copy

    def cut(self, length: int) -> int:
        """Take the context back to at most `length` tokens; returns how many stay."""
        memory = self._llm._ctx
        self._copies = {place: copy for place, copy in self._copies.items() if place <= length}
        if memory.kv_cache_seq_rm(-1, length, -1):
            return length
        while self._copies:
            place = max(self._copies)
            copy = self._copies[place]
            read = llama_cpp.llama_state_seq_set_data_ext(memory.ctx, copy, len(copy), 0, _STATE_ONLY)
            if read and memory.kv_cache_seq_rm(-1, place, -1):
                return place
            del self._copies[place]
        memory.kv_cache_clear()
        return 0


def rolls_back(model: Any) -> bool:
    """Whether a loaded model can take back the last tokens it read."""
    return not (llama_cpp.llama_model_is_recurrent(model.model) or llama_cpp.llama_model_is_hybrid(model.model))
