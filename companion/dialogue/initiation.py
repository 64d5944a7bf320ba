"""Conducts the interview in which she is met: asks, takes typed and spoken answers, keeps every step, and makes her of the answers.

The window and the terminal have it as `Engine.initiation`; any thread may call it. Lines come by the ordinary way, through
`dialogue/responders/initiation.py`; buttons call the methods here. What changes is told as events: `question`, `noticed`, `agreed`,
`character`; `state` is everything that a screen shows, at any moment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from companion.dialogue.answering import Answering
from companion.dialogue.initiation_needs import InitiationDependencies
from companion.dialogue.patience import Patience
from companion.dialogue.turn_taking import TurnTaking
from companion.events import CareTaken, CharacterMade, Event, Notice, Progress
from companion.initiation.interview import Interview
from companion.initiation.outcome import made, settings_of
from companion.initiation.place import Place
from companion.initiation.questions import HERS, NEUTRAL
from companion.initiation.reaction import Answered, Reaction
from companion.initiation.remembered import own_name, remember
from companion.initiation.screen import InterviewState, screen
from companion.initiation.taking_back import take_back
from companion.memory import Message
from companion.memory.interviews import KeptAnswer
from companion.settings import keep_settings, read_settings, says_nothing_of_her

SILENCE_MS = 2600
"""Silence that ends a spoken answer; half of it after one that is surely whole, such as “skip” or “the second”."""


class Initiation:
    """The interview, as the window and the terminal have it."""

    def __init__(self, needs: InitiationDependencies, turn_taking: TurnTaking, answering: Answering) -> None:
        self._needs, self._turn_taking, self._answering = needs, turn_taking, answering
        self._lock = threading.RLock()
        self._interview: Interview | None = None
        self._ended: Interview | None = None
        self._heard = ""
        self.sounds = needs.sounds
        self._patience = Patience(self._be_patient)
        self._asked_aloud = False
        """Whether voices that are not hers may be loaded."""
        self._lacks = False
        """Whether a download has failed and that has not been said yet."""
        needs.responder.active = lambda: self.active
        needs.responder.take = self._take

    @property
    def due(self) -> bool:
        """Whether nothing has been said, set of her or asked yet: the first run."""
        memory = self._needs.memory
        said = memory.conversations(limit=1) or memory.facts.list()
        unset = says_nothing_of_her(read_settings(self._needs.engine.environment.settings_file))
        return self.unfinished or (not said and unset and memory.interviews.last() is None)

    @property
    def unfinished(self) -> bool:
        """Whether an interview was begun and neither ended nor skipped: `start` goes on with it."""
        last = self._needs.memory.interviews.last()
        return last is not None and last.ended is None

    @property
    def active(self) -> bool:
        """Whether an interview is under way, also while it waits: the next line is given to it."""
        return self._interview is not None

    @property
    def opening(self) -> bool:
        """Whether an interview is under way and no line has come yet."""
        return self._interview is not None and not self._heard

    @property
    def state(self) -> InterviewState:
        """All that a screen shows just now."""
        with self._lock:
            return screen(
                self._interview or self._ended,
                self._interview is not None,
                self._heard,
                self._needs.engine.environment.settings,
            )

    def start(self, anew: bool = False) -> int:
        """Ask the first question, or go on where an unfinished one was left, unless `anew`; the turn. Raises CompanionError."""
        with self._lock:
            kept = self._needs.memory.interviews
            last = kept.last()
            resumed = last is not None and last.ended is None and not anew
            interview = Interview(self._needs.surroundings())
            self._turn_taking.interrupt()
            if last is not None and resumed:
                interview.place, interview.answers = Place.of(last.place), dict(last.answers)
                self._turn_taking.go_on_in(last.conversation)
            else:
                self._turn_taking.begin_conversation()
                kept.begin(self._turn_taking.conversation)
            self._interview, self._ended, self._heard = interview, None, ""
            self._asked_aloud, self._lacks = True, False
            self.sounds.begin()
            self._needs.wait_at_least(SILENCE_MS)
            turn = self._do(lambda interview: interview.begin(resumed))
            self.look()
            return turn

    def answer(self, text: str) -> int:
        """Answer by typing; the turn's number. Raises CompanionError if it could not be kept."""
        return self._turn_taking.commit_typed(text)

    def skip(self) -> None:
        """Leave the open question out."""
        self._do(Interview.skip)

    def back(self) -> None:
        """Ask the question before this one."""
        self._do(Interview.back)

    def start_over(self) -> None:
        """Begin again from the first question."""
        self._do(Interview.over)

    def skip_all(self) -> None:
        """End it here; what was answered counts."""
        self._do(Interview.leave)

    def repeat(self) -> None:
        """Ask the open question once more, with the samples of the voices."""
        self._do(Interview.repeat)

    def go_on(self) -> None:
        """Go on after something graver was said, or without waiting for what is still being downloaded."""
        with self._lock:
            if self._interview is not None and self._interview.place.phase == "waking":
                self._meet()
            else:
                self._do(Interview.go_on)

    def choose(self, which: str) -> None:
        """Take the “lower” or the “higher” voice without a word."""
        self._do(lambda interview: interview.choose_voice(which))

    def call_her(self, name: str) -> None:
        """Give her this name without a word, when she asks for it."""
        self._do(lambda interview: interview.call_her(name))

    def allow(self, yes: bool) -> None:
        """Say without a word whether she may speak first, when she asks."""
        self._do(lambda interview: interview.allow(yes))

    def take_back(self, question: str) -> None:
        """Undo what this answer became, once the interview is over: its rule, or the fact. May take a second."""
        with self._lock:
            if (ended := self._ended) is None:
                return
            why = take_back(self._needs.memory, ended.answers, question)
            self._keep(ended, ended=True)
        for sentence in why:
            self._needs.engine.emit(Notice(t=self._needs.engine.clock(), message=sentence))

    def look(self) -> None:
        """See whether she can be met: called when a part is ready, a download ends or a turn is over. Never waits."""
        with self._lock:
            interview = self._interview
            if interview is None or interview.place.phase != "waking" or self._turn_taking.under_way:
                return
            loading, fetching = self._needs.loading(), self._needs.engine.fetching
            if fetching and not loading and not interview.place.on_its_way:
                self._do(Interview.tell_on_its_way, interrupts=False)
            elif self._lacks and not fetching:
                self._lacks = False
                self._do(Interview.tell_no_network, interrupts=False)
            elif not loading and not fetching:
                self._meet()

    def on_event(self, event: Event) -> None:
        """Let the interview wait when something graver was said, and tell of a download that failed."""
        if (interview := self._interview) is None:
            return
        if isinstance(event, CareTaken):
            with self._lock:
                interview.interrupted_by_care()
                self._keep(interview)
        self._lacks |= isinstance(event, Progress) and event.status == "failed"

    def is_whole(self, text: str) -> bool:
        """Whether these words are surely a whole answer."""
        with self._lock:
            return self._interview is not None and self._interview.is_whole(text)

    def turn_over(self) -> None:
        """Nobody speaks any more: time for an answer begins, or she can be met."""
        self.sounds.asked()
        self._free_voices()
        self._patience.end()
        if self._interview is not None and self._needs.via() == "voice":
            self._patience.begin()
        self.look()

    def _free_voices(self) -> None:
        """Free the samples once a voice is chosen, and the voice that asks once she speaks herself, or it is over."""
        step = self._interview.place.step if self._interview is not None else ""
        if self._asked_aloud and step != "voice":
            self._asked_aloud = bool(step) and step not in HERS
            self._needs.free_voices(NEUTRAL if self._asked_aloud else "")

    def close(self) -> None:
        """Nothing more is said unasked."""
        self._patience.end()

    def _be_patient(self) -> None:
        with self._lock:
            if self._needs.quiet() and not self._turn_taking.under_way:
                self._do(Interview.patience, interrupts=False)

    def _hesitation(self, message: Message) -> float:
        wanted = self._needs.engine.environment.settings.reading_mood and message.via == "voice"
        return self.sounds.hesitation(message.text) if wanted else 0.0

    def _meet(self) -> None:
        self._do(Interview.meet, interrupts=False)

    def _take(self, message: Message) -> Reaction | None:
        """What the interview says to a line that is kept now; None when it was no answer."""
        with self._lock:
            interview = self._interview
            if interview is None:
                return None
            self._patience.end()
            self._heard, interview.around = message.text, self._needs.surroundings()
            reaction = interview.hear(Answered(message.text, message.id, self._hesitation(message)))
            if reaction.passes:
                return None
            if name := own_name(message.text, message.at):
                interview.answers["your_name"] = KeptAnswer("told", name, message.id)
            self._settle(interview)
            return replace(reaction, after=self._made())

    def _do(self, step: Callable[[Interview], Reaction], interrupts: bool = True) -> int:
        """Take a step that no line has asked for; the turn in which she says what follows, 0 for none."""
        with self._lock:
            interview = self._interview
            if interview is None:
                return 0
            if interrupts:
                self._turn_taking.interrupt()
            interview.around = self._needs.surroundings()
            reaction = step(interview)
            turn = self._say(reaction)
            for event in reaction.events:
                self._needs.engine.emit(replace(event, turn=turn, t=self._needs.engine.clock()))
            self._settle(interview)
            for made in self._made():
                self._needs.engine.emit(made)
            return turn

    def _say(self, reaction: Reaction) -> int:
        if not reaction.says:
            return 0
        reply = self._turn_taking.begin_unasked(self._needs.via(), first=False)
        if reply is None:
            return 0
        self._answering.say_unasked(reply, *reaction.says)
        return reply.turn.number

    def _settle(self, interview: Interview) -> None:
        """Keep the step, apply what is certain, and end the interview when it is over."""
        over = interview.place.phase == "done"
        pace = self._turn_taking.dependencies.pace
        (pace.begin if interview.place.phase == "waking" else pace.end)("being initiated")
        self._keep(interview, over)
        if not over:
            self._change(self._early(interview))
        if over:
            self._end(interview)
        elif interview.paused:
            self._leave(None)

    def _early(self, interview: Interview) -> dict[str, Any]:
        """The settings for which something must be loaded, so that it is by the end: the voice; the mind, once she has her name."""
        settings = settings_of(interview.answers)
        wanted = ("voice", "her_name", "your_name", "temperament") if interview.place.step == HERS[-1] else ("voice",)
        return {name: value for name, value in settings.items() if name in wanted}

    def _keep(self, interview: Interview, ended: bool = False) -> None:
        self._needs.memory.interviews.keep(interview.place.as_json(), interview.answers, ended)

    def _end(self, interview: Interview) -> None:
        """Make her of the answers."""
        remember(self._needs.memory, interview.answers, self._needs.engine.environment.settings.remembering)
        self._change(settings_of(interview.answers))
        self._leave(interview)

    def _leave(self, ended: Interview | None) -> None:
        """Let what is said from now on be an ordinary talk."""
        self._interview, self._ended = None, ended
        self._patience.end()
        self._needs.wait_at_least(0)
        self.sounds.end()
        talk = self._needs.memory.begin_conversation()
        self._turn_taking.go_on_in(talk)
        self._answering.prefill_conversation(talk)  # while she says the last words of the interview

    def _made(self) -> tuple[CharacterMade, ...]:
        """What the answers became, once the interview is over."""
        engine, ended = self._needs.engine, self._ended
        return () if ended is None else (made(ended.answers, engine.environment.settings, engine.clock()),)

    def _change(self, wanted: Mapping[str, Any]) -> None:
        now = self._needs.engine.environment.settings
        changed = {name: value for name, value in wanted.items() if getattr(now, name) != value}
        if now.voice == "none" and "voice" in changed:  # in this run she writes
            keep_settings(self._needs.engine.environment.settings_file, {"voice": changed.pop("voice")})
        if changed:
            self._needs.engine.change(**changed)
