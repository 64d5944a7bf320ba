"""What came out of the loudspeaker, and what is kept, as words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
import soxr

from companion.__main__ import main
from models.speech import make_ear
from tests.rig import RATE


def words(text: str) -> list[str]:
    """In small letters."""
    return re.findall(r"[a-z']+", text.lower().replace("’", "'"))


def shared(reply: str, heard: str) -> float:
    """The share of the reply's words that were heard, in any order."""
    left = words(heard)
    found = 0
    for word in words(reply):
        if word in left:
            left.remove(word)
            found += 1
    return found / max(1, len(words(reply)))


def transcript(samples: np.ndarray, models_folder: Path) -> str:
    """What the ear makes of a recording at RATE."""
    ear = make_ear("whisper-tiny.en", models_folder, 2)
    ear.open()
    try:
        return ear.transcribe(soxr.resample(samples, RATE, 16_000).astype(np.float32)).text
    finally:
        ear.close()


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
