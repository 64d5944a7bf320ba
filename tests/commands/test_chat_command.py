"""`companion chat` reads lines and prints a real mind's replies or events."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.models


@pytest.fixture(autouse=True)
def _llm(need_model: Callable[[str], Path]) -> None:
    need_model("smollm2-135m")


def chat(home: Path, said: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "companion", "chat", "--home", str(home), "--model", "smollm2-135m", *options]
    environ = {**os.environ, "COMPANION_PASSPHRASE": "only for the tests"}
    return subprocess.run(
        command, input=said, capture_output=True, text=True, timeout=200, cwd=ROOT, env=environ, check=False
    )


def events(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_line_is_heard_answered_and_done_and_a_restart_remembers(tmp_path: Path):
    told = events(chat(tmp_path, "I walked to the harbour.\n\nI had rice for dinner.\n", "--json", "--seed", "7"))
    assert all({"event", "turn", "t"} <= event.keys() for event in told)
    turn_taking = [event for event in told if event["event"] in ("heard", "turn_done")]
    assert [(event["event"], event["turn"]) for event in turn_taking] == [
        ("heard", 1), ("turn_done", 1), ("heard", 2), ("turn_done", 2),
    ]  # fmt: skip
    assert [event["text"] for event in turn_taking[::2]] == ["I walked to the harbour.", "I had rice for dinner."]
    first, second = turn_taking[1::2]
    assert first["reply"]
    assert second["reply"]
    assert " ".join(e["text"] for e in told if e["event"] == "said" and e["turn"] == 2) == second["reply"]
    assert 0 < second["evaluated_tokens"] < second["prompt_tokens"]
    assert set(second["phases"]) == {"endpoint", "ear", "recall", "first_token", "clause", "first_audio"}

    again = events(chat(tmp_path, "Tell me about the rain.\n", "--json"))
    (third,) = (event for event in again if event["event"] == "turn_done")
    assert third["prompt_tokens"] > second["prompt_tokens"]


def test_the_same_seed_gives_the_same_evening(tmp_path: Path):
    evenings = [chat(tmp_path / name, "Tell me about the sea.\n", "--seed", "11") for name in ("one", "two")]
    assert [done.returncode for done in evenings] == [0, 0]
    assert evenings[0].stdout == evenings[1].stdout
    assert evenings[0].stdout.startswith("Ada: ")
    assert evenings[0].stdout.count("\n") == 1
    assert evenings[0].stderr == ""


def test_a_line_that_is_none_is_told_on_the_side(tmp_path: Path):
    done = chat(tmp_path, "  \n")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "There was nothing to read in that; type a few words.\n"
