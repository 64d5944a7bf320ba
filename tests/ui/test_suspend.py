from __future__ import annotations

import pytest

from ui.sound.suspend import SuspendDetector


@pytest.mark.parametrize(
    ("wall", "monotonic", "slept"),
    [
        (1.0, 1.0, False),
        (2.5, 2.5, False),  # a busy machine
        (3600.0, 1.0, True),  # Linux: the monotonic clock stood still with the laptop
        (3600.0, 3600.0, True),  # Windows
        (20.0, 20.0, True),  # the thread was held up
        (-3600.0, 1.0, False),  # the clock on the wall was put back
    ],
)
def test_a_nap_shows_on_either_clock(wall: float, monotonic: float, slept: bool) -> None:
    now = [1000.0, 10.0]
    suspend = SuspendDetector(lambda: now[0], lambda: now[1])
    now[:] = [1000.0 + wall, 10.0 + monotonic]
    assert suspend.detected() is slept
    assert not suspend.detected()
