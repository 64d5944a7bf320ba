"""A line that comes before all examples were read is answered with those that were."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from companion.replying.example_turns import FEW, STEP
from companion.replying.gating import gate_for
from companion.replying.generator import Generator
from companion.replying.persona import Persona
from companion.replying.prompt import PromptBuilder, PromptLine
from companion.turns.turn import Turn
from tests.fakes import ScriptedMind

PERSONA = Persona("Ada", "Theo")
ALL = len(PERSONA.examples())
HELLO = [PromptLine("you", "Hello, it's me.")]
TODAY = date(2026, 3, 2)


@pytest.fixture
def llm() -> ScriptedMind:
    return ScriptedMind(8192)


@pytest.fixture
def generator(llm: ScriptedMind) -> Generator:
    generator = Generator(llm, PromptBuilder(PERSONA, "chat", llm.context, llm.count))
    generator.begin([], [], TODAY)
    return generator


class CancelledAtTheThird:
    """What happens while it reads ahead: nothing, but the third time a line comes."""

    def __init__(self, turn: Turn) -> None:
        self._turn, self._times = turn, 0

    def __iter__(self) -> Iterator[str]:
        self._times += 1
        if self._times == 3:
            self._turn.cancel()
        return iter(())


def turn() -> Turn:
    return Turn(1, time.monotonic)


def answer(generator: Generator) -> None:
    list(generator.generate(turn(), HELLO, gate_for(HELLO)))


def shown(prompt: object) -> int:
    """How many examples a prompt shows: it has a system message and one line besides."""
    assert isinstance(prompt, tuple)
    return (len(prompt) - 2) // 2


def test_they_are_read_a_few_at_a_time_and_each_prompt_begins_with_the_one_before(
    generator: Generator, llm: ScriptedMind
):
    generator.prefill(turn(), HELLO)
    prompts = [request.prompt for request in llm.read_ahead]
    assert [shown(prompt) for prompt in prompts] == [*range(FEW, ALL, STEP), ALL]
    for before, after in pairwise(prompts):
        assert after[: len(before) - 1] == before[:-1]
    assert not generator.examples_left
    answer(generator)
    assert shown(llm.requests[0].prompt) == ALL


def test_a_line_that_comes_meanwhile_is_answered_with_those_that_were_read(generator: Generator, llm: ScriptedMind):
    exchange = turn()
    llm.reading = CancelledAtTheThird(exchange)
    generator.prefill(exchange, HELLO)
    assert generator.examples_left
    answer(generator)
    assert shown(llm.requests[0].prompt) == FEW + STEP


def test_without_any_time_to_read_ahead_each_reply_shows_some_more(generator: Generator, llm: ScriptedMind):
    for _ in range(3):
        answer(generator)
    assert [shown(request.prompt) for request in llm.requests] == [FEW, FEW + STEP, FEW + 2 * STEP]


def test_when_prompts_begin_otherwise_few_are_shown_until_they_were_read_again(generator: Generator, llm: ScriptedMind):
    generator.prefill(turn(), HELLO)
    generator.renew(["You live in Lisbon."], [], TODAY)
    assert generator.examples_left
    answer(generator)
    assert shown(llm.requests[0].prompt) == FEW
    generator.prefill(turn(), HELLO)
    generator.renew(["You live in Lisbon."], [], TODAY)
    assert not generator.examples_left
