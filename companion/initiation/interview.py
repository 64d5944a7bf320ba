"""Conducts the interview: takes a line, says what comes next, knows what was answered; no threads, no devices, no file."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from companion.initiation.naming import read_name
from companion.initiation.person import how_it_goes
from companion.initiation.questions import VoicedSentence, words
from companion.initiation.reaction import (
    AT_LAST,
    MAY_BE_HESITANT,
    POLES,
    Answered,
    Reaction,
    follow_up,
    meaning,
    neutral,
    thanks,
)
from companion.initiation.understanding import Command, choose, read_command, tags, yes_or_no
from companion.initiation.walk import Walk
from companion.interview_events import Agreed, Noticed
from companion.memory.interviews import KeptAnswer
from companion.prosody.hesitation import SURE

MOST_NOTICED = 2
_FEW = 4
"""Words."""


class Interview(Walk):
    """One interview: where it is, and what was answered. `place` and `answers` are kept after every call."""

    def hear(self, line: Answered) -> Reaction:
        """Take a line as the answer to what was asked, or as a command."""
        if self.place.phase == "waiting":
            return self.go_on() if read_command(line.text) in ("go_on", "skip") else Reaction(passes=True)
        command = read_command(line.text)
        if command is not None and (said := self._obey(command)) is not None:
            return said
        if self.place.phase == "waking":
            return self.meet() if command == "go_on" else Reaction(neutral("waking"))
        if self.place.phase == "agreeing":
            return self._agree(line)
        if self.place.follow:
            return self._followed(line)
        return self._understand(line)

    def is_whole(self, text: str) -> bool:
        """Whether these words are surely a whole answer: a command, yes or no, or one of two things in a few words."""
        if read_command(text) not in (None, "patience"):
            return True
        few = len(text.split()) <= _FEW
        if self.place.phase == "agreeing" or self.place.step == "speaks_first":
            return few and yes_or_no(text) is not None
        chosen = choose(self.place.step, POLES[self.place.step], text) if self.place.step in POLES else "unclear"
        return few and chosen in ("both", "neither", *POLES.get(self.place.step, ()))

    def call_her(self, name: str) -> Reaction:
        """Give her this name, when she asks for it."""
        name = " ".join(name.split())
        if self.place.step != "name" or self.place.phase != "meeting" or not name:
            return Reaction()
        kind = "accepted" if name == self.place.offered[-1] else "given"
        said = words()["name"]["kept" if kind == "accepted" else "taken"].format(name=name)
        return self._settle("name", KeptAnswer(kind, name), VoicedSentence(said, ""))

    def allow(self, yes: bool) -> Reaction:
        """Say whether she may speak first, when she asks."""
        if self.place.step != "speaks_first" or self.place.phase != "meeting":
            return Reaction()
        return self._finish("yes" if yes else "no")

    def choose_voice(self, which: str) -> Reaction:
        """Take the lower or the higher voice without a word."""
        if self.place.step != "voice" or self.place.phase != "asking":
            return Reaction()
        return self._settle("voice", KeptAnswer(which), *neutral(which, "thanks"))

    def _obey(self, command: Command) -> Reaction | None:
        match command:
            case "skip":
                return self.skip()
            case "back":
                return self.back()
            case "over":
                return self.over() if self.place.phase != "waking" else None
            case "leave":
                return self.leave()
            case "type":
                self.place = replace(self.place, typing=True)
                return Reaction(self._said("typing"))
            case "later":
                return self.later() if self.place.step != "speaks_first" else None
            case "repeat":
                return self.repeat()
            case "why" | "who":
                return self._explain(command) if self.place.phase == "asking" else None
            case "patience":
                return Reaction(self._said("patience"))
            case "go_on":
                return None

    def _explain(self, what: Literal["why", "who"]) -> Reaction:
        """Say why something is asked, or who asks, and ask again."""
        again = self._ask()
        return replace(again, says=(*neutral(what), *again.says[:1]))

    def _agree(self, line: Answered) -> Reaction:
        yes = yes_or_no(line.text)
        step = self.place.step
        self.answers[f"{step} hesitant"] = KeptAnswer("yes" if yes else "no", message=line.message)
        if yes and (given := self.answers.get(step)) and given.value in POLES.get(step, ()):
            self.answers[step] = replace(given, value="both")
        said = neutral("undecided" if yes is None else "agreed" if yes else "disagreed")
        after = self._next(*said)
        return replace(after, events=(Agreed(yes=bool(yes)), *after.events))

    def _followed(self, line: Answered) -> Reaction:
        step, asked = self.place.step, self.place.follow
        if asked == "how":
            given = self.answers[step]
            self.answers[step] = replace(given, value=how_it_goes(line.text) or "told")
            self.answers["person how"] = KeptAnswer(self.answers[step].value, message=line.message)
        else:
            self.answers[f"{step} more"] = KeptAnswer("told", message=line.message)
        return self._after(line, step)

    def _understand(self, line: Answered) -> Reaction:
        step = self.place.step
        if step == "name":
            return self._named(line)
        if step == "speaks_first":
            return self._allowed(line)
        if step == "voice":
            return self._voiced(line)
        value, name = meaning(step, line.text)
        may_ask = line.hesitation >= SURE and self.place.noticed < MOST_NOTICED
        if value == "unclear" and may_ask and step in MAY_BE_HESITANT:  # and not the same question once more
            self.answers[step] = KeptAnswer(AT_LAST[step], message=line.message)
            return self._after(line, step)
        if value == "unclear" and not self.place.again:
            self.place = replace(self.place, again=True)
            return self._ask()
        if value == "unclear":
            self.answers[step] = KeptAnswer(AT_LAST[step], message=line.message)
            return self._next(*thanks(step, AT_LAST[step]))
        self.answers[step] = KeptAnswer(value, name, line.message)
        return self._after(line, step)

    def _after(self, line: Answered, step: str) -> Reaction:
        """After an answer: ask about the hesitation in it, or what follows from it, or go on."""
        if line.hesitation >= SURE and self.place.noticed < MOST_NOTICED and step in MAY_BE_HESITANT:
            self.place = replace(self.place, phase="agreeing", noticed=self.place.noticed + 1, follow="")
            noticed = Noticed(what="hesitation", confidence=round(line.hesitation, 2))
            self.asked = words()["hesitation"]
            return Reaction(neutral("hesitation"), (noticed,))
        if not self.place.follow and (follow := follow_up(step, self.answers[step].value, self.place.followed)):
            self.place = replace(self.place, follow=follow, followed=self.place.followed or follow != "how")
            return self._ask()
        return self._next(*thanks(step, self.answers[step].value))

    def _voiced(self, line: Answered) -> Reaction:
        if "again" in tags("voice", line.text) and self.around.samples:
            return self._ask()
        value = choose("voice", POLES["voice"], line.text)
        if value in ("unclear", "both") and not self.place.again:
            self.place = replace(self.place, again=True)
            return self._ask()
        chosen = value if value in POLES["voice"] else "unchosen"
        return self._settle("voice", KeptAnswer(chosen, message=line.message), *neutral(chosen, "thanks"))

    def _named(self, line: Answered) -> Reaction:
        proposed = self.place.offered[-1]
        answer = read_name(line.text, proposed)
        if answer.kind == "another" or (answer.kind == "unclear" and not self.place.again):
            self.place = replace(self.place, again=True)
            return self._ask(other=answer.kind == "another")
        name = answer.name or proposed
        said = words()["name"]["taken" if answer.name else "kept"].format(name=name)
        return self._settle(
            "name", KeptAnswer("given" if answer.name else "accepted", name, line.message), VoicedSentence(said, "")
        )

    def _allowed(self, line: Answered) -> Reaction:
        yes = yes_or_no(line.text)
        if yes is None and not self.place.again:
            self.place = replace(self.place, again=True)
            return self._ask()
        return self._finish("yes" if yes else "no", line.message)
