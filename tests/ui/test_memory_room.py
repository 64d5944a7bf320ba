"""The Memory page lists facts by what they are about, with their proof, and lets them be added, corrected and pinned."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from companion.memory.fact import Fact, FactCandidate
from tests.ui.conftest import NOW, Open, Scene
from tests.ui.test_rooms import usable, walk
from ui.parts.rows import FactRow
from ui.parts.words import since

CTRL = Qt.KeyboardModifier.ControlModifier


def tell(room: Scene, subject: str, slot: str, text: str, quote: str, days: int = 5, **more: str | None) -> Fact:
    memory = room.engine.memory
    assert memory is not None
    message = memory.add(memory.begin_conversation(), "you", f"So. {quote}.", "voice", NOW - timedelta(days=days))
    fact = memory.facts.accept(FactCandidate(subject, slot, text.lower(), text, quote, **more), message.id)  # type: ignore[arg-type]
    assert fact is not None
    return fact


def life(room: Scene) -> None:
    tell(room, "you", "job", "You write letters.", "I write letters", 50)
    tell(
        room,
        "person",
        "sister nora home",
        "Nora lives in Porto.",
        "Nora is in Porto",
        200,
        name="Nora",
        relation="sister",
    )
    moved = {"name": "Nora", "relation": "sister", "since": "2026-03-01"}
    tell(room, "person", "sister nora home", "Nora lives in Lisbon.", "Nora moved to Lisbon", 44, **moved)
    tell(room, "boundary", "never work", "Never bring up work.", "never bring up work", 40)


def enter(room: Scene) -> Scene:
    room.key(Qt.Key.Key_3, CTRL)
    room.until(lambda: bool(room.window.memories.property("read")))
    return room


def shown(room: Scene) -> list[str]:
    return [row.text for row in room.window.memories.facts.rows]


def only(room: Scene) -> FactRow:
    (row,) = room.window.memories.facts.rows
    return row


def tabs(room: Scene) -> dict[str, int]:
    return {tab["id"]: tab["count"] for tab in room.window.memories.property("tabs")}


def test_facts_are_listed_by_what_they_are_about_each_with_its_proof(scene: Open) -> None:
    room = scene().ready()
    life(room)
    enter(room)
    assert tabs(room) == {"you": 1, "person": 1, "boundary": 1}
    assert only(room).text == "You write letters."
    assert [(quote["text"], quote["when"]) for quote in only(room).quotes] == [("I write letters", "3 October")]
    room.item("group-boundary").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: shown(room) == ["Never bring up work."])


def test_what_the_two_share_is_listed_with_its_proof_and_can_be_forgotten(scene: Open) -> None:
    room = scene().ready()
    tell(room, "shared", "nickname car", "You call your car “Bertha”.", "I call my car Bertha", 40)
    enter(room)
    room.until(lambda: shown(room) == ["You call your car “Bertha”."])
    assert room.item("group-shared").property("text") == "The two of you · 1"
    assert [quote["text"] for quote in only(room).quotes] == ["I call my car Bertha"]
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Delete)
    room.until(lambda: room.engine.memory.facts.list("shared") == [])


def test_a_person_has_a_page_with_what_is_so_and_what_was(scene: Open) -> None:
    room = scene().ready()
    life(room)
    enter(room)
    room.window.memories.show("person")
    room.until(lambda: [row.name for row in room.window.memories.people.rows] == ["Nora"])
    assert shown(room) == []
    room.item(f"person-{room.window.memories.people.rows[0].id}").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.window.memories.property("name") == "Nora")
    assert only(room).text == "Nora lives in Lisbon."
    assert only(room).times == "since March"
    assert [(past["was"], past["times"]) for past in only(room).earlier] == [("Nora lives in Porto.", "until March")]
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: room.window.memories.property("person") == 0)


def test_words_are_found_in_every_group(scene: Open) -> None:
    room = scene().ready()
    life(room)
    enter(room)
    room.key(Qt.Key.Key_F, CTRL)
    assert room.item("search-facts").hasActiveFocus()
    room.type("nora")
    room.until(lambda: "Nora lives in Lisbon." in shown(room))
    assert "You write letters." not in shown(room)
    room.type("xyz")
    room.until(lambda: room.item("nothing-known").property("text") == "She knows nothing with these words.")
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: shown(room) == ["You write letters."])


def test_a_quotation_opens_its_moment_and_escape_comes_back(scene: Open) -> None:
    room = scene().ready()
    fact = tell(room, "you", "job", "You write letters.", "I write letters")
    enter(room)
    room.key(Qt.Key.Key_Down)
    room.item(f"quote-{fact.quotes[0].message}").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.window.history.property("openedMessage") == fact.quotes[0].message)
    assert room.window.root.property("room") == "past"
    room.key(Qt.Key.Key_Escape)
    assert room.window.root.property("room") == "memory"


def test_what_is_typed_is_remembered_and_shown(scene: Open) -> None:
    room = enter(scene().ready())
    room.item("remember").forceActiveFocus()
    room.type("My tea is green")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: len(shown(room)) == 1)
    assert only(room).written == "written by you, today"
    room.until(lambda: room.item("remember").property("text") == "")


def test_a_fact_is_corrected_in_place_and_what_it_was_is_kept(scene: Open) -> None:
    room = scene().ready()
    tell(room, "you", "tea", "Your tea is green.", "my tea is green")
    enter(room)
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_F2)
    field = room.window.root.activeFocusItem()
    assert field.property("text") == "Your tea is green."
    room.key(Qt.Key.Key_Escape)
    assert not field.isVisible()
    room.key(Qt.Key.Key_F2)
    room.type("Your tea is black.")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: shown(room) == ["Your tea is black."])
    assert [past["was"] for past in only(room).earlier] == ["Your tea is green."]


def test_pinned_facts_come_first(scene: Open) -> None:
    room = scene().ready()
    old = tell(room, "you", "job", "You write letters.", "I write letters", 50)
    tell(room, "you", "tea", "Your tea is green.", "my tea is green", 2)
    enter(room)
    assert shown(room) == ["Your tea is green.", "You write letters."]
    room.window.memories.pin(old.id, True)
    room.until(lambda: shown(room)[0] == "You write letters.")
    assert room.window.memories.facts.rows[0].pinned


def test_an_empty_page_says_how_she_learns(scene: Open) -> None:
    room = enter(scene().ready())
    assert "with your own words as proof" in str(room.item("nothing-known").property("text"))


def test_what_cannot_be_kept_is_told_in_a_sentence(scene: Open) -> None:
    room = enter(scene().ready())
    room.window.memories.correct(4711, "You live in Lisbon.")
    room.until(lambda: "4711" in str(room.item("memories-told").property("text")))


def test_told_times_read_as_people_say_them() -> None:
    said = {"2026": "2026", "2026-03": "March", "2025-03-01": "March 2025", "2026-03-09": "9 March"}
    assert {iso: since(iso, 2026) for iso in said} == said


def test_the_page_begins_with_what_there_is(scene: Open) -> None:
    room = scene().ready()
    tell(room, "boundary", "never work", "Never bring up work.", "never bring up work", 40)
    enter(room)
    assert shown(room) == ["Never bring up work."]
    room.window.memories.show("you")
    room.until(lambda: room.item("nothing-known").property("text") == "Nothing here yet.")


def test_every_control_of_a_fact_has_a_name_and_is_reached_by_tab(scene: Open) -> None:
    room = scene().ready()
    fact = tell(room, "you", "job", "You write letters.", "I write letters", 50)
    enter(room)
    room.key(Qt.Key.Key_Down)
    room.until(lambda: room.item("correct").isVisible())
    controls = [each for each in walk(QAccessible.queryAccessibleInterface(room.window.root)) if usable(each)]
    assert [each for each in controls if not each.text(QAccessible.Text.Name)] == []
    cards = [each.text(QAccessible.Text.Name) for each in controls if each.role() == QAccessible.Role.ListItem]
    assert cards == ["You write letters. “I write letters”, 3 October."]
    seen = []
    for _ in range(4):
        room.key(Qt.Key.Key_Tab)
        seen.append(room.window.root.activeFocusItem().objectName())
    assert seen == [f"quote-{fact.quotes[0].message}", "correct", "pin", "forget-fact"]
    room.key(Qt.Key.Key_Return)
    room.until(lambda: shown(room) == [])
    assert room.item("facts").hasActiveFocus()


def test_the_keyboard_is_not_lost_from_person_to_person(scene: Open) -> None:
    room = scene().ready()
    life(room)
    room.window.memories.show("person")
    enter(room)
    room.item(f"person-{room.window.memories.people.rows[0].id}").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.window.memories.property("person") > 0)
    assert room.item("facts").hasActiveFocus()
    room.item("forget-person").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.window.memories.people.rows == [] and room.window.memories.property("person") == 0)
    assert room.item("facts").hasActiveFocus()
