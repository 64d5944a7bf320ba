"""Persona, history and the new line → one prompt within the mind's context, growing at its end so that its cache stays good."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from companion.persona import Persona
from models.language import Message

Form = Literal["chat", "transcript"]

REPLY_ROOM = 300
"""Tokens kept free for her reply."""


@dataclass(frozen=True)
class Line:
    """One line of the conversation."""

    speaker: Literal["you", "her"]
    text: str


class Prompts:
    """Builds each turn's prompt; drops whole old exchanges in big steps, so that the cache is seldom thrown away."""

    def __init__(self, persona: Persona, form: Form, context: int, count: Callable[[str], int]) -> None:
        """`context` in tokens; `count` tells how many tokens a text is."""
        self._persona, self._form, self._count = persona, form, count
        self._room = context - REPLY_ROOM
        self._costs: dict[Line, int] = {}
        self._head_cost: int | None = None

    @property
    def stops(self) -> tuple[str, ...]:
        """Text at which her reply is over."""
        return ("\n",) if self._form == "transcript" else ()

    def build(self, lines: Sequence[Line]) -> str | tuple[Message, ...]:
        """The prompt for her next line; the last of `lines` is the user's."""
        kept = lines[self._first_kept(lines) :]
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
        return f"{name}: {self.one_line(line.text)}\n"

    def one_line(self, text: str) -> str:
        """Text as one line in which nobody else can seem to speak: no newlines, no "Name:" at a start."""
        flat = " ".join(text.split())
        names = "|".join(re.escape(name) for name in (self._persona.her, self._persona.you))
        return re.sub(rf"(?:(?<=^)|(?<=[.!?…]\s))({names})\s*:", r"\1,", flat)

    def _first_kept(self, lines: Sequence[Line]) -> int:
        """The first line that fits. Depends only on the lines, and moves in steps of half the room."""
        if self._head_cost is None:
            head = self._persona.transcript() if self._form == "transcript" else self._persona.system()
            self._head_cost = self._count(head) + 16
        room = self._room - self._head_cost
        first, used = 0, 0
        for i, line in enumerate(lines):
            used += self._cost(line)
            if used > room:
                first, used = self._drop(lines, first, i, room // 2)
        return min(first, len(lines) - 1)

    def _drop(self, lines: Sequence[Line], first: int, last: int, target: int) -> tuple[int, int]:
        """Drop whole exchanges from `first` on until lines up to `last` cost no more than `target`; (new first, cost)."""
        used = sum(self._cost(line) for line in lines[first : last + 1])
        while first < last and (used > target or lines[first].speaker != "you"):
            used -= self._cost(lines[first])
            first += 1
        return first, used

    def _cost(self, line: Line) -> int:
        if line not in self._costs:
            self._costs[line] = self._count(self._as_text(line)) + (8 if self._form == "chat" else 0)
        return self._costs[line]


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Neighbouring lines of one speaker as one: many chat templates insist on taking turns."""
    joined: list[Line] = []
    for line in lines:
        if joined and joined[-1].speaker == line.speaker:
            joined[-1] = Line(line.speaker, f"{joined[-1].text}\n{line.text}")
        else:
            joined.append(line)
    return joined
