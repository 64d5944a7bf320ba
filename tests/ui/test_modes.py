from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from companion.events import State
from companion.settings import Settings
from tests.ui.conftest import Open, Scene

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PUSH = Settings(theme="day", mode="push-to-talk")


def talks(scene: Scene) -> list[bool]:
    return [call[1] for call in scene.engine.asked if call[0] == "talk"]


def shown(scene: Scene) -> object:
    return scene.item("mode").property("text")


def space(scene: Scene, kind: QEvent.Type, repeated: bool) -> None:
    key = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", repeated)
    QGuiApplication.sendEvent(scene.window.root, key)


def middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(item.boundingRect().center()).toPoint()


def test_the_mode_is_always_shown_in_words(scene: Open) -> None:
    room = scene().ready()
    assert shown(room) == "hands-free"
    room.window.prefs.change("mode", "name")
    assert shown(room) == "answers to Ada"
    room.window.prefs.change("mode", "push-to-talk")
    assert (shown(room), room.item("state").property("text")) == ("push to talk", "hold Space")
    room.engine.emit(State(state="muted"))
    room.until(lambda: shown(room) == "muted")


def test_a_key_goes_through_the_modes_and_each_is_kept(scene: Open) -> None:
    room = scene().ready()
    for mode in ("push-to-talk", "name", "hands-free"):
        room.key(Qt.Key.Key_M, CTRL | SHIFT)
        room.asked("change", {"mode": mode})


def test_a_mode_chosen_while_muted_opens_the_microphone(scene: Open) -> None:
    room = scene().ready()
    room.window.modes.choose("muted")
    room.asked("listen", False)
    room.until(lambda: shown(room) == "muted")
    room.window.modes.choose("name")
    room.asked("listen", True)
    room.asked("change", {"mode": "name"})


def test_the_menu_of_modes_obeys_the_keyboard_and_escape_only_closes_it(scene: Open) -> None:
    room = scene().ready()
    room.engine.emit(State(state="speaking"))
    room.item("mode").forceActiveFocus()
    room.key(Qt.Key.Key_Space)
    menu = room.item("mode").property("menuOpen")
    assert menu
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: not room.item("mode").property("menuOpen"))
    assert ("interrupt",) not in room.engine.asked
    room.key(Qt.Key.Key_Space)
    room.until(lambda: bool(room.item("mode").property("menuOpen")))
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Return)
    room.asked("change", {"mode": "push-to-talk"})


def test_space_held_talks_and_repeats_of_the_key_change_nothing(scene: Open) -> None:
    room = scene(PUSH).ready()
    assert room.item("state").property("text") == "hold Space"
    space(room, QEvent.Type.KeyPress, repeated=False)
    assert talks(room) == [True]
    assert room.item("state").property("text") == "listening"
    for _ in range(5):
        space(room, QEvent.Type.KeyRelease, repeated=True)
        space(room, QEvent.Type.KeyPress, repeated=True)
    assert talks(room) == [True]
    space(room, QEvent.Type.KeyRelease, repeated=False)
    assert talks(room) == [True, False]
    assert room.item("composer").property("text") == ""


def test_space_is_a_letter_while_something_is_being_written(scene: Open) -> None:
    room = scene(PUSH).ready()
    room.type("a b ")
    assert room.item("composer").property("text") == "a b "
    assert talks(room) == []


def test_space_is_a_letter_in_the_other_modes(scene: Open) -> None:
    room = scene().ready()
    room.type(" a")
    assert room.item("composer").property("text") == " a"
    assert talks(room) == []


def test_space_talks_while_no_text_field_has_the_focus(scene: Open) -> None:
    room = scene(PUSH).ready()
    room.type("draft")
    room.item("her-words").forceActiveFocus()
    room.key(Qt.Key.Key_Space)
    assert talks(room) == [True, False]


def test_a_window_that_is_left_lets_go(scene: Open) -> None:
    room = scene(PUSH).ready()
    QTest.keyPress(room.window.root, Qt.Key.Key_Space)
    other = QWindow()
    other.show()
    other.requestActivate()
    room.until(lambda: talks(room) == [True, False])
    other.close()
    room.window.root.requestActivate()
    room.until(lambda: room.window.root.isActive())
    assert talks(room) == [True, False]


def test_another_room_lets_go(scene: Open) -> None:
    room = scene(PUSH).ready()
    QTest.keyPress(room.window.root, Qt.Key.Key_Space)
    room.key(Qt.Key.Key_4, CTRL)
    assert talks(room) == [True, False]


def test_the_button_talks_while_it_is_held_even_when_the_pointer_slips_off(scene: Open) -> None:
    room = scene(PUSH).ready()
    at = middle(room.item("microphone"))
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(room.window.root, Qt.MouseButton.LeftButton, none, at)
    assert talks(room) == [True]
    QTest.mouseMove(room.window.root, at - QPoint(300, 100))
    assert talks(room) == [True]
    QTest.mouseRelease(room.window.root, Qt.MouseButton.LeftButton, none, at - QPoint(300, 100))
    assert talks(room) == [True, False]
    assert not [call for call in room.engine.asked if call[0] == "listen"]


def test_who_cannot_hold_a_key_begins_and_ends_with_enter(scene: Open) -> None:
    room = scene(PUSH).ready()
    room.item("microphone").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    assert talks(room) == [True]
    room.key(Qt.Key.Key_Return)
    assert talks(room) == [True, False]


def test_holding_opens_a_muted_microphone_first(scene: Open) -> None:
    room = scene(Settings(theme="day", mode="push-to-talk", listening=False)).ready()
    room.engine.emit(State(state="muted"))
    room.until(lambda: shown(room) == "muted")
    QTest.keyPress(room.window.root, Qt.Key.Key_Space)
    room.asked("listen", True)
    assert talks(room) == [True]


def test_she_can_be_stopped_by_hand_while_the_button_is_for_talking(scene: Open) -> None:
    room = scene(PUSH).ready()
    room.engine.emit(State(state="speaking"))
    room.until(lambda: room.item("stop").isVisible())
    QTest.mouseClick(
        room.window.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(room.item("stop"))
    )
    room.asked("interrupt")


def test_mode_and_state_are_beside_or_below_each_other_in_the_smallest_window_with_the_largest_text(
    scene: Open,
) -> None:
    room = scene(Settings(theme="day", text_scale=2.0, mode="push-to-talk")).ready()
    room.window.root.resize(560, 420)
    room.until(lambda: room.item("mode").parentItem().width() < 560)
    for state, detail in (("listening", ""), ("hearing", ""), ("loading", "her mind, 41 %")):
        room.engine.emit(State(state=state, detail=detail))
        room.until(lambda wanted=state: room.window.bridge.property("state") == wanted)
        mode, words = room.item("mode"), room.item("state")
        shown = words.mapRectToScene(words.boundingRect())
        assert not shown.intersects(mode.mapRectToScene(mode.boundingRect()))
        assert not words.property("truncated")
        assert shown.right() <= 560
