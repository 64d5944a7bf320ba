from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QMetaObject, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface

from companion.settings import Echo, Mode, Settings, Temperament
from tests.ui.conftest import NOW, Open, Scene
from tests.ui.fake_engine import FakeEngine, memory_at

CTRL = Qt.KeyboardModifier.ControlModifier


def remember(scene: Scene) -> None:
    memory = scene.engine.memory
    assert memory is not None
    for days, said in ((3, "Catherine kept every letter."), (0, "Forty letters <b>today</b>.")):
        conversation = memory.begin_conversation()
        memory.add(conversation, "you", said, "voice", NOW - timedelta(days=days))
        memory.add(conversation, "her", "And whose were they?", "voice", NOW - timedelta(days=days))


def test_history_lists_by_day_opens_and_goes_back(scene: Open) -> None:
    room = scene().ready()
    remember(room)
    room.key(Qt.Key.Key_2, CTRL)
    past = room.window.history
    room.until(lambda: len(past.conversations.rows) == 2)
    assert [talk.title for talk in past.conversations.rows] == [
        "Forty letters <b>today</b>.",
        "Catherine kept every letter.",
    ]
    room.key(Qt.Key.Key_Return)
    room.until(lambda: [line.text for line in past.lines.rows][1:] == ["And whose were they?"])
    room.key(Qt.Key.Key_Escape)
    assert room.window.root.property("room") == "talk"


def test_search_marks_words_as_they_are_typed_and_jumps_to_the_moment(scene: Open) -> None:
    room = scene().ready()
    remember(room)
    room.key(Qt.Key.Key_F, CTRL)
    room.until(lambda: room.item("search").hasActiveFocus())
    room.type("whose")
    past = room.window.history
    room.until(lambda: [hit.marked for hit in past.hits.rows] == ["And <b>whose</b> were they?"] * 2)
    assert past.property("count") == "2"
    room.key(Qt.Key.Key_Return)
    room.until(lambda: bool(past.property("opened")))
    room.key(Qt.Key.Key_Escape)
    assert past.property("opened") == 0
    room.key(Qt.Key.Key_Escape)
    assert past.property("words") == ""


def test_search_finds_what_is_kept_and_opens_its_page(scene: Open) -> None:
    room = scene().ready()
    remember(room)
    assert room.engine.memory is not None
    room.engine.memory.notes.add("the letter box <b>key</b>")
    room.engine.memory.letters.add("letter to Maeve", {})
    room.key(Qt.Key.Key_F, CTRL)
    room.until(lambda: room.item("search").hasActiveFocus())
    room.type("letter")
    past = room.window.history
    room.until(lambda: [hit.kind for hit in past.hits.rows] == ["note", "letter", "", ""])
    assert past.hits.rows[0].marked == "the <b>letter</b> box &lt;b&gt;key&lt;/b&gt;"
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.window.root.property("room") == "todo")
    assert room.window.todo.property("group") == "notes"
    past.openKept("letter")
    room.until(lambda: room.window.root.property("room") == "made")


def test_what_was_said_is_escaped_where_words_are_marked(scene: Open) -> None:
    room = scene().ready()
    remember(room)
    room.window.history.search("today")
    room.until(lambda: len(room.window.history.hits.rows) == 1)
    assert "&lt;b&gt;<b>today</b>&lt;/b&gt;" in room.window.history.hits.rows[0].marked


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_conversations_are_exported_whole(scene: Open, tmp_path: Path, form: str) -> None:
    room = scene().ready()
    remember(room)
    target = tmp_path / "kept" / "talk"
    room.window.history.export(str(target), form, False)
    room.until(target.exists)
    text = target.read_text()
    assert "Catherine kept every letter." in text
    assert form == "markdown" or json.loads(text)["version"] == 1


def test_an_export_that_cannot_be_written_says_why(scene: Open, tmp_path: Path) -> None:
    room = scene().ready()
    (tmp_path / "file").touch()
    room.window.history.export(str(tmp_path / "file" / "talk.md"), "markdown", False)
    room.until(lambda: "can't be written" in str(room.window.history.property("notice")))


