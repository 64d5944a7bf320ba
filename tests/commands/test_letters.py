"""`companion letters` lists, changes, edits and exports letters; what needs her mind says so where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.commands import letters as command_
from companion.commands.opened_memory import opened_memory
from companion.environment import Environment
from companion.errors import CompanionError
from tests.commands.conftest import Rows, Runs

TEXT = "Dear Nora,\n\nWe meet on Saturday. The weather is bad. I hope you are *well*.\n\nLove,\nTheo"


@pytest.fixture
def command(runs: Runs, at_home: Environment) -> Rows:
    """Runs `companion letters` with these words, on a memory with one letter; what it prints as JSON."""
    with opened_memory(at_home) as memory:
        memory.letters.add_version(memory.letters.add("to my sister", {"to": "my sister"}).id, TEXT, "her")
    return runs(command_)


def test_letters_are_listed_shown_and_renamed(command: Rows):
    assert [one["title"] for one in command("list")] == ["to my sister"]
    command("rename", "1", "to", "Nora")
    (shown,) = command("show", "1")
    assert (shown["title"], shown["text"], shown["versions"][0]["by"]) == ("to Nora", TEXT, "her")


def test_a_letter_is_changed_undone_and_brought_back(command: Rows):
    (changed,) = command("change", "1", "change Saturday to Sunday")
    assert "We meet on Sunday." in changed["letter"]["text"]
    assert command("undo", "1")[0]["letter"]["text"] == TEXT
    assert "Sunday" in command("redo", "1")[0]["letter"]["text"]
    command("finish", "1")
    assert command("show", "1")[0]["finished"]
    command("remove", "1")
    assert command("list") == []


def test_a_text_by_hand_is_a_version(command: Rows, tmp_path: Path):
    (file := tmp_path / "mine.txt").write_text("Nora!\n\nCome.\n", encoding="utf-8")
    (edited,) = command("edit", "1", str(file))
    assert [one["by"] for one in edited["letter"]["versions"]] == ["her", "hand"]
    assert edited["letter"]["text"] == "Nora!\n\nCome."


def test_a_letter_is_exported_in_three_forms(command: Rows, tmp_path: Path):
    for ending in ("txt", "md", "pdf"):
        command("export", "1", str(tmp_path / f"letter.{ending}"))
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == f"{TEXT}\n"
    assert "you are \\*well\\*.\n\nLove,  \nTheo" in (tmp_path / "letter.md").read_text(encoding="utf-8")
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(CompanionError, match=r"must end in \.txt"):
        command("export", "1", str(tmp_path / "letter.doc"))


def test_a_pdf_of_letters_that_its_font_lacks_is_refused(command: Rows, tmp_path: Path):
    command("change", "1", "change Saturday to 土曜日")
    with pytest.raises(CompanionError, match=r"no “土”; save the letter as \.txt"):
        command("export", "1", str(tmp_path / "letter.pdf"))
    assert not (tmp_path / "letter.pdf").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "7"), "no letter 7"),
        (("change", "1", "make", "it", "rhyme"), "doesn't understand that change"),
        (("change", "1", "funnier"), "mind is not on this computer"),
        (("write", "--to", "Tom"), "mind is not on this computer"),
        (("write",), "Say to whom"),
        (("edit", "1", "nowhere.txt"), "can't be read"),
    ],
)
def test_what_fails_says_what_to_do(command: Rows, words: tuple[str, ...], sentence: str):
    with pytest.raises(CompanionError, match=sentence):
        command(*words)
