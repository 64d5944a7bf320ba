"""Runs LLM, speech recogniser and voice in processes of their own, and offers each through a proxy like the thing itself."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.errors import WorkerError
from companion.runtime.llm_service import LlmRequest, LlmService, LoadedLlm
from companion.runtime.worker_options import Limits, WorkerListeners
from companion.runtime.workers import Worker
from models.errors import ModelError
from models.given_back import give_back_freed
from models.graphics.outcome import Outcome
from models.graphics.placement import Placement
from models.graphics.use import FAILED, CardUse
from models.language import (
    EndOfLine,
    GenerateRequest,
    LabelScores,
    PrefillRequest,
    ScoreRequest,
    TextChunk,
    Usage,
)
from models.stt import RATE, SpeechToText, Transcript
from voices.manner import PLAIN, SpeakingManner
from voices.voice import Speech, Voice

log = logging.getLogger(__name__)

Died = Callable[[str], None]
"""Called with one sentence when a process dies while it has no request."""


ON_PROCESSOR = "I think on the processor from now on."
STILL_ON_CARD_S = 10.0
"""While a graphics card works, the process that waits for it uses no processor time."""
STILL_ELSEWHERE_S = 8.0
"""On macOS and Windows the system's voice speaks in another process, and a worker that waits for it uses no processor time."""


def llm_patience(request: LlmRequest) -> float:
    """Seconds for an answer: 25 characters of the prompt a second; 85 were seen on a busy computer. Stillness is told sooner."""
    prompt = request if isinstance(request, str) else request.prompt
    text = prompt if isinstance(prompt, str) else "".join(message.content for message in prompt)
    return 40.0 + len(text) / 25


def stt_patience(request: tuple[NDArray[np.float32]]) -> float:
    """Seconds for a transcript: four times as long as the speech."""
    return 10.0 + 4 * len(request[0]) / RATE


def voice_patience(request: tuple[str, float, SpeakingManner]) -> float:
    """Seconds for a sentence: five characters a second."""
    return 10.0 + len(request[0]) / 5


class LlmProxy:
    """A GGUF in a process of its own."""

    def __init__(self, path: Path, context: int, threads: int, died: Died, card: CardUse | None = None) -> None:
        """`card`: its use of the graphics card; none: the processor alone. Raises ModelError."""
        self._died, self._card = died, card if card is not None and card.wanted else None
        self._card_lost = False
        self.context, self.remark, self.rolls_back = context, "", True
        """`remark`: one sentence about the loaded file, if the user should know something of it."""
        self.worker = Worker(
            "her mind",
            partial(LlmService, path, context, threads, self._card),
            limits=Limits(answer_s=llm_patience, still_s=STILL_ON_CARD_S if self._card else Limits.still_s),
            listeners=WorkerListeners(died=died, waits=died, lost=self._lost),
        )

    def open(self) -> None:
        """Start the process and load; on the processor if the card fails. Raises ModelError or WorkerError."""
        try:
            loaded: LoadedLlm = self.worker.open()
        except WorkerError:
            if not self._card_lost:
                raise
            loaded = self.worker.open()
        self.context, self.remark, self.rolls_back = loaded.context, loaded.remark, loaded.rolls_back

    @property
    def placement(self) -> Placement:
        """Where it is evaluated, as its engine reported it; the processor until it is loaded."""
        loaded: LoadedLlm | None = self.worker.opened
        return loaded.placement if loaded is not None else Placement()

    def _lost(self, how: str) -> None:
        """The process ended or hung: if that was on the card, the next one uses the processor."""
        loaded: LoadedLlm | None = self.worker.opened
        if self._card is None or self._card_lost or not (loaded is None or loaded.placement.on_card):
            return
        self._card_lost = True
        try:
            why = (
                self._card.reason
                if how == f"exit code {FAILED}"
                else self._card.fail(Outcome.CRASHED if how else Outcome.HUNG)
            )
        except ModelError as error:
            log.warning("why the card is not used could not be kept: %s", error)
            why = str(error)
        if why:
            self._died(f"{why} {ON_PROCESSOR}")

    def count(self, text: str) -> int:
        """The number of tokens in `text`."""
        counts: list[int] = list(self.worker.request(text))
        return counts[0]

    def generate(
        self, request: GenerateRequest, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | TextChunk | Usage]:
        """Stream one reply; see `LanguageModel.generate`. Raises WorkerError too, like the next two."""
        return self.worker.request(request, cancelled)

    def prefill(self, request: PrefillRequest, cancelled: Callable[[], bool]) -> None:
        """Read a prompt into the cache; see `LanguageModel.prefill`."""
        list(self.worker.request(request, cancelled))

    def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> LabelScores | None:
        """Probabilities of labels; see `LanguageModel.score`."""
        scores: list[LabelScores] = list(self.worker.request(request, cancelled))
        return scores[0] if scores else None

    def abort(self) -> None:
        """Make the process check for a cancel now."""
        self.worker.poke()

    def hold(self, on: bool) -> None:
        """Evaluate nothing more while on."""
        self.worker.hold(on)

    def close(self) -> None:
        """End the process."""
        self.worker.close()


