"""Checks sound files as a microphone, the recorder as a loudspeaker, and the clock they share."""

from __future__ import annotations

import queue
import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from companion.audio.devices import RATE, Samples
from companion.audio.pacing import FilePacing
from companion.audio.recorder import SpeechRecorder
from companion.audio.wav import WavMicrophone, read_sound
from companion.errors import CompanionError
from companion.hearing import (
    EndOfTurnEstimate,
    FinalTranscript,
    Hearing,
    HearingListeners,
    HearingModels,
    ListeningOptions,
)
from tests.hearing.fakes import LoudnessDetector, ScriptedEar, sound

QUIET, LOUD = 0.001, 0.3
LINE = sound((0.2, QUIET), (0.8, LOUD))


@pytest.fixture
def line(tmp_path: Path) -> Path:
    return write(tmp_path / "line.wav", LINE)


def write(path: Path, samples: Samples, rate: int = RATE) -> Path:
    soundfile.write(path, np.clip(samples, -1, 1), rate)
    return path


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg"])
@pytest.mark.parametrize("rate", [8000, 16000, 44100])
def test_any_sound_becomes_mono_16_khz(tmp_path: Path, ending: str, rate: int):
    tone = 0.4 * np.sin(2 * np.pi * 300 * np.arange(rate) / rate)
    path = tmp_path / f"tone.{ending}"
    soundfile.write(path, np.stack([tone, tone], axis=1), rate)
    samples = read_sound(path)
    assert samples.dtype == np.float32
    assert samples.shape == (RATE,)
    assert np.abs(samples).max() == pytest.approx(0.4, abs=0.05)


def test_a_file_that_is_missing_or_no_sound_is_named(tmp_path: Path):
    with pytest.raises(CompanionError, match=r"nothing\.wav"):
        read_sound(tmp_path / "nothing.wav")
    (tmp_path / "text.wav").write_text("this is a letter")
    with pytest.raises(CompanionError, match=r"text\.wav can't be read"):
        WavMicrophone([tmp_path / "text.wav"], FilePacing(), lambda: None).open()
    with pytest.raises(CompanionError, match=str(tmp_path)):
        read_sound(tmp_path)


class Talk:
    """A conversation with files, as the engine holds one: hearing, a mind that answers with a tone, and the recorder."""

    def __init__(self, files: list[Path], out: Path | None = None, *, answers: list[str], fast: bool = True) -> None:
        self.room = FilePacing()
        self.over = threading.Event()
        self.heard: list[FinalTranscript] = []
        self.audible: list[int] = []
        self._inbox: queue.SimpleQueue[FinalTranscript | None] = queue.SimpleQueue()
        reports = HearingListeners(
            utterance=self.room.begin,
            waits=lambda number, on: (self.room.begin if on else self.room.end)(("pause", number)),
            interim_transcript=lambda guess: guess.report_end_of_turn(EndOfTurnEstimate()),
            final_transcript=self._inbox.put,
            listened=self.room.listened,
        )
        self.hearing = Hearing(
            HearingModels(LoudnessDetector(), ScriptedEar(*answers)), reports, ListeningOptions(half_duplex=True)
        )
        self.recorder = SpeechRecorder(out, self.room)
        self.microphone = WavMicrophone(files, self.room, self.over.set, recorder=self.recorder, fast=fast)
        self._done = threading.Event()

    def run(self) -> None:
        llm = threading.Thread(target=self._think)
        llm.start()
        self.hearing.open()
        self.recorder.start(self._played, pytest.fail)
        self.microphone.start(self.hearing.hear, pytest.fail)
        assert self.over.wait(30)
        self.microphone.stop()
        self.hearing.close()
        self.recorder.stop()
        self._inbox.put(None)
        llm.join()

    def _think(self) -> None:
        while (line := self._inbox.get()) is not None:
            if line.text:
                self.heard.append(line)
                self.room.begin(("turn", line.number))
                self._speak()
                self.room.end(("turn", line.number))
            self.room.end(line.number)

    def _speak(self) -> None:
        self._done.clear()
        self.hearing.sounding(True)
        for _sentence in range(2):
            self._last = self.recorder.play(np.full(24_000, 0.5, np.float32)) + 24_000
        assert self._done.wait(20)
        self.hearing.sounding(False)

    def _played(self, position: int) -> None:
        self.audible.append(position)
        if position == self._last:
            self._done.set()


