"""Does at once all work that waits for a quiet moment: vectors, facts, summaries, a backup, her diary."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import timedelta

from companion.diary.own_time import OwnTime
from companion.diary.writing import DiaryWriter
from companion.environment import Environment
from companion.memory import Memory, open_environment_memory
from companion.remembering.background_jobs import BackgroundJobs
from companion.runtime.loading import make_summarizer
from companion.runtime.model_choice import ModelChoice
from models.store import ModelStore


def catch_up(environment: Environment, ask: Callable[[str], str] | None = None) -> int:
    """Returns how many pieces of work were done. Raises CompanionError and ModelError."""
    memory = open_environment_memory(environment, os.environ, ask)
    try:
        return _work_through(memory, environment)
    finally:
        memory.close()


def _work_through(memory: Memory, environment: Environment) -> int:
    parts = ModelChoice(ModelStore(environment.models))
    work = BackgroundJobs(memory, lambda: parts.embedder(environment))
    own_time = OwnTime(memory, environment.now, lambda: environment.settings, mains=lambda: True)
    work.quiet_minutes, own_time.quiet = 0, timedelta()
    chosen, pieces = parts.llm(environment), 0
    needed = memory.summaries.due(0) or own_time.is_due
    llm = chosen.make(lambda sentence: print(sentence, file=sys.stderr)) if chosen and needed else None
    try:
        if llm is not None and chosen is not None:
            llm.open()
            work.summarizer = make_summarizer(llm, chosen, environment)
            own_time.writer = DiaryWriter(llm, chosen.summary_form, environment.seed)
        while work.step(lambda: False) or own_time.step(lambda: False):
            pieces += 1
    finally:
        if llm is not None:
            llm.close()
    return pieces
