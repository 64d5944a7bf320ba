"""Plans the form: what each bar of A, A', B and coda makes of the motif, and how each phrase ends."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from companion.piano.melody import Bar, Sung
from companion.piano.motif import Motif, answer, variations
from companion.piano.score import Metre

_CLOSED, _OPEN, _GENTLE = (0,), (1, 4, 6), ()
"""Steps of the scale on which a phrase ends; empty: any that fits."""


@dataclass(frozen=True)
class FormPlan:
    """The bars of the parts; A' is made from A when that is written."""

    first: tuple[Bar, ...]
    middle: tuple[Bar, ...]
    coda: tuple[Bar, ...]
    closing: tuple[Bar, ...]
    """The last two bars of A'."""
    bar: int
    """Steps in a bar."""

    @classmethod
    def of(cls, motif: Motif, metre: Metre, bars: int, dice: random.Random) -> FormPlan:
        """The plan for a motif; each part has 4 or 8 bars."""
        answers = tuple(answer(motif, metre, dice) for _ in range(6))
        varied = tuple(variations(motif, dice))
        turned = (varied[1], *dice.sample(varied[2:], min(3, len(varied) - 2)))
        ends = _ends(metre)
        gentle = Bar(ends, last=_GENTLE)
        opened, closed = Bar(ends, last=_OPEN), Bar(ends, last=_CLOSED)
        first = [Bar((motif,), height=-1), Bar(answers)]
        middle = [Bar(turned, height=2), Bar(answers, height=3)]
        if bars == 8:
            first += [Bar(varied, height=1), gentle, Bar((motif,), height=0), Bar(answers, height=1)]
            middle += [Bar(varied, height=3), gentle, Bar(turned, height=3), Bar(answers, height=2)]
        first += [Bar(varied, height=2), opened]
        middle += [Bar(varied, height=1), opened]
        coda = (Bar(answers, height=-1), closed)
        return cls(tuple(first), tuple(middle), coda, (Bar(varied, height=1), closed), metre.bar)

    def again(self, first: Sequence[Sung], begin: int) -> list[Bar]:
        """A': the first part note for note, but for its last two bars."""
        found = []
        for number in range(len(self.first) - 2):
            start = begin + number * self.bar
            here = [note for note in first if start <= note.start < start + self.bar]
            found.append(Bar(fixed=tuple(Sung(n.start - start, n.length, n.step, n.pitch) for n in here)))
        return [*found, *self.closing]


def _ends(metre: Metre) -> tuple[Motif, ...]:
    """Bars in which a phrase comes to rest: one long note, or a tone beside it first; then a breath."""
    beat = metre.beat
    long = metre.bar - beat if beat == 4 else metre.bar - 2
    return (
        Motif((long,), (0,), "ending"),
        Motif((beat, long - beat), (0, -1), "ending"),
        Motif((beat, long - beat), (0, 1), "ending"),
    )
