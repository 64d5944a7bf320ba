"""“Her diary” shows what she wrote, with the line it rests on; a line, or all, can be discarded and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import Open, Scene
from ui.rooms.memory.her_diary import DiaryRow

CTRL = Qt.KeyboardModifier.ControlModifier


def enter(room: Scene) -> Scene:
    room.key(Qt.Key.Key_3, CTRL)
    room.until(lambda: bool(room.window.memories.property("read")))
    room.item("group-diary").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    return room


def rows(room: Scene) -> list[DiaryRow]:
    return room.window.diary.rows.rows


def texts(room: Scene) -> list[str]:
    return [row.text for row in rows(room)]


def write(room: Scene, *lines: str) -> int:
    """Let her write these lines on something the user said; returns its message."""
    memory = room.engine.memory
    assert memory is not None
    message = memory.add(memory.begin_conversation(), "you", "I saw Nora.", "voice")
    for line in lines:
        memory.diary.add(memory.diary.today, line, "form", [message])
    return message.id


def choose_first(room: Scene) -> None:
    room.item("diary").forceActiveFocus()
    room.item("diary").setProperty("currentIndex", 0)
    room.until(lambda: room.item("diary").property("currentItem") is not None)


def press(room: Scene, name: str) -> None:
    room.item(name).forceActiveFocus()
    room.key(Qt.Key.Key_Return)


def test_an_empty_diary_says_when_she_writes(scene: Open) -> None:
    room = enter(scene().ready())
    room.until(lambda: "When nobody talks" in str(room.item("nothing-known").property("text")))


def test_a_line_shows_why_it_is_there_and_opens_that_moment(scene: Open) -> None:
    room = scene().ready()
    message = write(room, "You saw Nora. Noted.")
    enter(room)
    room.until(lambda: texts(room) == ["You saw Nora. Noted."])
    assert [source["text"] for source in rows(room)[0].sources] == ["I saw Nora."]
    choose_first(room)
    press(room, f"quote-{message}")
    room.until(lambda: room.window.root.property("room") == "past")


@pytest.mark.parametrize("button", ["discard-line", "discard-diary"])
def test_what_is_discarded_can_be_brought_back(scene: Open, button: str) -> None:
    room = scene().ready()
    write(room, "You saw Nora.", "Noted.")
    enter(room)
    room.until(lambda: len(rows(room)) == 2)
    choose_first(room)
    press(room, button)
    room.until(lambda: texts(room) == (["Noted."] if button == "discard-line" else []))
    room.window.undoing.undo()
    room.until(lambda: texts(room) == ["You saw Nora.", "Noted."])


def test_what_she_may_ask_is_shown_and_discarded(scene: Open) -> None:
    room = scene().ready()
    memory = room.engine.memory
    assert memory is not None
    said = memory.message(write(room))
    memory.to_ask.add("How is Nora?", said, said.at.date())
    enter(room)
    room.until(lambda: texts(room) == ["How is Nora?"])
    choose_first(room)
    room.key(Qt.Key.Key_Delete)
    room.until(lambda: rows(room) == [])
    assert memory.to_ask.list() == []
    assert memory.message(said.id).text == "I saw Nora."


def test_a_forgotten_line_takes_along_what_rests_on_it(scene: Open) -> None:
    room = scene().ready()
    message = write(room, "You saw Nora.")
    enter(room)
    room.until(lambda: len(rows(room)) == 1)
    room.window.undoing.message(message)
    room.until(lambda: rows(room) == [])
    assert room.engine.memory.diary.list() == []


def test_what_the_search_finds_in_it_opens_it(scene: Open) -> None:
    room = scene().ready()
    write(room, "You saw Nora. Noted.")
    room.window.history.openKept("diary")
    room.until(lambda: room.window.root.property("room") == "memory")
    room.until(lambda: bool(room.item("diary").property("visible")))
    room.until(lambda: texts(room) == ["You saw Nora. Noted."])


def test_a_key_in_the_composer_stops_her_own_time(scene: Open) -> None:
    room = scene().ready()
    room.item("composer").forceActiveFocus()
    room.type("h")
    room.asked("typing")
