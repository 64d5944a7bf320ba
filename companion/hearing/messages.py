"""Defines the messages in hearing's queue, which its one thread reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from companion.audio.devices import Samples
from companion.hearing.transcripts import EndOfTurnEstimate


@dataclass(frozen=True, eq=False)
class AudioChunk:
    """Samples from the microphone."""

    samples: Samples
    start: int
    """The first one's position on the microphone's clock."""


class MuteReason(Enum):
    """Why hearing does not listen; it listens while there is no reason."""

    HALF_DUPLEX = auto()
    """She is audible, and half duplex is on."""
    CLOSED = auto()
    """The user closed the microphone, or hearing failed."""
    KEY_RELEASED = auto()
    """Push to talk, and the key is not pressed."""


@dataclass(frozen=True)
class Mute:
    """A reason not to listen begins (`muted`) or ends."""

    reason: MuteReason
    muted: bool


@dataclass(frozen=True)
class AudibleChanged:
    """She becomes audible, or has stopped."""

    on: bool


@dataclass(frozen=True)
class TalkKeyMoved:
    """The push-to-talk key was pressed (`on`) or released."""

    on: bool


@dataclass(frozen=True)
class WordsEstimate:
    """What the words before pause `number` tell."""

    number: int
    estimate: EndOfTurnEstimate


@dataclass(frozen=True)
class ProsodyEstimate:
    """What the sound before pause `number` tells."""

    number: int
    probability: float
    """0…1: how likely the user has finished."""


@dataclass(frozen=True)
class DevicesChanged:
    """Another microphone or loudspeaker is in use now."""


HearingMessage = (
    AudioChunk | Mute | AudibleChanged | TalkKeyMoved | WordsEstimate | ProsodyEstimate | DevicesChanged | None
)
"""None ends the thread."""
