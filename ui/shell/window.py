"""Creates the window's parts, joins them, loads the QML that shows them, and ends them in order."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtQuick import QQuickWindow

from companion.environment import Environment
from companion.settings import says_nothing_of_her
from ui.parts.background import Background
from ui.parts.theme import Theme
from ui.rooms.arrivals.arrivals import Arrivals
from ui.rooms.history.history import History
from ui.rooms.initiation.arriving import Arriving
from ui.rooms.initiation.meeting import Meeting
from ui.rooms.made.files import Files
from ui.rooms.made.made import Made
from ui.rooms.memory.changes import Changes
from ui.rooms.memory.her_diary import HerDiary
from ui.rooms.memory.memories import Memories
from ui.rooms.memory.undoing import Undoing
from ui.rooms.passphrase.locking import Locking
from ui.rooms.passphrase.passphrase import Passphrase
from ui.rooms.settings.card_trying import CardTrying
from ui.rooms.settings.preferences import Preferences
from ui.rooms.settings.rehearsing import Rehearsing
from ui.rooms.settings.server_trying import ServerTrying
from ui.rooms.talk.dialogue import Dialogue
from ui.rooms.talk.recital import Recital
from ui.rooms.todo.todo import Todo
from ui.shell.bridge import Bridge, BuildEngine
from ui.shell.emblem import emblem
from ui.shell.idling import IdleTimer
from ui.shell.lock_requests import LockRequests
from ui.shell.memory_rooms import MemoryRooms
from ui.shell.modes import Modes
from ui.shell.qml_types import SingletonEngine

MAIN = Path(__file__).with_name("Main.qml")


class Window(QObject):
    """The program's window. `show` puts it on the screen; the engine is built once the first frame is drawn."""

    first_frame = Signal()
    """The first frame is on the screen."""

    def __init__(self, environment: Environment) -> None:
        """`environment` gives the settings to begin with, and the clock."""
        super().__init__()
        settings = environment.settings
        self.theme = Theme(settings.theme, settings.text_scale, settings.reduce_motion)
        self.background = Background("behind the window", self._failed)
        self.reading = Background("reading memory", self._failed)
        self.forgetting = Background("forgetting", self._failed)
        self.writing = Background("writing files", self._failed)
        self.dialogue = Dialogue(environment.now)
        self.arrivals = Arrivals(self.background)
        self.history = History(environment.now, self.reading)
        self.memories = Memories(environment.now, self.reading)
        self.changes = Changes(environment.now, self.reading)
        self.diary = HerDiary(environment.now, self.reading)
        self.undoing = Undoing(self.forgetting)
        self.todo = Todo(environment.now, self.reading)
        self.made = Made(environment.now, self.reading, Files(self.writing))
        self.recital = Recital(self.reading)
        self.recital.changed.connect(self.made.note_playing)
        self.memory_rooms = MemoryRooms(
            self.history, self.memories, self.changes, self.diary, self.todo, self.made, self.undoing, self.recital
        )
        self.locking = Locking(self.background, self.memory_rooms.after_forgetting)
        self.lock_requests = LockRequests(environment.home)
        self.lock_requests.requested.connect(self.locking.lock)
        self.passphrase = Passphrase(environment, self.background)
        self.prefs = Preferences(environment, self.theme, self.background, self.reading)
        self.rehearsing = Rehearsing(environment, Background("rehearsing", self._failed), self.reading)
        self.rehearsing.settings = lambda: self.prefs.current
        self.rehearsing.choose = lambda mind: self.prefs.change("mind", mind)
        self.server_trying = ServerTrying(lambda: self.prefs.current, Background("trying a server", self._failed))
        self.card_trying = CardTrying(environment, Background("trying a card", self._failed), self.reading)
        self.locking.closing.connect(self.rehearsing.detach)
        self.bridge = Bridge(self.dialogue, self.arrivals, self.memory_rooms, self.prefs, self.locking, self.background)
        self.made.letter.saying.connect(self.bridge.say)
        self.made.letter.lost.connect(self.locking.report)
        self.bridge.opened.connect(self.lock_requests.open)
        self.bridge.attached.connect(self.rehearsing.attach)
        self.modes = Modes(self.bridge, self.prefs)
        self.arriving = Arriving(self.arrivals)
        self.meeting = Meeting(self.background, self._failed, first=_is_to_be_met(environment))
        self._join_rooms()
        self.idle_timer = IdleTimer(lambda: self.bridge.in_turn)
        self.idle_timer.expired.connect(self.locking.lock)
        self.bridge.stateChanged.connect(self.idle_timer.note_activity)
        self.bridge.readyChanged.connect(self.idle_timer.note_activity)
        self.prefs.changed.connect(self._follow)
        self._follow()
        self.qml = SingletonEngine(self._singletons())

    def show(self, make: BuildEngine) -> None:
        """Load the QML and show the window; `make` will build the engine."""
        self._make = make
        self.qml.load(QUrl.fromLocalFile(str(MAIN)))
        root = self.qml.rootObjects()[0]
        if not isinstance(root, QQuickWindow):
            raise TypeError(f"Main.qml is a {type(root).__name__}")
        self.root = root
        self.bridge.in_front = root.isActive
        self.root.frameSwapped.connect(self._begin)
        self.root.installEventFilter(self.idle_timer)

    def _singletons(self) -> dict[str, QObject]:
        return {
            "Theme": self.theme,
            "Companion": self.bridge,
            "Modes": self.modes,
            "Dialogue": self.dialogue,
            "Stage": self.dialogue.stage,
            "Recital": self.recital,
            "TalkLines": self.dialogue.lines,
            "Timings": self.dialogue.timings,
            "TimingRows": self.dialogue.timings.rows,
            "Arrivals": self.arrivals,
            "ArrivalRows": self.arrivals.rows,
            "History": self.history,
            "MoodCalendar": self.history.moods,
            "MoodDays": self.history.moods.days,
            "PastConversations": self.history.conversations,
            "PastLines": self.history.lines,
            "SearchHits": self.history.hits,
            "Memories": self.memories,
            "KnownFacts": self.memories.facts,
            "KnownPeople": self.memories.people,
            "Changes": self.changes,
            "ToldRules": self.changes.rows,
            "HerDiary": self.diary,
            "DiaryRows": self.diary.rows,
            "Todo": self.todo,
            "TodoRows": self.todo.rows,
            "Made": self.made,
            "Files": self.made.files,
            "MadeLetters": self.made.letters,
            "MadePieces": self.made.pieces,
            "OpenLetter": self.made.letter,
            "LetterVersions": self.made.letter.versions,
            "Meeting": self.meeting,
            "Arriving": self.arriving,
            "Undoing": self.undoing,
            "Locking": self.locking,
            "Passphrase": self.passphrase,
            "Preferences": self.prefs,
            "Cards": self.prefs.cards,
            "Rehearsing": self.rehearsing,
            "ServerTrying": self.server_trying,
            "CardTrying": self.card_trying,
        }

    def _join_rooms(self) -> None:
        self.prefs.changed.connect(self.server_trying.refresh)
        self.bridge.attached.connect(self.card_trying.attach)
        self.bridge.told.connect(self.card_trying.handle)
        self.locking.closing.connect(self.card_trying.detach)
        self.bridge.attached.connect(self.meeting.attach)
        self.bridge.told.connect(self.meeting.handle)
        self.bridge.told.connect(self.arriving.handle)
        self.locking.closing.connect(self.meeting.detach)
        self.locking.closing.connect(self.arriving.forget)
        self.prefs.changed.connect(self.meeting.refresh)
        self.meeting.became.connect(self.prefs.follow)
        self.meeting.left.connect(self.dialogue.put_away)

    def _begin(self) -> None:
        self.root.frameSwapped.disconnect(self._begin)
        self.first_frame.emit()
        self.root.setIcon(emblem())
        self.bridge.start(self._make)

    def _follow(self) -> None:
        self.dialogue.voiceless = self.prefs.current.voice == "none"
        self.idle_timer.set_minutes(self.prefs.current.lock_after)

    def _failed(self, error: Exception) -> None:
        self.bridge.failed(error)

    def raise_(self) -> None:
        """Come to the front, because the program was started again."""
        self.root.show()
        self.root.raise_()
        self.root.requestActivate()

    def close(self) -> None:
        """Close everything, in order."""
        self.root.close()
        self.rehearsing.close()
        self.server_trying.close()
        self.card_trying.close()
        self.made.detach()
        self.undoing.detach()
        self.forgetting.close()
        self.reading.close()
        self.writing.close()
        self.bridge.close()
        # Deleted here and now: bindings must not outlive what they read, and Python may collect garbage on any thread.
        rooms = (
            self.rehearsing,
            self.server_trying,
            self.card_trying,
            self.prefs,
            self.history,
            self.memories,
            self.changes,
            self.diary,
            self.todo,
            self.made.files,
            self.made,
            self.recital,
            self.undoing,
            self.meeting,
            self.arriving,
            self.arrivals,
            self.dialogue,
        )
        locks = (self.idle_timer, self.lock_requests, self.passphrase, self.locking)
        threads = (self.background, self.reading, self.forgetting, self.writing)
        for thing in (self.qml, self.modes, self.bridge, *locks, *rooms, self.theme, *threads):
            shiboken6.delete(thing)


def _is_to_be_met(environment: Environment) -> bool:
    """Whether nothing was ever said, kept or set of her here, or an interview was begun and not ended."""
    first = says_nothing_of_her(environment.settings) and not environment.memory_file.exists()
    return first or environment.unfinished_interview.exists()
