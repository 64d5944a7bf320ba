"""Tests `companion models` as seen in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

import pytest

from companion.commands import models as command
from companion.environment import Environment
from companion.errors import CompanionError
from companion.settings import Settings
from models.errors import ModelError
from tests.models.loopback import loopback
from tests.models.made import BYTES

GGUF = b"GGUF" + BYTES


def run(folder: Path, *words: str) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true", default=False)
    command.arguments(parser)
    environment = Environment(folder / "home", folder / "models", Settings(), datetime.now)
    return command.run(parser.parse_args(words), environment)


def test_the_list_shows_size_licence_and_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "list") == 0
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if line.startswith("smollm2-135m ")]
    assert "98 MB" in line
    assert "Apache-2.0" in line
    assert "missing" in line


@pytest.mark.parametrize("words", [("list", "--json"), ("--json", "list")])
def test_the_list_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    run(tmp_path, *words)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"id", "kind", "bytes", "licence", "state", "fits", "recommended"} <= set(rows[0])
    assert sum(row["recommended"] for row in rows if row["kind"] == "mind") == 1


def test_where_no_model_is_there_is_nothing_to_verify_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "verify") == 0
    assert capsys.readouterr().err.startswith("No model is on this computer yet")


def test_a_model_is_added_fetched_verified_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with loopback() as web:
        web.serve("/mine.gguf", GGUF)
        assert run(tmp_path, "add", web.url("/mine.gguf"), "--id", "own", "--form", "transcript") == 0
        assert run(tmp_path, "get", "own", "--json") == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (events[-1]["event"], events[-1]["model"], events[-1]["status"]) == ("progress", "own", "done")
    assert run(tmp_path, "verify") == 0
    (tmp_path / "models" / "own" / "mine.gguf").write_bytes(GGUF[:-1] + b"!")
    assert run(tmp_path, "verify", "own") == 1
    assert "`companion models get own` fetches it again" in capsys.readouterr().err
    assert run(tmp_path, "remove", "own", "--json") == 0
    assert run(tmp_path, "list") == 0
    assert "own " not in capsys.readouterr().out


def test_progress_in_a_file_is_a_line_for_each_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with loopback() as web:
        web.serve("/mine.gguf", GGUF)
        run(tmp_path, "add", web.url("/mine.gguf"))
        assert run(tmp_path, "get", "mine") == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "licence: the author's" in told.err
    assert "\r" not in told.err
    assert "mine: done · 1 MB of 1 MB" in told.err.splitlines()


def test_progress_on_a_terminal_is_one_changing_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with loopback() as web:
        web.serve("/mine.gguf", GGUF)
        run(tmp_path, "add", web.url("/mine.gguf"))
        assert run(tmp_path, "get", "mine") == 0
    assert capsys.readouterr().err.rstrip("\n").rpartition("\r")[2].strip() == "mine: done · 1 MB of 1 MB"


def test_an_unknown_model_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="did you mean"):
        run(tmp_path, "get", "smollm")


def test_what_to_get_must_be_said(tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match="--all"):
        run(tmp_path, "get")


def test_the_list_says_which_mind_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "list") == 0
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("→ ")]
    assert "Its speed: " in told[0]
    run(tmp_path, "list", "--json")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (best,) = [row for row in rows if row["kind"] == "mind" and row["recommended"]]
    assert best["choice"]["id"] == best["id"]
    assert best["choice"]["reason"] in told[0]
    assert best["tokens_per_s"] > 0
