"""Opens the window with a scripted engine in every state, saves a picture of each, to be looked at.

python -m tests.ui.look FOLDER [name…]      under any screen; QT_QPA_PLATFORM=offscreen will do
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow, QSGRendererInterface
from PySide6.QtTest import QTest

from companion.environment import Environment
from companion.events import (
    Heard,
    Interrupted,
    Notice,
    Partial,
    Progress,
    Recalled,
    Said,
    Source,
    Spoken,
    State,
    Token,
    TurnDone,
)
from companion.memory import Memory
from companion.memory.day_summaries import DaySummary
from companion.memory.fact import FactCandidate
from companion.memory.key_file import key_file_for_passphrase, write_key_file
from companion.settings import Settings
from tests.ui.fake_engine import FakeEngine, Missing, memory_at
from ui.shell.qml_types import register
from ui.shell.window import Window

NOW = datetime(2026, 11, 22, 21, 40)
REPLY = "Forty love letters, and you came home quiet. Whose would you have written, if one had been yours?"

TIMES = [
    (1.31, (0.29, 0.10, 0.02, 0.18, 0.27, 0.45)),
    (2.40, (0.29, 0.40, 0.02, 0.81, 0.43, 0.45)),
    (1.72, (0.61, 0.10, 0.02, 0.31, 0.27, 0.41)),
    (1.92, (0.71, 0.22, 0.04, 0.31, 0.25, 0.39)),
    (1.84, (0.65, 0.10, 0.02, 0.38, 0.27, 0.42)),
]


@dataclass(frozen=True)
class View:
    """One picture."""

    name: str
    play: Callable[[Window, FakeEngine], None]
    size: tuple[int, int] = (1100, 720)
    settings: Settings = Settings(theme="day", your_name="Theo")  # noqa: RUF009 - frozen
    ready: bool = True


def remember(memory: Memory, clock: list[datetime]) -> None:
    """A few days of talk."""
    talks = [
        (40, ["I never answered what she wrote me in spring.", "What kept you?"]),
        (
            19,
            [
                "Catherine kept every letter I wrote her. In a shoe box, I think.",
                "Then somewhere there is a box that knows you very well.",
            ],
        ),
        (
            5,
            [
                "Today I gave away the last of her plants.",
                "Which one was it?",
                "The fern. It never liked me.",
                "Or it was shy.",
            ],
        ),
        (1, ["I can't sleep. Tell me something about the sea.", "It has no idea what day it is."]),
        (0, ["I wrote forty letters today. None of them were mine.", REPLY]),
    ]
    for days, lines in talks:
        at = clock[0] = NOW - timedelta(days=days, hours=days % 5, minutes=17)
        conversation = memory.begin()
        for number, line in enumerate(lines):
            memory.add(conversation, "her" if number % 2 else "you", line, "voice", at + timedelta(seconds=41 * number))
    clock[0] = NOW


def sum_up(memory: Memory) -> None:
    """What is kept of one of those talks."""
    talk = next(each for each in memory.conversations() if each.messages == 4)
    messages = memory.messages(talk.id)
    summary = "We talked about the last of her plants, a fern, and who gave it away."
    day = DaySummary(talk.id, talk.started, "The last of her plants", summary, (), "sad", messages[-1].id)
    memory.summaries.keep(day, messages)
    reply = memory.recent(memory.conversations(1)[0].id, 1)[0]
    memory.add_sources(reply.id, [memory.search("shoe box").hits[0].message.id])


LIFE = [
    (
        "you",
        "job",
        "You write letters for other people for a living.",
        "letters for people who can't find the words",
        52,
        None,
    ),
    ("you", "home", "You live in a flat near the river.", "I'm still in the flat near the river", 30, None),
    ("person", "sister nora home", "Your sister Nora lives in Porto.", "Nora is in Porto", 200, "Nora"),
    ("person", "sister nora home", "Your sister Nora lives in Lisbon.", "Nora moved to Lisbon in March", 44, "Nora"),
    ("person", "sister nora job", "Nora teaches the cello.", "Nora has eleven cello pupils now", 12, "Nora"),
    ("person", "friend amy", "Amy is your oldest friend.", "Amy, whom I've known since I was six", 20, "Amy"),
    ("place", "sea", "You learnt to swim at Sesimbra.", "Sesimbra, where I learnt to swim", 60, None),
    ("habit", "coffee", "You walk before the first coffee.", "I always walk first, then coffee", 15, None),
    (
        "boundary",
        "work",
        "You are not to be asked about work before coffee.",
        "please, nothing about work before coffee",
        41,
        None,
    ),
]


def live(memory: Memory, clock: list[datetime]) -> None:
    """A life, as told in passing."""
    for subject, slot, text, quote, ago, name in LIFE:
        clock[0] = NOW - timedelta(days=ago)
        message = memory.add(memory.begin(), "you", f"Well. {quote}, you know.", "voice", clock[0])
        since = "2026-03-01" if "Lisbon" in text else None
        relation = {"Nora": "sister", "Amy": "friend"}.get(name or "", "")
        candidate = FactCandidate(subject, slot, text.lower(), text, quote, name or "", relation, since)
        assert memory.facts.accept(candidate, message.id), text
    clock[0] = NOW
    memory.facts.pin(next(fact.id for fact in memory.facts.list() if fact.subject == "boundary"), True)
    memory.facts.add("Your tea is green, in the blue cup.")


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
    window.arrivals.refresh()
    engine.emit(State(state="loading", detail="her voice"))


def muted(window: Window, engine: FakeEngine) -> None:
    engine.emit(State(state="muted"))
    wait(700)


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


def choose_echo(window: Window, engine: FakeEngine) -> None:
    settings(window, engine)
    window.root.findChild(QQuickItem, "setting-echo").forceActiveFocus()
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


NIGHT = Settings(theme="night", your_name="Theo")
HUGE = Settings(theme="day", text_scale=2.0)
PUSH = replace(HUGE, text_scale=1.0, mode="push-to-talk")
SMALL = (720, 560)
LEAST = (560, 420)
VIEWS = [
    View("talk-idle", idle),
    View("talk-listening", listening),
    View("talk-thinking", generator),
    View("talk-speaking", speaking),
    View("talk-long", long_reply),
    View("talk-conversation", responder),
    View("talk-conversation-speaking", conversing_while_she_speaks),
    View("talk-muted", muted),
    View("talk-answering", answering),
    View("talk-interrupted", interrupted),
    View("talk-name", idle, settings=replace(PUSH, mode="name")),
    View("talk-modes", choosing_mode),
    View("talk-timings", timings),
    View("push-idle", idle, settings=PUSH),
    View("push-talking", talking, settings=PUSH),
    View("push-speaking", speaking, settings=PUSH),
    View("talk-typing", typing),
    View("talk-trouble", trouble),
    View("arriving", arriving),
    View("needed", needed),
    View("history", history),
    View("history-opened", opened),
    View("history-search", search),
    View("history-jumped", jumped),
    View("history-export", exporting),
    View("recalled", recalled),
    View("recalled-much", recalled_much),
    View("recalled-doubt", recalled_with_a_doubt),
    View("recalled-conversation", recalled_in_conversation),
    View("recalled-past", past_recalled),
    View("history-day", day),
    View("history-forgetting", forgetting_a_line),
    View("memory", memory),
    View("memory-chosen", memory_chosen),
    View("memory-people", memory_people),
    View("memory-person", memory_person),
    View("memory-search", memory_search),
    View("memory-correcting", memory_correcting),
    View("memory-empty", memory_empty),
    View("undo", undo),
    View("undo-talk", undo_in_talk),
    View("undo-still", undo, settings=Settings(theme="day", reduce_motion=True)),
    View("locked", locked),
    View("locked-passphrase", locked),
    View("settings", settings),
    View("settings-end", settings_end),
    View("settings-passphrase", changing_the_passphrase),
    View("settings-choice", choose),
    View("settings-echo", choose_echo),
    View("passphrase-new", passphrase),
    View("passphrase-existing", passphrase),
    View("night-speaking", speaking, settings=NIGHT),
    View("night-search", search, settings=NIGHT),
    View("night-settings", settings, settings=NIGHT),
    View("night-arriving", arriving, settings=NIGHT),
    View("night-modes", choosing_mode, settings=NIGHT),
    View("night-timings", timings, settings=NIGHT),
    View("night-push", idle, settings=replace(NIGHT, mode="push-to-talk")),
    View("small-timings", timings, SMALL),
    View("small-speaking", speaking, SMALL),
    View("small-arriving", arriving, SMALL),
    View("small-opened", opened, SMALL),
    View("small-settings", settings, SMALL),
    View("huge-speaking", speaking, SMALL, HUGE),
    View("huge-long", long_reply, SMALL, HUGE),
    View("huge-answering", answering, SMALL, HUGE),
    View("huge-name", idle, SMALL, replace(HUGE, mode="name")),
    View("huge-modes", choosing_mode, SMALL, HUGE),
    View("huge-timings", timings, SMALL, HUGE),
    View("huge-typing", typing, SMALL, HUGE),
    View("huge-trouble", trouble, SMALL, HUGE),
    View("huge-arriving", arriving, SMALL, HUGE),
    View("huge-search", search, SMALL, HUGE),
    View("huge-opened", opened, SMALL, HUGE),
    View("huge-export", exporting, SMALL, HUGE),
    View("huge-settings", settings, SMALL, HUGE),
    View("huge-settings-echo", choose_echo, SMALL, HUGE),
    View("huge-settings-passphrase", changing_the_passphrase, SMALL, HUGE),
    View("huge-settings-end", settings_end, SMALL, HUGE),
    View("least-speaking", speaking, LEAST, replace(HUGE, mode="push-to-talk")),
    View("least-modes", choosing_mode, LEAST, HUGE),
    View("least-timings", timings, LEAST, HUGE),
    View("least-arriving", arriving, LEAST, replace(HUGE, mode="name", her_name="Samantha")),
    View("night-recalled", recalled, settings=NIGHT),
    View("night-doubt", recalled_with_a_doubt, settings=NIGHT),
    View("night-memory-chosen", memory_chosen, settings=NIGHT),
    View("night-memory-person", memory_person, settings=NIGHT),
    View("night-undo", undo, settings=NIGHT),
    View("night-locked", locked, settings=NIGHT),
    View("small-recalled", recalled, SMALL),
    View("small-doubt", recalled_with_a_doubt, SMALL),
    View("small-memory-chosen", memory_chosen, SMALL),
    View("small-memory-people", memory_people, SMALL),
    View("small-memory-empty", memory_empty, SMALL),
    View("small-undo", undo, SMALL),
    View("small-locked", locked, SMALL),
    View("small-history-day", day, SMALL),
    View("huge-recalled", recalled, SMALL, HUGE),
    View("huge-recalled-much", recalled_much, SMALL, HUGE),
    View("huge-memory-chosen", memory_chosen, SMALL, HUGE),
    View("huge-memory-person", memory_person, SMALL, HUGE),
    View("huge-memory-search", memory_search, SMALL, HUGE),
    View("huge-memory-correcting", memory_correcting, SMALL, HUGE),
    View("huge-memory-empty", memory_empty, SMALL, HUGE),
    View("huge-undo", undo, SMALL, HUGE),
    View("huge-undo-talk", undo_in_talk, SMALL, HUGE),
    View("huge-history-forgetting", forgetting_a_line, SMALL, HUGE),
    View("huge-locked", locked, SMALL, HUGE),
    View("huge-passphrase-new", passphrase, SMALL, HUGE),
]


def picture(view: View, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        clock = [NOW]
        environment = Environment(Path(home), Path(home) / "models", view.settings, lambda: clock[0])
        memory = memory_at(environment.memory_file, environment.now)
        remember(memory, clock)
        sum_up(memory)
        if any(part in view.name for part in ("memory", "undo")):
            live(memory, clock)
        engine = FakeEngine(view.settings, memory)
        write_key_file(environment.home / "memory.key.toml", key_file_for_passphrase("a")[0])
        if view.name.startswith(("passphrase", "huge-passphrase")):
            engine.locked = "new" if "new" in view.name else "existing"
        elif "passphrase" in view.name:
            engine.locks = "existing"
        window = Window(environment)
        window.show(lambda: engine)
        window.root.resize(*view.size)
        window.root.requestActivate()
        wait(250)
        settle(window)
        view.play(window, engine)
        wait(150)
        settle(window)
        engine.level("her", 0.8)
        wait(70)
        window.root.grabWindow().save(str(folder / f"{view.name}.png"))
        window.close()
        memory.close()


def main(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    app = QGuiApplication(["look"])
    register()
    for view in VIEWS:
        if not arguments[1:] or any(view.name.startswith(wanted) for wanted in arguments[1:]):
            picture(view, folder)
    QTimer.singleShot(0, app.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
