"""Composes pieces in four moods and measures whether they are music, and distinct: `companion bench piano`."""

from __future__ import annotations

import argparse
import itertools
import math
import random
import statistics
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import _piano_midi as heard
from benchmarks._piano_corpus import duration, intervals
from benchmarks._piano_playing import underruns
from companion.piano.composer import Wish, compose
from companion.piano.grand import MODEL, RATE, Grand
from companion.piano.midi import as_midi, performance_of
from companion.piano.mood import Mood
from companion.piano.rendering import render
from companion.piano.score import STEPS, Piece
from companion.piano.tonality import Chord, Key
from models.store import ModelStore

PIECES, QUICK = 100, 20
RENDERED, RENDERED_QUICK = 12, 4
"""Pieces that are also rendered: three of each mood, or one."""
PLAYED, PLAYED_QUICK = 4, 1
"""Pieces that are played aloud while the LLM decodes."""
_FULL = 0.999
"""A sample from here on is clipped."""
_MOODS = ((0.15, 0.15), (0.15, 0.85), (0.85, 0.15), (0.85, 0.85))
"""(energy, gladness): calm or lively, sad or glad."""
_SEED = 7000
_CORPUS = Path(__file__).with_name("piano_corpus.toml")

Pair = tuple[Piece, heard.ReadPiece]


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns the figures; all but `unresolved` and `motif_*`, which need the chords and the form, are read from the MIDI files."""
    count = QUICK if args.quick else PIECES
    seed = _SEED if args.environment.seed is None else args.environment.seed
    pieces = [compose(Wish(mood=_mood(number, seed)), seed + number) for number in range(count)]
    files = [as_midi(piece) for piece in pieces]
    again = compose(Wish(mood=_mood(0, seed)), seed)
    pairs = [(piece, heard.ReadPiece.of(data)) for piece, data in zip(pieces, files, strict=True)]
    return {
        "pieces": count,
        "seconds_min": round(min(read.seconds for _, read in pairs), 1),
        "seconds_max": round(max(read.seconds for _, read in pairs), 1),
        "same_seed_same_piece": as_midi(again) == files[0],
        "parallels": sum(heard.parallels(read) for _, read in pairs),
        "unresolved": sum(_unresolved(piece, read) for piece, read in pairs),
        "unplayable": sum(heard.unplayable(read) for _, read in pairs),
        "key_found_share": _share(heard.key_found(read) == (piece.key.tonic, piece.key.mode) for piece, read in pairs),
        "motif_returns_share": _share(_motif(piece, read) for piece, read in pairs),
        "motif_varied_share": _share(_varied(piece, read) for piece, read in pairs),
        **_overlaps([read for _, read in pairs]),
        **_moods_told_apart(pairs),
        **_beside_real_pieces([read for _, read in pairs], random.Random(seed)),
        **_rendered(pieces[: RENDERED_QUICK if args.quick else RENDERED], ModelStore(args.environment.models)),
        **underruns(pieces[: PLAYED_QUICK if args.quick else PLAYED], args.environment),
    }


def _mood(number: int, seed: int) -> Mood:
    dice = random.Random(f"{seed} {number}")
    energy, gladness = _MOODS[number % len(_MOODS)]
    return Mood(round(energy + dice.uniform(-0.1, 0.1), 3), round(gladness + dice.uniform(-0.1, 0.1), 3))


def _unresolved(piece: Piece, read: heard.ReadPiece) -> int:
    """Leading tones over a dominant that are not followed by their tonic, a semitone higher, when the tonic comes."""
    count = 0
    for before, after in itertools.pairwise(piece.harmonies):
        leading = before.chord.leading(piece.key.mode)
        if leading is None or not before.chord.numeral.startswith("V") or not after.chord.has(leading + 1):
            continue
        lead_class = piece.key.pitch(leading, before.chord) % 12
        over = {n.pitch for n in read.notes if before.start <= n.at < before.end and n.pitch % 12 == lead_class}
        coming = {n.pitch for n in read.notes if after.start <= n.at < after.end}
        count += len({pitch for pitch in over if pitch + 1 not in coming})
    return count


def _motif(piece: Piece, read: heard.ReadPiece) -> bool:
    """Whether the first bar comes again, in rhythm and direction, at the head of A' both times."""
    melody, bar = read.melody, piece.metre.bar
    heads = [section.start for section in piece.sections if section.name in ("A", "A'", "last A'")]
    shapes = [heard.figure(melody, start, bar) for start in heads]
    return len(shapes) == 3 and len(shapes[0][0]) >= 3 and shapes[0] == shapes[1] == shapes[2]


def _varied(piece: Piece, read: heard.ReadPiece) -> bool:
    """Whether another bar has its rhythm, but other intervals or another height."""
    melody, bar = read.melody, piece.metre.bar
    first = piece.sections[1].start
    rhythm = heard.figure(melody, first, bar)[0]
    begins = range(first + bar, piece.sections[-1].end, bar)
    tones = _tones(melody, first, bar)
    return any(heard.figure(melody, at, bar)[0] == rhythm and _tones(melody, at, bar) != tones for at in begins)


def _tones(melody: Sequence[heard.Struck], begin: int, bar: int) -> list[int]:
    return [note.pitch for note in melody if begin <= note.at < begin + bar]


