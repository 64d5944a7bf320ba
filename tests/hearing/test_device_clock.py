"""Checks that the microphone's time is known to a millisecond, although its chunks arrive irregularly."""

from __future__ import annotations

import numpy as np
import pytest

from companion.audio.devices import RATE
from companion.hearing.device_clock import DeviceClock


def after(seconds: float, *, drift: float = 0.0, late: float = 0.008, begun: float = 100.0) -> DeviceClock:
    """Pieces of 20 ms, each up to `late` seconds late."""
    dice, ticking = np.random.default_rng(0), DeviceClock()
    for n in range(1, int(seconds * 50) + 1):
        recorded = n * 320 / (RATE * (1 + drift))
        ticking.arrived(n * 320, begun + recorded + dice.uniform(0, late))
    return ticking


def test_before_the_first_piece_it_is_the_beginning():
    assert DeviceClock().at(5.0) == 0


@pytest.mark.parametrize("drift", [0.0, 1e-4, -1e-4])
@pytest.mark.parametrize("later", [0.001, 0.010, 0.019])
def test_time_goes_on_between_two_pieces(later, drift):
    ticking = after(60, drift=drift)
    meant = (60 + later) * RATE * (1 + drift)
    assert ticking.at(160 + later) == pytest.approx(meant, abs=RATE / 500)


def test_a_microphone_that_stood_still_is_believed_again_at_once():
    ticking = after(5)
    ticking.arrived(5 * RATE + 320, 200.0)
    assert ticking.at(200.01) == 5 * RATE + 320 + 160
