"""Runs the real window in a process of its own, reads commands as JSON lines and prints what it shows as JSON lines.

Run under a rig's environment: `python -m tests.end_to_end.hands --home DIR …`. Keys are real Qt key events.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
import traceback
from typing import Any

from companion.ending import end_process
from companion.environment import find_environment
from companion.events import Event, Failed, Notice, PieceBegun, PieceOver, Spoken, State
from ui.__main__ import main
from ui.shell.window import Window

from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot  # isort: skip
from PySide6.QtQuick import QQuickItem  # isort: skip
from PySide6.QtTest import QTest  # isort: skip


class Hands(QObject):
    """Presses keys and reads the window, on the main thread."""

    command = Signal(str)

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self.command.connect(self._do, Qt.ConnectionType.QueuedConnection)
        window.root.requestActivate()  # no window manager does it here
        self._told: list[dict[str, Any]] = []
        self._armed: tuple[str, str, str] | None = None
        window.bridge._event_arrived.connect(self._note, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.command.emit(line)
        self.command.emit('{"do": "quit"}')

    @Slot(str)
    def _do(self, line: str) -> None:
        order = json.loads(line)
        try:
            answer = getattr(self, order.pop("do"))(**order)
        except Exception as error:  # noqa: BLE001  told to whoever asked, who would wait for an answer for ever
            answer = {"error": f"{type(error).__name__}: {error}"}
            traceback.print_exc()
        if answer is not None:
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()

    def type(self, text: str) -> dict[str, Any]:
        """Types each character as a key."""
        for letter in text:
            QTest.keyClick(self._window.root, letter)
        return self.look()

    def key(self, press: str, control: bool = False) -> dict[str, Any]:
        """Presses one key, by Qt's name for it, such as Return."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self._window.root, getattr(Qt.Key, f"Key_{press}"), modifier)
        return self.look()

    def click(self, item: str) -> dict[str, Any]:
        """Clicks an item, by its object name."""
        found = self._window.root.findChild(QQuickItem, item)
        assert found is not None, item
        middle = found.mapToScene(QPointF(found.width() / 2, found.height() / 2)).toPoint()
        QTest.mouseClick(self._window.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        return self.look()

    @Slot(object, float)
    def _note(self, event: Event, arrived: float) -> None:
        if isinstance(event, State) and self._armed is not None and event.state == self._armed[0]:
            _, part, kind = self._armed
            self._armed = None
            self._told.append({"what": "signal", "text": kind, **self.signal(part, kind)})
        if isinstance(event, PieceBegun | PieceOver):
            self._told.append({"what": event.name, "text": str(event.id), "at": arrived})
        if isinstance(event, Failed | Notice | Spoken):
            text = event.text if isinstance(event, Spoken) else event.message
            self._told.append({"what": event.name, "text": text, "at": arrived})

    def told(self) -> dict[str, Any]:
        """Returns what was told and spoken so far, each with its moment of `time.monotonic`, and what can be seen."""
        return {"told": list(self._told), **self.look()}

    def parts(self) -> dict[str, Any]:
        """Returns the process numbers of the mind, ear and voice that run by now."""
        engine = self._window.bridge._engine
        assert engine is not None
        return {"parts": engine.worker_pids()}  # type: ignore[attr-defined]

    def signal(self, part: str, kind: str) -> dict[str, Any]:
        """Sends a signal, such as SIGKILL, to the process of the mind, ear or voice; returns when."""
        engine = self._window.bridge._engine
        assert engine is not None
        pid = engine.worker_pids()[part]  # type: ignore[attr-defined]
        assert pid is not None, f"{part} has no process"
        at = time.monotonic()
        os.kill(pid, getattr(signal, kind))
        return {"at": at}

    def signal_when(self, state: str, part: str, kind: str) -> dict[str, Any]:
        """As `signal`, but as soon as the window gets into this state, which may be over before anybody can look."""
        self._armed = (state, part, kind)
        return self.look()

    def look(self) -> dict[str, Any]:
        """Returns what can be seen."""
        window = self._window
        return {
            "ready": bool(window.bridge.property("ready")),
            "state": window.bridge.property("words"),
            "notice": window.bridge.property("notice"),
            "lines": [[row.who, row.text] for row in window.dialogue.lines.rows],
            "talks": [[row.title, row.lines] for row in window.history.conversations.rows],
            "opened": [[row.who, row.text] for row in window.history.lines.rows],
            "meeting": {
                name: window.meeting.property(name)
                for name in ("shown", "phase", "step", "words", "before", "answered")
            },
        }

    def shot(self, path: str) -> dict[str, Any]:
        """Saves a picture of it."""
        return {"saved": self._window.root.grabWindow().save(path)}

    def quit(self) -> None:
        """Closes it as a user does."""
        self._window.root.close()


def _run() -> int:
    parser = argparse.ArgumentParser()
    for name in ("--home", "--mind", "--voice", "--ear"):
        parser.add_argument(name)
    args = parser.parse_args()
    environment = find_environment(args.home, os.environ, mind=args.mind, voice=args.voice, ear=args.ear, seed=7)
    return main(environment, shown=Hands)


if __name__ == "__main__":
    end_process(_run())
