"""Works out what was heard of one clip in the loudspeaker's queue: which words, when, and how loud it is now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import soxr

from companion.audio.devices import Samples
from companion.speaking.synthesis import Clip
from voices.voice import Word

_SILENT = 0.001
"""No sample of a rest is louder."""
_SOON_S = 0.1
"""So long before the next arpeggio a rest is over: the loudspeaker tells late how far it has played."""


class ClipTimes(NamedTuple):
    """When a clip sounds, in seconds on the clock of events."""

    now: float
    start: float
    end: float
    words: tuple[tuple[str, float, float], ...]
    """Each word with its beginning and its end."""


@dataclass
class QueuedClip:
    """A clip in the loudspeaker's queue. `played` and `rate` are the loudspeaker's: its position, and samples a second."""

    clip: Clip
    start: int
    """The loudspeaker's position of its first sample; equal to `end` for a clip without sound."""
    end: int
    samples: Samples
    """At the loudspeaker's rate."""
    begun: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether it has no sound: it is only shown."""
        return self.start == self.end

    @property
    def tells(self) -> bool:
        """Whether it has words that sound."""
        return not (self.is_silent or self.clip.is_sound)

    def words(self) -> tuple[Word, ...]:
        """Its words, timed in seconds from its first sample."""
        return self.clip.speech.words if self.clip.speech else ()

    def times(self, played: int, rate: int, now: float) -> ClipTimes:
        """When it and each of its words begin and end; `now`: seconds on the clock of events."""
        start = now - (played - self.start) / rate
        words = tuple((w.text, round(start + w.start, 3), round(start + w.end, 3)) for w in self.words())
        return ClipTimes(now, round(start, 3), round(start + (self.end - self.start) / rate, 3), words)

    def heard_text(self, played: int, rate: int) -> str:
        """Its text as far as it was heard: the words that were audible to their middle."""
        if self.is_silent or played >= self.end:
            return self.clip.text
        seconds = (played - self.start) / rate
        return " ".join(word.text for word in self.words() if (word.start + word.end) / 2 <= seconds)

    def word_start(self, played: int, rate: int) -> int:
        """Where in `samples` the word begins that was audible last; 0 before the clip has begun."""
        if not self.begun:
            return 0
        seconds = (played - self.start) / rate
        begun = [word.start for word in self.words() if word.start <= seconds]
        return min(int((begun[-1] if begun else 0.0) * rate), len(self.samples))

    def rests(self, played: int, rate: int) -> bool:
        """Whether it rings and is silent from here until it is nearly over."""
        at = played - self.start
        return self.begun and self.clip.is_sound and self._sound_end <= at < len(self.samples) - _SOON_S * rate

    @cached_property
    def _sound_end(self) -> int:
        """How many of its samples there are to the last one that is heard."""
        heard = np.flatnonzero(np.abs(self.samples) > _SILENT)
        return int(heard[-1]) + 1 if len(heard) else 0

    def level(self, played: int, rate: int) -> float:
        """How loud it is at this position, 0…1."""
        if (speech := self.clip.speech) is None:
            return 0.0
        at = max(0, int((played - self.start) / rate * speech.rate))
        around = speech.samples[at : at + speech.rate // 30]
        return min(1.0, float(np.sqrt(np.mean(around**2))) * 5) if len(around) else 0.0


def last_sentence(clips: tuple[Clip, ...]) -> tuple[Clip, ...]:
    """The last clip, with the one before it if that is the beginning of the same sentence."""
    clips = tuple(clip for clip in clips if not clip.is_sound)
    if len(clips) > 1 and clips[-2].text[-1:] not in ".!?…":
        return clips[-2:]
    return clips[-1:]


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """The samples converted from one rate to another."""
    if rate == wanted:
        return samples
    converted: Samples = soxr.resample(samples, rate, wanted).astype(np.float32)
    return converted
