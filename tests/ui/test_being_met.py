"""The whole interview in the real window over a real engine: typed, skipped, gone back in, broken off by a kill, repeated."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from companion.engine import Devices, Engine
from companion.initiation.questions import words
from tests.engine_on_fakes import FakeParts, make_environment
from tests.ui.conftest import Scene
from tests.ui.fake_engine import FakeEngine
from ui.shell.window import Window

Meet = Callable[..., Scene]
ANSWERS = ("Quiet, mostly.", "They're fine.", "the lower one", "rather funny", "My sister Amy. It's going well.")
STEPS = ("company", "evenings", "voice", "humour", "person")


@pytest.fixture
def meet(tmp_path: Path, qtbot: QtBot) -> Iterator[Meet]:
    scenes: list[Scene] = []

    def open_(home: str = "one") -> Scene:
        environment = make_environment(tmp_path / home)
        engine = Engine(environment, Devices(), FakeParts())
        window = Window(environment)
        window.show(lambda: engine)
        window.root.requestActivate()
        scenes.append(Scene(window, cast(FakeEngine, engine), qtbot))
        return scenes[-1]

    yield open_
    for each in scenes:
        each.window.close()


def at(met: Scene, step: str) -> Scene:
    """Waits until this is asked."""
    met.until(lambda: met.window.meeting.property("step") == step and met.window.meeting.property("words") != "")
    met.until(lambda: met.window.meeting.property("phase") in ("asking", "meeting"))
    return met


def answer(met: Scene, text: str) -> None:
    """Types an answer into the field, which has the focus."""
    met.until(lambda: met.item("answer").hasActiveFocus())
    met.type(text)
    met.key(Qt.Key.Key_Return)


def through(met: Scene) -> Scene:
    """Answers all that is asked, up to the page of what became of it."""
    for step, text in zip(STEPS, ANSWERS, strict=True):
        answer(at(met, step), text)
    answer(at(met, "name"), "yes")
    answer(at(met, "speaks_first"), "no")
    met.until(lambda: bool(met.window.meeting.property("over")))
    return met


def test_the_first_run_opens_with_it_before_anything_else_is_seen(meet: Meet) -> None:
    met = meet()
    assert met.window.meeting.property("shown")
    assert not met.item("composer").isVisible()
    assert at(met, "company").item("question").property("text") == words()["company"]["ask"]
    met.until(lambda: met.item("before").property("text") == words()["opening"])
    assert "question 1 of 7" in met.item("foot").property("text")
    met.until(lambda: "no microphone: type your answers" in met.item("foot").property("text"))


def test_larger_text_in_the_first_second_loses_no_interview(meet: Meet, tmp_path: Path) -> None:
    met = meet()
    met.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert met.window.prefs.current.text_scale > 1
    assert at(met, "company").item("question").isVisible()
    met.until(lambda: "text_scale" in (tmp_path / "one" / "home" / "settings.toml").read_text())
    (tmp_path / "two" / "home").mkdir(parents=True)  # killed before anything was asked
    shutil.copy(tmp_path / "one" / "home" / "settings.toml", tmp_path / "two" / "home")
    later = meet("two")
    assert later.window.meeting.property("shown")
    at(later, "company")


def test_after_a_kill_the_talk_is_not_seen_before_it_goes_on(meet: Meet, tmp_path: Path) -> None:
    killed = meet("killed")
    answer(at(killed, "company"), "Quiet, mostly.")
    at(killed, "evenings")
    shutil.copytree(tmp_path / "killed", tmp_path / "again")
    again = meet("again")
    assert again.window.meeting.property("shown")
    assert not again.item("composer").isVisible()
    at(again, "evenings")


def test_the_whole_interview_is_typed_and_becomes_her(meet: Meet) -> None:
    met = through(meet())
    lines = {line["key"]: line["text"] for line in met.window.meeting.property("page")}
    assert lines["voice"] == "The lower one."
    assert "Amy" in lines["person"]
    met.until(lambda: met.window.prefs.current.her_name == met.engine.settings.her_name == "Max")
    assert met.window.prefs.current.temperament == "funny"
    close = words()["speaks_first"]["close"]
    met.until(
        lambda: close in met.window.dialogue.stage.property("reply") and met.window.dialogue.stage.property("done")
    )
    begin = met.item("begin")
    begin.forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    met.until(lambda: met.item("composer").hasActiveFocus())
    assert not met.window.meeting.property("shown")
    assert met.window.dialogue.lines.rows == []
    assert close in met.window.dialogue.stage.property("reply")


def test_she_says_hello_before_she_names_herself(meet: Meet) -> None:
    met = meet()
    for step, text in zip(STEPS, ANSWERS, strict=True):
        answer(at(met, step), text)
    at(met, "name")
    met.until(lambda: met.item("before").property("text") == "Hello, I'm here.")
    assert "Max" in met.item("question").property("text")
    met.item("accept-name").forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    at(met, "speaks_first")
    assert "I'm software" in met.item("question").property("text")


def test_she_takes_another_name_that_is_typed(meet: Meet) -> None:
    met = meet()
    for step, text in zip(STEPS, ANSWERS, strict=True):
        answer(at(met, step), text)
    answer(at(met, "name"), "Vera")
    at(met, "speaks_first")
    met.item("choose-yes").forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    met.until(lambda: bool(met.window.meeting.property("over")))
    met.until(lambda: met.window.prefs.current.her_name == "Vera")
    assert met.engine.settings.speaks_first is True


def test_questions_are_skipped_and_asked_again(meet: Meet) -> None:
    met = at(meet(), "company")
    assert not met.item("back").isVisible()
    met.item("skip").forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    at(met, "evenings")
    met.item("answer").forceActiveFocus()
    met.until(lambda: not met.window.bridge.property("busy"))
    met.key(Qt.Key.Key_Escape)
    at(met, "company")


def test_all_is_skipped(meet: Meet) -> None:
    met = at(meet(), "company")
    met.item("skip-all").forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    met.until(lambda: met.item("composer").hasActiveFocus())
    assert not met.window.meeting.property("shown")
    assert met.engine.initiation.due is False


def test_the_voice_is_chosen_with_a_button(meet: Meet) -> None:
    met = meet()
    for step, text in zip(STEPS[:2], ANSWERS, strict=False):
        answer(at(met, step), text)
    at(met, "voice")
    met.item("choose-lower").forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    at(met, "humour")
    assert met.engine.settings.voice == "kokoro:am_michael"


def test_after_a_kill_it_goes_on_at_the_same_question(meet: Meet, tmp_path: Path) -> None:
    killed = meet()
    answer(at(killed, "company"), "Quiet, mostly.")
    at(killed, "evenings")
    shutil.copytree(tmp_path / "one", tmp_path / "two")  # what is on the disk at this moment, the window being open
    met = at(meet("two"), "evenings")
    assert met.item("question").property("text") == words()["evenings"]["ask"]
    met.until(lambda: words()["resumed"] in met.item("before").property("text"))
    assert "question 2 of 7" in met.item("foot").property("text")
    answer(met, "They're fine.")
    at(met, "voice")


def test_it_can_be_had_again_from_settings(meet: Meet) -> None:
    met = at(meet(), "company")
    met.window.meeting.skipAll()
    met.until(lambda: not met.window.meeting.property("shown"))
    met.key(Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    met.item("meet-again").forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    at(met, "company")
    assert met.window.meeting.property("shown")
    answer(met, "Quiet, mostly.")
    at(met, "evenings")


def test_what_became_of_an_answer_is_changed_in_place(meet: Meet) -> None:
    met = through(meet())
    met.item("change-temperament").forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    met.until(lambda: met.item("pick-warm").hasActiveFocus())
    met.item("pick-dry").forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    met.until(lambda: any(line["text"].startswith("Dry") for line in met.window.meeting.property("page")))
    assert met.engine.settings.temperament == "dry"
    assert met.item("change-temperament").hasActiveFocus()
    assert met.window.meeting.property("over")
    met.item("change-her_name").forceActiveFocus()
    met.key(Qt.Key.Key_Return)
    met.until(lambda: met.item("new-her_name").hasActiveFocus())
    met.item("new-her_name").setProperty("text", "Nora")
    met.key(Qt.Key.Key_Return)
    met.until(lambda: any("Nora" in line["text"] for line in met.window.meeting.property("page")))
    assert met.engine.settings.her_name == "Nora"


def test_what_is_not_so_is_taken_back_on_the_page(meet: Meet) -> None:
    met = through(meet())
    memory = met.engine.memory
    assert memory is not None
    assert [rule.manner.kind for rule in memory.rules.list(ended=False)] == ["length"]
    assert "You like to talk with your sister Amy." in [fact.text for fact in memory.facts.list()]
    for key in ("company", "person"):
        met.item(f"change-{key}").forceActiveFocus()
        met.key(Qt.Key.Key_Return)
        met.until(lambda key=key: key not in [line["key"] for line in met.window.meeting.property("page")])  # type: ignore[misc]
    assert memory.rules.list(ended=False) == []
    assert "You like to talk with your sister Amy." not in [fact.text for fact in memory.facts.list()]
