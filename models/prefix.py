"""Reuses what an LLM has already read: keeps one context's tokens and evaluates only where the next prompt differs."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import llama_cpp
import numpy as np
from numpy.typing import NDArray

from models.evaluation import Evaluation
from models.snapshots import Snapshots


class PrefixCache:
    """The tokens in the KV cache of one context, and their text. `llm` evaluates into that context."""

    def __init__(self, llm: Any, bos: Sequence[int]) -> None:
        """`bos`: what the vocabulary puts before every prompt; no token or one."""
        self.llm, self._bos = llm, list(bos)
        self._snapshots, self._seams = Snapshots(llm), set[int]()
        self._text, self._tokens = b"", list[int]()
        self._pieces: dict[int, bytes] = {}

    def set_abort(self, callback: Any, flag: Any) -> None:
        """Let llama.cpp check `flag` through `callback` while it evaluates."""
        llama_cpp.llama_set_abort_callback(self.llm._ctx.ctx, callback, ctypes.cast(flag, ctypes.c_void_p))

    def tokens_of(self, text: bytes, marks: bool) -> list[int]:
        """The text's tokens; where the text begins like the cached one, exactly the cached tokens.

        `marks`: read marks such as `<|im_end|>` as the tokens they stand for, not as text.
        """
        shared = _common_length(text, self._text)
        tokens: list[int] = []
        length = 0
        for token in self._tokens[len(self._bos) :]:
            if length + len(self.token_bytes(token)) > shared - 1:
                break
            tokens.append(token)
            length += len(self.token_bytes(token))
        while tokens and text[length] & 0xC0 == 0x80:  # a token may end within a character; a text may not begin there
            length -= len(self.token_bytes(tokens.pop()))
        rest: list[int] = self.llm.tokenize(text[length:], add_bos=False, special=marks)
        return self._bos + tokens + rest

    def cut_to_shared(self, tokens: Sequence[int]) -> int:
        """Drop from the cache what does not begin like `tokens`; returns how many tokens stay (never all of `tokens`)."""
        shared = 0
        for ours, theirs in zip(self._tokens, tokens[:-1], strict=False):
            if ours != theirs:
                break
            shared += 1
        kept = self._snapshots.cut(shared)
        self._seams = {shared}  # where this prompt goes another way, the next one may do so, too
        self.llm.n_tokens = kept
        self._tokens = list(tokens[:kept])
        return kept

    @property
    def rolls_back(self) -> bool:
        """Whether the model can take back what it read last; for one that can't, snapshots are taken at seams."""
        return not self._snapshots.needed

    def add_seams(self, tokens: Sequence[int], after: int) -> None:
        """Later prompts may go another way before the last token, or `after` bytes before the end of the text."""
        if self.rolls_back:
            return
        length = sum(len(self.token_bytes(token)) for token in tokens[len(self._bos) :]) - after
        place = len(self._bos)
        for token in tokens[place:]:
            length -= len(self.token_bytes(token))
            if length <= 0:  # `tokens_of` does not keep the last byte that two texts share, either
                break
            place += 1
        self._seams |= {place, len(tokens) - 1}

    def read(self, evaluation: Evaluation, tokens: Sequence[int]) -> bool:
        """Append the tokens, pausing at seams to take snapshots; False when cancelled on the way. Raises ModelError."""
        begin, end = self.llm.n_tokens, self.llm.n_tokens + len(tokens)
        done = 0
        for seam in (
            sorted(seam - begin for seam in self._seams if begin < seam <= end) if self._snapshots.needed else ()
        ):
            if not evaluation.evaluate(tokens[done:seam]):
                return False
            self._snapshots.keep()
            done = seam
        return evaluation.evaluate(tokens[done:])

    def record(self) -> None:
        """Record what the cache holds now, so that the next prompt can build on it."""
        self._tokens = [int(token) for token in self.llm.input_ids[: self.llm.n_tokens]]
        self._text = b"".join(map(self.token_bytes, self._tokens[len(self._bos) :]))

    def token_bytes(self, token: int) -> bytes:
        """The token's bytes; remembered, because those of a long prompt are needed every turn."""
        if token not in self._pieces:
            self._pieces[token] = self.llm.detokenize([token], special=True)
        return self._pieces[token]

    def logits(self) -> NDArray[np.float32]:
        """Logits after the last evaluated token, shape (vocabulary,); a view that the next evaluation overwrites."""
        return np.ctypeslib.as_array(self.llm._ctx.get_logits_ith(-1), shape=(self.llm.n_vocab(),))

    def keep_logits(self, first: int, past: int) -> None:
        """From now on, keep the logits after each token from position `first` to before `past`. Only in a side context."""
        self.llm._batch.watched = range(first, past)

    def logprob(self, place: int, token: int, begun: int) -> float:
        """log P(`token`) after a position whose logits were kept, in the last evaluated batch, which began at `begun`."""
        row = np.ctypeslib.as_array(self.llm._ctx.get_logits_ith(place - begun), shape=(self.llm.n_vocab(),))
        largest = float(row.max())
        return float(row[token]) - largest - math.log(float(np.exp(row - largest).sum(dtype=np.float64)))

    def probabilities(self) -> NDArray[np.float64]:
        """The probability that each token comes next: shape (vocabulary,), sum 1."""
        logits = self.logits().astype(np.float64)
        weights = np.exp(logits - logits.max())
        shares: NDArray[np.float64] = weights / weights.sum()
        return shares

    def keep_beginning(self, most: int) -> Beginning:
        """The first tokens, at most so many, and their KV cells, for `take_up` in a new context of the same model."""
        kept = min(most, len(self._tokens))
        if not self.rolls_back or not self.llm._ctx.kv_cache_seq_rm(-1, kept, -1):
            return Beginning((), b"")
        context = self.llm._ctx.ctx
        cells = (ctypes.c_uint8 * llama_cpp.llama_state_seq_get_size(context, 0))()
        written = llama_cpp.llama_state_seq_get_data(context, cells, len(cells), 0)
        return Beginning(tuple(self._tokens[:kept]), bytes(cells[:written]))

    def take_up(self, beginning: Beginning) -> None:
        """Begin as another context had begun, without evaluating that again. Only in a new context."""
        tokens, cells = beginning.tokens, (ctypes.c_uint8 * len(beginning.cells)).from_buffer_copy(beginning.cells)
        if not tokens or not llama_cpp.llama_state_seq_set_data(self.llm._ctx.ctx, cells, len(cells), 0):
            return
        self.llm.input_ids[: len(tokens)] = tokens
        self.llm.n_tokens = len(tokens)
        self.record()

    def close(self) -> None:
        """Free the context; of a side context the weights stay."""
        self.llm.close()


@dataclass(frozen=True)
class Beginning:
    """What a context had read first."""

    tokens: tuple[int, ...]
    cells: bytes = field(repr=False)
    """Their KV cells, as llama.cpp writes them."""


def _common_length(first: bytes, second: bytes) -> int:
    """How many bytes both texts begin with."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[:middle] == second[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
