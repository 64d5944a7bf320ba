"""Scenes of a rehearsal with another mind, for the pictures of the window."""

from __future__ import annotations

import threading

from companion.events import Progress
from companion.rehearsal import RehearsalProgress
from companion.rehearsal.checks import EVERYDAY, GOOD_NIGHT, Check, CheckList
from companion.rehearsal.comparison import Comparison, compare
from companion.rehearsal.fact_questions import asking_for
from companion.rehearsal.judging import Answer, knows, says_goodnight, says_name, talks_like_her
from tests.ui.fake_engine import FakeEngine
from tests.ui.look_rooms import settings
from tests.ui.look_talk import settle, wait
from ui.rooms.settings.choices import MindToRehearse
from ui.shell.window import Window

NAME, HOME, DOG = "What is your name?", "Where do I live?", "What is my dog called?"
BEFORE = {
    NAME: "I'm Ada, whichever mind I think with.",
    EVERYDAY[0]: "That's okay, take a break. What are you doing now?",
    EVERYDAY[1]: "Rain is very refreshing. It makes the clouds look bigger and brighter.",
    HOME: "I'm not sure. On 10 February you said: “I live in Ghent now.”",
    DOG: "Biscuit.",
    GOOD_NIGHT: "Good night, and sweet dreams.",
}
AFTER = {
    **BEFORE,
    EVERYDAY[0]: "You said.",
    EVERYDAY[
        1
    ]: "Rain on windows, long words and people's grandmothers. Ada listens closely and answers what Theo just said.",
    HOME: "Bergen.",
    DOG: "I'm not sure. On 10 February you said: “I have a dog called Biscuit.”",
}


def _comparison() -> Comparison:
    home, dog = asking_for(HOME, "You live in Ghent now."), asking_for(DOG, "You have a dog called Biscuit.")
    assert home is not None
    assert dog is not None
    talk = talks_like_her("Ada")
    checks = (
        Check("name", "Her name", NAME, says_name("Ada")),
        *(Check("talk", "How she talks", line, talk) for line in EVERYDAY[:2]),
        Check("fact", "You live in Ghent now.", HOME, knows(home)),
        Check("fact", "You have a dog called Biscuit.", DOG, knows(dog)),
        Check("goodnight", "How she says good night", GOOD_NIGHT, says_goodnight),
    )
    answers = ([Answer(line, reply) for line, reply in replies.items()] for replies in (BEFORE, AFTER))
    remark = "Her memory holds 2 facts that can be asked for, so she is asked 2 instead of 10."
    return compare(CheckList(checks, (remark,)), "qwen2.5-coder-1.5b", "smollm2-135m", *answers)


class _Rehearsal:
    def __init__(self, whole: bool) -> None:
        self._go = threading.Event()
        if whole:
            self._go.set()

    def run(self, memory: object, report) -> Comparison | None:
        report(RehearsalProgress("qwen2.5-coder-1.5b", DOG, 8, 38))
        return _comparison() if self._go.wait(20) else None

    def cancel(self) -> None:
        self._go.set()


def _begin(window: Window, engine: FakeEngine, whole: bool) -> None:
    settings(window, engine)
    window.rehearsing._found([MindToRehearse("smollm2-135m", "SmolLM2 135M Instruct · 145 MB")])
    window.rehearsing.make = lambda environment, mind: _Rehearsal(whole)
    window.rehearsing.begin("smollm2-135m")
    settle(window)
    wait(600)


def rehearsing(window: Window, engine: FakeEngine) -> None:
    _begin(window, engine, False)


def rehearsed(window: Window, engine: FakeEngine) -> None:
    _begin(window, engine, True)


def rehearsal_needed(window: Window, engine: FakeEngine) -> None:
    """A mind that must be downloaded first, half way here."""
    settings(window, engine)
    wait(400)
    window.arrivals.bring("gemma-4-e2b", "Gemma 4 E2B Instruct, QAT · 2.6 GB")
    engine.emit(Progress(model="gemma-4-e2b", done=912_000_000, total=2_600_000_000, seconds_left=180))
    need = "It is not on this computer yet: 2.6 GB to download, once."
    window.rehearsing._found(
        [MindToRehearse("gemma-4-e2b", "Gemma 4 E2B Instruct, QAT · 2.6 GB", "", need, "Get it first · 2.6 GB")]
    )
    settle(window)
    wait(300)


def rehearsal_offered(window: Window, engine: FakeEngine) -> None:
    settings(window, engine)
    wait(400)  # until the minds that are here, none, have been found
    window.rehearsing._found([MindToRehearse("smollm2-135m", "SmolLM2 135M Instruct · 145 MB")])
    settle(window)
    wait(300)
