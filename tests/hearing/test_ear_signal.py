"""Checks that the ear gets the near end where there is one, in its place, and the canceller's output elsewhere."""

from __future__ import annotations

import numpy as np

from companion.hearing.ear_signal import LATE, EarSignal

NOTHING = np.zeros(0, np.float32)


def test_without_a_near_end_it_is_the_same_signal_a_little_later() -> None:
    cleaned = np.arange(5000, dtype=np.float32)
    ear = EarSignal()
    heard = np.concatenate([ear.feed(cleaned[at : at + 320], NOTHING, 0) for at in range(0, 4800, 320)])
    assert len(heard) == 4800
    assert np.array_equal(heard[LATE:], cleaned[: 4800 - LATE])
    assert not heard[:LATE].any()


def test_the_near_end_takes_the_place_of_what_was_cleaned_at_the_same_moment() -> None:
    cleaned, near_end = np.zeros(6400, np.float32), np.arange(6400, dtype=np.float32)
    ear, made, heard = EarSignal(), 0, []
    for end in range(320, 6401, 320):
        whole = max(0, end - 256) // 256 * 256  # as the near end makes whole blocks, one block late
        heard.append(ear.feed(cleaned[end - 320 : end], near_end[made:whole], end - whole))
        made = whole
    assert np.array_equal(np.concatenate(heard)[LATE:], near_end[: 6400 - LATE])


def test_a_near_end_that_is_older_than_all_that_waits_is_dropped() -> None:
    ear = EarSignal()
    heard = ear.feed(np.zeros(100, np.float32), np.ones(4 * LATE, np.float32), LATE)
    assert heard.tolist() == [1.0] * 100


def test_frames_are_renewed_when_the_near_end_comes_late() -> None:
    signal = EarSignal()
    cleaned = np.zeros(8 * 512, np.float32)
    frames = list(signal.feed(cleaned, cleaned[:0], 0).reshape(-1, 512))
    signal.feed(np.zeros(256, np.float32), np.full(4 * 512, 0.5, np.float32), 256)
    renewed = signal.renewed(frames[-4:], since=0, ago=256)
    assert len(renewed) == 4
    assert [float(frame.mean()) for frame in renewed] == [0.0, 0.5, 0.5, 0.5]


def test_frames_older_than_what_is_kept_stay() -> None:
    frames = [np.full(512, 0.1, np.float32)] * 200
    assert float(EarSignal().renewed(frames, since=0)[0][0]) == np.float32(0.1)
