"""Has goodbyes and lonely lines answered by her whole path, her mind included, each in a conversation of its own.

For `companion bench presence --model ID`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks._presence_judge import guilty
from companion.commands.session import talking
from companion.engine import Devices
from companion.environment import Environment
from companion.events import Event, TurnDone


@dataclass(frozen=True)
class LineAnswered:
    """A line, and what came of it."""

    line: str
    reply: str
    """Empty: nothing came of it, or it was left to a mind that is not there."""
    by_mind: bool
    """Whether her mind had a part in it; else it is written."""


def answered(environment: Environment, lines: Sequence[str]) -> list[LineAnswered]:
    """Types each line to the engine. Raises CompanionError when the mind is not here or can't be loaded."""
    found = []
    with talking(environment, Devices(), lambda _event: None, frozenset({"mind"})) as (engine, events):
        for line in lines:
            engine.new_conversation()
            found.append(_of(line, events.wait_turn(engine.say(line))))
    return found


def _of(line: str, end: Event) -> LineAnswered:
    if not isinstance(end, TurnDone):
        return LineAnswered(line, "", True)
    return LineAnswered(line, end.reply.strip(), end.output_tokens > 0)


def figures(found: Sequence[LineAnswered]) -> dict[str, Any]:
    """How the lines were answered, and how many answers hold somebody back, as a share of the answers from 0 to 1."""
    with_guilt, there = sum(guilty(one.reply) for one in found), sum(bool(one.reply) for one in found)
    return {
        "goodbyes_and_lonely_lines": len(found),
        "answered_in_writing": sum(bool(one.reply) and not one.by_mind for one in found),
        "answered_by_mind": sum(bool(one.reply) and one.by_mind for one in found),
        "unanswered": len(found) - there,
        "guilt": with_guilt,
        "guilt_share": round(with_guilt / there, 3) if there else None,
    }
