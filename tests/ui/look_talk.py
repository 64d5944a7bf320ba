"""Scenes of the Talk room for the pictures of the window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from companion.events import DeedDone, Heard, Interrupted, Notice, Partial, Progress, Spoken, State, Token, TurnDone
from models.catalog import read_catalog
from models.machine import Machine
from models.mind_choice import Circumstances, choose_mind
from tests.ui.fake_engine import FakeEngine, Missing
from tests.ui.look_life import REPLY
from ui.shell.window import Window

TIMES = [
    (1.31, (0.29, 0.10, 0.02, 0.18, 0.27, 0.45)),
    (2.40, (0.29, 0.40, 0.02, 0.81, 0.43, 0.45)),
    (1.72, (0.61, 0.10, 0.02, 0.31, 0.27, 0.41)),
    (1.92, (0.71, 0.22, 0.04, 0.31, 0.25, 0.39)),
    (1.84, (0.65, 0.10, 0.02, 0.38, 0.27, 0.42)),
]


def spoken(text: str, word: float = 0.35) -> Spoken:
    times = [(each, n * word, (n + 1) * word) for n, each in enumerate(text.split())]
    return Spoken(turn=1, text=text, start=0, end=len(times) * word + 20, words=tuple(times))


def wait(milliseconds: int) -> None:
    """Let the window and its threads work; `QTest.qWait` would keep Python's lock from the threads."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(window: Window) -> None:
    """Until what was asked of memory is on the screen."""
    done: list[bool] = []
    window.reading.run(lambda: True, done.append)
    window.background.run(lambda: True, done.append)
    window.forgetting.run(lambda: True, done.append)
    while len(done) < 3:
        wait(10)
    wait(80)


def talk(window: Window, engine: FakeEngine) -> None:
    engine.emit(Heard(turn=1, text="I wrote forty letters today. None of them were mine.", start=0, end=2))


def idle(window: Window, engine: FakeEngine) -> None:
    engine.emit(State(state="listening"))


def listening(window: Window, engine: FakeEngine) -> None:
    engine.emit(State(state="hearing"))
    engine.emit(Partial(text="I wrote forty letters today none of them"))
    for step in range(20):
        engine.level("you", 0.55 if step % 3 else 0.8)
        wait(30)


def generator(window: Window, engine: FakeEngine) -> None:
    talk(window, engine)
    engine.emit(State(state="thinking"))
    wait(900)


def speaking(window: Window, engine: FakeEngine) -> None:
    talk(window, engine)
    engine.emit(State(state="speaking"))
    engine.emit(Token(turn=1, text=REPLY))
    engine.emit(spoken("Forty love letters, and you came home quiet."))
    step = 0
    while window.dialogue.stage.property("wordEnd") < REPLY.index("quiet") + 5:
        step += 1
        engine.level("her", 0.45 if step % 4 else 0.75)
        wait(28)
    wait(30)


def long_reply(window: Window, engine: FakeEngine) -> None:
    talk(window, engine)
    engine.emit(Token(turn=1, text=" ".join([REPLY] * 5)))
    engine.emit(State(state="speaking"))
    for _ in range(4):
        engine.emit(spoken("Forty love letters, and you came home quiet.", 0.03))
        engine.emit(spoken("Whose would you have written, if one had been yours?", 0.03))
        wait(700)


def responder(window: Window, engine: FakeEngine) -> None:
    lines = ["Good evening.", "You sound tired.", "I wrote forty letters today. None of them were mine.", REPLY]
    for turn, (line, reply) in enumerate([lines[:2], lines[2:], lines[:2], lines[2:]], 1):
        engine.emit(Heard(turn=turn, text=line, start=0, end=1))
        engine.emit(TurnDone(turn=turn, reply=reply, gap_s=1.0, phases={}))
    wait(150)
    QTest.keyClick(window.root, Qt.Key.Key_PageUp)
    wait(150)


def conversing_while_she_speaks(window: Window, engine: FakeEngine) -> None:
    responder(window, engine)
    engine.emit(Heard(turn=9, text="I wrote forty letters today. None of them were mine.", start=0, end=2))
    engine.emit(State(state="speaking"))
    engine.emit(Token(turn=9, text=REPLY))
    engine.emit(replace(spoken("Forty love letters, and you came home quiet."), turn=9))
    wait(1500)


