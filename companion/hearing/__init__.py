"""Turns what the microphone captures into transcripts: removes the echo, finds speech, ends turns, notices barge-ins."""

from companion.hearing.barge_in import Barge
from companion.hearing.hearing import Hearing
from companion.hearing.interfaces import HearingListeners, HearingModels, ListeningOptions
from companion.hearing.segmenter import Dropped, Onset, Pause, Segmenter, SpeechResumed, Utterance
from companion.hearing.transcripts import EndOfTurnEstimate, FinalTranscript, InterimTranscript, Overlapping

__all__ = [
    "Barge",
    "Dropped",
    "EndOfTurnEstimate",
    "FinalTranscript",
    "Hearing",
    "HearingListeners",
    "HearingModels",
    "InterimTranscript",
    "ListeningOptions",
    "Onset",
    "Overlapping",
    "Pause",
    "Segmenter",
    "SpeechResumed",
    "Utterance",
]
