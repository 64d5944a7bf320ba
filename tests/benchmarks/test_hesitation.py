"""The benchmark of hesitation compares within a speaker, and fits nothing on what it reports."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from benchmarks.hesitation import run
from companion.audio.devices import RATE, Samples
from companion.errors import CompanionError
from tests.prosody.sounds import held, joined, silence, syllables


def halting() -> Samples:
    return joined(held(0.5), silence(0.7), syllables(4, 3.0), silence(0.6), held(0.4), syllables(4, 3.0))


def write(folder: Path, rows: list[tuple[dict[str, object], Samples]]) -> None:
    for row, samples in rows:
        path = folder / str(row["path"])
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, samples, RATE)
    lines = [json.dumps(row) for row, _ in rows]
    (folder / str(rows[0][0]["path"]).split("/")[0] / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")


def turn(number: int, speaker: str, hesitates: bool) -> tuple[dict[str, object], Samples]:
    row = {"path": f"turns/{number}.flac", "kind": "hesitation", "speaker": speaker, "text": "so"}
    phenomena = ["filled_pause"] if hesitates else []
    return row | {"phenomena": phenomena}, halting() if hesitates else joined(syllables(8 + number))


def acted(number: int, speaker: str, emotion: str) -> tuple[dict[str, object], Samples]:
    aroused = emotion in ("angry", "happy")
    sound = joined(syllables(9, 4.0 + 0.05 * number, 220.0 if aroused else 150.0, 0.4 if aroused else 0.05))
    return {"path": f"emotion/{speaker}-{number}.flac", "speaker": speaker, "text": "so", "emotion": emotion}, sound


def cut_recording() -> tuple[dict[str, object], Samples]:
    """One long recording with the times of its words: a hesitant piece, a fluent one."""
    sound = np.concatenate([halting(), silence(0.5), joined(syllables(8))])
    middle = len(halting()) / RATE
    words = [
        [0.2, middle - 0.2, "um"],
        [middle - 0.2, middle + 0.5, ""],
        [middle + 0.6, len(sound) / RATE - 0.2, "fine"],
    ]
    row = {"path": "turns/long.flac", "kind": "spontaneous_um_uh", "speaker": "ann", "text": "um fine", "words": words}
    return row, sound


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write(tmp_path, [*(turn(n, "ann", n % 3 == 0) for n in range(6)), cut_recording()])
    spoken = {"path": "speech/a.flac", "speaker": "bob", "text": "Fine."}
    write(tmp_path, [(spoken, joined(syllables(9)))])
    emotions = ["calm", "sad", "angry", "happy", "sad", "calm", "happy", "angry", "disgust"]
    write(tmp_path, [acted(n, who, emotion) for who in ("cem", "dee") for n, emotion in enumerate(emotions)])
    return tmp_path


def options(data: Path | None) -> argparse.Namespace:
    return argparse.Namespace(data=data, quick=False, details=False, environment=None)


def test_hesitant_and_fluent_clips_are_told_apart(data: Path):
    figures = run(argparse.Namespace(data=data, quick=True, details=True, environment=None))
    assert figures["clips"] == 9
    assert figures["hesitant"] == 3
    assert figures["same_speaker_clips"] == 8
    assert figures["precision"] == figures["recall"] == 1.0


def test_arousal_is_told_within_a_speaker_and_disgust_is_left_out(data: Path):
    figures = run(argparse.Namespace(data=data, quick=True, details=False, environment=None))
    assert figures["arousal_balanced_accuracy"] == 1.0
    assert figures["arousal_left_out_balanced_accuracy"] >= 0.75
    assert figures["arousal_clips"] == 2 * 5 - 2  # every second one, without disgust
    assert set(figures["arousal_by_speaker"]) == {"cem", "dee"}


def test_without_recordings_it_says_what_to_give():
    with pytest.raises(CompanionError, match="--data"):
        run(options(None))
