"""Plays what is written as a person would: the tempo gives and takes, phrases swell and fade, the pedal follows the chords."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from companion.piano.mood import Character
from companion.piano.score import Harmony, Metre, Note, Section

_SECTION_LOUDNESS = {"introduction": -8, "A": 0, "A'": 3, "B": 6, "last A'": -1, "coda": -9}
_LAG = 0.09
"""Steps by which the left hand comes after the right."""
_ROLL = 0.16
"""Steps between the tones of a rolled chord."""
_LIFT, _CATCH = 0.0, 0.45
"""Steps after a new harmony at which the pedal goes up, and down again."""
_SOFTEST, _LOUDEST = 18, 112


@dataclass(frozen=True)
class Phrase:
    """Bars that are sung in one breath."""

    start: int
    """Steps from the beginning."""
    end: int
    """Steps from the beginning."""
    section: Section

    def position(self, step: float) -> float:
        """0 at the beginning of the phrase, 1 at its end."""
        return min(1.0, max(0.0, (step - self.start) / (self.end - self.start)))


def phrases_of(sections: Sequence[Section], metre: Metre) -> list[Phrase]:
    """The phrases of all sections: four bars each, or what a shorter section has."""
    found = []
    for section in sections:
        size = metre.bar * 4
        for start in range(section.start, section.end, size):
            found.append(Phrase(start, min(section.end, start + size), section))
    return found


def phrase_at(phrases: Sequence[Phrase], step: float) -> Phrase:
    """The phrase in which a step lies."""
    return next((phrase for phrase in reversed(phrases) if phrase.start <= step), phrases[0])


def loudness(character: Character, phrase: Phrase, step: float) -> int:
    """The velocity of the melody at a step: the section's, and the swell of the phrase."""
    swell = 9 * math.sin(math.pi * phrase.position(step) ** 1.3) - 3
    return round(character.loudness + _SECTION_LOUDNESS[phrase.section.name] + swell)


def tempos(
    character: Character, phrases: Sequence[Phrase], metre: Metre, dice: random.Random
) -> tuple[tuple[float, float], ...]:
    """A tempo for every beat: a little onward in the middle of a phrase, slower at its end, slowest at the very end."""
    found = []
    for phrase in phrases:
        last = phrase is phrases[-1]
        give = character.give * (2.2 if last else 1.5 if phrase.section.name == "B" and _closes(phrase) else 1.0)
        for step in range(phrase.start, phrase.end, metre.beat):
            position = phrase.position(step + metre.beat)
            onward = 0.4 * character.give * math.sin(math.pi * position)
            late = max(0.0, (position - 0.55) / 0.45)
            drift = dice.uniform(-0.012, 0.012)
            found.append((float(step), round(character.tempo * (1 + onward - give * late**1.6 + drift), 2)))
    return tuple(found)


def pedal(harmonies: Sequence[Harmony], metre: Metre) -> tuple[tuple[float, bool], ...]:
    """The pedal: changed with every harmony; the last chord rings for another bar."""
    found: list[tuple[float, bool]] = []
    for harmony in harmonies:
        found += [(harmony.start + _LIFT, False), (harmony.start + _CATCH, True)]
    return (*found[1:], (harmonies[-1].end + metre.bar, False))


def humanly(
    notes: Sequence[Note], character: Character, phrases: Sequence[Phrase], metre: Metre, dice: random.Random
) -> tuple[Note, ...]:
    """The notes as fingers play them: accents, the left hand a trifle late, chords rolled when it is calm, nothing quite even."""
    played = []
    together: dict[float, int] = {}
    for note in sorted(notes, key=lambda n: (n.start, n.hand, n.pitch)):
        accent = 3 if note.start % metre.bar == 0 else 1 if note.start % metre.beat == 0 else -2
        height = 0.5 * (note.pitch - character.centre) if note.hand == "right" else 0.0
        velocity = round(note.velocity + accent + height + dice.uniform(-2.5, 2.5))
        late = dice.uniform(0.0, 0.05)
        if note.hand == "left":
            order = together.get(note.start, 0)
            together[note.start] = order + 1
            late += _LAG + order * (_ROLL if character.tempo < 90 else _ROLL / 4)
        velocity = min(_LOUDEST, max(_SOFTEST, velocity))
        length = max(0.6, note.length - late - 0.1)
        played.append(Note(round(note.start + late, 3), round(length, 3), note.pitch, velocity, note.hand))
    return tuple(played)


def _closes(phrase: Phrase) -> bool:
    return phrase.end == phrase.section.end
