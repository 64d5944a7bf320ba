"""Tests the measures of the piano benchmark on notes whose faults are known."""

from __future__ import annotations

from benchmarks import _piano_midi as heard


def piece(right: list[tuple[float, int]], left: list[tuple[float, int]], length: float = 4) -> heard.ReadPiece:
    notes = [heard.Struck(round(at), at, at + length, pitch, True) for at, pitch in right]
    notes += [heard.Struck(round(at), at, at + length, pitch, False) for at, pitch in left]
    return heard.ReadPiece(tuple(sorted(notes, key=lambda n: (n.start, n.pitch))), (), 90.0, 10.0)


def test_parallel_octaves_and_fifths_are_counted():
    assert heard.parallels(piece([(0, 72), (4, 74)], [(0, 48), (4, 50)])) == 1
    assert heard.parallels(piece([(0, 67), (4, 69)], [(0, 48), (4, 50)])) == 1
    assert heard.parallels(piece([(0, 76), (4, 77)], [(0, 48), (4, 50)])) == 0


def test_parallels_from_bass_to_bass_are_counted():
    right = [(0, 72), (2, 76), (4, 74)]
    assert heard.parallels(piece(right, [(0, 48), (4, 50)])) == 1


def test_what_ten_fingers_cannot_play_is_counted():
    assert heard.unplayable(piece([(0, 72), (0, 88)], [(0, 48)])) > 0
    assert heard.unplayable(piece([(0, 60 + n) for n in range(6)], [(0, 48)])) > 0
    assert heard.unplayable(piece([(0, 60), (2, 100)], [])) > 0
    assert heard.unplayable(piece([(0, 50)], [(0, 55)])) > 0
    assert heard.unplayable(piece([(0, 72), (0, 76)], [(0, 48), (0, 55), (0, 60)])) == 0


def test_the_key_of_a_scale_is_found():
    scale = [60, 62, 64, 65, 67, 69, 71, 72, 67, 64, 60]
    assert heard.key_found(piece([(n, p) for n, p in enumerate(scale)], [])) == (0, "major")
    minor = [69, 71, 72, 74, 76, 77, 80, 81, 76, 72, 69]
    assert heard.key_found(piece([(n, p) for n, p in enumerate(minor)], [])) == (9, "minor")


def test_a_tone_sounds_until_the_pedal_goes_up():
    held = heard.ReadPiece((heard.Struck(0, 0, 2, 48, False), heard.Struck(8, 8, 9, 72, True)), (16.0,), 90.0, 10.0)
    assert held.outer_voices() == [(8, 72, 48)]


def test_a_figure_is_its_rhythm_and_directions():
    melody = piece([(0, 60), (4, 64), (6, 62), (16, 60)], []).melody
    assert heard.figure(melody, 0, 16) == ((0, 4, 6), (1, -1))
    assert heard.grams(melody, timed=False) == {(4, -2, -2)}
