"""The To do page lists what waits with the time left, stops it, and lists and undoes what was done."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from companion.deeds.local_time import local_zone
from companion.events import DeedDone, FellDue
from companion.memory.calendar import CalendarEvent
from companion.memory.due_times import DueTime, zone_name
from tests.ui.conftest import NOW, Open, Scene
from tests.ui.test_rooms import usable, walk
from ui.rooms.todo.reader import TodoGroup

CTRL = Qt.KeyboardModifier.ControlModifier


def local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=local_zone())


def timer(room: Scene, name: str = "pasta", minutes: int = 10) -> DueTime:
    assert room.engine.memory is not None
    length = timedelta(minutes=minutes)
    return room.engine.memory.due_times.add("timer", name, local(NOW + length), length=length)


def reminder(room: Scene, text: str, at: datetime, rule: str = "") -> DueTime:
    assert room.engine.memory is not None
    return room.engine.memory.due_times.add("reminder", text, local(at), rule)


def enter(room: Scene) -> Scene:
    room.key(Qt.Key.Key_5, CTRL)
    room.until(lambda: bool(room.window.todo.property("read")))
    return room


def shown(room: Scene) -> list[tuple[str, str, str]]:
    return [(row.section, row.text, row.when) for row in room.window.todo.rows.rows]


def told(room: Scene) -> str:
    return str(room.item("todo-told").property("text"))


def test_timers_come_first_then_what_is_due_later(scene: Open) -> None:
    room = scene().ready()
    reminder(room, "call Amy", NOW.replace(hour=12) + timedelta(days=1))
    reminder(room, "water the plants", NOW.replace(hour=8, minute=0) + timedelta(days=1), "FREQ=DAILY")
    timer(room)
    enter(room)
    assert shown(room)[:2] == [
        ("Timers", "Pasta", "ten minutes · 21:50"),
        ("Reminders", "Water the plants", "every day at 8 o'clock in the morning"),
    ]
    assert shown(room)[2][:2] == ("Reminders", "Call Amy")
    assert shown(room)[2][2].startswith("tomorrow 12:")


def test_the_time_left_is_shown(scene: Open) -> None:
    room = scene().ready()
    one = timer(room)
    enter(room)
    room.until(lambda: room.item(f"left-{one.id}").property("text") == "10:00")
    assert [room.window.todo.countdown(seconds) for seconds in (0, 59, 61, 4200)] == ["0:00", "0:59", "1:01", "1:10:00"]


def test_a_timer_is_stopped_told_and_put_back(scene: Open) -> None:
    room = scene().ready()
    one = timer(room)
    enter(room)
    room.until(lambda: room.item("todo").property("currentIndex") == 0)
    room.key(Qt.Key.Key_Delete)
    room.asked("stop_due", one.id)
    room.until(lambda: told(room) == "The pasta timer is off.")
    room.until(lambda: shown(room) == [])
    room.key(Qt.Key.Key_Z, CTRL)
    room.until(lambda: any(call[0] == "undo_deed" for call in room.engine.asked))
    room.until(lambda: not room.window.todo.property("undoable"))


def test_what_she_has_done_is_listed_with_its_undo(scene: Open) -> None:
    room = scene().ready()
    assert room.engine.memory is not None
    first = room.engine.memory.receipts.add("timer", "pasta, ten minutes", NOW + timedelta(minutes=10), {"set": 1})
    second = room.engine.memory.receipts.add("note", "the key is under the pot", None, {"add": 1})
    room.engine.memory.receipts.mark_undone(second.id)
    enter(room)
    room.window.todo.show("done")
    room.until(lambda: len(shown(room)) == 2)
    assert shown(room) == [
        ("Today", "The key is under the pot", "note · undone"),
        ("Today", "Pasta, ten minutes", "timer · 21:50"),
    ]
    assert [row.button for row in room.window.todo.rows.rows] == ["", "Undo"]
    room.item("todo").forceActiveFocus()
    room.until(lambda: room.item("todo").property("currentIndex") == 0)
    room.key(Qt.Key.Key_Delete)
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Enter)
    assert not any(call[0] == "undo_deed" for call in room.engine.asked)
    assert room.window.root.activeFocusItem().objectName() == f"act-{first.id}"
    room.key(Qt.Key.Key_Enter)
    room.asked("undo_deed", first.id)
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: room.window.todo.property("group") == "waiting")
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: room.window.root.property("room") == "talk")


def show(room: Scene, group: TodoGroup) -> list[tuple[str, str, str]]:
    enter(room)
    room.window.todo.show(group)
    room.until(lambda: room.window.todo.property("group") == group and bool(shown(room)))
    return shown(room)


def test_the_calendar_shows_the_next_seven_days(scene: Open) -> None:
    room = scene().ready()
    assert room.engine.memory is not None
    calendar, zone = room.engine.memory.calendar, zone_name(local(NOW))
    evening = NOW.replace(hour=19, minute=30)
    calendar.add(CalendarEvent("over", evening - timedelta(hours=3), zone=zone))
    calendar.add(
        CalendarEvent("dinner", evening + timedelta(days=1), evening + timedelta(days=1, hours=2), zone, place="Nora's")
    )
    calendar.add(CalendarEvent("birthday", NOW.date() + timedelta(days=3), zone=zone))
    calendar.add(CalendarEvent("far away", evening + timedelta(days=9), zone=zone))
    assert show(room, "calendar") == [
        ("Tomorrow", "Dinner", "19:30 to 21:30 · Nora's"),
        ("Wednesday 25 November", "Birthday", "all day"),
    ]


def test_the_calendar_is_written_to_a_file_and_read_again(scene: Open, tmp_path: Path) -> None:
    room = scene().ready()
    assert room.engine.memory is not None
    calendar, file = room.engine.memory.calendar, tmp_path / "calendar.ics"
    number = calendar.add(
        CalendarEvent("dinner", NOW.replace(hour=19) + timedelta(days=1), zone=zone_name(local(NOW)))
    ).id
    show(room, "calendar")
    room.item("calendar-file").click()  # type: ignore[attr-defined]
    room.until(lambda: room.item("calendar-path").hasActiveFocus())
    room.item("calendar-path").setProperty("text", str(file))
    room.item("calendar-write").click()  # type: ignore[attr-defined]
    room.until(lambda: "1 event; that file is not encrypted" in str(room.window.todo.property("notice")))
    calendar.remove(number)
    room.window.todo.readCalendar(str(file), False)
    room.until(lambda: "still out: 1" in str(room.window.todo.property("notice")))
    room.window.todo.readCalendar(str(file), True)
    room.until(lambda: [row[1] for row in shown(room)] == ["Dinner"])
    (tmp_path / "theirs.ics").write_text("BEGIN:VCALENDAR")
    room.window.todo.writeCalendar(str(tmp_path / "theirs.ics"))
    room.until(lambda: "not of this program" in str(room.window.todo.property("notice")))
    room.window.todo.readCalendar(str(tmp_path / "none.ics"), False)
    room.until(lambda: "give the path of an .ics file" in str(room.window.todo.property("notice")))


def test_lists_show_what_is_open_first(scene: Open) -> None:
    room = scene().ready()
    assert room.engine.memory is not None
    lists = room.engine.memory.lists
    shopping = lists.make("shopping")
    bread, _ = lists.add(shopping.id, ["bread", "milk"])
    lists.tick([bread])
    assert show(room, "lists") == [("Shopping", "milk", ""), ("Shopping", "bread", "ticked off")]
    assert [row.over for row in room.window.todo.rows.rows] == [False, True]


def test_notes_are_shown_word_for_word(scene: Open) -> None:
    room = scene().ready()
    assert room.engine.memory is not None
    room.engine.memory.notes.add("the spare key is under the blue pot")
    assert show(room, "notes") == [("", "the spare key is under the blue pot", "today 21:40")]
    assert {tab["id"]: tab["count"] for tab in room.window.todo.property("tabs")}["notes"] == 1


def test_what_is_said_and_what_falls_due_is_shown_at_once(scene: Open) -> None:
    room = enter(scene().ready())
    assert shown(room) == []
    one = timer(room)
    room.engine.emit(DeedDone(turn=1, deed="timer", text="pasta, ten minutes", undo=True, id=1))
    room.until(lambda: len(shown(room)) == 1)
    assert room.engine.memory is not None
    room.engine.memory.due_times.ring(one)
    room.engine.emit(FellDue(deed="timer", text="pasta", when="2026-11-22T21:50:00", late_s=0.0))
    room.until(lambda: shown(room) == [])


def test_what_was_done_by_hand_stands_under_no_reply(scene: Open) -> None:
    room = scene().ready()
    timer(room)
    enter(room)
    room.until(lambda: room.item("todo").property("currentIndex") == 0)
    room.key(Qt.Key.Key_Return)
    room.key(Qt.Key.Key_Return)
    room.until(lambda: told(room) != "")
    assert [line for line in room.window.dialogue.lines.rows if line.receipts] == []


def test_empty_pages_say_what_to_do(scene: Open) -> None:
    room = enter(scene().ready())
    assert "ten minutes for the pasta" in str(room.item("nothing-to-do").property("text"))
    room.window.todo.show("done")
    room.until(lambda: room.item("nothing-to-do").property("text") == "She has done nothing yet.")


def test_what_cannot_be_stopped_is_told(scene: Open) -> None:
    room = scene().ready()
    one = timer(room)
    enter(room)
    room.engine.refuse = "The file can't be written; free some space."
    room.window.todo.act(one.id)
    room.until(lambda: told(room) == room.engine.refuse)


def test_it_is_empty_while_the_memory_is_locked(scene: Open) -> None:
    room = scene().ready()
    timer(room)
    enter(room)
    room.until(lambda: bool(shown(room)))
    room.window.todo.detach()
    assert shown(room) == []
    assert not room.window.todo.property("read")


def test_every_control_has_a_name_and_is_reached_by_tab(scene: Open) -> None:
    room = scene().ready()
    one = timer(room)
    enter(room)
    room.until(lambda: room.item(f"act-{one.id}").isVisible())
    controls = [each for each in walk(QAccessible.queryAccessibleInterface(room.window.root)) if usable(each)]
    assert [each for each in controls if not each.text(QAccessible.Text.Name)] == []
    cards = [each.text(QAccessible.Text.Name) for each in controls if each.role() == QAccessible.Role.ListItem]
    assert cards == ["Timer, pasta, ten minutes, 21:50"]
    room.key(Qt.Key.Key_Tab)
    assert room.window.root.activeFocusItem().objectName() == f"act-{one.id}"


def test_a_paused_timer_says_how_much_is_left(scene: Open) -> None:
    room = scene().ready()
    one = timer(room)
    assert room.engine.memory is not None
    room.engine.memory.due_times.change(one.id, "paused", left=timedelta(minutes=4, seconds=5))
    enter(room)
    spoken = [row.spoken for row in room.window.todo.rows.rows]
    assert spoken == ["Timer, pasta, ten minutes, paused with four minutes and five seconds left"]


def test_the_arrows_leave_a_button_for_the_next_row(scene: Open) -> None:
    room = scene().ready()
    timer(room)
    timer(room, "rice", 12)
    enter(room)
    room.until(lambda: room.item("todo").property("currentIndex") == 0)
    room.key(Qt.Key.Key_Return)
    room.key(Qt.Key.Key_Down)
    assert room.item("todo").property("activeFocus")
    assert room.item("todo").property("currentIndex") == 1
    assert not room.window.root.activeFocusItem().objectName().startswith("act-")


def test_the_ticking_ends_when_the_room_is_left(scene: Open) -> None:
    room = scene().ready()
    timer(room)
    enter(room)
    assert room.window.todo._ticker.isActive()
    room.key(Qt.Key.Key_1, CTRL)
    room.until(lambda: not room.window.todo._ticker.isActive())
