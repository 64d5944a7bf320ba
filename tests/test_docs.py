"""The files, links, commands and events that the documents name exist, and so does the licence."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from companion.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
OURS = ("companion", "ui", "models", "voices", "benchmarks", "scripts", "tests")
PLACE = re.compile(r"(?<![\w/.])(?:companion|models|voices|ui|tests|scripts|benchmarks|docs)/[\w/.-]*[\w/]")


def named(text: str) -> set[str]:
    """Returns the project's files and folders that are named, except pictures and the migration yet to be written."""
    return {place for place in PLACE.findall(text) if "m00N" not in place and not place.endswith(".png")}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(document: Path):
    missing = [place for place in sorted(named(document.read_text(encoding="utf-8"))) if not (ROOT / place).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_between_the_documents_leads_somewhere(document: Path):
    links = re.findall(r"(?<!!)\[[^]]+\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_way_of_a_word_is_drawn_with_real_files():
    text = (ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")
    assert {"ui/sound/microphone.py", "companion/dialogue/turn_taking.py", "companion/speaking/playback.py"} <= named(
        text
    )


def test_the_table_of_commands_is_the_programs():
    rows = re.findall(r"^\| `companion ([a-z]+)", README, re.MULTILINE)
    assert set(rows) == set(COMMANDS)


def test_the_events_are_described():
    from companion import events

    kinds = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, events.Event)]
    assert [kind.name for kind in kinds if kind is not events.Event and f"`{kind.name}`" not in README] == []


def test_the_fields_of_each_event_are_described():
    from companion import events

    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.*)$", README.partition("| event |")[2], re.MULTILINE))
    undescribed = [
        f"{kind.name}.{field.name}"
        for kind in vars(events).values()
        if isinstance(kind, type) and issubclass(kind, events.Event) and kind is not events.Event
        for field in dataclasses.fields(kind)
        if field.name not in ("turn", "t") and f"`{field.name}`" not in rows[kind.name]
    ]
    assert undescribed == []


def test_no_half_done_merge_is_left():
    ours = [
        path for room in OURS for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".qml", ".toml", ".md")
    ]
    marks = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
    assert [path for path in (*DOCUMENTS, *ours) if marks.search(path.read_text(encoding="utf-8"))] == []


def test_the_commands_that_are_promised_are_the_ones_that_are_checked():
    checked = re.findall(r"^make \w+$", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
    assert checked == ["make test", "make check"]
    assert [command for command in ["make run", *checked] if command not in README] == []


def test_the_licence_is_here_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_method_that_is_named_is_there(document: Path):
    rooms = ("companion", "models", "voices", "ui")
    code = "\n".join(path.read_text(encoding="utf-8") for room in rooms for path in (ROOT / room).rglob("*.py"))
    classes = re.split(r"^class (?=\w)", code, flags=re.MULTILINE)[1:]
    named_methods = re.findall(r"`([A-Z]\w+)\.([a-z]\w+)(?:\(\))?`", document.read_text(encoding="utf-8"))
    missing = [
        f"{owner}.{member}"
        for owner, member in named_methods
        if not any(re.match(rf"{owner}\b", body) and re.search(rf"\b{member}\b", body) for body in classes)
    ]
    assert missing == []
