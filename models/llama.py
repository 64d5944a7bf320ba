"""A GGUF file behind `LanguageModel`: llama-cpp-python with prefix reuse, cancel in prefill and her own manners in sampling."""

from __future__ import annotations

import ctypes
import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import llama_cpp
from llama_cpp._internals import LlamaSampler

from models.bans import TokenBans
from models.detokenizer import Pieces
from models.errors import ModelError
from models.language import ChatMessage, EndOfLine, LabelScores, Request, Sampling, TextChunk, Usage
from models.line_end import end_tokens, without_end_marks
from models.prefix import PrefixCache
from models.server.reasoning import ThinkFilter
from models.templates import ChatTemplate

BATCH = 128
"""Prompt tokens evaluated at a time; a cancel waits at most for the rest of one graph node, not for the batch."""

ASIDE = 1536
"""Tokens of a context in which she thinks about what is no part of the conversation; 43 MB for 1.5 B."""


class Llama:
    """One loaded GGUF and its one conversation's cache. Not for more than one thread, `abort` apart."""

    def __init__(self, path: Path, context: int = 4096, threads: int = 2) -> None:
        self.path, self.context, self._threads = path, context, threads
        self._llm: Any = None
        self._template: ChatTemplate | None = None
        self._begin: list[int] = []
        """What the vocabulary puts before every prompt; nothing or one token."""
        self._prefix: Any = None
        self._asides: dict[str, PrefixCache] = {}
        self._begins: dict[int, tuple[int, ...]] = {}
        self._stop_flag = ctypes.create_string_buffer(2)
        self._free = threading.Event()
        """Cleared while something more urgent needs the processor."""
        self._free.set()

    def open(self) -> None:
        """Load the file; raises ModelError saying what is wrong with it."""
        check_gguf(self.path)
        self._log = _NativeLog()
        try:
            self._llm = llama_cpp.Llama(
                str(self.path),
                n_ctx=self.context,
                n_batch=BATCH,
                n_ubatch=BATCH,
                n_threads=self._threads,
                n_threads_batch=self._threads,
                last_n_tokens_size=256,
                verbose=False,
            )
        except (ValueError, RuntimeError, OSError) as error:
            raise ModelError(_why_not_loaded(self.path, self._log.errors)) from error
        self.context = min(self.context, self._llm.n_ctx())
        self._begin = self._llm.tokenize(b"", add_bos=True)
        self._prefix = PrefixCache(self._llm, self._begin)
        self._template = ChatTemplate.of(self._llm)
        self._line_ends = end_tokens(self._tokenize)
        self._arm_abort(self._prefix)

    def close(self) -> None:
        """Free the model."""
        for aside in self._asides.values():
            aside.close()
        self._asides = {}
        if self._llm is not None:
            self._llm.close()
            self._llm = None

    def abort(self) -> None:
        """Stop the evaluation under way within milliseconds; safe from another thread."""
        self._stop_flag[0] = b"\x01"
        self._free.set()

    def hold(self, on: bool) -> None:
        """Think no further token while on; safe from another thread. An abort ends it, too."""
        (self._free.clear if on else self._free.set)()

    def count(self, text: str) -> int:
        """How many tokens `text` is."""
        return len(self._tokenize(text.encode()))

    def reply(
        self, request: Request, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | LabelScores | TextChunk | Usage]:
        """Stream one reply; see `LanguageModel.reply`."""
        started = time.perf_counter()
        self._stop_flag[0] = b"\x00"
        prefix = self._beside(request.side_context) if request.side_context else self._prefix
        text = self._as_text(request.prompt).encode()
        marks = not isinstance(request.prompt, str)
        border = text.rindex(request.scored.encode()) if request.scored else _end_of(request.line, text)
        head = prefix.tokens_of(text[:border], marks)
        tail = self._tokenize(text[border:], marks)
        size, context = len(head) + len(tail), prefix.llm.context_params.n_ctx
        if size >= context - 8:
            raise ModelError(f"What was said is too long for this mind: {size} of {context} tokens; shorten it.")
        kept = prefix.keep(head)
        run = _Run(
            prefix.llm, request, _Gate(cancelled, self._free), self._ends(request), context - size, self._beginnings
        )
        try:
            if request.labels:
                gauge = self._read_gauging(request, prefix, run, head, tail)
                if gauge is not None:
                    yield LabelScores(self._shares(prefix, request.labels), gauge if request.scored else None)
            else:
                if tail and run.read(head[kept:]):
                    yield EndOfLine(float(prefix.likelihoods()[self._line_ends].sum()))
                yield from _without_thoughts(run.pieces(tail or head[kept:]), self._opens_thought(request))
        finally:
            prefix.note()
        yield Usage(
            prompt_tokens=size,
            evaluated_tokens=size - kept,
            output_tokens=len(run.out),
            prefill_s=(run.first_at or time.perf_counter()) - started,
            total_s=time.perf_counter() - started,
            finish=run.finish,
        )

    def _read_gauging(
        self, request: Request, prefix: PrefixCache, run: _Run, head: list[int], tail: list[int]
    ) -> float | None:
        """Read head and tail, with which what is to be gauged begins; how likely that was, or None when cancelled on the way."""
        tokens, begun = head + tail, prefix.llm.n_tokens
        first = len(head) - 1
        past = first + _spanning(map(prefix.piece, tail), len(request.scored.encode()))
        assert request.side_context or first == past, "the conversation's own context keeps no more than it must"
        if request.side_context:
            prefix.watch(first, past)
        likelihood = 0.0
        for begin in range(begun, len(tokens), BATCH):
            if not run.read(tokens[begin : begin + BATCH]):
                return None
            watched = range(max(begin, first), min(begin + BATCH, past))
            likelihood += sum(prefix.surprise(place, tokens[place + 1], begin) for place in watched)
        return likelihood

    def _beside(self, thought: str) -> PrefixCache:
        """The context for a train of thought that is no part of the conversation; made when it is first wanted."""
        if thought not in self._asides:
            self._asides[thought] = PrefixCache.beside(self._llm, self._begin, min(ASIDE, self.context))
            self._arm_abort(self._asides[thought])
        return self._asides[thought]

    def _shares(self, prefix: PrefixCache, choices: Sequence[str]) -> tuple[float, ...]:
        """How likely each of the choices comes next, by its first token."""
        chances = prefix.likelihoods()
        return tuple(float(chances[self._tokenize(choice.encode())[0]]) for choice in choices)

    def _beginnings(self, token: int) -> tuple[int, ...]:
        """The tokens that this one's text begins with, from half of it on."""
        if token not in self._begins:
            text = self._prefix.piece(token)
            parts = (self._tokenize(text[:end]) for end in range(max(2, len(text) // 2), len(text)))
            self._begins[token] = tuple(part[0] for part in parts if len(part) == 1)
        return self._begins[token]

    def _as_text(self, prompt: str | tuple[ChatMessage, ...]) -> str:
        if isinstance(prompt, str):
            return prompt
        assert self._template is not None
        begin = b"".join(map(self._prefix.piece, self._begin)).decode()
        return self._template.render(prompt).removeprefix(begin)

    def _tokenize(self, text: bytes, special: bool = False) -> list[int]:
        """`special`: whether marks such as `<|im_end|>` are more than text."""
        tokens: list[int] = self._llm.tokenize(text, add_bos=False, special=special)
        return tokens

    def _ends(self, request: Request) -> frozenset[int]:
        return self._template.end_tokens if self._template is not None else frozenset()

    def _opens_thought(self, request: Request) -> bool:
        return not isinstance(request.prompt, str) and self._as_text(request.prompt).rstrip().endswith("<think>")

    def _arm_abort(self, prefix: PrefixCache) -> None:
        """Let llama.cpp look at our flag itself: a C function as callback needs no GIL (strlen of the flag is 0 or 1)."""
        if not hasattr(ctypes.pythonapi, "strlen") and not hasattr(ctypes.CDLL(None), "strlen"):
            return
        strlen = ctypes.cast(ctypes.CDLL(None).strlen, llama_cpp.ggml_abort_callback)
        prefix.arm(strlen, self._stop_flag)


def _without_thoughts(pieces: Iterator[TextChunk], inside: bool) -> Iterator[TextChunk]:
    """The pieces less what stands in `<think>`; `inside`: the prompt has opened one."""
    thoughts = ThinkFilter(inside)
    for piece in pieces:
        if text := thoughts.feed(piece.text):
            yield TextChunk(text)
    if text := thoughts.finish():
        yield TextChunk(text)


def _end_of(line: str, text: bytes) -> int:
    """Where the last `line` in the text ends, its final punctuation apart; the text's own end when it is not there."""
    wanted = without_end_marks(line).encode()
    if not wanted:
        return len(text)
    # not within a longer word, nor where the prompt ends with the name of who answers: “Ada.” is a line, too
    ends = [found.end() for found in re.finditer(rb"(?<!\w)" + re.escape(wanted) + rb"(?![\w:])", text)]
    at = text.rfind(wanted)
    return ends[-1] if ends else at + len(wanted) if at > 0 else len(text)


def _spanning(pieces: Iterable[bytes], length: int) -> int:
    """How many of the pieces it takes to make up so many bytes."""
    count = 0
    for piece in pieces:
        if length <= 0:
            break
        count, length = count + 1, length - len(piece)
    return count


class _Gate:
    """Whether a generation may go on: not when it was cancelled, and not yet while it is held."""

    def __init__(self, cancelled: Callable[[], bool], free: threading.Event) -> None:
        self._cancelled, self._free = cancelled, free

    def closed(self) -> bool:
        """Wait while held; then whether it was cancelled."""
        self._free.wait()
        return self._cancelled()


class _Run:
    """One generation: evaluates, draws, and cuts at stops."""

    def __init__(
        self,
        llm: Any,
        request: Request,
        gate: _Gate,
        ends: frozenset[int],
        room: int,
        beginnings: Callable[[int], Iterable[int]],
    ) -> None:
        self._llm, self._request, self._gate, self._ends = llm, request, gate, ends
        self._limit = min(request.max_tokens, room)
        self.out: list[int] = []
        self.first_at: float | None = None
        self.finish: Any = "stop"
        tokenize = partial(_tokens, llm)
        self._bans = TokenBans(tokenize, request.avoid, request.banned, beginnings)
        self._pieces = Pieces(request.stop, lambda token: llm.detokenize([token]))

    def read(self, prompt: list[int]) -> bool:
        """Evaluate; False when cancelled on the way."""
        return self._eval(prompt)

    def pieces(self, prompt: list[int]) -> Iterator[TextChunk]:
        if self.finish == "cancelled" or not self._limit or not self._eval(prompt):
            return
        sampler = make_sampler(self._llm, self._request.sampling, self._request.seed)
        while len(self.out) < self._limit:
            token = self._draw(sampler)
            if self.first_at is None:
                self.first_at = time.perf_counter()
            if token in self._ends:
                break
            self.out.append(token)
            text, stopped = self._pieces.feed(token)
            if text:
                yield TextChunk(text)
            if stopped:
                return
            if not self._eval([token]):
                return
        else:
            self.finish = "length"
        if rest := self._pieces.finish():
            yield TextChunk(rest)

    def _draw(self, sampler: LlamaSampler) -> int:
        if forbidden := self._bans.now(self.out):
            logits = self._llm._ctx.get_logits_ith(-1)
            for token in forbidden:
                logits[token] = float("-inf")
        return int(sampler.sample(self._llm._ctx, -1))

    def _eval(self, tokens: list[int]) -> bool:
        """Evaluate; False when cancelled on the way."""
        for i in range(0, len(tokens), BATCH):
            if self._gate.closed():
                self.finish = "cancelled"
                return False
            try:
                self._llm.eval(tokens[i : i + BATCH])
            except RuntimeError as error:
                if not self._gate.closed():
                    raise ModelError(f"The mind could not go on ({error}); please say that again.") from error
                self.finish = "cancelled"
                return False
        return True


def _tokens(llm: Any, text: str) -> list[int]:
    tokens: list[int] = llm.tokenize(text.encode(), add_bos=False)
    return tokens


def make_sampler(llm: Any, sampling: Sampling, seed: int | None) -> LlamaSampler:
    """The chain that draws tokens; a fresh random seed unless one is given."""
    sampler = LlamaSampler()
    sampler.add_penalties(llm._n_vocab, 64, sampling.repeat_penalty, 0.0, 0.0)
    if sampling.temperature <= 0:
        sampler.add_greedy()
        return sampler
    sampler.add_top_k(40)
    sampler.add_top_p(sampling.top_p)
    sampler.add_min_p(sampling.min_p)
    sampler.add_temp(sampling.temperature)
    sampler.add_dist(random.SystemRandom().randrange(1 << 31) if seed is None else seed)
    return sampler


def check_gguf(path: Path) -> None:
    """Raise ModelError unless `path` is a readable file that begins as a GGUF does."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise ModelError(f"The model file {path} can't be read ({error.strerror}); fetch it again.") from error
    if magic != b"GGUF":
        raise ModelError(f"{path} is not a GGUF model file; choose another or fetch it again.")


_WARNING, _ERROR = 3, 4
"""ggml's levels of logging."""


class _NativeLog:
    """Keeps llama.cpp's error lines, which otherwise go to stderr."""

    _called: ClassVar[list[object]] = []
    """Callbacks outlive their models: llama.cpp goes on calling the last of them."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self._callback = llama_cpp.llama_log_callback(self._note)
        self._called.append(self._callback)
        llama_cpp.llama_log_set(self._callback, ctypes.c_void_p(0))

    def _note(self, level: int, text: bytes, _data: object) -> None:
        if level in (_WARNING, _ERROR):
            self.errors = [*self.errors[-20:], text.decode(errors="replace").strip()]


def _why_not_loaded(path: Path, complaints: list[str]) -> str:
    said = " ".join(complaints)
    if "unknown model architecture" in said:
        kind = said.split("unknown model architecture:")[-1].split("'")[1:2]
        return (
            f"{path.name} is of a kind this program doesn't know ({''.join(kind) or 'unknown'}); choose another mind."
        )
    if "out of memory" in said or "failed to allocate" in said or "unable to allocate" in said:
        return f"There is not enough memory for {path.name}; choose a smaller mind."
    return f"{path.name} can't be loaded: it is damaged or not a language model; `companion models verify` tells, fetch it again."
