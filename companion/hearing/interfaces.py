"""What hearing is given: how to listen, with what, and whom to tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from companion.hearing.barge_in import Barge
from companion.hearing.echo import EchoCanceller
from companion.hearing.endpointing import EndpointRules
from companion.hearing.prosody import ProsodyModel
from companion.hearing.transcripts import FinalTranscript, InterimTranscript
from models.stt import Detector, SpeechToText


def _ignore(*_: object) -> None:
    """What is done with a report nobody asked for."""


@dataclass(frozen=True)
class ListeningOptions:
    """How to listen."""

    silence_ms: int = 1600
    """The longest silence within an utterance; what is said, and how, mostly ends it sooner."""
    half_duplex: bool = False
    """Hear nothing while she is audible, and a little longer."""
    push_to_talk: bool = False
    """Hear only between `talk(True)` and `talk(False)`."""
    tail_ms: int = 250
    """Half duplex: how long to stay deaf after she has stopped: the room still rings, the loudspeaker still holds a buffer."""
    release_ms: int = 250
    """Push to talk: how long to go on listening after the release; people let go with their last word."""
    backlog_s: float = 10.0
    """Seconds of audio that may wait for the detector; what comes beyond is lost and counted."""
    microphone: str = ""
    """Its name, for the one sentence about a dead one."""


@dataclass(frozen=True)
class HearingListeners:
    """Who is told what. Seconds are of input audio. Called on hearing's own threads; must not wait, nor `close`."""

    onset: Callable[[float], None] = _ignore
    """Speech to her began at these seconds; `dropped` or `utterance` follows."""
    dropped: Callable[[float], None] = _ignore
    """It ended at these seconds and was none after all."""
    interim_transcript: Callable[[InterimTranscript], None] = _ignore
    """What was said so far; whoever takes this must have the guess judged."""
    speech_resumed: Callable[[], None] = _ignore
    """After a guess they went on speaking: it was not all."""
    utterance: Callable[[int], None] = _ignore
    """Utterance number n is over and on its way to the ear; `recognised` follows, always and once."""
    final_transcript: Callable[[FinalTranscript], None] = _ignore
    barge: Callable[[Barge], None] = _ignore
    """Somebody may be speaking over her (DUCK), is (STOP), or was not (RELEASE)."""
    waits: Callable[[int, bool], None] = _ignore
    """The judgement of pause number n is awaited (True), or nobody waits for it any more."""
    level: Callable[[float], None] = _ignore
    """0…1, about thirty times a second."""
    listened: Callable[[int], None] = _ignore
    """Samples dealt with since `open`, after every piece: the clock of the input, and what paces a file."""
    notify: Callable[[str], None] = _ignore
    """One sentence for the user."""


@dataclass(frozen=True)
class HearingModels:
    """What hearing hears with; all but the canceller are opened by hearing."""

    detector: Detector
    stt: SpeechToText
    """Opened by its owner; its calls may take as long as they like."""
    echo: EchoCanceller | None = None
    """None: nothing of her is in the microphone."""
    prosody_model: ProsodyModel | None = None
    rules: EndpointRules = field(default_factory=EndpointRules)
    overlap_detector: Detector | None = None
    """With a canceller: another detector, for what is said while she is audible."""
