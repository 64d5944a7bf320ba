"""Returns, as words, what came out of the loudspeaker and what was saved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
import soxr

from companion.__main__ import main
from models.speech import make_stt
from tests.rig import RATE, Samples

_FRAME = RATE // 50
_AUDIBLE = 1e-3
"""Amplitude; the virtual loudspeaker gives exact zeros when nothing is played."""
_PAUSE = 50
"""Frames of silence (one second) between two stretches."""


def words(text: str) -> list[str]:
    """Returns the words in lower case."""
    return re.findall(r"[a-z']+", text.lower().replace("’", "'"))


def shared(reply: str, heard: str) -> float:
    """Returns the share of the reply's distinct words that were heard, in any order: Whisper drops one of a repeated phrase."""
    wanted = set(words(reply))
    return len(wanted & set(words(heard))) / max(1, len(wanted))


def transcript(samples: Samples, models_folder: Path) -> str:
    """Transcribes a recording at RATE, one stretch of speech after another.

    Given all of it at once, Whisper sometimes stops at a long silence, and what was said after it is missing.
    """
    stt = make_stt("whisper-tiny.en", models_folder, 2)
    stt.open()
    try:
        heard = [stt.transcribe(soxr.resample(one, RATE, 16_000).astype(np.float32)) for one in stretches(samples)]
    finally:
        stt.close()
    return " ".join(one.text for one in heard if one.text)


def stretches(samples: Samples) -> list[Samples]:
    """Splits a recording where it is silent for a second; returns the audible parts with half a second around each."""
    frames = np.abs(samples[: len(samples) // _FRAME * _FRAME]).reshape(-1, _FRAME).max(axis=1, initial=0.0)
    audible = np.flatnonzero(frames > _AUDIBLE)
    if not len(audible):
        return []
    parted = np.split(audible, np.flatnonzero(np.diff(audible) > _PAUSE) + 1)
    return [samples[max(0, part[0] - _PAUSE // 2) * _FRAME : (part[-1] + 1 + _PAUSE // 2) * _FRAME] for part in parted]


def history(home: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Returns everything saved, as `companion history` prints it: who said it, and what."""
    capsys.readouterr()
    assert main(["history", "list", "--json", "--home", str(home)]) == 0
    talks = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kept: list[tuple[str, str]] = []
    for talk in talks:
        assert main(["history", "show", str(talk["id"]), "--json", "--home", str(home)]) == 0
        messages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        kept += [(m["speaker"], m["text"]) for m in messages if m.get("speaker") in ("you", "her")]
    return kept
