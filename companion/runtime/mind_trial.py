"""Measures how quick an LLM is on this machine: it reads a text and goes on with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.language import GenerateRequest, LanguageModel, Usage
from models.mind_choice import CLAUSE_TOKENS, ENOUGH, FIRST_REPLY_S, LINE_TOKENS

TEXT = "It rained all evening, and nobody minded at all." * 10
TOKENS = 60


@dataclass(frozen=True)
class MindSpeed:
    """What was measured of an LLM."""

    tokens_per_s: float
    """Generated."""
    read_per_s: float
    """Tokens of a prompt."""

    @property
    def first_reply_s(self) -> float:
        """Seconds from the end of a line to the first clause of the reply."""
        return LINE_TOKENS / max(1e-3, self.read_per_s) + (CLAUSE_TOKENS + 1) / max(1e-3, self.tokens_per_s)

    @property
    def enough(self) -> bool:
        """Whether it is quick enough for a conversation."""
        return self.tokens_per_s >= ENOUGH and self.first_reply_s <= FIRST_REPLY_S


def measure(llm: LanguageModel, rounds: int, cancelled: Callable[[], bool], aside: str = "") -> MindSpeed | None:
    """The quickest of some rounds, for other work can only make one slower; None when it was cancelled before all were done.

    `aside`: the side context to use, so that the conversation's prefix stays. Raises ModelError and WorkerError.
    """
    usages = []
    for number in range(rounds):
        request = GenerateRequest(f"{number}. {TEXT}", max_tokens=TOKENS, seed=1, side_context=aside)
        usage = next((piece for piece in llm.generate(request, cancelled) if isinstance(piece, Usage)), None)
        if usage is None or usage.finish == "cancelled":
            return None
        usages.append(usage)
    thought = max((usage.output_tokens - 1) / max(1e-3, usage.total_s - usage.prefill_s) for usage in usages)
    read = max(usage.evaluated_tokens / max(1e-3, usage.prefill_s) for usage in usages)
    return MindSpeed(round(thought, 1), round(read, 1))
