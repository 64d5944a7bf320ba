"""Zeros from a microphone are told once a stretch, and a noise gate is learnt."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from companion.audio.devices import RATE
from companion.hearing.meter import SilenceAlarm

PIECE = RATE // 100


def alarms(alarm: SilenceAlarm, *parts: tuple[str, float]) -> Iterator[float]:
    """The seconds, from the beginning of its part, at which it was told."""
    for what, seconds in parts:
        for n in range(round(seconds * RATE / PIECE)):
            if alarm.feed(np.full(PIECE, 0.001 if what == "sound" else 0.0, np.float32)):
                yield round((n + 1) * PIECE / RATE, 2)


def test_zeros_are_told_once_before_two_seconds_have_passed():
    assert list(alarms(SilenceAlarm(), ("zeros", 100.0))) == [1.51]
    assert list(alarms(SilenceAlarm(), ("sound", 5.0), ("zeros", 100.0))) == [1.51]


def test_pauses_shorter_than_that_are_nothing():
    assert list(alarms(SilenceAlarm(), *[("sound", 1.0), ("zeros", 1.4)] * 20)) == []


def test_a_noise_gate_is_told_ever_more_seldom():
    gate = [("sound", 2.0), ("zeros", 5.0)] * 50
    assert list(alarms(SilenceAlarm(), *gate)) == [1.51, 3.01]


def test_who_mutes_again_after_a_minute_of_sound_is_told_as_soon_as_the_first_time():
    muting = [("zeros", 10.0), ("sound", 70.0)] * 3
    assert list(alarms(SilenceAlarm(), *muting)) == [1.51, 1.51, 1.51]


def test_another_microphone_begins_anew():
    alarm = SilenceAlarm()
    assert list(alarms(alarm, ("zeros", 5.0), ("sound", 1.0))) == [1.51]
    alarm.reset()
    assert list(alarms(alarm, ("zeros", 5.0))) == [1.51]
