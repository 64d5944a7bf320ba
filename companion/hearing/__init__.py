"""Microphone samples in, transcripts out: echo, detection, the end of a turn, speaking over her, and the ear."""

from companion.hearing.barge_in import Barge
from companion.hearing.hearing import Hearing
from companion.hearing.interfaces import Ears, Habits, Reports
from companion.hearing.recognised import Guess, Judgement, Recognised
from companion.hearing.segmenter import Dropped, Onset, Pause, Resumed, Segmenter, Utterance

__all__ = [
    "Barge",
    "Dropped",
    "Ears",
    "Guess",
    "Habits",
    "Hearing",
    "Judgement",
    "Onset",
    "Pause",
    "Recognised",
    "Reports",
    "Resumed",
    "Segmenter",
    "Utterance",
]
