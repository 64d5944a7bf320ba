"""Makes the event that ends a turn, with its text, times and token counts."""

from __future__ import annotations

from companion.events import Interrupted, TurnDone
from companion.turns.latency import phases
from companion.turns.reply import AssistantTurn


def turn_done(reply: AssistantTurn, t: float) -> TurnDone:
    """The event of a finished reply, at `t` seconds on the clock of events."""
    usage = reply.usage
    return TurnDone(
        turn=reply.turn.number,
        t=t,
        reply=reply.text,
        gap_s=_gap(reply),
        phases=_phases(reply),
        prompt_tokens=usage.prompt_tokens if usage else 0,
        evaluated_tokens=usage.evaluated_tokens if usage else 0,
        output_tokens=usage.output_tokens if usage else 0,
        refused={str(rule): count for rule, count in reply.refused.items()},
    )


def interrupted(reply: AssistantTurn, t: float) -> Interrupted:
    """The event of an interrupted reply, at `t` seconds on the clock of events."""
    gap = _gap(reply)
    return Interrupted(turn=reply.turn.number, t=t, heard=reply.text, gap_s=gap, phases=_phases(reply) if gap else {})


def _gap(reply: AssistantTurn) -> float | None:
    gap = reply.turn.between("speech_end", "first_audio")
    return None if gap is None else round(gap, 3)


def _phases(reply: AssistantTurn) -> dict[str, float]:
    return {name: round(seconds, 3) for name, seconds in phases(reply.turn).items()}
