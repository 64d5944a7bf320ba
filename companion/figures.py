"""An exchange that is over comes in; the event with its figures goes out."""

from __future__ import annotations

from companion.events import TurnDone
from companion.exchange import Reply
from companion.trace import phases


def done(reply: Reply, t: float) -> TurnDone:
    """The exchange's figures, at `t` seconds on the clock of events."""
    usage = reply.usage
    gap = reply.turn.between("speech_end", "first_audio")
    return TurnDone(
        turn=reply.turn.number,
        t=t,
        reply=reply.text,
        gap_s=None if gap is None else round(gap, 3),
        phases={name: round(seconds, 3) for name, seconds in phases(reply.turn).items()},
        prompt_tokens=usage.prompt_tokens if usage else 0,
        evaluated_tokens=usage.evaluated_tokens if usage else 0,
        output_tokens=usage.output_tokens if usage else 0,
    )
