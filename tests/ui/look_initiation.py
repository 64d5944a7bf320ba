"""Scenes of the interview in which she is met, for the pictures of the window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from companion.events import Heard, Notice, Partial, Progress, Question, Ready, Said, State, TurnDone
from companion.initiation.outcome import page
from companion.initiation.questions import number, words
from companion.initiation.screen import InterviewState
from companion.memory.interviews import KeptAnswer
from companion.settings import Settings
from tests.ui.fake_engine import FakeEngine, Missing
from tests.ui.look_rooms import asked_about_danger
from tests.ui.look_talk import wait
from ui.shell.window import Window

MIND = 1_117_320_768
ANSWER = "They're fine, I think… um… quieter than they were."
NAMED = "I'd like to be called Nell. It's short, and it has a bell in it. Or would you rather call me something else?"
LACKING = [
    Missing("qwen", "Qwen2.5 Instruct 1.5B", MIND, "Apache-2.0", "mind"),
    Missing("whisper", "Whisper small.en", 246_000_000, "MIT", "ear"),
    Missing("kokoro", "Kokoro 82M", 92_000_000, "Apache-2.0", "voice"),
]


def asking(step: str, **fields: object) -> InterviewState:
    told = str(words()[step]["ask"])
    state = InterviewState(
        active=True, phase="asking", step=step, number=number(step), question=told, can_go_back=step != "company"
    )
    return replace(state, **fields)  # type: ignore[arg-type]


def show(window: Window, engine: FakeEngine, state: InterviewState, before: str = "", after: str = "") -> None:
    """Enter the interview there, as if she had just said `before` and asked."""
    engine.initiation.state = state
    window.meeting.again()
    wait(120)
    engine.emit(Question(turn=1, number=state.number, text=state.question))
    for text in (before, state.question, after):
        if text:
            engine.emit(Said(turn=1, text=text))
    engine.emit(TurnDone(turn=1, reply="", gap_s=1.0, phases={}))
    wait(1300)


def arrive(window: Window, engine: FakeEngine, done: int = 640_000_000) -> None:
    """Her mind is on its way."""
    engine.lacking = LACKING
    window.arrivals.refresh()
    wait(150)
    engine.emit(Progress(model="kokoro", done=92_000_000, total=92_000_000, status="done"))
    engine.lacking = LACKING[:2]
    engine.emit(Progress(model="qwen", done=done, total=MIND, seconds_left=132))
    engine.emit(Progress(model="whisper", done=0, total=246_000_000, status="waiting"))


def first(window: Window, engine: FakeEngine) -> None:
    engine.emit(State(state="listening"))
    engine.lacking = LACKING
    window.arrivals.refresh()
    show(window, engine, asking("company"), str(words()["opening"]))


def evenings(window: Window, engine: FakeEngine) -> None:
    """As the drawing has it: an answer in which hesitation was heard."""
    engine.emit(State(state="listening"))
    arrive(window, engine)
    show(window, engine, asking("evenings"), "Thank you.")
    engine.emit(Heard(turn=2, text=ANSWER, start=0, end=2))
    said = str(words()["hesitation"])
    noticed = asking("evenings", phase="agreeing", question=said, notice=True, choices=("yes", "no"))
    engine.initiation.state = noticed
    engine.emit(Said(turn=2, text=said))
    engine.emit(TurnDone(turn=2, reply=said, gap_s=1.0, phases={}))
    wait(300)


def answering(window: Window, engine: FakeEngine) -> None:
    arrive(window, engine, 900_000_000)
    show(window, engine, asking("evenings"), "Thank you.")
    engine.emit(State(state="hearing"))
    engine.emit(Partial(text="They're fine, I think, um"))
    for step in range(20):
        engine.level("you", 0.55 if step % 3 else 0.8)
        wait(30)


def patience(window: Window, engine: FakeEngine) -> None:
    engine.emit(State(state="listening"))
    engine.emit(Ready(part="mind"))
    show(window, engine, asking("humour"), "I see.")
    engine.emit(Said(turn=3, text=str(words()["patience"])))
    wait(200)


def voices(window: Window, engine: FakeEngine) -> None:
    engine.emit(State(state="listening"))
    arrive(window, engine, 1_000_000_000)
    show(window, engine, asking("voice", choices=("lower", "higher"), samples=True), "Thank you.", "This is the first.")


def person(window: Window, engine: FakeEngine) -> None:
    """Without a microphone and without a network."""
    arrive(window, engine)
    engine.emit(State(state="idle"))
    engine.emit(
        Progress(
            model="qwen", done=640_000_000, total=MIND, status="failed", message="no network: connect, then try again"
        )
    )
    engine.emit(Progress(model="whisper", done=0, total=246_000_000, status="failed", message="no network: try again"))
    show(window, engine, asking("person"), "All right.")
    wait(2600)


def trouble(window: Window, engine: FakeEngine) -> None:
    patience(window, engine)
    engine.emit(
        Notice(
            message="The microphone “USB Headset” stopped giving sound; I'm trying again with the default microphone."
        )
    )
    wait(100)


def waking(window: Window, engine: FakeEngine) -> None:
    engine.emit(State(state="loading", detail="her mind"))
    show(window, engine, asking("person"))
    engine.emit(Heard(turn=4, text="My sister Amy, and it goes well.", start=0, end=2))
    wait(100)
    engine.initiation.state = replace(asking("person"), phase="waking", can_go_back=False)
    engine.emit(Said(turn=4, text=str(words()["waking"])))
    engine.emit(TurnDone(turn=4, reply="", gap_s=1.0, phases={}))
    wait(1300)


def waiting(window: Window, engine: FakeEngine) -> None:
    """For a download."""
    arrive(window, engine)
    show(window, engine, replace(asking("person"), phase="waking", can_go_back=False, waits_for_download=True))
    engine.emit(Said(turn=4, text=str(words()["on_its_way"])))
    wait(1300)


def waits(window: Window, engine: FakeEngine) -> None:
    """Graver things are talked about; the questions wait."""
    engine.initiation.state = asking("evenings")
    window.meeting.again()
    wait(200)
    asked_about_danger(window, engine)
    engine.initiation.state = asking("evenings", phase="waiting")
    window.meeting.refresh()
    wait(400)


def outcome_trouble(window: Window, engine: FakeEngine) -> None:
    outcome(window, engine)
    engine.emit(Notice(message="The settings could not be kept: the disk is full. Make room, then change it again."))
    wait(200)


def name(window: Window, engine: FakeEngine) -> None:
    engine.emit(Ready(part="mind"))
    engine.emit(State(state="listening"))
    state = asking("name", phase="meeting", hers=True, name="Nell", question=NAMED, can_go_back=False)
    show(window, engine, state, "Hello, I'm here.")


def plainly(window: Window, engine: FakeEngine) -> None:
    """The honest line, and whether she may speak first."""
    engine.emit(Ready(part="mind"))
    engine.emit(State(state="listening"))
    own = words()["speaks_first"]
    told = f"{own['plainly'].format(where=own['here'])} {own['ask']}"
    state = asking("speaks_first", phase="meeting", hers=True, choices=("yes", "no"), question=told)
    show(window, engine, state, "Nell it is.")


def outcome(window: Window, engine: FakeEngine) -> None:
    engine.emit(Ready(part="mind"))
    answers = {
        "company": KeptAnswer("quiet"),
        "person": KeptAnswer("good", "your sister Amy"),
    }
    plainly(window, engine)
    settings = replace(window.prefs.current, her_name="Nell")
    engine.settings = settings
    window.prefs.follow(settings)
    engine.initiation.state = InterviewState(
        phase="done", step="speaks_first", page=page(answers, Settings(her_name="Nell"))
    )
    window.meeting.refresh()
    wait(400)


def outcome_changing(window: Window, engine: FakeEngine) -> None:
    outcome(window, engine)
    for name in ("change-temperament", "change-her_name"):
        button = next(item for item in _items(window) if item.objectName() == name)
        button.click()
    wait(400)


def outcome_end(window: Window, engine: FakeEngine) -> None:
    outcome(window, engine)
    for _ in range(5):
        QTest.keyClick(window.root, Qt.Key.Key_Tab)
    wait(300)


def _items(window: Window):
    from tests.ui.conftest import items

    return items(window.root.contentItem())
