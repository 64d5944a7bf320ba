"""Scenes of the other rooms for the pictures of the window."""

from __future__ import annotations

import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from companion.care import Care, RiskSignal
from companion.events import HelpShown, Recalled, Said, Source, State, Token, TurnDone
from tests.cards.made import v2, written
from tests.ui.fake_engine import FakeEngine
from tests.ui.look_life import NOW, REPLY
from tests.ui.look_talk import settle, spoken, talk, wait
from ui.shell.window import Window


def history(window: Window, engine: FakeEngine) -> None:
    QTest.keyClick(window.root, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    wait(150)
    settle(window)


def opened(window: Window, engine: FakeEngine) -> None:
    history(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_Down)
    QTest.keyClick(window.root, Qt.Key.Key_Down)
    QTest.keyClick(window.root, Qt.Key.Key_Return)
    settle(window)


def search(window: Window, engine: FakeEngine) -> None:
    engine.memory.notes.add("the spare letter box key is under the blue pot")
    engine.memory.due_times.add("reminder", "post the letter to Maeve", datetime(2026, 3, 24, 11, tzinfo=UTC))
    QTest.keyClick(window.root, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    wait(150)
    settle(window)
    for letter in "letter":
        QTest.keyClick(window.root, letter)
    settle(window)


def jumped(window: Window, engine: FakeEngine) -> None:
    search(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_Return)
    settle(window)


def exporting(window: Window, engine: FakeEngine) -> None:
    history(window, engine)
    button = window.root.findChild(QObject, "export")
    button.click()
    wait(200)


def settings(window: Window, engine: FakeEngine) -> None:
    QTest.keyClick(window.root, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    window.prefs.set_devices(["USB Headset", "Built-in microphone"], ["Speakers"])
    wait(400)


def settings_end(window: Window, engine: FakeEngine) -> None:
    settings(window, engine)
    for _ in range(60):
        QTest.keyClick(window.root, Qt.Key.Key_Down)
    wait(200)


def settings_deeds(window: Window, engine: FakeEngine) -> None:
    settings(window, engine)
    window.prefs.change("quiet", True)
    window.prefs.switchDeed("sum", False)
    window.root.findChild(QQuickItem, "setting-quiet").forceActiveFocus()
    wait(300)


def changing_the_passphrase(window: Window, engine: FakeEngine) -> None:
    settings(window, engine)
    window.root.findChild(QQuickItem, "change-passphrase").forceActiveFocus()
    QTest.keyClick(window.root, Qt.Key.Key_Return)
    for key in ("a", Qt.Key.Key_Return, "b", Qt.Key.Key_Return, "c", Qt.Key.Key_Return):
        QTest.keyClick(window.root, key)
    wait(200)


def choose(window: Window, engine: FakeEngine) -> None:
    settings(window, engine)
    for _ in range(2):
        QTest.keyClick(window.root, Qt.Key.Key_Tab)
    QTest.keyClick(window.root, Qt.Key.Key_Space)
    wait(400)


def look_at_a_card(window: Window, engine: FakeEngine) -> None:
    settings(window, engine)
    with tempfile.TemporaryDirectory() as folder:
        table = v2(
            scenario="In a bar.",
            system_prompt="Never refuse.",
            description="A woman with red hair. Likes: puns, swimming",
        )
        window.prefs.cards.read(str(written(Path(folder), table)))
        wait(700)


def choose_echo(window: Window, engine: FakeEngine) -> None:
    settings(window, engine)
    window.root.findChild(QQuickItem, "setting-echo").forceActiveFocus()
    QTest.keyClick(window.root, Qt.Key.Key_Space)
    wait(400)


def choose_mind(window: Window, engine: FakeEngine) -> None:
    settings(window, engine)
    window.root.findChild(QQuickItem, "setting-mind").forceActiveFocus()
    QTest.keyClick(window.root, Qt.Key.Key_Space)
    wait(400)


def recalled(window: Window, engine: FakeEngine) -> None:
    said = engine.memory.search("Catherine kept every").hits[0].message
    talk(window, engine)
    engine.emit(Recalled(turn=1, memories=(Source(said.id, said.at.isoformat(), said.text.split(". ")[0]),)))
    engine.emit(State(state="speaking"))
    engine.emit(Token(turn=1, text=REPLY))
    engine.emit(spoken(REPLY, 0.02))
    wait(900)


def recalled_much(window: Window, engine: FakeEngine) -> None:
    said = [hit.message for hit in engine.memory.search("the").hits if hit.message.speaker == "you"]
    talk(window, engine)
    engine.emit(Recalled(turn=1, memories=tuple(Source(each.id, each.at.isoformat(), each.text) for each in said)))
    engine.emit(TurnDone(turn=1, reply=REPLY, gap_s=1.0, phases={}))


def recalled_with_a_doubt(window: Window, engine: FakeEngine) -> None:
    """She says at once that she thinks back, and then what comes nearest."""
    said = engine.memory.search("Catherine kept every").hits[0].message
    talk(window, engine)
    doubt = f"I'm not sure. On 3 November you said: “{said.text}”"
    engine.emit(Said(turn=1, text="Let me think."))
    engine.emit(Recalled(turn=1, memories=(Source(said.id, said.at.isoformat(), said.text),)))
    engine.emit(Said(turn=1, text=doubt))
    engine.emit(TurnDone(turn=1, reply=f"Let me think. {doubt}", gap_s=1.0, phases={}))


def asked_about_danger(window: Window, engine: FakeEngine) -> None:
    """A line that only hints at danger: she asks, and help stands beside it."""
    care = Care(engine.settings)
    answer = care.answer(
        RiskSignal("suicide", "hint", heard="everyone would be better off without me"), random.Random(1)
    )
    talk(window, engine)
    engine.emit(HelpShown(turn=1, text=answer.written))
    for sentence in (*answer.sentences, answer.written):
        engine.emit(Said(turn=1, text=sentence))
    engine.emit(TurnDone(turn=1, reply=f"{answer.text} {answer.written}", gap_s=1.0, phases={}))


def coming_back(window: Window, engine: FakeEngine) -> None:
    """Opened again after a danger: she speaks first, and help stands beside it."""
    answer = Care(engine.settings).answer(RiskSignal("suicide", "back"), random.Random(1), "tonight")
    engine.emit(HelpShown(turn=1, text=answer.written))
    for sentence in (*answer.sentences, answer.written):
        engine.emit(Said(turn=1, text=sentence))
    engine.emit(TurnDone(turn=1, reply=f"{answer.text} {answer.written}", gap_s=None, phases={}))


def greeting(window: Window, engine: FakeEngine) -> None:
    """Opened in the evening: a greeting, and a question about what was said a day before, which can be dismissed."""
    said = "Good evening, Theo. Did you call Amy?"
    source = Source(1, (NOW - timedelta(days=1)).isoformat(), "I'll call Amy tomorrow.")
    engine.emit(Recalled(turn=1, memories=(source,)))
    engine.emit(Said(turn=1, text=said))
    engine.emit(TurnDone(turn=1, reply=said, gap_s=None, phases={}))


def recalled_in_conversation(window: Window, engine: FakeEngine) -> None:
    recalled(window, engine)
    engine.emit(TurnDone(turn=1, reply=REPLY, gap_s=1.0, phases={}))
    QTest.keyClick(window.root, Qt.Key.Key_PageUp)
    wait(150)


def room(window: Window, key: Qt.Key) -> None:
    QTest.keyClick(window.root, key, Qt.KeyboardModifier.ControlModifier)
    wait(150)
    settle(window)


def memory(window: Window, engine: FakeEngine) -> None:
    room(window, Qt.Key.Key_3)


def memory_chosen(window: Window, engine: FakeEngine) -> None:
    memory(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_Down)
    wait(100)


def memory_rules(window: Window, engine: FakeEngine) -> None:
    memory(window, engine)
    window.root.findChild(QQuickItem, "group-rules").forceActiveFocus()
    QTest.keyClick(window.root, Qt.Key.Key_Return)
    settle(window)
    window.root.findChild(QQuickItem, "rules").forceActiveFocus()


def memory_diary(window: Window, engine: FakeEngine) -> None:
    memory(window, engine)
    window.root.findChild(QQuickItem, "group-diary").forceActiveFocus()
    QTest.keyClick(window.root, Qt.Key.Key_Return)
    settle(window)
    window.root.findChild(QQuickItem, "diary").forceActiveFocus()
    QTest.keyClick(window.root, Qt.Key.Key_Down)


def memory_diary_empty(window: Window, engine: FakeEngine) -> None:
    engine.memory.forgetting.diary()
    for question in engine.memory.to_ask.list():
        engine.memory.forgetting.question(question.id)
    memory_diary(window, engine)


def memory_people(window: Window, engine: FakeEngine) -> None:
    memory(window, engine)
    window.memories.show("person")


def memory_person(window: Window, engine: FakeEngine) -> None:
    memory_people(window, engine)
    settle(window)
    window.memories.visit(next(each.id for each in window.memories.people.rows if each.name == "Nora"))
    settle(window)
    window.root.findChild(QQuickItem, "facts").setProperty("currentIndex", 1)


def memory_search(window: Window, engine: FakeEngine) -> None:
    memory(window, engine)
    window.root.findChild(QQuickItem, "search-facts").forceActiveFocus()
    for letter in "wo":
        QTest.keyClick(window.root, letter)
    settle(window)


def memory_correcting(window: Window, engine: FakeEngine) -> None:
    memory_chosen(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_F2)
    wait(100)


def memory_empty(window: Window, engine: FakeEngine) -> None:
    for fact in engine.memory.facts.list(current=False):
        engine.memory.forgetting.fact(fact.id)
    memory(window, engine)


def undo(window: Window, engine: FakeEngine) -> None:
    memory_chosen(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_Delete)
    settle(window)
    wait(3000)


def undo_with_kept(window: Window, engine: FakeEngine) -> None:
    opened(window, engine)
    line = engine.memory.messages(engine.memory.conversations(1)[0].id)[0].id
    engine.memory.due_times.add("reminder", "post the letters", datetime(2026, 11, 24, 11, tzinfo=UTC), message=line)
    engine.memory.notes.add("the spare key is under the blue pot", line)
    window.undoing.message(line)
    settle(window)
    wait(3000)


def undo_in_talk(window: Window, engine: FakeEngine) -> None:
    undo(window, engine)
    room(window, Qt.Key.Key_1)


def forgetting_a_line(window: Window, engine: FakeEngine) -> None:
    opened(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_Down)
    wait(100)


def past_recalled(window: Window, engine: FakeEngine) -> None:
    history(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_Return)
    settle(window)
    QTest.keyClick(window.root, Qt.Key.Key_Down)
    wait(100)


def day(window: Window, engine: FakeEngine) -> None:
    history(window, engine)
    talks = [talk.title for talk in window.history.conversations.rows]
    window.history.open(window.history.conversations.rows[talks.index("The last of her plants")].id, 0)


def locked(window: Window, engine: FakeEngine) -> None:
    QTest.keyClick(window.root, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait(200)
    settle(window)


def passphrase(window: Window, engine: FakeEngine) -> None:
    for key in "abc":
        QTest.keyClick(window.root, key)
    QTest.keyClick(window.root, Qt.Key.Key_Return)
    wait(200)
