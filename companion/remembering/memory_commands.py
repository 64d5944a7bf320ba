"""Carries out memory commands, such as “remember that …”, and returns what she answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from companion.memory import Memory, Message
from companion.memory.fact import Fact, FactCandidate
from companion.remembering.command_grammar import MemoryCommand, facts_to_remember, parse_memory_command
from companion.remembering.correcting import apply_correction
from companion.remembering.dates import with_dates
from companion.remembering.extraction import extract_facts
from companion.remembering.referents import PRONOUN, Referent, facts_about, referent
from companion.remembering.statements import clauses
from companion.remembering.told_of import MOST_FORGOTTEN, Meant, nearest, that_says, told_of
from companion.remembering.undoable import UNDO_S, Schedule, UndoableForgetting, asks_to_undo, schedule
from companion.text.second_person import second_person, without_fillers

__all__ = ["MOST_FORGOTTEN", "UNDO_S", "MemoryCommands", "asks_to_undo"]

NOTHING = "There is nothing of that in my memory."
FORGOTTEN = "I've forgotten that. Say “undo” if you want it back."
NOT_KEPT = "I've kept nothing of that line. Say “undo” if you want it kept after all."
NEXT_TIME = "Say it in one line that begins with “off the record”; then I keep nothing of that line."
EVERYTHING = (
    "That would be all I know, so I don't do it on a spoken word. On the memory page you choose what goes; in the terminal, "
    "“companion memory forget --from” with a date takes all that was said since."
)
WHAT_TO_REMEMBER = "What shall I remember? Say “remember that”, and then what it is."
WHOM = "Whom do you mean? Say it once more with the name, please."
WHAT_TO_FORGET = "What shall I forget? Say it once more with a name or a word of it, please."
_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|sure|please|ok|okay|do|do it|go ahead|exactly|correct|right|that one|that's (?:it|right|the one)|"
    r"(?:forget|delete|erase) it)\b[^?]{0,30}$",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(?:no|nope|don't|do not|leave it|keep it|never mind)\b[^?]{0,30}$", re.IGNORECASE)
_LONGEST_NOTE = 300


@dataclass(frozen=True)
class _Offer:
    """What she offered to forget, and the line she answered with that."""

    meant: Meant
    line: int


class MemoryCommands:
    """Remembers, corrects and forgets on command. Only for the thread of the conversation."""

    def __init__(self, memory: Memory, notify: Callable[[str], None], schedule: Schedule = schedule) -> None:
        """`notify` tells the user when something goes wrong later."""
        self._memory = memory
        self._undoable = UndoableForgetting(memory, notify, schedule)
        self._offer: _Offer | None = None

    def concern(self, text: str) -> bool:
        """Whether the line may be a memory command, or the answer to what she asked about one."""
        answers = self._offer is not None and (_YES.match(text) or _NO.match(text))
        return bool(answers) or asks_to_undo(text) or self._parsed(text) is not None

    def respond(self, text: str, line: Message) -> str | None:
        """Do what the line asks of the memory; her answer, or None when it should be answered like any other line.

        Raises CompanionError when the file fails.
        """
        offer, self._offer = self._offer, None
        if offer is not None and (before := self._said_before(line, 1)) and before[-1].id == offer.line:
            if _YES.match(text):
                return self._forget_all(offer.meant, line)
            if _NO.match(text):
                return "All right, it stays."
        if self._undoable.is_open and asks_to_undo(text):
            return self._undoable.undo()
        command = self._parsed(text)
        return None if command is None else self.carry_out(command, line)

    def carry_out(self, command: MemoryCommand, line: Message) -> str | None:
        """Carry out a command; as `respond`."""
        match command.kind:
            case "keep out":
                return self._keep_out(command, line)
            case "forget":
                return self._forget(command, line)
            case "correct":
                return self._correct(command, line)
            case "remember":
                return self._remember(command, line)

    def close(self) -> None:
        """Make final what was forgotten."""
        self._undoable.close()

    def _parsed(self, text: str) -> MemoryCommand | None:
        return parse_memory_command(text, self._memory.recall.names.her)

    def _said_before(self, line: Message, limit: int) -> list[Message]:
        before = (one for one in self._memory.recent(line.conversation, 4 * limit + 4) if one.id < line.id)
        return [one for one in before if one.speaker == "you"][-limit:]

    def _remember(self, command: MemoryCommand, line: Message) -> str | None:
        if not command.words:
            return self._remember_line_before(line)
        if PRONOUN.match(command.words):
            return self._remember_about_somebody(command.words, line)
        found = facts_to_remember(command, line.at)
        return self._which_one(found) or self._accepted((fact, line.id) for fact in found)

    def _remember_line_before(self, line: Message) -> str:
        """“Save it to memory.”"""
        for before in self._said_before(line, 1):
            found = extract_facts(before.text, before.at, self._memory.recall.names.her)
            if (
                not found
                and any(clause.end > clause.start for clause in clauses(before.text))
                and len(before.text) <= _LONGEST_NOTE
            ):
                found = list(facts_to_remember(MemoryCommand("remember", without_fillers(before.text)), before.at))
            told = (replace(fact, origin="told") for fact in found)
            return self._which_one(found) or self._accepted((fact, before.id) for fact in told) or WHAT_TO_REMEMBER
        return WHAT_TO_REMEMBER

    def _remember_about_somebody(self, words: str, line: Message) -> str | None:
        """“Remember that she is allergic”: it rests also on the words that named her, so that no name stays without them."""
        whom = self._referent(line)
        if whom is None:
            return WHOM
        found = list(facts_about(whom, words, line.at))
        named = [(replace(fact, quote=whom.quote), whom.message) for fact in found if whom.quote]
        unnamed = [(replace(fact, text=with_dates(second_person(fact.quote), line.at)), line.id) for fact in found]
        return self._accepted([*named, *unnamed])

    def _referent(self, line: Message) -> Referent | None:
        before = self._said_before(line, 3)
        return referent(before, self._memory.facts.people(), self._memory.recall.names.her)

    def _which_one(self, found: Iterable[FactCandidate]) -> str:
        """The question whom a name means, if several people have it; else empty."""
        for fact in found:
            several = self._memory.facts.namesakes(fact.name, fact.relation)
            if len(several) > 1:
                kin = " or ".join(f"your {one.relation}" if one.relation else "somebody else" for one in several)
                return f"Which {fact.name} do you mean, {kin}? Say it once more with that word, please."
        return ""

    def _accepted(self, found: Iterable[tuple[FactCandidate, int]]) -> str | None:
        kept = [self._memory.facts.accept(fact, message) for fact, message in found]
        facts = list({fact.id: fact for fact in kept if fact is not None}.values())
        return f"I'll remember that. {' '.join(self._text(fact) for fact in facts)}" if facts else None

    def _text(self, fact: Fact) -> str:
        return self._memory.facts.fact(fact.id).text

    def _correct(self, command: MemoryCommand, line: Message) -> str | None:
        """Apply a correction; None when it corrects no known fact, for then it is ordinary talk."""
        facts = apply_correction(self._memory.facts, command, line.id, line.at)
        return f"Thank you. I have it right now: {facts[-1].text}" if facts else None

    def _keep_out(self, command: MemoryCommand, line: Message) -> str:
        if not command.words:
            return NEXT_TIME
        self._undoable.forget([line.id], [])
        return NOT_KEPT

    def _forget(self, command: MemoryCommand, line: Message) -> str | None:
        if command.what == "all":
            return EVERYTHING
        if command.what == "last":
            meant = Meant(self._last_exchange(line))
            return self._forget_all(meant, line) if meant else NOTHING
        if command.what == "unsure":
            return self._ask_first(command.words, line)
        find = that_says if command.what == "said" else told_of
        meant = find(self._memory, command.words, line)
        return self._forget_all(meant, line) if meant else self._offer_nearest(command.words, line)

    def _forget_all(self, meant: Meant, line: Message) -> str:
        if len(meant.messages) > MOST_FORGOTTEN:
            return f"There are more than {MOST_FORGOTTEN} lines about that. Choose them on the memory page, please."
        stays = self._undoable.forget([*meant.messages, line.id], meant.facts)
        return f"{FORGOTTEN} {stays}".rstrip()

    def _ask_first(self, words: str, line: Message) -> str | None:
        """“Forget about Tom” may be said of the memory or not; and who “her” is must be known."""
        if PRONOUN.match(words) or words.lower() in ("him", "her", "them"):
            whom = self._referent(line)
            if whom is None:
                return WHOM
            words = whom.called.removeprefix("your ")
        elif words.lower() in ("it", "that", "this", "something", "anything", "one", "these", "those"):
            return WHAT_TO_FORGET
        meant = told_of(self._memory, words, line)
        if not meant:
            return None
        self._offer = _Offer(meant, line.id)
        return f"Shall I forget what you told me about “{words}”? {_counted(meant)}. Say yes, and it goes."

    def _offer_nearest(self, words: str, line: Message) -> str:
        """Nothing says it in so many words; ask about the line that comes nearest."""
        near = nearest(self._memory, words, line)
        if near is None:
            return NOTHING
        self._offer = _Offer(Meant((near.id,)), line.id)
        return f"Nothing says that in so many words. Do you mean “{_short(near.text)}”? Say yes, and it goes."

    def _last_exchange(self, line: Message) -> tuple[int, ...]:
        """The user's line before this one, and her answer to it."""
        before = [m for m in self._memory.recent(line.conversation, 12) if m.id < line.id]
        theirs = [m.id for m in before if m.speaker == "you"][-1:]
        return tuple(m.id for m in before if theirs and m.id >= theirs[0])


def _counted(meant: Meant) -> str:
    lines, facts = len(meant.messages), len(meant.facts)
    parts = [f"{lines} line{'s' * (lines != 1)}"] * bool(lines) + [f"{facts} fact{'s' * (facts != 1)}"] * bool(facts)
    return "It is " + " and ".join(parts) if lines + facts == 1 else "They are " + " and ".join(parts)


def _short(text: str, letters: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"
