"""Loads an LLM inside its worker process, on a graphics card where that was found to be faster, and answers requests."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.graphics.placement import Placement
from models.graphics.use import CardUse, failed_with
from models.language import (
    EndOfLine,
    GenerateRequest,
    LabelScores,
    PrefillRequest,
    ScoreRequest,
    TextChunk,
    Usage,
)

if TYPE_CHECKING:
    from models.llama import Llama

LlmRequest = GenerateRequest | PrefillRequest | ScoreRequest | str
"""What the LLM's process is asked; a str asks for its number of tokens."""
LlmAnswer = EndOfLine | TextChunk | Usage | LabelScores | int


@dataclass(frozen=True)
class LoadedLlm:
    """What a process says of the LLM that it has loaded."""

    context: int
    """In tokens."""
    remark: str
    """A sentence that the user should read, or nothing."""
    rolls_back: bool
    placement: Placement
    """Where it is evaluated, as the engine reported it."""


class LlmService:
    """Runs inside the process: loads the GGUF, on a graphics card if that was found to be faster, and answers requests."""

    def __init__(self, path: Path, context: int, threads: int, card: CardUse | None = None) -> None:
        self._path, self._context, self._threads, self._card = path, context, threads, card
        self._llm: Llama | None = None
        self._on_card = False

    def open(self) -> LoadedLlm:
        """Load the model."""
        # llama.cpp's threads spin while they wait for each other, by default almost for ever. On two cores, with the voice
        # at work as well, 40 tokens took 12.6 s; with short spins 3.5 s (alone: 1.7 s, and 1.6 s with long ones).
        # GNU's OpenMP reads this while llama.cpp is loaded, so it is set before that.
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")
        self._on_card = self._card is not None and self._card.wanted
        with self._watching_card():
            offload, remark = self._card.take(self._path, self._context) if self._card else (None, "")
            self._on_card = offload is not None and offload.layers != 0
            from models.llama import Llama

            llm = self._llm = Llama(self._path, self._context, self._threads, offload)
            llm.open()
        if self._card is not None and offload is not None:
            remark = remark or self._card.check(offload, llm.placement)
        self._on_card = llm.placement.on_card
        return LoadedLlm(llm.context, " ".join(filter(None, (llm.remark, remark))), llm.rolls_back, llm.placement)

    @contextlib.contextmanager
    def _watching_card(self) -> Iterator[None]:
        """End this process if the card fails: what it holds can't be trusted any more."""
        try:
            yield
        except Exception as error:
            if self._on_card and self._card is not None and failed_with(error):
                self._card.leave(error)
            raise

    def run(self, request: LlmRequest, cancelled: Callable[[], bool]) -> Iterator[LlmAnswer]:
        """Answer one request; there is no answer to a prefill, nor to a score that can't be told."""
        with self._watching_card():
            yield from self._run(request, cancelled)

    def _run(self, request: LlmRequest, cancelled: Callable[[], bool]) -> Iterator[LlmAnswer]:
        assert self._llm is not None
        match request:
            case str():
                yield self._llm.count(request)
            case GenerateRequest():
                yield from self._llm.generate(request, cancelled)
            case PrefillRequest():
                self._llm.prefill(request, cancelled)
            case ScoreRequest():
                if scores := self._llm.score(request, cancelled):
                    yield scores

    def abort(self) -> None:
        """Stop the evaluation under way."""
        if self._llm is not None:
            self._llm.abort()

    def hold(self, on: bool) -> None:
        """Evaluate nothing more while on."""
        if self._llm is not None:
            self._llm.hold(on)

    def rest(self) -> None:
        """Free the contexts in which memories are judged and talks are summed up."""
        if self._llm is not None:
            self._llm.rest()