def _overlaps(pieces: Sequence[heard.ReadPiece]) -> dict[str, float]:
    """What two pieces share of their groups of four notes; by pitch alone, all tunes that go in steps are alike."""
    figures = {}
    for name, timed in (("overlap", True), ("overlap_by_pitch_alone", False)):
        sets = [heard.grams(piece.melody, timed) for piece in pieces]
        shares = [_overlap(one, other) for one, other in itertools.combinations(sets, 2)]
        figures[f"{name}_median"], figures[f"{name}_max"] = round(statistics.median(shares), 3), round(max(shares), 3)
    return figures


def _overlap(one: set[Any], other: set[Any]) -> float:
    """The share of the smaller set that is in both."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _moods_told_apart(pairs: Sequence[Pair]) -> dict[str, Any]:
    """By fixed rules, nothing fitted: calm and lively by tempo and density, sad and glad by mode and register."""
    density = [len(read.notes) / read.seconds for _, read in pairs]
    pace = _sum_of_scores([read.tempo for _, read in pairs], density)
    register = [statistics.fmean(note.pitch for note in read.melody) for _, read in pairs]
    light = _sum_of_scores([heard.majority(read) for _, read in pairs], register)
    energy = _auc(pace, [piece.mood.energy > 0.5 for piece, _ in pairs])
    gladness = _auc(light, [piece.mood.gladness > 0.5 for piece, _ in pairs])
    return {"mood_auc": min(energy, gladness), "calm_lively_auc": energy, "sad_glad_auc": gladness}


def _sum_of_scores(*lists: Sequence[float]) -> list[float]:
    scores = [[(value - statistics.fmean(each)) / statistics.pstdev(each) for value in each] for each in lists]
    return [sum(values) for values in zip(*scores, strict=True)]


def _auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    high = [score for score, label in zip(scores, labels, strict=True) if label]
    low = [score for score, label in zip(scores, labels, strict=True) if not label]
    wins = sum((a > b) + 0.5 * (a == b) for a in high for b in low)
    return round(wins / (len(high) * len(low)), 4)


def _beside_real_pieces(pieces: Sequence[heard.ReadPiece], dice: random.Random) -> dict[str, Any]:
    """Half the summed difference of two histograms, 0 (the same) to 1: with real pieces, beside two baselines."""
    halves = tomllib.loads(_CORPUS.read_text(encoding="utf-8"))
    lines = [_line(piece) for piece in pieces]
    walks = [_walk(line, dice) for line in lines]
    figures: dict[str, Any] = {}
    for name in ("intervals", "durations"):
        one, two = Counter(halves["one"][name]), Counter(halves["two"][name])
        figures[f"{name}_ours"] = _difference(_counts(lines, name), one + two)
        figures[f"{name}_random_walk"] = _difference(_counts(walks, name), one + two)
        figures[f"{name}_corpus_halves"] = _difference(one, two)
    return figures


def _line(piece: heard.ReadPiece) -> list[tuple[int, float]]:
    melody = piece.melody
    return [(note.pitch, (round(note.end + 0.2) - note.at) / STEPS) for note in melody]


def _walk(line: Sequence[tuple[int, float]], dice: random.Random) -> list[tuple[int, float]]:
    """As many notes, drawn at random: up to an octave in the key's scale from one to the next, and any duration."""
    key, step = Key(0, "major"), 0
    found = []
    for _ in line:
        step += dice.randint(-7, 7) if abs(step) < 10 else -1 if step > 0 else 1
        found.append((key.pitch(step, Chord("", (0,))), dice.choice((0.25, 0.5, 0.75, 1, 1.5, 2, 3))))
    return found


def _counts(lines: Iterable[Sequence[tuple[int, float]]], name: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in lines:
        found.update(intervals(line) if name == "intervals" else (duration(length) for _, length in line))
    return found


def _difference(one: Mapping[str, int], two: Mapping[str, int]) -> float:
    all_one, all_two = sum(one.values()), sum(two.values())
    return round(sum(abs(one.get(k, 0) / all_one - two.get(k, 0) / all_two) for k in {*one, *two}) / 2, 3)


def _rendered(pieces: Sequence[Piece], store: ModelStore) -> dict[str, Any]:
    """Seconds of work for a second of sound, on one core, and samples that are clipped; nothing where the samples are missing."""
    if store.missing(MODEL):
        print(f"Nothing is rendered without the samples; run `companion models get {MODEL}`.", file=sys.stderr)
        return {"rendered": 0, "render_rtf": None, "clipping": None, "peak_max": None, "loudness_db": None}
    grand = Grand(store.file(MODEL).parent)
    worked = length = clipped = 0.0
    peaks, loudness = [], []
    for piece in pieces:
        began = time.process_time()
        sound = render(performance_of(piece), grand)
        worked += time.process_time() - began
        length += len(sound) / RATE
        peaks.append(float(np.abs(sound).max()))
        clipped += int((np.abs(sound) >= _FULL).sum())
        loudness.append(20 * math.log10(float(np.sqrt(np.mean(sound**2)))))
    return {
        "rendered": len(pieces),
        "render_rtf": round(worked / length, 4),
        "clipping": int(clipped),
        "peak_max": round(max(peaks), 3),
        "loudness_db": [round(min(loudness), 1), round(max(loudness), 1)],
    }


def _share(facts: Iterable[bool]) -> float:
    known = list(facts)
    return round(sum(known) / len(known), 4)
