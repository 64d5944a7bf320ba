"""Composes a piece: introduction, A, A', B, A' and coda, from a mood and a seed; the same seed gives the same piece."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from companion.piano.accompaniment import Figure, Touch, figures_for, in_octaves, left_hand, voicings
from companion.piano.expression import Phrase, humanly, loudness, pedal, phrase_at, phrases_of, tempos
from companion.piano.form import FormPlan
from companion.piano.harmony import Slot, middle_start, phrase, question_and_answer, with_bass
from companion.piano.melody import MelodySearch, Sung
from companion.piano.mood import Character, Mood, MoodOfDay, character_of, mood_of
from companion.piano.motif import Motif, new_motif
from companion.piano.ornaments import adorned, second_voice
from companion.piano.score import METRES, Harmony, Metre, MetreName, Note, Piece, Section, Theme
from companion.piano.titles import title_of, why
from companion.piano.tonality import Key

_ATTEMPTS = 60
_LONGEST_S = 86.0
"""Parts of eight bars would last longer than this: then they have four, which at that tempo are never shorter than 45 s."""
_MOTIFS = 10
_FULL_FROM = 0.55
"""Livelier pieces have their bass in octaves when A' comes back for the last time."""
_METRES: tuple[MetreName, ...] = ("4/4", "4/4", "3/4", "3/4", "6/8")


@dataclass(frozen=True)
class Wish:
    """What a piece is made from."""

    lines: tuple[str, ...] = ()
    """What the user said."""
    hour: int = 20
    """Of the day, 0 to 23."""
    mood: Mood | None = None
    """None: found in the lines and the hour."""


def compose(wish: Wish, seed: int, theme: Theme | None = None) -> Piece:
    """A piece of 40 to 90 seconds; on the motif, the tonic and in the metre of `theme` if it is given."""
    day = mood_of(wish.lines, wish.hour) if wish.mood is None else None
    mood = day.mood if day is not None else wish.mood or Mood(0.5, 0.5)
    for attempt in range(_ATTEMPTS):
        dice = random.Random(f"{seed} {attempt}")
        try:
            return _Composition(wish, seed, mood, day, dice, theme).piece()
        except ValueError:  # a dead end in the harmony or the melody; the next attempt throws other dice
            continue
    raise RuntimeError(f"no piece in {_ATTEMPTS} attempts with seed {seed} and mood {mood}")