def test_two_files_are_two_turns(line: Path):
    talk = Talk([line, line], answers=["one", "two"])
    talk.run()
    assert [heard.text for heard in talk.heard] == ["one", "two"]
    assert talk.heard[0].start == pytest.approx(0.2, abs=0.05)


def test_fast_is_the_same_at_every_run(line: Path, tmp_path: Path):
    def times(name: str) -> list[object]:
        talk = Talk([line, line, line], tmp_path / name, answers=["one", "", "three"])
        talk.run()
        return [(heard.text, heard.start, heard.end, heard.decided) for heard in talk.heard]

    assert times("a.wav") == times("b.wav")
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_what_she_says_is_recorded_where_it_was_audible(line: Path, tmp_path: Path):
    talk = Talk([line], tmp_path / "reply.wav", answers=["one"])
    talk.run()
    samples, rate = soundfile.read(tmp_path / "reply.wav")
    sounding = np.flatnonzero(samples) / rate
    assert sounding[0] == pytest.approx(talk.heard[0].decided, abs=0.03)
    assert sounding[-1] - sounding[0] == pytest.approx(2.0, abs=0.01)
    assert talk.audible == sorted(talk.audible)
    assert talk.audible[-1] == 48_000


@pytest.mark.parametrize(
    ("parts", "answers"),
    [([(0.5, QUIET)], []), ([(0.01, LOUD)], []), ([(0.2, QUIET), (0.13, LOUD)], []), ([(0.8, LOUD)], [""])],
    ids=["silence", "a click", "a blip", "no words"],
)
def test_a_file_nothing_comes_of_does_not_hang(tmp_path: Path, line: Path, parts, answers):
    nothing = write(tmp_path / "nothing.wav", sound(*parts))
    talk = Talk([nothing, line], answers=[*answers, "after"])
    talk.run()
    assert [heard.text for heard in talk.heard] == ["after"]


def test_no_file_at_all_ends():
    talk = Talk([], answers=[])
    talk.run()
    assert not talk.heard


def test_an_empty_file_is_told_before_anything_is_played(tmp_path: Path, line: Path):
    microphone = WavMicrophone([line, write(tmp_path / "empty.wav", LINE[:0])], FilePacing(), lambda: None)
    with pytest.raises(CompanionError, match=r"empty\.wav holds no sound"):
        microphone.open()


def test_one_file_may_hold_two_turns_and_goes_on_while_she_speaks(tmp_path: Path):
    said_while_she_speaks = sound((0.8, LOUD), (1.5, QUIET), (1, LOUD))
    said_after = sound((2, QUIET), (0.8, LOUD))
    both = write(tmp_path / "both.wav", np.concatenate((said_while_she_speaks, said_after)))
    talk = Talk([both], answers=["one", "two"])
    talk.run()
    assert [heard.text for heard in talk.heard] == ["one", "two"]
    assert talk.heard[1].start == pytest.approx(5.3, abs=0.07)


def test_in_real_time_the_pace_is_the_clocks(line: Path):
    now = [0.0]

    def clock() -> float:
        now[0] += 0.02
        return now[0]

    fed: list[int] = []
    over = threading.Event()
    room = FilePacing()

    def receive(samples: Samples) -> None:
        fed.append(len(samples))
        room.listened(sum(fed))

    microphone = WavMicrophone([line], room, over.set, pause_s=0.1, clock=clock)
    microphone.start(receive, pytest.fail)
    assert over.wait(20)
    microphone.stop()
    assert sum(fed) == pytest.approx(len(LINE) + 0.1 * RATE, abs=2 * 320)
    assert now[0] == pytest.approx(sum(fed) / RATE, abs=0.1)


