"""Makes a second context over the weights of a loaded GGUF: what is read in it leaves the first one's cache as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from llama_cpp import _internals


class SideContext:
    """What prefix cache, evaluation and generation need of a `llama_cpp.Llama`, with a KV cache of its own and no weights.

    Copying the Llama instead would load the file again: its `__setstate__` does that.
    """

    def __init__(self, llm: Any, size: int) -> None:
        """`size`: tokens it holds. The model frees it, if nobody has, before it is freed itself."""
        self.tokenize, self.detokenize, self.n_vocab = llm.tokenize, llm.detokenize, llm.n_vocab
        self._n_vocab: int = llm.n_vocab()
        self.context_params = type(llm.context_params).from_buffer_copy(llm.context_params)
        self.context_params.n_ctx = size
        self._ctx = _internals.LlamaContext(model=llm._model, params=self.context_params, verbose=False)
        self._batch = WatchedBatch(n_tokens=llm.n_batch, embd=0, n_seq_max=1, verbose=False)
        self.input_ids = np.zeros(size, dtype=np.intc)
        self.n_tokens = 0

    def eval(self, tokens: Sequence[int]) -> None:
        """Append at most one batch of tokens. Raises RuntimeError when llama.cpp can't, or was made to stop."""
        self._ctx.kv_cache_seq_rm(-1, self.n_tokens, -1)
        self._batch.set_batch(tokens, self.n_tokens, False)
        self._ctx.decode(self._batch)
        self.input_ids[self.n_tokens : self.n_tokens + len(tokens)] = tokens
        self.n_tokens += len(tokens)

    def close(self) -> None:
        """Free the cache and the buffers; the weights stay."""
        self._batch.close()
        self._ctx.close()


class WatchedBatch(_internals.LlamaBatch):  # type: ignore[misc]
    """A batch that keeps the logits not only after its last token, but after each watched position."""

    watched = range(0)

    def set_batch(self, batch: Sequence[int], n_past: int, logits_all: bool) -> None:
        """See LlamaBatch; positions are counted from the beginning of the context."""
        super().set_batch(batch, n_past, logits_all)
        for place in range(max(self.watched.start, n_past), min(self.watched.stop, n_past + len(batch))):
            self.batch.logits[place - n_past] = True
