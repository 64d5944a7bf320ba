"""Chooses the chords of a phrase, and a bass line under them; the tables stand in `harmony.toml`."""

from __future__ import annotations

import functools
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from companion.piano.score import Harmony, Metre
from companion.piano.tonality import Chord, Key, Mode

Ending = Literal["open", "closed", "gentle"]
_LOWEST, _HIGHEST, _HOME = 36, 55, 46
_ROOT_POSITION_ENDS = 2
"""Chords at the end of a phrase that stand on their roots."""


@dataclass(frozen=True)
class Slot:
    """A chord's place in a section."""

    start: int
    """Steps from the beginning of the section."""
    length: int
    """Steps."""
    numeral: str


@functools.cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("companion.piano").joinpath("harmony.toml").read_text(encoding="utf-8"))


@functools.cache
def chord(mode: Mode, numeral: str) -> Chord:
    """The chord of that name in a major or minor key."""
    table = _tables()[mode]["chords"][numeral]
    raised = tuple((step, semitones) for step, semitones in table.get("raised", ()))
    return Chord(numeral, tuple(table["degrees"]), raised)


def phrase(
    mode: Mode, metre: Metre, bars: int, start: Sequence[str], ending: Ending, dice: random.Random
) -> list[Slot]:
    """Chords for a phrase: a beginning, a way, and an ending whose last chord fills the last bar."""
    for _ in range(60):
        last = dice.choice(_tables()[mode]["endings"][ending])
        if (names := _way(mode, bars - 2, start, last[0], dice)) is not None:
            return _slots(metre, names, last)
    raise ValueError(f"no way from {start} to an ending in {bars} bars")


def middle_start(mode: Mode, dice: random.Random) -> list[str]:
    """The first chords of a part that contrasts."""
    return list(dice.choice(_tables()[mode]["middles"]["starts"]))


def question_and_answer(mode: Mode, metre: Metre, start: str, dice: random.Random) -> tuple[list[Slot], list[Slot]]:
    """Two phrases of four bars that begin alike; the first ends open, the second closed."""
    for _ in range(60):
        opened = phrase(mode, metre, 4, [start], "open", dice)
        way = [slot.numeral for slot in opened[:2]]
        fits = [last for last in _tables()[mode]["endings"]["closed"] if last[0] in _tables()[mode]["next"][way[-1]]]
        if fits:
            return opened, _slots(metre, way, dice.choice(fits))
    raise ValueError(f"no question and answer from {start}")


def _way(mode: Mode, bars: int, start: Sequence[str], goal: str, dice: random.Random) -> list[str] | None:
    """One chord a bar, beginning with `start`, the last of which may be followed by `goal`; None if this walk fails."""
    following = _tables()[mode]["next"]
    names = list(start[:bars])
    while len(names) < bars:
        choices = {name: weight for name, weight in following[names[-1]].items() if name not in names[-2:]}
        if not choices:
            return None
        names.append(dice.choices(list(choices), list(choices.values()))[0])
    return names if goal in following[names[-1]] or _borrowed(goal) in following[names[-1]] else None


def _borrowed(name: str) -> str:
    """V/V comes where ii may come."""
    return {"V/V": "ii"}.get(name, name)


def _slots(metre: Metre, way: Sequence[str], ending: Sequence[str]) -> list[Slot]:
    slots = [Slot(number * metre.bar, metre.bar, name) for number, name in enumerate(way)]
    at = len(way) * metre.bar
    if len(ending) == 3:
        slots += [Slot(at, metre.second, ending[0]), Slot(at + metre.second, metre.bar - metre.second, ending[1])]
    else:
        slots.append(Slot(at, metre.bar, ending[0]))
    return [*slots, Slot(at + metre.bar, metre.bar, ending[-1])]


def with_bass(key: Key, slots: Sequence[Slot], begin: int, dice: random.Random) -> list[Harmony]:
    """The chords over the smoothest bass; a leading tone in the bass rises. `begin`: the step where the section starts."""
    chords = [chord(key.mode, slot.numeral) for slot in slots]
    paths: dict[int, tuple[float, list[int]]] = {}
    for number, each in enumerate(chords):
        ends = number == 0 or number >= len(chords) - _ROOT_POSITION_ENDS
        found: dict[int, tuple[float, list[int]]] = {}
        for pitch in _basses(key, each, ends):
            cost = abs(pitch - _HOME) * 0.12 + dice.uniform(0, 1.5)
            if not number:
                found[pitch] = (cost, [pitch])
                continue
            ways = [
                (before + cost + _leap(line[-1], pitch), [*line, pitch])
                for before, line in paths.values()
                if _may_follow(key, chords[number - 1], line[-1], pitch)
            ]
            if ways:
                found[pitch] = min(ways)
        paths = found
    if not paths:
        raise ValueError("no bass line fits")
    line = min(paths.values())[1]
    return [
        Harmony(begin + slot.start, slot.length, each, pitch)
        for slot, each, pitch in zip(slots, chords, line, strict=True)
    ]


def _basses(key: Key, chord_: Chord, root_position: bool) -> list[int]:
    inverted = _tables()[key.mode]["chords"][chord_.numeral]["inverted"]
    root, third = chord_.degrees[0], chord_.degrees[1]
    degrees = [third] if inverted == "must" else [root] if root_position or inverted == "no" else [root, third]
    classes = {key.pitch(degree, chord_) % 12 for degree in degrees}
    return [pitch for pitch in range(_LOWEST, _HIGHEST + 1) if pitch % 12 in classes]


def _leap(before: int, after: int) -> float:
    """Steps are best, then fourths and fifths; a bass that stays is dull, one that leaps far is rough."""
    width = abs(after - before)
    return (
        1.5 if width == 0 else 0.2 * width if width <= 2 else 0.8 + 0.12 * width if width <= 7 else 2.0 + 0.25 * width
    )


def _may_follow(key: Key, before: Chord, pitch: int, following: int) -> bool:
    leading = before.leading(key.mode)
    if leading is not None and pitch % 12 == key.pitch(leading, before) % 12:
        return following == pitch + 1
    return abs(following - pitch) != 6 and abs(following - pitch) <= 12
