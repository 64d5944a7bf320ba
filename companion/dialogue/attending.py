"""Joins attention to the talk: it hears what is said, keeps what it estimates, and knows how the user seems."""

from __future__ import annotations

from collections.abc import Callable

from companion.environment import Environment
from companion.errors import KNOWN
from companion.events import Event, Heard
from companion.hearing import InterimTranscript
from companion.memory import Memory
from companion.prosody.attention import AttendedLine, Attention
from companion.prosody.baseline import KEPT, Baseline


class Attending:
    """Attention in one conversation, with the setting and the memory that it needs."""

    def __init__(self, memory: Memory, environment: Callable[[], Environment], notify: Callable[[str], None]) -> None:
        """`environment`: as it is when asked. `notify` tells why nothing could be kept."""
        self._memory, self._notify = memory, notify
        self.attention = Attention(lambda: environment().settings.reading_mood, self._usual, self._keep)

    def before_interim(self, listener: Callable[[InterimTranscript], None]) -> Callable[[InterimTranscript], None]:
        """Estimates words that may be a whole line before the listener begins the reply to them."""

        def attend(guess: InterimTranscript) -> None:
            if guess.silent:
                self.attention.interim(guess.text, guess.start, guess.end)
            listener(guess)

        return attend

    def before_event(self, emit: Callable[[Event], None]) -> Callable[[Event], None]:
        """Attends to a committed line before its event is emitted; any other event is only passed on."""

        def attend(event: Event) -> None:
            if isinstance(event, Heard) and event.message:
                self.attention.committed(event.message, event.text, None if event.typed else (event.start, event.end))
            emit(event)

        return attend

    def _usual(self) -> Baseline:
        baseline = Baseline()
        for figures in self._memory.moods.figures(KEPT):
            baseline.add_figures(figures)
        return baseline

    def _keep(self, line: AttendedLine) -> None:
        try:
            self._memory.moods.keep(line.message, line.mood, line.figures)
        except KNOWN as error:
            self._notify(str(error))
