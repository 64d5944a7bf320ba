"""What playback is told, one message each, and what it keeps of a clip that waits in the loudspeaker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import soxr

from companion.audio.devices import Samples
from companion.speaking.synthesis import Clip, Finish
from companion.turns.reply import AssistantTurn
from voices.voice import Word


@dataclass(frozen=True)
class Played:
    """So many samples were audible by now."""

    samples: int


@dataclass(frozen=True)
class Cut:
    """This reply was cancelled."""

    reply: AssistantTurn


@dataclass(frozen=True)
class Committed:
    """This reply is no draft any more."""

    reply: AssistantTurn


@dataclass(frozen=True)
class Pause:
    """Be silent and keep the place (True), or go on."""

    on: bool


@dataclass(frozen=True)
class Loudness:
    """None: as it was."""

    volume: float | None = None
    ducked: bool | None = None


@dataclass(frozen=True)
class Replay:
    """Say the last sentence again, or what was cut off, as this reply; if there is nothing, do otherwise."""

    reply: AssistantTurn
    from_start: bool
    otherwise: Callable[[AssistantTurn], None]


@dataclass(frozen=True)
class Then:
    """Do this in its turn."""

    do: Callable[[], None]


@dataclass
class QueuedClip:
    """A clip in the loudspeaker's queue: samples from `start` to `end` of its clock."""

    clip: Clip
    start: int
    end: int
    samples: Samples
    """At the loudspeaker's rate."""
    begun: bool = False

    def words(self) -> tuple[Word, ...]:
        """Its words, timed from its first sample."""
        return self.clip.speech.words if self.clip.speech else ()


Item = Clip | Finish | Played | Cut | Committed | Pause | Loudness | Replay | Then | None


def last_sentence(clips: tuple[Clip, ...]) -> tuple[Clip, ...]:
    """The last clip, and what of its sentence stood before it."""
    if len(clips) > 1 and clips[-2].text[-1:] not in ".!?…":
        return clips[-2:]
    return clips[-1:]


def at_rate(samples: Samples, rate: int, wanted: int) -> Samples:
    """The samples at another rate."""
    if rate == wanted:
        return samples
    resampled: Samples = soxr.resample(samples, rate, wanted).astype(np.float32)
    return resampled
