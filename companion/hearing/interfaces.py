"""Defines what hearing is given: options, models and listeners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from companion.audio.devices import Samples
from companion.hearing.barge_in import Barge
from companion.hearing.echo import EchoCanceller
from companion.hearing.endpointing import EndpointRules
from companion.hearing.prosody import ProsodyModel
from companion.hearing.transcripts import FinalTranscript, InterimTranscript
from models.stt import Detector, SpeechToText


def _ignore(*_: object) -> None:
    """Listens to a report that nobody needs."""


@dataclass(frozen=True)
class ListeningOptions:
    """How to listen."""

    silence_ms: int = 1600
    """The longest silence within an utterance; the words and the prosody mostly end it sooner."""
    half_duplex: bool = False
    """Do not listen while she is audible, and for `tail_ms` more."""
    push_to_talk: bool = False
    """Listen only between `talk(True)` and `talk(False)`."""
    tail_ms: int = 250
    """Half duplex: how long the room still rings, and the loudspeaker still plays its buffer, after she has stopped."""
    release_ms: int = 250
    """Push to talk: how long to go on listening after the release; people let go with their last word."""
    backlog_s: float = 10.0
    """Seconds of audio that may wait for the detector; what exceeds it is lost and counted."""
    microphone: str = ""
    """Its name, for the message that it gives only silence."""


@dataclass(frozen=True)
class HearingListeners:
    """Whom hearing informs. Seconds are of input audio. Called on hearing's own threads; must not wait, nor call `close`."""

    onset: Callable[[float], None] = _ignore
    """Speech to her began at this second; `dropped` or `utterance` follows."""
    dropped: Callable[[float], None] = _ignore
    """It ended at this second and was no speech after all."""
    sound: Callable[[Samples, float, float, bool], None] = _ignore
    """The samples of what was said so far, the seconds between which there was speech, and whether it is the whole utterance."""
    interim_transcript: Callable[[InterimTranscript], None] = _ignore
    """What was said so far; must see to it that its `report_end_of_turn` is called."""
    speech_resumed: Callable[[], None] = _ignore
    """The user went on speaking after an interim transcript: the line was not whole."""
    utterance: Callable[[int], None] = _ignore
    """Utterance number n is over and is being transcribed; exactly one `final_transcript` follows."""
    final_transcript: Callable[[FinalTranscript], None] = _ignore
    """The transcript of an utterance, in order."""
    barge: Callable[[Barge], None] = _ignore
    """Somebody may be speaking over her (DUCK), is (STOP), or was not (RELEASE)."""
    waits: Callable[[int, bool], None] = _ignore
    """The words estimate for pause number n is awaited (True), or no longer (False)."""
    level: Callable[[float], None] = _ignore
    """0…1, about thirty times a second."""
    listened: Callable[[int], None] = _ignore
    """Samples processed since `open`, after every chunk: the clock of the input, which also paces sound files."""
    notify: Callable[[str], None] = _ignore
    """One sentence for the user."""
    broke: Callable[[], None] = _ignore
    """Listening stopped because of a fault; `notify` has told it."""


@dataclass(frozen=True)
class HearingModels:
    """The models hearing uses; hearing opens all but the recogniser and the canceller."""

    detector: Detector
    stt: SpeechToText
    """Opened by its owner; its calls may take any time."""
    echo: EchoCanceller | None = None
    """None: the microphone does not pick up her voice."""
    prosody_model: ProsodyModel | None = None
    rules: EndpointRules = field(default_factory=EndpointRules)
    overlap_detector: Detector | None = None
    """Needs the canceller: another detector, for what is said while she is audible."""
