"""A person talks with her in the real window, by microphone and by keyboard; the next day it is still there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soxr

from tests.end_to_end.conftest import window_open
from tests.end_to_end.heard import history, shared, transcript, words
from tests.rig import RATE, Screen, Sound
from tests.speech_made import silence, speech

pytestmark = [pytest.mark.models, pytest.mark.devices, pytest.mark.timeout(300)]

MIND = "smollm2-135m"
LINE = "I walked home along the river tonight."


def hers(seen: dict[str, list[list[str]]]) -> str:
    return " ".join(text for who, text in seen["lines"] if who == "her")


def test_she_hears_a_line_answers_aloud_and_remembers_it_tomorrow(
    screen: Screen,
    sound: Sound,
    tmp_path: Path,
    need_model: Callable[[str], Path],
    models_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for model in (MIND, "whisper-tiny.en", "kokoro-82m"):
        need_model(model)
    home = tmp_path / "house"
    with window_open(screen, sound, home=home, mind=MIND) as person:
        person.until(lambda seen: seen["state"] == "listening", 120)
        with sound.record() as loudspeaker:
            spoken = np.concatenate([silence(0.3), speech(LINE), silence(1.5)])
            played = soxr.resample(spoken, 16_000, RATE).astype(np.float32)
            seen = person.until_said(
                lambda: sound.play(played), lambda seen: any(who == "you" for who, _ in seen["lines"])
            )
            assert shared(LINE, seen["lines"][0][1]) >= 0.6, seen
            person.until(lambda seen: bool(hers(seen)))
            seen = person.until(lambda seen: seen["state"] == "listening")
        reply = hers(seen)
        assert person.do("shot", path=str(tmp_path / "talk.png"))["saved"]
    assert words(reply)
    heard = transcript(loudspeaker.samples, models_folder)
    assert shared(reply, heard) >= 0.6, f"said {reply!r}, heard {heard!r}"
    with window_open(screen, sound, home=home, mind=MIND) as person:
        person.until(lambda seen: seen["ready"])
        person.do("key", press="2", control=True)
        seen = person.until(lambda seen: bool(seen["talks"]))
        assert seen["talks"][0][1] >= 2
        assert person.do("shot", path=str(tmp_path / "history.png"))["saved"]
    kept = _kept(home, capsys)
    assert shared(LINE, kept["you"]) >= 0.6
    assert shared(reply, kept["her"]) >= 0.9


def test_a_typed_line_is_answered_aloud_and_kept(
    screen: Screen,
    sound: Sound,
    tmp_path: Path,
    need_model: Callable[[str], Path],
    models_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    need_model(MIND)
    home = tmp_path / "house"
    with window_open(screen, sound, home=home, mind=MIND, voice="system:en-us") as person:
        person.do("type", text=LINE)  # before anything is loaded: what is typed is kept and answered
        person.do("key", press="Return")
        with sound.record() as loudspeaker:
            person.until(lambda seen: bool(hers(seen)), 120)
            seen = person.until(lambda seen: seen["state"] in ("listening", "muted") and bool(hers(seen)))
        assert ["you", LINE] in seen["lines"]
    reply = hers(seen)
    heard = transcript(loudspeaker.samples, models_folder)
    assert shared(reply, heard) >= 0.6, f"said {reply!r}, heard {heard!r}"
    kept = _kept(home, capsys)
    assert kept["you"] == LINE
    assert kept["her"] == reply


def _kept(home: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Returns everything saved, by speaker."""
    lines = history(home, capsys)
    return {speaker: " ".join(text for who, text in lines if who == speaker) for speaker in ("you", "her")}
