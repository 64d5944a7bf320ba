"""Measures the language model through the app: speed, what it evaluates again, how quickly it stops: `companion bench mind`."""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from companion.environment import Environment
from companion.replying.persona import Persona
from companion.replying.prompt import PromptBuilder, PromptLine
from companion.runtime.model_choice import ModelChoice, threads
from companion.runtime.model_proxies import LlmProxy
from models.gguf import BATCH
from models.language import GenerateRequest, TextChunk, Usage
from models.store import ModelStore

ROUNDS = 3
"""Replies measured before it is the other loop's turn."""

TALK = (
    "I walked home along the river tonight.",
    "The bakery was closed, so I went without.",
    "My sister called about the summer house.",
    "I think I'll read a little before bed.",
    "Tell me what you would do on a rainy Sunday.",
)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns decode_ratio, evaluated_over_new_turn20, ttft_ratio_50_to_5, cancel_p95_ms, and the measurements behind them."""
    environment: Environment = args.environment
    store = ModelStore(environment.models)
    chosen = ModelChoice(store).llm_id(environment.settings)
    store.require(chosen)
    entry, path = store.entry(chosen), store.file(chosen)
    llm = LlmProxy(path, entry.context, threads(), lambda sentence: print(sentence, file=sys.stderr))
    llm.open()
    try:
        figures = {"mind": chosen, **_turns(llm, entry.prompt_form), **_cancels(llm, 10 if args.quick else 40)}
    finally:
        llm.close()
    ours, bare = _decodes(llm, str(path), blocks=2 if args.quick else 4)
    speed, bare_speed = statistics.median(ours), statistics.median(bare)
    return {
        "decode_ratio": round(speed / bare_speed, 3),
        "decode_tokens_per_s": round(speed, 1),
        "bare_tokens_per_s": round(bare_speed, 1),
        **figures,
    }


def _turns(llm: LlmProxy, form: Any) -> dict[str, Any]:
    """Has a conversation of 50 turns; returns prompt tokens evaluated beyond the new ones at turn 20, and first-token times."""
    prompts = PromptBuilder(Persona("Ada", "Theo"), form, llm.context, llm.count)
    lines: list[PromptLine] = []
    firsts: dict[int, float] = {}
    over = 0
    for turn in range(1, 51):
        lines.append(PromptLine("you", TALK[turn % len(TALK)]))
        prompt = prompts.build(lines)
        text, usage = _reply(llm, GenerateRequest(prompt, max_tokens=40, stop=prompts.stops, seed=turn))
        if turn == 20:
            over = usage.evaluated_tokens - llm.count(f"Theo: {lines[-1].text}\nAda:")
        firsts[turn] = usage.prefill_s
        lines.append(PromptLine("her", text.strip() or "Hm."))
        print(
            f"turn {turn}: {usage.evaluated_tokens}/{usage.prompt_tokens} tokens, {usage.prefill_s:.2f} s",
            file=sys.stderr,
        )
    early = statistics.median(firsts[t] for t in range(3, 8))
    late = statistics.median(firsts[t] for t in range(46, 51))
    return {
        "evaluated_over_new_turn20": over,
        "ttft_ratio_50_to_5": round(late / early, 3),
        "ttft_turn5_s": round(early, 3),
        "ttft_turn50_s": round(late, 3),
    }


def _reply(llm: LlmProxy, request: GenerateRequest) -> tuple[str, Usage]:
    pieces = list(llm.generate(request, lambda: False))
    text = "".join(p.text for p in pieces if isinstance(p, TextChunk))
    return text, next(p for p in pieces if isinstance(p, Usage))


def _decodes(llm: LlmProxy, path: str, blocks: int) -> tuple[list[float], list[float]]:
    """Returns tokens per second through the app and through llama_cpp's own loop, by turns; only one model is loaded at a time."""
    ours: list[float] = []
    bare: list[float] = []
    for block in range(blocks):
        seeds = range(ROUNDS * block, ROUNDS * (block + 1))
        llm.open()
        ours += [_decode(llm, _prompt(seed), seed) for seed in seeds]
        llm.close()
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
            bare += alone.submit(_bare_decodes, path, llm.context, seeds).result()
        print(f"decode: ours {ours[-ROUNDS:]}, bare {bare[-ROUNDS:]} tokens/s", file=sys.stderr)
    return ours, bare


def _prompt(seed: int) -> str:
    return f"Round {seed}. Once upon a time, in a house by the sea,"


def _bare_decodes(path: str, context: int, seeds: range) -> list[float]:
    """Runs in a process of its own; returns one speed for each seed."""
    import llama_cpp

    llm = llama_cpp.Llama(
        path, n_ctx=context, n_threads=threads(), n_threads_batch=threads(), n_batch=BATCH, verbose=False
    )
    return [_bare_decode(llm, _prompt(seed), seed) for seed in seeds]


def _decode(llm: LlmProxy, prompt: str, seed: int) -> float:
    """Returns tokens per second after the first, as they arrive in this process; a reply that ends early counts as it is."""
    pieces, usage, began, ended = 0, None, 0.0, 0.0
    for piece in llm.generate(GenerateRequest(prompt, max_tokens=100, seed=seed), lambda: False):
        if isinstance(piece, Usage):
            usage = piece
            continue
        pieces += 1
        ended = time.perf_counter()
        began = began or ended
    assert usage is not None
    assert usage.output_tokens >= 50, "too short to measure"
    return (usage.output_tokens - 1) / (ended - began)


def _bare_decode(llm: Any, prompt: str, seed: int) -> float:
    """Returns the same for llama_cpp alone."""
    llm.set_seed(seed)
    stream: Iterator[int] = llm.generate(llm.tokenize(prompt.encode()), temp=0.8, min_p=0.08, repeat_penalty=1.05)
    next(stream)
    began = time.perf_counter()
    for _ in range(99):
        llm.detokenize([next(stream)])
    return 99 / (time.perf_counter() - began)


def _cancels(llm: LlmProxy, each: int) -> dict[str, Any]:
    """Returns milliseconds from a cancel to the end of the stream, in decode and in prefill."""
    decode = [
        _cancel(llm, GenerateRequest(f"{i}: The sea was", max_tokens=400, seed=i), after_s=None) for i in range(each)
    ]
    story = "She walked down to the harbour and counted the boats. " * 150
    prefill = [
        _cancel(llm, GenerateRequest(f"{i} {story}", max_tokens=10), after_s=0.2 + 0.02 * i) for i in range(each)
    ]
    return {
        "cancel_p95_ms": round(max(_p95(decode), _p95(prefill)), 1),
        "cancel_decode_p95_ms": round(_p95(decode), 1),
        "cancel_prefill_p95_ms": round(_p95(prefill), 1),
    }


def _cancel(llm: LlmProxy, request: GenerateRequest, after_s: float | None) -> float:
    """Cancels after some seconds (in prefill) or, with None, a few tokens into the reply; returns milliseconds until quiet."""
    flag, at = threading.Event(), [0.0]

    def cancel() -> None:
        at[0] = time.perf_counter()
        flag.set()
        llm.abort()

    timer = threading.Timer(after_s, cancel) if after_s is not None else None
    if timer is not None:
        timer.start()
    for number, _ in enumerate(llm.generate(request, flag.is_set)):
        if timer is None and number == 3:
            threading.Thread(target=cancel).start()
    return (time.perf_counter() - at[0]) * 1000


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]
