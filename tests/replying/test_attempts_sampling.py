"""A reply is drawn as the makers of its mind say, and another try at it is hotter, but otherwise the same."""

from __future__ import annotations

from companion.replying.attempts import retried
from companion.replying.gating import gate_for
from companion.replying.generator import TALKING, Generator
from companion.replying.persona import Persona
from companion.replying.prompt import PromptBuilder, PromptLine
from companion.turns.turn import Turn
from models.language import GenerateRequest, Sampling
from tests.fakes import ScriptedMind

MAKERS = Sampling(temperature=1.0, top_p=0.95, top_k=64, min_p=0.0, repeat_penalty=1.0, presence_penalty=1.5)


def test_another_try_changes_only_the_heat_and_the_least_share() -> None:
    assert retried(GenerateRequest("x", sampling=MAKERS), 1).sampling == Sampling(1.25, 0.0, 0.95, 1.0, 64, 1.5)
    assert retried(GenerateRequest("x", sampling=TALKING), 2).sampling == Sampling(1.2, 0.05)


def test_the_makers_way_is_used_for_talking() -> None:
    for sampling, used in ((MAKERS, MAKERS), (None, TALKING)):
        llm = ScriptedMind()
        prompts = PromptBuilder(Persona("Ada", "Theo"), "chat", llm.context, llm.count)
        generator = Generator(llm, prompts, sampling=sampling)
        lines = [PromptLine("you", "Hello.")]
        list(generator.generate(Turn(1, lambda: 0.0), lines, gate_for(lines)))
        assert llm.requests[0].sampling == used
