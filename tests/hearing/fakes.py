"""Stands in for hearing's models: a detector that takes loudness for speech, and a scripted recogniser."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable

import numpy as np

from companion.audio.devices import RATE, Samples
from companion.audio.pacing import FilePacing
from companion.errors import WorkerError
from companion.hearing import EndOfTurnEstimate, FinalTranscript, Hearing, HearingListeners, InterimTranscript
from models.stt import Transcript

FRAME = 512


class LoudnessDetector:
    """Speech is what is louder than 0.1; what is louder than 0.04 may go on being speech."""

    frame = FRAME

    def __init__(self) -> None:
        self.resets = 0
        self.broken = False

    def open(self) -> None: ...

    def probability(self, samples: Samples) -> float:
        if self.broken:
            raise ZeroDivisionError("a fault of ours")
        assert samples.shape == (FRAME,)
        return float(min(1.0, 5 * np.abs(samples).mean()))

    def reset(self) -> None:
        self.resets += 1


class ScriptedEar:
    """Answers with the texts it was given, then with the length of what it heard."""

    def __init__(self, *answers: str | Exception) -> None:
        self._answers = list(answers)
        self.heard: list[Samples] = []

    def open(self) -> None: ...

    def transcribe(self, samples: Samples) -> Transcript:
        self.heard.append(samples)
        answer = self._answers.pop(0) if self._answers else f"{len(samples)} samples"
        if isinstance(answer, Exception):
            raise answer
        return Transcript(answer, 0.9, 0.01)

    def close(self) -> None: ...


class LengthEar(ScriptedEar):
    """Understands by how long it hears: the first text whose seconds are not exceeded. Transcripts left out change nothing."""

    def __init__(self, *texts: tuple[float, str]) -> None:
        super().__init__()
        self._texts = texts

    def transcribe(self, samples: Samples) -> Transcript:
        self._answers = [next(text for seconds, text in self._texts if len(samples) <= seconds * RATE)]
        return super().transcribe(samples)


class SayingEar(ScriptedEar):
    """Understands everything as what it says at that time."""

    def __init__(self, says: str | Exception = "") -> None:
        super().__init__()
        self.says = says

    def transcribe(self, samples: Samples) -> Transcript:
        self._answers = [self.says]
        return super().transcribe(samples)


BROKEN_EAR = WorkerError("The ear stopped unexpectedly (SIGSEGV) and was restarted; please say that again.")


class Notes:
    """Writes down every report, lets a test wait for one, and judges guesses."""

    def __init__(self, opinion: EndOfTurnEstimate | None = EndOfTurnEstimate()) -> None:  # noqa: B008  frozen
        """`opinion` is what is thought of every guess; None: nobody judges them."""
        self.all: list[tuple[str, object]] = []
        self.opinion = opinion
        self._new: queue.SimpleQueue[tuple[str, object]] = queue.SimpleQueue()
        self._room = FilePacing()
        self._fed = 0

    @property
    def reports(self) -> HearingListeners:
        return HearingListeners(**{name: self._writer(name) for name in HearingListeners.__dataclass_fields__})

    def named(self, name: str) -> list[object]:
        return [value for kind, value in self.all if kind == name]

    def names(self, *names: str) -> list[str]:
        """The reports of these names, in order."""
        return [name for name, _ in self.all if name in names]

    @property
    def guesses(self) -> list[InterimTranscript]:
        return [value for value in self.named("interim_transcript") if isinstance(value, InterimTranscript)]

    def until(self, name: str, value: object = None) -> object:
        """Wait for the next report of that name (and value)."""
        while True:
            kind, found = self._new.get(timeout=20)
            if kind == name and value in (None, found):
                return found

    def recognised(self) -> FinalTranscript:
        found = self.until("final_transcript")
        assert isinstance(found, FinalTranscript)
        return found

    def play(self, stage: Hearing, samples: Samples) -> None:
        """Feed samples as a microphone of files does: each piece when the one before it was dealt with and judged."""
        for piece in pieces(samples):
            stage.hear(piece)
            self._fed += len(piece)
            assert self._room.wait(self._fed)

    def _writer(self, name: str) -> Callable[..., None]:
        def write(*values: object) -> None:
            value = values[0] if len(values) == 1 else values
            self.all.append((name, value))
            self._new.put((name, value))
            if isinstance(value, InterimTranscript) and self.opinion is not None:
                value.report_end_of_turn(self.opinion)
            if name == "listened":
                self._room.listened(int(str(value)))
            if name == "waits" and self.opinion is not None:
                number, on = values
                (self._room.begin if on else self._room.end)(("pause", number))

        return write


def sound(*parts: tuple[float, float]) -> Samples:
    """Noise of (seconds, loudness), one part after the other."""
    dice = np.random.default_rng(1)
    pieces = [dice.uniform(-2, 2, int(seconds * RATE)) * loudness for seconds, loudness in parts]
    return np.concatenate(pieces).astype(np.float32)


def pieces(samples: Samples, size: int = 320) -> Iterable[Samples]:
    """As a microphone would bring them."""
    return (samples[at : at + size] for at in range(0, len(samples), size))
