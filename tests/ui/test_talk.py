from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

from companion.errors import CompanionError
from companion.events import (
    Failed,
    Heard,
    Held,
    Interrupted,
    Notice,
    Partial,
    Recalled,
    Resumed,
    Said,
    Source,
    Spoken,
    State,
    Token,
    TurnDone,
)
from companion.settings import Settings
from tests.ui.conftest import NOW, Open, Scene
from tests.ui.fake_engine import FakeEngine, memory_at

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def lines(scene: Scene) -> list[tuple[str, str]]:
    return [(row.who, row.text) for row in scene.window.dialogue.lines.rows]


def stage(scene: Scene, name: str) -> object:
    return scene.window.dialogue.stage.property(name)


def done(reply: str, turn: int = 1) -> TurnDone:
    return TurnDone(turn=turn, reply=reply, gap_s=1.0, phases={})


def test_enter_says_the_line_and_shift_enter_breaks_it(scene: Open) -> None:
    talk = scene().ready()
    talk.type("Hello")
    talk.key(Qt.Key.Key_Return, SHIFT)
    talk.type("Ada")
    talk.key(Qt.Key.Key_Return)
    talk.asked("say", "Hello\nAda")
    assert talk.item("composer").property("text") == ""
    talk.until(lambda: [row.stored for row in talk.window.dialogue.lines.rows] == [True])


def test_blank_lines_are_not_said(scene: Open) -> None:
    talk = scene().ready()
    talk.type("   ")
    talk.key(Qt.Key.Key_Return)
    assert lines(talk) == []


def test_what_is_typed_before_she_is_there_is_kept_and_said_in_order(scene: Open) -> None:
    talk = scene()
    talk.window.bridge.say("first")
    talk.window.bridge.say("second")
    assert lines(talk) == [("you", "first"), ("you", "second")]
    talk.asked("say", "second")
    calls = [call for call in talk.engine.asked if call[0] in ("open", "say")]
    assert calls == [("open",), ("say", "first"), ("say", "second")]


