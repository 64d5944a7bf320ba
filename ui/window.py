"""A house and a way to build the engine go in; the window, its objects and its QML come out, joined."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtQml import QQmlApplicationEngine, qmlRegisterType
from PySide6.QtQuick import QQuickWindow

from companion.environment import Environment
from ui.arrivals import Arrivals
from ui.behind import Behind
from ui.bridge import Bridge, Make
from ui.dialogue import Dialogue
from ui.emblem import emblem
from ui.idling import Idling
from ui.lock_requests import LockRequests
from ui.locking import Locking
from ui.memories import Memories
from ui.modes import Modes
from ui.passphrase import Passphrase
from ui.past import Past
from ui.preferences import Preferences
from ui.presence import Presence
from ui.shelf import Shelf
from ui.stage import Unsaid
from ui.theme import Look
from ui.undoing import Undoing

QML = Path(__file__).with_name("qml")


def register() -> None:
    """Make the items that Python paints known to QML."""
    qmlRegisterType(Presence, "Companion", 1, 0, "Presence")  # type: ignore[call-overload]
    qmlRegisterType(Unsaid, "Companion", 1, 0, "Unsaid")  # type: ignore[call-overload]


class Window(QObject):
    """Everything the user sees. `show` puts it on the screen; the engine is built once the first frame is there."""

    first_frame = Signal()
    """It is on the screen."""

    def __init__(self, environment: Environment) -> None:
        """`house` gives the settings to begin with, and the clock."""
        super().__init__()
        settings = environment.settings
        self.look = Look(settings.theme, settings.text_scale, settings.reduce_motion)
        self.behind = Behind("behind the window", self._failed)
        self.reading = Behind("reading memory", self._failed)
        self.forgetting = Behind("forgetting", self._failed)
        self.dialogue = Dialogue(environment.now)
        self.arrivals = Arrivals(self.behind)
        self.past = Past(environment.now, self.reading)
        self.memories = Memories(environment.now, self.reading)
        self.undoing = Undoing(self.forgetting)
        self.shelf = Shelf(self.past, self.memories, self.undoing)
        self.locking = Locking(self.behind, self.shelf.after)
        self.lock_requests = LockRequests(environment.home)
        self.lock_requests.asked.connect(self.locking.shut)
        self.passphrase = Passphrase(environment, self.behind)
        self.prefs = Preferences(environment, self.look, self.behind, self.reading)
        self.bridge = Bridge(self.dialogue, self.arrivals, self.shelf, self.prefs, self.locking, self.behind)
        self.bridge.opened.connect(self.lock_requests.open)
        self.modes = Modes(self.bridge, self.prefs)
        self.idling = Idling(lambda: self.bridge.in_talk)
        self.idling.over.connect(self.locking.shut)
        self.bridge.stateChanged.connect(self.idling.touched)
        self.bridge.readyChanged.connect(self.idling.touched)
        self.prefs.changed.connect(self._follow)
        self._follow()
        self.qml = QQmlApplicationEngine()

    def show(self, make: Make) -> None:
        """Load the QML and show the window; `make` will build the engine."""
        self._make = make
        for name, thing in self._names().items():
            self.qml.rootContext().setContextProperty(name, thing)
        self.qml.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
        root = self.qml.rootObjects()[0]
        if not isinstance(root, QQuickWindow):
            raise TypeError(f"Main.qml is a {type(root).__name__}")
        self.root = root
        self.root.frameSwapped.connect(self._begin)
        self.root.installEventFilter(self.idling)

    def _names(self) -> dict[str, QObject]:
        return {
            "look": self.look,
            "her": self.bridge,
            "modes": self.modes,
            "dialogue": self.dialogue,
            "stage": self.dialogue.stage,
            "talkLines": self.dialogue.lines,
            "timings": self.dialogue.timings,
            "timingRows": self.dialogue.timings.rows,
            "arrivals": self.arrivals,
            "arrivalRows": self.arrivals.rows,
            "past": self.past,
            "pastTalks": self.past.talks,
            "pastLines": self.past.lines,
            "pastFound": self.past.found,
            "memories": self.memories,
            "knownFacts": self.memories.facts,
            "knownPeople": self.memories.people,
            "undoing": self.undoing,
            "locking": self.locking,
            "passphrase": self.passphrase,
            "prefs": self.prefs,
        }

    def _begin(self) -> None:
        self.root.frameSwapped.disconnect(self._begin)
        self.first_frame.emit()
        self.root.setIcon(emblem())
        self.bridge.start(self._make)

    def _follow(self) -> None:
        self.dialogue.voiceless = self.prefs.current.voice == "none"
        self.idling.follow(self.prefs.current.lock_after)

    def _failed(self, error: Exception) -> None:
        self.bridge.failed(error)

    def raise_(self) -> None:
        """Come forward: somebody started the program again."""
        self.root.show()
        self.root.raise_()
        self.root.requestActivate()

    def close(self) -> None:
        """End everything, in order."""
        self.root.close()
        self.undoing.detach()
        self.forgetting.close()
        self.reading.close()
        self.bridge.close()
        # Now and here: bindings must not outlive what they read, and Python may collect garbage on any thread.
        rooms = (self.prefs, self.past, self.memories, self.undoing, self.arrivals, self.dialogue)
        locks = (self.idling, self.lock_requests, self.passphrase, self.locking)
        threads = (self.behind, self.reading, self.forgetting)
        for thing in (self.qml, self.modes, self.bridge, *locks, *rooms, self.look, *threads):
            shiboken6.delete(thing)
