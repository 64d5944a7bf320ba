"""A character card is shown before anything changes, with what is left out; then she takes it, or is again as she was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl

from companion.character.taken_card import FILE
from tests.cards.made import v2, written
from tests.ui.conftest import Open, Scene

CTRL = Qt.KeyboardModifier.ControlModifier


def looking(scene: Open, file: Path) -> Scene:
    """The settings, with this file typed as the card to look at."""
    room = scene().ready()
    room.engine.home = file.parent
    room.key(Qt.Key.Key_4, CTRL)
    room.item("card-path").forceActiveFocus()
    room.type(str(file))
    room.key(Qt.Key.Key_Return)
    return room


def test_a_card_is_shown_changed_and_taken_by_keyboard(scene: Open, tmp_path: Path) -> None:
    room = looking(scene, written(tmp_path, v2(scenario="In a bar."), "mira.json"))
    cards = room.window.prefs.cards
    room.until(lambda: cards.property("card") == "Mira")
    assert "Her temperament: funny (the card says witty, playful, teasing)." in cards.property("sentences")
    assert "the scenario" in [row["what"] for row in cards.property("leftOut")]
    assert not (tmp_path / FILE).exists()
    room.until(lambda: room.item("card-temperament").hasActiveFocus())
    room.key(Qt.Key.Key_Down)
    room.until(lambda: cards.property("temperament") == "thoughtful")
    room.item("card-take").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("take_card", "Mira", "thoughtful")
    room.until(lambda: cards.property("taken") == "Mira")
    assert cards.property("card") == ""
    assert room.window.prefs.current.her_name == "Mira"


def test_she_is_her_own_again_at_a_press(scene: Open, tmp_path: Path) -> None:
    room = looking(scene, written(tmp_path, v2(), "mira.json"))
    cards = room.window.prefs.cards
    room.until(lambda: cards.property("card") == "Mira")
    cards.take()
    room.until(lambda: room.item("card-reset").isVisible())
    room.item("card-reset").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("drop_card")
    room.until(lambda: cards.property("taken") == "")
    assert room.window.prefs.current.her_name == "Ada"


def test_a_card_can_be_left(scene: Open, tmp_path: Path) -> None:
    room = looking(scene, written(tmp_path, v2(), "mira.json"))
    cards = room.window.prefs.cards
    room.until(lambda: cards.property("card") == "Mira")
    room.item("card-leave").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: cards.property("card") == "")
    assert ("take_card", "Mira", "funny") not in room.engine.asked


def test_what_is_wrong_with_a_card_is_told_in_place(scene: Open, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("hello")
    room = looking(scene, tmp_path / "x.json")
    room.until(lambda: "x.json is no character card" in str(room.item("card-trouble").property("text")))


def test_a_home_of_nobody_is_no_file(scene: Open) -> None:
    room = scene().ready()
    cards = room.window.prefs.cards
    cards.read("~nobody-here/x.json")
    room.until(lambda: "There is no file ~nobody-here/x.json" in cards.property("trouble"))


def test_a_file_that_the_system_names_by_its_address_is_read(scene: Open, tmp_path: Path) -> None:
    room = scene().ready()
    cards = room.window.prefs.cards
    cards.read(QUrl.fromLocalFile(str(written(tmp_path, v2(), "with space.json"))).toString())
    room.until(lambda: cards.property("card") == "Mira")


def test_the_file_chooser_opens(scene: Open) -> None:
    room = scene().ready()
    room.key(Qt.Key.Key_4, CTRL)
    room.item("card-choose").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: bool(chooser(room) and chooser(room).property("visible")))
    chooser(room).close()


def chooser(room: Scene):
    loader = room.item("card-chooser")
    return loader.property("item")
