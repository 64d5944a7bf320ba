"""Builds the stages and joins them; the window and the terminal hold this and nothing behind it.

say(text) ─────────────┐ committed to memory first
microphone ▶ Hearing ──┴▶ Conversing (care, then the mind) ▶ Speaking (voice) ▶ Playback ▶ loudspeaker
                                                                                  └ what was heard ▶ memory
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, Literal

from companion.audio.devices import AudioInput, AudioOutput
from companion.audio.pacing import FilePacing
from companion.care import Care
from companion.diagnostics.logging_setup import log_event
from companion.dialogue.cpu_priority import CpuPriority
from companion.dialogue.responder import Responder, ResponderDependencies
from companion.dialogue.speech_input import AddressingMode, SpeechInput
from companion.dialogue.turn_taking import NoPace, TurnTaking, TurnTakingDependencies
from companion.dialogue.voice_commands import VoiceCommands
from companion.environment import Environment
from companion.errors import CompanionError
from companion.events import Event, Notice, Progress, Ready, State
from companion.hearing import HearingListeners
from companion.hearing.capture import Capture, CaptureDependencies
from companion.memory import Memory, find_key, needs_passphrase, open_memory
from companion.memory.query import SpeakerNames
from companion.remembering.background_jobs import BackgroundJobs
from companion.remembering.idle import IdleWork
from companion.runtime.downloads import Downloads
from companion.runtime.loading import Loading, LoadTargets
from companion.runtime.model_choice import ModelChoice, ModelChooser, PartName
from companion.runtime.server_key import write_key
from companion.runtime.voice_preview import VoicePreview
from companion.settings import Settings, checked, read_settings, write_settings
from companion.speaking.playback import Playback, PlaybackListeners
from companion.speaking.synthesis import Synthesis
from companion.status import Status
from models.catalog import CatalogEntry
from models.store import ModelStore

Level = Callable[[str, float], None]


@dataclass(frozen=True)
class Devices:
    """What she hears with and is heard by; None where there is nothing."""

    microphone: AudioInput | None = None
    loudspeaker: AudioOutput | None = None
    pacing: FilePacing | None = None
    """Paces a microphone that is made of files."""
    clock: Callable[[], float] | None = None
    """Seconds for the events' `t`; wall clock since the start when not given."""
    on_change: Callable[[Callable[[], None]], None] = lambda _tell: None
    """Given what to call when a microphone or loudspeaker has been opened anew: what was learnt of the echo is void then."""


