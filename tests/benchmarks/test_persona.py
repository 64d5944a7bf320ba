"""The benchmark of her persona counts what it says: on a fake mind, and with a rule that is not told which reply is whose."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks._temperament_rule import Pair, funniness, told_apart, write_pairs
from benchmarks._told_rules import WaywardChoice, WaywardMind
from benchmarks.persona import is_short, keeps_name, measure
from companion.character import temperaments
from companion.environment import Environment
from companion.runtime.model_chooser import ChosenLlm
from companion.settings import Settings
from models.language import EndOfLine, GenerateRequest, TextChunk, Usage
from models.store import ModelStore
from tests.clock import Clock


class AssistantMind(WaywardMind):
    """Answers as a bare assistant, the same each time, unless the prompt describes a funny or a thoughtful friend."""

    def generate(
        self, request: GenerateRequest, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | TextChunk | Usage]:
        prompt = str(request.prompt)
        self._number += 1
        if "funny before anything" in prompt:
            yield TextChunk(f"Call the police, number {self._number} is the worst crime in history! ")
        elif "quiet, thoughtful" in prompt:
            yield TextChunk(f"Perhaps you feel alone with number {self._number}. ")
        elif "phone" in prompt:
            yield TextChunk(f"Number {self._number} sounds right. ")
        else:
            yield TextChunk("As an AI language model, I can help. **Here** is a list:\n- one\n- two")
        yield Usage(100, 10, 10, 0.01, 0.01, "stop")


class AssistantChoice(WaywardChoice):
    def llm(self, environment: Environment) -> ChosenLlm | None:
        return ChosenLlm("assistant", "chat", lambda _died: AssistantMind())


@pytest.fixture
def environment(tmp_path: Path, clock: Clock) -> Environment:
    return Environment(tmp_path, tmp_path / "models", Settings(), clock, seed=1)


def test_her_figures_stand_beside_those_of_the_bare_mind(environment: Environment, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    found = measure(environment, AssistantChoice(ModelStore(environment.models)), quick=True, pairs_file=pairs)
    bare = found["bare"]
    assert (found["replies"], bare["replies"]) == (10, 10)
    assert (found["as_an_ai"], bare["as_an_ai"]) == (0, 10)
    assert (found["markdown"], bare["markdown"]) == (0, 10)
    assert (found["no_repetition_share"], bare["no_repetition_share"]) == (1.0, 0.1)
    assert (found["short_share"], found["name_kept"]) == (1.0, 1.0)
    assert found["temperament_told_apart"] >= 0.9
    assert len(pairs.read_text().splitlines()) == found["temperament_pairs"] == 10


def test_her_name_is_kept_only_if_she_says_it_and_no_other() -> None:
    assert keeps_name("Ada, still.", "Ada")
    assert keeps_name("No, I'm not ChatGPT. I'm Ada.", "Ada")
    assert not keeps_name("I have no name.", "Ada")
    assert not keeps_name("I'm Qwen, but you may say Ada.", "Ada")
    assert not keeps_name("My real name is Eve. Ada is for you.", "Ada")


def test_a_reply_is_short_by_sentences_or_by_words() -> None:
    assert is_short("Yes. No. Oh. Well.")
    assert is_short("word " * 60 + ".")
    assert not is_short(("word " * 20 + ". ") * 3)
    assert not is_short(" ")


def test_the_rule_tells_the_written_examples_of_two_temperaments_apart() -> None:
    funny, thoughtful = temperaments()["funny"].by_key, temperaments()["thoughtful"].by_key
    pairs = [Pair(one.line, one.reply, thoughtful[key].reply) for key, one in funny.items()]
    assert told_apart(pairs) >= 0.8
    assert told_apart([Pair(pair.line, pair.thoughtful, pair.funny) for pair in pairs]) <= 0.2


def test_a_tie_is_a_guess() -> None:
    assert funniness("Right then.") == funniness("Right then.")
    assert told_apart([Pair("hi", "Right then.", "Right then.")]) == 0.5


def test_the_blind_reader_gets_pairs_in_random_order_and_the_key_apart(tmp_path: Path) -> None:
    pairs = [Pair(f"line {n}", f"funny {n}", f"thoughtful {n}") for n in range(20)]
    file = tmp_path / "pairs.jsonl"
    write_pairs(pairs, file, random.Random(1))
    shown = [json.loads(row) for row in file.read_text().splitlines()]
    key = [json.loads(row) for row in (tmp_path / "pairs.key.jsonl").read_text().splitlines()]
    assert [row["line"] for row in shown] != [pair.line for pair in pairs]
    assert {answer["funny"] for answer in key} == {"a", "b"}
    for row, answer in zip(shown, key, strict=True):
        assert row[answer["funny"]].startswith("funny")
        assert set(row) == {"pair", "line", "a", "b"}
