"""The pauses of one utterance come in, and what others make of them; whether the turn is over goes out."""

from __future__ import annotations

from collections.abc import Callable

from companion.audio.devices import Samples
from companion.hearing.endpointing import Endpointing, Evidence
from companion.hearing.segmenter import MILLISECOND
from companion.hearing.transcripts import EndOfTurnEstimate

AskSound = Callable[[int, Samples], None]
"""Asks Smart Turn: the pause's number, and the sound so far. The answer comes back by `TurnEnd.sounded`."""


class TurnEnd:
    """Gathers the evidence of the pause under way; owned by hearing's thread."""

    def __init__(self, endpointing: Endpointing, ask_sound: AskSound | None = None) -> None:
        self._endpointing, self._ask_sound = endpointing, ask_sound
        self._number = 0
        self._judgement: EndOfTurnEstimate | None = None
        self._sound: float | None = None
        self._asked: set[int] = set()

    def begin(self) -> int:
        """Another pause, or another guess within one: its number."""
        self._number += 1
        self._judgement = self._sound = None
        self._asked = set()
        return self._number

    def judged(self, number: int, judgement: EndOfTurnEstimate) -> None:
        """What the words tell; of an earlier pause it counts for nothing."""
        if number == self._number:
            self._judgement = judgement

    def sounded(self, number: int, probability: float) -> None:
        """What the sound tells, likewise."""
        if number == self._number:
            self._sound = probability

    def went_on(self, pause: int) -> None:
        """The pause of so many samples was an inner one."""
        self._endpointing.went_on(pause // MILLISECOND)
        self.begin()

    def over(self, silence_ms: int, sound: Callable[[], Samples]) -> bool:
        """Whether the turn is over after so much silence; `sound` gives what was said, with the silence."""
        self._listen(silence_ms, sound)
        judgement = self._judgement
        if judgement is None:  # somebody is still at it; their answer is worth more than an early guess
            return silence_ms >= self._endpointing.limit_ms
        evidence = Evidence(silence_ms, judgement.finished, self._sound, judgement.patient)
        return self._endpointing.over(evidence)

    def _listen(self, silence_ms: int, sound: Callable[[], Samples]) -> None:
        if self._ask_sound is None:
            return
        due = {ms for ms in self._endpointing.asks_sound_ms if ms <= silence_ms} - self._asked
        if due:
            self._asked |= due
            self._ask_sound(self._number, sound())
