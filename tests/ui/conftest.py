"""A window over a scripted engine, offscreen; a test fails on any warning of Qt's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.environment import Environment
from companion.settings import Settings
from tests.ui.fake_engine import FakeEngine, memory_at
from ui.shell.qml_types import register
from ui.shell.window import Window

NOW = datetime(2026, 11, 22, 21, 40)
HARMLESS = (
    "This plugin does not support",
    "pipewire",
    "Using Qt multimedia",
    "XDG_RUNTIME_DIR",
    "QUnifiedTimer::stopAnimationDriver",  # Qt's own, once in some runs, as a window closes during an animation
)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture(scope="session", autouse=True)
def _registered(qapp: QGuiApplication) -> None:
    register()


@pytest.fixture(autouse=True)
def _no_warnings() -> Iterator[None]:
    told: list[str] = []

    def keep(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(part in message for part in HARMLESS):
            told.append(message)

    before = qInstallMessageHandler(keep)
    yield
    qInstallMessageHandler(before)
    assert told == []


@dataclass
class Scene:
    """A window, its engine, and hands to use them with."""

    window: Window
    engine: FakeEngine
    bot: QtBot

    def item(self, name: str) -> QQuickItem:
        found = self.window.root.findChild(QObject, name)
        if not isinstance(found, QQuickItem):
            found = next((item for item in items(self.window.root.contentItem()) if item.objectName() == name), None)
        assert isinstance(found, QQuickItem), name
        return found

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.root, key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            self.key(letter)

    def until(self, true: Callable[[], bool]) -> None:
        self.bot.waitUntil(true, timeout=8000)

    def asked(self, *call: object) -> None:
        """Wait until the engine was asked this."""
        self.until(lambda: tuple(call) in self.engine.asked)

    def ready(self) -> Scene:
        self.until(lambda: bool(self.window.bridge.property("ready")))
        return self


def items(item: QQuickItem) -> Iterator[QQuickItem]:
    """All that are drawn; those of lists are nobody's children but for that."""
    yield item
    for child in item.childItems():
        yield from items(child)


Open = Callable[..., Scene]


@pytest.fixture
def scene(tmp_path: Path, qtbot: QtBot) -> Iterator[Open]:
    scenes: list[Scene] = []

    def open_(settings: Settings | None = None, engine: FakeEngine | None = None) -> Scene:
        settings = settings or Settings(theme="day")
        environment = Environment(tmp_path, tmp_path / "models", settings, lambda: NOW)
        engine = engine or FakeEngine(settings, memory_at(environment.memory_file, environment.now))
        window = Window(environment)
        window.show(lambda: engine)
        window.root.requestActivate()
        scenes.append(Scene(window, engine, qtbot))
        return scenes[-1]

    yield open_
    for each in scenes:
        each.window.close()
        if each.engine.memory is not None:
            each.engine.memory.close()
