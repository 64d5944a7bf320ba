"""“How she changed” lists the rules she was told, with the user's words, and lets them be added, undone and forgotten."""

from __future__ import annotations

from PySide6.QtCore import Qt

from companion.events import RuleTold
from companion.told_rules.rule import Manner
from companion.told_rules.scope import ALWAYS, Scope
from tests.ui.conftest import Open, Scene
from ui.parts.rows import RuleRow

CTRL = Qt.KeyboardModifier.ControlModifier


def enter(room: Scene) -> Scene:
    room.key(Qt.Key.Key_3, CTRL)
    room.until(lambda: bool(room.window.memories.property("read")))
    room.item("group-rules").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    return room


def rows(room: Scene) -> list[RuleRow]:
    return room.window.changes.rows.rows


def press(room: Scene) -> None:
    """Undo the first rule by keyboard."""
    room.item("rules").forceActiveFocus()
    room.item("rules").setProperty("currentIndex", 0)
    room.until(lambda: room.item("rules").property("currentItem") is not None)
    room.key(Qt.Key.Key_Return)


def tell(room: Scene, degree: str, scope: Scope = ALWAYS) -> int:
    memory = room.engine.memory
    assert memory is not None
    message = memory.add(memory.begin_conversation(), "you", "Be so.", "voice")
    return memory.rules.add(Manner("niceness", degree), scope, "Be so.", message.id).id  # type: ignore[arg-type]


def test_a_rule_is_shown_in_words_with_the_line_that_told_it_and_undone(scene: Open) -> None:
    room = scene().ready()
    tell(room, "less", Scope(first=300, last=720))
    enter(room)
    room.until(lambda: [row.text for row in rows(room)] == ["She is blunter, in the morning."])
    assert (rows(room)[0].quote, rows(room)[0].undo, rows(room)[0].standing) == ("Be so.", "Undo", "")
    press(room)
    room.until(lambda: rows(room)[0].undo == "Put back")
    assert room.engine.memory.rules.in_force() == []
    press(room)
    room.until(lambda: rows(room)[0].undo == "Undo")


def test_a_replaced_one_stands_below_and_has_no_button(scene: Open) -> None:
    room = scene().ready()
    tell(room, "less")
    tell(room, "more")
    enter(room)
    room.until(lambda: len(rows(room)) == 2)
    assert [(row.text, row.standing, row.undo) for row in rows(room)] == [
        ("She is gentler.", "", "Undo"),
        ("She is blunter.", "replaced by a newer one", ""),
    ]


def test_a_rule_is_written_by_hand_and_what_is_none_is_told(scene: Open) -> None:
    room = enter(scene().ready())
    assert "Tell her how to be" in str(room.item("nothing-known").property("text"))
    room.item("remember").forceActiveFocus()
    room.type("the days are getting shorter")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: "cannot follow this as a rule" in str(room.item("memories-told").property("text")))
    room.item("remember").setProperty("text", "")
    room.type("ask me less")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: [row.text for row in rows(room)] == ["She asks less."])
    room.until(lambda: room.item("remember").property("text") == "")
    assert room.item("memories-told").property("text") == ""


def test_a_rule_is_forgotten_and_brought_back(scene: Open) -> None:
    room = scene().ready()
    tell(room, "less")
    enter(room)
    room.until(lambda: len(rows(room)) == 1)
    room.item("rules").forceActiveFocus()
    room.key(Qt.Key.Key_Delete)
    room.until(lambda: rows(room) == [])
    room.window.undoing.undo()
    room.until(lambda: len(rows(room)) == 1)


def test_a_rule_told_aloud_appears_at_once(scene: Open) -> None:
    room = enter(scene().ready())
    room.until(lambda: room.item("nothing-known").isVisible())
    number = tell(room, "less")
    assert rows(room) == []
    room.engine.emit(RuleTold(id=number, text="She is blunter.", scope="always", until=None))
    room.until(lambda: [row.text for row in rows(room)] == ["She is blunter."])
