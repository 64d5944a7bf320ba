"""Her reply as it grows and the sentences as they become audible go in; which letters are said, and when, comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.events import Resumed, Spoken


@dataclass(frozen=True)
class Cue:
    """At `at` seconds the word `start`…`end` of the reply begins to be said; everything before it has been."""

    at: float
    start: int
    end: int


class Script:
    """One reply. Seconds are whatever clock `speak` is given."""

    def __init__(self) -> None:
        self.text = ""
        self.spoken = False
        """Whether any of it has become audible."""
        self._cursor = 0
        self._last = (0, 0)
        """Where the sentence told last stands."""
        self._cues: list[Cue] = []

    def grow(self, text: str) -> None:
        """More of the reply has been thought."""
        self.text += text

    def speak(self, sentence: Spoken, now: float) -> None:
        """`sentence` begins to be audible; its clock `t` stands at `now`."""
        self._last = self._place(sentence.text)
        self._time(sentence, now)

    def resume(self, sentence: Resumed, now: float) -> None:
        """The sentence told last goes on where she was held, later than it was told; its clock `t` stands at `now`."""
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
        """What is being said at `now`; None before the first word."""
        return next((cue for cue in reversed(self._cues) if cue.at <= now), None)

    def next_change(self, now: float) -> float | None:
        """Seconds at which `cue` will next answer differently; None when nothing is coming."""
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
