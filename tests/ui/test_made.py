"""The Made page lists letters and pieces, keeps what is typed into a letter, and removes with undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from companion.deeds.letter import LetterDeed
from companion.events import DeedDone, PieceBegun, PieceOver, Said
from companion.memory.letters import Letter
from companion.memory.pieces import KeptPiece, NewPiece
from companion.piano.composer import Wish, compose
from companion.piano.midi import as_midi, details_of
from companion.piano.midi import opened as opened_midi
from companion.piano.mood import named_mood
from tests.ui.conftest import NOW, Open, Scene
from tests.ui.test_rooms import usable, walk
from ui.rooms.made.reader import length

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def letter(room: Scene, title: str = "to Nora", *texts: str) -> Letter:
    memory = room.engine.memory
    assert memory is not None
    asked = memory.add(room.engine.conversation, "you", "Help me write to Nora.", "typed")
    made = memory.letters.add(title, {}, asked.id)
    for text in texts or ("Dear Nora.", "Dear Nora, the goat says hello."):
        memory.letters.add_version(made.id, text, "her", "mention the goat" if "goat" in text else "")
    return memory.letters.one(made.id)


def piece(room: Scene) -> KeptPiece:
    memory = room.engine.memory
    assert memory is not None
    asked = memory.add(room.engine.conversation, "you", "Play me something on the piano.", "voice")
    composed = compose(Wish((), 21, named_mood(["calm"])), 3)
    midi = as_midi(composed)
    new = NewPiece("What the Rain Left", "You spoke of rain.", 3, "calm", "D minor", 72.4, midi)
    return memory.pieces.add(new, asked.id, (asked.id,))


def enter(room: Scene) -> Scene:
    room.key(Qt.Key.Key_6, CTRL)
    room.until(lambda: bool(room.window.made.property("read")))
    return room


def opened(room: Scene, one: Letter) -> Scene:
    enter(room)
    room.until(lambda: room.item("letters").property("currentIndex") == 0)
    room.key(Qt.Key.Key_Return)
    room.until(lambda: bool(room.window.made.letter.property("ready")))
    assert (room.window.made.letter.property("opened"), text(room)) == (one.id, one.text)
    return room


def text(room: Scene) -> str:
    return str(room.item("letter-editor").property("text"))


def kept(room: Scene, one: Letter) -> Letter:
    assert room.engine.memory is not None
    return room.engine.memory.letters.one(one.id)


def texts(room: Scene, one: Letter) -> list[tuple[str, str]]:
    return [(version.by, version.text) for version in kept(room, one).versions]


def write_at_the_start(room: Scene, words: str) -> None:
    room.key(Qt.Key.Key_Home, CTRL)
    room.type(words)


def state(room: Scene) -> str:
    return str(room.window.made.letter.property("state"))


def test_letters_are_listed_with_when_and_how_many_versions(scene: Open) -> None:
    room = scene().ready()
    letter(room)
    enter(room)
    row = room.window.made.letters.rows[0]
    assert (row.title, row.when, row.beginning) == (
        "To Nora",
        "today 21:40 · 2 versions",
        "Dear Nora, the goat says hello.",
    )
    assert row.spoken == "Letter to Nora, today 21:40, 2 versions"


def test_what_is_typed_is_kept_after_a_pause_as_a_version_by_hand(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    assert state(room) == "Version 2 of 2 · hers: “mention the goat” · today 21:40"
    room.window.made.letter._pause.setInterval(50)
    write_at_the_start(room, "Hey. ")
    assert state(room) == "not kept yet"
    room.until(lambda: texts(room, one)[2:] == [("hand", "Hey. Dear Nora, the goat says hello.")])
    room.until(lambda: state(room) == "Version 3 of 3 · by hand · today 21:40")
    assert room.window.root.activeFocusItem().objectName() == "letter-editor"


def test_what_is_typed_is_kept_when_the_letter_is_left_and_when_she_is_locked(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    write_at_the_start(room, "a")
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: len(texts(room, one)) == 3)
    room.until(lambda: room.window.made.letters.rows[0].beginning.startswith("aDear"))
    room.key(Qt.Key.Key_Return)
    room.until(lambda: bool(room.window.made.letter.property("ready")))
    assert text(room).startswith("aDear")
    write_at_the_start(room, "b")
    seen: list[list[tuple[str, str]]] = []
    room.engine.locking = lambda: seen.append(texts(room, one))
    room.key(Qt.Key.Key_L, CTRL)
    room.until(lambda: bool(seen))
    assert seen[0][-1] == ("hand", "baDear Nora, the goat says hello.")
    assert text_is_nowhere(room)


def text_is_nowhere(room: Scene) -> bool:
    made = room.window.made
    return made.letters.rows == [] and made.letter.property("text") == "" and made.letter.property("title") == ""


def test_a_closed_letter_leaves_nothing_in_the_editor_and_takes_no_typing(scene: Open) -> None:
    room = scene().ready()
    opened(room, letter(room))
    room.key(Qt.Key.Key_Escape)
    assert text(room) == ""
    assert room.item("letter-editor").property("readOnly")


def test_what_is_typed_is_kept_when_the_window_is_closed(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    write_at_the_start(room, "c")
    room.window.made.detach()
    room.until(lambda: texts(room, one)[-1] == ("hand", "cDear Nora, the goat says hello."))


def test_undo_shows_the_version_before_and_redo_the_one_after(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    room.key(Qt.Key.Key_Z, CTRL)
    room.until(lambda: text(room) == "Dear Nora.")
    assert not room.window.made.letter.property("canUndo")
    room.key(Qt.Key.Key_Z, CTRL | SHIFT)
    room.until(lambda: text(room) == "Dear Nora, the goat says hello.")
    room.until(lambda: not room.window.made.letter.property("canRedo"))


def test_undo_takes_back_typing_first_and_loses_none_of_it(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    write_at_the_start(room, "x")
    room.window.made.letter.undo()
    room.until(lambda: text(room) == "Dear Nora, the goat says hello.")
    assert texts(room, one)[-1] == ("hand", "xDear Nora, the goat says hello.")
    assert kept(room, one).text == "Dear Nora, the goat says hello."
    room.window.made.letter.redo()
    room.until(lambda: text(room) == "xDear Nora, the goat says hello.")


def test_any_version_can_be_shown(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    first = one.versions[0].id
    room.window.made.letter.showVersion(first)
    room.until(lambda: text(room) == "Dear Nora.")
    assert kept(room, one).text == "Dear Nora."
    assert [(row.number, row.shown) for row in room.window.made.letter.versions.rows] == [(2, False), (1, True)]


def test_what_she_writes_is_shown_at_once(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    assert room.engine.memory is not None
    room.engine.memory.letters.add_version(one.id, "Hi Nora.", "her", "less formal")
    room.engine.emit(DeedDone(turn=1, deed="letter", text="to Nora", undo=True, id=1))
    room.until(lambda: text(room) == "Hi Nora.")


def test_both_may_write_at_once_and_nothing_is_lost(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    write_at_the_start(room, "y")
    assert room.engine.memory is not None
    hers = room.engine.memory.letters.add_version(one.id, "Hi Nora.", "her", "less formal")
    room.engine.emit(DeedDone(turn=1, deed="letter", text="to Nora", undo=True, id=1))
    room.until(lambda: bool(room.window.made.letter.property("beside")))
    assert text(room) == kept(room, one).text == "yDear Nora, the goat says hello."
    assert ("her", "Hi Nora.") in texts(room, one)
    button = room.item("letter-hers")
    button.forceActiveFocus()
    room.key(Qt.Key.Key_Space)
    room.until(lambda: text(room) == hers.text)
    assert not room.window.made.letter.property("beside")


def test_changes_in_different_places_are_both_in_it(scene: Open) -> None:
    room = scene().ready()
    one = letter(room, "to Nora", "Dear Nora,\n\nThe goat says hello. It rains here. Come soon.\n\nLove,\nTheo")
    opened(room, one)
    room.key(Qt.Key.Key_Home, CTRL)
    room.key(Qt.Key.Key_Down)
    room.key(Qt.Key.Key_Down)
    room.type("Today ")
    assert room.engine.memory is not None
    hers = one.text.replace("Come soon.", "Come on Saturday.")
    room.engine.memory.letters.add_version(one.id, hers, "her", "say when")
    room.engine.emit(DeedDone(turn=1, deed="letter", text="to Nora", undo=True, id=1))
    room.until(lambda: "both are in it" in str(room.item("letter-told").property("text")))
    both = "Dear Nora,\n\nToday The goat says hello. It rains here. Come on Saturday.\n\nLove,\nTheo"
    assert text(room) == kept(room, one).text == both
    assert [by for by, _ in texts(room, one)] == ["her", "her", "hand", "her"]


def test_a_version_from_an_earlier_text_does_not_take_what_was_typed_since(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    assert one.shown is not None
    write_at_the_start(room, "z")
    room.window.made.letter.keep()
    room.until(lambda: len(texts(room, one)) == 3)
    assert room.engine.memory is not None
    room.engine.memory.letters.add_version(one.id, "Hi Nora.", "her", "less formal", before=one.shown.id)
    room.window.made.refresh()
    room.until(lambda: bool(room.window.made.letter.property("beside")))
    assert text(room) == kept(room, one).text == "zDear Nora, the goat says hello."


def test_what_cannot_be_kept_is_told_and_stays_in_the_editor(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    assert room.engine.memory is not None
    room.engine.memory.letters.remove(one.id)
    write_at_the_start(room, "w")
    room.window.made.letter.keep()
    room.until(lambda: "no letter" in str(room.item("letter-told").property("text")))
    assert text(room).startswith("wDear")
    assert state(room) == "not kept yet"


def full_disk(room: Scene) -> None:
    """From now on no version of a letter can be kept."""
    assert room.engine.memory is not None
    with room.engine.memory.letters._database.writing() as writer:
        writer.execute("create trigger full before insert on letter_version begin select raise(abort, 'no space'); end")


def test_a_letter_is_left_only_once_it_is_kept_or_when_left_again(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    full_disk(room)
    write_at_the_start(room, "w")
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: "stays open" in str(room.item("letter-told").property("text")))
    assert (text(room)[:5], state(room)) == ("wDear", "not kept yet")
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: room.window.made.letter.property("opened") == 0)
    assert texts(room, one) == [(version.by, version.text) for version in one.versions]


def test_what_could_not_be_kept_before_the_lock_is_told_on_the_locked_page(scene: Open) -> None:
    room = scene().ready()
    opened(room, letter(room))
    full_disk(room)
    write_at_the_start(room, "w")
    room.key(Qt.Key.Key_L, CTRL)
    room.until(lambda: "could not be kept" in str(room.window.locking.property("error")))
    room.asked("lock")
    assert text_is_nowhere(room)


def test_neither_a_file_nor_a_line_to_her_goes_on_from_what_is_not_kept(scene: Open, tmp_path: Path) -> None:
    room = scene().ready()
    opened(room, letter(room))
    full_disk(room)
    write_at_the_start(room, "w")
    made, told = room.window.made, room.item("letter-told")
    for go_on in (lambda: made.saveLetter(str(tmp_path / "nora.txt")), lambda: made.letter.tell("shorter")):
        made.letter.notify("")
        go_on()
        room.until(lambda: str(told.property("text")) != "")
    done: list[bool] = []
    made.letter.after_work(lambda: made.files._engine.call(lambda _: None, lambda _: done.append(True)))
    room.until(lambda: bool(done))
    assert not (tmp_path / "nora.txt").exists()
    assert ("say", "shorter") not in room.engine.asked


def test_a_letter_is_given_another_title(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    title = room.item("letter-title")
    title.forceActiveFocus()
    room.key(Qt.Key.Key_End)
    room.type(" again")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: kept(room, one).title == "To Nora again")
    title.forceActiveFocus()
    title.setProperty("text", " ")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: "can't be empty" in str(room.item("letter-told").property("text")))
    assert title.property("text") == "To Nora again"


def test_a_letter_is_removed_and_put_back_with_its_versions(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    enter(room)
    room.until(lambda: room.item("letters").property("currentIndex") == 0)
    room.key(Qt.Key.Key_Delete)
    room.until(lambda: str(room.item("made-told").property("text")) == "“to Nora” is removed.")
    room.until(lambda: room.window.made.letters.rows == [])
    room.key(Qt.Key.Key_Z, CTRL)
    room.until(lambda: len(room.window.made.letters.rows) == 1)
    assert kept(room, one) == one


def test_a_removed_letter_has_a_receipt_and_can_be_put_back_when_the_window_has_forgotten_it(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    enter(room)
    made = room.window.made
    made.removeLetter(one.id)
    room.until(lambda: bool(made.property("undoable")))
    made.show("pieces")
    assert made.property("undoable")
    made.notify("Something else.")
    assert room.engine.memory is not None
    (receipt,) = room.engine.memory.receipts.list()
    assert (receipt.deed, receipt.text, receipt.undoable) == ("letter", "to Nora: removed", True)
    assert LetterDeed(room.engine.memory).undo(receipt, NOW) == "The letter is back."
    assert kept(room, one) == one


def test_putting_a_letter_back_marks_its_receipt_as_undone(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    enter(room)
    room.window.made.removeLetter(one.id)
    room.until(lambda: bool(room.window.made.property("undoable")))
    room.window.made.undoLast()
    room.until(lambda: str(room.item("made-told").property("text")) == "It is back.")
    assert room.engine.memory is not None
    assert [receipt.undoable for receipt in room.engine.memory.receipts.list()] == [False]


def test_pieces_are_listed_with_their_notes_and_removed_with_undo(scene: Open) -> None:
    room = scene().ready()
    one = piece(room)
    enter(room)
    room.window.made.show("pieces")
    room.until(lambda: room.item("pieces").isVisible())
    row = room.window.made.pieces.rows[0]
    assert (row.title, row.why, row.details) == (
        "What the Rain Left",
        "You spoke of rain.",
        "today 21:40 · 1:12 · D minor",
    )
    assert row.upper.count("M") + row.lower.count("M") == len(compose(Wish((), 21, named_mood(["calm"])), 3).notes)
    room.item("pieces").forceActiveFocus()
    room.until(lambda: room.item("pieces").property("currentIndex") == 0)
    room.key(Qt.Key.Key_Delete)
    room.until(lambda: room.window.made.pieces.rows == [] and bool(room.window.made.property("undoable")))
    room.key(Qt.Key.Key_Z, CTRL)
    room.until(lambda: len(room.window.made.pieces.rows) == 1)
    assert room.engine.memory is not None
    assert room.engine.memory.pieces.piece(one.id) == one
    assert one.message is not None
    assert room.engine.memory.pieces.words_of(one.id) == (one.message,)


def test_the_line_that_asked_opens_in_history(scene: Open) -> None:
    room = scene().ready()
    one = piece(room)
    enter(room)
    room.window.made.show("pieces")
    room.item("pieces").forceActiveFocus()
    room.until(lambda: room.item("pieces").property("currentIndex") == 0)
    link = room.item(f"asked-{one.id}")
    link.forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.window.history.property("openedMessage") == one.message)
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: room.window.root.property("room") == "made")


def test_empty_pages_say_what_to_say_to_her(scene: Open) -> None:
    room = enter(scene().ready())
    assert "Help me write to my sister" in str(room.item("nothing-made").property("text"))
    room.window.made.show("pieces")
    room.until(lambda: "Play me something on the piano" in str(room.item("nothing-made").property("text")))


def test_markup_in_a_letter_is_only_text(scene: Open) -> None:
    room = scene().ready()
    markup = '<b>Dear</b> <img src="file:///nothing.png"> Nora'
    one = letter(room, "to <i>Nora</i>", markup)
    opened(room, one)
    assert text(room) == markup
    assert room.item("letter-title").property("text") == "To <i>Nora</i>"


def test_every_control_of_a_letter_has_a_name_and_is_reached_by_tab(scene: Open) -> None:
    room = scene().ready()
    opened(room, letter(room))
    controls = [each for each in walk(QAccessible.queryAccessibleInterface(room.window.root)) if usable(each)]
    assert [each for each in controls if not each.text(QAccessible.Text.Name)] == []
    names = set()
    for _ in range(30):
        room.key(Qt.Key.Key_Tab)
        names.add(room.window.root.activeFocusItem().objectName())
    wanted = {"close-letter", "letter-title", "letter-undo", "letter-remove", "letter-asked", "letter-editor"}
    assert wanted <= names


def test_a_length_is_told_in_minutes_and_seconds() -> None:
    assert [length(seconds) for seconds in (0, 59.6, 72.4)] == ["0:00", "1:00", "1:12"]


def pieces_shown(room: Scene) -> Scene:
    enter(room)
    room.window.made.show("pieces")
    room.item("pieces").forceActiveFocus()
    room.until(lambda: room.item("pieces").property("currentIndex") == 0)
    return room


def test_a_piece_is_played_shows_how_far_it_is_and_is_stopped(scene: Open) -> None:
    room = scene().ready()
    one = piece(room)
    pieces_shown(room)
    room.key(Qt.Key.Key_Return)
    assert room.window.root.activeFocusItem().objectName() == f"play-{one.id}"
    room.key(Qt.Key.Key_Return)
    room.asked("play_piece", one.id)
    playing = room.window.recital
    room.until(lambda: playing.property("piece") == one.id and playing.property("played") > 0)
    assert room.item(f"play-{one.id}").property("text") == "Stop"
    room.key(Qt.Key.Key_Return)
    room.asked("stop_piece")
    room.engine.emit(PieceOver(id=one.id, played_s=1.0, whole=False))
    room.until(lambda: room.item(f"play-{one.id}").property("text") == "Play")
    room.engine.emit(PieceBegun(id=one.id, title=one.title, seconds=60.0))  # asked for aloud
    room.until(lambda: room.item(f"play-{one.id}").property("text") == "Stop")


def test_why_a_piece_cannot_be_played_is_told(scene: Open) -> None:
    room = scene().ready()
    one = piece(room)
    pieces_shown(room)
    room.engine.refuse = "There is no loudspeaker to play through; plug one in."
    room.window.made.play(one.id)
    room.until(lambda: str(room.item("made-told").property("text")) == room.engine.refuse)
    assert room.window.made.property("aboutToPlay") == 0


def test_a_letter_is_saved_with_what_was_typed_last(scene: Open, tmp_path: Path) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    write_at_the_start(room, "Hey. ")
    room.item("letter-save").forceActiveFocus()
    room.key(Qt.Key.Key_Space)
    field = room.item("save-path")
    room.until(lambda: bool(field.property("activeFocus")))
    assert Path(field.property("text")).name == "To Nora.txt"
    target = tmp_path / "letters" / "nora.txt"
    field.setProperty("text", str(target))
    room.key(Qt.Key.Key_Return)
    room.until(target.exists)
    assert target.read_text().strip() == "Hey. Dear Nora, the goat says hello."
    room.until(lambda: str(room.item("letter-told").property("text")) == f"Written to {target}")
    assert room.window.root.activeFocusItem().objectName() == "letter-save"


def test_a_letter_is_saved_as_pdf_and_one_without_text_says_why_not(scene: Open, tmp_path: Path) -> None:
    room = scene().ready()
    one = letter(room)
    assert room.engine.memory is not None
    bare = room.engine.memory.letters.add("to Amy", {})
    enter(room)
    target = tmp_path / "nora.pdf"
    room.window.made.files.letter(one.id, str(target))
    room.until(target.exists)
    assert target.read_bytes().startswith(b"%PDF")
    room.window.made.files.letter(bare.id, str(tmp_path / "amy.pdf"))
    room.until(lambda: "no text yet" in str(room.window.made.files.property("notice")))


def test_a_file_that_is_there_is_replaced_only_when_asked_twice(scene: Open, tmp_path: Path) -> None:
    room = scene().ready()
    one = piece(room)
    pieces_shown(room)
    target = tmp_path / "rain.mid"
    target.write_bytes(b"something else")
    files = room.window.made.files
    files.piece(one.id, str(target))
    assert "is there already" in str(files.property("notice"))
    assert target.read_bytes() == b"something else"
    files.piece(one.id, str(target))
    room.until(lambda: target.read_bytes().startswith(b"MThd"))
    assert details_of(opened_midi(target.read_bytes())).title == one.title
    room.until(lambda: str(room.item("made-told").property("text")) == f"Written to {target}")


def test_what_cannot_be_written_says_why(scene: Open, tmp_path: Path) -> None:
    room = scene().ready()
    one = piece(room)
    pieces_shown(room)
    files = room.window.made.files
    for name, why in (("rain.ogg", "let it end in .mid"), ("rain.flac", "missing or damaged")):
        files.piece(one.id, str(tmp_path / name))
        room.until(lambda why=why: why in str(files.property("notice")))
    assert list(tmp_path.glob("rain*")) == []


def test_what_to_change_is_said_to_her_after_what_was_typed_is_kept(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    assert room.engine.memory is not None
    assert room.engine.memory.letters.in_view == one.id
    write_at_the_start(room, "Hey. ")
    room.item("letter-tell").forceActiveFocus()
    room.type("mention the cake")
    room.key(Qt.Key.Key_Return)
    room.asked("say", "mention the cake")
    assert texts(room, one)[-1] == ("hand", "Hey. Dear Nora, the goat says hello.")
    stored = [("mention the cake", True)]
    room.until(lambda: [(one.text, one.stored) for one in room.window.dialogue.lines.rows][-1:] == stored)
    room.engine.emit(Said(turn=1, text="The cake is in it."))
    room.until(lambda: room.item("letter-reply").property("text") == "The cake is in it.")
    link = room.item("letter-warmer")
    link.forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("say", "Make it warmer.")
    room.key(Qt.Key.Key_Escape)
    room.until(lambda: room.engine.memory is not None and room.engine.memory.letters.in_view is None)


def test_a_letter_is_in_view_only_while_its_page_is_seen(scene: Open) -> None:
    room = scene().ready()
    one = letter(room)
    opened(room, one)
    assert room.engine.memory is not None
    letters = room.engine.memory.letters
    room.key(Qt.Key.Key_1, CTRL)
    room.until(lambda: letters.in_view is None)
    room.key(Qt.Key.Key_6, CTRL)
    room.until(lambda: letters.in_view == one.id)
