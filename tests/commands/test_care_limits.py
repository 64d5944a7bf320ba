"""The help of the commands in which one talks to her says what her care does not read."""

from __future__ import annotations

import argparse

import pytest

from companion.commands import chat, hear


@pytest.mark.parametrize("command", [chat, hear])
def test_the_help_says_that_danger_is_noticed_in_english_only(command: object) -> None:
    parser = argparse.ArgumentParser()
    command.arguments(parser)  # type: ignore[attr-defined]
    assert "English only" in " ".join(parser.format_help().split())
