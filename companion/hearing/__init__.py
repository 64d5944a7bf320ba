"""Microphone samples in, transcripts out: detection, the end of an utterance, and the ear."""

from companion.hearing.hearing import Habits, Hearing, Reports
from companion.hearing.recognised import Recognised
from companion.hearing.segmenter import Dropped, Onset, Segmenter, Utterance

__all__ = ["Dropped", "Habits", "Hearing", "Onset", "Recognised", "Reports", "Segmenter", "Utterance"]
