"""Finds a mood in what was said and the hour, and the character of a piece in a mood; the rules stand in `mood.toml`."""

from __future__ import annotations

import functools
import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from companion.piano.tonality import Mode

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


@dataclass(frozen=True)
class Mood:
    """How a piece should feel."""

    energy: float
    """0 (calm) to 1 (lively)."""
    gladness: float
    """0 (sad) to 1 (glad)."""

    def __str__(self) -> str:
        energy = "calm" if self.energy < 0.4 else "lively" if self.energy > 0.6 else ""
        gladness = "sad" if self.gladness < 0.4 else "glad" if self.gladness > 0.6 else ""
        return " and ".join(filter(None, (energy, gladness))) or "simple"


@dataclass(frozen=True)
class Character:
    """What a mood makes of a piece."""

    tempo: float
    """Quarter notes a minute."""
    mode: Mode
    density: float
    """Notes of the melody in a quarter note."""
    centre: float
    """MIDI number around which the melody lies."""
    loudness: int
    """Velocity of the melody where nothing raises or lowers it."""
    give: float
    """How much the tempo gives and takes: 0.1 is a tenth slower at the end of a phrase."""


@dataclass(frozen=True)
class MoodOfDay:
    """A mood and the words it was found in."""

    mood: Mood
    telling: tuple[str, ...]
    """The lines with the words that decided, the most telling first."""


@functools.cache
def rules() -> dict[str, Any]:
    """The tables of `mood.toml`."""
    return tomllib.loads(files("companion.piano").joinpath("mood.toml").read_text(encoding="utf-8"))


def named_mood(words: Sequence[str]) -> Mood:
    """The mood of words such as “calm” and “glad”; raises KeyError for another word."""
    energy, gladness = 0.5, 0.5
    for word in words:
        axis, value = rules()["names"][word]
        energy, gladness = (value, gladness) if axis == "energy" else (energy, value)
    return Mood(energy, gladness)


def mood_of(lines: Sequence[str], hour: int) -> MoodOfDay:
    """The mood of what was said, at an hour of the day from 0 to 23."""
    sums = {"energy": 0.0, "gladness": 0.0}
    weights: list[tuple[float, str]] = []
    for line in lines:
        found = _weights(line)
        sums = {axis: sums[axis] + found[axis] for axis in sums}
        if any(found.values()):
            weights.append((abs(found["energy"]) + abs(found["gladness"]), line))
    start = next(table for table in rules()["hours"] if hour < table["before"])
    energy = _bounded(start["energy"] + sums["energy"] * 0.2)
    gladness = _bounded(start["gladness"] + sums["gladness"] * 0.2)
    return MoodOfDay(Mood(energy, gladness), tuple(line for _, line in sorted(weights, key=lambda pair: -pair[0])))


def character_of(mood: Mood, dice: random.Random) -> Character:
    """Tempo, mode, density and register for a mood, with a little chance."""
    minor = mood.gladness < 0.4 or (mood.gladness < 0.6 and dice.random() < 0.5)
    return Character(
        tempo=round(58 + 64 * mood.energy + dice.uniform(-5, 5), 1),
        mode="minor" if minor else "major",
        density=0.9 + 0.9 * mood.energy + dice.uniform(-0.1, 0.1),
        centre=66.5 + 8 * mood.gladness + 2 * mood.energy + dice.uniform(-1, 1),
        loudness=round(58 + 26 * mood.energy + dice.uniform(-3, 3)),
        give=0.17 - 0.09 * mood.energy,
    )


def _weights(line: str) -> dict[str, float]:
    """How much a line pulls each way; a word behind “not” or “never” pulls nowhere."""
    found = {"energy": 0.0, "gladness": 0.0}
    before: list[str] = []
    for word in _WORD.findall(line.lower().replace("’", "'")):
        negated = any(w in rules()["negations"] or w.endswith("n't") for w in before[-3:])
        for axis, pulls in rules()["words"].items():
            if not negated:
                found[axis] += sum(float(pull) for pull, words in pulls.items() if word in words.split())
        before.append(word)
    return found


def _bounded(value: float) -> float:
    return round(min(0.95, max(0.05, value)), 3)