@dataclass
class _Composition:
    """A piece in the making."""

    wish: Wish
    seed: int
    mood: Mood
    day: MoodOfDay | None
    dice: random.Random
    theme: Theme | None = None
    character: Character = field(init=False)
    key: Key = field(init=False)
    metre: Metre = field(init=False)
    bars: int = field(init=False)
    """In each of the four parts."""
    harmonies: list[Harmony] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    melody: list[Sung] = field(default_factory=list)
    motif: Motif = field(init=False)

    def __post_init__(self) -> None:
        self.character = character_of(self.mood, self.dice)
        tonic = self.dice.randrange(12) if self.theme is None else self.theme.tonic
        self.key = Key(tonic, self.character.mode)
        any_metre = self.dice.choice(_METRES)
        self.metre = METRES[any_metre if self.theme is None else self.theme.metre]
        self.bars = next((bars for bars in (8, 4) if self._seconds(bars) <= _LONGEST_S), 4)

    def piece(self) -> Piece:
        """Writes all parts. Raises ValueError at a dead end."""
        self._write_harmony()
        self._write_melody()
        phrases = phrases_of(self.sections, self.metre)
        for name in ("A'", "last A'"):
            self.melody = adorned(self.key, self.metre, self.melody, self.harmonies, self._section(name), self.dice)
        sevenths = self.dice.random() < 0.75 - 0.5 * self.mood.energy
        tones = list(zip(self.harmonies, voicings(self.key, self.harmonies, self.melody, sevenths), strict=True))
        below = second_voice(self.melody, tones, self.key, self._section("last A'"), self.metre)
        notes = [*self._right(phrases, self.melody, 0), *self._right(phrases, below, 12), *self._left(phrases, tones)]
        played = humanly(notes, self.character, phrases, self.metre, self.dice)
        naming = random.Random(f"title {self.seed}")  # of their own, so that the words change no note
        title, named_in = title_of(self.wish.lines, self.key, self.mood, self.wish.hour, naming)
        reason = why(self.day, self.mood, self.key, self.character.tempo, named_in, self.wish.hour)
        return Piece(
            title, reason, self.seed, self.mood, self.key, self.metre,
            Theme(self.motif.lengths, self.motif.contour, self.key.tonic, self.metre.name), self.character.tempo, played,
            tuple(self.harmonies), tuple(self.sections),
            tempos(self.character, phrases, self.metre, self.dice), pedal(self.harmonies, self.metre),
        )  # fmt: skip

    def _seconds(self, bars: int) -> float:
        return (4 * bars + self._introduction + 2) * self.metre.bar / 4 * 60 / self.character.tempo * 1.06

    @property
    def _introduction(self) -> int:
        return 1 if self.character.tempo < 84 else 2

    def _write_harmony(self) -> None:
        """A and A' share their way and differ in their endings; the middle sets out from elsewhere and ends open."""
        mode, tonic = self.key.mode, "I" if self.key.mode == "major" else "i"
        bar, metre, dice = self.metre.bar, self.metre, self.dice
        first = phrase(mode, metre, 4, [tonic], "gentle", dice) if self.bars == 8 else []
        opened, closed = question_and_answer(mode, metre, tonic, dice)
        away = phrase(mode, metre, 4, middle_start(mode, dice), "gentle", dice) if self.bars == 8 else []
        back = phrase(mode, metre, 4, middle_start(mode, dice), "open", dice)
        fourth = "IV" if mode == "major" else "iv"
        self._add("introduction", [Slot(n * bar, bar, tonic) for n in range(self._introduction)])
        self._add("A", _joined(first, opened, bar))
        self._add("A'", _joined(first, closed, bar))
        self._add("B", _joined(away, back, bar))
        self._add("last A'", _joined(first, closed, bar))
        self._add("coda", [Slot(0, bar, fourth), Slot(bar, bar, tonic)])

    def _add(self, name: str, slots: Sequence[Slot]) -> None:
        begin = self.sections[-1].end if self.sections else 0
        again = {"A'": "A", "last A'": "A'"}.get(name)
        harmonies = with_bass(self.key, slots, begin, self.dice)
        if again is not None:
            harmonies = self._same_bass(again, harmonies, begin)
        self.harmonies += harmonies
        self.sections.append(Section(name, begin, begin + slots[-1].start + slots[-1].length))

    def _same_bass(self, again: str, harmonies: list[Harmony], begin: int) -> list[Harmony]:
        """The bass of the earlier part as long as the chords are the same."""
        earlier = self._section(again)
        theirs = {h.start - earlier.start: h for h in self.harmonies if earlier.start <= h.start < earlier.end}
        found, same = [], True
        for harmony in harmonies:
            other = theirs.get(harmony.start - begin)
            same = same and other is not None and other.chord == harmony.chord
            found.append(replace(harmony, bass=other.bass) if same and other is not None else harmony)
        return found

    def _section(self, name: str) -> Section:
        return next(section for section in self.sections if section.name == name)

    def _write_melody(self) -> None:
        """Tries motifs until one fits all parts. Raises ValueError if none does."""
        search = MelodySearch(self.key, self.metre, self.character.centre, self.harmonies, self.dice)
        for _ in range(_MOTIFS):
            motif = self._motif()
            plan = FormPlan.of(motif, self.metre, self.bars, self.dice)
            for first in search.find(plan.first, self._section("A").start):
                if (whole := self._continued(search, plan, first)) is not None:
                    self.motif, self.melody = motif, whole
                    return
        raise ValueError("no motif fits")

    def _motif(self) -> Motif:
        if self.theme is not None:
            return Motif(self.theme.lengths, self.theme.contour)
        return new_motif(self.metre, self.character.density, self.dice)

    def _continued(self, search: MelodySearch, plan: FormPlan, first: tuple[Sung, ...]) -> list[Sung] | None:
        """The whole melody that begins with this first part; None at a dead end."""
        opening = self._section("A")
        again = plan.again(first, opening.start)
        for second in search.find(again, self._section("A'").start, first)[:1]:
            for middle in search.find(plan.middle, self._section("B").start, (*first, *second)):
                so_far = (*first, *second, *middle)
                for last in search.find(again, self._section("last A'").start, so_far)[:1]:
                    for coda in search.find(plan.coda, self._section("coda").start, (*so_far, *last))[:1]:
                        return [*so_far, *last, *coda]
        return None

    def _right(self, phrases: Sequence[Phrase], sung: Sequence[Sung], softer: int) -> list[Note]:
        found = []
        for note in sung:
            volume = loudness(self.character, phrase_at(phrases, note.start), note.start) - softer
            found.append(Note(note.start, note.length, note.pitch, volume, "right"))
        return found

    def _left(self, phrases: Sequence[Phrase], tones: Sequence[tuple[Harmony, tuple[int, ...]]]) -> list[Note]:
        outer, middle = figures_for(self.metre, self.mood.energy, self.dice)
        found = []
        for harmony, above in tones:
            now = phrase_at(phrases, harmony.start)
            figure: Figure = middle if now.section.name == "B" else outer
            rests = harmony.end == now.end and now.section.name != "introduction"
            touch = Touch(figure, loudness(self.character, now, harmony.start), rests)
            found += left_hand(harmony, above, touch, self.metre)
        if self.mood.energy > _FULL_FROM:
            last = self._section("last A'")
            found += in_octaves(tones, found, last.start, last.end)
        return found


def _joined(first: Sequence[Slot], second: Sequence[Slot], bar: int) -> list[Slot]:
    offset = 4 * bar if first else 0
    return [*first, *(replace(slot, start=slot.start + offset) for slot in second)]
