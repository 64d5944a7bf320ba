"""What is forgotten is gone at once, can be had back for ten seconds, and is then gone for good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from companion.events import Heard, State, TurnDone
from companion.memory import Memory
from companion.memory.day_summaries import DaySummary
from companion.memory.forgetting import Forgetting
from companion.settings import Settings
from tests.ui.conftest import NOW, Open, Scene
from tests.ui.fake_engine import FakeEngine, Held, memory_at
from tests.ui.test_memory_room import enter, life, shown, tell

CTRL = Qt.KeyboardModifier.ControlModifier


def memory_of(room: Scene) -> Memory:
    memory = room.engine.memory
    assert memory is not None
    return memory


def talk(room: Scene, *lines: str) -> int:
    memory = memory_of(room)
    conversation = memory.begin_conversation()
    for number, line in enumerate(lines):
        memory.add(conversation, "her" if number % 2 else "you", line, "voice", NOW - timedelta(days=2))
    return conversation


def read(room: Scene, conversation: int) -> list[str]:
    return [message.text for message in memory_of(room).messages(conversation)]


def final(room: Scene) -> list[bool]:
    return [bool(row[0]) for row in memory_of(room).database.rows("select final from forgotten")]


def open_past(room: Scene, conversation: int) -> Scene:
    room.key(Qt.Key.Key_2, CTRL)
    room.window.history.open(conversation, 0)
    room.until(lambda: room.window.history.property("opened") == conversation)
    return room


def bar(room: Scene) -> bool:
    return room.item("undo-bar").isVisible()


def test_a_fact_goes_with_what_it_had_replaced_and_comes_back_with_it(scene: Open) -> None:
    room = scene().ready()
    life(room)
    room.window.memories.show("person")
    enter(room)
    nora = memory_of(room).facts.people()[0].id
    room.window.memories.visit(nora)
    room.until(lambda: shown(room) == ["Nora lives in Lisbon."])
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Delete)
    room.until(lambda: memory_of(room).facts.people() == [] and bar(room))
    room.key(Qt.Key.Key_Z, CTRL)
    room.until(lambda: [row.name for row in room.window.memories.people.rows] == ["Nora"])
    assert not bar(room)
    assert [fact.text for fact in memory_of(room).facts.list(person=nora)] == ["Nora lives in Lisbon."]


def test_ten_seconds_later_it_is_final(scene: Open) -> None:
    room = scene().ready()
    fact = tell(room, "you", "job", "You write letters.", "I write letters")
    enter(room)
    room.window.undoing.fact(fact.id)
    room.until(lambda: bar(room))
    assert final(room) == [False]
    assert (room.window.undoing._timer.isActive(), room.window.undoing._timer.interval()) == (True, 10_000)
    room.window.undoing._timer.start(0)
    room.until(lambda: final(room) == [True])
    assert not bar(room)


def test_what_stays_is_named_and_goes_too_when_that_is_wanted(scene: Open) -> None:
    room = scene().ready()
    talked = talk(room, "Note: the key is under the pot.", "Noted.")
    memory, line = memory_of(room), memory_of(room).messages(talked)[0].id
    memory.notes.add("the key is under the pot", line)
    open_past(room, talked)
    room.window.undoing.message(line)
    room.until(lambda: "The note “the key is under the pot” stays" in str(room.item("undo-bar").property("said")))
    room.item("forget-kept").click()  # type: ignore[attr-defined]
    room.until(lambda: memory.notes.all() == [])
    room.until(lambda: room.window.undoing.property("open") and not room.window.undoing.property("stays"))
    room.key(Qt.Key.Key_Z, CTRL)
    room.until(lambda: [note.message for note in memory.notes.all()] == [line])
    assert read(room, talked) == ["Note: the key is under the pot.", "Noted."]


def test_forgetting_again_makes_the_one_before_final(scene: Open) -> None:
    room = scene().ready()
    first = tell(room, "you", "job", "You write letters.", "I write letters")
    second = tell(room, "you", "tea", "Your tea is green.", "my tea is green")
    enter(room)
    room.window.undoing.fact(first.id)
    room.until(lambda: bar(room))
    room.window.undoing.fact(second.id)
    room.until(lambda: final(room) == [True, False] and bar(room))
    room.item("undo").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: shown(room) == ["Your tea is green."])


def test_closing_the_window_makes_it_final(scene: Open) -> None:
    room = scene().ready()
    fact = tell(room, "you", "job", "You write letters.", "I write letters")
    room.window.undoing.fact(fact.id)
    room.until(lambda: bool(room.window.undoing.property("open")))
    assert final(room) == [False]
    room.window.undoing.detach()
    room.window.forgetting.close()
    assert final(room) == [True]


def test_a_copy_that_still_holds_it_is_named_and_so_is_what_cannot_be_forgotten(scene: Open, tmp_path: Path) -> None:
    memory = memory_at(tmp_path / "memory.db", lambda: NOW)
    memory.forgetting = Forgetting(memory.database, Held(), lambda: NOW)
    room = scene(engine=FakeEngine(Settings(theme="day"), memory)).ready()
    fact = tell(room, "you", "job", "You write letters.", "I write letters")
    room.window.undoing.fact(fact.id)
    room.until(lambda: bar(room))
    room.window.undoing.finish()
    told = room.window.undoing
    room.until(lambda: told.property("notice") == "old.db still holds it; delete it yourself.")
    room.item("undo").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: not bar(room))
    told.message(4711)
    room.until(lambda: "4711" in str(told.property("notice")))


def test_a_line_of_the_past_is_forgotten_by_the_keyboard(scene: Open) -> None:
    room = scene().ready()
    conversation = talk(room, "The fern is gone.", "Which one?", "The one by the door.")
    open_past(room, conversation)
    room.until(lambda: len(room.window.history.lines.rows) == 3)
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Delete)
    lines = room.window.history.lines
    room.until(lambda: [row.text for row in lines.rows] == ["The fern is gone.", "The one by the door."])
    assert read(room, conversation) == ["The fern is gone.", "The one by the door."]
    room.key(Qt.Key.Key_Z, CTRL)
    room.until(lambda: [row.text for row in lines.rows][1:2] == ["Which one?"])
    assert read(room, conversation) == ["The fern is gone.", "Which one?", "The one by the door."]


def test_a_line_of_the_past_is_forgotten_by_its_button(scene: Open) -> None:
    room = scene().ready()
    conversation = talk(room, "The fern is gone.", "Which one?")
    open_past(room, conversation)
    room.until(lambda: len(room.window.history.lines.rows) == 2)
    room.key(Qt.Key.Key_Down)
    button = room.item(f"forget-{room.window.history.lines.rows[1].message}")
    button.forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: [row.text for row in room.window.history.lines.rows] == ["The fern is gone."])
    assert read(room, conversation) == ["The fern is gone."]
    assert room.item("opened").hasActiveFocus()


def test_a_conversation_is_forgotten_from_its_page_and_from_the_list(scene: Open) -> None:
    room = scene().ready()
    kept, gone = talk(room, "The sea was cold."), talk(room, "The fern is gone.")
    open_past(room, gone)
    room.item("forget-conversation").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    past = room.window.history
    room.until(lambda: past.property("opened") == 0 and [talk.id for talk in past.conversations.rows] == [kept])
    assert room.item("talks").hasActiveFocus()
    room.window.undoing.undo()
    room.until(lambda: {talk.id for talk in past.conversations.rows} == {kept, gone})
    room.item("talks").setProperty("currentIndex", 0)
    room.item("talks").forceActiveFocus()
    room.key(Qt.Key.Key_Delete)
    room.until(lambda: len(past.conversations.rows) == 1)


def test_what_is_forgotten_is_not_found_any_more(scene: Open) -> None:
    room = scene().ready()
    conversation = talk(room, "The fern is gone.")
    room.window.history.search("fern")
    room.until(lambda: len(room.window.history.hits.rows) == 1)
    room.window.undoing.conversation(conversation)
    room.until(lambda: room.window.history.hits.rows == [])


def test_it_leaves_the_conversation_on_the_screen_once_she_has_finished(scene: Open) -> None:
    room = scene().ready()
    memory, lines = memory_of(room), room.window.dialogue.lines
    said = memory.add(room.engine.conversation, "you", "The fern is gone.", "voice")
    memory.add(room.engine.conversation, "her", "Which one?", "voice")
    room.engine.emit(Heard(turn=1, text=said.text, start=0, end=1, message=said.id))
    room.engine.emit(State(state="speaking"))
    room.until(lambda: bool(room.window.bridge.property("busy")))
    room.window.undoing.message(said.id)
    room.until(lambda: bar(room))
    assert [row.text for row in lines.rows] == ["The fern is gone."]
    room.engine.emit(TurnDone(turn=1, reply="Which one?", gap_s=1.0, phases={}))
    room.engine.emit(State(state="listening"))
    room.until(lambda: [row.text for row in lines.rows] == ["Which one?"])
    assert room.window.dialogue.stage.property("line") == ""


def test_without_motion_the_time_left_is_told_in_words(scene: Open) -> None:
    room = scene(Settings(theme="day", reduce_motion=True)).ready()
    fact = tell(room, "you", "job", "You write letters.", "I write letters")
    room.window.undoing.fact(fact.id)
    room.until(lambda: bar(room))
    assert "ten seconds" in str(room.item("undo-bar").property("said"))


def test_the_day_is_shown_by_what_she_calls_it(scene: Open) -> None:
    room = scene().ready()
    conversation = talk(room, "The fern is gone.", "Which one?")
    messages = memory_of(room).messages(conversation)
    day = DaySummary(conversation, NOW, "The last of her plants", "We talked about a fern.", (), "sad", messages[-1].id)
    assert memory_of(room).summaries.save(day, messages)
    open_past(room, conversation)
    past = room.window.history
    room.until(lambda: [talk.title for talk in past.conversations.rows] == ["The last of her plants"])
    assert room.item("summary").property("text") == "The last of her plants. We talked about a fern."
