"""Checks that her echo is removed and a person is not, from the first tenth of a second on."""

from __future__ import annotations

import numpy as np
import pytest

from companion.audio.devices import RATE, Samples
from companion.hearing.near_end import BLOCK, NearEnd

SECONDS = 4


def her(seed: int = 1) -> Samples:
    """Noise in syllables: something a filter can learn from."""
    times = np.arange(SECONDS * RATE) / RATE
    sound = np.random.default_rng(seed).standard_normal(len(times)) * (0.3 + np.sin(2 * np.pi * 3 * times) ** 2)
    return (0.1 * sound).astype(np.float32)


def echo(far: Samples, delay_ms: int = 60) -> Samples:
    """Through a small room, half as loud."""
    dice = np.random.default_rng(2)
    path = dice.standard_normal(1600) * np.exp(-np.arange(1600) / 200)
    path = np.concatenate((np.zeros(delay_ms * RATE // 1000), 0.5 * path / np.linalg.norm(path)))
    sound = np.convolve(far, path)[: len(far)] + dice.standard_normal(len(far)) * 2e-4
    return sound.astype(np.float32)


def person(start: float) -> Samples:
    """Three harmonics, −6 dB below the echo, from `start` seconds on."""
    times = np.arange(SECONDS * RATE) / RATE
    tone = sum(np.sin(2 * np.pi * f * times) for f in (200, 400, 600))
    return (0.015 * tone * (times >= start)).astype(np.float32)


def power(samples: Samples, start: float, end: float) -> float:
    """dBFS between two moments in seconds."""
    part = samples[int(start * RATE) : int(end * RATE)]
    return float(10 * np.log10(np.mean(np.square(part)) + 1e-12))


def test_her_echo_is_taken_away_within_two_seconds() -> None:
    far = her()
    near = echo(far)
    cleaned = NearEnd().clean(near, far)
    assert power(near, 2, 4) - power(cleaned, 2, 4) > 20


def test_a_person_over_her_is_there_at_once_and_not_turned_down() -> None:
    far, talk = her(), person(start=3.0)
    cleaned = NearEnd().clean(echo(far) + talk, far)
    assert power(cleaned, 2.5, 2.95) < power(talk, 3, 4) - 15
    assert power(cleaned, 3.05, 3.15) == pytest.approx(power(talk, 3.05, 3.15), abs=3)


def test_the_ear_gets_more_of_a_person_who_speaks_over_her_first_words() -> None:
    far, talk = her(), person(start=0.3)
    near_end = NearEnd()
    cleaned = near_end.clean(echo(far) + talk, far)
    said = talk[int(0.3 * RATE) : int(0.5 * RATE)]
    for_detection, for_ear = (one[int(0.3 * RATE) + BLOCK :][: len(said)] for one in (cleaned, near_end.for_ear))
    assert np.linalg.norm(for_ear - said) < np.linalg.norm(for_detection - said)


def test_a_person_in_silence_is_left_alone() -> None:
    talk = person(start=0.5)
    cleaned = NearEnd().clean(talk, np.zeros_like(talk))
    assert np.allclose(cleaned[BLOCK:], talk[:-BLOCK], atol=1e-3)


def test_the_answer_does_not_depend_on_the_pieces() -> None:
    far = her()
    near = echo(far) + person(3.0)
    whole = NearEnd().clean(near, far)
    one = NearEnd()
    pieces = [one.clean(near[at : at + 333], far[at : at + 333]) for at in range(0, len(near), 333)]
    assert np.allclose(np.concatenate(pieces), whole)
