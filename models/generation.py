"""Generates a reply token by token: draws with bans, turns tokens into text, cuts at stops, cleans the reply."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Literal

from llama_cpp._internals import LlamaSampler

from models.bans import TokenBans
from models.detokenizer import Detokenizer
from models.evaluation import Evaluation
from models.language import GenerateRequest, TextChunk
from models.replies.marks import is_mark
from models.replies.reply_filter import ReplyFilter
from models.sampling import make_sampler


class Generation:
    """One reply, generated after what the evaluation's context holds."""

    def __init__(
        self, evaluation: Evaluation, request: GenerateRequest, bans: TokenBans, end_tokens: frozenset[int], room: int
    ) -> None:
        """`end_tokens` end the reply; `room`: tokens left in the context."""
        self._evaluation, self._llm = evaluation, evaluation.llm
        self._request, self._bans, self._end_tokens = request, bans, end_tokens
        self._limit = min(request.max_tokens, room)
        self.tokens: list[int] = []
        """What was generated so far."""
        self.first_at: float | None = None
        """When the first token was drawn, by `time.perf_counter`."""
        self._finish: Literal["stop", "length"] = "stop"
        self._pieces = Detokenizer(request.stop, self._piece)

    @property
    def finish(self) -> Literal["stop", "length", "cancelled"]:
        """Why it ended."""
        return "cancelled" if self._evaluation.cancelled else self._finish

    def text(self, read: Callable[[], bool], thinking: bool) -> Iterator[TextChunk]:
        """Read the rest of the prompt, then yield the reply without thoughts, templates' tokens and speakers' labels.

        `read`: reads it; False when cancelled on the way. `thinking`: the prompt ends within a thought.
        """
        reply = ReplyFilter(self._request.speakers, "thought" if thinking else "reply")
        for chunk in self._chunks(read):
            if text := reply.feed(chunk):
                yield TextChunk(text)
            if reply.over:
                break
        if text := reply.finish():
            yield TextChunk(text)

    def _chunks(self, read: Callable[[], bool]) -> Iterator[str]:
        if self._evaluation.cancelled or not self._limit or not read():
            return
        sampler = make_sampler(self._llm, self._request.sampling, self._request.seed)
        while len(self.tokens) < self._limit:
            token = self._draw(sampler)
            if self.first_at is None:
                self.first_at = time.perf_counter()
            if token in self._end_tokens:
                break
            self.tokens.append(token)
            text, stopped = self._pieces.feed(token)
            if text:
                yield text
            if stopped or not self._evaluation.evaluate([token]):
                return
        else:
            self._finish = "length"
        if rest := self._pieces.finish():
            yield rest

    def _piece(self, token: int) -> bytes:
        """The token's text. llama.cpp writes nothing for a control token; one that opens or ends a thought must be seen."""
        text: bytes = self._llm.detokenize([token])
        if text:
            return text
        mark: bytes = self._llm.detokenize([token], special=True)
        return mark if is_mark(mark.decode(errors="replace")) else b""

    def _draw(self, sampler: LlamaSampler) -> int:
        banned = self._bans.now(self.tokens)
        if not self.tokens:  # where its first words are banned, a mind would rather say nothing at all
            banned |= self._end_tokens
        if banned:
            logits = self._llm._ctx.get_logits_ith(-1)
            for token in banned:
                logits[token] = float("-inf")
        return int(sampler.sample(self._llm._ctx, -1))
