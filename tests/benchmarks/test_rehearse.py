"""The made-up home holds what a rehearsal asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks._rehearsed_home import NOW, PASSPHRASE, SETTINGS, build
from companion.environment import Environment
from companion.memory import open_environment_memory
from companion.memory.keys import VARIABLE
from companion.rehearsal.checks import check_list
from companion.remembering import extract_facts


def test_the_home_has_ten_facts_two_memories_a_rule_and_a_topic(tmp_path: Path, monkeypatch):
    monkeypatch.delenv(VARIABLE)
    environment = Environment(tmp_path / "home", tmp_path / "models", replace(SETTINGS, mind="a"), lambda: NOW)
    build(environment)
    memory = open_environment_memory(environment, {VARIABLE: PASSPHRASE}, extract=extract_facts)
    try:
        checks = check_list(memory, environment)
    finally:
        memory.close()
    kinds = Counter(check.kind for check in checks.checks)
    wanted = {"name": 1, "talk": 3, "rule": 1, "topic": 1, "fact": 10, "memory": 2, "untold": 1, "goodnight": 1}
    assert kinds == wanted
    assert checks.remarks == ()
