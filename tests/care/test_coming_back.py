"""When she comes back to a danger of an earlier talk, how lightly, and what keeps her from it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from companion.care import Care, RiskSignal
from companion.care.coming_back import Exchange, danger_to_come_back_to
from companion.care.replies import recognised, replies
from companion.care.signal import BELIEVED, DANGERS, HINT, HUSHED
from companion.settings import Settings

NOW = datetime(2026, 3, 2, 21)
CARE = Care(Settings())


def exchange(line: str, *signal: str, hours: float = 20, then: str = "") -> Exchange:
    reply = CARE.answer(RiskSignal(*signal), random.Random(2)).text if signal else then  # type: ignore[arg-type]
    return Exchange(line, reply, NOW - timedelta(hours=hours))


DANGER = exchange("I want to die", "suicide", "plain")


@pytest.mark.parametrize("kind", DANGERS)
def test_she_comes_back_once_to_every_kind(kind: str) -> None:
    topic = "now" if kind == "medical" else "plain"
    then = [exchange("it is bad", kind, topic)]
    due = danger_to_come_back_to(then, NOW)
    assert due == RiskSignal(kind, "back")  # type: ignore[arg-type]
    reply = CARE.answer(due, random.Random(1), "tonight")
    assert "112" in reply.written
    assert "bad" not in reply.text
    assert recognised(reply.text) == (kind, "back")
    assert danger_to_come_back_to([*then, Exchange("", reply.text, NOW - timedelta(hours=8))], NOW) is None


@pytest.mark.parametrize(
    ("hours", "topic"),
    [(0.5, None), (1.5, "back"), (71, "back"), (73, "back_lightly"), (13.9 * 24, "back_lightly"), (14.1 * 24, None)],
)
def test_not_at_once_lightly_after_some_days_and_not_after_weeks(hours: float, topic: str | None) -> None:
    due = danger_to_come_back_to([exchange("I want to die", "suicide", "plain", hours=hours)], NOW)
    assert (due.topic if due else None) == topic


@pytest.mark.parametrize("kind", DANGERS)
def test_the_words_at_the_door_tell_no_third_person_what_happened(kind: str) -> None:
    telling = (
        "die",
        "dying",
        "suicide",
        "kill",
        "hurt yourself",
        "hit",
        "abuse",
        "touch",
        "cut",
        "eating",
        "food",
        "weight",
    )
    for topic, some in replies()[kind].items():
        for reply in some if topic.startswith("back") else ():
            words = " ".join(reply).lower().replace(",", " ").replace(".", " ").split()
            assert not set(words) & set(telling)


def test_a_danger_to_somebody_else_is_asked_about_as_such() -> None:
    then = [exchange("my brother wants to die", "suicide", "other"), exchange("yes", "suicide", "steady")]
    assert danger_to_come_back_to(then, NOW) == RiskSignal("suicide", "back_other")


def test_a_question_that_was_answered_by_a_clear_no_is_not_come_back_to() -> None:
    asked, no = exchange("I can't do this anymore", "suicide", HINT), exchange("No, the exam", "suicide", BELIEVED)
    assert danger_to_come_back_to([asked, no], NOW) is None
    assert danger_to_come_back_to([asked, exchange("yes", "suicide", "plain")], NOW) is not None
    assert danger_to_come_back_to([asked, exchange("dunno", "suicide", "unsure")], NOW) is not None
    assert danger_to_come_back_to([asked], NOW) is None


def test_who_wants_no_question_about_it_gets_none() -> None:
    assert danger_to_come_back_to([DANGER, exchange("don't ask me about that again", "suicide", HUSHED)], NOW) is None
    assert danger_to_come_back_to([DANGER, exchange("Please don't ask me about that again.", then="Mm.")], NOW) is None
    assert danger_to_come_back_to([exchange("Don't ask me about that again."), DANGER], NOW) is not None


def test_a_forbidden_topic_is_not_come_back_to() -> None:
    then = [exchange("since the divorce I want to die", "suicide", "plain")]
    assert danger_to_come_back_to(then, NOW, ["the divorce"]) is None
    assert danger_to_come_back_to(then, NOW, ["football"]) is not None


def test_who_sounded_like_a_child_is_shown_the_help_for_children() -> None:
    due = danger_to_come_back_to([exchange("i'm 14 and i want to die", "suicide", "plain")], NOW)
    assert due is not None
    assert "116 111" in CARE.answer(due, random.Random(1)).written


@pytest.mark.parametrize(
    ("answer", "topic"),
    [
        ("Better, thanks.", "eased"), ("it's calmer now", "eased"), ("Still bad.", "steady"), ("Not good.", "steady"),
        ("the same", "steady"), ("Don't ask me about that again.", HUSHED), ("What time is it?", None),
        ("I went swimming with Joe this morning and it was lovely.", None), ("I want to kill myself", "plain"),
    ],
)  # fmt: skip
def test_what_is_said_to_it_is_understood(answer: str, topic: str | None) -> None:
    back = CARE.answer(RiskSignal("suicide", "back"), random.Random(1)).text
    signal = CARE.detect(answer, [""], [back])
    assert (signal.topic if signal else None) == topic
