"""Persona, what she knows, history and the new line → one prompt within the mind's context, growing at its end.

    who she is │ what she knows of you │ earlier days, and what was said earlier today │ recent lines, each with what came
    back to her when it was said │ the new line

Everything left of the recent lines stays as it is until a refold, so that the mind's cache of it stays good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from companion.replying.persona import Persona
from companion.text.notes import LONGEST, Note, PastSummary, cut, harmless, shortened, spoken_date, that_fit
from models.language import ChatMessage

__all__ = ["AFRESH", "REPLY_ROOM", "Form", "Note", "PastSummary", "PromptBuilder", "PromptLine"]

Form = Literal["chat", "transcript"]

REPLY_ROOM = 300
"""Tokens kept free for her reply; less where the context is tiny."""

AFRESH = 200
"""Tokens of conversation that are read again after a crash: two seconds' work on two cores, some six exchanges."""

IN_TALK = 400
"""Most tokens that stay when the prompt is full in mid-talk: somebody waits while they are read again, a dozen exchanges."""

FULL = 0.75
"""The share of the room from which on folding is worth while, when nobody talks."""

KNOWN = 0.1
"""The share of the context for what she knows of you, and again for summaries."""

NOTES = 0.05
"""The share of the context for what comes back to her at one line: six or seven memories of 4096."""

_SLACK = 16
"""Tokens for the name of who answers, and for what a text costs more in one piece than in parts."""


@dataclass(frozen=True)
class PromptLine:
    """One line of the conversation."""

    speaker: Literal["you", "her"]
    text: str
    notes: tuple[Note, ...] = ()
    """What came back to her when this line was said to her; what fits best first. They stay with the line."""
    unknown: bool = False
    """It asks for something she could only know from being told, and nobody has told her."""