@pytest.mark.parametrize(
    ("files", "before"), [(2, len(LINE)), (1, 0)], ids=["the next", "the first, where she speaks first"]
)
def test_in_real_time_a_file_waits_for_the_turn(line: Path, files: int, before: int):
    room, over = FilePacing(), threading.Event()
    room.begin("turn")
    fed: list[Samples] = []
    silent_for_long = threading.Event()

    def receive(samples: Samples) -> None:
        fed.append(samples)
        total = sum(map(len, fed))
        room.listened(total)
        if total > before + 3 * RATE:
            silent_for_long.set()

    ticks = iter(range(10**9))
    microphone = WavMicrophone([line] * files, room, over.set, pause_s=0.1, clock=lambda: next(ticks) * 1.0)
    microphone.start(receive, pytest.fail)
    assert silent_for_long.wait(20)
    loud = np.abs(np.concatenate(fed[-100:])).max()
    assert 0 < loud < 0.001
    assert not over.is_set()
    room.end("turn")
    assert over.wait(20)
    microphone.stop()
    assert np.abs(np.concatenate(fed[-200:])).max() > 0.1


def test_an_utterance_that_is_not_over_when_its_file_is_keeps_the_microphone_open(line: Path):
    room, over, total = FilePacing(), threading.Event(), [0]
    room.in_utterance(True)
    silent_for_long = threading.Event()

    def receive(samples: Samples) -> None:
        total[0] += len(samples)
        room.listened(total[0])
        if total[0] > len(LINE) + 3 * RATE:
            silent_for_long.set()

    microphone = WavMicrophone([line], room, over.set, pause_s=0.1, fast=True)
    microphone.start(receive, pytest.fail)
    assert silent_for_long.wait(20)
    assert not over.is_set()
    room.in_utterance(False)
    assert over.wait(20)
    microphone.stop()


@pytest.mark.parametrize("fast", [True, False])
def test_stopping_in_the_middle_ends_it_and_nothing_comes_after(line: Path, fast: bool):
    over, began, after = threading.Event(), threading.Event(), []
    microphone = WavMicrophone([line], FilePacing(), over.set, fast=fast)
    microphone.start(lambda samples: (after.append(samples), began.set()), pytest.fail)
    assert began.wait(20)
    microphone.stop()
    count = len(after)
    microphone.stop()
    assert len(after) == count
    assert not over.is_set()


def test_finished_may_stop_the_microphone(line: Path):
    over, room = threading.Event(), FilePacing()

    def finished() -> None:
        microphone.stop()
        over.set()

    microphone = WavMicrophone([line], room, finished, fast=True)
    microphone.start(lambda samples: room.listened(10**9), pytest.fail)
    assert over.wait(20)


def test_flushing_silences_at_once_and_the_clock_counts_only_what_was_audible(tmp_path: Path):
    told: list[int] = []
    recorder = SpeechRecorder(tmp_path / "out.wav", FilePacing(), rate=16_000)
    recorder.start(told.append, pytest.fail)
    recorder.advance(1600)
    assert recorder.play(np.full(8000, 0.5, np.float32)) == 0
    assert recorder.play(np.full(8000, 0.5, np.float32)) == 8000
    recorder.advance(1600)
    assert recorder.flush() == 1600
    recorder.advance(1600)
    assert recorder.play(np.full(800, 0.25, np.float32)) == 1600
    recorder.advance(1600)
    recorder.stop()
    recorder.stop()
    assert told == [1600, 2400]
    samples, _ = soundfile.read(tmp_path / "out.wav")
    loudness = [0.0] * 1600 + [0.5] * 1600 + [0.0] * 1600 + [0.25] * 800 + [0.0] * 800
    assert samples.tolist() == pytest.approx(loudness, abs=1e-4)


def test_the_recording_keeps_step_at_every_rate(tmp_path: Path):
    recorder = SpeechRecorder(tmp_path / "out.wav", FilePacing(), rate=22_050)
    recorder.start(lambda _: None, pytest.fail)
    for _ in range(500):
        recorder.advance(321)
    recorder.stop()
    assert soundfile.info(tmp_path / "out.wav").frames == 500 * 321 * 22_050 // 16_000


def test_a_recording_that_cannot_be_made_is_named(tmp_path: Path):
    with pytest.raises(CompanionError, match=r"nowhere/out\.wav"):
        SpeechRecorder(tmp_path / "nowhere" / "out.wav", FilePacing()).start(lambda _: None, pytest.fail)
