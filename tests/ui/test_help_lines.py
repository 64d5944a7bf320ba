"""The help lines: in sight whatever the size, not said twice on the stage, to be reached and copied by keyboard, and hidden."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from companion.events import Heard, HelpShown, Interrupted, Said, TurnDone
from companion.settings import Settings
from tests.ui.conftest import Open, Scene

HELP = "Someone to talk to: findahelpline.com lists free, confidential lines for every country\nEmergency: 112 (Europe)"
SAID = "Are you thinking of ending your life? There's help written here: findahelpline.com."


def asked(talk: Scene) -> Scene:
    talk.engine.emit(Heard(turn=1, text="I can't do this anymore.", start=0, end=1))
    talk.engine.emit(HelpShown(turn=1, text=HELP))
    for sentence in (SAID, HELP):
        talk.engine.emit(Said(turn=1, text=sentence))
    talk.engine.emit(TurnDone(turn=1, reply=f"{SAID} {HELP}", gap_s=1.0, phases={}))
    talk.until(lambda: any(row.who == "her" and row.text.endswith(HELP) for row in talk.window.dialogue.lines.rows))
    return talk


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("theme", ["day", "night"])
def test_the_help_lines_are_in_sight_in_a_small_window_with_huge_text(scene: Open, scale: float, theme: str) -> None:
    talk = scene(Settings(theme=theme, text_scale=scale)).ready()  # type: ignore[arg-type]
    talk.window.root.resize(720, 560)
    asked(talk)
    lines, her = talk.item("help-lines"), talk.item("her-words")
    assert lines.property("text") == HELP
    talk.until(lambda: lines.mapToScene(QPointF(0, 0)).y() > 0 and lines.height() > 20)
    assert (
        lines.mapToScene(QPointF(0, lines.property("contentHeight"))).y()
        < talk.item("composer").mapToScene(QPointF(0, 0)).y()
    )
    assert her.property("text") == SAID
    assert her.mapToScene(QPointF(0, 0)).y() + 60 < lines.mapToScene(QPointF(0, 0)).y()


def test_the_conversation_keeps_the_help_lines_with_her_words(scene: Open) -> None:
    talk = asked(scene().ready())
    assert [row.text for row in talk.window.dialogue.lines.rows if row.who == "her"] == [f"{SAID} {HELP}"]


def test_the_help_lines_are_reached_copied_and_hidden_by_keyboard(scene: Open) -> None:
    talk = asked(scene().ready())
    talk.until(lambda: talk.item("composer").hasActiveFocus())
    for _ in range(30):
        if talk.item("help-lines").hasActiveFocus():
            break
        talk.key(Qt.Key.Key_Tab)
    assert talk.item("help-lines").hasActiveFocus()
    talk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    talk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == HELP
    talk.key(Qt.Key.Key_Tab)
    assert talk.item("hide-help").hasActiveFocus()
    talk.key(Qt.Key.Key_Space)
    talk.until(lambda: talk.window.dialogue.property("help") == "")
    assert not talk.item("help-lines").isVisible()


def test_the_help_lines_stay_through_the_next_lines_and_go_with_the_conversation(scene: Open) -> None:
    talk = asked(scene().ready())
    talk.engine.emit(Heard(turn=2, text="What time is it?", start=2, end=3))
    talk.engine.emit(Said(turn=2, text="Half past nine."))
    talk.engine.emit(TurnDone(turn=2, reply="Half past nine.", gap_s=1.0, phases={}))
    talk.until(lambda: talk.item("her-words").property("text") == "Half past nine.")
    assert talk.window.dialogue.property("help") == HELP
    talk.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    talk.until(lambda: talk.window.dialogue.property("help") == "")


def test_help_lines_of_a_turn_that_was_cut_off_stay(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(HelpShown(turn=1, text=HELP))
    talk.engine.emit(Interrupted(turn=1, heard="Are you—"))
    talk.until(lambda: talk.item("her-words").property("text") == "Are you—")
    assert talk.window.dialogue.property("help") == HELP