def arriving(window: Window, engine: FakeEngine) -> None:
    engine.emit(State(state="loading", detail="her mind, 41 %"))
    engine.lacking = [
        Missing("qwen", "Qwen2.5 Instruct 1.5B", 1_117_320_768, "Apache-2.0"),
        Missing("whisper", "Whisper small.en", 246_000_000, "MIT"),
        Missing("kokoro", "Kokoro 82M", 92_000_000, "Apache-2.0"),
    ]
    window.arrivals.refresh()
    wait(200)
    engine.emit(Progress(model="qwen", done=412_000_000, total=1_117_320_768, seconds_left=132))
    engine.emit(Progress(model="whisper", done=46_000_000, total=246_000_000, status="paused"))


def needed(window: Window, engine: FakeEngine) -> None:
    engine.lacking = [Missing("qwen", "Qwen2.5 Instruct 1.5B", 1_117_320_768, "Apache-2.0")]
    engine.model_choice.choice = choose_mind(read_catalog(), Circumstances(Machine(8 * 10**9, 4, 5 * 10**9)))
    window.arrivals.refresh()
    engine.emit(State(state="loading", detail="her voice"))


def muted(window: Window, engine: FakeEngine) -> None:
    engine.emit(State(state="muted"))
    wait(700)


def deeds_done(window: Window, engine: FakeEngine) -> None:
    """Two timers, set in one line."""
    engine.emit(
        Heard(turn=1, text="Set a timer for ten minutes for the pasta, and one for four minutes.", start=0, end=2)
    )
    engine.emit(DeedDone(turn=1, deed="timer", text="pasta, ten minutes", when="2026-11-22T21:50:00", undo=True, id=3))
    engine.emit(DeedDone(turn=1, deed="timer", text="four minutes", when="2026-11-22T21:44:00", undo=True, id=4))
    engine.emit(Token(turn=1, text="Pasta timer, ten minutes. Timer, four minutes. "))
    engine.emit(TurnDone(turn=1, reply="Pasta timer, ten minutes. Timer, four minutes.", gap_s=1.0, phases={}))
    wait(150)


def deeds_in_the_conversation(window: Window, engine: FakeEngine) -> None:
    deeds_done(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_PageUp)
    engine.undo_deed(4)
    wait(300)


def answering(window: Window, engine: FakeEngine) -> None:
    """The user begins to answer what she said."""
    talk(window, engine)
    engine.emit(TurnDone(turn=1, reply=REPLY, gap_s=1.0, phases={}))
    engine.emit(State(state="hearing"))
    engine.emit(Partial(text="I think I would have written one to"))
    wait(100)


def interrupted(window: Window, engine: FakeEngine) -> None:
    speaking(window, engine)
    engine.emit(State(state="hearing"))
    engine.emit(Interrupted(turn=1, heard="Forty love letters, and you came home quiet. Whose would you—"))
    engine.emit(Partial(text="Wait wait, let me tell you"))
    wait(100)


def talking(window: Window, engine: FakeEngine) -> None:
    QTest.keyPress(window.root, Qt.Key.Key_Space)
    listening(window, engine)


def choosing_mode(window: Window, engine: FakeEngine) -> None:
    idle(window, engine)
    window.root.findChild(QQuickItem, "mode").forceActiveFocus()
    QTest.keyClick(window.root, Qt.Key.Key_Space)
    wait(300)


def timings(window: Window, engine: FakeEngine) -> None:
    talk(window, engine)
    for turn, (gap, phases) in enumerate(TIMES, 1):
        names = ("endpoint", "ear", "recall", "first_token", "clause", "first_audio")
        engine.emit(TurnDone(turn=turn, reply=REPLY, gap_s=gap, phases=dict(zip(names, phases, strict=True))))
    QTest.keyClick(window.root, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    wait(150)


def trouble(window: Window, engine: FakeEngine) -> None:
    generator(window, engine)
    engine.emit(State(state="listening"))
    engine.emit(
        Notice(
            message="The microphone “USB Headset” stopped giving sound; I'm trying again with the default microphone."
        )
    )


def typing(window: Window, engine: FakeEngine) -> None:
    QTest.keyClick(window.root, Qt.Key.Key_End)
    area = window.root.findChild(QObject, "composer")
    area.setProperty(
        "text",
        "Dear Catherine,\nI have been sitting here thinking about all the things I wanted to "
        "apologise to you for.\nAll the pain we caused each other.",
    )
