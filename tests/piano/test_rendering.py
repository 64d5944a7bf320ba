"""Tests rendering on samples that are plain tones: pitch, loudness, dampers, pedal, the room, and damaged files."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import soundfile

from companion.errors import CompanionError
from companion.piano.composer import Wish, compose
from companion.piano.grand import MODEL, RATE, Grand, RecordedKey, Stereo, from_the_strike, nearest_recorded
from companion.piano.midi import Performance, PlayedNote, performance_of
from companion.piano.mood import Mood
from companion.piano.rendering import render, render_ahead, rounded, sounding
from companion.piano.room import in_a_room
from companion.piano.sound_file import check_format, write_sound
from tests.piano.samples import sine_grand


@pytest.fixture(scope="module")
def grand(tmp_path_factory: pytest.TempPathFactory) -> Grand:
    return sine_grand(tmp_path_factory.mktemp("samples"))


def frequency(sound: Stereo) -> float:
    size = 1 << 18
    return float(np.argmax(np.abs(np.fft.rfft(sound[:RATE, 0], size)))) * RATE / size


def loudness(sound: Stereo, begin: float, end: float) -> float:
    return float(np.sqrt(np.mean(sound[int(begin * RATE) : int(end * RATE)] ** 2)))


def note(start: float, end: float, pitch: int = 60, velocity: int = 70) -> PlayedNote:
    return PlayedNote(start, end, pitch, velocity)


@pytest.mark.parametrize("pitch", [60, 61, 62, 63, 70])
def test_a_tone_between_two_recorded_ones_has_its_pitch(grand: Grand, pitch: int):
    sound = render(Performance((note(0, 2, pitch),), ()), grand)
    assert frequency(sound) == pytest.approx(440 * 2 ** ((pitch - 69) / 12), rel=0.002)


def test_the_nearest_recorded_tone_is_a_semitone_away_at_most():
    assert [nearest_recorded(pitch) for pitch in (60, 61, 62, 63)] == [60, 60, 63, 63]
    assert max(abs(nearest_recorded(pitch) - pitch) for pitch in range(21, 109)) == 1


def test_harder_is_louder_all_the_way(grand: Grand):
    heard = [loudness(render(Performance((note(0, 1, 60, v),), ()), grand), 0, 1) for v in range(20, 120, 8)]
    assert heard == sorted(heard)
    assert heard[-1] > 4 * heard[0]


def test_layers_of_opposite_phase_do_not_cancel_each_other():
    at = np.arange(RATE) / RATE
    soft, middle, hard = (np.stack([peak * np.sin(2 * np.pi * 220 * at + phase)] * 2, axis=1).astype(np.float32)
                          for peak, phase in ((0.1, 0.0), (0.2, np.pi), (0.4, 2.0)))  # fmt: skip
    key = RecordedKey.of([soft, middle, hard], 57)
    heard = [loudness(key.struck(velocity), 0.05, 0.8) for velocity in range(40, 93)]
    assert all(1.0 < after / before < 1.08 for before, after in itertools.pairwise(heard))
    assert heard[0] == pytest.approx(0.1 / 2**0.5, rel=0.05)
    assert heard[-1] == pytest.approx(0.4 / 2**0.5, rel=0.05)


def test_a_tone_is_damped_when_key_and_pedal_are_up(grand: Grand):
    dry = render(Performance((note(0, 0.5),), ()), grand)
    held = render(Performance((note(0, 0.5),), ((0.1, True), (1.5, False))), grand)
    assert loudness(dry, 1.2, 1.4) < 0.1 * loudness(held, 1.2, 1.4)
    assert loudness(held, 2.2, 2.4) < 0.1 * loudness(held, 1.2, 1.4)


def test_a_key_that_is_struck_again_ends_its_tone():
    spans = sounding(Performance((note(0, 0.4), note(1, 1.4), note(0, 0.4, 64)), ((0.1, True), (3.0, False))))
    assert [end for _, end, _ in spans] == [1.0, 3.0, 3.0]


def test_the_pedal_that_is_pressed_too_late_holds_nothing():
    spans = sounding(Performance((note(0, 0.4),), ((0.5, True), (3.0, False))))
    assert spans[0][1] == 0.4


def test_the_silence_before_the_hammer_is_left_out(grand: Grand):
    tone = grand.key(60, 1.0).layers[0]
    assert int(np.argmax(np.abs(tone[:, 0]) > 0.02)) < 0.006 * RATE
    assert len(from_the_strike(np.zeros((0, 2), np.float32), RATE)) == 0


def test_nothing_is_clipped_however_loud(grand: Grand):
    everything = tuple(note(0, 1, pitch, 127) for pitch in range(50, 84))
    sound = render(Performance(everything, ()), grand)
    assert 0.9 < np.abs(sound).max() < 0.98


def test_what_is_soft_is_not_changed_by_the_limit():
    soft = np.full((10, 2), 0.5, np.float32)
    assert (rounded(soft.copy()) == soft).all()


def test_the_room_answers_after_the_sound_and_fades():
    clap = np.zeros((RATE * 2, 2), np.float32)
    clap[0] = 1.0
    heard = in_a_room(clap)
    assert heard[0, 0] == pytest.approx(1.0, abs=0.01)
    assert loudness(heard, 0.02, 0.1) > 5 * loudness(heard, 0.8, 0.9) > 0
    assert loudness(heard, 1.5, 2.0) < 1e-4
    assert not np.allclose(heard[:, 0], heard[:, 1])


def test_it_stops_when_it_is_told_to(grand: Grand):
    assert len(render(Performance((note(0, 1),), ()), grand, lambda: True)) == 0


def test_a_missing_sample_is_told(tmp_path: Path):
    with pytest.raises(CompanionError, match="companion models get salamander-grand"):
        render(Performance((note(0, 1),), ()), Grand(tmp_path))


@pytest.mark.parametrize("name", ["piece.flac", "piece.wav"])
def test_a_file_names_the_piece_and_the_maker_of_the_samples(tmp_path: Path, grand: Grand, name: str):
    sound = render(Performance((note(0, 1),), ()), grand)
    write_sound(tmp_path / name, sound, "Rain at Dusk")
    with soundfile.SoundFile(tmp_path / name) as file:
        assert file.title == "Rain at Dusk"
        assert "Alexander Holm" in file.comment
        assert np.abs(file.read() - sound).max() < 1e-4


def test_another_kind_of_file_is_refused(tmp_path: Path):
    with pytest.raises(CompanionError, match="neither FLAC nor WAV"):
        check_format(tmp_path / "piece.mp3")


@pytest.mark.models
def test_a_piece_is_rendered_from_the_real_grand(need_model):
    piece = compose(Wish(mood=Mood(0.2, 0.8)), 3)
    sound = render(performance_of(piece), Grand(need_model(MODEL)))
    assert piece.seconds < len(sound) / RATE < piece.seconds + 12
    assert 0.1 < np.abs(sound).max() < 0.98


def test_rendering_ahead_gives_the_same_sound_in_parts_the_first_of_which_is_short(grand: Grand):
    performance = Performance(tuple(note(at, at + 1.5, 60 + at % 7) for at in range(24)), ((0.0, True), (20.5, False)))
    parts = list(render_ahead(performance, grand))
    whole = render(performance, grand)
    assert len(parts) > 2
    assert len(parts[0]) == 5 * RATE
    assert len(np.concatenate(parts)) == pytest.approx(len(whole), abs=RATE // 100)
    both = min(len(whole), sum(map(len, parts)))
    assert np.abs(np.concatenate(parts)[:both] - whole[:both]).max() < 2e-3


def test_rendering_ahead_ends_when_it_is_stopped(grand: Grand):
    performance = Performance(tuple(note(at, at + 1.5) for at in range(24)), ())
    stopped: list[bool] = []
    parts = []
    for part in render_ahead(performance, grand, lambda: bool(stopped)):
        parts.append(part)
        stopped.append(True)
    assert len(parts) == 1
