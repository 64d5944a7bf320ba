"""Lets her speak first when she is opened: of a danger of an earlier talk, else a greeting, unless something has fallen due."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise

from companion.care.coming_back import LATEST
from companion.care.replies import recognised
from companion.courtesy import Wording, is_grave
from companion.deeds.local_time import local_zone, with_zone
from companion.deeds.quiet_hours import in_quiet_hours
from companion.dialogue.answering import Answering
from companion.dialogue.coming_back import ComingBack
from companion.dialogue.turn_taking import TurnTaking
from companion.dialogue.unasked_needs import UnaskedNeeds
from companion.events import Recalled, Source
from companion.gate.manner_budget import MannerBudget
from companion.memory import Memory, Message, Via
from companion.settings import Settings
from companion.text.sentences import split
from companion.told_rules.manners import Manners
from companion.turns.reply import AssistantTurn
from companion.unasked.bringing_up import BroughtUp
from companion.unasked.choosing import WhatToBringUp
from companion.unasked.greeting import GENTLE, SOONEST, away, greeting

_LATELY = 6
"""Lines of the user's in which that may be."""
_REMEMBERED = timedelta(days=400)
"""For so long she does not greet in the same words, while there are others."""
BETWEEN = timedelta(hours=18)
"""Between two things that she brings up with a greeting."""
_NAMED = 0.15
"""How often a greeting that may name the user does."""


class Opening:
    """Used once, when she is opened: `look`, and when a part of her is ready or can't be had, `begin` and `say`."""

    def __init__(self, memory: Memory, turn_taking: TurnTaking, answering: Answering, needs: UnaskedNeeds) -> None:
        self.memory, self.turn_taking, self._answering, self.needs = memory, turn_taking, answering, needs
        self._coming_back = ComingBack(memory, turn_taking, answering, needs.now, lambda: needs.settings().remembering)
        self._last: datetime | None = None
        self.chooser = WhatToBringUp(memory, needs.now, local_zone)
        self._brought: BroughtUp | None = None
        self._chosen: Future[BroughtUp | None] | None = None
        self._due: tuple[AssistantTurn, str] | None = None
        self.turn: int | None = None
        """The number of the turn in which she speaks first, once it has begun."""

    def look(self) -> None:
        """Find out what there is to say first. Raises CompanionError when memory fails."""
        self._coming_back.look()
        newest = self.memory.said_since(datetime.min, limit=1)
        self._last = newest[0].at if newest else None
        if self._last is not None and away(self._last, self.needs.now()) and self.needs.settings().greeting:
            self._choose_ahead()

    def _choose_ahead(self) -> None:
        """Read the lines of weeks while the models load: that may take a second."""
        thread = ThreadPoolExecutor(1, "opening")
        self._chosen = thread.submit(lambda: self.chooser.next() if self._may_bring_up() else None)
        thread.shutdown(wait=False)

    @property
    def waits(self) -> bool:
        """Whether there is a danger that she has not begun to come back to: what has fallen due is told after it."""
        return self._coming_back.waits

    def begin(self, via: Via) -> bool:
        """Begin the turn in which she speaks first, if she does. `via`: whether she speaks or writes."""
        if self._coming_back.waits:
            self.turn = self._coming_back.begin(via)
            return self.turn is not None
        words = self._words()
        reply = self.turn_taking.begin_unasked(via, alone=True) if words else None
        if reply is None:
            return False
        self._due = (reply, words)
        self._note(words)
        self.turn = reply.turn.number
        return True

    def say(self) -> None:
        """Say what `begin` has prepared."""
        due, self._due = self._due, None
        if due is not None:
            if self._brought is not None:
                show_source(self.turn_taking, due[0], self._brought.source)
            self._answering.say_unasked(*due)
        else:
            self._coming_back.say()

    def _words(self) -> str:
        """The greeting; empty where there is none."""
        last, self._last = self._last, None
        settings = self.needs.settings()
        if last is None or self._chosen is None or self.turn_taking.has_begun or self._something_fell_due(settings):
            return ""
        lately = self.memory.said_since(self.needs.now() - _REMEMBERED)
        greeted = _first_words(lately)
        wording = self._wording([part for text in greeted for part in split(text)])
        self._brought = self._chosen.result() if settings.remembering else None
        brought = self._brought.text if self._brought is not None else ""
        return greeting(
            *(last, self.needs.now(), self._temperament(lately), wording, settings.remembering, brought),
            greeted=greeted,
        )

    def _may_bring_up(self) -> bool:
        """Whether she may bring something up: not twice a day, and not after something unasked that had no answer."""
        if not self.needs.settings().remembering:
            return False
        unasked, now = self.memory.unasked, self.needs.now()
        said = [one for one in unasked.all() if one.at > now - _REMEMBERED and one.kind != "hush"]
        lately = any(one.kind != "greeting" and one.at > now - BETWEEN for one in said)
        return not lately and (not said or unasked.heard_from_since(said[-1].at))

    def _note(self, words: str) -> None:
        """Keep what is being said: it is not said a second time."""
        one = self._brought = (
            self._brought if self._brought is not None and words.endswith(self._brought.text) else None
        )
        self.memory.unasked.add("greeting")
        if one is not None:
            self.chooser.note(one)

    def _wording(self, said: Sequence[str]) -> Wording:
        rules = _rules(self.memory)
        name, dice = self.needs.settings().your_name, self.needs.dice
        return Wording(
            *(said, self.needs.now().hour, name),
            lambda sentences: rules.some_of(sentences) == list(sentences),
            dice,
            _NAMED,
        )

    def _temperament(self, lately: Sequence[Message]) -> str:
        """Hers, or a gentle one after grave news and after a danger."""
        recent = [one for one in lately if one.at > self.needs.now() - LATEST]
        grave = any(is_grave(one.text) for one in [one for one in recent if one.speaker == "you"][-_LATELY:])
        danger = any(recognised(one.text) is not None for one in recent if one.speaker == "her")
        return GENTLE if grave or danger else self.needs.settings().temperament

    def _something_fell_due(self, settings: Settings) -> bool:
        """Whether she will tell of something else at once."""
        due_times, now = self.memory.due_times, with_zone(self.needs.now)()
        held = in_quiet_hours(settings, self.needs.now())
        waiting = due_times.fallen_due(now)  # read before what has rung: it may ring in between
        return any(one.kind != "reminder" or not held for one in (*waiting, *due_times.untold()))


def _first_words(messages: Sequence[Message]) -> list[str]:
    """What she said after a pause: all her greetings are among that."""
    pairs = pairwise(messages)
    return [later.text for before, later in pairs if later.speaker == "her" and later.at - before.at >= SOONEST]


def show_source(turn_taking: TurnTaking, reply: AssistantTurn, source: Message) -> None:
    """Tell which line of the user's she speaks of, and keep it with what she says."""
    reply.set_sources([source.id])
    memories = (Source(source.id, source.at.isoformat(), source.text),)
    dependencies = turn_taking.dependencies
    dependencies.emit(Recalled(turn=reply.turn.number, t=dependencies.clock(), memories=memories))


def keeps_rules(memory: Memory, words: str) -> bool:
    """Whether the rules in force let her say this."""
    return _rules(memory).some_of(split(words)) == split(words)


def _rules(memory: Memory) -> MannerBudget:
    return MannerBudget(Manners(memory.rules.in_force(), memory.recall.names.you), (), "")
