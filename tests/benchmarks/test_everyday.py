"""Ordinary evenings are read as written, and what is wrongly read in them is told."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks._evenings import LEARNT, UNLEARNT, evenings, ordinary_lines
from benchmarks.everyday import mistakes


def test_lines_that_ask_for_something_are_not_counted(tmp_path: Path):
    file = tmp_path / "evenings.jsonl"
    file.write_text(
        json.dumps({"lines": ["hello", "what time is it?", "grand"], "asking": ["what time is it?"]}) + "\n"
    )
    (evening,) = evenings(file)
    assert list(evening.told()) == [("hello", ()), ("grand", ("hello", "what time is it?"))]
    assert ordinary_lines(file) == ["hello", "grand"]


def test_nothing_is_measured_on_what_was_learnt():
    learnt = {line for evening in evenings(LEARNT) for line in evening.lines if len(line.split()) > 8}
    assert learnt
    assert not learnt & {line for evening in evenings(UNLEARNT) for line in evening.lines}


def test_what_a_line_is_taken_for_is_told(tmp_path: Path):
    file = tmp_path / "evenings.jsonl"
    lines = ["set a timer for ten minutes", "I want to kill myself", "the soup was good"]
    file.write_text(json.dumps({"lines": lines}) + "\n")
    (evening,) = evenings(file)
    found = {one.line: one.taken_for for one in mistakes(evening, None, tmp_path)}
    assert found == {"set a timer for ten minutes": "deed", "I want to kill myself": "safe"}
