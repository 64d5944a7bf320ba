"""Scenes of the To do room for the pictures of the window."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from companion.deeds.local_time import local_zone
from companion.memory.calendar import CalendarEvent
from companion.memory.due_times import zone_name
from tests.ui.fake_engine import FakeEngine
from tests.ui.look_life import NOW
from tests.ui.look_rooms import room
from tests.ui.look_talk import settle, wait
from ui.rooms.todo.reader import TodoGroup
from ui.shell.window import Window


def todo(window: Window, engine: FakeEngine) -> None:
    """Two timers, one of them paused, an alarm, and reminders; one of them long."""
    add = engine.memory.due_times.add
    now = NOW.replace(tzinfo=local_zone())
    add("timer", "pasta", now + timedelta(minutes=7), length=timedelta(minutes=10))
    held = add("timer", "", now + timedelta(hours=1), length=timedelta(hours=1))
    engine.memory.due_times.change(held.id, "paused", left=timedelta(minutes=42, seconds=5))
    add("alarm", "", now.replace(hour=6, minute=30) + timedelta(days=1), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    add("reminder", "call Amy", now.replace(hour=12, minute=0) + timedelta(days=3))
    long = "bring the library books back, also the two that Catherine left under the stairs in the summer"
    add("reminder", long, now.replace(hour=9, minute=30) + timedelta(days=6))
    room(window, Qt.Key.Key_5)
    settle(window)


def todo_stopped(window: Window, engine: FakeEngine) -> None:
    todo(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_Delete)
    settle(window)
    wait(200)


def todo_done(window: Window, engine: FakeEngine) -> None:
    add = engine.memory.receipts.add
    now = NOW
    add("timer", "pasta, ten minutes", now + timedelta(minutes=10), {"set": 1})
    gone = add("reminder", "call Amy", now + timedelta(days=3), {"set": 2})
    engine.memory.receipts.mark_undone(gone.id)
    add("list", "shopping: milk, bread, coffee", None, {"add": 1})
    room(window, Qt.Key.Key_5)
    window.todo.show("done")
    settle(window)


def todo_calendar(window: Window, engine: FakeEngine) -> None:
    calendar, zone = engine.memory.calendar, zone_name(NOW.replace(tzinfo=local_zone()))
    evening = NOW.replace(hour=19, minute=30)
    day = NOW.date()
    calendar.add(CalendarEvent("NCT", evening.replace(hour=8, minute=40) + timedelta(days=1), zone=zone))
    dinner = evening + timedelta(days=2)
    calendar.add(
        CalendarEvent("dinner with Maeve", dinner, dinner + timedelta(hours=2), zone, place="The Winding Stair")
    )
    calendar.add(CalendarEvent("Nora's birthday", day + timedelta(days=2), zone=zone, recurrence="FREQ=YEARLY"))
    begins = evening.replace(hour=18, minute=0) + timedelta(days=4)
    calendar.add(CalendarEvent("football training", begins, zone=zone, recurrence="FREQ=WEEKLY"))
    shown(window, "calendar")


def todo_calendar_file(window: Window, engine: FakeEngine) -> None:
    todo_calendar(window, engine)
    window.root.findChild(QObject, "calendar-file").click()
    wait(200)


def todo_lists(window: Window, engine: FakeEngine) -> None:
    lists = engine.memory.lists
    shopping, packing = lists.make("shopping"), lists.make("packing")
    bought, *_ = lists.add(
        shopping.id, ["bread", "milk", "two kilos of flour, the strong one from the mill shop", "coffee"]
    )
    lists.tick([bought])
    lists.add(packing.id, ["goggles", "towel"])
    shown(window, "lists")


def todo_notes(window: Window, engine: FakeEngine) -> None:
    notes = engine.memory.notes
    notes.add("the spare key is under the blue pot")
    notes.add(
        "The man about the boiler is called Pascal and his van is white; he comes on Tuesdays, and only in the morning."
    )
    shown(window, "notes")


def shown(window: Window, group: TodoGroup) -> None:
    room(window, Qt.Key.Key_5)
    window.todo.show(group)
    settle(window)
    wait(150)


def todo_empty(window: Window, engine: FakeEngine) -> None:
    room(window, Qt.Key.Key_5)
    settle(window)
