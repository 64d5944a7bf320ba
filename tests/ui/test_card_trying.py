"""In Settings the graphics card is tried when it is asked for, with progress, and she says where she thinks."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from companion.environment import Environment
from companion.events import Notice, Ready
from companion.runtime.graphics_card import CardStatus, GraphicsCard
from companion.settings import Settings
from models.fetching.stop import Stop
from models.graphics.engine import Backend, Engine
from models.graphics.probe import Probe
from models.graphics.seen import SeenCards
from models.store import ModelStore
from tests.models.graphics import fake_card
from tests.models.graphics.fake_engine import make_engine
from tests.runtime.test_auto_mind import install
from tests.ui.conftest import Open, Scene

CTRL = Qt.KeyboardModifier.ControlModifier
MIND = "smollm2-135m"


def settings_room(scene: Open, models: Path, how: str = "") -> Scene:
    """The settings of a computer with a card's engine and a mind, where cards do as `how` says."""
    room = scene(Settings(theme="day", mind=MIND)).ready()

    def make(environment: Environment, stop: Stop) -> GraphicsCard:
        def get(models: Path, backend: Backend, report: object, stop: Stop, from_source: bool) -> Engine:
            return Engine(backend, make_engine(environment.models))

        child = (sys.executable, "-S", str(Path(fake_card.__file__)), how)
        return GraphicsCard(environment, Probe(child, stop=stop), get, lambda: False)

    install(ModelStore(models), MIND)
    make_engine(models)
    room.window.card_trying.make = make
    room.key(Qt.Key.Key_4, CTRL)
    room.until(lambda: bool(room.item("card-try").isVisible()))
    return room


def press(room: Scene, name: str) -> None:
    room.item(name).forceActiveFocus()
    room.key(Qt.Key.Key_Return)


def words(room: Scene) -> str:
    return str(room.item("card-words").property("text"))


def test_where_she_thinks_is_what_her_engine_reported(scene: Open, tmp_path: Path) -> None:
    room = settings_room(scene, tmp_path / "models")
    room.until(lambda: room.item("thinks-on").property("text") == "the processor")
    room.engine.thinks_on = "Test Card 9000, 28 of 28 layers"
    room.engine.emit(Ready(part="mind"))
    room.until(lambda: room.item("thinks-on").property("text") == "Test Card 9000, 28 of 28 layers")
    room.engine.thinks_on = "the processor"
    room.engine.emit(Notice(message="The graphics card did not answer in time."))
    room.until(lambda: room.item("thinks-on").property("text") == "the processor")


def test_a_try_is_followed_by_her_mind_on_the_card_and_can_be_undone(scene: Open, tmp_path: Path) -> None:
    room = settings_room(scene, tmp_path / "models")
    assert room.item("card-try").property("text") == "Try it"
    assert not room.item("card-off").isVisible()
    press(room, "card-try")
    room.until(lambda: "It is used." in words(room))
    assert words(room).startswith("Test Card 9000: The graphics card is faster")
    room.asked("load_mind")
    press(room, "card-off")
    room.until(lambda: "as you wished" in words(room) and room.item("card-use").isVisible())
    press(room, "card-use")
    room.until(lambda: "It is used." in words(room))
    assert room.engine.asked.count(("load_mind",)) >= 2


def test_a_card_that_is_not_used_says_why_without_naming_commands(scene: Open, tmp_path: Path) -> None:
    room = settings_room(scene, tmp_path / "models", "list:outcome=broken engine")
    press(room, "card-try")
    room.until(lambda: "does not load" in words(room))
    assert "`" not in words(room)
    assert not room.item("card-use").isVisible()


def test_a_try_can_be_called_off(scene: Open, tmp_path: Path) -> None:
    room = settings_room(scene, tmp_path / "models", "run:hang")
    press(room, "card-try")
    room.until(lambda: "says the same words" in words(room))
    assert not room.item("card-progress").isVisible()  # nobody knows how long it takes
    room.window.card_trying._report("Building the engine, 37 %", 0.37)
    assert room.item("card-progress").isVisible()
    press(room, "card-cancel")
    room.until(lambda: words(room) == "Called off; she goes on as before.")
    assert ("load_mind",) not in room.engine.asked
    assert room.item("card-try").isVisible()


def test_a_window_that_is_closed_during_a_try_hears_no_more_of_it(scene: Open, tmp_path: Path) -> None:
    room = settings_room(scene, tmp_path / "models", "run:hang")
    press(room, "card-try")
    room.until(lambda: "says the same words" in words(room))
    told: list[str] = []
    room.window.card_trying.progressed.connect(lambda: told.append(words(room)))
    room.window.card_trying.close()
    room.bot.wait(50)
    assert not told


def test_the_question_says_what_it_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # without npm nothing is fetched
    status = CardStatus(MIND, SeenCards(("AMD",)), None, False, None)
    assert status.offered
    assert status.words == "This computer seems to have a graphics card by AMD, which was not tried yet."
    assert status.offer == "Use it? About 8 minutes, once."
    assert replace(status, seen=SeenCards()).offer == ""
    assert replace(status, mind="server").offer == ""
