"""Persona, history and the new line → one prompt within the mind's context, growing at its end so that its cache stays good."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from companion.persona import Persona
from models.language import Message

Form = Literal["chat", "transcript"]

REPLY_ROOM = 300
"""Tokens kept free for her reply."""


AFRESH = 200
"""Tokens of conversation that are read again after a crash: two seconds' work on two cores, some six exchanges."""


@dataclass(frozen=True)
class Note:
    """Something she remembers before she answers: a memory, never an instruction."""

    when: datetime
    speaker: Literal["you", "her"]
    text: str
    """Verbatim."""


@dataclass(frozen=True)
class Line:
    """One line of the conversation."""

    speaker: Literal["you", "her"]
    text: str
    notes: tuple[Note, ...] = ()
    """What came back to her when this line was said to her."""


class Prompts:
    """Builds each turn's prompt; drops whole old exchanges in big steps, so that the cache is seldom thrown away."""

    def __init__(self, persona: Persona, form: Form, context: int, count: Callable[[str], int]) -> None:
        """`context` in tokens; `count` tells how many tokens a text is."""
        self._persona, self._form, self._count = persona, form, count
        self._context = context
        self._told: dict[Line, _Told] = {}
        self._afresh, self._floor = False, 0
        names = "|".join(re.escape(name) for name in (persona.her, persona.you))
        self._speaker = re.compile(rf"(?<!\w)({names})\s*:", re.IGNORECASE)

    @property
    def stops(self) -> tuple[str, ...]:
        """Text at which her reply is over."""
        return ("\n",) if self._form == "transcript" else ()

    def start_afresh(self) -> None:
        """The mind has lost its cache in mid-talk: the next prompts hold only the last few exchanges, to be read again quickly."""
        self._afresh = True

    def build(self, lines: Sequence[Line]) -> str | tuple[Message, ...]:
        """The prompt for her next line; the last of `lines` is the user's."""
        kept = [Line(line.speaker, self._tell(line).text) for line in lines[self._first_kept(lines) :]]
        if self._form == "chat":
            return self._chat(kept)
        told = "".join(self._as_text(line) for line in kept)
        return f"{self._persona.transcript()}{told}{self._persona.her}:"

    def _chat(self, lines: Sequence[Line]) -> tuple[Message, ...]:
        system = Message("system", self._persona.system())
        return system, *(
            Message("user" if line.speaker == "you" else "assistant", line.text) for line in _joined(lines)
        )

    def _as_text(self, line: Line) -> str:
        name = self._persona.you if line.speaker == "you" else self._persona.her
        return f"{name}: {line.text}\n"

    def one_line(self, text: str) -> str:
        """Text as one line in which nobody else can seem to speak: no newlines, no "Name:"."""
        return self._speaker.sub(r"\1,", " ".join(text.split()))

    @functools.cached_property
    def _room(self) -> int:
        """Tokens for the conversation: what persona and reply leave."""
        head = self._persona.transcript() if self._form == "transcript" else self._persona.system()
        return self._context - REPLY_ROOM - self._count(head) - 16

    def _first_kept(self, lines: Sequence[Line]) -> int:
        """The first line that fits. Depends on the lines and the last fresh start, and moves in steps of half the room."""
        first, used = self._floor_of(lines), 0
        for i, line in enumerate(lines[first:], first):
            used += self._tell(line).cost
            if used > self._room:
                first, used = self._drop(lines, first, i, self._room // 2)
        return min(first, len(lines) - 1)

    def _floor_of(self, lines: Sequence[Line]) -> int:
        if self._afresh:
            self._afresh = False
            self._floor, _ = self._drop(lines, 0, len(lines) - 1, min(AFRESH, self._room // 2))
        if self._floor >= len(lines):
            self._floor = 0  # another conversation
        return self._floor

    def _drop(self, lines: Sequence[Line], first: int, last: int, target: int) -> tuple[int, int]:
        """Drop whole exchanges from `first` on until lines up to `last` cost no more than `target`; (new first, cost)."""
        used = sum(self._tell(line).cost for line in lines[first : last + 1])
        while first < last and (used > target or lines[first].speaker != "you"):
            used -= self._tell(lines[first]).cost
            first += 1
        return first, used

    def _tell(self, line: Line) -> _Told:
        """The line as every prompt holds it; one that would take more than half the room loses its middle."""
        if line not in self._told:
            text = self.one_line(line.text) if self._form == "transcript" else line.text
            told, kept = self._weigh(line, text), len(text)
            while told.cost > self._room // 2 and kept:
                kept = kept * max(0, self._room // 2) * 9 // (10 * told.cost)
                told = self._weigh(line, _shortened(text, kept))
            self._told[line] = told
        return self._told[line]

    def _weigh(self, line: Line, text: str) -> _Told:
        if self._form == "chat":
            return _Told(text, self._count(text) + 8)
        return _Told(text, self._count(self._as_text(Line(line.speaker, text))))


@dataclass(frozen=True)
class _Told:
    """A line as it stands in the prompt."""

    text: str
    cost: int
    """Tokens, with its speaker's name."""


def _shortened(text: str, kept: int) -> str:
    """Its beginning and its end, `kept` characters together, at whole words where there are any."""
    begin, end = text[: kept // 2], text[len(text) - (kept - kept // 2) :]
    return re.sub(r"\s\S{0,40}$", "", begin) + " … " + re.sub(r"^\S{0,40}\s", "", end)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Neighbouring lines of one speaker as one: many chat templates insist on taking turns."""
    joined: list[Line] = []
    for line in lines:
        if joined and joined[-1].speaker == line.speaker:
            joined[-1] = Line(line.speaker, f"{joined[-1].text}\n{line.text}")
        else:
            joined.append(line)
    return joined
