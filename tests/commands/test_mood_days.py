"""`companion history moods` shows the days, takes the user's word for one, deletes; exports have it only when it is asked for."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date

import pytest

from companion.commands import history
from companion.commands.opened_memory import opened_memory
from companion.environment import Environment
from companion.errors import CompanionError
from tests.memory.test_moods import GLAD, LOW, say

Command = Callable[..., tuple[str, str]]


@pytest.fixture
def command(at_home: Environment, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `companion history` with these words; what it prints and what it tells beside."""
    with opened_memory(at_home) as memory:
        say(memory, 1, GLAD)
        say(memory, 2, LOW)
    parser = argparse.ArgumentParser()
    history.arguments(parser)

    def run(*words: str) -> tuple[str, str]:
        history.run(parser.parse_args(words), at_home)
        printed = capsys.readouterr()
        return printed.out, printed.err

    return run


def felt(out: str) -> list[tuple[str, str | None, bool]]:
    rows = map(json.loads, out.splitlines())
    return [(row["day"], row["felt"], row["corrected"]) for row in rows]


def test_the_days_are_shown_in_words_and_as_json(command: Command):
    out, _ = command("moods")
    assert out.splitlines() == ["2026-03-01  bright          12 words", "2026-03-02  low             12 words"]
    out, _ = command("moods", "--month", "2026-03", "--json")
    assert felt(out) == [("2026-03-01", "bright", False), ("2026-03-02", "low", False)]


def test_another_month_has_nothing(command: Command):
    assert command("moods", "--month", "2026-04") == ("", "Nothing was said in that time.\n")


def test_that_day_was_not_sad(command: Command):
    _, told = command("moods", "--correct", "2026-03-02", "Calm")
    assert told == "2026-03-02: calm, as you say.\n"
    command("moods", "--correct", "2026-03-01", "unknown")
    assert felt(command("moods", "--json")[0]) == [("2026-03-01", None, True), ("2026-03-02", "calm", True)]


def test_a_day_or_all_are_deleted(command: Command):
    _, told = command("moods", "--delete", "2026-03-02")
    assert told.startswith("The estimates of 3 lines are deleted, here and in the backups; what was said stays.")
    assert felt(command("moods", "--json")[0])[1] == ("2026-03-02", None, False)
    with pytest.raises(CompanionError, match="add --yes"):
        command("moods", "--delete", "all")
    command("moods", "--delete", "all", "--yes")
    assert [row[1] for row in felt(command("moods", "--json")[0])] == [None, None]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--correct", "2026-03-02", "sad"), "A day can't be “sad”; choose one of bright, calm"),
        (("--correct", "9999-12-31", "calm"), "Nothing was said on 9999-12-31"),
        (("--correct", "yesterday", "calm"), "“yesterday” is no day; write it as"),
        (("--correct", "2026-03-09", "calm"), "Nothing was said on 2026-03-09"),
        (("--month", "March"), "“March” is no month"),
    ],
)
def test_what_cannot_be_is_told(command: Command, words: tuple[str, ...], told: str):
    with pytest.raises(CompanionError, match=told):
        command("moods", *words)


@pytest.mark.parametrize("form", ["json", "md"])
def test_an_export_has_moods_only_when_they_are_asked_for(command: Command, form: str):
    without, _ = command("export", "--format", form)
    with_them, _ = command("export", "--format", form, "--with-moods")
    assert "energy" not in without
    assert "bright" not in without
    assert "bright" in with_them
    if form == "json":
        moods = json.loads(with_them)["moods"]
        assert moods["days"][1] == {"day": "2026-03-02", "words": 12, "felt": "low", "corrected": False}
        assert moods["lines"][0]["energy"] == 0.6
        assert moods["lines"][0]["hesitation"] is None
        assert len(moods["lines"]) == 6


def test_moods_are_not_exported_with_single_conversations(command: Command):
    with pytest.raises(CompanionError, match="with all conversations only"):
        command("export", "1", "--with-moods")


def test_moods_of_an_empty_memory(memory):
    assert memory.moods.all_days() == []
    assert memory.moods.days(date(2026, 3, 1), date(2026, 3, 31)) == []
