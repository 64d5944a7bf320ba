"""What is put into hearing's queue; one thread reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from companion.audio.devices import Samples
from companion.hearing.transcripts import EndOfTurnEstimate


@dataclass(frozen=True, eq=False)
class AudioChunk:
    """Samples, and where on the microphone's clock they begin."""

    samples: Samples
    start: int


class MuteReason(Enum):
    """Why nothing is heard; she hears when there is no reason not to."""

    SHE_SPEAKS = auto()
    PAUSED = auto()
    NOT_PUSHED = auto()


@dataclass(frozen=True)
class Mute:
    """Stop or go on listening."""

    because: MuteReason
    deaf: bool


@dataclass(frozen=True)
class HerVoice:
    """She becomes audible, or has stopped."""

    on: bool


@dataclass(frozen=True)
class PushToTalk:
    """The key to talk is pressed, or released."""

    on: bool


@dataclass(frozen=True)
class WordsEstimate:
    """What the words of pause number n tell."""

    number: int
    judgement: EndOfTurnEstimate


@dataclass(frozen=True)
class ProsodyEstimate:
    """What the sound of pause number n tells: 0…1, how finished it is."""

    number: int
    probability: float


@dataclass(frozen=True)
class DevicesChanged:
    """The microphone or the loudspeaker is another one now."""


HearingMessage = DevicesChanged | AudioChunk | Mute | HerVoice | PushToTalk | WordsEstimate | ProsodyEstimate | None
