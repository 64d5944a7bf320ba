"""A letter that was written stands whole in the talk, apart from the little that she says of it."""

from __future__ import annotations

from companion.events import Heard, LetterShown, Said, TurnDone
from tests.ui.conftest import Open

LETTER = "Dear Tom,\n\nHappy birthday!\n\nLove,\nTheo"
SAID = "Here is a first draft, one sentence."


def test_a_letter_stands_in_the_talk(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Heard(turn=1, text="Write to Tom.", start=0, end=1))
    talk.engine.emit(Said(turn=1, text="I'm writing it now."))
    talk.engine.emit(LetterShown(turn=1, id=1, title="to Tom", text=LETTER))
    talk.engine.emit(Said(turn=1, text=SAID))
    talk.engine.emit(TurnDone(turn=1, reply=f"I'm writing it now. {SAID}", gap_s=1.0, phases={}))
    talk.until(lambda: any(row.text.endswith(SAID) for row in talk.window.dialogue.lines.rows))
    hers = [row.text for row in talk.window.dialogue.lines.rows if row.who == "her"]
    assert hers == [f"I'm writing it now. {SAID}", LETTER]