class CallService:
    """Runs inside the process: opens an object and calls one method of it with each request's arguments."""

    def __init__(self, make: Callable[[], Any], method: str, reported: str) -> None:
        """`reported`: the attribute that `open` returns to the parent; empty for none."""
        self._make, self._method, self._reported = make, method, reported
        self._thing: Any = None

    def open(self) -> Any:
        """Build and load it."""
        self._thing = self._make()
        self._thing.open()
        return getattr(self._thing, self._reported) if self._reported else None

    def run(self, request: tuple[Any, ...], cancelled: Callable[[], bool]) -> Iterator[Any]:
        """Make one call and yield its answer; nothing for a request that is already cancelled."""
        if not cancelled():
            yield getattr(self._thing, self._method)(*request)

    def abort(self) -> None:
        """Does nothing: a call can't be stopped; the parent drops its answer."""

    def hold(self, on: bool) -> None:
        """Does nothing: a call can't be paused."""

    def rest(self) -> None:
        """Give back what the calls have freed; all else is needed for the next one."""
        give_back_freed()


class SttProxy:
    """Speech to text in a process of its own."""

    def __init__(self, make: Callable[[], SpeechToText], died: Died) -> None:
        """`make` must be picklable."""
        self.worker = Worker(
            "her hearing",
            partial(CallService, make, "transcribe", ""),
            limits=Limits(answer_s=stt_patience),
            listeners=WorkerListeners(died=died, waits=died),
            advice="please say that again",
        )

    def open(self) -> None:
        """Start the process and load; raises ModelError or WorkerError."""
        self.worker.open()

    def transcribe(self, samples: NDArray[np.float32]) -> Transcript:
        """Recognise one utterance; see `SpeechToText.transcribe`. Raises WorkerError too."""
        transcripts: list[Transcript] = list(self.worker.request((samples,)))
        return transcripts[0]

    def close(self) -> None:
        """End the process."""
        self.worker.close()


class VoiceProxy:
    """Text to speech in a process of its own."""

    def __init__(self, make: Callable[[], Voice], died: Died) -> None:
        """`make` must be picklable."""
        self.rate = 24_000
        still_s = Limits.still_s if sys.platform == "linux" else STILL_ELSEWHERE_S
        self.worker = Worker(
            "her voice",
            partial(CallService, make, "speak", "rate"),
            limits=Limits(answer_s=voice_patience, still_s=still_s),
            listeners=WorkerListeners(died=died),
            advice="until then read what I say",
        )

    def open(self) -> None:
        """Start the process and load; raises VoiceError or WorkerError."""
        self.rate = self.worker.open()

    def speak(self, sentence: str, speed: float = 1.0, manner: SpeakingManner = PLAIN) -> Speech:
        """Speak one sentence; see `Voice.speak`. Raises WorkerError too, at once while the process is being restarted."""
        if self.worker.restarting:
            raise WorkerError("Her voice is being restarted; until then read what I say.")
        spoken: list[Speech] = list(self.worker.request((sentence, speed, manner)))
        return spoken[0]

    def close(self) -> None:
        """End the process."""
        self.worker.close()
