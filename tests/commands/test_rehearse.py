"""A mind that can't be rehearsed with is refused in one sentence; the comparison is printed for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.__main__ import main
from companion.commands.rehearse import as_json, row_as_json
from companion.rehearsal.checks import Check, CheckList
from companion.rehearsal.comparison import compare
from companion.rehearsal.judging import Answer, says_name
from models.catalog import read_catalog


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))


def refused(home: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["rehearse", "--home", str(home), *options]) == 1
    assert not (home / "memory.db").exists(), "it makes no memory"
    return capsys.readouterr().err.strip()


def test_without_a_name_it_says_how_to_name_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert "companion rehearse --model ID" in refused(tmp_path, capsys)


def test_an_unknown_mind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert refused(tmp_path, capsys, "--model", "qwen2.5-coder-0.5").startswith("companion: There is no model")


def test_what_is_no_mind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert "“kokoro-82m” is not a mind" in refused(tmp_path, capsys, "--model", "kokoro-82m")


def test_a_mind_that_is_not_here_is_refused_with_its_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    entry = next(entry for entry in read_catalog() if entry.id == "smollm2-135m")
    said = refused(tmp_path, capsys, "--model", entry.id)
    assert f"({entry.bytes / 1e6:,.0f} MB)" in said
    assert "companion models get smollm2-135m" in said


def test_the_mind_she_has_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "settings.toml").write_text('mind = "smollm2-135m"\n', encoding="utf-8")
    assert "is the mind she has" in refused(tmp_path, capsys, "--model", "smollm2-135m")


def test_a_server_must_have_been_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert "companion models server URL" in refused(tmp_path, capsys, "--model", "server")


def test_the_json_has_what_is_documented():
    check = Check("name", "Her name", "Your name?", says_name("Ada"))
    done = compare(
        CheckList((check,), ("Less.",)),
        "old",
        "new",
        [Answer("Your name?", "Ada.", True)],
        [Answer("Your name?", "Qwen.")],
    )
    row = json.loads(json.dumps(row_as_json(done.rows[0])))
    assert row["before"] == {"reply": "Ada.", "written": True}
    assert (row["held_before"], row["held_after"], row["status"]) == (True, False, "lost")
    whole = json.loads(json.dumps(as_json(done)))
    assert (whole["continuity_share"], whole["lost"], whole["kept"], whole["remarks"]) == (0.0, 1, 0, ["Less."])
