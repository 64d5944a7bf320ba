"""The engine works through what was said while nobody talks, and only as far as the user lets it remember."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.environment import Environment
from companion.events import Recalled, TurnDone
from companion.settings import Settings, write_settings
from tests.engine_on_fakes import FakeParts, awake, make_environment
from tests.fakes import (
    PATIENCE_S,
)
from tests.memory.vectors import WordVectors


class Watched(WordVectors):
    """Tells when vectors are made of a text."""

    def __init__(self, text: str) -> None:
        self._text, self.made = text, threading.Event()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._text in texts:
            self.made.set()
        return super().embed(texts)


class TestWhileNobodyTalks:
    """What was said is worked through."""

    @pytest.mark.slow
    def test_what_was_said_is_found_by_meaning_soon_afterwards(self, tmp_path: Path):
        model = Watched("Miso sleeps.")  # too short for anything to come back at it

        class Parts(FakeParts):
            def embedder(self, environment: Environment) -> WordVectors:
                return model

        with awake(tmp_path, Parts()) as her:
            her.engine.say("Miso sleeps.")
            her.told.until(TurnDone)
            assert model.made.wait(PATIENCE_S)

    def test_who_is_not_to_remember_has_only_copies_made(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.change(remembering=False)
            her.engine.say("I live in Porto.")
            her.told.until(TurnDone)
            memory = her.engine.memory
            assert memory is not None
            stages = her.engine._stages
            assert stages is not None
            while stages.work(lambda: False):
                pass
            assert memory.facts.list() == []
            assert not memory.backups.due()
            her.engine.change(remembering=True)
            while stages.work(lambda: False):
                pass
            assert [fact.text for fact in memory.facts.list()] == ["You live in Porto."]

    def test_she_writes_on_the_day_before_with_the_mind_that_is_loaded(self, tmp_path: Path):
        said = "I walked along the river to the old mill with my brother, and we saw two grey herons there."
        with awake(tmp_path) as her:
            memory, stages = her.engine.memory, her.engine._stages
            assert memory is not None
            assert stages is not None
            stages.own_time.mains = lambda: True
            her.llm.enqueue("You walked to the old mill with your brother, and you saw two grey herons there.")
            yesterday = datetime.now() - timedelta(days=1)
            talk = memory.begin_conversation()
            for text in ("Good evening.", said, "I had soup."):
                memory.add(talk, "you", text, "typed", yesterday)
            while stages.work(lambda: False):
                pass
            (line,) = memory.diary.list()
            assert [source.text for source in line.sources] == [said]
            assert line.text.startswith(
                "You walked to the old mill with your brother, and you saw two grey herons there."
            )
            assert line.by == "mind"

    def test_who_has_chosen_not_to_remember_begins_with_nothing(self, tmp_path: Path):
        with awake(tmp_path) as her:
            her.engine.say("My sister Nora lives in Porto.")
            her.told.until(TurnDone)
            assert her.engine.memory is not None
            her.engine.memory.facts.add("You live in Faro.")
        write_settings(make_environment(tmp_path).settings_file, Settings(remembering=False))
        with awake(tmp_path) as again:
            again.llm.opinion = 0.99
            again.engine.new_conversation()
            again.engine.say("Where does my sister live?")
            again.told.until(TurnDone)
            assert again.told.of(Recalled) == []
            assert again.llm.judged == []
            (request,) = again.llm.requests
            assert "Porto" not in str(request.prompt)
            assert "Faro" not in str(request.prompt)

    def test_who_is_not_to_remember_is_told_nothing_from_the_next_line_on(self, tmp_path: Path):
        with awake(tmp_path) as her:
            assert her.engine.memory is not None
            her.engine.memory.facts.add("You live in Porto.")
            for remembering in (True, False, True):
                her.engine.change(remembering=remembering)
                her.engine.new_conversation()
                her.engine.say("It rained.")
                her.told.until(TurnDone)
                assert ("You live in Porto." in str(her.llm.requests[-1].prompt)) == remembering
