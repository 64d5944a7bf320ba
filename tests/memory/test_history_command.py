"""The history command lists, finds, shows, exports, imports and deletes conversations."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.commands import history
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import open_environment_memory
from tests.small_disk import small_disk

ENVIRONMENT = {"COMPANION_PASSPHRASE": "sea and sand"}


@pytest.fixture
def command(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv(*next(iter(ENVIRONMENT.items())))
    parser = argparse.ArgumentParser()
    history.arguments(parser)
    return lambda *words: history.run(parser.parse_args(words), environment)


@pytest.fixture
def conversation(environment: Environment) -> int:
    memory = open_environment_memory(environment, ENVIRONMENT)
    number = memory.begin_conversation()
    memory.add(number, "you", "We went to the \x1b[31msea\u202e.", "voice")
    memory.add(number, "her", "Was it cold?", "voice")
    memory.close()
    return number


def test_reading_creates_no_memory_file(command, environment: Environment, capsys) -> None:
    assert command("list") == command("search", "x") == command("export") == 0
    assert "Nothing has been said" in capsys.readouterr().err
    with pytest.raises(CompanionError, match="no conversation 1"):
        command("show", "1")
    assert list(environment.home.iterdir()) == []


def test_conversations_are_listed(command, conversation: int, capsys) -> None:
    assert command("list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "id": conversation,
        "started": "2026-03-02T21:00:00",
        "ended": "2026-03-02T21:00:00",
        "title": "We went to the \x1b[31msea\u202e.",
        "messages": 2,
    }
    command("list")
    line = capsys.readouterr().out
    assert "2026-03-02 21:00" in line
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_words_are_found(command, conversation: int, capsys) -> None:
    command("search", "was", "col", "--json")
    hit = json.loads(capsys.readouterr().out)
    assert hit["message"]["speaker"] == "her"
    assert hit["snippet"] == "Was it cold?"
    assert hit["marks"] == [[0, 3], [7, 11]]
    command("search", "cold")
    out, err = capsys.readouterr()
    assert "Ada: Was it cold?" in out
    assert "1 found" in err


def test_a_conversation_is_shown(command, conversation: int, capsys) -> None:
    command("show", str(conversation))
    assert "21:00  Ada: Was it cold?" in capsys.readouterr().out
    command("show", str(conversation), "--json")
    assert [json.loads(line)["speaker"] for line in capsys.readouterr().out.splitlines()] == ["you", "her"]
    with pytest.raises(CompanionError, match="no conversation"):
        command("show", "999")


def test_an_export_can_be_imported_after_a_deletion(command, conversation: int, tmp_path, capsys) -> None:
    file = tmp_path / "talk.json"
    command("export", "--format", "json", "--out", str(file))
    with pytest.raises(CompanionError, match="--yes"):
        command("delete", str(conversation))
    command("delete", str(conversation), "--yes")
    command("import", str(file))
    command("import", str(file))
    assert "2 new messages in 1 conversations" in capsys.readouterr().err
    command("export")
    assert "> Was it cold?" in capsys.readouterr().out


def test_unusable_files_are_reported(command, conversation: int, tmp_path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff\xff")
    for words in (("import", str(tmp_path / "none")), ("import", str(tmp_path / "x.json"))):
        with pytest.raises(CompanionError, match="can't be read"):
            command(*words)
    with pytest.raises(CompanionError, match="can't be written"):
        command("export", "--out", str(tmp_path / "none" / "x"))


@pytest.mark.parametrize("number", ["-1", "x", "9" * 40, "9" * 9000, "0" * 30 + "9" * 25, "²", ""])
def test_an_invalid_number_is_a_usage_error(command, number: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        command("show", number)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_export_that_an_editor_saved_again_is_imported(
    command, conversation: int, tmp_path, capsys, encoding
) -> None:
    out = tmp_path / "talk.json"
    command("export", "--format", "json", "--out", str(out))
    out.write_text(out.read_text(encoding="utf-8"), encoding=encoding)
    command("import", str(out))
    assert "0 new messages in 0 conversations. " in capsys.readouterr().err


@pytest.mark.parametrize("form", ["md", "json"])
def test_an_export_that_fails_leaves_the_file_as_it_was(command, conversation: int, tmp_path, form: str) -> None:
    kept = tmp_path / "keep"
    kept.write_text("precious")
    with pytest.raises(CompanionError, match="no conversation 99"):
        command("export", str(conversation), "99", "--format", form, "--out", str(kept))
    assert kept.read_text() == "precious"
    with small_disk(tmp_path / "disk", 8) as disk:
        (disk / "x").write_bytes(b"x" * 8192)
        with pytest.raises(CompanionError, match=r"can't be written \(No space left on device\); choose another"):
            command("export", "--format", form, "--out", str(disk / "out"))
        assert [path.name for path in disk.iterdir()] == ["x"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_an_export_to_a_full_device_is_one_sentence(command, conversation: int) -> None:
    with pytest.raises(CompanionError, match="/dev/full can't be written"):
        command("export", "--out", "/dev/full")
    assert Path("/dev/full").is_char_device()
