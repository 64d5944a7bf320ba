"""Computes how likely a text in the prompt is, and how likely labels are to follow the prompt."""

from __future__ import annotations

from collections.abc import Iterable

from models.evaluation import Evaluation
from models.gguf import BATCH
from models.prefix import PrefixCache


def read_and_score(
    cache: PrefixCache, evaluation: Evaluation, head: list[int], tail: list[int], scored: bytes
) -> float | None:
    """Read what the cache does not hold of head and tail; the log-probability of `scored`, with which the tail begins.

    0.0 when `scored` is empty; None when cancelled on the way. Only in a side context: the conversation's own keeps no
    logits but the last.
    """
    tokens, first = head + tail, len(head) - 1
    past = first + _count_spanning(map(cache.token_bytes, tail), len(scored))
    cache.keep_logits(first, past)
    logprob = 0.0
    for begin in range(cache.llm.n_tokens, len(tokens), BATCH):
        if not evaluation.evaluate(tokens[begin : begin + BATCH]):
            return None
        watched = range(max(begin, first), min(begin + BATCH, past))
        logprob += sum(cache.logprob(place, tokens[place + 1], begin) for place in watched)
    return logprob


def label_shares(cache: PrefixCache, first_tokens: Iterable[int]) -> tuple[float, ...]:
    """The probability that each of these tokens comes next."""
    probabilities = cache.probabilities()
    return tuple(float(probabilities[token]) for token in first_tokens)


def _count_spanning(pieces: Iterable[bytes], length: int) -> int:
    """How many of the pieces it takes to make up so many bytes."""
    count = 0
    for piece in pieces:
        if length <= 0:
            break
        count, length = count + 1, length - len(piece)
    return count
