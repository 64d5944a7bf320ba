"""Builds a made-up home of some twelve facts, a rule and a forbidden topic, to rehearse with: lines said on four evenings.

`python -m benchmarks._rehearsed_home FOLDER` makes one to try `companion rehearse` on (with COMPANION_PASSPHRASE=benchmark).
"""

from __future__ import annotations

import sys
from datetime import datetime

from companion.environment import Environment
from companion.memory import Memory, open_environment_memory
from companion.memory.keys import VARIABLE
from companion.remembering import extract_facts
from companion.remembering.background_jobs import BackgroundJobs
from companion.remembering.rule_commands import RuleCommands
from companion.runtime.model_choice import ModelChoice
from companion.settings import Settings, write_settings
from models.store import ModelStore

NOW = datetime(2026, 3, 9, 20, 30)
PASSPHRASE = "benchmark"
SETTINGS = Settings(her_name="Ada", your_name="Marek", voice="none")
EVENINGS: tuple[tuple[datetime, tuple[str, ...]], ...] = (
    (
        datetime(2026, 2, 10, 19, 0),
        (
            "I live in Ghent now.",
            "I work as a piano tuner.",
            "My sister is called Hanne.",
            "I have a dog called Biscuit.",
            "I'm allergic to hazelnuts.",
        ),
    ),
    (
        datetime(2026, 2, 17, 20, 15),
        (
            "My birthday is on 4 October.",
            "I play the accordion.",
            "I speak Polish and Dutch.",
            "My favourite colour is ochre.",
            "On Saturday the rope of the old lifeboat snapped and two fishermen had to swim back to the harbour.",
        ),
    ),
    (
        datetime(2026, 2, 24, 21, 0),
        (
            "My sister Hanne lives in Bergen.",
            "My friend Tomas works as a baker.",
            "My neighbour is called Odile.",
            "Never bring up my father.",
        ),
    ),
    (
        datetime(2026, 3, 3, 20, 0),
        (
            "I found a blue accordion case at the flea market and carried it home through the snow for an hour.",
            "I want to learn to sail this summer.",
        ),
    ),
)  # fmt: skip
RULE = "Don't call me darling."


def build(environment: Environment) -> None:
    """Fills the memory of this environment, as if all had been said on its evenings. Raises CompanionError."""
    write_settings(environment.settings_file, environment.settings)
    memory = open_environment_memory(environment, {VARIABLE: PASSPHRASE}, extract=extract_facts)
    try:
        for evening, lines in EVENINGS:
            conversation = memory.begin_conversation()
            for line in lines:
                memory.add(conversation, "you", line, "typed", evening)
                memory.add(conversation, "her", "I see.", "typed", evening)
        RuleCommands(memory, environment.now).add(RULE)
        _remember(memory, environment)
    finally:
        memory.close()


def _remember(memory: Memory, environment: Environment) -> None:
    """Facts and vectors, as they are made while nobody talks; no summaries, which would need a mind."""
    chooser = ModelChoice(ModelStore(environment.models))
    jobs = BackgroundJobs(memory, lambda: chooser.embedder(environment))
    while jobs.step(lambda: False):
        pass


def main() -> None:
    """Builds one in the folder that is named."""
    from companion.environment import find_environment

    found = find_environment(sys.argv[1], {})
    build(Environment(found.home, found.models, SETTINGS, lambda: NOW))


if __name__ == "__main__":
    main()