def test_a_changed_setting_is_applied_and_kept(scene: Open) -> None:
    room = scene().ready()
    room.key(Qt.Key.Key_Comma, CTRL)
    field = room.item("setting-her_name")
    field.forceActiveFocus()
    field.setProperty("text", "Samantha")
    room.key(Qt.Key.Key_Return)
    room.asked("change", {"her_name": "Samantha"})
    assert room.window.root.property("title") == "Samantha"
    night = room.item("night")
    night.forceActiveFocus()
    room.key(Qt.Key.Key_Space)
    room.asked("change", {"theme": "night"})
    assert room.window.theme.property("night")


def test_sliders_and_switches_obey_the_keyboard(scene: Open) -> None:
    room = scene().ready()
    room.key(Qt.Key.Key_4, CTRL)
    room.item("setting-silence_ms").forceActiveFocus()
    room.key(Qt.Key.Key_Right)
    room.asked("change", {"silence_ms": 1650})
    room.item("setting-reduce_motion").forceActiveFocus()
    room.key(Qt.Key.Key_Space)
    room.asked("change", {"reduce_motion": True})
    room.until(lambda: not room.item("presence").property("moving"))


def test_a_deed_is_switched_off_and_quiet_hours_have_a_beginning_and_an_end(scene: Open) -> None:
    room = scene().ready()
    room.key(Qt.Key.Key_Comma, CTRL)
    piano = room.item("deed-piano")
    assert piano.property("checked")
    piano.forceActiveFocus()
    room.key(Qt.Key.Key_Space)
    room.asked("change", {"deeds_off": ("piano",)})
    assert not piano.property("checked")
    room.key(Qt.Key.Key_Space)
    room.asked("change", {"deeds_off": ()})
    room.item("setting-quiet").forceActiveFocus()
    room.key(Qt.Key.Key_Space)
    room.asked("change", {"quiet": True})
    room.item("setting-quiet_from").forceActiveFocus()
    room.key(Qt.Key.Key_Down)
    room.asked("change", {"quiet_from": "23:00"})


def test_modes_echo_temperament_and_loudness_are_settings_with_a_sentence_each(scene: Open) -> None:
    room = scene().ready()
    told: list[tuple[str, str]] = []
    room.window.prefs.device_chosen.connect(lambda kind, name: told.append((kind, name)))
    room.key(Qt.Key.Key_4, CTRL)
    for name, wanted in (("mode", "push-to-talk"), ("echo", "headphones"), ("temperament", "funny")):
        room.item(f"setting-{name}").forceActiveFocus()
        room.key(Qt.Key.Key_Down)
        room.asked("change", {name: wanted})
    assert told == [("echo", "headphones")]  # the devices change over: the system's canceller is one of them
    room.item("setting-volume").forceActiveFocus()
    room.key(Qt.Key.Key_Left)
    room.asked("change", {"volume": 0.95})
    prefs = room.window.prefs
    choices = [
        *room.window.modes.property("options"),
        *prefs.property("echoWays"),
        *prefs.property("temperaments"),
    ]
    assert {choice["id"] for choice in choices} == {
        *get_args(Mode),
        *get_args(Echo),
        *get_args(Temperament),
        "muted",
    }
    assert all(choice["why"].endswith(".") for choice in choices)


def test_text_grows_and_shrinks_with_the_keys(scene: Open) -> None:
    room = scene().ready()
    room.key(Qt.Key.Key_Plus, CTRL)
    room.asked("change", {"text_scale": 1.1})
    assert room.window.prefs.current.text_scale == 1.1
    room.key(Qt.Key.Key_Plus, CTRL)
    room.until(lambda: room.window.prefs.current.text_scale == 1.2)
    room.key(Qt.Key.Key_Minus, CTRL)
    room.until(lambda: room.window.prefs.current.text_scale == 1.1)
    room.key(Qt.Key.Key_0, CTRL)
    room.until(lambda: room.window.prefs.current.text_scale == 1.0)


def test_a_setting_changed_before_the_engine_is_there_is_not_lost(scene: Open) -> None:
    room = scene()
    room.window.prefs.change("your_name", "Theo")
    room.asked("change", {"your_name": "Theo"})


