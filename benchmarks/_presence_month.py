"""Lives a month with her as a made user would: plans and how they went, quiet days, a loss, wishes not to be asked."""

from __future__ import annotations

import os
import queue
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from benchmarks._presence_judge import Month, Spoken
from benchmarks._told_rules import WaywardMind
from companion.care import Care
from companion.deeds.deeds import Deeds
from companion.deeds.local_time import with_zone
from companion.dialogue.answering import Answering
from companion.dialogue.answering_dependencies import AnsweringDependencies
from companion.dialogue.opening import Opening
from companion.dialogue.responders.unasked import UnaskedResponder
from companion.dialogue.speaking_first import SpeakingFirst
from companion.dialogue.turn_taking import NoPace, TurnTaking, TurnTakingDependencies
from companion.dialogue.unasked_needs import UnaskedNeeds
from companion.environment import Environment
from companion.events import Event, Recalled, TurnDone
from companion.memory import Memory, open_environment_memory
from companion.remembering import extract_facts
from companion.remembering.background_jobs import extract_from_message
from companion.replying.generator import Generator
from companion.replying.persona import Persona
from companion.replying.prompt import PromptBuilder
from companion.settings import Settings
from companion.speaking.playback import Playback
from companion.speaking.playback_listeners import PlaybackListeners
from companion.speaking.synthesis import Synthesis
from companion.status import Status
from models.language import EndOfLine, GenerateRequest, TextChunk, Usage

BEGINS = datetime(2026, 3, 2, 8)
OF_HER_MIND = "Right, and that makes"
"""How every reply of the made mind begins."""
_SILENT_FROM = 28
_SPECIAL = {
    2: "My sister Nora's birthday is on 24 March.",
    5: "Never bring up Jonas.",
    12: "My grandmother died last night.",
}
"""What is said on some mornings, by the number of the day."""
_STEP = timedelta(minutes=10)
_PATIENCE_S = 60
_CHAT = (
    "It was windy today.",
    "I made soup.",
    "The neighbours are drilling again.",
    "I read a bit.",
    "The bus was late.",
    "I bought tulips.",
    "There was a heron on the canal.",
    "The soup was too salty.",
    "I tidied a drawer.",
    "The radio played Satie.",
)
_NEVER_ASKED = ("ben", "lake", "ruth", "paul")


class Wall:
    """The clock of the month."""

    def __init__(self) -> None:
        self.now = BEGINS

    def __call__(self) -> datetime:
        return self.now


