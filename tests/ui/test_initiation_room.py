"""The coral room shows what the interview tells: answers as they are spoken, what was noticed, progress, trouble; by keyboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from companion.events import Heard, Notice, Partial, Progress, Question, Ready, Said, State, TurnDone
from companion.initiation.outcome import page
from companion.initiation.screen import InterviewState
from companion.runtime.loading import NO_MIND
from companion.settings import Settings
from tests.ui import look_initiation as scenes
from tests.ui.conftest import Open, Scene, items
from tests.ui.fake_engine import FakeEngine, Missing
from ui.shell.window import Window

LARGE_PX, LARGE_BOLD_PX = 24, 18.66
"""From these sizes on a text is large for WCAG 2.2, and 3:1 is enough for it; else it must be 4.5:1."""


def asking(room: Scene, state: InterviewState, said: str = "") -> Scene:
    """The room, at this place of an interview."""
    room.ready()
    room.engine.initiation.state = state
    room.window.meeting.again()
    room.until(lambda: room.window.meeting.property("shown"))
    room.engine.emit(Question(turn=1, number=state.number, text=state.question))
    room.engine.emit(Said(turn=1, text=f"{said} {state.question}".strip()))
    room.until(lambda: room.item("question").property("text") == state.question)
    return room


def test_words_appear_as_they_are_spoken_and_settle(scene: Open) -> None:
    room = asking(scene(), scenes.asking("evenings"), "Thank you.")
    room.until(lambda: room.item("before").property("text") == "Thank you.")
    room.engine.emit(State(state="hearing"))
    room.engine.emit(Partial(text="They're fine I"))
    room.until(lambda: room.item("answered").property("text") == "“They're fine I”")
    room.engine.emit(Heard(turn=2, text="They're fine, I think.", start=0, end=1))
    room.until(lambda: room.item("answered").property("text") == "“They're fine, I think.”")
    room.engine.initiation.state = scenes.asking("voice")
    room.engine.emit(Question(turn=2, number=3, text=scenes.asking("voice").question))
    room.until(lambda: not room.item("answered").isVisible())
    assert room.item("question").property("text") == scenes.asking("voice").question


def hesitating(room: Scene) -> Scene:
    asking(room, scenes.asking("evenings"))
    room.engine.emit(Heard(turn=2, text="Fine, um, I think.", start=0, end=1))
    said = "I hear some hesitation. Would you agree with that?"
    state = scenes.asking("evenings", phase="agreeing", question=said, notice=True, choices=("yes", "no"))
    room.engine.initiation.state = state
    room.engine.emit(Said(turn=2, text=said))
    room.engine.emit(TurnDone(turn=2, reply=said, gap_s=1.0, phases={}))
    room.until(lambda: room.item("noticed").property("text") == said)
    return room


@pytest.mark.parametrize(("link", "answer"), [("agree", "yes"), ("disagree", "no")])
def test_what_was_noticed_stands_under_the_answer_and_is_answered_by_a_link(
    scene: Open, link: str, answer: str
) -> None:
    room = hesitating(scene())
    assert room.item("question").property("text") == scenes.asking("evenings").question
    assert room.item("answered").property("text") == "“Fine, um, I think.”"
    room.item(link).forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("initiation", "answer", answer)


def test_a_voice_is_heard_before_it_is_chosen(scene: Open) -> None:
    room = asking(scene(), scenes.asking("voice", choices=("lower", "higher"), samples=True))
    room.item("hear-lower").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("preview_voice", "kokoro:am_michael", "Good evening. Tell me how it was.")
    room.item("choose-higher").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("initiation", "choose", "higher")


def test_voices_that_are_not_here_can_be_chosen_but_not_heard(scene: Open) -> None:
    room = asking(scene(), scenes.asking("voice", choices=("lower", "higher")))
    assert room.item("choose-lower").isVisible()
    assert not room.item("hear-lower").isVisible()


def test_the_ring_is_the_bytes_that_have_arrived_and_closes_when_her_mind_is_in_memory(scene: Open) -> None:
    room = scene()
    room.engine.lacking = [
        Missing("mind", "M", 900_000_000, "MIT", "mind"),
        Missing("ear", "E", 100_000_000, "MIT", "ear"),
    ]
    asking(room, scenes.asking("evenings"))
    arriving = room.window.arriving
    room.until(lambda: "still to come: her mind and ear, 1,000 MB" in room.item("foot").property("text"))
    assert room.item("ring").property("share") == 0
    room.item("fetch").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("fetch", ["mind", "ear"])
    room.engine.emit(Progress(model="mind", done=450_000_000, total=900_000_000))
    room.until(lambda: "her mind is arriving: 450 of 900 MB" in room.item("foot").property("text"))
    assert room.item("ring").property("share") == pytest.approx(0.96 * 0.45)
    assert not room.item("fetch").isVisible()
    room.engine.lacking = []
    room.engine.emit(Progress(model="mind", done=900_000_000, total=900_000_000, status="done"))
    room.engine.emit(Progress(model="ear", done=100_000_000, total=100_000_000, status="done"))
    room.until(lambda: "her mind is waking" in room.item("foot").property("text"))
    assert room.item("ring").property("share") == pytest.approx(0.96)
    assert not arriving.property("whole")
    room.engine.emit(Ready(part="mind"))
    room.until(lambda: bool(arriving.property("whole")))
    assert room.item("ring").property("share") == 1
    assert "her mind" not in room.item("foot").property("text")


def test_a_download_that_fails_says_why_in_place_and_is_tried_again(scene: Open) -> None:
    room = scene()
    room.engine.lacking = [Missing("mind", "M", 900_000_000, "MIT", "mind")]
    asking(room, scenes.asking("evenings"))
    room.until(lambda: len(room.window.arrivals.rows.rows) == 1)
    room.engine.emit(Progress(model="mind", done=5, total=9, status="failed", message="no network: connect first"))
    room.until(lambda: "no network: connect first" in room.item("foot").property("text"))
    assert room.item("fetch").property("text") == "try again"
    room.item("fetch").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("fetch", ["mind"])


def test_without_a_microphone_it_says_to_type(scene: Open) -> None:
    room = scene()
    room.engine.opening = lambda: room.engine.emit(State(state="idle"))
    asking(room, scenes.asking("evenings"))
    room.until(lambda: "no microphone: type your answers" in room.item("foot").property("text"))
    assert not room.item("answer-microphone").isVisible()
    assert "Type" in room.item("answer").property("placeholderText")
    room.type("fine")
    room.key(Qt.Key.Key_Return)
    room.asked("initiation", "answer", "fine")


def test_that_her_mind_is_missing_is_not_said_twice(scene: Open) -> None:
    room = scene()
    room.engine.lacking = [Missing("mind", "M", 900_000_000, "MIT", "mind")]
    asking(room, scenes.asking("evenings"))
    room.until(lambda: "still to come: her mind" in room.item("foot").property("text"))
    room.engine.emit(Notice(message=NO_MIND))
    plainly = "Her mind is not on this computer yet, so she can't answer."
    room.until(lambda: room.window.bridge.property("notice") == plainly)  # without the terminal's command
    assert not room.item("meeting-trouble").isVisible()
    room.engine.emit(Notice(message="The disk is nearly full; make room."))
    room.until(lambda: room.item("meeting-trouble").isVisible())


def test_trouble_is_one_sentence_in_place_and_escape_removes_it(scene: Open) -> None:
    room = asking(scene(), scenes.asking("evenings"))
    room.engine.emit(Notice(message="The microphone is gone; type to me."))
    room.until(lambda: room.item("meeting-trouble").isVisible())
    room.key(Qt.Key.Key_Escape)
    assert not room.item("meeting-trouble").isVisible()
    assert ("initiation", "back") not in room.engine.asked
    room.engine.emit(Notice(message="The loudspeaker is gone; choose another in Settings."))
    room.until(lambda: room.item("read").isVisible())
    room.item("read").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    assert not room.item("meeting-trouble").isVisible()
    room.until(lambda: room.item("answer").hasActiveFocus())


def test_trouble_is_told_also_on_the_last_page(scene: Open) -> None:
    room = scene().ready()
    scenes.outcome_trouble(room.window, room.engine)
    assert room.item("meeting-trouble").isVisible()
    assert not room.item("answer").isVisible()


def test_a_microphone_that_begins_late_is_not_called_missing(scene: Open) -> None:
    room = asking(scene(), scenes.asking("evenings"))
    room.engine.emit(State(state="idle"))
    room.until(lambda: room.window.bridge.property("state") == "idle")
    assert "no microphone" not in room.item("foot").property("text")
    room.engine.emit(State(state="listening"))
    room.until(lambda: "listening" in room.item("foot").property("text"))


def test_a_voice_chosen_on_the_last_page_is_heard(scene: Open) -> None:
    room = scene().ready()
    scenes.outcome(room.window, room.engine)
    room.item("change-voice").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(
        lambda: any(item.objectName().startswith("pick-system:") for item in items(room.window.root.contentItem()))
    )
    pick = next(item for item in items(room.window.root.contentItem()) if item.objectName().startswith("pick-system:"))
    voice = pick.objectName().removeprefix("pick-")
    pick.forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.asked("change", {"voice": voice})
    room.asked("preview_voice", voice)
    settings = replace(room.window.prefs.current, voice=voice)
    room.engine.initiation.state = replace(room.engine.initiation.state, page=page({}, settings))
    room.window.meeting.refresh()
    title = next(each["title"] for each in room.window.prefs.property("voices") if each["id"] == voice)
    shown = lambda: [item.property("shown") for item in items(room.window.root.contentItem())]  # noqa: E731
    room.until(lambda: title in shown())


def test_escape_stops_the_voice_first_and_then_goes_back(scene: Open) -> None:
    room = asking(scene(), scenes.asking("evenings"))
    room.engine.emit(State(state="speaking"))
    room.until(lambda: bool(room.window.bridge.property("busy")))
    room.key(Qt.Key.Key_Escape)
    room.asked("interrupt")
    room.engine.emit(State(state="listening"))
    room.until(lambda: not room.window.bridge.property("busy"))
    assert ("initiation", "back") not in room.engine.asked
    room.key(Qt.Key.Key_Escape)
    room.asked("initiation", "back")


def test_an_answer_that_could_not_be_kept_comes_back_with_a_sentence(scene: Open) -> None:
    room = asking(scene(), scenes.asking("evenings"))
    room.engine.initiation.refuse = "The disk is full; make room, then answer again."
    room.type("fine")
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.item("answer").property("text") == "fine")
    room.until(lambda: room.item("meeting-trouble").property("text").startswith("The disk is full"))


def test_space_is_push_to_talk_while_nothing_is_typed(scene: Open) -> None:
    room = asking(scene(Settings(theme="day", mode="push-to-talk")), scenes.asking("evenings"))
    QTest.keyPress(room.window.root, Qt.Key.Key_Space)
    room.asked("talk", True)
    QTest.keyRelease(room.window.root, Qt.Key.Key_Space)
    room.asked("talk", False)
    room.type("so so")
    assert room.item("answer").property("text") == "so so"


def test_what_happens_meanwhile_takes_no_focus_and_closes_nothing(scene: Open) -> None:
    room = asking(scene(), scenes.asking("voice", choices=("lower", "higher")))
    room.item("choose-higher").forceActiveFocus()
    room.engine.emit(TurnDone(turn=1, reply="", gap_s=1.0, phases={}))
    room.window.meeting.refresh()
    scenes.wait(100)
    assert room.item("choose-higher").hasActiveFocus()
    scenes.outcome(room.window, room.engine)
    room.item("change-her_name").forceActiveFocus()
    room.key(Qt.Key.Key_Return)
    room.until(lambda: room.item("new-her_name").hasActiveFocus())
    room.engine.emit(TurnDone(turn=9, reply="", gap_s=1.0, phases={}))
    room.window.meeting.refresh()
    scenes.wait(100)
    assert room.item("new-her_name").hasActiveFocus()


def test_no_other_room_is_reached_from_it(scene: Open) -> None:
    room = asking(scene(), scenes.asking("evenings"))
    room.key(Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    room.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert room.window.root.property("room") == "talk"
    assert room.item("answer").hasActiveFocus()


def test_while_graver_things_are_talked_about_the_talk_is_shown_with_a_way_back(scene: Open) -> None:
    room = asking(scene(), scenes.asking("evenings"))
    room.engine.initiation.state = scenes.asking("evenings", phase="waiting")
    room.window.meeting.refresh()
    room.until(lambda: room.item("composer").hasActiveFocus())
    assert not room.window.meeting.property("shown")
    room.item("questions-again").forceActiveFocus()
    room.engine.initiation.state = scenes.asking("evenings")
    room.key(Qt.Key.Key_Return)
    room.asked("initiation", "go_on")
    room.until(lambda: room.item("answer").hasActiveFocus())


def test_a_question_is_announced_once(scene: Open) -> None:
    room = scene()
    said: list[str] = []
    room.window.meeting.announced.connect(said.append)
    asking(room, scenes.asking("evenings"), "Thank you.")
    question = scenes.asking("evenings").question
    room.engine.emit(TurnDone(turn=1, reply=question, gap_s=1.0, phases={}))
    room.window.meeting.refresh()
    room.engine.emit(Said(turn=2, text="Take your time."))
    room.engine.emit(TurnDone(turn=2, reply="Take your time.", gap_s=1.0, phases={}))
    room.until(lambda: said[-1:] == ["Take your time."])
    assert said == [question, "Take your time."]


def test_locking_shows_nothing_of_it(scene: Open) -> None:
    room = hesitating(scene())
    room.engine.locks = "existing"
    room.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    room.until(lambda: room.item("passphrase").isVisible())
    assert not room.window.meeting.property("shown")
    assert room.window.meeting.property("answered") == ""


def test_every_control_has_a_name_and_is_reached_by_tab(scene: Open) -> None:
    room = asking(scene(), scenes.asking("voice", choices=("lower", "higher"), samples=True))
    reached = []
    for _ in range(12):
        room.key(Qt.Key.Key_Tab)
        reached.append(room.window.root.activeFocusItem().objectName())
    wanted = {
        "answer-microphone",
        "back",
        "skip",
        "skip-all",
        "hear-lower",
        "choose-lower",
        "hear-higher",
        "choose-higher",
        "answer",
    }
    assert set(reached) == wanted


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(
    "play",
    [
        scenes.first,
        scenes.evenings,
        scenes.voices,
        scenes.person,
        scenes.trouble,
        scenes.waiting,
        scenes.name,
        scenes.plainly,
        scenes.outcome_changing,
    ],
    ids=lambda play: play.__name__,
)
def test_every_text_has_the_contrast_that_its_size_needs(
    scene: Open, theme: str, play: Callable[[Window, FakeEngine], None]
) -> None:
    room = scene(Settings(theme=theme, reduce_motion=True)).ready()
    room.window.root.resize(1100, 720)
    play(room.window, room.engine)
    picture = room.window.root.grabWindow()
    checked = 0
    for text in items(room.window.root.contentItem()):
        font = text.property("font")
        if not (text.property("text") and isinstance(text.property("color"), QColor) and text.isVisible() and font):
            continue
        area = text.mapRectToScene(QRectF(0, 0, text.width(), text.height())).intersected(QRectF(picture.rect()))
        if area.width() < 4 or area.height() < 8 or below_the_floor(room, text):
            continue
        large = font.pixelSize() >= (LARGE_BOLD_PX if font.bold() else LARGE_PX)
        got = contrast(text.property("color"), ground(picture, area))
        assert got >= (3.0 if large else 4.5), (text.property("text"), font.pixelSize(), round(got, 2))
        checked += 1
    assert checked >= 5


def below_the_floor(room: Scene, text: QQuickItem) -> bool:
    """Whether it is scrolled out of sight, under the field."""
    return text.mapToScene(QPointF(0, text.height())).y() > room.window.root.height()


def ground(picture: QImage, area: QRectF) -> QColor:
    """What a text is painted on: the colour of most of its place."""
    seen = Counter(
        picture.pixel(x, y)
        for x in range(int(area.left()), int(area.right()), 2)
        for y in range(int(area.top()), int(area.bottom()), 2)
    )
    return QColor(seen.most_common(1)[0][0])


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2.2 defines it."""
    lights = sorted((luminance(one), luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_nothing_is_cut_at_twice_the_text_in_a_small_window(scene: Open) -> None:
    room = scene(Settings(theme="day", text_scale=2.0)).ready()
    room.window.root.resize(720, 560)
    scenes.plainly(room.window, room.engine)
    for text in items(room.window.root.contentItem()):
        if text.isVisible() and text.property("text") and text.property("truncated") is not None:
            assert not text.property("truncated"), text.property("text")
            area = text.mapRectToScene(QRectF(0, 0, text.width(), text.height()))
            assert area.left() >= 0, text.property("text")
            assert area.right() <= 720, text.property("text")
    room.item("choose-no").forceActiveFocus()
    seen = room.item("choose-no").mapToScene(QPointF(0, room.item("choose-no").height())).y()
    assert seen <= room.item("answer").mapToScene(QPointF(0, 0)).y()


def test_less_motion_shows_a_question_at_once(scene: Open) -> None:
    room = asking(scene(Settings(theme="day", reduce_motion=True)), replace(scenes.asking("evenings")))
    assert room.item("question").opacity() == 1
