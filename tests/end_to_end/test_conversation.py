"""Three turns by voice in the real window without headphones: her voice reaches the microphone, and once she is interrupted."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
import soxr

from tests.end_to_end.conftest import Person, window_open
from tests.end_to_end.heard import history, shared, transcript, words
from tests.rig import RATE, Screen, Sound
from tests.speech_made import silence, speech

pytestmark = [pytest.mark.models, pytest.mark.devices, pytest.mark.timeout(420)]

MIND = "smollm2-135m"
LINES = (
    "I walked home along the river tonight.",
    "Are you a real person or a machine?",
    "Excuse me, what was the name of the little boat in the harbour?",
)


def say(sound: Sound, line: str) -> None:
    """Plays a line into the microphone at a speaker's usual loudness."""
    samples = np.concatenate([silence(0.2), speech(line), silence(0.2)])
    sound.play(soxr.resample(samples, 16_000, RATE).astype(np.float32))


def yours(seen: dict[str, list[list[str]]]) -> list[str]:
    return [text for who, text in seen["lines"] if who == "you"]


def hers(seen: dict[str, list[list[str]]]) -> list[str]:
    return [text for who, text in seen["lines"] if who == "her"]


def whole_replies() -> set[str]:
    """Every written reply to a sincere question, complete."""
    tables = tomllib.loads(resources.files("companion.care").joinpath("replies.toml").read_text(encoding="utf-8"))
    return {" ".join(reply) for replies in tables["sincere"].values() for reply in replies}


def answered(person: Person, lines: int) -> None:
    """Waits until she has answered this many lines and is silent again."""
    person.until(lambda seen: len(yours(seen)) == lines and seen["lines"][-1][0] == "her")
    person.until(lambda seen: seen["state"] == "listening", 120)


def test_a_conversation_of_three_turns_with_an_interruption_and_no_headphones(
    screen: Screen,
    sound: Sound,
    tmp_path: Path,
    need_model: Callable[[str], Path],
    models_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for model in (MIND, "whisper-tiny.en", "kokoro-82m", "smart-turn-v3.2"):
        need_model(model)
    home = tmp_path / "house"
    sound.plug("echo")
    with window_open(screen, sound, home=home, mind=MIND) as person:
        person.until(lambda seen: seen["state"] == "listening", 120)
        with sound.record() as loudspeaker:
            person.until_said(lambda: say(sound, LINES[0]), lambda seen: bool(yours(seen)))
            answered(person, 1)
            say(sound, LINES[1])
            person.until(lambda seen: seen["state"] == "speaking")
            time.sleep(0.2)  # and half a second until it is in the microphone: she is in the middle of a sentence
            say(sound, LINES[2])
            answered(person, 3)
        assert person.do("shot", path=str(tmp_path / "conversation.png"))["saved"]
        seen = person.do("look")
    kept = history(home, capsys)
    mine = [text for who, text in kept if who == "you"]
    assert len(mine) == 3, kept
    for line, understood, enough in zip(LINES, mine, (0.6, 0.6, 0.5), strict=True):  # the last begins under her voice
        assert shared(line, understood) >= enough, kept
    replies = [text for who, text in kept if who == "her"]
    assert replies == hers(seen)
    assert replies[1] not in whole_replies(), kept  # she was cut off, in a word (“—”) or between two sentences
    heard = transcript(loudspeaker.samples, models_folder)
    said = " ".join(replies)
    assert shared(said, heard) >= 0.6, f"kept {said!r}, heard {heard!r}"
    assert len(words(heard)) <= 1.5 * len(words(said)) + 5, f"kept {said!r}, heard {heard!r}"
