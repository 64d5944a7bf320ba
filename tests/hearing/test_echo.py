"""Checks that her voice is removed from the microphone and a person's is not, whatever the timing of the reference."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks._rooms import Room
from companion.audio.devices import RATE, Samples
from companion.hearing.echo import EchoCanceller
from companion.hearing.reference import KEPT, EchoReference
from companion.hearing.resampler import Resampler
from tests.hearing.fakes import pieces

HERS = 24_000
TOLD_MS = 20


def babble(seconds: float, rate: int, seed: int = 0) -> Samples:
    """Noise that comes and goes four times a second, as syllables do, with a pause in every third second."""
    dice = np.random.default_rng(seed)
    time = np.arange(int(seconds * rate)) / rate
    loudness = np.clip(np.sin(2 * np.pi * 4 * time + seed), 0, 1) * (time % 3 < 2)
    voice: Samples = (dice.standard_normal(len(time)) * loudness * 0.1).astype(np.float32)
    return voice


def over(
    canceller: EchoCanceller, microphone: Samples, far: Samples, rate: int = HERS, written_ms: int = 20
) -> tuple[Samples, list[float]]:
    """Both as in a conversation: each write of the loudspeaker just before the microphone comes so far."""
    size = rate * written_ms // 1000
    writes = iter([(far[n : n + size], n * RATE // rate) for n in range(0, len(far), size)])
    write = next(writes, None)
    cleaned, likely = [], []
    for n, piece in enumerate(pieces(microphone)):
        while write is not None and write[1] <= n * 320:
            canceller.played(write[0], rate, write[1] + TOLD_MS * RATE // 1000)
            write = next(writes, None)
        cleaned.append(canceller.clean(piece))
        likely.append(canceller.likely_echo)
    return np.concatenate(cleaned), likely


def loudness(samples: Samples) -> float:
    return float(10 * np.log10(max(1e-12, np.mean(np.square(samples, dtype=np.float64)))))


def removed(before: Samples, after: Samples, first_s: float = 2.0) -> float:
    first, last = int(first_s * RATE), len(after)
    return loudness(before[first:last]) - loudness(after[first:last])


@pytest.mark.slow
@pytest.mark.parametrize("delay_ms", [25, 60, 250])
@pytest.mark.parametrize("drift_ppm", [0, 100])
def test_her_voice_is_20_db_softer_after_two_seconds(delay_ms, drift_ppm):
    far = babble(8, HERS)
    microphone = Room(delay_ms=delay_ms, size="small", drift_ppm=drift_ppm).microphone(far, HERS)
    cleaned, _ = over(EchoCanceller(), microphone, far)
    assert removed(microphone, cleaned) > 20


@pytest.mark.slow
@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000])
def test_at_every_rate_a_loudspeaker_has(rate):
    far = babble(6, rate)
    microphone = Room(delay_ms=60, size="small").microphone(far, rate)
    cleaned, _ = over(EchoCanceller(), microphone, far, rate)
    assert removed(microphone, cleaned) > 20


def test_without_a_reference_the_room_is_left_as_it_is():
    microphone = Room(delay_ms=60, size="small").microphone(babble(6, HERS), HERS)
    cleaned, likely = over(EchoCanceller(), microphone, np.zeros(0, np.float32))
    assert removed(microphone, cleaned) == pytest.approx(0, abs=1)
    assert set(likely) == {0.0}


@pytest.mark.slow
def test_a_person_who_speaks_over_her_is_still_there():
    far = babble(12, HERS)
    echo = Room(delay_ms=60, size="small").microphone(far, HERS)
    person = np.zeros(len(echo), np.float32)
    person[8 * RATE : 10 * RATE] = 2 * babble(2, RATE, seed=1)
    cleaned, likely = over(EchoCanceller(), echo + person, far)
    there = slice(8 * RATE, 10 * RATE)
    assert loudness(cleaned[there]) == pytest.approx(loudness(person[there]), abs=3)
    assert np.mean(likely[8 * 50 : 10 * 50]) < 0.2


@pytest.mark.slow
def test_a_jump_between_two_replies_costs_nothing_that_sounds_like_speech():
    """The time told wavers from reply to reply by some milliseconds."""
    canceller, room = EchoCanceller(), Room(delay_ms=60, size="small")
    far = babble(4, HERS)
    for jump in (0, 150, -150, 80):
        shifted = np.concatenate((np.zeros(max(0, jump), np.float32), far))[max(0, -jump) :]
        microphone = room.microphone(shifted, HERS)
        cleaned, _ = over(Shifted(canceller), microphone, far)
    assert removed(microphone, cleaned, 1.0) > 20


class Shifted(EchoCanceller):
    """The same canceller, its clock going on, for a scene that begins at 0 again."""

    def __init__(self, canceller: EchoCanceller) -> None:
        self.__dict__ = canceller.__dict__
        self._scene = self._at + len(self._rest)

    def played(self, samples: Samples, rate: int, at: int) -> None:
        super().played(samples, rate, at + self._scene)


def test_until_the_way_is_learned_all_is_taken_for_echo_and_then_nothing():
    steady = (np.random.default_rng(0).standard_normal(5 * HERS) * 0.05).astype(np.float32)
    _, likely = over(EchoCanceller(), Room(delay_ms=60, size="small").microphone(steady, HERS), steady)
    assert min(likely[5:20]) == 1.0
    assert max(likely[3 * 50 : 5 * 50]) == 0.0


@pytest.mark.slow
def test_the_ringing_of_a_bare_hall_after_she_stopped_is_echo_and_a_person_is_not():
    far = np.concatenate((babble(5, HERS), np.zeros(2 * HERS, np.float32)))
    echo = Room(delay_ms=60, size="large").microphone(far, HERS)
    ringing = slice(int(5.0 * 50) + 10, int(5.0 * 50) + 20)
    _, alone = over(EchoCanceller(), echo, far)
    person = np.zeros(len(echo), np.float32)
    person[int(4.9 * RATE) :] = 3 * np.abs(np.sin(np.arange(len(echo) - int(4.9 * RATE)) / 5))
    _, answered = over(EchoCanceller(), echo + 0.1 * person, far)
    assert np.mean(alone[ringing]) > 0.8
    assert np.mean(answered[ringing]) < 0.2


@pytest.mark.slow
def test_other_devices_are_learned_anew():
    canceller = EchoCanceller()
    far = babble(6, HERS)
    over(canceller, Room(delay_ms=30, size="small").microphone(far, HERS), far)
    canceller.reset()
    again = Shifted(canceller)
    microphone = Room(delay_ms=200, size="middle", seed=5).microphone(far, HERS)
    cleaned, likely = over(again, microphone, far)
    assert removed(microphone, cleaned) > 20
    assert max(likely[:50]) == 1.0


@pytest.mark.parametrize("size", [1, 100, 160, 333, 5000])
def test_what_comes_out_is_the_same_however_it_is_cut(size):
    far = babble(2, HERS)
    microphone = Room(delay_ms=60, size="small").microphone(far, HERS)[: 2 * RATE]
    results = []
    for step in (320, size):
        canceller = EchoCanceller()
        canceller.played(far, HERS, 100)
        results.append(np.concatenate([canceller.clean(piece) for piece in pieces(microphone, step)]))
        assert 0 <= len(microphone) - len(results[-1]) < 160
    assert np.array_equal(results[0], results[1][: len(results[0])])


def test_samples_that_were_lost_do_not_shift_the_clock():
    far = babble(9, HERS)
    microphone = Room(delay_ms=60, size="small").microphone(far, HERS)
    canceller = EchoCanceller()
    cleaned = []
    for at in range(0, 8 * RATE, 320):
        canceller.played(far[at * 3 // 2 : at * 3 // 2 + 480], HERS, at + 320)
        if not 4 * RATE <= at < 4.5 * RATE:
            cleaned.append(canceller.clean(microphone[at : at + 320], at))
    assert removed(microphone[5 * RATE : 8 * RATE], np.concatenate(cleaned)[-3 * RATE :], 0.5) > 20


def test_writes_that_nearly_follow_each_other_do():
    reference = EchoReference()
    ramp = np.linspace(0.1, 0.5, RATE, dtype=np.float32)
    for n, piece in enumerate(pieces(ramp)):
        reference.write(piece, RATE, 1000 + n * 320 + (-1) ** n * 200)
    laid = reference.read(0, RATE)
    begun = int(np.argmax(laid > 0.05))
    assert begun == pytest.approx(1200, abs=30)
    assert np.all(np.diff(laid[begun + 100 :]) > 0)


@pytest.mark.slow
@pytest.mark.parametrize("drift", [1e-4, -1e-4])
def test_writes_that_never_end_follow_the_microphones_clock_without_a_jump(drift):
    reference, steady, writes = EchoReference(), np.full(320, 0.5, np.float32), 50 * 200
    laid, now = [], 0
    for n in range(writes):
        told = round(n * 320 * (1 + drift)) + 640
        reference.write(steady, RATE, told + (n * 7 % 11 - 5) * 20)
        laid.append(reference.read(now, told - 640 - now))
        now = told - 640
    assert np.concatenate(laid)[2 * RATE :] == pytest.approx(0.5, abs=0.001)
    reference.write(2 * steady, RATE, now + 960)
    louder = int(np.argmax(reference.read(now, 1600) > 0.8))
    assert louder == pytest.approx(960, abs=RATE // 250)


def test_a_gap_between_writes_is_silence():
    reference = EchoReference()
    loud = np.full(1600, 0.5, np.float32)
    reference.write(loud, RATE, 0)
    reference.write(loud, RATE, 8000)
    laid = reference.read(0, 10_000)
    assert np.all(laid[1700:7900] == 0)
    assert laid[800] == pytest.approx(0.5, abs=0.01)
    assert laid[8800] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("at", [-9000, 10_000 + KEPT + 1])
def test_what_is_written_for_the_past_or_a_far_future_is_dropped(at):
    reference = EchoReference()
    reference.read(0, 10_000)
    reference.write(np.full(1600, 0.5, np.float32), RATE, at)
    assert not np.any(reference.read(10_000, KEPT))


def test_a_loudspeaker_without_a_rate_is_our_bug():
    with pytest.raises(ValueError, match="rate"):
        EchoCanceller().played(np.zeros(10, np.float32), 0, 0)


@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 44_100, 48_000])
def test_resampled_sound_is_the_same_sound_at_the_same_time(rate):
    time = np.arange(rate) / rate
    resampler = Resampler(rate)
    made = np.concatenate([resampler.feed(piece) for piece in pieces(np.sin(2 * np.pi * 1000 * time), rate // 100)])
    meant = np.sin(2 * np.pi * 1000 * np.arange(len(made)) / RATE)
    assert RATE - len(made) <= 48  # 3 ms, at 8 kHz
    assert np.abs(made - meant)[100:].max() < 0.001


def test_resampling_leaves_nothing_above_half_the_rate_to_fold_back():
    high = np.sin(2 * np.pi * 11_000 * np.arange(48_000) / 48_000).astype(np.float32)
    assert loudness(Resampler(48_000).feed(high)[100:]) < -50


def test_the_canceller_never_gets_exact_silence_which_makes_its_numbers_denormal_and_slow(monkeypatch):
    quietest = []

    class Recorder:
        def __init__(self, rate: int, echo_cancellation: bool) -> None: ...

        def process(self, near: Samples, far: Samples) -> Samples:
            quietest.append(min(np.abs(near).min(), np.abs(far).min()))
            return near

    monkeypatch.setattr("companion.hearing.echo.AudioProcessor", Recorder)
    cleaned = EchoCanceller().clean(np.zeros(RATE, np.float32))
    assert len(quietest) == 100
    assert min(quietest) > 1e-12
    assert loudness(cleaned) < -119
