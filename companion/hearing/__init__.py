"""Microphone samples in, transcripts out: echo, detection, the end of a turn, speaking over her, and the ear."""

from companion.hearing.barge_in import Barge
from companion.hearing.hearing import Hearing
from companion.hearing.interfaces import HearingListeners, HearingModels, ListeningOptions
from companion.hearing.recognised import EndOfTurnEstimate, FinalTranscript, InterimTranscript
from companion.hearing.segmenter import Dropped, Onset, Pause, Segmenter, SpeechResumed, Utterance

__all__ = [
    "Barge",
    "Dropped",
    "HearingModels",
    "InterimTranscript",
    "ListeningOptions",
    "Hearing",
    "EndOfTurnEstimate",
    "Onset",
    "Pause",
    "FinalTranscript",
    "HearingListeners",
    "SpeechResumed",
    "Segmenter",
    "Utterance",
]