class Sitting:
    """From one opening of hers to the next closing: the real stages on one memory file, with a made mind and no voice."""

    def __init__(self, memory: Memory, wall: Wall, settings: Settings, seed: int, mind: WaywardMind) -> None:
        self.memory, self.wall, self.settings = memory, wall, settings
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._needs = UnaskedNeeds(lambda: self.settings, wall, random.Random(seed), self.change)
        self.playback = Playback(None, self._listeners())
        self.synthesis = Synthesis(self.playback.queue_clip, lambda _sentence: None)
        needs = AnsweringDependencies(
            *(memory, self.synthesis, self.events.put, lambda: 0.0, wall, lambda _sentence: None),
            Deeds(memory, with_zone(wall)),
            unasked=UnaskedResponder(memory, self._needs),
        )
        self.answering = Answering(needs, Care(settings), random.Random(seed))
        status = Status(lambda _state, _detail: None)
        self.turn_taking = TurnTaking(
            TurnTakingDependencies(
                memory, self.answering, self.playback, status, self.events.put, lambda: 0.0, NoPace()
            )
        )
        self.opening = Opening(memory, self.turn_taking, self.answering, self._needs)
        self.first = SpeakingFirst(self.opening, lambda: not self.turn_taking.under_way, lambda: "typed")
        for stage in (self.playback, self.synthesis, self.answering):
            stage.open()
        prompt = PromptBuilder(Persona(settings.her_name, settings.your_name), "transcript", mind.context, mind.count)
        self.answering.use_generator(Generator(mind, prompt), self.turn_taking.conversation)

    def change(self, **settings: Any) -> None:
        """Apply settings."""
        self.settings = replace(self.settings, **settings)

    def greeted(self) -> tuple[str, str] | None:
        """What she says first, and the line it rests on."""
        self.opening.look()
        if not self.opening.begin("typed"):
            return None
        self.opening.say()
        return self._reply()

    def by_herself(self) -> tuple[str, str] | None:
        """What she says of herself now, and the line it rests on."""
        before = self.turn_taking.under_way
        self.first.consider()
        return self._reply() if not before and self.turn_taking.under_way else None

    def say(self, line: str) -> str:
        """Say a line; her reply, empty where it would be her mind's."""
        number = self.turn_taking.commit_typed(line)
        reply = self._reply(number)[0]
        for message in self.memory.facts.due(20):
            extract_from_message(self.memory, message, extract_facts)
        return reply

    def close(self) -> None:
        """End the threads."""
        self.turn_taking.interrupt()
        for stage in (self.answering, self.synthesis, self.playback):
            stage.close()

    def _reply(self, number: int | None = None) -> tuple[str, str]:
        source = ""
        while True:
            event = self.events.get(timeout=_PATIENCE_S)
            if isinstance(event, Recalled):
                source = event.memories[0].text
            if isinstance(event, TurnDone) and number in (None, event.turn):
                while self.turn_taking.under_way:
                    pass
                return event.reply, source

    def _listeners(self) -> PlaybackListeners:
        return PlaybackListeners(
            emit=self.events.put,
            clock=lambda: 0.0,
            audible=lambda _on: None,
            resting=lambda _on: None,
            level=lambda _level: None,
            turn_over=lambda reply: self.turn_taking.turn_over(reply),
            notify=lambda _sentence: None,
        )


class _QuietMind(WaywardMind):
    """Says nothing of weight, so that all that matters is written."""

    asked = 0
    """How many replies were left to it."""

    def generate(
        self, request: GenerateRequest, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | TextChunk | Usage]:
        """One small sentence, another each time."""
        self._number += 1
        self.asked += 1
        yield TextChunk(f"{OF_HER_MIND} {self._number}.")
        yield Usage(100, 10, 10, 0.01, 0.01, "stop")


