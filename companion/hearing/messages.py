"""What is put into hearing's queue; one thread reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from companion.audio.devices import Samples
from companion.hearing.recognised import Judgement


@dataclass(frozen=True, eq=False)
class Piece:
    """Samples, and where on the microphone's clock they begin."""

    samples: Samples
    start: int


class Why(Enum):
    """Why nothing is heard; she hears when there is no reason not to."""

    SHE_SPEAKS = auto()
    PAUSED = auto()
    NOT_PUSHED = auto()


@dataclass(frozen=True)
class Deafen:
    """Stop or go on listening."""

    because: Why
    deaf: bool


@dataclass(frozen=True)
class Sounding:
    """She becomes audible, or has stopped."""

    on: bool


@dataclass(frozen=True)
class Talk:
    """The key to talk is pressed, or released."""

    on: bool


@dataclass(frozen=True)
class Judged:
    """What the words of pause number n tell."""

    number: int
    judgement: Judgement


@dataclass(frozen=True)
class Sounded:
    """What the sound of pause number n tells: 0…1, how finished it is."""

    number: int
    probability: float


@dataclass(frozen=True)
class Changed:
    """The microphone or the loudspeaker is another one now."""


Message = Changed | Piece | Deafen | Sounding | Talk | Judged | Sounded | None
