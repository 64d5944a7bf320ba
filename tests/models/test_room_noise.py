"""Tests what counts as no louder than the room: an even noise of any colour, in quiet rooms only."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from models.room_noise import RoomNoise

RATE = 16_000
Sound = NDArray[np.float32]


def noise(seconds: float, decibels: float, colour: str = "white") -> Sound:
    made = np.random.default_rng(3).standard_normal(int(seconds * RATE))
    if colour == "hum":
        time = np.arange(len(made)) / RATE
        made = np.sin(2 * np.pi * 100 * time) + 0.5 * np.sin(2 * np.pi * 150 * time) + 0.05 * made
    if colour == "brown":
        waves = np.fft.rfft(made)
        made = np.fft.irfft(waves / np.maximum(np.fft.rfftfreq(len(made), 1 / RATE), 60), len(made))
    loud: Sound = (made / made.std() * 10 ** (decibels / 20)).astype(np.float32)
    return loud


def quiet_share(room: RoomNoise, sound: Sound, piece: int = 512) -> float:
    told = [room.is_quiet(sound[at : at + piece]) for at in range(0, len(sound) - piece, piece)]
    return sum(told) / len(told)


@pytest.mark.parametrize("colour", ["white", "hum", "brown"])
@pytest.mark.parametrize("decibels", [-95, -80, -65])
@pytest.mark.parametrize("piece", [320, 512, 960])
def test_a_quiet_room_is_quiet_once_it_is_known(colour: str, decibels: float, piece: int):
    room = RoomNoise(6)
    quiet_share(room, noise(1.1, decibels, colour), piece)
    assert quiet_share(room, noise(10, decibels, colour), piece) > 0.97


def test_nothing_is_quiet_in_the_first_second():
    assert quiet_share(RoomNoise(6), noise(0.95, -80)) == 0


def test_nothing_is_quiet_in_a_loud_room():
    assert quiet_share(RoomNoise(6), noise(10, -50)) == 0


@pytest.mark.parametrize("above", [8, 10, 30])
def test_what_rises_above_the_room_is_not_quiet(above: float):
    room = RoomNoise(6)
    quiet_share(room, noise(5, -80))
    assert quiet_share(room, noise(1, -80 + above)) == 0


def test_a_microphone_that_gives_zeros_is_quiet():
    room = RoomNoise(6)
    quiet_share(room, np.zeros(2 * RATE, np.float32))
    assert quiet_share(room, np.zeros(RATE, np.float32)) == 1


def test_pieces_that_were_lost_do_not_hide_the_room():
    room, sound = RoomNoise(6), noise(12, -80)
    for at in range(0, len(sound), RATE):
        sound[at : at + 1000] = 0
    quiet_share(room, sound[: 2 * RATE])
    assert quiet_share(room, sound[2 * RATE :]) > 0.9


def test_a_room_that_grows_louder_is_known_again_after_some_seconds():
    room = RoomNoise(6)
    quiet_share(room, noise(5, -85))
    assert quiet_share(room, noise(1, -70)) == 0
    quiet_share(room, noise(4, -70))
    assert quiet_share(room, noise(3, -70)) > 0.9
