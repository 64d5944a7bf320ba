"""What she drew on stands under her reply, on the stage, in the conversation and in the past, and opens its moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from companion.events import Heard, Interrupted, Recalled, Said, Source, Token, TurnDone
from companion.memory import Message
from tests.ui.conftest import NOW, Open, Scene
from tests.ui.fake_engine import FakeEngine
from ui.parts import sources
from ui.parts.words import short_day

CTRL = Qt.KeyboardModifier.ControlModifier


def told(message: Message, text: str = "") -> Source:
    return Source(message.id, message.at.isoformat(), text or message.text)


def long_ago(engine: FakeEngine, text: str = "Catherine kept every letter.", days: int = 19) -> Message:
    assert engine.memory is not None
    return engine.memory.add(engine.memory.begin_conversation(), "you", text, "voice", NOW - timedelta(days=days))


def reply(room: Scene, *memories: Source, turn: int = 1) -> None:
    room.engine.emit(Heard(turn=turn, text="Where are they?", start=0, end=1))
    room.engine.emit(Recalled(turn=turn, memories=memories))
    room.engine.emit(Token(turn=turn, text="In a box."))


def days(rows: list[dict[str, object]]) -> list[object]:
    return [row["when"] for row in rows]


def test_a_day_is_called_as_people_call_it() -> None:
    ago = {0: "today", 1: "yesterday", 3: "Thursday", 19: "3 November", 400: "18 October 2025"}
    assert {n: short_day(NOW - timedelta(days=n), NOW) for n in ago} == ago


def test_moments_of_one_day_are_told_apart_by_their_time() -> None:
    memories = [Source(n, at, "x") for n, at in enumerate(("2026-11-03T09:05:00", "2026-11-03T22:14:00", "2026-05-12"))]
    assert days(sources.from_event(memories, NOW)) == ["3 November 09:05", "3 November 22:14", "12 May"]


def test_what_she_drew_on_is_under_her_reply_and_opens_that_moment(scene: Open) -> None:
    room = scene().ready()
    said = long_ago(room.engine)
    reply(room, told(said))
    room.until(lambda: [days(row.sources) for row in room.window.dialogue.lines.rows][1:] == [["3 November"]])
    link = room.item(f"moment-{said.id}")
    assert link.property("text") == "3 November: “Catherine kept every letter.”"
    link.forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.window.root.property("room") == "past")
    assert room.window.history.property("opened") == said.conversation
    assert room.window.history.property("openedMessage") == said.id
    room.key(Qt.Key.Key_Escape)
    assert room.window.root.property("room") == "talk"


def test_it_is_there_too_when_she_had_begun_before_it_came_back(scene: Open) -> None:
    room = scene().ready()
    memory = told(long_ago(room.engine))
    room.engine.emit(Heard(turn=1, text="Where are they?", start=0, end=1))
    room.engine.emit(Said(turn=1, text="Let me think."))
    room.engine.emit(Recalled(turn=1, memories=(memory,)))
    room.engine.emit(Said(turn=1, text="In a box."))
    room.engine.emit(TurnDone(turn=1, reply="Let me think. In a box.", gap_s=1.0, phases={}))
    room.until(lambda: [days(row.sources) for row in room.window.dialogue.lines.rows][1:] == [["3 November"]])
    room.until(lambda: room.window.dialogue.lines.rows[-1].text == "Let me think. In a box.")


def test_several_are_listed_by_their_days(scene: Open) -> None:
    room = scene().ready()
    said = [long_ago(room.engine, days=n) for n in (19, 194)]
    reply(room, *map(told, said))
    room.until(lambda: [room.item(f"moment-{each.id}").property("text") for each in said] == ["3 November", "12 May"])


def test_the_next_line_takes_it_off_the_stage_but_not_out_of_the_conversation(scene: Open) -> None:
    room = scene().ready()
    reply(room, told(long_ago(room.engine)))
    room.engine.emit(TurnDone(turn=1, reply="In a box.", gap_s=1.0, phases={}))
    room.engine.emit(Heard(turn=2, text="Thank you.", start=0, end=1))
    room.until(lambda: len(room.window.dialogue.lines.rows) == 3)
    assert room.window.dialogue.stage.property("sources") == []
    assert days(room.window.dialogue.lines.rows[1].sources) == ["3 November"]


def test_of_a_reply_that_was_stopped_before_it_was_heard_nothing_remains(scene: Open) -> None:
    room = scene().ready()
    reply(room, told(long_ago(room.engine)))
    room.engine.emit(Interrupted(turn=1, heard=""))
    room.engine.emit(Recalled(turn=1, memories=(told(long_ago(room.engine)),)))
    room.engine.emit(Token(turn=2, text="Yes."))
    room.until(lambda: [row.text for row in room.window.dialogue.lines.rows][1:] == ["Yes."])
    assert room.window.dialogue.lines.rows[-1].sources == []


@pytest.mark.parametrize("room_key", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3])
def test_a_moment_that_was_forgotten_meanwhile_is_told_where_one_is(scene: Open, room_key: Qt.Key) -> None:
    room = scene().ready()
    room.key(room_key, CTRL)
    room.window.history.openSource(4711)
    names = {Qt.Key.Key_1: "notice", Qt.Key.Key_2: "past-told", Qt.Key.Key_3: "memories-told"}
    room.until(lambda: str(room.item(names[room_key]).property("text")) != "")
    assert room.item(names[room_key]).isVisible()


def test_replies_of_the_past_show_it_too(scene: Open) -> None:
    room = scene().ready()
    memory = room.engine.memory
    assert memory is not None
    said = long_ago(room.engine)
    conversation = memory.begin_conversation()
    memory.add(conversation, "you", "Where are they?", "voice", datetime(2026, 11, 20, 9))
    answer = memory.add(conversation, "her", "In a box.", "voice", datetime(2026, 11, 20, 9))
    memory.add_sources(answer.id, [said.id])
    room.key(Qt.Key.Key_2, CTRL)
    room.window.history.open(conversation, 0)
    room.until(lambda: [days(row.sources) for row in room.window.history.lines.rows] == [[], ["3 November"]])
    room.key(Qt.Key.Key_Down)
    room.item(f"moment-{said.id}").forceActiveFocus()
    room.key(Qt.Key.Key_Space)
    room.until(lambda: room.window.history.property("opened") == said.conversation)