class Engine:
    """The person, as far as the window and the terminal know her."""

    def __init__(
        self, environment: Environment, devices: Devices | None = None, parts: ModelChooser | None = None
    ) -> None:
        """Loads nothing; `open` does. `parts` chooses the mind, the ear and the voice; by the settings unless given."""
        self.environment, self.devices = environment, devices or Devices()
        self.settings = environment.settings
        self.memory: Memory | None = None
        self.store = ModelStore(environment.models)
        started = time.monotonic()
        self._clock = self.devices.clock or (lambda: time.monotonic() - started)
        self._listeners: list[Callable[[Event], None]] = [self._record]
        self._level_listeners: list[Level] = []
        self._status = Status(self._show_status)
        self._downloads = Downloads(self.store, self._arrived)
        self._model_choice: ModelChooser = parts or ModelChoice(self.store)
        self._stages: _Stages | None = None

    def subscribe(self, listener: Callable[[Event], None]) -> None:
        """Give every event to `listener`, on the engine's threads; it must not wait."""
        self._listeners.append(listener)

    def on_level(self, listener: Level) -> None:
        """Give loudness ("you" or "her", 0…1) to `listener`, about thirty times a second while there is any."""
        self._level_listeners.append(listener)

    def needs_passphrase(self) -> Literal["no", "new", "existing"]:
        """Whether `unlock` must come before `open`. Raises CompanionError for a damaged key file."""
        return "no" if self.memory is not None else needs_passphrase(self.environment, os.environ)

    def unlock(self, passphrase: str) -> None:
        """Open the memory with a passphrase (the first time: with this new one). Raises LockedError, CompanionError."""
        self._remember(lambda _question: passphrase)

    def open(self) -> None:
        """Open the memory and begin; the mind, the ear and the voice load in the background.

        Raises LockedError and CompanionError when the memory can't be opened.
        """
        self._remember(None)
        assert self.memory is not None
        joined = self._stages = self._join(self.memory)
        for stage in (joined.playback, joined.synthesis, joined.responder, joined.idle):
            stage.open()
        joined.loading.load("mind", self.environment)
        joined.loading.load("voice", self.environment)
        if self.devices.microphone is not None:
            joined.capture.listen(self.settings.listening)
            joined.loading.load("ear", self.environment)

    def say(self, text: str) -> int:
        """A typed line: committed before this returns; the turn's number. Raises CompanionError, and nothing is lost."""
        return self._joined.turn_taking.commit_typed(text)

    def interrupt(self) -> None:
        """Stop her at once, whatever she is doing."""
        self._joined.turn_taking.interrupt()

    def listen(self, on: bool) -> None:
        """Open or close the microphone."""
        self._joined.capture.listen(on)

    def talk(self, on: bool) -> None:
        """Push to talk: the key or button is pressed, or released. Nothing in the other modes."""
        self._joined.capture.talk(on)

    def lock(self) -> None:
        """Let go of the memory and its key; `unlock` (where a passphrase is needed) and `open` begin again.

        What Python has copied of the key meanwhile can't be wiped; it goes with the memory it lay in.
        """
        self._end()

    def new_conversation(self) -> None:
        """The next line begins another conversation."""
        self._joined.turn_taking.begin_conversation()

    @property
    def conversation(self) -> int:
        """The id of the conversation that the next line belongs to."""
        return self._joined.turn_taking.conversation

    def change(self, **settings: Any) -> None:
        """Apply and keep settings; what depends on them is loaded again. Raises CompanionError."""
        new = checked({**vars(self.settings), **settings}, "The settings")
        kept = {
            **vars(read_settings(self.environment.settings_file)),
            **settings,
        }  # not what was chosen for this run only
        write_settings(self.environment.settings_file, checked(kept, "The settings"))
        before, self.settings = self.settings, new
        self.environment = replace(self.environment, settings=new)
        if (joined := self._stages) is not None:
            joined.responder.care = Care(new)
            joined.responder.remembering = new.remembering
            joined.speech_input.manner = _manner(new)
            joined.playback.volume(new.volume)
            joined.synthesis.set_speed(new.speed)
            parts = touched(before, new)
            for part in parts:
                joined.loading.load(part, self.environment)
            if "ear" not in parts and any(getattr(before, n) != getattr(new, n) for n in _HABITS):
                joined.loading.listen_anew(self.environment)

    def keep_server_key(self, key: str) -> None:
        """Keep the key of the chosen server in the system's keyring, and think there with it. Raises CompanionError."""
        write_key(self.settings.server_url, key)
        if (joined := self._stages) is not None:
            joined.loading.load("mind", self.environment)

    def preview_voice(self, voice: str) -> None:
        """Speak a sentence in that voice, in the background; a Notice when it can't."""
        if self.devices.loudspeaker is not None:
            self.interrupt()
            VoicePreview(voice, self.environment, self.devices.loudspeaker, self._notice).start()

    def missing(self) -> Sequence[CatalogEntry]:
        """The models of the chosen set that are not on this computer."""
        return self._model_choice.missing(self.settings)

    def fetch(self, ids: Sequence[str]) -> None:
        """Begin to download; Progress events tell."""
        self._downloads.fetch(ids)

    def pause(self, id: str) -> None:
        """Hold one download."""
        self._downloads.pause(id)

    def resume(self, id: str) -> None:
        """Go on with it."""
        self._downloads.resume(id)

    def cancel(self, id: str) -> None:
        """Give it up."""
        self._downloads.cancel(id)

    def worker_pids(self) -> dict[str, int | None]:
        """The processes of the mind, the ear and the voice."""
        return self._joined.loading.worker_pids()

    def close(self) -> None:
        """End everything; returns when all is safe on disk."""
        self._downloads.close()
        self._end()

    def _end(self) -> None:
        if (joined := self._stages) is not None:
            self._stages = None
            joined.turn_taking.interrupt()
            joined.idle.close()
            joined.capture.close()
            joined.turn_taking.drop_preemptive_reply()  # or the voice would wait for ever for its line
            joined.loading.close()  # before the stages: one that waits for a process gets its answer now
            joined.responder.close()
            joined.synthesis.close()
            joined.playback.close()
        if self.memory is not None:
            self.memory.close()
            self.memory = None

    @property
    def _joined(self) -> _Stages:
        if self._stages is None:
            raise CompanionError("She is not awake yet; open her memory first.")
        return self._stages

    def _remember(self, ask: Callable[[str], str] | None) -> None:
        if self.memory is None:
            key = find_key(self.environment, os.environ, ask)
            with closing(key):  # the store has a copy of its own, which it wipes when it closes
                self.memory = open_memory(self.environment.memory_file, key, self.environment.now)
            self.memory.recall.names = SpeakerNames(self.settings.her_name, self.settings.your_name)
            self._emit(Ready(t=self._clock(), part="memory"))

    def _join(self, memory: Memory) -> _Stages:
        """Build the stages from the loudspeaker backwards: each knows only the next."""
        playback = Playback(self.devices.loudspeaker, self._playback_listeners())
        playback.volume(self.settings.volume)
        way = CpuPriority(lambda on: responder.pause_generation(on))
        speaking = Synthesis(playback.queue_clip, self._notice, lambda: way.claimed(Synthesis))
        responder = Responder(
            ResponderDependencies(memory, speaking, self._emit, self._clock, self.environment.now, self._notice),
            Care(self.settings),
            random.Random(self.environment.seed),
        )
        pace = self.devices.pacing or NoPace()
        turn_taking = TurnTaking(
            TurnTakingDependencies(memory, responder, playback, self._status, self._emit, self._clock, pace)
        )
        orders = VoiceCommands(
            playback, speaking, lambda: self.settings, lambda new: self.change(**new), responder.answer
        )
        spoken = SpeechInput(turn_taking, way, orders, _manner(self.settings))
        listening = Capture(
            CaptureDependencies(self.devices.microphone, self._status, self._reports(spoken), self._notice)
        )
        if (loudspeaker := self.devices.loudspeaker) is not None:
            loudspeaker.reference(lambda samples, delay: listening.played(samples, loudspeaker.rate, delay))
        self.devices.on_change(listening.devices_changed)
        responder.remembering = self.settings.remembering
        later = BackgroundJobs(memory, lambda: self._model_choice.embedder(self.environment))
        idle = IdleWork(lambda cancelled: self._work(later, cancelled), responder.stop)
        told = self._status, self._ready, self._notice
        stages = LoadTargets(responder, listening, speaking, later, *told, lambda: turn_taking.conversation)
        return _Stages(
            turn_taking, spoken, listening, responder, speaking, playback, idle, Loading(self._model_choice, stages)
        )

    def _work(self, background_jobs: BackgroundJobs, cancelled: Callable[[], bool]) -> bool:
        """What is done while nobody talks; whether there was something."""
        background_jobs.remembering = self.settings.remembering
        if background_jobs.step(cancelled):
            return True
        if self.settings.remembering and (joined := self._stages) is not None and not cancelled():
            joined.responder.fold_prompt(joined.turn_taking.conversation)
        return False

    def _playback_listeners(self) -> PlaybackListeners:
        return PlaybackListeners(
            emit=self._emit,
            clock=self._clock,
            audible=self._sounding,
            level=lambda level: self._tell_level("her", level),
            turn_over=lambda reply: joined.turn_taking.turn_over(reply) if (joined := self._stages) else None,
            notify=self._notice,
        )

    def _reports(self, spoken: SpeechInput) -> HearingListeners:
        pace = self.devices.pacing or NoPace()
        return HearingListeners(
            onset=spoken.onset,
            dropped=spoken.dropped,
            interim_transcript=spoken.interim_transcript,
            speech_resumed=spoken.speech_resumed,
            utterance=lambda number: pace.begin(("utterance", number)),
            final_transcript=spoken.final_transcript,
            barge=spoken.barge,
            waits=lambda number, on: (pace.begin if on else pace.end)(("pause", number)),
            level=lambda level: self._tell_level("you", level),
            listened=room.listened if (room := self.devices.pacing) else lambda _samples: None,
            notify=self._notice,
        )

    def _sounding(self, on: bool) -> None:
        self._status.set("speaking", on)
        if (joined := self._stages) is not None:
            joined.capture.sounding(on)

    def _record(self, event: Event) -> None:
        overflows = joined.capture.overflows if (joined := self._stages) else 0
        log_event(event, self.settings.log_words, overflows)

    def _show_status(self, state: str, detail: str) -> None:
        if (joined := self._stages) is not None:
            joined.idle.busy(state not in _QUIET)
        self._emit(State(t=self._clock(), state=state, detail=detail))

    def _ready(self, part: PartName, name: str) -> None:
        self._emit(Ready(t=self._clock(), part=part, detail=name))

    def _notice(self, sentence: str) -> None:
        self._emit(Notice(t=self._clock(), message=sentence))

    def _arrived(self, progress: Event) -> None:
        """A download told something; when it is done, what waited for it is loaded."""
        self._emit(replace(progress, t=self._clock()))
        if not isinstance(progress, Progress) or progress.status != "done" or (joined := self._stages) is None:
            return
        joined.idle.wake()
        part = self._model_choice.part_of(progress.model, self.settings)
        if part is not None and (part != "ear" or self.devices.microphone is not None):
            joined.loading.load(part, self.environment)

    def _tell_level(self, whose: str, level: float) -> None:
        for listener in self._level_listeners:
            listener(whose, level)

    def _emit(self, event: Event) -> None:
        for listener in self._listeners:
            listener(event)


