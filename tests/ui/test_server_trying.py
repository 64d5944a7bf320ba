"""The server of the settings is tried out at a press, and what is missing is shown there."""

from __future__ import annotations

from PySide6.QtCore import Qt

from companion.settings import Settings
from tests.models.scripted_server import Script, refuse, say, scripted
from tests.ui.conftest import Open, Scene

CTRL = Qt.KeyboardModifier.ControlModifier


def pressed(scene: Open, url: str) -> Scene:
    room = scene(Settings(theme="day", mind="server", server_url=url)).ready()
    room.key(Qt.Key.Key_4, CTRL)
    room.item("try-server").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    return room


def shown(room: Scene) -> str:
    return str(room.item("server-tried").property("text"))


def tried(scene: Open, script: Script, told: str) -> Scene:
    with scripted(script) as server:
        room = pressed(scene, server.url)
        room.until(lambda: told in shown(room))
    return room


def test_what_was_found_is_shown_until_another_server_is_named(scene: Open) -> None:
    room = tried(scene, say("one, ", "two, ", "three."), "Its context is 2048 tokens; with at least 4096")
    assert shown(room).startswith("It streams, ")
    room.window.prefs.change("server_model", "another")
    assert shown(room) == ""


def test_what_went_wrong_is_shown(scene: Open) -> None:
    tried(scene, refuse(500, {"error": "GPU is gone"}), "failed (GPU is gone)")