class _Life:
    """The made user, day by day."""

    def __init__(self, home: Environment) -> None:
        lines = tomllib.loads(resources.files("benchmarks").joinpath("presence_lines.toml").read_text(encoding="utf-8"))
        self.wall, self.month, self._dice = Wall(), Month(), random.Random(7)
        self.memory = open_environment_memory(replace(home, now=self.wall), os.environ, extract=extract_facts)
        self.settings, self._mind = home.settings, _QuietMind()
        self._plans = [tuple(one) for one in lines["plans"]]
        self._plans += [
            (plan.format(name), name.lower(), "") for name in lines["names"] for plan in lines["more_plans"]
        ]
        self._to_tell: list[tuple[datetime, str, str]] = []
        self._sittings = 0
        for word in _NEVER_ASKED:
            self.month.forbidden_words.append((BEGINS, word))
        self._forbid(BEGINS, BEGINS + timedelta(days=8), "it was not allowed yet")

    def day(self, number: int) -> None:
        """One day: a morning, a day with her open on every other, an evening."""
        if number in (17, 18, 19):
            return  # away
        today = BEGINS.replace(hour=0) + timedelta(days=number)
        self.settings = replace(self.settings, speaks_first=number >= 8)
        if number >= 20:
            self.settings = replace(self.settings, quiet=True, quiet_from="12:00", quiet_to="15:00")
            self._forbid(today.replace(hour=12), today.replace(hour=15), "these are quiet hours")
        if number >= _SILENT_FROM:
            self.settings = replace(self.settings, speaks_first=False)
        self._sit(today.replace(hour=8), lambda one: self._morning(one, number))
        if number == 6:
            self._sit(self.wall.now + timedelta(minutes=5), lambda one: None)
        if number % 2 == 0:
            self._sit(today.replace(hour=11), lambda one: self._through_the_day(one, number))
        self._sit(today.replace(hour=22 if number % 2 == 0 else 20), self._evening)

    def _morning(self, one: Sitting, number: int) -> None:
        self._say(one, _SPECIAL.get(number, self._dice.choice(_CHAT)))
        if number == 5:
            self.month.forbidden_words.append((self.wall.now, "jonas"))
        if number == 12:
            self.month.grave.append((self.wall.now, self.wall.now + timedelta(days=3)))
        for _ in range(3):
            line, word, after = self._plans.pop(0)
            self._say(one, line)
            if after:
                self._to_tell.append((self.wall.now + timedelta(days=1), after, word))

    def _evening(self, one: Sitting) -> None:
        for due, line, word in [told for told in self._to_tell if told[0] <= self.wall.now]:
            self._say(one, line)
            self.month.told.append((self.wall.now, word))
            self._to_tell.remove((due, line, word))
        self._say(one, self._dice.choice(_CHAT))

    def _through_the_day(self, one: Sitting, number: int) -> None:
        ends = self.wall.now.replace(hour=21)
        chats = [14, 17, 20] if number % 3 else [17]
        while self.wall.now < ends:
            if number == 16 and self.wall.now.hour == 13 and 10 <= self.wall.now.minute < 20:
                self._forbid(self.wall.now, self.wall.now + timedelta(minutes=55), "she was asked to stay quietly")
                self._say(one, "Just stay a while.")
            if chats and self.wall.now.hour >= chats[0]:
                chats.pop(0)
                self._say(one, self._dice.choice(_CHAT))
            self.wall.now += _STEP
            if (said := one.by_herself()) is not None:
                self.month.said.append(Spoken(self.wall.now, said[0], True, said[1]))
                self._react(one, number)

    def _react(self, one: Sitting, number: int) -> None:
        self.wall.now += timedelta(minutes=1)
        now, chance = self.wall.now, self._dice.random()
        if number >= 26:
            self._say(one, "Only speak when I do.")
            self._forbid(now, now + timedelta(days=60), "she was told to speak only when spoken to")
        elif chance < 0.2:
            self._say(one, "Not now.")
            self._forbid(now, (now + timedelta(days=1)).replace(hour=5), "it was “not now”")
        elif chance < 0.4:
            self._say(one, "Don't ask me about that.")
        elif chance < 0.8:
            self._say(one, "Yes, all fine.")

    def _sit(self, at: datetime, act: Callable[[Sitting], None]) -> None:
        self.wall.now = max(at + timedelta(minutes=self._dice.randrange(5)), self.wall.now + timedelta(minutes=1))
        self._sittings += 1
        self.month.opened += 1
        one = Sitting(self.memory, self.wall, self.settings, self._sittings, self._mind)
        try:
            if (first := one.greeted()) is not None:
                self.month.said.append(Spoken(self.wall.now, first[0], False, first[1]))
            self.wall.now += timedelta(minutes=1)
            act(one)
            self.settings = one.settings
        finally:
            one.close()

    def _say(self, one: Sitting, line: str) -> None:
        self.month.lines.append((self.wall.now, line))
        one.say(line)
        self.wall.now += timedelta(minutes=1)

    def _forbid(self, begins: datetime, ends: datetime, why: str) -> None:
        self.month.forbidden_times.append((begins, ends, why))


def a_month(home: Environment, days: int) -> Month:
    """What she said unasked in so many days, and what the user did."""
    life = _Life(home)
    try:
        for number in range(days):
            life.day(number)
    finally:
        life.memory.close()
    return life.month


def answers(home: Environment, lines: Sequence[str]) -> list[str]:
    """Her written answer to each line, said alone; empty where it is left to her mind."""
    wall, found = Wall(), []
    memory = open_environment_memory(replace(home, now=wall), os.environ, extract=extract_facts)
    mind = _QuietMind()
    one = Sitting(memory, wall, home.settings, 1, mind)
    try:
        for line in lines:
            wall.now += timedelta(hours=5)
            one.turn_taking.begin_conversation()
            before = mind.asked
            reply = one.say(line)
            found.append("" if mind.asked > before else reply)
    finally:
        one.close()
        memory.close()
    return found