def test_a_wrong_passphrase_is_told_in_place_and_the_right_one_opens(scene: Open, tmp_path: Path) -> None:
    engine = FakeEngine(Settings(theme="day"), memory_at(tmp_path / "memory.db", lambda: NOW), lock="existing")
    room = scene(engine=engine)
    room.until(lambda: bool(room.window.root.property("locked")))
    room.until(lambda: room.item("passphrase").hasActiveFocus())
    room.type("wrong")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: "not the passphrase" in str(room.item("passphrase-trouble").property("text")))
    room.until(lambda: room.item("passphrase").hasActiveFocus())
    room.type("rosebud")
    room.key(Qt.Key.Key_Return)
    room.asked("open")
    room.until(lambda: not room.window.root.property("locked"))
    room.until(lambda: room.item("composer").hasActiveFocus())


def test_a_new_passphrase_is_asked_for_twice(scene: Open, tmp_path: Path) -> None:
    engine = FakeEngine(Settings(theme="day"), memory_at(tmp_path / "memory.db", lambda: NOW), lock="new")
    room = scene(engine=engine)
    room.until(lambda: bool(room.window.root.property("locked")))
    room.until(lambda: room.item("passphrase").hasActiveFocus())
    room.type("rosebud")
    room.key(Qt.Key.Key_Return)
    room.type("rosebut")
    room.key(Qt.Key.Key_Return)
    assert "not the same" in str(room.item("passphrase-trouble").property("text"))
    room.type("rosebud")
    room.key(Qt.Key.Key_Return)
    room.asked("unlock", "rosebud")


@pytest.mark.parametrize("room_key", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4])
def test_every_control_has_a_name_and_a_role(scene: Open, room_key: Qt.Key) -> None:
    room = scene().ready()
    remember(room)
    room.key(room_key, CTRL)
    room.until(lambda: room_key != Qt.Key.Key_2 or len(room.window.history.conversations.rows) == 2)
    controls = [each for each in walk(QAccessible.queryAccessibleInterface(room.window.root)) if usable(each)]
    assert len(controls) >= 5
    nameless = [each.object().metaObject().className() for each in controls if not each.text(QAccessible.Text.Name)]
    assert nameless == []


@pytest.mark.parametrize("room_key", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4])
def test_tab_reaches_every_control_and_comes_round(scene: Open, room_key: Qt.Key) -> None:
    room = scene().ready()
    room.key(room_key, CTRL)
    seen: list[QObject] = []
    for _ in range(60):
        room.key(Qt.Key.Key_Tab)
        focus = room.window.root.activeFocusItem()
        if focus in seen:
            break
        seen.append(focus)
    names = {item.objectName() for item in seen}
    assert {"rail-talk", "rail-past", "rail-memory", "rail-settings", "lock"} <= names
    wanted = {
        Qt.Key.Key_1: "microphone",
        Qt.Key.Key_2: "search",
        Qt.Key.Key_3: "remember",
        Qt.Key.Key_4: "setting-log_words",
    }
    assert wanted[room_key] in names


def walk(node: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if node is not None and not node.state().invisible:
        yield node
        for number in range(node.childCount()):
            yield from walk(node.child(number))


def usable(node: QAccessibleInterface) -> bool:
    roles = (
        QAccessible.Role.Button,
        QAccessible.Role.ButtonMenu,
        QAccessible.Role.EditableText,
        QAccessible.Role.ComboBox,
        QAccessible.Role.Slider,
        QAccessible.Role.CheckBox,
        QAccessible.Role.RadioButton,
        QAccessible.Role.ListItem,
        QAccessible.Role.List,
    )
    return node.role() in roles


def test_a_servers_key_is_kept_and_shown_nowhere(scene: Open) -> None:
    room = scene().ready()
    room.window.prefs.change("mind", "server")
    room.key(Qt.Key.Key_4, CTRL)
    field = room.item("server-key")
    field.forceActiveFocus()
    room.type("sesame")
    room.key(Qt.Key.Key_Return)
    room.asked("keep_server_key", "sesame")
    assert field.property("text") == ""
    QMetaObject.invokeMethod(room.item("forget-server-key"), "clicked")
    room.asked("forget_server_key", "")
