"""Checks that the delay of her voice is measured soon, and that none is found where there is no echo."""

import numpy as np
import pytest

from companion.audio.devices import RATE
from companion.hearing.echo_alignment import LONGEST, UNRELATED_FOR, EchoAlignment, lag, lag_near
from tests.speech_made import speech

HERS = np.concatenate([speech("I walked home along the river, and it was a quiet evening with a little rain.")] * 2)
HISS = (np.random.default_rng(1).standard_normal(len(HERS)) * 1e-3).astype(np.float32)
OTHER = np.resize(
    speech("What was the name of the little boat in the harbour? I think I have forgotten it again."), len(HERS)
)


def later(sound: np.ndarray, samples: int) -> np.ndarray:
    return np.concatenate((np.zeros(samples, np.float32), sound))[: len(sound)]


def fed(alignment: EchoAlignment, near: np.ndarray, far: np.ndarray) -> tuple[float, float] | None:
    """After how many seconds a delay is found, and which; None if none ever is."""
    for at in range(0, len(far) - 319, 320):
        delay = alignment.feed(near[at : at + 320], far[at : at + 320])
        if delay is not None:
            return (at + 320) / RATE, delay
    return None


@pytest.mark.parametrize("ms", [0, 20, 140, 300, 480])
def test_it_is_found_within_a_quarter_of_a_second_of_the_echo(ms: int) -> None:
    samples = ms * RATE // 1000
    alignment = EchoAlignment()
    spoke = np.flatnonzero(np.abs(HERS) > 0.01)[0] / RATE
    found = fed(alignment, later(HERS, samples) * 0.2 + HISS, HERS)
    assert found is not None
    assert alignment.found
    assert found[0] <= spoke + ms / 1000 + 0.25
    assert found[1] == pytest.approx(samples, abs=0.5)


def test_the_next_reply_is_measured_anew() -> None:
    alignment = EchoAlignment()
    fed(alignment, later(HERS, 800) * 0.2 + HISS, HERS)
    alignment.begin()
    assert not alignment.found
    found = fed(alignment, later(HERS, 1100) * 0.2 + HISS, HERS)
    assert found is not None
    assert found[1] == pytest.approx(1100, abs=0.5)


def test_an_echo_is_found_under_somebody_louder() -> None:
    alignment = EchoAlignment()
    found = fed(alignment, later(HERS, 900) * 0.2 + OTHER * 0.4 + HISS, HERS)
    assert found is not None
    assert found[1] == pytest.approx(900, abs=0.5)


def test_without_an_echo_there_is_none() -> None:
    alignment = EchoAlignment()
    assert fed(alignment, HISS, HERS) is None
    assert alignment.is_over
    assert not alignment.unrelated  # nobody has said anything


def test_somebody_else_is_no_echo_and_is_known_for_somebody_else() -> None:
    alignment = EchoAlignment()
    assert fed(alignment, OTHER + HISS, HERS) is None
    assert alignment.unrelated


def test_who_speaks_before_she_begins_is_somebody_else() -> None:
    alignment = EchoAlignment()
    alignment.feed(np.full(UNRELATED_FOR, 0.1, np.float32), np.zeros(UNRELATED_FOR, np.float32))
    assert alignment.unrelated


def test_in_silence_nothing_is_believed_and_the_search_ends() -> None:
    alignment = EchoAlignment()
    assert fed(alignment, HISS, np.zeros(len(HISS), np.float32)) is None
    assert alignment.is_over


def test_a_part_of_a_sample_is_measured() -> None:
    far = np.concatenate((np.zeros(LONGEST, np.float32), HERS[:8000]))
    between = 0.5 * (later(far, 500) + later(far, 501))  # half way between two samples
    assert lag(between[-8000:], far)[0] == pytest.approx(500.5, abs=0.13)


def test_near_a_place_only_that_place_is_looked_at() -> None:
    far = np.concatenate((np.zeros(LONGEST, np.float32), HERS[:8000]))
    near = later(far, 500)[-8000:]
    assert lag_near(near, far, 600)[0] == 500
    assert lag_near(near, far, 600)[1] > 20
    assert lag_near(near, far, 3000)[1] < 10
