"""Makes a motif: a rhythm of one bar and a contour, and the ways in which it is varied."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace

from companion.piano.score import Metre

Kind = str
"""as it was, turned over, widened, narrowed, adorned, shortened, ending."""

_CELLS: dict[int, tuple[tuple[int, ...], ...]] = {
    4: ((4,), (2, 2), (3, 1), (2, 1, 1), (1, 1, 2), (1, 1, 1, 1)),
    6: ((6,), (4, 2), (2, 2, 2), (3, 1, 2), (2, 4), (2, 2, 1, 1)),
    8: ((8,), (6, 2), (4, 4), (2, 4, 2), (6, 1, 1), (2, 2, 4), (4, 2, 2)),
}
"""Rhythms that fill so many steps."""


@dataclass(frozen=True)
class Motif:
    """A figure of one bar."""

    lengths: tuple[int, ...]
    """Steps of each note; they fill a bar."""
    contour: tuple[int, ...]
    """Steps of the scale above the first note, of each note; the first is 0."""
    kind: Kind = "as it was"

    @property
    def width(self) -> int:
        """Steps of the scale between its lowest and its highest note."""
        return max(self.contour) - min(self.contour)


def new_motif(metre: Metre, density: float, dice: random.Random) -> Motif:
    """A motif of about `density` notes in a quarter note, with a shape that can be recognised."""
    wanted = max(3.0, density * metre.bar / 4)
    rhythms = sorted((_rhythm(metre, dice) for _ in range(40)), key=lambda rhythm: abs(len(rhythm) - wanted))
    lengths = dice.choice(rhythms[:6])
    for _ in range(500):
        contour = _contour(len(lengths), dice)
        if _has_shape(contour):
            break
    return Motif(lengths, contour)


def variations(motif: Motif, dice: random.Random) -> list[Motif]:
    """The motif and what it may become without being lost: its rhythm stays, or its contour does."""
    turned = replace(motif, contour=tuple(-step for step in motif.contour), kind="turned over")
    found = [motif, turned]
    for index in range(1, len(motif.contour)):
        for change in (-1, 1):
            later = tuple(step + change * (at >= index) for at, step in enumerate(motif.contour))
            found.append(replace(motif, contour=later, kind="widened" if change > 0 else "narrowed"))
    if (adorned := _adorned(motif, dice)) is not None:
        found.append(adorned)
    return found


def answer(motif: Motif, metre: Metre, dice: random.Random) -> Motif:
    """A bar that rounds the motif off: it begins with the motif's rhythm and comes to rest on a longer note."""
    half = metre.bar // 2
    kept: list[int] = []
    for length in motif.lengths:
        if sum(kept) + length > half:
            break
        kept.append(length)
    rest = metre.bar - sum(kept)
    tail = (rest,) if rest <= 8 or dice.random() < 0.5 else (rest - 4, 4)
    lengths = (*kept, *tail)
    contour = [0]
    for _ in lengths[1:]:
        contour.append(contour[-1] + dice.choice((-2, -1, -1, 1, 1, 2)))
    return Motif(lengths, tuple(contour), "shortened")


def _rhythm(metre: Metre, dice: random.Random) -> tuple[int, ...]:
    """A bar filled with cells, beat by beat or two beats at once."""
    lengths: list[int] = []
    while (left := metre.bar - sum(lengths)) > 0:
        size = dice.choice([size for size in ((metre.beat, 8) if metre.beat == 4 else (6,)) if size <= left])
        lengths += dice.choice(_CELLS[size])
    return tuple(lengths)


def _contour(count: int, dice: random.Random) -> tuple[int, ...]:
    steps = [0]
    for _ in range(count - 1):
        steps.append(steps[-1] + dice.choice((-3, -2, -2, -1, -1, -1, 0, 1, 1, 1, 2, 2, 3, 4, 5)))
    return tuple(steps)


def _has_shape(contour: tuple[int, ...]) -> bool:
    """One leap at least, most of it in steps, within an octave, no note more than twice in a row."""
    moves = [after - before for before, after in itertools.pairwise(contour)]
    leaps = sum(abs(move) >= 2 for move in moves)
    still = sum(move == 0 for move in moves)
    two_leaps = any(abs(a) >= 3 and abs(b) >= 2 and a * b > 0 for a, b in itertools.pairwise(moves))
    narrow = max(contour) - min(contour)
    return 1 <= leaps <= (len(moves) + 1) // 2 and still <= 1 and not two_leaps and 2 <= narrow <= 6


def _adorned(motif: Motif, dice: random.Random) -> Motif | None:
    """One long note becomes two, the second its neighbour; None if there is no long note."""
    long = [index for index, length in enumerate(motif.lengths) if length >= 4 and index]
    if not long:
        return None
    at = dice.choice(long)
    half = motif.lengths[at] // 2
    lengths = (*motif.lengths[:at], motif.lengths[at] - half, half, *motif.lengths[at + 1 :])
    neighbour = motif.contour[at] + dice.choice((-1, 1))
    contour = (*motif.contour[: at + 1], neighbour, *motif.contour[at + 1 :])
    return Motif(lengths, contour, "adorned")
