"""The command line: what it accepts, its exit codes, and the sentences of its errors."""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.__main__ import COMMANDS, main

Captured = pytest.CaptureFixture[str]


def test_every_command_is_listed_with_what_it_does(capsys: Captured):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(command in out for command in COMMANDS)
    for option in ("--home", "--model", "--voice", "--ear", "--seed"):
        assert option in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: Captured):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"companion {command}" in capsys.readouterr().out


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """This one, and those of its actions."""
    yield parser
    for actions in (one for one in parser._actions if isinstance(one, argparse._SubParsersAction)):
        assert all(choice.help for choice in actions._choices_actions)
        assert len(actions._choices_actions) == len(actions.choices)
        for one in actions.choices.values():
            yield from parsers(one)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_and_action_is_explained(command: str):
    parser = argparse.ArgumentParser(prog=command)
    importlib.import_module(f"companion.commands.{command}").arguments(parser)
    unexplained = [
        f"{one.prog} {argument.option_strings or argument.dest}"
        for one in parsers(parser)
        for argument in one._actions
        if not argument.help and not isinstance(argument, argparse._SubParsersAction)
    ]
    assert unexplained == []


@pytest.mark.parametrize(
    "words",
    [
        ["dance"],
        ["chat", "--nonsense"],
        ["--seed", "many", "chat"],
        ["--seed", "9" * 19, "chat"],
        ["say"],
        ["say", "Hi."],
        ["hear"],
    ],
)
def test_a_wrong_use_is_two(words: list[str], capsys: Captured):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: companion" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--home", "HOME", "chat"], ["chat", "--home", "HOME"], ["chat", "--json", "--home=HOME"]]
)
def test_a_home_that_cannot_be_is_one_and_one_sentence(words: list[str], tmp_path: Path, capsys: Captured):
    (tmp_path / "file").write_text("")
    home = str(tmp_path / "file" / "home")
    assert main([word.replace("HOME", home) for word in words]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("companion: The data folder ")
    assert captured.err.count("\n") == 1


def test_bad_settings_are_one_sentence(tmp_path: Path, capsys: Captured):
    (tmp_path / "settings.toml").write_text("sped = 1.0")
    assert main(["--home", str(tmp_path), "chat"]) == 1
    assert "sped" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_window_names_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(["--home", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "companion: There is no display for a window; talk in the terminal with `companion chat`.\n"
    )


def test_a_mind_that_is_not_here_is_one_sentence_that_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
):
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "models"))
    assert main(["--home", str(tmp_path), "--model", "smollm2-135m", "chat"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "companion models get smollm2-135m" in captured.err
    assert captured.err.count("\n") == 1


def test_a_mind_nobody_knows_is_one_sentence(tmp_path: Path, capsys: Captured):
    assert main(["--home", str(tmp_path), "--model", "hal-9000", "chat"]) == 1
    assert "hal-9000" in capsys.readouterr().err


def test_a_reader_who_leaves_ends_it_quietly(tmp_path: Path):
    code = "import sys; from companion.__main__ import main; sys.exit(main(['models', 'list', '--json']))"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        error = process.stderr.read().decode()
        process.wait(30)
    assert "Traceback" not in error
