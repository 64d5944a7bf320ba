"""Another mind is rehearsed with in the settings: how far it is, both answers side by side, then switch or keep."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt

from companion.environment import Environment
from companion.errors import CompanionError
from companion.events import Progress
from companion.rehearsal import Comparison, RehearsalProgress
from companion.rehearsal.checks import Check, CheckList
from companion.rehearsal.comparison import compare
from companion.rehearsal.judging import Answer, says_goodnight, says_name
from companion.settings import Settings
from models.store import ModelStore
from tests.ui.conftest import Open, Scene
from ui.rooms.settings.choices import minds_to_rehearse

CTRL = Qt.KeyboardModifier.ControlModifier
MIND, OTHER = "qwen2.5-coder-1.5b", "smollm2-135m"


def comparison() -> Comparison:
    checks = (
        Check("name", "Her name", "What is your name?", says_name("Ada")),
        Check("goodnight", "How she says good night", "Good night.", says_goodnight),
    )
    before = [Answer("What is your name?", "I'm Ada."), Answer("Good night.", "Good night.")]
    after = [Answer("What is your name?", "<b>Smol</b>\u202e"), Answer("Good night.", "Sleep well.")]
    return compare(CheckList(checks, ("Two facts.",)), MIND, OTHER, before, after)


class FakeRehearsal:
    """Reports one line, and waits to be told to go on."""

    def __init__(self, environment: Environment, mind: str, fault: Exception | None = None) -> None:
        self.environment, self.mind, self._fault = environment, mind, fault
        self.go, self.cancelled = threading.Event(), False
        self.memory: Any = None

    def run(self, memory: Any, report: Callable[[RehearsalProgress], None]) -> Comparison | None:
        self.memory = memory
        report(RehearsalProgress(OTHER, "Good night.", 3, 4))
        assert self.go.wait(8)
        if self._fault:
            raise self._fault
        return None if self.cancelled else comparison()

    def cancel(self) -> None:
        self.cancelled = True
        self.go.set()


@pytest.fixture
def models(tmp_path: Path) -> None:
    """Both minds are on this computer, as far as sizes tell."""
    store = ModelStore(tmp_path / "models")
    for mind in (MIND, OTHER):
        for file in store.entry(mind).files:
            path = store.file(mind, file.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as there:
                there.truncate(file.bytes)


def begun(scene: Open, fault: Exception | None = None) -> tuple[Scene, list[FakeRehearsal]]:
    """The settings, with a rehearsal under way that was begun by keyboard."""
    room = scene(Settings(theme="day", mind=MIND)).ready()
    made: list[FakeRehearsal] = []

    def make(environment: Environment, mind: str) -> FakeRehearsal:
        made.append(FakeRehearsal(environment, mind, fault))
        return made[-1]

    room.window.rehearsing.make = make
    room.key(Qt.Key.Key_4, CTRL)
    room.until(lambda: [one["id"] for one in minds(room) if not one["need"]] == [OTHER])
    assert not room.item("rehearse").hasActiveFocus(), "the settings open at their beginning"
    room.item("rehearse").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: "Good night." in text(room, "rehearsal-progress"))
    return room, made


def minds(room: Scene) -> list[dict[str, str]]:
    return list(room.window.rehearsing.property("minds"))


def pick(room: Scene, mind: str) -> None:
    """Choose this one as another mind."""
    room.item("rehearse-mind").setProperty("chosen", mind)


def text(room: Scene, name: str) -> str:
    return str(room.item(name).property("text"))


@pytest.mark.usefixtures("models")
def test_it_shows_how_far_it_is_and_then_both_answers(scene: Open) -> None:
    room, made = begun(scene)
    assert text(room, "rehearsal-progress") == "The new mind, 4 of 4: Good night."
    assert (made[0].mind, made[0].environment.settings.mind) == (OTHER, MIND)
    assert made[0].memory is room.engine.memory
    made[0].go.set()
    room.until(lambda: text(room, "verdict") == "Of 2 things that hold now 1 would stay and 1 would be lost.")
    rows = room.window.rehearsing.property("rows")
    assert [(row["before"], row["after"], row["standing"]) for row in rows] == [
        ("I'm Ada.", "<b>Smol</b>", "would be lost"),
        ("Good night.", "Sleep well.", "stays"),
    ]
    assert room.window.rehearsing.property("differences") == ["Her name: she does not say her name, Ada.", "Two facts."]
    room.until(lambda: room.item("rehearsal").hasActiveFocus())
    room.until(lambda: room.item("verdict").mapToScene(QPointF()).y() > 0)
    assert room.item("rehearsal-keep").property("primary")
    room.key(Qt.Key.Key_Down)
    assert room.item("rehearsal").property("currentIndex") == 1
    assert rows[0]["spoken"].startswith(
        "Her name: would be lost. Asked: What is your name? Now: I'm Ada. Then: <b>Smol</b>"
    )


@pytest.mark.usefixtures("models")
def test_switching_changes_her_mind_and_keeping_does_not(scene: Open) -> None:
    room, made = begun(scene)
    made[0].go.set()
    room.until(lambda: room.item("rehearsal-switch").isVisible())
    room.item("rehearsal-keep").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: not room.window.rehearsing.property("shown"))
    assert room.window.prefs.current.mind == MIND
    room.until(lambda: room.item("rehearse").hasActiveFocus())
    room.key(Qt.Key.Key_Return)
    room.until(lambda: len(made) == 2)
    made[1].go.set()
    room.until(lambda: room.item("rehearsal-switch").isVisible())
    room.item("rehearsal-switch").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("change", {"mind": OTHER})
    assert not room.window.rehearsing.property("shown")


@pytest.mark.usefixtures("models")
def test_escape_calls_it_off(scene: Open) -> None:
    room, made = begun(scene)
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: made[0].cancelled)
    assert not room.window.rehearsing.property("shown")
    assert room.item("rehearse").isVisible()
    assert room.window.prefs.current.mind == MIND


@pytest.mark.usefixtures("models")
def test_locking_calls_it_off(scene: Open) -> None:
    room, made = begun(scene)
    room.engine.locks = "existing"
    room.window.locking.lock()
    room.until(lambda: made[0].cancelled)
    assert not room.window.rehearsing.property("shown")
    assert room.window.rehearsing.property("rows") == []


@pytest.mark.usefixtures("models")
def test_what_went_wrong_is_told_without_commands(scene: Open) -> None:
    room, made = begun(
        scene, CompanionError("smollm2-135m could not be asked: it is gone; run `companion models get x`.")
    )
    made[0].go.set()
    room.until(lambda: text(room, "rehearsal-trouble") == "Smollm2-135m could not be asked: it is gone.")
    assert text(room, "rehearsal-keep") == "Back"
    assert not room.item("rehearsal-switch").isVisible()


def test_a_mind_that_is_not_here_is_offered_with_what_it_takes_and_can_be_stopped(scene: Open) -> None:
    room = scene(Settings(theme="day", mind=MIND)).ready()
    room.key(Qt.Key.Key_4, CTRL)
    room.until(lambda: OTHER in [one["id"] for one in minds(room)])
    pick(room, OTHER)
    assert text(room, "rehearse-need") == "It is not on this computer yet: 98 MB to download, once."
    assert not room.item("rehearse").isVisible()
    room.item("rehearse-get").forceActiveFocus()
    assert text(room, "rehearse-get") == "Get it first · 98 MB"
    room.key(Qt.Key.Key_Return)
    room.asked("fetch", [OTHER])
    room.engine.emit(Progress(model=OTHER, done=10_000_000, total=98_000_000))
    room.until(lambda: not room.item("rehearse-get").isVisible())
    assert not room.item("rehearse-need").isVisible()
    room.engine.emit(Progress(model=OTHER, done=0, total=98_000_000, status="cancelled"))
    room.until(lambda: room.item("rehearse-get").isVisible())
    room.window.rehearsing.begin(OTHER)
    assert not room.window.rehearsing.property("shown"), "it can't be asked before it is here"


def test_a_server_needs_its_address_and_it_is_said_where_the_words_go(scene: Open) -> None:
    room = scene(Settings(theme="day", mind=MIND)).ready()
    room.key(Qt.Key.Key_4, CTRL)
    room.until(lambda: "server" in [one["id"] for one in minds(room)])
    assert not room.item("setting-server_url").isVisible()
    pick(room, "server")
    assert text(room, "rehearse-need") == "It needs the server's address: write it below, then it can be asked."
    assert not room.item("rehearse").isVisible()
    assert room.item("setting-server_url").isVisible()
    room.window.prefs.change("server_url", "http://localhost:11434")
    room.until(lambda: room.item("rehearse").isVisible())
    assert text(room, "rehearse-need") == "What is asked, and what she knows of you, is sent to it."


def test_what_does_not_fit_this_computer_is_not_offered(tmp_path: Path) -> None:
    found = minds_to_rehearse(tmp_path, Settings(mind=MIND))
    assert MIND not in [one.id for one in found]
    for one in found:
        assert bool(one.offer) == ("to download" in one.need), one
