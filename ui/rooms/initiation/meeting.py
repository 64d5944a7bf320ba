"""Follows the interview in which she is met and hands on what the user wants of it; decides nothing of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from companion.events import (
    Agreed,
    CharacterMade,
    Event,
    Heard,
    Interrupted,
    Noticed,
    Progress,
    Question,
    Ready,
    Said,
    TurnDone,
)
from ui.parts.background import Background
from ui.parts.engine_api import EngineApi, InitiationApi
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.words import plain

if TYPE_CHECKING:
    from companion.initiation.screen import InterviewState

_TELLING = (Question, Noticed, Agreed, CharacterMade, Heard, TurnDone, Interrupted, Ready, Progress)
"""Events after which the interview may be somewhere else."""


class Meeting(QObject):
    """The interview as the window shows it; `Meeting` in QML. Main thread only."""

    changed = Signal()
    choicesChanged = Signal()
    pageChanged = Signal()
    announced = Signal(str)
    """What was just asked, for screen readers, once."""
    left = Signal()
    """The user goes from it to the talk."""
    became = Signal(object)
    """The settings, after the answers have changed them."""
    returned = Signal(str)
    """An answer that could not be kept, to be put back into the field."""

    def __init__(self, background: Background, failed: Callable[[Exception], None], first: bool) -> None:
        """`first`: the interview surely comes, or goes on: the talk is not shown before it."""
        super().__init__()
        self._failed = failed
        self._calls: GuardedCalls[EngineApi] = GuardedCalls(background, failed)
        self._state: InterviewState | None = None
        self._expected, self._entered = first, False
        self._question, self._noticed, self._answer = "", "", ""
        self._said, self._turn, self._asked_turn = "", 0, 0
        self._announced = ""
        """The last question that was."""

    def attach(self, engine: EngineApi) -> None:
        """Use this engine; begin the interview, or go on with it, if it is due."""
        self._calls.target = engine
        self._calls.call(_begun_if_due, self._begun, self._not_begun)

    def detach(self) -> None:
        """Show nothing of it any more: the memory is being locked."""
        self._calls.target = None
        self._expected = self._entered = False
        self._set_state(None)
        self._question = self._noticed = self._answer = self._said = ""
        self.changed.emit()

    def handle(self, event: Event) -> None:
        """Follow one event."""
        if isinstance(event, Said):
            self._hear_her(event)  # also before it is known here that the interview has begun
        elif isinstance(event, CharacterMade):
            self._calls.call(lambda engine: engine.settings, self.became.emit)
        if not self._entered:
            return
        if isinstance(event, Heard):
            self._answer, self._said = plain(event.text).strip(), ""
        elif isinstance(event, Question):
            self._asked_turn = event.turn
        if isinstance(event, TurnDone):
            self._calls.call(_state_of, lambda state: self._turn_over(state, event.turn))
        elif isinstance(event, _TELLING):
            self._calls.call(_state_of, self._show)
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Ask how far it is, and what became of the answers."""
        if self._entered:
            self._calls.call(_state_of, self._show)

    @Slot()
    def again(self) -> None:
        """Begin the interview anew, from Settings."""
        self._forget_words()
        self._ask(lambda interview: interview.start(anew=True), self._begun)

    @Slot(str)
    def answer(self, text: str) -> None:
        """Answer by typing."""
        if text.strip():
            self._ask(lambda interview: interview.answer(text), failure=lambda _error: self.returned.emit(text))

    @Slot()
    def back(self) -> None:
        """Have the question before this one again."""
        if self.property("canGoBack"):
            self._ask(lambda interview: interview.back())

    @Slot()
    def skip(self) -> None:
        """Leave this question out."""
        self._ask(lambda interview: interview.skip())

    @Slot()
    def skipAll(self) -> None:
        """Leave all the rest out."""
        self._ask(lambda interview: interview.skip_all())

    @Slot()
    def goOn(self) -> None:
        """Go on with the questions, or without waiting for a download."""
        self._ask(lambda interview: interview.go_on())

    @Slot(str)
    def choose(self, which: str) -> None:
        """Take one of the choices that are shown."""
        phase, step = self._phase(), self._step()
        if phase == "agreeing":
            self.answer(which)
        elif step == "voice":
            self._ask(lambda interview: interview.choose(which))
        elif step == "speaks_first":
            self._ask(lambda interview: interview.allow(which == "yes"))

    @Slot(str)
    def callHer(self, name: str) -> None:
        """Accept the name that she proposes."""
        self._ask(lambda interview: interview.call_her(name))

    @Slot(str)
    def hearSample(self, which: str) -> None:
        """Hear the lower or the higher voice."""
        self._calls.call(lambda engine: engine.preview_voice(*_sample_of(which)))

    @Slot(str)
    def takeBack(self, question: str) -> None:
        """Undo what the answer to this question became."""
        self._ask(lambda interview: interview.take_back(question))

    @Slot()
    def begin(self) -> None:
        """Go to the talk."""
        self._leave()

    def _ask(
        self,
        wish: Callable[[InitiationApi], Any],
        then: Callable[[InterviewState], None] | None = None,
        failure: Callable[[Exception], None] | None = None,
    ) -> None:
        def done(engine: EngineApi) -> InterviewState:
            wish(engine.initiation)
            return engine.initiation.state

        self._said = ""  # what comes next is something else
        self._calls.call(done, then or self._show, self._lost(failure) if failure else None)

    def _lost(self, failure: Callable[[Exception], None]) -> Callable[[Exception], None]:
        def tell(error: Exception) -> None:
            failure(error)
            self._failed(error)

        return tell

    def _begun(self, state: InterviewState) -> None:
        self._expected = False
        self._entered = state.active
        self._show(state)

    def _not_begun(self, error: Exception) -> None:
        self._expected = False
        self.changed.emit()
        self._failed(error)

    def _show(self, state: InterviewState) -> None:
        if not self._entered:
            self.changed.emit()
            return
        before = self._state
        self._set_state(state)
        if not state.active and state.step != "speaks_first":
            self._leave()  # broken off: there is nothing to show of it
            return
        asked = plain(state.question)
        if state.phase == "agreeing":
            self._noticed = asked
        else:
            self._noticed = ""
            if asked != self._question or (before is not None and before.phase != state.phase != "waiting"):
                self._question, self._answer = asked, ""
        if state.active and state.phase in ("asking", "agreeing", "meeting") and asked not in ("", self._announced):
            self._announced = asked
            self.announced.emit(asked)
        self.changed.emit()

    def _set_state(self, state: InterviewState | None) -> None:
        """The lists are told of only when they change: their controls would be made anew, and lose the focus."""
        before, self._state = (self._of("choices", ()), self._of("page", ())), state
        if self._of("choices", ()) != before[0]:
            self.choicesChanged.emit()
        if self._of("page", ()) != before[1]:
            self.pageChanged.emit()

    def _turn_over(self, state: InterviewState, turn: int) -> None:
        """Tell screen readers also what was said without a question in it."""
        self._show(state)
        if self._entered and turn == self._turn and self._said and plain(state.question) not in self._said:
            self.announced.emit(self._said)

    def _hear_her(self, event: Said) -> None:
        if event.turn != self._turn:
            self._turn, self._said = event.turn, ""
        self._said = f"{self._said} {plain(event.text).strip()}".strip()

    def _leave(self) -> None:
        if self._entered:
            self._entered = False
            self._set_state(None)
            self._forget_words()
            self.left.emit()
            self.changed.emit()

    def _forget_words(self) -> None:
        self._question = self._noticed = self._answer = self._said = self._announced = ""

    def _phase(self) -> str:
        return self._state.phase if self._state is not None else "off"

    def _step(self) -> str:
        return self._state.step if self._state is not None else ""

    def _words(self) -> str:
        """What is large on the screen: the question, or what is said where nothing is asked."""
        if self._expected:
            return "One moment."
        return self._said if self._phase() == "waking" else self._question

    def _before(self) -> str:
        """What was said before the question, or after it."""
        if self._phase() not in ("asking", "meeting") or not self._question:
            return ""
        before, asked, _samples = self._said.partition(self._question)
        return before.strip() if asked or self._turn > self._asked_turn else ""

    def _of(self, field: str, otherwise: Any) -> Any:
        return getattr(self._state, field) if self._state is not None else otherwise

    def _page(self) -> list[dict[str, Any]]:
        return [dataclasses.asdict(line) for line in self._of("page", ())]

    shown = Property(
        bool, lambda self: self._expected or (self._entered and self._phase() != "waiting"), notify=changed
    )
    waits = Property(bool, lambda self: self._entered and self._phase() == "waiting", notify=changed)
    over = Property(bool, lambda self: self._phase() == "done", notify=changed)
    phase = Property(str, _phase, notify=changed)
    step = Property(str, _step, notify=changed)
    number = Property(int, lambda self: self._of("number", 0), notify=changed)
    last = Property(int, lambda self: self._of("of", 0), notify=changed)
    words = Property(str, _words, notify=changed)
    before = Property(str, _before, notify=changed)
    answered = Property(str, lambda self: self._answer, notify=changed)
    noticed = Property(str, lambda self: self._noticed, notify=changed)
    choices = Property("QVariantList", lambda self: list(self._of("choices", ())), notify=choicesChanged)  # type: ignore[arg-type]
    samples = Property(bool, lambda self: self._of("samples", False), notify=changed)
    name = Property(str, lambda self: self._of("name", ""), notify=changed)
    hers = Property(bool, lambda self: self._of("hers", False), notify=changed)
    canGoBack = Property(bool, lambda self: self._of("can_go_back", False), notify=changed)
    waitsForDownload = Property(bool, lambda self: self._of("waits_for_download", False), notify=changed)
    page = Property("QVariantList", _page, notify=pageChanged)  # type: ignore[arg-type]


def _begun_if_due(engine: EngineApi) -> InterviewState:
    if engine.initiation.due:
        engine.initiation.start()
    return engine.initiation.state


def _state_of(engine: EngineApi) -> InterviewState:
    return engine.initiation.state


def _sample_of(which: str) -> tuple[str, str]:
    """The voice's name, and what it says; not yet her name, which comes later."""
    from companion.initiation.outcome import VOICES  # here: they read files, which the first frame does not need
    from companion.initiation.questions import words

    return VOICES[which], str(words()["voice"]["sample"])
