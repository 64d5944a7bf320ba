"""Measures how an utterance was said: pitch, loudness, rate, pauses, held sounds, words of hesitation and how late it began."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from companion.audio.devices import Samples
from companion.prosody.contours import Contours, contours, stretches
from companion.prosody.disfluencies import filled_pauses, restarts, unsure_phrases, word_count
from companion.prosody.spectrum import STEP_S, TENTH_S, over_tenth

PAUSE_S = 0.25
"""A shorter silence belongs to the words (Goldman-Eisler; de Jong and Bosker, 2013)."""
HELD_S = 0.24
"""A voice that stays where it is for longer is an "um", an "uh" or a drawn-out word (Goto, Itou and Hayamizu, 1999)."""
_STILL_DB, _STILL_ST = 2.8, 1.2
"""How far spectrum and pitch of a held sound may move in a tenth of a second. Of 324 read and acted clips none has such a
stretch, and of eleven hesitant ones each."""
_DIP_DB = 2.0
"""Between two syllables it is at least so much softer than in either (de Jong and Wempe, 2009)."""
_FEWEST_VOICED = 10
"""Steps: with less voice no pitch is told."""


@dataclass(frozen=True)
class MeasuredUtterance:
    """How one utterance was said."""

    seconds: float
    """From its first sound to its last."""
    speech_s: float
    """Of these, seconds of speech."""
    pitch_st: float | None
    """Median pitch in semitones above 100 Hz; None if there was too little voice."""
    pitch_range_st: float | None
    """Semitones between the lowest and the highest tenth of the pitch."""
    intensity_db: float
    """Median loudness of the speech against full scale: it depends on the microphone."""
    intensity_range_db: float
    """Decibels between the softest and the loudest tenth of the speech."""
    brightness_db: float | None
    """How much of the voice is above 1 kHz: what effort raises; None as for pitch."""
    rate: float
    """Syllables a second of speech."""
    pauses: int
    """Silences of at least a quarter of a second, between its first sound and its last."""
    pause_share: float
    """How much of its time they take, 0…1."""
    longest_pause_s: float
    """Seconds; 0 if there is none."""
    held_sounds: int
    """Voiced stretches without movement, as in "um"."""
    held_s: float
    """Seconds of them."""
    filled_pauses: int
    """“um”, “uh”, “well,” in the words."""
    restarts: int
    """Words broken off or begun twice."""
    unsure_phrases: int
    """“I guess”, “I'm not sure”."""
    words: int
    """Filled pauses not counted."""
    onset_s: float
    """Seconds of silence before it began; 0 if that is not known."""


def measure(samples: Samples, rate: int, text: str, onset_s: float) -> MeasuredUtterance:
    """Measure mono samples, shape (n,), at `rate` a second, in which `text` was said after `onset_s` seconds of silence.

    Without words (`text` empty) the sound alone is measured; a sound without speech has a `speech_s` of 0.
    """
    drawn = contours(samples, rate)
    if drawn is None or not drawn.speech.any():
        return _unheard(text, onset_s)
    spoken = np.flatnonzero(drawn.speech)
    within = slice(int(spoken[0]), int(spoken[-1]) + 1)
    speech, decibels = drawn.speech[within], drawn.decibels[within]
    pauses = [(last - first) * STEP_S for first, last in stretches(~speech)]
    pauses = [pause for pause in pauses if pause >= PAUSE_S]
    held = held_sounds(drawn)
    pitch, pitch_range = _pitch(drawn)
    seconds, speech_s = len(speech) * STEP_S, float(speech.sum()) * STEP_S
    soft, loud = np.quantile(decibels[speech], (0.1, 0.9))
    return MeasuredUtterance(
        seconds=seconds,
        speech_s=speech_s,
        pitch_st=pitch,
        pitch_range_st=pitch_range,
        intensity_db=float(np.median(decibels[speech])),
        intensity_range_db=float(loud - soft),
        brightness_db=None if pitch is None else float(np.median(drawn.brightness[drawn.voiced])),
        rate=syllables(drawn) / speech_s,
        pauses=len(pauses),
        pause_share=sum(pauses) / seconds,
        longest_pause_s=max(pauses, default=0.0),
        held_sounds=len(held),
        held_s=sum(held),
        filled_pauses=filled_pauses(text),
        restarts=restarts(text),
        unsure_phrases=unsure_phrases(text),
        words=word_count(text),
        onset_s=onset_s,
    )


def with_words(measured: MeasuredUtterance, text: str) -> MeasuredUtterance:
    """The same sound, in which these words were said: the words may be known later."""
    return replace(
        measured,
        filled_pauses=filled_pauses(text),
        restarts=restarts(text),
        unsure_phrases=unsure_phrases(text),
        words=word_count(text),
    )


def measure_words(text: str) -> MeasuredUtterance:
    """What the words alone tell, as of a typed line."""
    return _unheard(text, 0.0)


def syllables(drawn: Contours) -> int:
    """How many nuclei of syllables there are: voiced peaks of loudness with a dip before each (de Jong and Wempe, 2009)."""
    count, dip, peak = 0, -np.inf, -np.inf
    smooth = np.convolve(drawn.decibels, np.ones(5) / 5, mode="same")
    counted = False
    for level, voiced in zip(smooth, drawn.voiced, strict=True):
        if level > peak:
            peak = level
        if level < peak - _DIP_DB:
            peak, dip, counted = level, level, False
        dip = min(dip, level)
        if not counted and voiced and level >= dip + _DIP_DB:
            count, counted, peak = count + 1, True, level
    return count


def held_sounds(drawn: Contours) -> list[float]:
    """Seconds of each voiced stretch in which pitch and spectrum stay where they are."""
    still = drawn.voiced & (drawn.change < _STILL_DB) & (over_tenth(drawn.semitones) < _STILL_ST)
    found = [(last - first) * STEP_S + TENTH_S for first, last in stretches(still)]
    return [seconds for seconds in found if seconds >= HELD_S]


def _pitch(drawn: Contours) -> tuple[float | None, float | None]:
    voiced = drawn.semitones[drawn.voiced]
    if len(voiced) < _FEWEST_VOICED:
        return None, None
    low, high = np.quantile(voiced, (0.1, 0.9))
    return float(np.median(voiced)), float(high - low)


def _unheard(text: str, onset_s: float) -> MeasuredUtterance:
    return MeasuredUtterance(
        *(0.0, 0.0, None, None, 0.0, 0.0, None, 0.0, 0, 0.0, 0.0, 0, 0.0),
        *(filled_pauses(text), restarts(text), unsure_phrases(text), word_count(text), onset_s),
    )
