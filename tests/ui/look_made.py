"""Scenes of the Made room for the pictures of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from companion.events import PieceBegun, Said
from companion.memory.pieces import NewPiece
from companion.piano.composer import Wish, compose
from companion.piano.midi import as_midi
from companion.piano.mood import named_mood
from tests.ui.conftest import items
from tests.ui.fake_engine import FakeEngine
from tests.ui.look_rooms import room
from tests.ui.look_talk import settle, wait
from ui.shell.window import Window

LETTER = """Dear Nora,

thirty! I keep counting on my fingers and arriving at nineteen, with you on the roof of the \
garage, deciding that the goat could come too.

You moved to Lisbon in March with two suitcases and the cello, and you write to me about the light \
as if you had ordered it. I am proud of you, and a little envious of the light.

Happy birthday. Play something loud on Saturday, and leave a window open. I'll say that I heard it.

Yours,
Theo"""
SAID = "It rained all day, and I walked home along the river without an umbrella."


def letters(window: Window, engine: FakeEngine) -> None:
    """Three letters, one of them ready, one without a text."""
    written(engine)
    room(window, Qt.Key.Key_6)
    settle(window)
    wait(150)


def written(engine: FakeEngine) -> int:
    kept = engine.memory.letters
    asked = engine.memory.add(engine.conversation, "you", "Help me write to my landlord about the boiler.", "typed")
    landlord = kept.add("to the landlord, about the boiler", {}, asked.id)
    kept.add_version(landlord.id, "Dear Mr Byrne,\n\nthe boiler has been out since Tuesday.", "her")
    kept.finish(landlord.id)
    kept.add("to Amy", {})
    nora = kept.add("to my sister Nora, for her thirtieth", {}, asked.id)
    kept.add_version(nora.id, LETTER.replace("the goat", "the dog"), "her")
    kept.add_version(nora.id, LETTER, "her", "mention the goat")
    kept.add_version(nora.id, LETTER.replace("Happy birthday. ", "Happy birthday, you. "), "hand")
    return nora.id


def letter_opened(window: Window, engine: FakeEngine) -> None:
    number = written(engine)
    room(window, Qt.Key.Key_6)
    settle(window)
    window.made.letter.open(number)
    settle(window)
    wait(200)


def letter_typed(window: Window, engine: FakeEngine) -> None:
    letter_opened(window, engine)
    for key in "Hey! ":
        QTest.keyClick(window.root, key)
    settle(window)


def letter_written_by_both(window: Window, engine: FakeEngine) -> None:
    """Both wrote at the same moment."""
    letter_typed(window, engine)
    number = window.made.letter.property("opened")
    engine.memory.letters.add_version(number, LETTER.upper(), "her", "louder")
    window.made.refresh()
    settle(window)
    wait(200)


def letter_new(window: Window, engine: FakeEngine) -> None:
    """A letter that is not yet written."""
    written(engine)
    room(window, Qt.Key.Key_6)
    settle(window)
    window.made.letter.open(2)
    settle(window)
    wait(200)


def letter_versions(window: Window, engine: FakeEngine) -> None:
    """The versions, where they are folded away."""
    letter_opened(window, engine)
    button = window.root.findChild(QObject, "letter-versions")
    button.forceActiveFocus()
    QTest.keyClick(window.root, Qt.Key.Key_Space)
    settle(window)
    wait(150)


def letter_removed(window: Window, engine: FakeEngine) -> None:
    letters(window, engine)
    QTest.keyClick(window.root, Qt.Key.Key_Delete)
    settle(window)
    wait(250)


def composed(engine: FakeEngine) -> None:
    asked = engine.memory.add(engine.conversation, "you", "Play me something on the piano.", "voice")
    for seed, names, hour in ((3, ["calm", "sad"], 21), (8, ["lively", "glad"], 9), (11, ["calm"], 23)):
        piece = compose(Wish((SAID,) if seed == 3 else (), hour, named_mood(names)), seed)
        new = NewPiece(piece.title, piece.why, seed, " and ".join(names), str(piece.key), piece.seconds, as_midi(piece))
        engine.memory.pieces.add(new, asked.id, (asked.id,))


def pieces(window: Window, engine: FakeEngine) -> None:
    """Three pieces, the first one chosen."""
    composed(engine)
    room(window, Qt.Key.Key_6)
    window.made.show("pieces")
    settle(window)
    wait(300)
    QTest.keyClick(window.root, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    wait(150)


def piece_playing(window: Window, engine: FakeEngine) -> None:
    """A third of the first piece has sounded."""
    pieces(window, engine)
    engine.emit(PieceBegun(id=3, title="Night in G sharp minor", seconds=1.5))
    wait(250)


def piece_saving(window: Window, engine: FakeEngine) -> None:
    """Asked for a file."""
    pieces(window, engine)
    press(window, "save-piece-3")


def letter_told(window: Window, engine: FakeEngine) -> None:
    """She says what she has changed."""
    letter_opened(window, engine)
    engine.emit(Said(turn=1, text="The goat is in it. You changed it by hand meanwhile; both are in it."))
    settle(window)
    wait(100)


def letter_saving(window: Window, engine: FakeEngine) -> None:
    """Asked for a file."""
    letter_opened(window, engine)
    press(window, "letter-save")


def press(window: Window, name: str) -> None:
    button = next(item for item in items(window.root.contentItem()) if item.objectName() == name)
    button.forceActiveFocus()
    QTest.keyClick(window.root, Qt.Key.Key_Space)
    settle(window)
    wait(200)


def made_empty(window: Window, engine: FakeEngine) -> None:
    room(window, Qt.Key.Key_6)
    settle(window)
    wait(150)


def pieces_empty(window: Window, engine: FakeEngine) -> None:
    made_empty(window, engine)
    window.made.show("pieces")
    settle(window)
    wait(100)
