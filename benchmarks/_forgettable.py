"""Makes a memory of some hundred lines, facts, summaries and backups in which every word to look for is unique."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from companion.memory import Memory
from companion.memory.calendar import CalendarEvent
from companion.memory.day_summaries import DaySummary
from companion.memory.fact import FactCandidate
from companion.memory.pieces import NewPiece
from models.embedding import Embedder

START = datetime(2026, 3, 2, 18, 0)
KEEPING = (2, 4, 12)
"""The lines of each evening that ask for something to be done and kept."""
EDITED = 2
"""The conversation that is backed up before one of its lines is edited; it is not among those deleted by age."""
_COMMON = (
    "I", "think", "that", "it", "was", "a", "good", "day", "and", "then", "we", "went", "home", "to", "eat", "something", "warm",
)  # fmt: skip
_SMILE = "😀👩‍👩‍👧‍👦🇵🇹"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        """Returns the time in the story."""
        return self.time


@dataclass
class ForgettableLine:
    """One line, with the words and facts that come from this line alone."""

    id: int
    conversation: int
    at: datetime
    words: list[str]
    """Words that stand nowhere else."""
    facts: dict[int, str] = field(default_factory=dict)
    """The facts extracted from it, each with a word that stands only in the fact's sentence."""
    person: str = ""
    done: list[str] = field(default_factory=list)
    """Words of what it asked for that is over, and of its receipts: they go with the line."""
    kept: list[str] = field(default_factory=list)
    """Words of what it asked to be kept, and is: they go when that is asked for."""


class ForgettableLife:
    """Fills a memory and keeps a record of what was put in."""

    def __init__(self, memory: Memory, clock: Clock, dice: random.Random, embedder: Embedder | None) -> None:
        self.memory, self.clock = memory, clock
        self.said: dict[int, ForgettableLine] = {}
        self.by_hand: dict[int, str] = {}
        self.days: dict[int, str] = {}
        self._dice, self._embedder = dice, embedder
        self._used: set[str] = set()

    def fill(self, conversations: int, lines: int) -> None:
        """Adds so many conversations of so many lines, with backups, vectors and day summaries on the way."""
        for number in range(conversations):
            self._evening(lines, f"{self.word().capitalize()}" if number % 3 == 0 else "")
            if number % 6 == 5:
                self.memory.backups.make()
            self.clock.time += timedelta(days=1)
        for _ in range(6):
            hand = self.word()
            self.by_hand[self.memory.facts.add(f"The {hand} is by hand.").id] = hand
        self._work()
        self.memory.backups.make()

    def word(self) -> str:
        """Returns ten letters whose first six stand nowhere else."""
        while (word := "".join(self._dice.choice(letters) for letters in ("bdfgklmnprstvz", "aeiou") * 5))[
            :6
        ] in self._used:
            continue
        self._used.add(word[:6])
        return word

    def _evening(self, lines: int, person: str) -> None:
        memory, conversation = self.memory, self.memory.begin_conversation()
        before = 0
        for number in range(lines):
            said = self._line(conversation, number, person if number in (0, 4) else "")
            if number % 2 and before:
                with memory.database.writing() as writer:
                    writer.execute("insert into drawn_on(reply, message) values (?, ?)", (said.id, before))
            before = said.id
            self.clock.time += timedelta(minutes=1)
        self._work()
        told = memory.messages(conversation)
        self.days[conversation] = self.word()
        people = (person,) if person else ()
        memory.summaries.save(
            DaySummary(conversation, told[0].at, "Evening", f"Of {self.days[conversation]}.", people, "", told[-1].id),
            told,
        )

    def _line(self, conversation: int, number: int, person: str) -> ForgettableLine:
        words = [self.word(), self.word()]
        size = 4000 if number == 6 else self._dice.randint(4, 30)
        common = " ".join(self._dice.choice(_COMMON) for _ in range(size))
        whose = f"My friend {person} has" if person else "I have"
        text = f"{common}. {whose} a {words[0]}{_SMILE if number == 8 else ''} {words[1]}."
        speaker = "her" if number % 2 else "you"
        said = self.memory.add(conversation, "her" if number % 2 else "you", text, "typed")
        if number == 3:
            self.memory.finish_reply(said.id, text[: text.index(words[1])])
            words.pop()
        if number == 10:
            words.append(self.word())
            if conversation == EDITED:
                copy = self.memory.backups.make()
                copy.rename(copy.with_name("memory-before-the-edit.db"))
            self.memory.edit(said.id, text.replace(words[0], words[2]))
            words = words if conversation == EDITED else words[1:]
        line = self.said[said.id] = ForgettableLine(said.id, conversation, said.at, words, person=person)
        if speaker == "you" and number in KEEPING:
            self._keep(line)
        if speaker == "you":
            self._draw(line, f"{whose} a {words[-1] if number == 10 else words[0]}", person)
        return line

    def _keep(self, said: ForgettableLine) -> None:
        """Do what a line asks for: one thing of each kind, some of it over."""
        memory, message = self.memory, said.id
        said.done = [self.word() for _ in range(4)]
        said.kept = [self.word() for _ in range(6)]
        due = self.clock().replace(tzinfo=UTC) + timedelta(days=900)
        over = memory.due_times.add("alarm", said.done[0], due, message=message)
        memory.due_times.change(over.id, "stopped")
        memory.receipts.add("alarm", f"{said.done[1]} off", None, {"were": [{"id": over.id}]})
        removed = memory.notes.add(said.done[2], message)
        memory.notes.remove(removed.id)
        row = [removed.id, removed.text, removed.made.isoformat(), message]
        memory.receipts.add("note", "a note removed", None, {"removed": [row]})
        memory.receipts.add("reminder", said.done[3], None, None, message)
        memory.due_times.add("reminder", said.kept[0], due, message=message)
        memory.calendar.add(CalendarEvent(said.kept[1], due.replace(tzinfo=None), message=message))
        memory.lists.add(memory.lists.make("shopping").id, [said.kept[2]], message)
        memory.notes.add(f"The {said.kept[3]} is noted.", message)
        memory.letters.add_version(memory.letters.add("to Amy", {}, message).id, f"Dear Amy, {said.kept[4]}.", "her")
        memory.pieces.add(NewPiece(said.kept[5], "", 1, "calm", "D minor", 50.0, b"MThd"), message)

    def _draw(self, said: ForgettableLine, quote: str, person: str) -> None:
        only = self.word()
        name = {"name": person, "relation": "friend"} if person else {}
        subject = "person" if person else "you"
        text = f"{person or 'You'}, as {only}, told of it."
        fact = self.memory.facts.accept(FactCandidate(subject, only, only, text, quote, **name), said.id)  # type: ignore[arg-type]
        assert fact is not None, "its quotation stands in the line"
        said.facts[fact.id] = only

    def _work(self) -> None:
        self.memory.recall.use_embedder(self._embedder)
        while self._embedder is not None and self.memory.recall.embed_pending():
            continue
