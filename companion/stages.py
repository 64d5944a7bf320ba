"""Builds the stages of a conversation and joins them, from the loudspeaker backwards: each knows only the next.

microphone ▶ Capture ▶ SpeechInput ▶ TurnTaking ▶ Answering ▶ Synthesis ▶ Playback ▶ loudspeaker
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from companion.audible_sounds import AudibleSounds
from companion.care import Care
from companion.deeds.deeds import Deeds, all_deeds
from companion.deeds.due import DueWatch
from companion.deeds.local_time import with_zone
from companion.deeds.quiet_hours import in_quiet_hours
from companion.dialogue.answering import Answering
from companion.dialogue.answering_dependencies import AnsweringDependencies
from companion.dialogue.attending import Attending
from companion.dialogue.cpu_priority import CpuPriority
from companion.dialogue.hearing_herself import HearingHerself
from companion.dialogue.initiation import Initiation
from companion.dialogue.initiation_needs import InitiationDependencies
from companion.dialogue.opening import Opening, keeps_rules
from companion.dialogue.responders.initiation import InterviewResponder
from companion.dialogue.responders.unasked import UnaskedResponder
from companion.dialogue.speaking_first import SpeakingFirst
from companion.dialogue.speech_input import SpeechInput, addressing
from companion.dialogue.telling_due import TellingDue
from companion.dialogue.turn_taking import NoPace, TurnTaking, TurnTakingDependencies
from companion.dialogue.unasked_needs import UnaskedNeeds
from companion.dialogue.voice_commands import VoiceCommands
from companion.diary.own_time import OwnTime
from companion.events import Event, Ready, TurnDone
from companion.heard_speech import HeardSpeech
from companion.hearing import HearingListeners
from companion.hearing.capture import Capture, CaptureDependencies
from companion.initiation.answer_sounds import AnswerSounds
from companion.initiation.asking import surroundings
from companion.memory import Memory, Via
from companion.memory.recall import TextEmbedder
from companion.remembering.background_jobs import BackgroundJobs
from companion.remembering.idle import IdleWork
from companion.runtime.loading import Loading, LoadTargets
from companion.runtime.mind_swap import MindSwap, SwapNeeds
from companion.runtime.model_chooser import ModelChooser, PartName
from companion.runtime.stopping_downloads import stop_all, stop_slow
from companion.settings import Settings
from companion.speaking.arpeggio import Arpeggio
from companion.speaking.manner_of_moment import following
from companion.speaking.pianist import Pianist
from companion.speaking.playback import Playback
from companion.speaking.synthesis import Synthesis
from companion.stage_needs import Devices, EngineSide
from companion.status import Status
from companion.turns.reply import AssistantTurn


class Stages:
    """Every stage from the first line to the last; built when memory is open, ended when it is locked."""

    def __init__(
        self, memory: Memory, devices: Devices, model_choice: ModelChooser, status: Status, engine: EngineSide
    ) -> None:
        """Starts nothing; `open` does."""
        self.memory = memory
        self._devices, self._status, self._engine = devices, status, engine
        self._closing = False
        settings, environment = engine.environment.settings, engine.environment
        pace = devices.pacing or NoPace()
        self.audible = AudibleSounds(engine, status, self._audible)
        self.playback = Playback(devices.loudspeaker, self.audible.playback_listeners(self._turn_over))
        self.playback.set_volume(settings.volume)
        self.attending = Attending(memory, lambda: engine.environment, engine.notify)
        cpu = CpuPriority(lambda on: self.answering.pause_generation(on))
        self.synthesis = Synthesis(
            *(self.playback.queue_clip, engine.notify, lambda: cpu.claimed(Synthesis)),
            lambda: model_choice.stand_in(engine.environment),
            *(Arpeggio(environment.models), following(lambda: engine.environment)),
            lambda name: model_choice.other_voice(engine.environment, name),
        )
        self._interview = InterviewResponder()
        self._unasked = UnaskedNeeds(
            lambda: engine.environment.settings, environment.now, random.Random(environment.seed), engine.change
        )
        grand = lambda: model_choice.grand(engine.environment)  # noqa: E731
        self.pianist = Pianist(memory, devices.loudspeaker, grand, self.audible.player_listeners())
        self.deeds = self._deeds()
        self.due_watch = self._due_watch()
        self.answering = self._answering()
        emit = self.attending.before_event(engine.emit)
        self.turn_taking = TurnTaking(
            TurnTakingDependencies(memory, self.answering, self.playback, status, emit, engine.clock, pace)
        )
        self.opening = Opening(memory, self.turn_taking, self.answering, self._unasked)
        self.initiation = self._initiation(model_choice)
        self.telling_due = self._telling_due()
        may_speak = lambda: self.telling_due.may_speak() and not self.initiation.active  # noqa: E731
        self.telling_due.afterwards = SpeakingFirst(self.opening, may_speak, lambda: self._via).consider
        self.speech_input = self._speech_input(cpu)
        self.capture = self._capture()
        self.background_jobs = BackgroundJobs(memory, lambda: model_choice.embedder(engine.environment))
        self.own_time = OwnTime(memory, environment.now, lambda: engine.environment.settings, embedder=self._embedder)
        self.idle = IdleWork(self.work, self.answering.stop, notify=engine.notify)
        self.loading = Loading(model_choice, self._load_targets())
        self.mind_swap = self._mind_swap(model_choice, may_speak)

    def open(self) -> None:
        """Start every thread; the LLM, STT and voice load in the background."""
        for stage in (self.playback, self.pianist.player, self.synthesis, self.answering, self.idle):
            stage.open()
        if self._devices.why_none:
            self._engine.notify(self._devices.why_none)
        environment = self._engine.environment
        self.attending.attention.open()
        self.opening.look()
        self.due_watch.open()
        threading.Thread(target=self.deeds.prepare, name="deeds", daemon=True).start()
        if self._devices.microphone is None:
            self.loading.load(environment, "mind", "voice")
        else:
            self.capture.listen(environment.settings.listening)
            self.loading.load(environment, "mind", "voice", "ear")

    def close(self) -> None:
        """End every thread and process; returns when all is safe on disk."""
        self._closing = True
        self.initiation.close()
        self.due_watch.close()
        self.mind_swap.close()
        self.turn_taking.interrupt()
        self.idle.close()
        self.capture.close()
        self.turn_taking.drop_preemptive_reply()  # or synthesis would wait for its line for ever
        self.loading.close()  # before the stages: one that waits for a process gets its answer now
        self.answering.close()
        self.synthesis.close()
        self.pianist.player.close()
        self.playback.close()
        self.attending.attention.close()

    def interrupt(self) -> None:
        """Cancel the reply under way at once, and let her piano fade away."""
        self.turn_taking.interrupt()
        self.pianist.stop()

    def arrived(self, part: PartName) -> None:
        """A model for this part has been downloaded: load it, or let it take over at a quiet moment where another mind talks."""
        if part == "mind" and self.loading.mind is not None:
            self.mind_swap.consider()
            self.idle.wake()
        elif part != "ear" or self._devices.microphone is not None:
            self.loading.load(self._engine.environment, part)

    def on_event(self, event: Event) -> None:
        """Let those follow an event who are not told otherwise."""
        self.initiation.on_event(event)
        if isinstance(event, TurnDone):
            self.mind_swap.heard_of(event)

    def care(self, settings: Settings) -> Care:
        """Care with these settings, which reads with the embedding model as soon as that is here."""
        return Care(settings, self._embedder)

    def _embedder(self) -> TextEmbedder | None:
        self.background_jobs.open_embedder()
        return self.memory.recall.embedder

    def work(self, cancelled: Callable[[], bool]) -> bool:
        """Do one piece of what is done while nobody talks; whether there was one."""
        remembering = self._engine.environment.settings.remembering
        self.background_jobs.remembering = remembering
        if self.mind_swap.step(cancelled) or self.background_jobs.step(cancelled) or self.own_time.step(cancelled):
            return True
        if remembering and not cancelled():
            self.answering.fold_prompt(self.turn_taking.conversation)
        return False

    def _deeds(self) -> Deeds:
        environment = self._engine.environment
        known = all_deeds(self.memory, self.pianist, lambda: environment.settings.remembering)
        deeds = Deeds(self.memory, with_zone(environment.now), known)
        deeds.off = lambda: environment.settings.deeds_off
        return deeds

    def _telling_due(self) -> TellingDue:
        engine = self._engine
        return TellingDue(
            *(self.deeds, self.turn_taking),
            *(lambda: self._status.quiet and not self.opening.waits, lambda: self._via),
            lambda: in_quiet_hours(engine.environment.settings, engine.environment.now()),
        )

    def _due_watch(self) -> DueWatch:
        return DueWatch(
            self.memory.due_times,
            with_zone(self._engine.environment.now),
            lambda due, late, away: self.telling_due.fell_due(due, late, away),
            lambda: self.telling_due.say_next(),
            self._engine.notify,
            self._engine.started,
        )

    def _answering(self) -> Answering:
        engine, environment = self._engine, self._engine.environment
        needs = AnsweringDependencies(
            *(self.memory, self.synthesis, engine.emit, engine.clock, environment.now, engine.notify),
            *(self.deeds, self.due_watch.look, self._interview, lambda: self.attending.attention.mood),
            lambda: stop_all(engine.downloads),
            UnaskedResponder(self.memory, self._unasked),
        )
        answering = Answering(needs, self.care(environment.settings), random.Random(environment.seed))
        answering.use_settings(self.care(environment.settings), environment.settings.remembering)
        return answering

    def _initiation(self, model_choice: ModelChooser) -> Initiation:
        engine = self._engine
        needs = InitiationDependencies(
            *(self.memory, self._interview, engine),
            lambda: surroundings(
                engine.environment.settings,
                model_choice.samples(engine.environment),
                model_choice.has_mind(engine.environment.settings),
            ),
            *(lambda: self._via, lambda: self.loading.busy, self.synthesis.free_others),
            lambda ms: self.capture.wait_at_least(ms),
            AnswerSounds(engine.clock, self._devices.clock is not None),
            lambda: self._status.quiet,
        )
        return Initiation(needs, self.turn_taking, self.answering)

    def _speech_input(self, cpu: CpuPriority) -> SpeechInput:
        engine = self._engine
        commands = VoiceCommands(
            *(self.playback, self.synthesis, lambda: engine.environment.settings, lambda new: engine.change(**new)),
            *(self.answering.answer, self.pianist),
        )
        speech_input = SpeechInput(self.turn_taking, cpu, commands, addressing(engine.environment.settings))
        speech_input.interview = self.initiation
        speech_input.hearing_herself = HearingHerself(lambda s: self.capture.half_duplex_for(s), engine.notify)
        return speech_input

    def _mind_swap(self, model_choice: ModelChooser, may_speak: Callable[[], bool]) -> MindSwap:
        engine, company = self._engine, self._unasked.company
        return MindSwap(
            SwapNeeds(
                *(model_choice, self.loading, self.turn_taking, self.answering),
                *(lambda: engine.environment, may_speak),
                lambda words: not company.holds(engine.environment.now()) and keeps_rules(self.memory, words),
                *(lambda: self._via, engine.notify),
                lambda name: engine.emit(Ready(t=engine.clock(), part="mind", detail=name)),
                lambda: stop_slow(engine.downloads, model_choice, engine.environment.settings, engine.notify),
            )
        )

    def _capture(self) -> Capture:
        capture = Capture(
            CaptureDependencies(self._devices.microphone, self._status, self._hearing_listeners(), self._engine.notify)
        )
        if (loudspeaker := self._devices.loudspeaker) is not None:
            loudspeaker.reference(lambda samples, delay: capture.played(samples, loudspeaker.rate, delay))
        self._devices.on_change(capture.devices_changed)
        return capture

    def _load_targets(self) -> LoadTargets:
        engine = self._engine
        return LoadTargets(
            *(self.answering, self.capture, self.synthesis, self.background_jobs, self.own_time),
            *(self._status, self._ready, self._absent, lambda: self.initiation.look(), engine.notify),
            lambda: self.turn_taking.conversation,
        )

    def _ready(self, part: str, name: str) -> None:
        """Tell that a part is ready; when she can be heard (or read, without a voice), she speaks first."""
        begun = self._begin_opening(part, self._via)
        self._engine.emit(Ready(t=self._engine.clock(), part=part, detail=name))
        if begun:
            self.opening.say()

    def _absent(self, part: str) -> None:
        """Without the part that she would wait for she speaks first in writing: her words are written, and need no mind."""
        if self._begin_opening(part, "typed"):
            self.opening.say()

    def _begin_opening(self, part: str, via: Via) -> bool:
        return part == ("voice" if self._is_voiced else "mind") and not self._closing and self._may_open(via)

    def _may_open(self, via: Via) -> bool:
        return not self.initiation.active and self.opening.begin(via)

    @property
    def _via(self) -> Via:
        """Whether she speaks, or writes because she has no voice."""
        return "voice" if self._is_voiced else "typed"

    @property
    def _is_voiced(self) -> bool:
        return self._devices.loudspeaker is not None and self._engine.environment.settings.voice != "none"

    def _hearing_listeners(self) -> HearingListeners:
        heard = HeardSpeech(
            *(self._devices.pacing or NoPace(), self.speech_input, self.pianist.player, self.initiation.sounds),
            lambda: self.loading.restarting("ear"),
        )
        return heard.listeners(self._engine, self._devices, self.attending, lambda: self.capture.listen(False))

    def _audible(self, now: frozenset[str], voice: bool | None) -> None:
        if voice is not None:
            self.pianist.player.step_back("her", voice)
        if not self._closing:
            self.capture.sounds(now)

    def _turn_over(self, reply: AssistantTurn) -> None:
        if not self._closing:
            self.turn_taking.turn_over(reply)
            if not self.turn_taking.under_way:
                self.pianist.player.announce()
            self.initiation.turn_over()
            self.due_watch.look()
