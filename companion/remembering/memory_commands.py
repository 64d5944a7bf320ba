"""Carries out memory commands, such as “remember that …”, and returns what she answers."""

from __future__ import annotations

import logging
import re
import threading
import unicodedata
from collections.abc import Callable, Iterable

from companion.errors import KNOWN
from companion.memory import Memory, Message
from companion.memory.fact import Fact
from companion.memory.forgetting import Forgotten
from companion.remembering.command_grammar import MemoryCommand, facts_to_remember
from companion.remembering.correcting import apply_correction

log = logging.getLogger(__name__)

UNDO_S = 10.0
"""How long a spoken “forget” can be undone."""
MOST_FORGOTTEN = 20
"""Most lines that a spoken “forget” removes: the user may not know that there are more."""

_UNDO = re.compile(
    r"^\W*(?:no\W+|wait\W+|oh\W+)*(?:undo|bring (?:it|that|them) back|don't forget (?:it|that)|keep it)\b",
    re.IGNORECASE,
)


Schedule = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Calls a function after so many seconds; returns a function that cancels the call."""


def _schedule(seconds: float, act: Callable[[], None]) -> Callable[[], None]:
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer.cancel


class MemoryCommands:
    """Remembers, corrects and forgets on command. Only for the thread of the conversation."""

    def __init__(self, memory: Memory, notify: Callable[[str], None], schedule: Schedule = _schedule) -> None:
        """`notify` tells the user when something goes wrong later."""
        self._memory, self._notify, self._schedule = memory, notify, schedule
        self._open: tuple[Forgotten, ...] = ()
        self._cancel_timer: Callable[[], None] = lambda: None
        """Prevents the last forgetting from becoming final."""
        self._turn = threading.Lock()

    def carry_out(self, command: MemoryCommand, line: Message) -> str | None:
        """Carry out a command; her answer, or None when the line should be answered like any other.

        Raises CompanionError when the file fails.
        """
        if command.kind == "forget":
            return self._forget(command, line)
        if command.kind == "correct":
            return self._correct(command, line)
        facts = self._accept_facts(command, line)
        return f"I'll remember that. {facts[-1].text}" if facts else None

    def undo(self, text: str) -> str | None:
        """Undo the last forgetting, if the line asks for it and it is not final yet; her answer, else None."""
        with self._turn:
            if not self._open or not asks_to_undo(text):
                return None
            gone, self._open = self._open, ()
        self._cancel_timer()
        for forgotten in reversed(gone):
            self._memory.forgetting.undo(forgotten)
        return "It's back, as if nothing had happened."

    def close(self) -> None:
        """Make final what was forgotten."""
        self._cancel_timer()
        self._make_final()

    def _accept_facts(self, command: MemoryCommand, line: Message) -> list[Fact]:
        found = [self._memory.facts.accept(one, line.id) for one in facts_to_remember(command, line.at)]
        return [fact for fact in found if fact is not None]

    def _correct(self, command: MemoryCommand, line: Message) -> str | None:
        """Apply a correction; None when it corrects no known fact, for then it is ordinary talk."""
        facts = apply_correction(self._memory.facts, command, line.id, line.at)
        return f"Thank you. I have it right now: {facts[-1].text}" if facts else None

    def _forget(self, command: MemoryCommand, line: Message) -> str | None:
        messages = self._messages_with(command.words, line) if command.words else self._last_exchange(line)
        facts = self._facts_with(command.words) if command.words else []
        if not messages and not facts:
            return "There is nothing of that in my memory."
        if len(messages) > MOST_FORGOTTEN:
            return f"There are more than {MOST_FORGOTTEN} lines about that. Choose them on the memory page, please."
        self._forget_undoably([*messages, line.id], facts)
        return "I've forgotten that. Say “undo” if you want it back."

    def _messages_with(self, words: str, line: Message) -> list[int]:
        hits = self._memory.search(words, MOST_FORGOTTEN + 2, whole=True).hits
        return [hit.message.id for hit in hits if hit.message.id != line.id]

    def _facts_with(self, words: str) -> list[int]:
        """Facts that contain all of these as whole words: “art” is not in “party”."""
        wanted = _words(words)
        return [fact.id for fact in self._memory.facts.search(words) if wanted <= _words(_all_text(fact))]

    def _last_exchange(self, line: Message) -> list[int]:
        """The user's line before this one, and her answer to it."""
        before = [m for m in self._memory.recent(line.conversation, 12) if m.id < line.id]
        theirs = [m.id for m in before if m.speaker == "you"][-1:]
        return [m.id for m in before if theirs and m.id >= theirs[0]]

    def _forget_undoably(self, messages: Iterable[int], facts: Iterable[int]) -> None:
        self._cancel_timer()
        self._make_final()
        forget = self._memory.forgetting
        gone = [forget.fact(fact) for fact in facts]
        gone += [forget.message(message) for message in messages]
        with self._turn:
            self._open = tuple(gone)
        self._cancel_timer = self._schedule(UNDO_S, self._make_final)

    def _make_final(self) -> None:
        with self._turn:
            gone, self._open = self._open, ()
        try:
            for why in dict.fromkeys(one.why for one in self._memory.forgetting.make_final(*gone)):
                self._notify(why)
        except KNOWN as error:
            self._notify(str(error))
        except Exception:
            log.exception("what was forgotten could not be made final")


def asks_to_undo(text: str) -> bool:
    """Whether the line asks to undo the last forgetting."""
    return bool(_UNDO.match(text))


def _all_text(fact: Fact) -> str:
    """All the text of a fact: its sentence, the person and the quotes."""
    whose = (fact.person.name, fact.person.relation) if fact.person else ()
    return " ".join([fact.text, *whose, *(quote.text for quote in fact.quotes)])


def _words(text: str) -> set[str]:
    """The words in lower case and without accents, as the word index has them."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return set(re.findall(r"[^\W_]+", plain.casefold()))
