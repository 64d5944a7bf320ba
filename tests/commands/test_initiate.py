"""`companion initiate` asks in the terminal: typed, or with files as the microphone; cut short, it goes on where it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import soundfile

from companion.audio.devices import RATE
from tests.speech_made import speech

ROOT = Path(__file__).resolve().parents[2]
TYPED = "Quiet, mostly.\nThey're fine.\nthe lower one\nrather funny\nMy sister Amy. It's going well.\nyes\nyou may\n"


def initiate(home: Path, said: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "companion", "initiate", "--home", str(home), *options]
    environ = {
        **os.environ,
        "COMPANION_PASSPHRASE": "only for the tests",
        "COMPANION_MODELS": str(home / "models"),
    }
    return subprocess.run(
        command, input=said, capture_output=True, text=True, timeout=200, cwd=ROOT, env=environ, check=False
    )


def events(done: subprocess.CompletedProcess[str], *names: str) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return [event for event in told if event["event"] in names]


def test_typed_answers_become_her_without_any_model(tmp_path: Path) -> None:
    done = initiate(tmp_path, TYPED, "--json")
    told = events(done, "question", "heard", "noticed", "character")
    assert [event["number"] for event in told if event["event"] == "question"] == [1, 2, 3, 4, 5, 6, 7]
    assert [event["text"] for event in told if event["event"] == "heard"] == TYPED.splitlines()
    assert not [event for event in told if event["event"] == "noticed"]
    made = told[-1]
    assert (made["event"], made["temperament"], made["voice"]) == ("character", "funny", "kokoro:am_michael")
    kept = (tmp_path / "settings.toml").read_text(encoding="utf-8")
    assert 'voice = "kokoro:am_michael"' in kept
    assert "speaks_first = true" in kept


def test_cut_short_it_goes_on_at_the_open_question(tmp_path: Path) -> None:
    first = events(initiate(tmp_path, "Quiet.\nThey're fine.\n", "--json"), "question")
    assert [event["number"] for event in first] == [1, 2, 3]
    second = initiate(tmp_path, "lower\nfunny\nskip\nyes\nno\n", "--json")
    assert [event["number"] for event in events(second, "question")] == [3, 4, 5, 6, 7]
    assert events(second, "character")[0]["speaks_first"] is False
    anew = events(initiate(tmp_path, "", "--json"), "question")
    assert [event["number"] for event in anew] == [1]


def test_a_person_reads_questions_and_the_page(tmp_path: Path) -> None:
    done = initiate(tmp_path, TYPED)
    assert done.returncode == 0
    assert "Do you like company, or do you like quiet?" in done.stdout
    assert "  She is called Max." in done.stdout


@pytest.mark.models
@pytest.mark.slow
def test_files_are_heard_as_answers_and_what_is_said_is_written(
    tmp_path: Path, need_model: Callable[[str], Path]
) -> None:
    (tmp_path / "home" / "models").mkdir(parents=True)
    (tmp_path / "home" / "models" / "whisper-tiny.en").symlink_to(need_model("whisper-tiny.en"))
    for number, line in enumerate(("I like quiet.", "Skip the rest.")):
        soundfile.write(tmp_path / f"{number}.wav", speech(line), RATE)
    out = tmp_path / "out.wav"
    files = [str(tmp_path / f"{number}.wav") for number in (0, 1)]
    done = initiate(tmp_path / "home", "", "--json", "--fast", "--voice", "system", "--out", str(out), "--hear", *files)
    told = events(done, "question", "heard", "character")
    assert [event["typed"] for event in told if event["event"] == "heard"] == [False, False]
    assert [event["number"] for event in told if event["event"] == "question"] == [1, 2]
    assert told[-1]["event"] == "character"
    assert soundfile.info(out).duration > 5