def test_a_line_that_cannot_be_kept_comes_back_with_the_reason(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.refuse = "The disk is full; make room."
    talk.type("precious")
    talk.key(Qt.Key.Key_Return)
    talk.until(lambda: talk.item("composer").property("text") == "precious")
    assert talk.item("notice").property("text") == "The disk is full; make room."
    assert lines(talk) == []


def test_keys_stop_mute_and_begin_again(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(State(state="speaking"))
    talk.until(lambda: bool(talk.window.bridge.property("busy")))
    talk.key(Qt.Key.Key_Escape)
    talk.asked("interrupt")
    talk.engine.emit(State(state="listening"))
    talk.until(lambda: not talk.window.bridge.property("busy"))
    talk.key(Qt.Key.Key_M, CTRL)
    talk.asked("listen", False)
    talk.until(lambda: talk.item("mode").property("text") == "muted")
    talk.key(Qt.Key.Key_M, CTRL)
    talk.asked("listen", True)
    talk.key(Qt.Key.Key_N, CTRL)
    talk.asked("new_conversation")


def test_space_held_opens_a_muted_microphone_while_nobody_types(scene: Open) -> None:
    from PySide6.QtTest import QTest

    talk = scene(Settings(theme="day", listening=False)).ready()
    talk.engine.emit(State(state="muted"))
    talk.until(lambda: bool(talk.window.bridge.property("muted")))
    talk.item("her-words").forceActiveFocus()
    QTest.keyPress(talk.window.root, Qt.Key.Key_Space)
    talk.asked("listen", True)
    QTest.keyRelease(talk.window.root, Qt.Key.Key_Space)
    talk.asked("listen", False)


def test_live_words_settle_and_her_reply_streams(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(State(state="hearing"))
    talk.engine.emit(Partial(text="I wrote forty"))
    talk.until(lambda: talk.item("your-line").property("text") == "I wrote forty")
    talk.engine.emit(Heard(turn=1, text="I wrote forty letters.", start=0, end=1))
    talk.engine.emit(Token(turn=1, text="Forty "))
    talk.engine.emit(Token(turn=1, text="letters."))
    talk.until(lambda: lines(talk) == [("you", "I wrote forty letters."), ("her", "Forty letters.")])
    assert talk.item("her-words").property("text") == "Forty letters."
    talk.engine.emit(done("Forty letters."))
    talk.until(lambda: stage(talk, "said") == len("Forty letters."))


def test_live_words_of_which_no_line_came_vanish_and_the_line_before_is_back(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Heard(turn=1, text="I wrote forty letters.", start=0, end=1))
    talk.engine.emit(State(state="hearing"))
    talk.engine.emit(Partial(text="hm"))
    talk.until(lambda: talk.item("your-line").property("text") == "hm")
    talk.engine.emit(State(state="listening"))
    talk.until(lambda: talk.item("your-line").property("text") == "I wrote forty letters.")
    assert lines(talk) == [("you", "I wrote forty letters.")]


def test_live_words_stay_while_somebody_speaks_and_their_end_is_shown(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(State(state="hearing"))
    talk.engine.emit(Partial(text="old words " * 60 + "and the newest"))
    talk.until(lambda: str(talk.item("your-line").property("text")).endswith("and the newest"))
    assert len(str(talk.item("your-line").property("text"))) < 250
    talk.engine.emit(State(state="listening"))
    talk.engine.emit(State(state="hearing"))
    talk.until(lambda: talk.item("state").property("text") == "hearing you")
    assert not talk.window.dialogue._linger_timer.isActive()


def test_said_alone_is_enough_when_no_tokens_come(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Said(turn=1, text="Good evening."))
    talk.until(lambda: lines(talk) == [("her", "Good evening. ")])


def test_what_is_said_before_and_without_tokens_stands_with_what_comes_as_tokens(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Said(turn=1, text="Let me think."))
    talk.engine.emit(Token(turn=1, text="In Porto."))
    talk.engine.emit(Said(turn=1, text="In Porto."))
    talk.until(lambda: lines(talk) == [("her", "Let me think. In Porto.")])
    talk.engine.emit(Said(turn=2, text="Hm."))
    talk.engine.emit(Said(turn=2, text="You never told me."))
    talk.until(lambda: lines(talk)[1:] == [("her", "Hm. You never told me. ")])


def test_tokens_are_painted_at_most_thirty_times_a_second(scene: Open) -> None:
    talk = scene().ready()
    changes: list[float] = []
    talk.window.dialogue.lines.dataChanged.connect(lambda *_: changes.append(time.monotonic()))
    for _ in range(2000):
        talk.engine.emit(Token(turn=1, text="word "))
    talk.until(lambda: lines(talk) == [("her", "word " * 2000)])
    assert len(changes) <= 2 + 31 * (changes[-1] - changes[0] + 0.1)


def test_the_word_being_said_is_marked_in_time(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Token(turn=1, text="Hello there, you."))
    words = (("Hello", 5.0, 5.05), ("there,", 5.05, 5.1), ("you.", 5.1, 60.0))
    talk.engine.emit(Spoken(turn=1, t=5.0, text="Hello there, you.", start=5.0, end=60.0, words=words))
    talk.until(lambda: (stage(talk, "wordStart"), stage(talk, "wordEnd")) == (13, 17))
    assert stage(talk, "said") == 17


def test_a_held_reply_keeps_its_mark_and_goes_on_from_there(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Token(turn=1, text="One two three."))
    words = (("One", 0.0, 0.05), ("two", 0.05, 30.0), ("three.", 30.0, 60.0))
    talk.engine.emit(Spoken(turn=1, t=0, text="One two three.", start=0, end=60, words=words))
    talk.engine.emit(Held(turn=1))
    talk.until(lambda: talk.window.dialogue.stage._held)
    marked = stage(talk, "wordEnd")
    soon = time.monotonic() + 0.1
    talk.until(lambda: time.monotonic() > soon)  # the second word's time has come
    talk.engine.emit(Token(turn=1, text=" Four."))
    talk.until(lambda: str(stage(talk, "reply")).endswith("Four."))
    assert stage(talk, "wordEnd") == marked < 14
    later = tuple((word, start + 9, end + 9) for word, start, end in words)
    talk.engine.emit(Resumed(turn=1, t=39.0, text="One two three.", start=9, end=69, words=later))
    talk.until(lambda: (stage(talk, "wordStart"), stage(talk, "wordEnd")) == (8, 14))


def test_nothing_ticks_when_she_is_silent(scene: Open) -> None:
    talk = scene(Settings(theme="day", reduce_motion=True)).ready()
    talk.engine.emit(Token(turn=1, text="One."))
    talk.engine.emit(Spoken(turn=1, t=0, text="One.", start=0, end=0.01, words=(("One.", 0.0, 0.01),)))
    talk.engine.emit(done("One."))
    talk.until(lambda: bool(stage(talk, "done")))
    talk.until(lambda: not [timer for timer in talk.window.dialogue.findChildren(QTimer) if timer.isActive()])
    assert not talk.item("presence").property("moving")


def test_her_line_is_painted_seldom_in_a_quiet_room_and_often_as_soon_as_something_sounds(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(State(state="listening"))
    line = talk.item("presence")
    pace = line.findChildren(QTimer)[0].interval
    talk.until(lambda: line.property("mood") == "listening" and pace() > 100)
    talk.window.bridge.level.emit("you", 0.01)
    assert pace() > 100
    talk.window.bridge.level.emit("you", 0.5)
    assert pace() < 40
    talk.until(lambda: pace() > 100)


def test_why_it_was_slow_is_shown_by_key_and_by_button_and_escape_returns(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(TurnDone(turn=1, reply="Yes.", gap_s=3.0, phases={"endpoint": 2.5, "first_audio": 0.5}))
    talk.until(lambda: len(talk.window.dialogue.timings.rows.rows) == 1)
    talk.key(Qt.Key.Key_T, CTRL)
    talk.until(lambda: talk.item("timings").isVisible())
    assert str(talk.item("why").property("text")).startswith("She waits 2.5 s of the 3.0 s")
    talk.key(Qt.Key.Key_Escape)
    talk.until(lambda: not talk.item("timings").isVisible())
    talk.key(Qt.Key.Key_4, CTRL)
    talk.item("show-timings").forceActiveFocus()
    talk.key(Qt.Key.Key_Return)
    talk.until(lambda: talk.item("timings").isVisible())


def test_an_interruption_leaves_what_was_heard_and_late_words_are_dropped(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Token(turn=1, text="One two three four."))
    talk.engine.emit(Interrupted(turn=1, heard="One two—"))
    talk.engine.emit(Token(turn=1, text=" five"))
    talk.engine.emit(done("One two—"))
    talk.until(lambda: stage(talk, "reply") == "One two—")
    talk.engine.emit(Heard(turn=2, text="Wait.", start=0, end=1))
    talk.until(lambda: lines(talk) == [("her", "One two—"), ("you", "Wait.")])
    assert talk.window.dialogue.lines.rows[0].cut


def test_a_reply_of_which_nothing_was_heard_is_gone(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Token(turn=1, text="One two"))
    talk.engine.emit(Interrupted(turn=1, heard=""))
    talk.engine.emit(Notice(message="over"))
    talk.until(lambda: talk.item("notice").property("text") == "over")
    assert lines(talk) == []


def test_a_reply_is_announced_once_and_whole(scene: Open) -> None:
    talk = scene().ready()
    told: list[str] = []
    talk.window.dialogue.stage.announced.connect(told.append)
    for word in ("One ", "two."):
        talk.engine.emit(Token(turn=1, text=word))
    talk.engine.emit(done("One two."))
    talk.engine.emit(Notice(message="over"))
    talk.until(lambda: talk.item("notice").property("text") == "over")
    assert told == ["One two."]


def test_states_and_troubles_are_told_in_words(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(State(state="loading", detail="her mind, 41 %"))
    talk.until(lambda: talk.item("state").property("text") == "loading her mind, 41 %")
    talk.engine.emit(Failed(turn=1, message="Her mind stopped; I woke it again. Say it once more."))
    talk.until(lambda: str(talk.item("notice").property("text")).startswith("Her mind stopped"))
    talk.key(Qt.Key.Key_Escape)
    talk.until(lambda: talk.item("notice").property("text") == "")


def test_an_engine_that_cannot_begin_says_so_and_keeps_what_is_typed(scene: Open) -> None:
    engine = FakeEngine(Settings(theme="day"), None)

    def fail() -> None:
        raise CompanionError("The data file is newer than this program; update the program.")

    engine.opening = fail
    talk = scene(engine=engine)
    talk.window.bridge.say("still here")
    talk.until(lambda: str(talk.item("notice").property("text")).startswith("The data file is newer"))
    assert talk.item("state").property("text") == "asleep"
    assert lines(talk) == [("you", "still here")]


def test_a_bug_in_the_engine_is_told_too(scene: Open) -> None:
    talk = scene()

    def fail() -> None:
        raise ZeroDivisionError

    talk.engine.opening = fail
    talk.until(lambda: "ZeroDivisionError" in str(talk.item("notice").property("text")))


def test_a_hundred_thousand_letters_can_be_pasted_and_sent(scene: Open) -> None:
    talk = scene().ready()
    text = "love letters " * 7700
    began = time.monotonic()
    talk.item("composer").setProperty("text", text)
    talk.key(Qt.Key.Key_Return)
    talk.asked("say", text)
    talk.until(lambda: talk.window.dialogue.lines.rows[0].stored)
    assert len(str(stage(talk, "line"))) < 1000
    assert time.monotonic() - began < 8


def test_text_that_plays_tricks_is_shown_plain(scene: Open) -> None:
    talk = scene().ready()
    trick = "a\0b\u202egnp.exe <b>bold</b> ![x](http://x.invalid/y.png)\x1b[31m"
    talk.engine.emit(Token(turn=1, text=trick))
    talk.engine.emit(done(trick))
    shown = "abgnp.exe <b>bold</b> ![x](http://x.invalid/y.png)[31m"
    talk.until(lambda: lines(talk) == [("her", shown)])
    assert talk.item("her-words").property("text") == shown


def test_page_up_shows_the_conversation_and_escape_returns(scene: Open) -> None:
    talk = scene().ready()
    for turn in range(1, 30):
        talk.engine.emit(Heard(turn=turn, text=f"line {turn}", start=0, end=1))
    talk.until(lambda: len(lines(talk)) == 29)
    talk.key(Qt.Key.Key_PageUp)
    talk.until(lambda: talk.item("conversation").isVisible())
    talk.key(Qt.Key.Key_Escape)
    talk.until(lambda: not talk.item("conversation").isVisible())


def test_a_conversation_that_goes_on_shows_what_was_said_before(scene: Open, tmp_path: Path) -> None:
    memory = memory_at(tmp_path / "memory.db", lambda: NOW)
    conversation = memory.begin_conversation()
    memory.add(conversation, "you", "Earlier today.", "voice")
    talk = scene(engine=FakeEngine(Settings(theme="day"), memory))
    talk.window.bridge.say("And now.")
    talk.until(lambda: lines(talk) == [("you", "Earlier today."), ("you", "And now.")])


def test_why_nothing_came_of_what_was_said_is_not_shown_as_an_answer_to_the_line_before(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Heard(turn=1, text="Hello.", start=0, end=1))
    talk.engine.emit(Spoken(turn=1, t=0, text="Hi.", start=0, end=1))
    talk.engine.emit(TurnDone(turn=1, reply="Hi.", gap_s=1.0, phases={}))
    talk.until(lambda: talk.item("your-line").property("text") == "Hello.")
    talk.engine.emit(Failed(turn=2, message="I heard you, but not the words."))
    talk.engine.emit(Spoken(turn=2, t=0, text="Please say that again.", start=0, end=60))
    talk.until(lambda: talk.item("her-words").property("text") == "Please say that again.")
    assert talk.item("your-line").property("text") == ""
    assert talk.item("notice").property("text") == "I heard you, but not the words."
    talk.engine.emit(TurnDone(turn=2, reply="", gap_s=1.0, phases={}))
    talk.engine.emit(Heard(turn=3, text="Hello again.", start=0, end=1))
    talk.until(lambda: talk.item("your-line").property("text") == "Hello again.")
    assert lines(talk) == [("you", "Hello."), ("her", "Hi."), ("you", "Hello again.")]


def test_what_she_asked_unasked_can_be_dismissed_on_the_stage(scene: Open, tmp_path: Path) -> None:
    engine = FakeEngine(Settings(), memory_at(tmp_path / "memory.db", lambda: NOW))
    talk = scene(engine=engine).ready()
    assert engine.memory is not None
    line = engine.memory.add(engine.conversation, "you", "I'll call Amy tomorrow.", "typed")
    engine.memory.unasked.add("greeting")
    engine.memory.unasked.add("loose end", line.id)
    engine.emit(Recalled(turn=1, memories=(Source(line.id, line.at.isoformat(), line.text),)))
    engine.emit(Said(turn=1, text="Good evening. Did you call Amy?"))
    engine.emit(done("Good evening. Did you call Amy?"))
    talk.until(lambda: bool(talk.item("dismiss").property("visible")))
    talk.item("dismiss").clicked.emit()  # type: ignore[attr-defined]
    talk.until(lambda: engine.memory is not None and engine.memory.unasked.all()[-1].dismissed)
    assert not talk.item("dismiss").property("visible")


def test_a_reply_with_a_source_cannot_be_dismissed(scene: Open) -> None:
    talk = scene().ready()
    talk.engine.emit(Heard(turn=1, text="What did I plan?", start=0, end=0, typed=True, message=1))
    talk.engine.emit(Recalled(turn=1, memories=(Source(1, NOW.isoformat(), "I'll call Amy tomorrow."),)))
    talk.engine.emit(Said(turn=1, text="You meant to call Amy."))
    talk.engine.emit(done("You meant to call Amy."))
    talk.until(lambda: bool(stage(talk, "done")))
    assert not talk.item("dismiss").property("visible")
