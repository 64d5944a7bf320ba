"""Locked, the window shows nothing of what was said, and holds nothing of it either; idleness locks, and so does a key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from companion.errors import CompanionError
from companion.events import Heard, Partial, Recalled, Source, State, Token, TurnDone
from companion.memory.key_file import key_file_for_passphrase, read_key_file, write_key_file
from companion.memory.locking import request_lock
from companion.settings import Settings
from tests.ui.conftest import Open, Scene
from tests.ui.test_forgetting import final, talk
from tests.ui.test_memory_room import enter, tell
from ui.shell.idling import IdleTimer

CTRL = Qt.KeyboardModifier.ControlModifier
DAY = Settings(theme="day")


def locked(room: Scene) -> bool:
    return bool(room.window.root.property("locked"))


def lock(room: Scene) -> Scene:
    room.key(Qt.Key.Key_L, CTRL)
    room.until(lambda: ("lock",) in room.engine.asked and not room.window.locking.property("working"))
    return room


def test_nothing_that_was_said_stays_on_the_screen(scene: Open) -> None:
    room = scene().ready()
    conversation = talk(room, "The fern is gone.", "Which one?")
    tell(room, "you", "job", "You write letters.", "I write letters")
    enter(room)
    window = room.window
    window.history.open(conversation, 0)
    window.history.search("fern")
    window.history.refresh()
    room.engine.emit(Heard(turn=3, text="Where?", start=0, end=1))
    room.engine.emit(Recalled(turn=3, memories=(Source(1, "2026-11-03T09:05:00", "by the door"),)))
    room.engine.emit(Token(turn=3, text="By the door."))
    room.engine.emit(TurnDone(turn=3, reply="By the door.", gap_s=1.0, phases={}))
    room.engine.emit(Partial(text="And then"))
    rows = (
        window.history.lines,
        window.history.hits,
        window.history.conversations,
        window.memories.facts,
        window.dialogue.lines,
    )
    room.until(lambda: all(each.rows for each in rows) and window.dialogue.property("partial") == "And then")
    lock(room)
    assert locked(room)
    assert [each.rows for each in (*rows, window.memories.people, window.dialogue.timings.rows)] == [[]] * 7
    stage = window.dialogue.stage
    said = [stage.property(name) for name in ("line", "reply")] + [window.dialogue.property("partial")]
    assert said == ["", "", ""]
    assert stage.property("sources") == []
    assert (window.history.property("words"), window.history.property("opened")) == ("", 0)
    assert (window.memories.property("tabs"), window.bridge.property("notice")) == ([], "")
    assert window.root.findChild(QObject, "search") is None


def test_what_still_arrives_while_it_locks_is_not_shown(scene: Open) -> None:
    room = scene().ready()
    room.window.history.search("fern")
    room.window.history.refresh()
    room.window.memories.refresh()
    lock(room)
    room.engine.emit(Heard(turn=1, text="Still here?", start=0, end=1))
    room.engine.emit(State(state="muted"))
    room.until(lambda: room.window.bridge.property("state") == "muted")
    assert room.window.dialogue.lines.rows == []
    assert not room.window.memories.property("read")


def test_a_key_the_system_keeps_needs_one_press(scene: Open) -> None:
    room = lock(scene().ready())
    room.until(lambda: room.item("unlock").hasActiveFocus())
    assert not room.item("passphrase").isVisible()
    room.engine.asked.clear()
    room.key(Qt.Key.Key_Return)
    room.asked("open")
    room.until(lambda: not locked(room))
    assert ("unlock", "") not in room.engine.asked
    room.until(lambda: room.item("composer").hasActiveFocus())


def test_a_passphrase_is_asked_for_again_and_her_turns_begin_anew(scene: Open) -> None:
    room = scene().ready()
    room.engine.emit(TurnDone(turn=7, reply="Good night.", gap_s=1.0, phases={}))
    room.engine.locks = "existing"
    lock(room)
    room.until(lambda: room.item("passphrase").hasActiveFocus())
    room.type("rosebud")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: not locked(room))
    room.engine.emit(Token(turn=1, text="Welcome back."))
    room.until(lambda: [row.text for row in room.window.dialogue.lines.rows] == ["Welcome back."])


def test_a_key_that_was_moved_under_a_passphrase_meanwhile_is_asked_for(scene: Open) -> None:
    room = lock(scene().ready())
    room.until(lambda: room.item("unlock").hasActiveFocus())
    room.engine.locked = "existing"
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.item("passphrase").hasActiveFocus())
    room.type("rosebud")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: not locked(room))


def test_what_was_being_forgotten_is_final_before_it_is_locked(scene: Open) -> None:
    room = scene().ready()
    fact = tell(room, "you", "job", "You write letters.", "I write letters")
    room.window.undoing.fact(fact.id)
    room.until(lambda: final(room) == [False])
    at_lock: list[list[bool]] = []
    room.engine.locking = lambda: at_lock.append(final(room))
    lock(room)
    assert at_lock == [[True]]


def test_what_was_typed_and_not_sent_is_still_there_afterwards(scene: Open) -> None:
    room = scene().ready()
    room.type("Dear Catherine")
    lock(room)
    room.key(Qt.Key.Key_Return)
    room.until(lambda: not locked(room))
    assert room.item("composer").property("text") == "Dear Catherine"


def test_locking_that_failed_says_so_and_shows_nothing(scene: Open) -> None:
    room = scene().ready()

    def fail() -> None:
        raise CompanionError("The disk is full; make room.")

    room.engine.locking = fail
    room.key(Qt.Key.Key_L, CTRL)
    room.until(lambda: room.item("passphrase-trouble").property("text") == "The disk is full; make room.")
    assert locked(room)


def test_asked_for_before_she_is_awake_it_comes_as_soon_as_she_is(scene: Open) -> None:
    room = scene()
    room.window.locking.lock()
    room.until(lambda: ("lock",) in room.engine.asked)
    assert room.engine.asked.index(("open",)) < room.engine.asked.index(("lock",))


class Hours:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Hours:
    return Hours()


def press() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)


def test_idleness_is_counted_from_the_last_touch(qtbot: QtBot, clock: Hours) -> None:
    idling = IdleTimer(lambda: False, clock)
    told: list[float] = []
    idling.expired.connect(lambda: told.append(clock.now))
    idling.set_minutes(5)
    clock.now = 299
    assert not idling.check()
    assert not idling.eventFilter(idling, press())
    clock.now = 500
    assert not idling.check()
    assert idling._timer.remainingTime() > 90_000
    clock.now = 600
    assert idling.check()
    assert told == [600]


def test_the_first_touch_after_the_computer_slept_is_too_late(qtbot: QtBot, clock: Hours) -> None:
    idling = IdleTimer(lambda: False, clock)
    idling.set_minutes(1)
    clock.now = 8 * 3600
    assert idling.eventFilter(idling, press())
    assert not idling.eventFilter(idling, press())
    assert not idling.eventFilter(idling, QEvent(QEvent.Type.UpdateRequest))


def test_talk_is_no_idleness_and_never_is_never(qtbot: QtBot, clock: Hours) -> None:
    idling = IdleTimer(lambda: clock.now < 1000, clock)
    idling.set_minutes(0)
    clock.now = 900
    assert not idling.check()
    idling.set_minutes(1)
    clock.now = 999
    assert not idling.check()
    clock.now = 1059
    assert idling.check()


def test_an_idle_window_locks_itself(scene: Open) -> None:
    room = scene(replace(DAY, lock_after=1)).ready()
    room.window.idle_timer._last -= 61
    room.window.idle_timer.check()
    room.until(lambda: ("lock",) in room.engine.asked)


def test_how_long_is_a_setting(scene: Open) -> None:
    room = scene().ready()
    assert not room.window.idle_timer._timer.isActive()
    room.key(Qt.Key.Key_4, CTRL)
    room.item("setting-lock_after").forceActiveFocus()
    room.key(Qt.Key.Key_Down)
    room.asked("change", {"lock_after": 1})
    assert room.window.idle_timer._timer.isActive()


def test_the_terminal_can_ask_the_window_to_lock(scene: Open, tmp_path: Path) -> None:
    room = scene().ready()
    request_lock(tmp_path)
    room.until(lambda: ("lock",) in room.engine.asked)
    assert not (tmp_path / "lock.request").exists()


def test_a_wish_from_before_the_window_opened_is_void(scene: Open, tmp_path: Path) -> None:
    request_lock(tmp_path)
    room = scene().ready()
    assert not (tmp_path / "lock.request").exists()
    assert ("lock",) not in room.engine.asked


def change_passphrase(room: Scene, *words: str) -> None:
    room.key(Qt.Key.Key_4, CTRL)
    room.until(lambda: room.window.passphrase.property("kept") == "passphrase")
    room.item("change-passphrase").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    for each in words:
        room.type(each)
        room.key(Qt.Key.Key_Return)


@pytest.mark.slow
def test_the_passphrase_is_changed_in_the_settings(scene: Open, tmp_path: Path) -> None:
    file, raw = key_file_for_passphrase("rosebud")
    write_key_file(tmp_path / "memory.key.toml", file)
    room = scene().ready()
    change_passphrase(room, "rosebud", "snow globe", "snow globe")
    room.until(lambda: room.item("change-passphrase").isVisible())
    changed = read_key_file(tmp_path / "memory.key.toml")
    assert changed is not None
    assert changed.derive("snow globe") == raw
    assert not changed.proves(changed.derive("rosebud"))


@pytest.mark.parametrize(
    ("words", "why"),
    [(("x", "new", "new"), "old passphrase is not right"), (("rosebud", "new", "mew"), "not the same")],
)
def test_a_passphrase_that_was_mistyped_changes_nothing(
    scene: Open, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    file, _ = key_file_for_passphrase("rosebud")
    write_key_file(tmp_path / "memory.key.toml", file)
    room = scene().ready()
    change_passphrase(room, *words)
    room.until(lambda: why in str(room.item("passphrase-changed-trouble").property("text")))
    assert read_key_file(tmp_path / "memory.key.toml") == file
