"""Two scripted minds to rehearse with, and a home in which a little was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from companion.environment import Environment
from companion.memory import Memory, open_environment_memory
from companion.memory.keys import VARIABLE
from companion.remembering import extract_facts
from companion.remembering.background_jobs import extract_from_message
from companion.runtime.model_chooser import ChosenLlm
from companion.settings import Settings
from models.language import EndOfLine, GenerateRequest, LanguageModel, TextChunk, Usage
from tests.engine_on_fakes import FakeParts
from tests.fakes import ScriptedMind

NOW = datetime(2026, 3, 9, 20, 30)
LINES = (
    "I live in Ghent now.",
    "I have a dog called Biscuit.",
    "Never bring up my father.",
    "On Saturday the rope of the old lifeboat snapped and two fishermen swam back to the harbour.",
)


class KnowingMind(ScriptedMind):
    """Answers the end of a prompt by what it holds; anything else with a calm sentence of its own."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        super().__init__()
        self._answers = answers
        self.prompts: list[str] = []

    def generate(
        self, request: GenerateRequest, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | TextChunk | Usage]:
        self.prompts.append(str(request.prompt))
        tail = self.prompts[-1][-160:]
        known = [answer for line, answer in self._answers.items() if line in tail]
        yield TextChunk(known[-1] if known else f"Evening number {len(self.prompts)} is a calm one.")
        yield Usage(100, 10, 5, 0.25, 0.5, "stop")


@dataclass
class TwoMinds(FakeParts):
    """Gives the mind that the settings name; an exception stands for one that can't be loaded."""

    minds: dict[str, LanguageModel | Exception] = field(default_factory=dict)

    def llm(self, environment: Environment) -> ChosenLlm | None:
        llm = self.minds[environment.settings.mind]
        if isinstance(llm, Exception):
            raise llm
        return ChosenLlm(environment.settings.mind, self.form, lambda died: llm)


def home(folder: Path) -> Environment:
    """A home in which nothing was said."""
    settings = Settings(her_name="Ada", your_name="Marek", mind="old")
    return Environment(folder / "home", folder / "models", settings, lambda: NOW)


def told(environment: Environment, *lines: str) -> Memory:
    """Its open memory, once these lines were said in it."""
    environment.home.mkdir(parents=True, exist_ok=True)
    memory = open_environment_memory(environment, {VARIABLE: "only for the tests"}, extract=extract_facts)
    conversation = memory.begin_conversation()
    for line in lines:
        extract_from_message(memory, memory.add(conversation, "you", line, "typed", NOW))
    return memory
