"""Passes the engine's events to what QML shows, and the user's intents to the engine. Main thread only."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot

from companion.events import (
    DeedDone,
    DeedUndone,
    Event,
    Failed,
    FellDue,
    Heard,
    LetterShown,
    Notice,
    PieceBegun,
    PieceOver,
    Progress,
    Ready,
    RuleTold,
    State,
)
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, PassphraseNeed
from ui.parts.receipts import due_words
from ui.parts.rows import LineRow
from ui.parts.words import error_sentence, plain, state_words, waiting_words, without_commands
from ui.rooms.arrivals.arrivals import Arrivals
from ui.rooms.passphrase.locking import Locking
from ui.rooms.settings.preferences import Preferences
from ui.rooms.talk.dialogue import Dialogue
from ui.shell.desktop_notification import notify_desktop
from ui.shell.memory_rooms import MemoryRooms

BuildEngine = Callable[[], EngineApi]
_BUSY = ("thinking", "speaking")


class Bridge(QObject):
    """The engine as QML sees it; `Companion` in QML."""

    stateChanged = Signal()
    noticeChanged = Signal()
    readyChanged = Signal()
    level = Signal(str, float)
    returned = Signal(str)
    """A typed line that could not be stored, to be put back into the composer."""
    accepted = Signal()
    """A typed line is stored."""
    opened = Signal()
    """The memory is open; her mind may still be loading."""
    awake = Signal()
    """Her mind is ready."""
    attached = Signal(object)
    """The memory is open: the engine."""
    told = Signal(object)
    """An event of the engine's, for whoever follows them all."""
    _event_arrived = Signal(object, float)
    _level_arrived = Signal(str, float)

    def __init__(
        self,
        dialogue: Dialogue,
        arrivals: Arrivals,
        memory_rooms: MemoryRooms,
        prefs: Preferences,
        locking: Locking,
        background: Background,
    ) -> None:
        """The first five get the events or the engine; `background` runs what may take a while."""
        super().__init__()
        self._dialogue, self._arrivals = dialogue, arrivals
        self._memory_rooms, self._prefs, self._locking, self._background = memory_rooms, prefs, locking, background
        self._engine: EngineApi | None = None
        self.notify_desktop: Callable[[str, str, bool], None] = notify_desktop
        """Shows a notification of the desktop's."""
        self.in_front: Callable[[], bool] = lambda: False
        """Whether the window is the one in use; set when there is one."""
        self._open = False
        self._typed_early: list[str] = []
        self._state, self._detail, self._muted = "waking", "", not prefs.current.listening
        self._notice, self._talking, self._stale = "", False, False
        locking.closing.connect(self._closed)
        locking.unlocked.connect(self._opened)
        memory_rooms.undoing.memoryChanged.connect(self.reload_conversation)
        prefs.changed.connect(self.stateChanged)
        self._event_arrived.connect(self._handle, Qt.ConnectionType.QueuedConnection)
        self._level_arrived.connect(self.level, Qt.ConnectionType.QueuedConnection)

    def start(self, make: BuildEngine) -> None:
        """Build the engine in the background; called when the first frame is on the screen."""
        self._background.run(lambda: self._build(make), self._engine_built, self._start_failed)

    def _build(self, make: BuildEngine) -> tuple[EngineApi, PassphraseNeed]:
        engine = make()
        engine.subscribe(lambda event: self._event_arrived.emit(event, time.monotonic()))
        engine.on_level(self._level_arrived.emit)
        return engine, engine.needs_passphrase()

    def _engine_built(self, met: tuple[EngineApi, PassphraseNeed]) -> None:
        self._engine, lock = met
        self._locking.attach(self._engine, lock)
        if lock == "no":
            self._background.run(self._engine.open, lambda _: self._opened(), self._start_failed)

    def _opened(self) -> None:
        engine = self._engine
        if engine is None:
            return
        self._open = True
        for part in (self._prefs, self._memory_rooms, self._arrivals):
            part.attach(engine)
        self.attached.emit(engine)
        self._background.run(lambda: self._memory_rooms.past.lines_of(engine.conversation), self._dialogue.prepend)
        early, self._typed_early = self._typed_early, []
        for text in early:
            self._send(engine, text)
        self.readyChanged.emit()
        self.opened.emit()
        self._locking.note_open()

    def _closed(self) -> None:
        """The memory is being locked: show nothing of it any more."""
        self._open = self._stale = False
        self._memory_rooms.detach()
        self._dialogue.forget()
        self.notify("")
        self.readyChanged.emit()

    def reload_conversation(self) -> None:
        """Read the conversation again after something was forgotten or restored; during a turn, wait until it is over."""
        engine = self._engine
        if engine is None or not self._open:
            return
        self._stale = self._conversation_busy()
        if not self._stale:
            self._background.run(lambda: self._memory_rooms.past.lines_of(engine.conversation), self._reloaded)

    def _reloaded(self, lines: Sequence[LineRow]) -> None:
        self._stale = self._conversation_busy()
        if self._open and not self._stale:
            self._dialogue.replace_lines(lines)

    def _conversation_busy(self) -> bool:
        return self.in_turn or self._dialogue.has_unstored

    @property
    def in_turn(self) -> bool:
        """Whether the user is speaking, or she is thinking or speaking."""
        return self._state in (*_BUSY, "hearing")

    def _start_failed(self, error: Exception) -> None:
        self.notify(error_sentence(error))
        self._show_state("asleep", "")

    @Slot(object, float)
    def _handle(self, event: Event, arrived: float) -> None:
        self.told.emit(event)
        match event:
            case State():
                self._show_state(event.state, event.detail)
            case Ready():
                if event.part == "mind":
                    self.awake.emit()
            case Notice() | Failed():
                self.notify(event.message)
            case FellDue():
                self._fell_due(event)
                self._memory_rooms.todo.refresh()
            case PieceBegun() | PieceOver():
                self._memory_rooms.recital.handle(event, arrived)
            case Progress():
                self._arrivals.handle(event)
            case _ if self._locking.shown:
                if isinstance(event, RuleTold):
                    self._memory_rooms.changes.refresh()
                if isinstance(event, DeedDone) and event.deed == "piano":
                    self._memory_rooms.recital.look_for_samples()
                if isinstance(event, DeedDone | DeedUndone):
                    self._memory_rooms.todo.refresh()
                if isinstance(event, DeedDone | DeedUndone | LetterShown):
                    self._memory_rooms.made.refresh()
                if isinstance(event, Heard):
                    self.notify("")  # whatever was wrong before, somebody has been heard since
                self._memory_rooms.made.letter.hear(event)
                self._dialogue.handle(event, arrived)

    def _fell_due(self, event: FellDue) -> None:
        """Let the desktop tell it to somebody who does other things; her words of it come as a line of hers."""
        if not self.in_front():
            title, text = event.deed.capitalize(), due_words(event, self._dialogue.now())
            self._background.run(lambda: self.notify_desktop(title, text, event.quiet))

    def _show_state(self, name: str, detail: str) -> None:
        self._state, self._detail = name, plain(detail)
        self._dialogue.set_state(name)
        if name in ("listening", "muted", "idle"):
            self._muted = name != "listening"  # idle: there is no microphone
        self.stateChanged.emit()
        if self._stale:
            self.reload_conversation()

    @Slot(str)
    def notify(self, sentence: str) -> None:
        """Show a sentence above the composer; an empty one removes it."""
        self._notice = without_commands(plain(sentence))
        self.noticeChanged.emit()

    def failed(self, error: Exception) -> None:
        """Show the error of something that could not be done."""
        self.notify(error_sentence(error))

    @Slot(str)
    def say(self, text: str) -> None:
        """Show a typed line and hand it to the engine, or keep it until the memory is open."""
        if not text.strip():
            return
        self._dialogue.add_typed(text)
        if self._engine is not None and self._open:
            self._send(self._engine, text)
        else:
            self._typed_early.append(text)

    def _send(self, engine: EngineApi, text: str) -> None:
        self._background.run(lambda: engine.say(text), self._sent, lambda error: self._send_failed(text, error))

    def _sent(self, _: Any) -> None:
        self.accepted.emit()

    def _send_failed(self, text: str, error: Exception) -> None:
        self._dialogue.remove_typed(text)
        self.notify(error_sentence(error))
        self.returned.emit(text)

    @Slot(int)
    def undoDeed(self, receipt: int) -> None:
        """Undo what a receipt stands for."""
        engine = self._engine
        if engine is not None and self._open:
            self._background.run(lambda: engine.undo_deed(receipt), self.notify)

    @Slot()
    def dismissUnasked(self) -> None:
        """Let her never bring up again what she said unasked just now."""
        engine = self._engine
        if engine is not None and self._open:
            self._background.run(
                engine.memory.unasked.dismiss_last, lambda _: self.notify("She won't bring that up again.")
            )

    @Slot()
    def typing(self) -> None:
        """A key was pressed in the composer."""
        if self._engine is not None and self._open:
            self._engine.typing()

    @Slot()
    def interrupt(self) -> None:
        """Stop her at once."""
        if self._engine is not None:
            self._engine.interrupt()

    @Slot(bool)
    def listen(self, on: bool) -> None:
        """Open or mute the microphone."""
        engine = self._engine
        if engine is not None and self._open:
            self._muted = not on
            self.stateChanged.emit()
            self._background.run(lambda: engine.listen(on))

    @Slot(bool)
    def talk(self, on: bool) -> None:
        """Push to talk: begin, or end, what she is to answer."""
        if self._engine is not None and self._open:
            self._talking = on
            self.stateChanged.emit()
            self._engine.talk(on)

    @property
    def microphone_closed(self) -> bool:
        """Whether the microphone is closed, or there is none."""
        return self._muted

    @Slot()
    def newConversation(self) -> None:
        """Begin another conversation."""
        engine = self._engine
        if engine is not None and self._open:
            self._dialogue.clear()
            self._background.run(engine.new_conversation)

    def close(self) -> None:
        """Close the engine; waits until all is safe."""
        if self._engine is not None:
            self._background.run(self._engine.close)
        self._background.close()

    def _words(self) -> str:
        if self._state == "asleep":
            return "asleep"
        if self._state == "listening" and not self._talking:
            return waiting_words(self._prefs.current.mode)
        return state_words(self._state, self._detail)

    state = Property(str, lambda self: self._state, notify=stateChanged)
    words = Property(str, _words, notify=stateChanged)
    busy = Property(bool, lambda self: self._state in _BUSY, notify=stateChanged)
    muted = Property(bool, lambda self: self._muted, notify=stateChanged)
    ready = Property(bool, lambda self: self._open, notify=readyChanged)
    notice = Property(str, lambda self: self._notice, notify=noticeChanged)
