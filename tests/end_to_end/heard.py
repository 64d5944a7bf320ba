"""What came out of the loudspeaker, and what is kept, as words."""

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
"""Amplitude; the virtual loudspeaker is silent to the last bit when nothing is played."""
_PAUSE = 50
"""Frames of silence, one second, after which something else is said."""


def words(text: str) -> list[str]:
    """In small letters."""
    return re.findall(r"[a-z']+", text.lower().replace("’", "'"))


def shared(reply: str, heard: str) -> float:
    """The share of the reply's different words that were heard, in any order: of what is said twice, Whisper keeps one."""
    wanted = set(words(reply))
    return len(wanted & set(words(heard))) / max(1, len(wanted))


def transcript(samples: Samples, models_folder: Path) -> str:
    """What the ear makes of a recording at RATE, one stretch of speech after the other.

    Over all of it at once Whisper stops at times at a long silence, and what was said after it is missing.
    """
    stt = make_stt("whisper-tiny.en", models_folder, 2)
    stt.open()
    try:
        heard = [stt.transcribe(soxr.resample(one, RATE, 16_000).astype(np.float32)) for one in stretches(samples)]
    finally:
        stt.close()
    return " ".join(one.text for one in heard if one.text)


def stretches(samples: Samples) -> list[Samples]:
    """The audible parts of a recording, with half a second around each; parted where it is silent for a second."""
    frames = np.abs(samples[: len(samples) // _FRAME * _FRAME]).reshape(-1, _FRAME).max(axis=1, initial=0.0)
    audible = np.flatnonzero(frames > _AUDIBLE)
    if not len(audible):
        return []
    parted = np.split(audible, np.flatnonzero(np.diff(audible) > _PAUSE) + 1)
    return [samples[max(0, part[0] - _PAUSE // 2) * _FRAME : (part[-1] + 1 + _PAUSE // 2) * _FRAME] for part in parted]


def history(home: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """All that is kept, as `companion history` tells it: who, and what."""
    capsys.readouterr()
    assert main(["history", "list", "--json", "--home", str(home)]) == 0
    talks = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kept: list[tuple[str, str]] = []
    for talk in talks:
        assert main(["history", "show", str(talk["id"]), "--json", "--home", str(home)]) == 0
        messages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        kept += [(m["speaker"], m["text"]) for m in messages if m.get("speaker") in ("you", "her")]
    return kept
