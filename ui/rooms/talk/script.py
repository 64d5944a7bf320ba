"""Computes which letters of a reply have been said at a given time, from its text and the sentences as they become audible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.events import Resumed, Spoken


@dataclass(frozen=True)
class Cue:
    """At `at` seconds she begins to say the letters `start` to `end` of the reply; those before have been said."""

    at: float
    start: int
    end: int


class Script:
    """One reply. All times are seconds on the clock used for `speak`."""

    def __init__(self) -> None:
        self.text = ""
        self.spoken = False
        """Whether any of it has become audible."""
        self._cursor = 0
        self._last = (0, 0)
        """Start and end of the latest sentence in the text."""
        self._cues: list[Cue] = []

    def grow(self, text: str) -> None:
        """Append more of the reply."""
        self.text += text

    def speak(self, sentence: Spoken, now: float) -> None:
        """`sentence` begins to be audible; its time `t` is `now` on our clock."""
        self._last = self._place(sentence.text)
        self._time(sentence, now)

    def resume(self, sentence: Resumed, now: float) -> None:
        """The latest sentence goes on after a pause, with new times; its time `t` is `now` on our clock."""
        self._time(sentence, now)

    def _time(self, sentence: Spoken | Resumed, now: float) -> None:
        self.spoken = True
        start, end = self._last
        shift = now - sentence.t
        self._cues = [cue for cue in self._cues if cue.at < sentence.start + shift]
        self._cues += list(self._words(sentence, start, end, shift)) or [Cue(sentence.start + shift, start, start)]
        self._cues.append(Cue(sentence.end + shift, end, end))
        self._cursor = end

    def cue(self, now: float) -> Cue | None:
        """What she is saying at `now`; None before the first word."""
        return next((cue for cue in reversed(self._cues) if cue.at <= now), None)

    def next_change(self, now: float) -> float | None:
        """The time at which `cue` changes next; None when no change is known."""
        return next((cue.at for cue in self._cues if cue.at > now), None)

    def _place(self, sentence: str) -> tuple[int, int]:
        pattern = r"\W*".join(re.escape(word) for word in sentence.split())
        found = re.compile(pattern).search(self.text, self._cursor) if pattern else None
        if found:
            return found.start(), found.end()
        if self._cursor >= len(self.text.rstrip()):
            self.text = f"{self.text.rstrip()} {sentence}".lstrip()
            return len(self.text) - len(sentence), len(self.text)
        return self._cursor, min(len(self.text), self._cursor + len(sentence))

    def _words(self, sentence: Spoken | Resumed, start: int, end: int, shift: float) -> Iterator[Cue]:
        at = start
        for word, begins, _ in sentence.words:
            found = self.text.find(word, at, end)
            if found >= 0:
                at = found + len(word)
                yield Cue(begins + shift, found, at)
