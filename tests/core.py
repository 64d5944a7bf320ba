"""Joins the stages of a conversation as the engine does, on fakes; a test reports by hand what hearing would report."""

from __future__ import annotations

import queue
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from companion.care import Care
from companion.deeds.deeds import Deeds
from companion.dialogue.answering import Answering
from companion.dialogue.answering_dependencies import AnsweringDependencies
from companion.dialogue.cpu_priority import CpuPriority
from companion.dialogue.responders.unasked import UnaskedResponder
from companion.dialogue.speech_input import AddressingMode, SpeechInput
from companion.dialogue.turn_taking import NoPace, TurnTaking, TurnTakingDependencies
from companion.dialogue.voice_commands import VoiceCommands
from companion.events import TurnDone
from companion.hearing import EndOfTurnEstimate, FinalTranscript, InterimTranscript
from companion.memory import Key, Memory, open_memory
from companion.prosody.mood import Mood
from companion.remembering import extract_facts
from companion.replying.generator import Generator
from companion.replying.persona import Persona
from companion.replying.prompt import PromptBuilder
from companion.settings import Settings, checked
from companion.speaking.playback import Playback
from companion.speaking.playback_listeners import PlaybackListeners
from companion.speaking.synthesis import Synthesis
from companion.status import Status
from tests.engine_on_fakes import EventRecorder
from tests.fakes import FakeLoudspeaker, ScriptedMind, SilentVoice
from tests.rig import wait_for


class PianoAtHand:
    """A piano that sounds while a test says so."""

    playing: int | None = None

    def stop(self) -> bool:
        there, self.playing = self.playing is not None, None
        return there


class Core:
    """A conversation that a test controls; `core(…)` opens and closes it."""

    def __init__(
        self, memory: Any, manner: AddressingMode | None = None, unasked: UnaskedResponder | None = None
    ) -> None:
        self.memory = memory
        self.told, self.llm, self.voice, self.loudspeaker = (
            EventRecorder(),
            ScriptedMind(),
            SilentVoice(),
            FakeLoudspeaker(),
        )
        self.settings = Settings()
        self.now = datetime(2026, 3, 2, 21, tzinfo=ZoneInfo("Europe/Vienna"))
        """The local time for the deeds."""
        self.mood: Mood | None = None
        """How the user seems."""
        self.changing: Exception | None = None
        """Raised when a setting is changed."""
        self.judgements: queue.SimpleQueue[EndOfTurnEstimate] = queue.SimpleQueue()
        self.notices: list[str] = []
        self.rests: list[bool] = []
        self.states: list[str] = []
        self.presence = Status(lambda state, _detail: self.states.append(state))
        self.playback = Playback(self.loudspeaker, self._listeners())
        self.way = CpuPriority(lambda on: self.answering.pause_generation(on))
        self.stand_in: SilentVoice | None = None
        self.speaking = Synthesis(
            self.playback.queue_clip,
            self.notices.append,
            lambda: self.way.claimed(Synthesis),
            lambda: self.stand_in,
        )
        self.deeds = Deeds(memory, lambda: self.now)
        around = AnsweringDependencies(
            *(memory, self.speaking, self.told.put, lambda: 0.0, datetime.now, self.notices.append, self.deeds),
            unasked=unasked,
            mood=lambda: self.mood,
        )
        self.answering = Answering(around, Care(self.settings), random.Random(1))
        self.turn_taking = TurnTaking(
            TurnTakingDependencies(
                memory, self.answering, self.playback, self.presence, self.told.put, lambda: 0.0, NoPace()
            )
        )
        self.turn_taking.begin_conversation()
        self.piano = PianoAtHand()
        orders = VoiceCommands(
            self.playback, self.speaking, lambda: self.settings, self._change, self.answering.answer, self.piano
        )
        self.spoken = SpeechInput(self.turn_taking, self.way, orders, manner or AddressingMode())
        self._utterances = 0

    def open(self) -> None:
        for stage in (self.playback, self.speaking, self.answering):
            stage.open()
        self.speaking.use_voice(self.voice, 1.0)
        self.use_llm(self.llm)

    def use_llm(self, llm: ScriptedMind) -> None:
        """Uses this mind from now on."""
        self.answering.use_generator(
            Generator(llm, PromptBuilder(Persona("Ada", "Theo"), "transcript", 4096, llm.count)),
            self.turn_taking.conversation,
        )

    def until_over(self) -> TurnDone:
        """Waits until the turn is over, so that another may begin."""
        done = self.told.until(TurnDone)
        wait_for(lambda: not self.turn_taking.under_way, "the turn to be over", patience_s=55)
        return done

    def close(self) -> None:
        self.turn_taking.interrupt()
        self.turn_taking.drop_preemptive_reply()
        for stage in (self.answering, self.speaking, self.playback):
            stage.close()

    def interim_transcript(self, text: str, silent: bool = True) -> None:
        """Reports an interim transcript: the words so far."""
        self.spoken.interim_transcript(
            InterimTranscript(text, start=0.0, end=1.0, silent=silent, report_end_of_turn=self.judgements.put)
        )

    def final_transcript(
        self, text: str, failure: str = "", continues: bool = False, seconds: float = 1.0, foreign: bool = False
    ) -> None:
        """Reports a final transcript: the whole line."""
        self._utterances += 1
        self.spoken.final_transcript(
            FinalTranscript(
                number=self._utterances,
                text=text,
                start=0.0,
                end=seconds,
                decided=seconds + 0.2,
                decided_at=1.2,
                confidence=0.9,
                continues=continues,
                foreign=foreign,
                failure=failure,
            )
        )

    def say(self, text: str) -> None:
        """Says a line by voice: an interim transcript, then the final one."""
        self.spoken.onset(0.0)
        self.interim_transcript(text)
        self.final_transcript(text)

    def end_of_turn_estimate(self) -> EndOfTurnEstimate:
        return self.judgements.get(timeout=20)

    def begin_preemptive_reply(self, text: str) -> None:
        """Reports an interim transcript, and waits until the mind is asked for a preemptive reply."""
        self.spoken.onset(0.0)
        self.interim_transcript(text)
        self.end_of_turn_estimate()

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Returns who said what in this conversation, as memory has it."""
        return [(m.speaker, m.text) for m in self.memory.messages(self.turn_taking.conversation)]

    def _change(self, new: dict[str, Any]) -> None:
        if self.changing is not None:
            raise self.changing
        self.settings = checked({**vars(self.settings), **new}, "The settings")
        self.playback.set_volume(self.settings.volume)
        self.speaking.set_speed(self.settings.speed)

    def _listeners(self) -> PlaybackListeners:
        return PlaybackListeners(
            emit=self.told.put,
            clock=lambda: 0.0,
            audible=lambda on: self.presence.set("speaking", on),
            resting=self.rests.append,
            level=lambda _level: None,
            turn_over=lambda reply: self.turn_taking.turn_over(reply),
            notify=self.notices.append,
        )


@contextmanager
def a_memory(folder: Path, now: Callable[[], datetime] = lambda: datetime(2026, 3, 2, 21)) -> Iterator[Memory]:
    memory = open_memory(folder / "memory.db", Key(bytes(32)), now, extract_facts)
    yield memory
    memory.close()


@contextmanager
def core(memory: Any, **manner: Any) -> Iterator[Core]:
    her = Core(memory, replace(AddressingMode(), **manner))
    her.open()
    try:
        yield her
    finally:
        her.close()
