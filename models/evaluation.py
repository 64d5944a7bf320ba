"""Evaluates tokens in batches, and pauses or stops between them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from models.errors import ModelError
from models.gguf import BATCH


class Evaluation:
    """The evaluations of one request in one llama.cpp context."""

    def __init__(self, llm: Any, cancelled: Callable[[], bool], free: threading.Event) -> None:
        """`free`: set while the processor may be used."""
        self.llm = llm
        self._cancelled, self._free = cancelled, free
        self.cancelled = False
        """Whether the request was cancelled on the way."""

    def evaluate(self, tokens: Sequence[int]) -> bool:
        """Append the tokens to the context; False when cancelled on the way. Raises ModelError."""
        for begin in range(0, len(tokens), BATCH):
            if self._must_stop():
                self.cancelled = True
                return False
            try:
                self.llm.eval(tokens[begin : begin + BATCH])
            except RuntimeError as error:
                if not self._must_stop():
                    raise ModelError(f"The mind could not go on ({error}); please say that again.") from error
                self.cancelled = True
                return False
        return True

    def _must_stop(self) -> bool:
        """Wait while something more urgent needs the processor; then, whether the request is cancelled."""
        self._free.wait()
        return self._cancelled()
