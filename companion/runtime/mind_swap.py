"""Lets another LLM take over while she is in use: it is loaded beside the one that talks, tried, and takes over at a quiet moment.

Each step runs on the idle thread while nobody talks, and gives way at once when somebody does. Whatever fails, the LLM that
talks stays.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from companion.dialogue.answering import Answering
from companion.dialogue.turn_taking import TurnTaking
from companion.environment import Environment
from companion.errors import KNOWN
from companion.events import TurnDone
from companion.memory import Via
from companion.runtime.graphics_card import on_card
from companion.runtime.loading import Loading
from companion.runtime.mind_trial import MindSpeed, measure
from companion.runtime.model_chooser import ChosenLlm, ModelChooser
from models.language import LanguageModel
from models.measured import note_speed
from models.mind_choice import FIRST_REPLY_S

log = logging.getLogger(__name__)

BETTER = "I think I can follow you better now."
BACK = "That was slower than I had hoped, so I'm back to how I was before."
ROUNDS = 2
ASIDE = "trial"
WATCHED = 3
"""Replies after a change by which it is judged: the first of them may have to read the whole conversation."""
TOO_LATE_S = 2 * FIRST_REPLY_S
"""What these replies may make the user wait; the voice works at the same time."""


@dataclass(frozen=True)
class SwapNeeds:
    """What a change of the LLM touches."""

    chooser: ModelChooser
    loading: Loading
    turn_taking: TurnTaking
    answering: Answering
    environment: Callable[[], Environment]
    may_speak: Callable[[], bool]
    """Whether nobody talks, nothing else waits to be said and no interview is under way."""
    may_say: Callable[[str], bool]
    """Whether the user lets her say this unasked."""
    via: Callable[[], Via]
    notify: Callable[[str], None]
    taken: Callable[[str], None]
    """Called with the id of the LLM that has taken over."""
    measured: Callable[[], None] = lambda: None
    """Called when a speed was measured: what is being downloaded may be too slow by it."""


@dataclass(frozen=True)
class Candidate:
    """An LLM, loaded, that may take over."""

    chosen: ChosenLlm
    llm: LanguageModel
    line: str
    """What she says then."""


class MindSwap:
    """Owned by the idle thread; `consider`, `heard_of` and `close` may be called from any."""

    def __init__(self, needs: SwapNeeds) -> None:
        self._needs = needs
        self._looking = False
        self._began = False
        self._closed = False
        self._candidate: Candidate | None = None
        self._tried = False
        """Whether the candidate has been tried, and is quick enough."""
        self._refused: set[str] = set()
        """Those that could not be loaded: not tried again until the program starts anew."""
        self._waits: list[float] | None = None
        """Seconds that replies since the last change have kept the user waiting; None when they are not watched."""

    def consider(self) -> None:
        """Another LLM may be the better one now: look at the next quiet moment."""
        self._looking = True

    def heard_of(self, event: TurnDone) -> None:
        """Note how long a reply by the LLM kept the user waiting, for a while after a change."""
        waits = self._waits
        if waits is not None and event.output_tokens and event.gap_s is not None:
            waits.append(event.phases.get("first_token", 0.0) + event.phases.get("clause", 0.0))

    def step(self, cancelled: Callable[[], bool]) -> bool:
        """Do the next piece; whether there may be more to do just now. Raises CompanionError and ModelError of what it keeps."""
        if self._closed or self._needs.loading.mind is None:
            return False
        if self._candidate is not None:
            return self._try_or_take_over(self._candidate, cancelled)
        if not self._began:  # one may be here that was not tried on the card before the program was closed
            self._looking = self._looking or self._untried() is not None
            self._began = True
        if self._looking:
            if not self._card_tried(cancelled):
                return False
            self._looking = False
            return self._load(BETTER)
        if self._waits is not None and len(self._waits) >= WATCHED:
            return self._judge_waits()
        return self._measure_own(cancelled)

    def close(self) -> None:
        """End the LLM that has not taken over; nothing is tried any more."""
        self._closed = True
        if (candidate := self._candidate) is not None:
            candidate.llm.close()

    def _load(self, line: str) -> bool:
        """Load what is chosen now beside the one that talks; whether it is there to be tried."""
        needs = self._needs
        chosen = needs.chooser.llm(needs.environment())
        if chosen is None or chosen.name == needs.loading.mind_name or chosen.name in self._refused:
            return False
        if chosen.need_bytes > needs.chooser.free_bytes():
            self._refused.add(chosen.name)
            needs.notify(
                f"{chosen.name} is here, but there is too little free memory to change to it now; I do it when I'm next opened."
            )
            return False
        llm = chosen.make(self._away)
        self._candidate, self._tried = Candidate(chosen, llm, line), line == BACK
        try:
            llm.open()
        except KNOWN as error:
            self._drop(f"{error} So I stay as I am.")
            return False
        if self._closed:
            llm.close()
        return True

    def _untried(self) -> str | None:
        name = self._needs.chooser.untried(self._needs.environment().settings)
        return None if name in self._refused else name

    def _card_tried(self, cancelled: Callable[[], bool]) -> bool:
        """Try the LLM that is expected to be best on the graphics card, before it is chosen; whether nothing is left to try."""
        needs, environment, name = self._needs, self._needs.environment(), self._untried()
        if name is None:
            return True
        if needs.chooser.busy():
            return False
        try:
            why = needs.chooser.try_on_card(environment, name, cancelled)
        except KNOWN as error:
            why = str(error)
        if why == "" and name == needs.loading.mind_name:  # it talks already, on the processor
            needs.loading.load(environment, "mind")
        if why and not self._closed:
            self._refused.add(name)
            needs.notify(f"{name} was meant for the graphics card. {why} So I stay as I am.")
        return why is not None

    def _away(self, sentence: str) -> None:
        """The process of the LLM ended: that of one in use is told where the others are."""
        if self._candidate is None:
            self._needs.answering.llm_away(sentence)

    def _try_or_take_over(self, candidate: Candidate, cancelled: Callable[[], bool]) -> bool:
        if candidate.chosen.name == self._needs.loading.mind_name:  # a changed setting has loaded it meanwhile
            self._drop("")
            return True
        if not self._tried:
            return self._try(candidate, cancelled)
        if cancelled() or not self._needs.may_speak():
            return False
        return self._take_over(candidate)

    def _try(self, candidate: Candidate, cancelled: Callable[[], bool]) -> bool:
        """Measure it; whether it is to take over."""
        needs, name = self._needs, candidate.chosen.name
        if needs.chooser.busy():
            return False
        try:
            speed = measure(candidate.llm, ROUNDS, cancelled)
        except KNOWN as error:
            self._drop(f"{error} So I stay as I am.")
            return False
        if speed is None:
            return False
        if not on_card(candidate.llm):
            self._keep(name, speed)
        wanted = needs.environment().settings.mind
        if not speed.enough and wanted == "auto":
            self._drop(
                f"{name} is slower here than it should be ({speed.tokens_per_s:.0f} tokens a second), so I stay as I am."
            )
            return False
        if not speed.enough:
            needs.notify(f"{name} is slow here: {speed.tokens_per_s:.0f} tokens a second.")
        self._tried = True
        return True

    def _take_over(self, candidate: Candidate) -> bool:
        """Between two turns: begin one of hers, in which she says so; False where another has begun just now."""
        needs, environment = self._needs, self._needs.environment()
        now = needs.chooser.llm(environment)
        if now is None or now.name != candidate.chosen.name:  # the settings, or what is here, have changed meanwhile
            self._drop("")
            return True
        try:
            prepared = needs.loading.prepare(candidate.llm, candidate.chosen, environment)
        except KNOWN as error:
            self._drop(f"{error} So I stay as I am.")
            return False
        says = needs.may_say(candidate.line)
        reply = needs.turn_taking.begin_unasked(needs.via(), first=False) if says else None
        if says and reply is None:
            return False
        before = needs.loading.mind_name
        self._candidate = None
        needs.loading.use(prepared)
        log.info("mind %s takes over from %s", candidate.chosen.name, before)
        needs.taken(candidate.chosen.name)
        self._waits = [] if candidate.line == BETTER else None
        if reply is not None:
            needs.answering.say_unasked(reply, candidate.line)
        else:
            needs.notify(candidate.line)
        return True

    def _judge_waits(self) -> bool:
        """Go back where the first replies kept the user waiting for too long."""
        waits, self._waits = self._waits or [], None
        late, name = median(waits[-WATCHED:]), self._needs.loading.mind_name
        if late <= TOO_LATE_S or self._needs.environment().settings.mind != "auto":
            return False
        known = self._needs.chooser.speed(name)
        note_speed(self._needs.environment().models, name, known if known is not None else 0.0, late)
        return self._load(BACK)

    def _measure_own(self, cancelled: Callable[[], bool]) -> bool:
        """Correct the estimate of the LLM that talks, once; only where this program chose it."""
        needs, name = self._needs, self._needs.loading.mind_name
        llm, settings = needs.loading.mind, needs.environment().settings
        if (
            llm is None
            or on_card(llm)
            or settings.mind != "auto"
            or needs.chooser.speed(name) is not None
            or needs.chooser.busy()
        ):
            return False
        speed = measure(llm, ROUNDS, cancelled, ASIDE)
        if speed is None:
            return False
        self._keep(name, speed)
        return False if speed.enough else self._load(BACK)

    def _keep(self, name: str, speed: MindSpeed) -> None:
        note_speed(self._needs.environment().models, name, speed.tokens_per_s, round(speed.first_reply_s, 2))
        self._needs.measured()

    def _drop(self, why: str) -> None:
        """The candidate comes to nothing, for this reason; the LLM that talks stays."""
        candidate, self._candidate = self._candidate, None
        if candidate is None:
            return
        candidate.llm.close()
        if why and not self._closed:
            self._refused.add(candidate.chosen.name)
            self._needs.notify(why)
