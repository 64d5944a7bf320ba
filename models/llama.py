"""Runs a GGUF file as a `LanguageModel`: llama-cpp-python with prefix reuse, cancelling within a prefill, and token bans."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import llama_cpp

from models.bans import TokenBans
from models.errors import ModelError
from models.evaluation import Evaluation
from models.generation import Generation
from models.gguf import load_gguf
from models.given_back import give_back_freed
from models.graphics.placement import Offload, Placement
from models.label_scoring import label_shares, read_and_score
from models.language import (
    EndOfLine,
    GenerateRequest,
    LabelScores,
    PrefillRequest,
    Prompt,
    ScoreRequest,
    TextChunk,
    Usage,
)
from models.line_end import end_of_line, end_tokens, without_end_marks
from models.prefix import Beginning, PrefixCache
from models.replies.thoughts import ends_within_thought
from models.side_context import SideContext
from models.templates import ChatTemplate

SIDE_CONTEXT, SCORING_CONTEXT = 1536, 1024
"""Tokens of a side context that generates, and of one that scores; their caches take 43 and 29 MB for a model of 1.5 billion
parameters, and their buffers 20 MB."""
EXAMPLES = 192
"""Tokens of a scoring context that are kept while it is freed: the examples before every question, 129 and 157 of them.
They take 28 KB a token; with them a new context can score after 80 ms, without them after 2 s more."""


class Llama:
    """One loaded GGUF, the cache of its one conversation, and side contexts. For one thread, except `hold` and `abort`."""

    def __init__(self, path: Path, context: int = 4096, threads: int = 2, offload: Offload | None = None) -> None:
        """`offload`: what to put on a graphics card, in a process that has entered an engine for one."""
        self.path, self.context, self._threads, self._offload = path, context, threads, offload
        self.remark = ""
        """One sentence about the loaded file, if the user should know something of it."""
        self._llm: Any = None
        self._template: ChatTemplate | None = None
        self._bos: list[int] = []
        """What the vocabulary puts before every prompt: no token or one."""
        self._prefix: PrefixCache  # made by `open`
        self._side_contexts: dict[tuple[str, int], PrefixCache] = {}
        """By name and size."""
        self._kept: dict[tuple[str, int], Beginning] = {}
        self._beginnings: dict[int, tuple[int, ...]] = {}
        self._stop_flag = ctypes.create_string_buffer(2)
        self._free = threading.Event()
        """Cleared while something more urgent needs the processor."""
        self._free.set()

    def open(self) -> None:
        """Load the file; raises ModelError saying what is wrong with it."""
        self._llm = load_gguf(self.path, self.context, self._threads, self._offload)
        self.context = min(self.context, self._llm.n_ctx())
        self._bos = self._llm.tokenize(b"", add_bos=True)
        self._prefix = PrefixCache(self._llm, self._bos)
        self._template = ChatTemplate.of(self._llm)
        self.remark = f"{self.path.name}: {self._template.remark}" if self._template.remark else ""
        self._line_ends = sorted({*end_tokens(self._tokenize), *self._end_tokens})
        self._let_abort(self._prefix)

    def close(self) -> None:
        """Free the model; may be called twice."""
        for cache in self._side_contexts.values():
            cache.close()
        self._side_contexts, self._kept = {}, {}
        if self._llm is not None:
            self._llm.close()
            self._llm = None

    def rest(self) -> None:
        """Free the side contexts until they are wanted again; see `LanguageModel.rest`."""
        for which, cache in self._side_contexts.items():
            self._kept[which] = cache.keep_beginning(EXAMPLES if which[1] == SCORING_CONTEXT else 0)
            cache.close()
        self._side_contexts = {}
        give_back_freed()

    def abort(self) -> None:
        """Stop the evaluation under way within milliseconds; safe from another thread."""
        self._stop_flag[0] = b"\x01"
        self._free.set()

    def hold(self, on: bool) -> None:
        """Evaluate nothing more while on; safe from another thread. An abort ends it, too."""
        (self._free.clear if on else self._free.set)()

    def count(self, text: str) -> int:
        """The number of tokens in `text`."""
        return len(self._tokenize(text.encode()))

    def generate(
        self, request: GenerateRequest, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | TextChunk | Usage]:
        """Stream one reply; see `LanguageModel.generate`."""
        started = time.perf_counter()
        cache = self._side_context(request.side_context, SIDE_CONTEXT) if request.side_context else self._prefix
        evaluation = self._begin(cache, cancelled)
        head, tail = self._split(cache, request.prompt, partial(end_of_line, request.line))
        size, kept = len(head) + len(tail), cache.cut_to_shared(head)
        generation = Generation(
            evaluation, request, self._bans(request), self._end_tokens, cache.llm.context_params.n_ctx - size
        )
        cache.add_seams(head + tail, self._bytes_from(request.line, tail))
        read = partial(cache.read, evaluation)
        try:
            if tail and read(head[kept:]):
                yield EndOfLine(float(cache.probabilities()[self._line_ends].sum()))
            yield from generation.text(partial(read, tail or head[kept:]), self._opens_thought(request.prompt))
        finally:
            cache.record()
        yield Usage(
            prompt_tokens=size,
            evaluated_tokens=size - kept,
            output_tokens=len(generation.tokens),
            prefill_s=(generation.first_at or time.perf_counter()) - started,
            total_s=time.perf_counter() - started,
            finish=generation.finish,
        )

    def prefill(self, request: PrefillRequest, cancelled: Callable[[], bool]) -> None:
        """Read a prompt up to the end of its line; see `LanguageModel.prefill`. Nothing is read without such a line."""
        evaluation = self._begin(self._prefix, cancelled)
        head, tail = self._split(self._prefix, request.prompt, partial(end_of_line, request.line))
        kept = self._prefix.cut_to_shared(head)
        self._prefix.add_seams(head + tail, self._bytes_from(request.line, tail))
        try:
            if tail:
                self._prefix.read(evaluation, head[kept:])
        finally:
            self._prefix.record()

    def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> LabelScores | None:
        """Probabilities of labels; see `LanguageModel.score`."""
        cache, scored = self._side_context(request.side_context, SCORING_CONTEXT), request.scored.encode()
        evaluation = self._begin(cache, cancelled)
        head, tail = self._split(cache, request.prompt, lambda text: text.rindex(scored) if scored else len(text))
        kept = cache.cut_to_shared(head)
        try:
            if not cache.rolls_back:
                cache.read(evaluation, head[kept:-1])
            logprob = read_and_score(cache, evaluation, head, tail, scored)
            if logprob is None:
                return None
            first_tokens = (self._tokenize(label.encode())[0] for label in request.labels)
            return LabelScores(label_shares(cache, first_tokens), logprob if scored else None)
        finally:
            cache.record()

    def _split(self, cache: PrefixCache, prompt: Prompt, place: Callable[[bytes], int]) -> tuple[list[int], list[int]]:
        """The prompt's tokens before a place in its text, and from there on; raises ModelError when they are too many."""
        text, marks = self._as_text(prompt).encode(), not isinstance(prompt, str)
        border = place(text)
        head, tail = cache.tokens_of(text[:border], marks), self._tokenize(text[border:], marks)
        size, context = len(head) + len(tail), cache.llm.context_params.n_ctx
        if size >= context - 8:
            raise ModelError(f"What was said is too long for this mind: {size} of {context} tokens; shorten it.")
        return head, tail

    def _bytes_from(self, line: str, tail: list[int]) -> int:
        """Bytes of a prompt's text from where the line in it begins; `tail`: its tokens after the line."""
        return len(without_end_marks(line).encode()) + sum(len(self._prefix.token_bytes(token)) for token in tail)

    def _begin(self, cache: PrefixCache, cancelled: Callable[[], bool]) -> Evaluation:
        """Take up a request: from now on only an `abort` that comes later stops it."""
        self._stop_flag[0] = b"\x00"
        return Evaluation(cache.llm, cancelled, self._free)

    def _side_context(self, name: str, size: int) -> PrefixCache:
        """The second context of this name; made when it is needed, with what it had begun with before it was freed."""
        which = name, size
        if which not in self._side_contexts:
            cache = PrefixCache(SideContext(self._llm, min(size, self.context)), self._bos)
            self._let_abort(cache)
            if which in self._kept:
                cache.take_up(self._kept.pop(which))
            self._side_contexts[which] = cache
        return self._side_contexts[which]

    def _bans(self, request: GenerateRequest) -> TokenBans:
        return TokenBans(lambda text: self._tokenize(text.encode()), request.avoid, request.banned, self._beginnings_of)

    def _beginnings_of(self, token: int) -> tuple[int, ...]:
        """The tokens that this one's text begins with, from half of its length on."""
        if token not in self._beginnings:
            text = self._prefix.token_bytes(token)
            parts = (self._tokenize(text[:end]) for end in range(max(2, len(text) // 2), len(text)))
            self._beginnings[token] = tuple(part[0] for part in parts if len(part) == 1)
        return self._beginnings[token]

    def _as_text(self, prompt: Prompt) -> str:
        if isinstance(prompt, str):
            return prompt
        assert self._template is not None
        bos = b"".join(map(self._prefix.token_bytes, self._bos)).decode()
        return self._template.render(prompt).removeprefix(bos)

    def _opens_thought(self, prompt: Prompt) -> bool:
        return not isinstance(prompt, str) and ends_within_thought(self._as_text(prompt))

    def _tokenize(self, text: bytes, special: bool = False) -> list[int]:
        """`special`: read marks such as `<|im_end|>` as the tokens they stand for, not as text."""
        tokens: list[int] = self._llm.tokenize(text, add_bos=False, special=special)
        return tokens

    @property
    def rolls_back(self) -> bool:
        """Whether it can take back what it read last; see `LanguageModel.rolls_back`."""
        return self._prefix.rolls_back

    @property
    def placement(self) -> Placement:
        """Where it is evaluated, as llama.cpp reported it."""
        return self._llm.placement if self._llm is not None else Placement()

    @property
    def _end_tokens(self) -> frozenset[int]:
        return self._template.end_tokens if self._template is not None else frozenset()

    def _let_abort(self, cache: PrefixCache) -> None:
        """Let llama.cpp check our flag itself: a C function as callback needs no GIL (strlen of the flag is 0 or 1)."""
        if not hasattr(ctypes.pythonapi, "strlen") and not hasattr(ctypes.CDLL(None), "strlen"):
            return
        strlen = ctypes.cast(ctypes.CDLL(None).strlen, llama_cpp.ggml_abort_callback)
        cache.set_abort(strlen, self._stop_flag)
