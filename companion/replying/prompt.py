"""Builds each prompt: persona, known facts, history and the new line, within the LLM's context and growing only at its end.

    who she is │ what she knows of you │ earlier days, and what was said earlier today │ recent lines, each with what came
    back to her when it was said │ the new line

Everything left of the recent lines stays as it is until a refold, so that the mind's cache of it stays good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from companion.care.replies import without_help
from companion.replying.example_turns import MARKS, ExampleTurns
from companion.replying.filled_in import filled_in
from companion.replying.persona import Persona
from companion.text.calendar_words import part_of_week
from companion.text.notes import (
    LONGEST,
    Note,
    PastSummary,
    as_one_safe_line,
    cut_to_tokens,
    first_that_fit,
    shortened,
    spoken_date,
)
from models.language import ChatMessage

__all__ = ["AFRESH", "REPLY_ROOM", "Form", "Note", "PastSummary", "PromptBuilder", "PromptLine"]

Form = Literal["chat", "transcript"]

REPLY_ROOM = 300
"""Tokens kept free for the reply; fewer if the context is tiny."""

AFRESH = 200
"""Tokens of conversation evaluated again after a crash: two seconds on two cores, some six exchanges."""

IN_TALK = 400
"""Most tokens kept when the prompt fills up during a talk, some dozen exchanges: somebody waits while they are evaluated."""

FULL = 0.75
"""Share of the room that must be used before folding pays while nobody talks."""

KNOWN = 0.1
"""Share of the context for known facts, and as much again for summaries."""

SHARED = 60
"""Tokens for what only the user and she share, with the words around it."""

NOTES = 0.05
"""Share of the context for the notes of one line: six or seven memories of 4,096 tokens."""

_SLACK = 16
"""Tokens for the speaker's name, and for texts that cost more joined than in parts."""


@dataclass(frozen=True)
class PromptLine:
    """One line of the conversation."""

    speaker: Literal["you", "her"]
    text: str
    notes: tuple[Note, ...] = ()
    """Memories retrieved for this line, the best first. They stay with the line."""
    unknown: bool = False
    """Whether it asks for something she was never told."""


