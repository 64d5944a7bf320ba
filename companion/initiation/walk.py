"""Walks through the interview: asks what is open, goes on, back and over, skips, waits, and lets her be met."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from companion.initiation.asking import Asking, Surroundings
from companion.initiation.place import Place
from companion.initiation.questions import HERS, STEPS, VoicedSentence, number, words
from companion.initiation.reaction import Reaction, neutral
from companion.interview_events import Question
from companion.memory.interviews import KeptAnswer


@dataclass
class Walk:
    """Where the interview is, and the ways from there that need no answer."""

    around: Surroundings
    place: Place = field(default_factory=Place)
    answers: dict[str, KeptAnswer] = field(default_factory=dict)
    paused: bool = False
    """Whether the user wants to go on another time."""
    asked: str = ""
    """What was asked last, as said."""

    @property
    def asking(self) -> Asking:
        """What is asked at this place, in words."""
        return Asking(self.around, self.place, self.answers)

    def begin(self, resumed: bool = False) -> Reaction:
        """Ask the first question, or the open one again after the program had ended."""
        if self.place.phase in ("waiting", "agreeing"):
            self.place = replace(self.place, phase="waking" if self.place.was_waking else self.place.asking, follow="")
        if self.place.phase == "waking":
            return Reaction(neutral("waking"))
        return self._ask(*self._said("resumed" if resumed else "opening"))

    def interrupted_by_care(self) -> None:
        """Something graver was said: the questions wait."""
        waking = self.place.phase == "waking"
        if waking or self.place.phase in ("asking", "agreeing", "meeting"):
            self.place = replace(self.place, phase="waiting", follow="", was_waking=waking)

    def skip(self) -> Reaction:
        """Leave the open question out; what it would have told stays as it is. While she is being loaded: don't wait."""
        if self.place.phase == "waiting":
            return self.go_on()
        if self.place.phase == "waking":
            return self.meet()
        if self.place.phase == "agreeing" or self.place.follow:
            return self._next()
        return self._settle(self.place.step, KeptAnswer("skipped"), *self._said("skipped"))

    def back(self) -> Reaction:
        """Ask the question before this one; its answer is taken back."""
        earlier = STEPS[: STEPS.index(self.place.step)]
        same = self.place.phase in ("agreeing", "waking") or self.place.follow
        before = self.place.step if same else next(reversed(earlier), "")
        if not before or (self.place.phase == "meeting" and before not in HERS):
            return self._ask(*self._said("first"))
        for step in STEPS[STEPS.index(before) :]:
            self.answers.pop(step, None)
        self._go_to(before)
        return self._ask(*self._said("back"))

    def over(self) -> Reaction:
        """Begin again from the first question."""
        self.answers.clear()
        self.place = Place(noticed=self.place.noticed)
        return self._ask(*neutral("over"))

    def leave(self) -> Reaction:
        """End it here; what was answered counts."""
        self.place = replace(self.place, phase="done", follow="")
        return Reaction(self._said("left"))

    def later(self) -> Reaction:
        """Stop for now; it goes on from here another time."""
        said = self._said("later")
        self.paused = True
        return Reaction(said)

    def meet(self) -> Reaction:
        """She is there: she says so, and proposes a name."""
        self.place = replace(self.place, phase="meeting", step="name")
        return self._ask(VoicedSentence(words()["name"]["hello"], "", after_breath=True))

    def repeat(self) -> Reaction:
        """Ask the open question once more."""
        if self.place.phase == "agreeing":
            return Reaction(neutral("hesitation"))
        return self._ask() if self.place.phase in ("asking", "meeting") else Reaction()

    def go_on(self) -> Reaction:
        """Ask the open question again after something graver was said."""
        if self.place.phase != "waiting":
            return Reaction()
        if self.place.was_waking:
            self.place = replace(self.place, phase="waking", was_waking=False)
            return Reaction(neutral("waking"))
        return self._ask()

    def tell_no_network(self) -> Reaction:
        """Say that something can't be downloaded now, and that it goes on without."""
        return Reaction(neutral("no_network"))

    def tell_on_its_way(self) -> Reaction:
        """Say once that something is still being downloaded."""
        self.place = replace(self.place, on_its_way=True)
        return Reaction(neutral("on_its_way"))

    def patience(self) -> Reaction:
        """Say once, when nothing is said for long, that there is time."""
        if self.place.patient or self.place.typing or self.place.phase not in ("asking", "agreeing", "meeting"):
            return Reaction()
        self.place = replace(self.place, patient=True)
        return Reaction(self._said("patience"))

    def _settle(self, step: str, answer: KeptAnswer, *said: VoicedSentence) -> Reaction:
        self.answers[step] = answer
        if step == "name" and answer.value == "skipped":
            self.answers[step] = replace(answer, name=self.place.offered[-1])
            said = (VoicedSentence(words()["name"]["kept"].format(name=self.place.offered[-1]), ""),)
        if step == "speaks_first":
            return self._finish("no")
        return self._next(*said)

    def _finish(self, value: str, message: int | None = None) -> Reaction:
        """Take the last answer."""
        hers = words()["speaks_first"]
        self.answers["speaks_first"] = KeptAnswer(value, message=message)
        self.place = replace(self.place, phase="done")
        return Reaction(
            (VoicedSentence(hers[value], ""), VoicedSentence(hers["close" if self.around.mind else "no_mind"], ""))
        )

    def _next(self, *said: VoicedSentence) -> Reaction:
        """Go on to the next question, or, after the last of the neutral voice's, wake her."""
        step = STEPS[STEPS.index(self.place.step) + 1]
        if step == "name":
            self.place = replace(self.place, phase="waking", follow="", again=False)
            thanked = said[:1] if len(said) == 1 and said[0].text in words()["thanks"]["any"] else ()
            return Reaction((*(one for one in said if one not in thanked), *neutral("waking")))
        self._go_to(step)
        return self._ask(*said)

    def _go_to(self, step: str) -> None:
        self.place = replace(self.place, step=step, again=False, follow="")
        self.place = replace(self.place, phase=self.place.asking)

    def _ask(self, *before: VoicedSentence, other: bool = False) -> Reaction:
        """Ask what is open at this place; `other`: she proposes another name."""
        if self.place.phase == "waiting":
            self._go_to(self.place.step)
        if self.place.step == "name" and (other or not self.place.offered):
            self.place = replace(self.place, offered=(*self.place.offered, self.asking.propose()), again=other)
        asked = self.asking.question(first=not self.place.again or other)
        text = asked[0].text if self.place.step == "voice" else " ".join(one.text for one in asked)
        self.asked = text
        return Reaction((*before, *asked), (Question(number=number(self.place.step), text=text),))

    def _said(self, key: str) -> tuple[VoicedSentence, ...]:
        """A sentence of the file, said by whoever asks now."""
        return (VoicedSentence(words()[key], self._voice),)

    @property
    def _voice(self) -> str:
        return "" if self.place.step in HERS else "neutral"