class PromptBuilder:
    """Builds each turn's prompt; drops whole old exchanges in big steps, so that the cache is seldom thrown away.

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
        self._known: list[str] = []
        self._today: date | None = None
        names = "|".join(re.escape(name) for name in (persona.her, persona.you))
        self._speaker = re.compile(rf"(?<!\w)({names})\s*:", re.IGNORECASE)

    @property
    def stops(self) -> tuple[str, ...]:
        """Text at which her reply is over."""
        return ("\n",) if self._form == "transcript" else ()

    def begin(self, profile: Sequence[str] = (), days: Sequence[PastSummary] = (), today: date | None = None) -> None:
        """A conversation begins, or goes on after a restart: this is what she knows, until the next `begin` or `fold`.

        `profile`: sentences to the user (“You live in Lisbon.”), most important first. `days` in any order; the newest
        are told, as many as fit. `today`: dates of its year are told without the year, all others with it.
        """
        self._know(profile, days, "", today)
        self._first = 0

    def start_afresh(self) -> None:
        """The mind has lost its cache in mid-talk: the next prompts hold only the last few exchanges, to be read again quickly."""
        self._afresh = True

    def fold_due(self, lines: Sequence[PromptLine]) -> bool:
        """Whether the prompt is so full that `fold` is worth while in a quiet moment; `lines` as for `build`."""
        first = self._first_kept(lines)
        return sum(self._show(line).cost for line in lines[first:]) > FULL * self._room and self.folding(lines) > first

    def folding(self, lines: Sequence[PromptLine]) -> int:
        """How many of the lines, from the first on, are no longer in the prompt after a `fold` now: what is to be summed up."""
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
        """Put `summary` in the place of the first `folding(lines)` lines, and what she knows by now in that of what she knew.

        For a quiet moment: the next prompt is read again from the persona on.
        """
        first = self.folding(lines)
        self._know(profile, days, summary, today)
        self._first = first

    def verbatim_from(self, lines: Sequence[PromptLine]) -> int:
        """The first of the lines that the prompt holds word for word; the ones before it are for recall."""
        return self._first_kept(lines)

    def build(self, lines: Sequence[PromptLine]) -> str | tuple[ChatMessage, ...]:
        """The prompt for her next line; the last of `lines` is the user's."""
        kept = lines[self._first_kept(lines) :]
        shown = [(line, self._show(line)) for line in kept]
        if len(self._shown) > 2 * len(kept) + 100:  # what was dropped, and guesses at what was said
            self._shown = dict(shown)
        if self._form == "chat":
            return self._chat([PromptLine(line.speaker, told.text) for line, told in shown])
        return f"{self._head}{''.join(told.text for _, told in shown)}{self._persona.her}:"

    def one_line(self, text: str) -> str:
        """Text as one line in which nobody else can seem to speak: no newlines, no "Name:"."""
        return self._speaker.sub(r"\1,", " ".join(text.split()))

    def _chat(self, lines: Sequence[PromptLine]) -> tuple[ChatMessage, ...]:
        return ChatMessage("system", self._head), *(
            ChatMessage("user" if line.speaker == "you" else "assistant", line.text) for line in _joined(lines)
        )

    # What she knows as the conversation begins

    def _know(self, profile: Sequence[str], days: Sequence[PastSummary], summary: str, today: date | None) -> None:
        self._today = today
        share = int(KNOWN * self._context)
        self._known = that_fit((self._memory(text) for text in profile), share, self._count)
        earlier = that_fit(map(self._day, sorted(days, key=lambda day: day.when, reverse=True)), share, self._count)
        if summary:
            earlier = that_fit([self._persona.before(self._memory(summary, 2 * LONGEST))], share, self._count) + earlier
        self._set_head(self._known, earlier[::-1])

    def _set_head(self, known: Sequence[str], earlier: Sequence[str]) -> None:
        """The fullest beginning that leaves the conversation a third of the space."""
        for head in (self._head_of(known, earlier), self._head_of((), ()), self._persona.brief()):
            self._head, self._room = head, max(0, self._space - self._count(head))
            if self._room * 3 >= self._space:
                break
        self._shown.clear()

    def _head_of(self, known: Sequence[str], earlier: Sequence[str]) -> str:
        if self._form == "transcript":
            return self._persona.transcript(known, earlier)
        return self._persona.system(known, earlier)

    def _day(self, day: PastSummary) -> str:
        return self._persona.day(spoken_date(day.when, self._today), self._memory(day.text, 2 * LONGEST))

    def _memory(self, text: str, tokens: int = LONGEST) -> str:
        return cut(self.one_line(harmless(text)), tokens, self._count)

    # Which lines are in it

    def _first_kept(self, lines: Sequence[PromptLine]) -> int:
        """The first line that fits. Depends on the lines since the last refold, and moves in big steps."""
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
            self._set_head(that_fit(self._known, AFRESH // 2, self._count), ())
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
        """The line as every prompt holds it; one that would take more than half the room loses its middle."""
        if line not in self._shown:
            half = self._room // 2
            notes = self._notes(line, min(int(NOTES * self._context), half // 2))
            text = self.one_line(line.text) if self._form == "transcript" else line.text
            shown, kept = self._weigh(line, text, notes), len(text)
            while shown.cost > half and kept:
                kept = kept * max(0, half) * 9 // (10 * shown.cost)
                shown = self._weigh(line, shortened(text, kept), notes)
            self._shown[line] = shown
        return self._shown[line]

    def _notes(self, line: PromptLine, tokens: int) -> str:
        """What comes back to her at this line, a line each."""
        if line.speaker != "you":
            return ""
        return "".join(that_fit((f"{self._note(note)}\n" for note in line.notes), tokens, self._count))

    def _note(self, note: Note) -> str:
        name = self._persona.you if note.speaker == "you" else self._persona.her
        return self._persona.note(spoken_date(note.when, self._today), name, self._memory(note.text))

    def _weigh(self, line: PromptLine, text: str, notes: str) -> _Shown:
        """Notes stand before the line, for she answers what she read last: of 24 questions 22 so, 10 after it."""
        unknown = f"\n{self._persona.unknown()}" if line.unknown and line.speaker == "you" else ""
        if self._form == "chat":
            told = f"{notes}{text}{unknown}"
            return _Shown(told, self._count(told) + 8)
        name = self._persona.you if line.speaker == "you" else self._persona.her
        told = f"{notes}{name}: {text}{unknown}\n"
        return _Shown(told, self._count(told))


@dataclass(frozen=True)
class _Shown:
    """A line as it stands in the prompt."""

    text: str
    cost: int
    """Tokens, with its speaker's name and its notes."""


def _joined(lines: Sequence[PromptLine]) -> list[PromptLine]:
    """Neighbouring lines of one speaker as one: many chat templates insist on taking turns."""
    joined: list[PromptLine] = []
    for line in lines:
        if joined and joined[-1].speaker == line.speaker:
            joined[-1] = PromptLine(line.speaker, f"{joined[-1].text}\n{line.text}")
        else:
            joined.append(line)
    return joined
