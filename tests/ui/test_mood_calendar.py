"""History's month of dots: how much was talked, how the days seemed; a day is corrected in words, deleted, or has no colour."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMetaObject, Qt

from companion.settings import Settings
from tests.memory.test_moods import GLAD, LOW, say
from tests.ui.conftest import Open, Scene
from ui.rooms.history.mood_calendar import MoodDayRow

CTRL = Qt.KeyboardModifier.ControlModifier


def november(scene: Open, settings: Settings | None = None) -> Scene:
    """History, with a low second of November, a glad fourth, and a fifth of which nothing is told."""
    room = scene(settings).ready()
    memory = room.engine.memory
    for day, mood in ((2, LOW), (4, GLAD), (5, None)):
        say(memory, day, mood, month=11)
    room.key(Qt.Key.Key_2, CTRL)
    room.until(lambda: any(row.size for row in room.window.history.moods.days.rows))
    return room


def rows(room: Scene) -> list[MoodDayRow]:
    return [row for row in room.window.history.moods.days.rows if row.size]


def click(room: Scene, name: str) -> None:
    QMetaObject.invokeMethod(room.item(name), "click")


def test_days_are_told_by_size_colour_and_words(scene: Open) -> None:
    room = november(scene)
    assert [(row.day, row.weekday, row.week, row.felt) for row in rows(room)] == [
        ("2026-11-02", 0, 1, "low"),
        ("2026-11-04", 2, 1, "bright"),
        ("2026-11-05", 3, 1, ""),
    ]
    assert [row.spoken for row in rows(room)] == [
        "Monday 2 November, 12 words, low",
        "Wednesday 4 November, 12 words, bright",
        "Thursday 5 November, 12 words, can't tell",
    ]
    assert len(room.window.history.moods.days.rows) == 30


def test_that_day_was_not_sad(scene: Open) -> None:
    room = november(scene)
    click(room, "mood-2026-11-02")
    room.until(lambda: room.item("mood-chosen").property("text") == "Monday 2 November, 12 words, low")
    click(room, "felt-calm")
    room.until(lambda: rows(room)[0].felt == "calm")
    assert room.item("mood-chosen").property("text") == "Monday 2 November, 12 words, calm, as you say"
    click(room, "felt-unknown")
    room.until(lambda: rows(room)[0].felt == "")


def test_the_keyboard_goes_from_day_to_day(scene: Open) -> None:
    room = november(scene)
    room.item("mood-2026-11-05").forceActiveFocus()
    room.key(Qt.Key.Key_Left)
    assert room.item("mood-2026-11-04").hasActiveFocus()
    room.key(Qt.Key.Key_Left)
    assert room.item("mood-2026-11-02").hasActiveFocus()
    room.key(Qt.Key.Key_Return)
    assert room.window.history.moods.property("chosen") == "2026-11-02"


def test_what_is_estimated_of_a_day_or_of_all_is_deleted(scene: Open) -> None:
    room = november(scene)
    click(room, "mood-2026-11-02")
    click(room, "mood-delete")
    room.until(lambda: rows(room)[0].felt == "")
    assert rows(room)[1].felt == "bright"
    click(room, "mood-delete-all")
    assert rows(room)[1].felt == "bright"  # asked once more
    click(room, "mood-delete-all")
    room.until(lambda: rows(room)[1].felt == "")
    assert len(rows(room)) == 3


def test_switched_off_no_day_has_a_colour(scene: Open) -> None:
    room = november(scene, Settings(theme="day", reading_mood=False))
    assert [row.felt for row in rows(room)] == ["", "", ""]
    assert rows(room)[0].spoken == "Monday 2 November, 12 words"


def test_months_are_turned_back_and_not_beyond_this_one(scene: Open) -> None:
    room = november(scene)
    calendar = room.window.history.moods
    calendar.step(1)
    assert calendar.property("month") == "November 2026"
    click(room, "month-before")
    room.until(lambda: calendar.property("month") == "October 2026" and len(calendar.days.rows) == 31)
    assert rows(room) == []
    calendar.step(-10)
    room.until(lambda: calendar.property("month") == "December 2025")


def test_an_export_has_moods_only_if_they_are_chosen(scene: Open, tmp_path: Path) -> None:
    room = november(scene)
    without, with_them = tmp_path / "without.json", tmp_path / "with.json"
    room.window.history.export(str(without), "json", False)
    room.window.history.export(str(with_them), "json", True)
    room.until(with_them.exists)
    assert '"moods"' not in without.read_text(encoding="utf-8")
    assert '"felt": "bright"' in with_them.read_text(encoding="utf-8")


def test_a_locked_memory_shows_no_day(scene: Open) -> None:
    room = november(scene)
    assert rows(room)
    room.window.history.detach()
    assert rows(room) == []
