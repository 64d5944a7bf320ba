"""Registers what QML imports as `Companion`: two painted items, and one singleton for each part of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlApplicationEngine, QQmlEngine, qmlRegisterSingletonType, qmlRegisterType

from ui.parts.rows import RowList
from ui.parts.theme import Theme
from ui.rooms.arrivals.arrivals import Arrivals
from ui.rooms.history.history import History
from ui.rooms.history.mood_calendar import MoodCalendar
from ui.rooms.initiation.arriving import Arriving
from ui.rooms.initiation.meeting import Meeting
from ui.rooms.made.files import Files
from ui.rooms.made.made import Made
from ui.rooms.made.open_letter import OpenLetter
from ui.rooms.memory.changes import Changes
from ui.rooms.memory.her_diary import HerDiary
from ui.rooms.memory.memories import Memories
from ui.rooms.memory.undoing import Undoing
from ui.rooms.passphrase.locking import Locking
from ui.rooms.passphrase.passphrase import Passphrase
from ui.rooms.settings.card_trying import CardTrying
from ui.rooms.settings.cards import Cards
from ui.rooms.settings.preferences import Preferences
from ui.rooms.settings.rehearsing import Rehearsing
from ui.rooms.settings.server_trying import ServerTrying
from ui.rooms.talk.dialogue import Dialogue
from ui.rooms.talk.presence import Presence
from ui.rooms.talk.recital import Recital
from ui.rooms.talk.stage import Stage, Unsaid
from ui.rooms.talk.timings import Timings
from ui.rooms.todo.todo import Todo
from ui.shell.bridge import Bridge
from ui.shell.modes import Modes

MODULE = "Companion"

ITEMS: dict[str, type[QObject]] = {"Presence": Presence, "Unsaid": Unsaid}
"""Types of which QML creates as many as it needs."""

SINGLETONS: dict[str, type[QObject]] = {
    "Theme": Theme,
    "Companion": Bridge,
    "Modes": Modes,
    "Dialogue": Dialogue,
    "Stage": Stage,
    "Recital": Recital,
    "TalkLines": RowList,
    "Timings": Timings,
    "TimingRows": RowList,
    "Arrivals": Arrivals,
    "ArrivalRows": RowList,
    "History": History,
    "MoodCalendar": MoodCalendar,
    "MoodDays": RowList,
    "PastConversations": RowList,
    "PastLines": RowList,
    "SearchHits": RowList,
    "Memories": Memories,
    "KnownFacts": RowList,
    "KnownPeople": RowList,
    "Changes": Changes,
    "ToldRules": RowList,
    "HerDiary": HerDiary,
    "DiaryRows": RowList,
    "Todo": Todo,
    "TodoRows": RowList,
    "Made": Made,
    "Files": Files,
    "MadeLetters": RowList,
    "MadePieces": RowList,
    "OpenLetter": OpenLetter,
    "LetterVersions": RowList,
    "Meeting": Meeting,
    "Arriving": Arriving,
    "Undoing": Undoing,
    "Locking": Locking,
    "Passphrase": Passphrase,
    "Preferences": Preferences,
    "Cards": Cards,
    "Rehearsing": Rehearsing,
    "ServerTrying": ServerTrying,
    "CardTrying": CardTrying,
}
"""Objects that each window has one of: the name in QML, and the class."""


class SingletonEngine(QQmlApplicationEngine):
    """A QML engine with singletons of its own, so that several windows can live in one process."""

    def __init__(self, singletons: Mapping[str, QObject]) -> None:
        """`singletons`: an object for each name in `SINGLETONS`; they must outlive the engine, which does not own them."""
        super().__init__()
        self.singletons = singletons
        for each in singletons.values():
            QQmlEngine.setObjectOwnership(each, QQmlEngine.ObjectOwnership.CppOwnership)


def register() -> None:
    """Make the types known to QML; once in a process, before the first window is shown."""
    for name, kind in ITEMS.items():
        qmlRegisterType(kind, MODULE, 1, 0, name)  # type: ignore[call-overload]
    for name, kind in SINGLETONS.items():
        qmlRegisterSingletonType(kind, MODULE, 1, 0, name, _of_engine(name))  # type: ignore[call-overload]


def _of_engine(name: str) -> Callable[[SingletonEngine], QObject]:
    def find(engine: SingletonEngine) -> QObject:
        return engine.singletons[name]

    return find
