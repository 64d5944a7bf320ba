"""Checks all of hearing with the real detector and recogniser, on synthetic speech."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.audio.pacing import FilePacing
from companion.audio.wav import WavMicrophone
from companion.hearing import EndOfTurnEstimate, FinalTranscript, Hearing, HearingListeners, HearingModels
from models.speech import WhisperStt
from models.voice_activity import SileroDetector
from tests.speech_made import speech_file


@pytest.mark.models
def test_two_files_become_two_lines_of_words(tmp_path: Path, need_model: Callable[[str], Path]):
    stt = WhisperStt(need_model("whisper-tiny.en"), 2)
    stt.open()
    room, over, heard = FilePacing(), threading.Event(), []

    def recognised(answer: FinalTranscript) -> None:
        heard.append(answer)
        room.end(answer.number)

    reports = HearingListeners(
        utterance=room.begin,
        final_transcript=recognised,
        interim_transcript=lambda guess: guess.report_end_of_turn(EndOfTurnEstimate()),
        waits=lambda number, on: (room.begin if on else room.end)(("pause", number)),
        listened=room.listened,
        notify=pytest.fail,
    )
    hearing = Hearing(HearingModels(SileroDetector(), stt), reports)
    files = [
        speech_file(tmp_path / "one.wav", 0.4, "We are going to the river tomorrow."),
        speech_file(tmp_path / "two.wav", 0.2, "She works in a library.", 0.5, "I miss her a lot.", 0.1),
    ]
    microphone = WavMicrophone(files, room, over.set, fast=True)
    hearing.open()
    microphone.start(hearing.hear, pytest.fail)
    assert over.wait(60)
    microphone.stop()
    hearing.close()
    first, second = heard
    assert "river tomorrow" in first.text.lower()
    assert first.start == pytest.approx(0.4, abs=0.15)
    assert "library" in second.text.lower()
    assert "miss her" in second.text.lower()