class PromptBuilder:
    """Builds each turn's prompt; drops whole old exchanges in big steps, so that the prefix cache is seldom lost.

    Not for more than one thread. It always gets the whole conversation, with each line's notes as they were.
    """

    def __init__(self, persona: Persona, form: Form, context: int, count: Callable[[str], int]) -> None:
        """`context` in tokens; `count` tells how many tokens a text is."""
        self._persona, self._form, self._count = persona, form, count
        self._context = context
        self._space = context - min(REPLY_ROOM, context * 3 // 8) - _SLACK
        self._shown: dict[PromptLine, _Shown] = {}
        self._first, self._afresh = 0, False
        self._head, self._room = "", 0
        self.examples = ExampleTurns(persona.examples() if form == "chat" else (), count)
        self._with_examples = True
        """Whether there is room for them."""
        self._known: list[str] = []
        self.orders: Sequence[str] = ()
        """Orders to her, how the user has told her to be (“Ask less.”); told from the next `begin` or `fold` on."""
        self.shared: Sequence[str] = ()
        """What only the user and she share; told from the next `begin` or `fold` on, as far as `SHARED` allows."""
        self._between: list[str] = []
        self._today: date | None = None
        names = "|".join(re.escape(name) for name in (persona.her, persona.you))
        self._speaker = re.compile(rf"(?<!\w)({names})\s*:", re.IGNORECASE)

    @property
    def stops(self) -> tuple[str, ...]:
        """Texts that end her reply."""
        return ("\n",) if self._form == "transcript" else ()

    @property
    def said_in_examples(self) -> tuple[str, ...]:
        """What she says in the examples of her way of talking: a small LLM with nothing to say would say it again."""
        return tuple(one.reply for one in self._persona.character.exchanges)

    @property
    def head(self) -> str:
        """What every prompt begins with, before the examples and the talk."""
        return self._head

    @property
    def speakers(self) -> tuple[str, str]:
        """Her name and the user's."""
        return self._persona.her, self._persona.you

    def begin(self, profile: Sequence[str] = (), days: Sequence[PastSummary] = (), today: date | None = None) -> None:
        """Begin or continue a conversation with these facts and summaries, until the next `begin` or `fold`.

        `profile`: sentences to the user (“You live in Lisbon.”), most important first. `days`: newest first, by the order
        of the conversations, not by the date, for clocks are set back; as many as fit are told. `today`: dates of its
        year are told without the year, all others with it; if it is a datetime, the part of the day is told, too.
        """
        self.renew(profile, days, "", today)
        self._first = 0

    def start_afresh(self) -> None:
        """After the LLM lost its cache: let the next prompts hold only the last few exchanges, which are evaluated quickly."""
        self._afresh = True

    def fold_due(self, lines: Sequence[PromptLine]) -> bool:
        """Whether the prompt is so full that `fold` pays while nobody talks; `lines` as for `build`."""
        first = self._first_kept(lines)
        return sum(self._show(line).cost for line in lines[first:]) > FULL * self._room and self.folding(lines) > first

    def folding(self, lines: Sequence[PromptLine]) -> int:
        """How many lines, from the first, a `fold` now would take out of the prompt: the ones to be summarized."""
        first = self._first_kept(lines)
        return self._drop(lines, first, len(lines) - 1, self._room // 4)

    def fold(
        self,
        lines: Sequence[PromptLine],
        summary: str,
        profile: Sequence[str] = (),
        days: Sequence[PastSummary] = (),
        today: date | None = None,
    ) -> None:
        """Replace the first `folding(lines)` lines by `summary`, and the known facts and summaries by the present ones.

        For a quiet moment: the next prompt is read again from the persona on.
        """
        first = self.folding(lines)
        self.renew(profile, days, summary, today)
        self._first = first

    def verbatim_from(self, lines: Sequence[PromptLine]) -> int:
        """Index of the first line that the prompt holds word for word; earlier ones are found by retrieval."""
        return self._first_kept(lines)

    def build(self, lines: Sequence[PromptLine]) -> str | tuple[ChatMessage, ...]:
        """The prompt for her next reply; the last of `lines` is the user's."""
        kept = lines[self._first_kept(lines) :]
        shown = [(line, self._show(line)) for line in kept]
        if len(self._shown) > 2 * len(kept) + 100:  # what was dropped, and guesses at what was said
            self._shown = dict(shown)
        if self._form == "chat":
            return self._chat([PromptLine(line.speaker, told.text) for line, told in shown])
        return f"{self._head}{''.join(told.text for _, told in shown)}{self._persona.her}:"

    def only_in_examples(self, lines: Sequence[PromptLine]) -> tuple[str, ...]:
        """Words of the persona's examples that stand in no line and no note."""
        said = " ".join(text for line in lines for text in (line.text, *(note.text for note in line.notes))).lower()
        return tuple(word for word in self._persona.character.only_here if word.lower() not in said)

    def one_line(self, text: str) -> str:
        """The text as one line that cannot pose as another speaker: no newlines, no "Name:"."""
        return self._speaker.sub(r"\1,", " ".join(text.split()))

    def _chat(self, lines: Sequence[PromptLine]) -> tuple[ChatMessage, ...]:
        return (
            ChatMessage("system", self._head),
            *(self.examples.messages if self._with_examples else ()),
            *(ChatMessage("user" if line.speaker == "you" else "assistant", line.text) for line in _joined(lines)),
        )

    def renew(self, profile: Sequence[str], days: Sequence[PastSummary], summary: str, today: date | None) -> None:
        """Say facts, days and hour anew in the same conversation; `summary` tells what was folded of it."""
        self._today = today
        share = int(KNOWN * self._context)
        self._known = first_that_fit((self._memory(text) for text in profile), share, self._count)
        around = self._count(f"{self._persona.between([''])[0]}\n")
        self._between = first_that_fit((self._memory(text) for text in self.shared), SHARED - around, self._count)
        earlier = first_that_fit(map(self._day, days), share, self._count)
        if summary:
            earlier = (
                first_that_fit([self._persona.before(self._memory(summary, 2 * LONGEST))], share, self._count) + earlier
            )
        self._set_head(self._known, earlier[::-1])

    def _set_head(self, known: Sequence[str], earlier: Sequence[str]) -> None:
        """The fullest beginning that leaves a third of the space to the conversation."""
        for head, examples in (
            (self._head_of(known, earlier), True),
            (self._head_of(known, earlier), False),
            (self._head_of((), ()), False),
            (self._persona.brief(), False),
        ):
            used = self._count(head) + (self.examples.cost if examples else 0)
            self._head, self._with_examples, self._room = head, examples, max(0, self._space - used)
            if self._room * 3 >= self._space:
                break
        self._shown.clear()

    def _head_of(self, known: Sequence[str], earlier: Sequence[str]) -> str:
        if self._form == "transcript":
            return self._persona.transcript(known, earlier, self.orders, self._between)
        when = part_of_week(self._today) if isinstance(self._today, datetime) else ""
        return self._persona.system(known, earlier, when, self.orders, self._between)

    def _day(self, day: PastSummary) -> str:
        return self._persona.day(spoken_date(day.when, self._today), self._memory(day.text, 2 * LONGEST))

    def _memory(self, text: str, tokens: int = LONGEST) -> str:
        return cut_to_tokens(self.one_line(as_one_safe_line(text)), tokens, self._count)

    # Which lines are in it

    def _first_kept(self, lines: Sequence[PromptLine]) -> int:
        """Index of the first line that fits. Depends on the lines since the last fold, and moves in big steps."""
        if not self._head:
            self.begin()
        first, used = self._floor(lines), 0
        for i, line in enumerate(lines[first:], first):
            used += self._show(line).cost
            if used > self._room and (line.speaker == "you" or i == len(lines) - 1):
                first = self._drop(lines, first, i, min(IN_TALK, self._room // 4))
                used = sum(self._show(kept).cost for kept in lines[first : i + 1])
        self._first = min(first, max(0, len(lines) - 1))
        return self._first

    def _floor(self, lines: Sequence[PromptLine]) -> int:
        if self._afresh:
            self._afresh = False
            self._set_head(first_that_fit(self._known, AFRESH // 2, self._count), ())
            self._first = self._drop(lines, 0, len(lines) - 1, min(AFRESH, self._room // 2))
        if self._first >= len(lines):
            self._first = 0  # another conversation
        return self._first

    def _drop(self, lines: Sequence[PromptLine], first: int, last: int, target: int) -> int:
        """Drop whole exchanges from `first` on until lines up to `last` cost no more than `target` tokens; the new first."""
        used = sum(self._show(line).cost for line in lines[first : last + 1])
        while first < last and (used > target or lines[first].speaker != "you"):
            used -= self._show(lines[first]).cost
            first += 1
        return first

    # One line

    def _show(self, line: PromptLine) -> _Shown:
        """The line as every prompt holds it; the middle of one that takes more than half the room is cut out."""
        if line not in self._shown:
            half = self._room // 2
            notes = self._notes(line, min(int(NOTES * self._context), half // 2))
            text = line.text if line.speaker == "you" else without_help(line.text)
            plain = filled_in if line.speaker == "you" else str
            text = self.one_line(text) if self._form == "transcript" else plain(text)
            shown, kept = self._weigh(line, text, notes), len(text)
            while shown.cost > half and kept:
                kept = kept * max(0, half) * 9 // (10 * shown.cost)
                shown = self._weigh(line, shortened(text, kept), notes)
            self._shown[line] = shown
        return self._shown[line]

    def _notes(self, line: PromptLine, tokens: int) -> str:
        """The notes of this line, one text each."""
        if line.speaker != "you":
            return ""
        return "".join(first_that_fit((f"{self._note(note)}\n" for note in line.notes), tokens, self._count))

    def _note(self, note: Note) -> str:
        name = self._persona.you if note.speaker == "you" else self._persona.her
        text = note.text if note.speaker == "you" else without_help(note.text)
        return self._persona.note(spoken_date(note.when, self._today), name, self._memory(text))

    def _weigh(self, line: PromptLine, text: str, notes: str) -> _Shown:
        """Notes stand before the line, because the LLM answers what it read last: 22 of 24 questions right so, 10 after it."""
        unknown = f"\n{self._persona.unknown()}" if line.unknown and line.speaker == "you" else ""
        if self._form == "chat":
            told = f"{notes}{text}{unknown}"
            return _Shown(told, self._count(told) + MARKS)
        name = self._persona.you if line.speaker == "you" else self._persona.her
        told = f"{notes}{name}: {text}{unknown}\n"
        return _Shown(told, self._count(told))


@dataclass(frozen=True)
class _Shown:
    """A line as it stands in the prompt."""

    text: str
    cost: int
    """Tokens, including its speaker's name and its notes."""


def _joined(lines: Sequence[PromptLine]) -> list[PromptLine]:
    """Join neighbouring lines of one speaker: many chat templates insist on alternating roles, and on the user's first."""
    joined = [PromptLine("you", "Hello.")] if lines and lines[0].speaker == "her" else []
    for line in lines:
        if joined and joined[-1].speaker == line.speaker:
            joined[-1] = PromptLine(line.speaker, f"{joined[-1].text}\n{line.text}")
        else:
            joined.append(line)
    return joined
