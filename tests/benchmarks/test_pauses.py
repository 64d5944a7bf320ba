"""The sounds of `bench endpoint` have pauses where they should, lose nothing, and its rules are compared rightly."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile

from benchmarks._pauses import TAIL_S, InnerPause, room_tone, timit, timit_whole, turns
from benchmarks._turn_ends import PauseOrEnd, by_product, by_silence, by_sound, curve
from companion.audio.devices import RATE

WORDS = 9
LOUD, QUIET = 0.3, 0.001


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A sentence of nine words of 0.3 s each, from 0.5 to 3.2 s; and a recording with pauses of 0.2 and 0.8 s."""
    dice = np.random.default_rng(0)
    loud = np.zeros(int(3.7 * RATE))
    loud[RATE // 2 : int(3.2 * RATE)] = LOUD
    sound = dice.standard_normal(len(loud)) * np.maximum(loud, QUIET) * 0.3
    words = [[0.5 + 0.3 * n, 0.8 + 0.3 * n, f"word{n}"] for n in range(WORDS)]
    for folder, row in {
        "speech": {"words": words, "speech_start": 0.5, "speech_end": 3.2},
        "turns": {"segments": [[0.5, 1.0, 1], [1.0, 1.2, 0], [1.2, 2.0, 1], [2.0, 2.8, 0], [2.8, 3.2, 1]]},
    }.items():
        (tmp_path / folder).mkdir()
        soundfile.write(tmp_path / folder / "one.flac", sound, RATE)
        rows = [{"path": f"{folder}/one.flac", "duration": 3.7, **row}, {"path": "unlabelled.flac", "duration": 1.0}]
        (tmp_path / folder / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def loudness(samples: np.ndarray, start: float, end: float) -> float:
    return float(np.sqrt(np.mean(samples[int(start * RATE) : int(end * RATE)] ** 2)))


@pytest.mark.parametrize("seed", range(4))
def test_a_pause_is_put_in_after_a_word_of_the_middle_third(data, seed):
    (case,) = timit(data, seed)
    (pause,) = case.pauses
    assert 0.5 + 0.3 * WORDS / 3 <= pause.start <= 0.5 + 0.3 * WORDS * 2 / 3 + 1e-6
    assert case.end == pytest.approx(3.2 + pause.end - pause.start)
    assert loudness(case.samples, pause.start, pause.end) < 0.01 * loudness(case.samples, 0.5, pause.start)
    assert loudness(case.samples, pause.end, case.end) > 0.05
    assert len(case.samples) / RATE >= case.end + TAIL_S


def test_the_same_seed_breaks_a_sentence_at_the_same_place(data):
    assert next(timit(data, 1)).pauses == next(timit(data, 1)).pauses


def test_a_whole_sentence_has_no_pause(data):
    (case,) = timit_whole(data)
    assert case.pauses == ()
    assert case.end == 3.2


def test_only_labelled_pauses_that_are_long_enough_count(data):
    (case,) = turns(data)
    assert case.pauses == (InnerPause(2.0, 2.8),)
    assert case.end == 3.2


def test_room_tone_is_as_loud_as_the_room_and_never_dead():
    quiet = (np.random.default_rng(0).standard_normal(RATE // 10) * QUIET).astype(np.float32)
    tone = room_tone(quiet, 1.0, np.random.default_rng(1))
    assert len(tone) == RATE
    assert loudness(tone, 0, 1) == pytest.approx(QUIET, rel=0.1)
    assert min(loudness(tone, at / 10, at / 10 + 0.1) for at in range(10)) > QUIET / 2


def waited(inner: bool, lasts_ms: int, **known) -> PauseOrEnd:
    return PauseOrEnd("timit", inner, 1.0, [(at, at) for at in range(100, lasts_ms, 32)], **known)


def test_silence_alone_cuts_in_at_the_pauses_that_are_longer():
    found = [waited(True, 500), waited(True, 1000), waited(False, 3000)]
    points = curve(found, by_silence())
    assert [share for share, _ in points] == sorted((share for share, _ in points), reverse=True)
    assert points[0] == (1.0, 324)
    assert points[4][0] == 0.5
    assert points[-1][0] == 0.0


def test_smart_turn_alone_waits_for_sound_that_is_over():
    found = [waited(True, 700, sound={200: 0.3}), waited(False, 3000, sound={200: 0.3, 300: 0.96})]
    points = curve(found, by_sound())
    assert {share for share, _ in points} == {0.0}
    assert points[0][1] == points[3][1] < 400
    assert points[-1][1] > 1100


def test_our_rule_is_weighed_with_what_was_known_and_when():
    found = [waited(True, 900, known=[(400, 0.02, 0.2)]), waited(False, 3000, known=[(400, 0.95, 0.98)])]
    points = curve(found, by_product())
    assert {share for share, _ in points} == {0.0}
    assert min(delay for _, delay in points) >= 400
    assert max(delay for _, delay in points) < 1000


def test_nothing_known_is_silence_until_the_limit():
    (point,) = curve([waited(True, 900), waited(False, 3000)], [partial(by_product()[0])])
    assert point == (0.0, 1220)
