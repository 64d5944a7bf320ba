"""Does all that the window and the terminal may ask: opens memory, starts the stages, applies settings, downloads models."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from typing import Any, Literal

from companion.cards import Proposal, as_before_the_card, take
from companion.deeds.deeds import Answer
from companion.deeds.local_time import with_zone
from companion.deeds.unrung import told_when_locked
from companion.diagnostics.logging_setup import log_event
from companion.diagnostics.thread_faults import ThreadFaults
from companion.dialogue.initiation import Initiation
from companion.environment import Environment
from companion.errors import CompanionError
from companion.events import DeedDone, DeedUndone, Event, Notice, Progress, Ready, State
from companion.live_settings import actions, load_llm
from companion.memory import Memory, find_key, needs_passphrase, open_memory
from companion.memory.query import SpeakerNames
from companion.piano.grand import MODEL as GRAND
from companion.remembering import extract_facts
from companion.runtime.downloads import Downloads
from companion.runtime.model_choice import ModelChoice
from companion.runtime.model_chooser import ModelChooser
from companion.runtime.server_key import forget_key, write_key
from companion.runtime.voice_preview import VoicePreview
from companion.settings import checked, keep_settings
from companion.stage_needs import Devices
from companion.stages import Stages
from companion.status import QUIET, Status
from models.catalog import CatalogEntry
from models.store import ModelStore

__all__ = ["Devices", "Engine", "Level"]

Level = Callable[[str, float], None]


class Engine:
    """Everything the window and the terminal may ask of her."""

    def __init__(
        self, environment: Environment, devices: Devices | None = None, model_choice: ModelChooser | None = None
    ) -> None:
        """Loads nothing; `open` does. `model_choice` chooses the LLM, STT and voice; by the settings unless given."""
        self.environment, self.devices = environment, devices or Devices()
        self.settings = environment.settings
        self.memory: Memory | None = None
        self.store = ModelStore(environment.models)
        self.started = with_zone(environment.now)()
        """Since when the program runs, with its zone."""
        started = time.monotonic()
        self.clock: Callable[[], float] = self.devices.clock or (lambda: time.monotonic() - started)
        """Seconds, for the events' `t`."""
        self._listeners: list[Callable[[Event], None]] = [self._record]
        self._loudness: dict[str, float] = {}
        self._level_listeners: list[Level] = []
        self._status = Status(self._show_status)
        self.downloads = Downloads(self.store, self._arrived)
        self.model_choice: ModelChooser = model_choice or ModelChoice(self.store)
        self._stages: Stages | None = None
        self._thread_faults = ThreadFaults(self.notify)

    def subscribe(self, listener: Callable[[Event], None]) -> None:
        """Call `listener` with every event, on the engine's threads; it must return at once."""
        self._listeners.append(listener)

    def on_level(self, listener: Level) -> None:
        """Call `listener` with "you" or "her" and a loudness 0…1, some thirty times a second while there is sound."""
        self._level_listeners.append(listener)

    def needs_passphrase(self) -> Literal["no", "new", "existing"]:
        """Whether `unlock` must come before `open`. Raises CompanionError for a damaged key file."""
        return "no" if self.memory is not None else needs_passphrase(self.environment, os.environ)

    def unlock(self, passphrase: str) -> None:
        """Open the memory with a passphrase (the first time: with this new one). Raises LockedError, CompanionError."""
        self._open_memory(lambda _question: passphrase)

    def open(self) -> None:
        """Open the memory and start every stage; models load in the background. Raises LockedError, CompanionError."""
        self._open_memory(None)
        assert self.memory is not None
        self._thread_faults.open()
        self._stages = Stages(self.memory, self.devices, self.model_choice, self._status, self)
        self._stages.open()

    def say(self, text: str) -> int:
        """Commit a typed line before returning the turn's number. Raises CompanionError if it could not be kept."""
        return self._awake.turn_taking.commit_typed(text)

    def interrupt(self) -> None:
        """Cancel the reply under way at once; a piece that sounds fades away."""
        self._awake.interrupt()

    def typing(self) -> None:
        """The user types: what she does while nobody talks gives way at once."""
        self._awake.idle.disturb()

    def listen(self, on: bool) -> None:
        """Open or close the microphone."""
        self._awake.capture.listen(on)

    def talk(self, on: bool) -> None:
        """Push to talk: the key or button is pressed or released. Does nothing in the other modes."""
        self._awake.capture.talk(on)

    def lock(self) -> None:
        """Close the memory and wipe its key, but for Python's copies of it; what can't ring until `open` is told as a Notice."""
        try:
            unrung = told_when_locked(self.memory, with_zone(self.environment.now)())
        finally:
            self._end()
        if unrung:
            self.notify(unrung)

    def new_conversation(self) -> None:
        """Begin another conversation with the next line."""
        self._awake.turn_taking.begin_conversation()

    @property
    def conversation(self) -> int:
        """The id of the conversation that the next line belongs to."""
        return self._awake.turn_taking.conversation

    @property
    def opening_turn(self) -> int | None:
        """The number of the turn in which she spoke first when she was opened; None if she did not."""
        return self._awake.opening.turn

    def change(self, **settings: Any) -> None:
        """Keep these settings and apply them (`live_settings.py`). Raises CompanionError for a value that is not allowed."""
        new = checked({**vars(self.settings), **settings}, "The settings")
        keep_settings(self.environment.settings_file, settings)
        before, self.settings = self.settings, new
        self.environment = replace(self.environment, settings=new)
        if (stages := self._stages) is not None:
            for apply in actions(before, new):
                apply(stages, self.environment)

    @property
    def fetching(self) -> bool:
        """Whether a model is being downloaded."""
        return self.downloads.busy

    @property
    def initiation(self) -> Initiation:
        """The interview in which she is met. Raises CompanionError until she is open."""
        return self._awake.initiation

    def take_card(self, proposal: Proposal) -> None:
        """Let her take what was proposed of a character card. Raises CompanionError."""
        self._change_character(lambda: take(proposal, self.environment, self.change))

    def drop_card(self) -> None:
        """Let her be as she was before the card. Raises CompanionError."""
        self._change_character(lambda: as_before_the_card(self.environment, self.change))

    def _change_character(self, change: Callable[[], object]) -> None:
        before = self.settings
        change()
        if load_llm not in actions(before, self.settings):
            self.load_mind()

    def undo_deed(self, receipt: int) -> str:
        """Undo what this receipt stands for; what she says of it. Raises CompanionError when that can't be."""
        stages = self._awake
        said = stages.deeds.undo(receipt)
        kept = stages.memory.receipts.receipt(receipt)
        stages.due_watch.look()
        self.emit(DeedUndone(t=self.clock(), deed=kept.deed, text=kept.text, id=kept.id))
        return said

    def stop_due(self, number: int) -> Answer:
        """Stop what waits for its time; what she says of it, with the receipt. Raises CompanionError when it waits no longer."""
        stages = self._awake
        answer = stages.deeds.stop(number)
        stages.due_watch.look()
        for one in answer.receipts:
            self.emit(DeedDone(t=self.clock(), deed=one.deed, text=one.text, undo=one.undoable, id=one.id))
        return answer

    def play_piece(self, number: int) -> None:
        """Play a piece that is kept, now. Raises CompanionError, which also says why nothing could be heard."""
        stages = self._awake
        piece = stages.memory.pieces.piece(number)
        if why := stages.pianist.why_not:
            raise CompanionError(why)
        stages.pianist.play(piece, announced=True)

    def stop_piece(self) -> None:
        """Let the piece that sounds fade away; does nothing when none does."""
        self._awake.pianist.stop()

    @property
    def thinks_on(self) -> str:
        """Where her LLM is evaluated, as its engine reported it; empty without one on this computer."""
        return self._stages.loading.thinks_on if self._stages is not None else ""

    def keep_server_key(self, key: str) -> None:
        """Keep the chosen server's key in the system's keyring and connect with it. Raises CompanionError."""
        write_key(self.settings.server_url, key)
        self.load_mind()

    def forget_server_key(self) -> None:
        """Remove the chosen server's key from the system's keyring and connect without it. Raises CompanionError, ModelError."""
        forget_key(self.settings.server_url)
        self.notify("The key for the server is removed from the system's keyring.")
        self.load_mind()

    def preview_voice(self, voice: str, sentence: str = "") -> None:
        """Speak this sentence, or one that names her, in that voice, in the background; a Notice if that fails."""
        if self.devices.loudspeaker is not None:
            self.interrupt()
            VoicePreview(voice, self.environment, self.devices.loudspeaker, self.notify, sentence).start()

    def missing(self) -> Sequence[CatalogEntry]:
        """Models that the settings ask for and that are not on this computer."""
        return self.model_choice.missing(self.settings)

    def missing_piano(self) -> Sequence[CatalogEntry]:
        """The samples of her piano, if a piece was asked for and they are not on this computer: nothing else needs them."""
        asked = self._stages is not None and self._stages.pianist.lacks_samples
        return (self.store.entry(GRAND),) if asked and self.store.missing(GRAND) else ()

    def fetch(self, ids: Sequence[str]) -> None:
        """Start downloads; Progress events report them."""
        self.downloads.fetch(ids)

    def pause(self, id: str) -> None:
        """Pause one download."""
        self.downloads.pause(id)

    def resume(self, id: str) -> None:
        """Continue a paused download."""
        self.downloads.resume(id)

    def cancel(self, id: str) -> None:
        """Cancel a download."""
        self.downloads.cancel(id)

    def worker_pids(self) -> dict[str, int | None]:
        """Process numbers of the LLM, STT and voice workers, by part."""
        return self._awake.loading.worker_pids()

    def close(self) -> None:
        """End every download, thread and process; returns when everything is on disk."""
        self.downloads.close()
        self._end()

    def _end(self) -> None:
        memory, self.memory = self.memory, None
        with closing(memory) if memory is not None else nullcontext():  # closed also where a stage can't be ended
            if (stages := self._stages) is not None:
                self._stages = None
                stages.close()
                self._thread_faults.close()

    @property
    def _awake(self) -> Stages:
        if self._stages is None:
            raise CompanionError("She is not awake yet; open her memory first.")
        return self._stages

    def load_mind(self) -> None:
        """Load the LLM again, in the background: where or how it is to be loaded has changed."""
        if (stages := self._stages) is not None:
            stages.loading.load(self.environment, "mind")

    def _open_memory(self, ask: Callable[[str], str] | None) -> None:
        if self.memory is None:
            key = find_key(self.environment, os.environ, ask)
            with closing(key):  # the database has a copy of its own, and wipes it when it closes
                self.memory = open_memory(self.environment.memory_file, key, self.environment.now, extract_facts)
            self.memory.recall.names = SpeakerNames(self.settings.her_name, self.settings.your_name)
            self.emit(Ready(t=self.clock(), part="memory"))

    def _record(self, event: Event) -> None:
        overflows = stages.capture.overflows if (stages := self._stages) else 0
        log_event(event, self.settings.log_words, overflows)

    def _show_status(self, state: str, detail: str) -> None:
        if (stages := self._stages) is not None:
            stages.idle.set_busy(state not in QUIET)
            stages.due_watch.look()
        self.emit(State(t=self.clock(), state=state, detail=detail))

    def notify(self, sentence: str) -> None:
        """Tell the user one sentence, as a Notice."""
        self.emit(Notice(t=self.clock(), message=sentence))

    def _arrived(self, progress: Event) -> None:
        """Report a download; when it is done, load the part that waited for it."""
        self.emit(replace(progress, t=self.clock()))
        if not isinstance(progress, Progress) or progress.status != "done" or (stages := self._stages) is None:
            return
        stages.idle.wake()
        if (part := self.model_choice.part_of(progress.model, self.settings)) is not None:
            stages.arrived(part)
        stages.initiation.look()

    def level(self, whose: str, level: float) -> None:
        """Tell the level listeners how loud "you" or "her" is, 0…1; silence only once, for it wakes the window each time."""
        if level == self._loudness.get(whose) == 0.0:
            return
        self._loudness[whose] = level
        for listener in self._level_listeners:
            listener(whose, level)

    def emit(self, event: Event) -> None:
        """Give an event to every listener."""
        for listener in self._listeners:
            listener(event)
        if (stages := self._stages) is not None:
            stages.on_event(event)
