"""A piece begins when it has been announced, is softer while somebody talks, fades when it is stopped, and never clicks."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from companion.audio.devices import Samples
from companion.events import PieceBegun, PieceOver
from companion.piano.grand import Grand
from companion.piano.midi import Performance, PlayedNote
from companion.speaking.music_under import STEPPED_BACK, MusicListeners, MusicUnder
from companion.speaking.piece_player import PiecePlayer, PlayerListeners, Recital
from tests.engine_on_fakes import EventRecorder
from tests.fakes import PATIENCE_S, FakeLoudspeaker
from tests.piano.samples import sine_grand

RATE = 1000
TUNE = Performance((PlayedNote(0.0, 1.0, 60, 70), PlayedNote(1.0, 2.0, 63, 70)), ())


class Piano:
    """A player with a loudspeaker that a test moves."""

    def __init__(self, grand: Grand) -> None:
        self.told = EventRecorder()
        self.troubles: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.loudspeaker = FakeLoudspeaker()
        self.sounding = threading.Event()
        self.grand, self.now = grand, 7.0
        self.rendering: queue.SimpleQueue[threading.Thread] = queue.SimpleQueue()
        listeners = PlayerListeners(
            self.told.put, lambda: self.now, self._sounds, lambda level: None, self.troubles.put
        )
        self.player = PiecePlayer(self.loudspeaker, self._samples, listeners)
        self.player.open()

    def _samples(self) -> Grand:
        self.rendering.put(threading.current_thread())
        return self.grand

    def _sounds(self, on: bool) -> None:
        (self.sounding.set if on else self.sounding.clear)()


@pytest.fixture(scope="module")
def grand(tmp_path_factory: pytest.TempPathFactory) -> Grand:
    return sine_grand(tmp_path_factory.mktemp("samples"), 60, 63, 0.5)


@pytest.fixture
def piano(grand: Grand) -> Iterator[Piano]:
    made = Piano(grand)
    yield made
    made.player.close()


def recital(number: int = 1, times: int = 1) -> Recital:
    notes = tuple(
        replace(note, start=note.start + 2 * n, end=note.end + 2 * n) for n in range(times) for note in TUNE.notes
    )
    return Recital(number, f"Tune {number}", 2.0 * times, Performance(notes, ()))


def test_it_waits_until_it_is_announced_and_tells_its_beginning_and_its_end(piano: Piano) -> None:
    piano.player.play(recital(), announced=False)
    assert piano.player.playing == 1
    assert piano.loudspeaker.source is None
    piano.player.announce()
    begun = piano.told.until(PieceBegun)
    assert (begun.id, begun.title, begun.seconds, begun.t) == (1, "Tune 1", 2.0, 7.0)
    assert np.abs(piano.loudspeaker.hear_music(500)).max() > 0.01
    piano.loudspeaker.finish_music()
    over = piano.told.until(PieceOver)
    assert over.whole
    assert over.played_s == pytest.approx(4.3, abs=0.5)
    assert (piano.loudspeaker.source, piano.player.playing, piano.player.last) == (None, None, 1)
    assert not piano.sounding.is_set()


def test_it_does_not_begin_while_you_talk(piano: Piano) -> None:
    piano.player.step_back("you", True)
    piano.player.play(recital())
    piano.rendering.get(timeout=PATIENCE_S).join(PATIENCE_S)  # it is ready, and could begin
    piano.now = 8.0
    piano.player.step_back("you", False)
    assert piano.told.until(PieceBegun).t == 8.0


def test_a_second_piece_lets_the_first_fade(piano: Piano) -> None:
    piano.player.play(recital(1, times=30))
    piano.told.until(PieceBegun, id=1)
    piano.loudspeaker.hear_music(300)
    piano.player.play(recital(2))
    piano.loudspeaker.finish_music()
    over = piano.told.until(PieceOver, id=1)
    assert not over.whole
    assert over.played_s < 60
    piano.told.until(PieceBegun, id=2)


def test_missing_samples_are_told_and_nothing_begins(piano: Piano, tmp_path: Path) -> None:
    piano.grand = Grand(tmp_path)
    piano.player.play(recital())
    assert "can't be read" in piano.troubles.get(timeout=20)
    assert piano.loudspeaker.source is None


def music(samples: Samples) -> MusicUnder:
    under = MusicUnder(RATE, MusicListeners(lambda level: None, lambda seconds, whole: None))
    under.add(samples)
    under.complete()
    return under


def test_it_steps_back_and_comes_back_without_a_jump() -> None:
    under = music(np.ones(20 * RATE, np.float32))
    heard = [under.take(10)]
    under.step_back(True)
    heard += [under.take(10) for _ in range(100)]
    assert heard[-1][-1] == pytest.approx(STEPPED_BACK)
    under.step_back(False)
    heard += [under.take(10) for _ in range(300)]
    assert heard[-1][-1] == pytest.approx(1.0)
    assert np.abs(np.diff(np.concatenate(heard))).max() < 0.006


def test_it_fades_when_it_is_stopped_and_then_is_over() -> None:
    ended: list[tuple[float, bool]] = []
    under = MusicUnder(RATE, MusicListeners(lambda level: None, lambda seconds, whole: ended.append((seconds, whole))))
    under.add(np.ones(5 * RATE, np.float32))
    heard = [under.take(100)]
    under.stop()
    while not ended:
        heard.append(under.take(10))
    assert ended == [(pytest.approx(0.8, abs=0.03), False)]
    assert np.abs(np.diff(np.concatenate(heard))).max() < 0.002
    assert heard[-1][-1] == 0.0


def test_what_the_loudspeaker_dropped_is_played_again() -> None:
    under = music(np.arange(1000, dtype=np.float32))
    under.take(300)
    under.dropped(80)
    again = under.take(100)
    assert again[0] < 30.0
    assert again[-1] == 319.0


def test_what_is_not_rendered_yet_is_silence_and_counted() -> None:
    under = MusicUnder(RATE, MusicListeners(lambda level: None, lambda seconds, whole: None))
    under.add(np.ones(50, np.float32))
    assert under.take(100)[60:].max() == 0.0
    assert under.late == 1
