"""What was done stands under her reply with its undo; what falls due the desktop tells when the window is not in front."""

from __future__ import annotations

import pytest
from jeepney import DBusAddress, new_method_call
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from companion.events import DeedDone, DeedUndone, FellDue, Heard, Notice, Said, TurnDone
from tests.ui.conftest import NOW, Open, Scene
from ui.parts.receipts import from_event
from ui.shell.desktop_notification import bus_arguments, mac_script


@pytest.fixture
def talk(scene: Open) -> Scene:
    return scene().ready()


def set_a_timer(talk: Scene, turn: int = 1) -> None:
    talk.engine.emit(Heard(turn=turn, text="Set a timer for the pasta.", start=0, end=1))
    talk.engine.emit(
        DeedDone(turn=turn, deed="timer", text="pasta, ten minutes", when="2026-11-22T21:50:00", undo=True, id=3)
    )
    talk.engine.emit(Said(turn=turn, text="Pasta timer, ten minutes."))
    talk.engine.emit(TurnDone(turn=turn, reply="Pasta timer, ten minutes.", gap_s=0.1, phases={}))


def chips(talk: Scene) -> list[str]:
    return [row["words"] for line in talk.window.dialogue.lines.rows for row in line.receipts]


def on_the_stage(talk: Scene) -> list[str]:
    return [row["words"] for row in talk.window.dialogue.stage.property("receipts")]


def test_the_receipt_stands_under_her_reply(talk: Scene):
    set_a_timer(talk)
    talk.until(lambda: chips(talk) == ["timer · 21:50 · pasta, ten minutes"])
    assert on_the_stage(talk) == chips(talk)
    assert [line.who for line in talk.window.dialogue.lines.rows if line.receipts] == ["her"]


def test_it_goes_from_the_stage_with_the_next_line_and_stays_in_the_conversation(talk: Scene):
    set_a_timer(talk)
    talk.engine.emit(Heard(turn=2, text="Thanks.", start=2, end=3))
    talk.until(lambda: on_the_stage(talk) == [] and len(chips(talk)) == 1)


def test_undo_is_asked_of_the_engine_and_shown(talk: Scene):
    set_a_timer(talk)
    talk.until(lambda: bool(on_the_stage(talk)))
    talk.until(lambda: talk.item("undo-deed-3").isVisible())
    link = talk.item("undo-deed-3")
    middle = link.mapToScene(link.boundingRect().center())
    QTest.mouseClick(talk.window.root, Qt.MouseButton.LeftButton, pos=QPoint(round(middle.x()), round(middle.y())))
    talk.asked("undo_deed", 3)
    talk.until(lambda: on_the_stage(talk) == ["timer · 21:50 · pasta, ten minutes · undone"])
    assert chips(talk) == on_the_stage(talk)
    talk.until(lambda: talk.item("notice").property("text") == "The pasta timer is off.")


def test_what_can_not_be_undone_is_told(talk: Scene):
    set_a_timer(talk)
    talk.engine.refuse = "Receipt 3 is undone already; nothing was changed."
    talk.window.bridge.undoDeed(3)
    talk.until(lambda: talk.item("notice").property("text") == talk.engine.refuse)


def test_undone_by_voice_is_shown_too(talk: Scene):
    set_a_timer(talk)
    talk.engine.emit(DeedUndone(turn=2, deed="timer", text="pasta, ten minutes", id=3))
    talk.until(lambda: chips(talk) == ["timer · 21:50 · pasta, ten minutes · undone"])


def test_receipts_are_there_when_the_conversation_is_opened_again(scene: Open):
    first = scene().ready()
    memory = first.engine.memory
    assert memory is not None
    asked = memory.add(first.engine.conversation, "you", "Set a timer for the pasta.", "typed")
    memory.receipts.add("timer", "pasta, ten minutes", NOW.replace(hour=21, minute=50), {"set": 1}, asked.id)
    memory.add(first.engine.conversation, "her", "Pasta timer, ten minutes.", "typed")
    first.window.bridge.reload_conversation()
    first.until(lambda: chips(first) == ["timer · 21:50 · pasta, ten minutes"])


@pytest.mark.parametrize(
    ("when", "words"),
    [("2026-11-22T21:50:00", "timer · 21:50 · tea"), ("2026-11-23T07:00:00", "timer · tomorrow 07:00 · tea"),
     ("2026-11-25T12:00:00", "timer · Wednesday 12:00 · tea"), ("2027-03-03T12:00:00", "timer · 3 March 2027 12:00 · tea"),
     ("", "timer · tea")],
)  # fmt: skip
def test_when_in_words(when: str, words: str):
    assert from_event(DeedDone(deed="timer", text="tea", when=when, id=1), NOW)["words"] == words


def test_what_falls_due_is_notified_by_the_desktop_unless_the_window_is_in_front(talk: Scene):
    shown: list[tuple[str, str, bool]] = []
    talk.window.bridge.notify_desktop = lambda title, text, silent: shown.append((title, text, silent))
    talk.window.bridge.in_front = lambda: True
    due = FellDue(deed="timer", text="pasta", when="2026-11-22T21:50:00", late_s=0.1, id=1)
    talk.engine.emit(due)
    talk.engine.emit(Notice(message="That was that."))
    talk.until(lambda: talk.window.bridge.property("notice") == "That was that.")
    talk.window.bridge.in_front = lambda: False
    talk.engine.emit(due)
    talk.until(lambda: shown == [("Timer", "pasta, 21:50", False)])


def test_said_unasked_it_stands_alone_on_the_stage(talk: Scene):
    set_a_timer(talk)
    talk.engine.emit(Said(turn=2, text="The pasta timer is done."))
    talk.until(lambda: talk.window.dialogue.stage.property("reply").strip() == "The pasta timer is done.")
    assert talk.window.dialogue.stage.property("line") == ""
    assert on_the_stage(talk) == []


def test_a_notification_is_a_message_of_the_bus_and_its_words_are_no_script():
    body = bus_arguments("Reminder", "call <Amy> & Ben", silent=True)
    message = new_method_call(DBusAddress("/x", bus_name="x.y"), "Notify", "susssasa{sv}i", body)
    assert b"call <Amy> & Ben" in message.serialise(1)
    assert b"suppress-sound" in message.serialise(1)
    assert '"\\"); evil(\\""' in mac_script("Timer", '"); evil("')
