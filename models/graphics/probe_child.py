"""Runs in a child process of `probe.py`: lists cards, or lets a model say a few words on one or on the processor; prints JSON.

python -m models.graphics.probe_child '{"task": "list", "backend": "vulkan", "folder": "…"}'
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.graphics.devices import CardDevice, choose_device, list_devices
from models.graphics.engine import Engine
from models.graphics.outcome import Outcome, outcome_of
from models.graphics.placement import Offload, layers_that_fit, room_for
from models.graphics.vulkan import NoDriverError, NoLoaderError
from models.language import GenerateRequest, Sampling, TextChunk, Usage

if TYPE_CHECKING:
    from models.llama import Llama

COUNTING = "one, two, three, four, five, six, seven, eight, nine, ten, one, two, three,"
"""What follows is beyond doubt for any model, so that rounding on a card changes no word of it."""
WORDS = 8
"""Tokens that are compared."""
READING = "It rained all evening, and nobody minded at all. The lamps were lit early, and somebody played the piano."
MEASURED = 32
"""Most tokens that are timed."""
PLAIN = Sampling(temperature=0.0, repeat_penalty=1.0)


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked: `list` or `run`; what was found, or the outcome that stopped it."""
    engine = Engine(task["backend"], Path(task["folder"]) if task["folder"] else None) if task["backend"] else None
    try:
        devices = list_devices(engine, task.get("device", "")) if engine is not None else ()
        if task["task"] == "list":
            return {"devices": [asdict(device) for device in devices]}
        return _run(task, engine is not None, choose_device(devices, task["device"]))
    except NoLoaderError as error:
        return _failed(Outcome.NO_LOADER, error)
    except NoDriverError as error:
        return _failed(Outcome.NO_DRIVER, error)
    except Exception as error:  # noqa: BLE001  whatever an engine raises, the parent is told
        return _failed(outcome_of(str(error), Outcome.BROKEN if task["task"] == "list" else Outcome.CRASHED), error)


def _failed(outcome: Outcome, error: Exception) -> dict[str, Any]:
    return {"outcome": outcome.value, "detail": f"{type(error).__name__}: {error}"}


def _run(task: dict[str, Any], on_card: bool, device: CardDevice | None) -> dict[str, Any]:
    """Load the model, on the card or not, and let it say something."""
    path, context = Path(task["model"]), int(task["context"])
    offload = None
    if on_card:
        if device is None:
            return {"outcome": Outcome.NO_DEVICE.value, "detail": "no device of this id"}
        fitting, layers = layers_that_fit(path, context, room_for(device.free_bytes, device.total_bytes))
        if not fitting:
            return {"outcome": Outcome.NO_ROOM.value, "detail": f"{device.free_bytes} bytes free"}
        offload = Offload(-1 if fitting == layers else fitting, task["main"])
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")  # as where she thinks: see LlmService
    from models.llama import Llama

    llm = Llama(path, context, int(task["threads"]), offload)
    llm.open()
    try:
        text, _ = _say(llm, COUNTING, WORDS, float("inf"))
        _, usage = _say(llm, READING, MEASURED, float(task["seconds"]))
        placement = asdict(llm.placement)
    finally:
        llm.close()
    return {"text": text, **_speeds(usage), "placement": placement, "device": asdict(device) if device else {}}


def _say(llm: Llama, prompt: str, tokens: int, seconds: float) -> tuple[str, Usage]:
    """At most so many tokens, and after the first of them for at most so many seconds."""
    until = [float("inf")]
    text, usage = [], None
    for piece in llm.generate(
        GenerateRequest(prompt, tokens, seed=1, sampling=PLAIN), lambda: time.monotonic() > until[0]
    ):
        if isinstance(piece, TextChunk):
            text.append(piece.text)
            until[0] = min(until[0], time.monotonic() + seconds)
        elif isinstance(piece, Usage):
            usage = piece
    assert usage is not None
    return "".join(text), usage


def _speeds(usage: Usage) -> dict[str, float]:
    generating = max(1e-6, usage.total_s - usage.prefill_s)
    return {
        "tokens_per_s": max(0, usage.output_tokens - 1) / generating,
        "read_per_s": usage.evaluated_tokens / max(1e-6, usage.prefill_s),
    }


if __name__ == "__main__":
    print(json.dumps(answer(json.loads(sys.argv[1]))))  # noqa: T201
