"""The memory command lists, finds, adds, corrects, pins, forgets and exports facts."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from companion.commands import memory as command_
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory, open_environment_memory
from companion.memory.day_summaries import DaySummary
from companion.memory.fact import FactCandidate

ENVIRONMENT = {"COMPANION_PASSPHRASE": "sea and sand"}
Command = Callable[..., int]


@pytest.fixture
def command(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv(*next(iter(ENVIRONMENT.items())))
    parser = argparse.ArgumentParser()
    command_.arguments(parser)
    return lambda *words: command_.run(parser.parse_args(words), environment)


@pytest.fixture
def life(environment: Environment, clock: Any) -> None:
    """A job, a sister who moved, and a line without facts."""
    memory = open_environment_memory(environment, ENVIRONMENT)
    talk = memory.begin_conversation()
    told = [
        ("you", "job", "You write letters.", "I write letters", {}),
        (
            "person",
            "sister nora home",
            "Your sister Nora lives in Porto.",
            "Nora lives in Porto",
            {"name": "Nora", "relation": "sister"},
        ),
        (
            "person",
            "sister nora home",
            "Your sister Nora lives in Lisbon.",
            "Nora is in Lisbon now",
            {"name": "Nora", "relation": "sister", "since": "2026-03-01"},
        ),
    ]
    for subject, slot, text, quote, more in told:
        message = memory.add(talk, "you", f"So. {quote}\x1b[31m.", "voice")
        assert memory.facts.accept(FactCandidate(subject, slot, text.lower(), text, quote, **more), message.id)  # type: ignore[arg-type]
        clock.wait(days=1)
    memory.add(talk, "her", "And you?", "voice")
    messages = memory.messages(talk)
    memory.summaries.save(
        DaySummary(talk, messages[0].at, "Letters", "We talked about *letters*.", (), "calm", messages[-1].id), messages
    )
    memory.close()


def reopened(environment: Environment) -> Memory:
    return open_environment_memory(environment, ENVIRONMENT)


def objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_reading_creates_no_memory_file(command: Command, environment: Environment, capsys) -> None:
    assert command("list") == command("people") == command("search", "x") == command("export") == 0
    assert "remembers nothing yet" in capsys.readouterr().err
    with pytest.raises(CompanionError, match="nothing yet"):
        command("forget", "1", "--yes")
    assert list(environment.home.iterdir()) == []


def test_facts_are_listed_with_their_proof(command: Command, life: None, capsys) -> None:
    command("list", "--json")
    nora, job = objects(capsys)
    assert (nora["text"], nora["person"]["name"], nora["since"]) == (
        "Your sister Nora lives in Lisbon.",
        "Nora",
        "2026-03-01",
    )
    assert job["quotes"] == [{"message": 1, "conversation": 1, "text": "I write letters", "at": "2026-03-02T21:00:00"}]
    command("list", "--all", "--subject", "person")
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("person    ")[2] for line in lines] == [
        "Your sister Nora lives in Lisbon.  (since 2026-03-01)",
        "Your sister Nora lives in Porto.  (until 2026-03-01)",
    ]
    command("list", "--person", "sister", "--json")
    assert [each["text"] for each in objects(capsys)] == ["Your sister Nora lives in Lisbon."]


def test_what_the_two_share_is_listed_by_itself(command: Command, life: None, capsys) -> None:
    command("add", "--subject", "shared", "You call your car “Bertha”.")
    capsys.readouterr()
    command("list", "--subject", "shared", "--json")
    assert [(each["subject"], each["text"]) for each in objects(capsys)] == [("shared", "You call your car “Bertha”.")]


def test_people_are_listed(command: Command, life: None, capsys) -> None:
    command("people", "--json")
    assert [(each["name"], each["relation"], each["facts"]) for each in objects(capsys)] == [("Nora", "sister", 1)]


def test_facts_and_what_would_come_back_are_found(command: Command, life: None, capsys) -> None:
    command("search", "letters", "--json")
    found = objects(capsys)
    assert ("fact", "You write letters.") in [(each["kind"], each["text"]) for each in found]
    assert {"recollection"} == {each["kind"] for each in found if "message" in each}
    assert any(each["kind"] == "recollection" and "I write letters" in each["text"] for each in found)
    command("search", "letters")
    assert "\x1b" not in capsys.readouterr().out


def test_a_fact_is_added_corrected_and_pinned(command: Command, environment: Environment, capsys) -> None:
    command("add", "My", "tea", "is", "green", "--json")
    (tea,) = objects(capsys)
    command("edit", str(tea["id"]), "My tea is black", "--json")
    (new,) = objects(capsys)
    assert "black" in new["text"]
    command("pin", str(new["id"]))
    memory = reopened(environment)
    assert [(fact.pinned, fact.origin) for fact in memory.facts.list()] == [(True, "added")]
    memory.close()
    command("pin", str(new["id"]), "--off")
    capsys.readouterr()
    command("list", "--json")
    assert [each["pinned"] for each in objects(capsys)] == [False]
    with pytest.raises(CompanionError, match="no fact 99"):
        command("pin", "99")
    command("edit", str(new["id"]), "I live in Braga.")
    with pytest.raises(CompanionError, match="is over"):
        command("pin", str(new["id"]))


def left(environment: Environment) -> tuple[list[str], list[str]]:
    memory = reopened(environment)
    facts = [fact.text for fact in memory.facts.list(current=False)]
    messages = [message.text for talk in memory.conversations() for message in memory.messages(talk.id)]
    assert memory.database.rows("select count(*) from forgotten where not final") == [(0,)]
    memory.close()
    return facts, messages


def test_a_fact_is_forgotten_with_what_was_so_before(
    command: Command, life: None, environment: Environment, capsys
) -> None:
    command("list", "--person", "Nora", "--json")
    (nora,) = objects(capsys)
    command("forget", str(nora["id"]), "--yes")
    assert "Forgotten for good: 2 lines and 2 facts." in capsys.readouterr().err
    facts, messages = left(environment)
    assert (facts, len(messages)) == (["You write letters."], 2)


def test_the_lines_that_told_a_fact_stay_only_when_that_is_asked_for(
    command: Command, life: None, environment: Environment, capsys
) -> None:
    with pytest.raises(CompanionError, match=r"“You write letters\.” and the line that told it would be gone for good"):
        command("forget", "1")
    with pytest.raises(CompanionError, match=r"\(the line that told it stays and may be recalled\) would be gone"):
        command("forget", "1", "--keep-lines")
    command("forget", "1", "--keep-lines", "--yes")
    assert len(left(environment)[1]) == 4


def test_of_two_people_of_one_name_what_is_offered_is_taken(command: Command, environment: Environment, capsys) -> None:
    command("add", "My sister Anna is a vet.")
    command("add", "My colleague Anna is a driver.")
    with pytest.raises(CompanionError, match=r"There are several: 1 Anna \(sister\), 2 Anna \(colleague\)"):
        command("list", "--person", "Anna")
    for name in ("1 Anna (sister)", "Anna (sister)", "anna sister", "my sister Anna", "1", "sister"):
        capsys.readouterr()
        command("list", "--person", name)
        assert "Your sister Anna is a vet." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "facts", "messages"),
    [
        (("--message", "1"), 2, 3),
        (("--conversation", "1"), 0, 0),
        (("--person", "nora"), 1, 4),
        (("--person", "nora", "--words"), 1, 2),
        (("--from", "2026-03-03", "--to", "2026-03-03"), 2, 3),
        (("--from", "2026-03-03T00:00"), 1, 1),
    ],
)
def test_all_of_it_can_be_forgotten(
    command: Command, life: None, environment: Environment, words: tuple[str, ...], facts: int, messages: int
) -> None:
    command("forget", *words, "--yes")
    known, said = left(environment)
    assert (len(known), len(said)) == (facts, messages)


def test_nothing_is_forgotten_unless_it_is_meant(
    command: Command, life: None, environment: Environment, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    with pytest.raises(
        CompanionError, match=r"“You write letters\.” and the line that told it would be gone for good; add --yes"
    ):
        command("forget", "1")
    monkeypatch.setattr("sys.stdin", Terminal("no\n"))
    command("forget", "1")
    assert len(left(environment)[0]) == 3
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    command("forget", "1")
    assert len(left(environment)[0]) == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_is_not_there_is_reported(command: Command, life: None) -> None:
    for words, why in (
        (("forget", "99", "--yes"), "no fact 99"),
        (("forget", "--message", "99", "--yes"), "forgotten"),
        (("forget", "--person", "Ada", "--yes"), "companion memory people"),
        (("forget", "--from", "2020-01-01", "--to", "2020-01-02", "--yes"), "Nothing was said"),
        (("edit", "99", "x"), "no fact 99"),
    ):
        with pytest.raises(CompanionError, match=why):
            command(*words)


@pytest.mark.parametrize("words", [("forget",), ("forget", "1", "--message", "1"), ("forget", "--from", "tomorrow")])
def test_an_unclear_request_is_a_usage_error(command: Command, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, match="2"):
        command(*words)


def test_all_of_it_is_exported(command: Command, life: None, tmp_path, capsys) -> None:
    file = tmp_path / "known.json"
    command("export", "--format", "json", "--out", str(file))
    whole = json.loads(file.read_text())
    assert (whole["companion"], whole["version"]) == ("memory", 1)
    assert {fact["text"] for fact in whole["facts"]} == {
        "You write letters.",
        "Your sister Nora lives in Lisbon.",
        "Your sister Nora lives in Porto.",
    }
    assert all(fact["quotes"] for fact in whole["facts"])
    assert [day["title"] for day in whole["days"]] == ["Letters"]
    capsys.readouterr()
    command("export")
    text = capsys.readouterr().out
    assert (
        "- Your sister Nora lives in Lisbon. (since 2026-03-01)\n  - “Nora is in Lisbon now”, 2026-03-04\n  - before: Your sister"
        in text
    )
    assert "## 2026-03-02: Letters\n\nWe talked about \\*letters\\*. (calm)" in text
    with pytest.raises(CompanionError, match="can't be written"):
        command("export", "--out", str(tmp_path / "none" / "x"))