@dataclass(frozen=True)
class _Stages:
    """The stages while she is awake."""

    turn_taking: TurnTaking
    speech_input: SpeechInput
    capture: Capture
    responder: Responder
    synthesis: Synthesis
    playback: Playback
    idle: IdleWork
    loading: Loading


def build(
    environment: Environment,
    microphone: AudioInput | None,
    loudspeaker: AudioOutput | None,
    on_change: Callable[[Callable[[], None]], None] = lambda _tell: None,
) -> Engine:
    """The engine of a window: its devices, everything else by the settings."""
    return Engine(environment, Devices(microphone, loudspeaker, on_change=on_change))


def _manner(settings: Settings) -> AddressingMode:
    return AddressingMode(settings.her_name, by_name=settings.mode == "name")


_QUIET = ("idle", "listening", "muted")
"""States in which nobody talks, nor is anything loaded."""

_HABITS = ("silence_ms", "mode", "echo")
"""Settings with which she listens otherwise, by the same ear."""

_DEPENDS: dict[PartName, tuple[str, ...]] = {
    "mind": ("mind", "server_url", "server_model", "her_name", "your_name"),
    "ear": ("ear",),
    "voice": ("voice",),
}


def touched(before: Settings, after: Settings) -> tuple[PartName, ...]:
    """The parts that have to be loaded again when the settings change so."""
    return tuple(
        part for part, names in _DEPENDS.items() if any(getattr(before, n) != getattr(after, n) for n in names)
    )
