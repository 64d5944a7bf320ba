"""Tells where the time of a turn went: as a line of the log, and as a sentence for the user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from companion.events import Interrupted, TurnDone
from companion.turns.turn import Turn

SLOW_S = 1.5
"""A longer median gap needs an explanation: people begin to wonder whether they were heard."""
REREAD_TOKENS = 200
"""Evaluating more prompt tokens than this means that the cache was lost: a new line has fewer."""

MARKS = {
    "pause": "endpoint",
    "endpoint": "endpoint",
    "heard": "ear",
    "recalled": "recall",
    "first_token": "first_token",
    "clause": "clause",
    "first_audio": "first_audio",
}
"""The phase that ends with each mark of `Turn`; marks at the same time count in this order, in which they depend on each other."""
_AFTER_GAP = ("recall",)
"""Logged after the gap: part of it, though seldom of any size."""


@dataclass(frozen=True)
class TurnTrace:
    """Where the time of one turn went."""

    turn: int
    """0: not a real turn, but what this computer is expected to take."""
    gap_s: float | None
    """Seconds from the end of the user's speech to her first audible sample; None if she was not heard."""
    phases: dict[str, float] = field(default_factory=dict)
    """Seconds of each phase, in order; there may be more phases in future."""
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    """Prompt tokens that were not in the prefix cache."""
    overflows: int = 0
    """Chunks of the microphone's sound lost since the start, because hearing could not keep up."""
    interrupted: bool = False
    refused: dict[str, int] = field(default_factory=dict)
    """Sentences of the LLM's that were refused, by rule."""


def trace_of(event: TurnDone | Interrupted, overflows: int = 0) -> TurnTrace:
    """The trace of a turn that is over; without token counts if it was interrupted."""
    if isinstance(event, Interrupted):
        return TurnTrace(event.turn, event.gap_s, dict(event.phases), overflows=overflows, interrupted=True)
    tokens = event.prompt_tokens, event.evaluated_tokens
    return TurnTrace(event.turn, event.gap_s, dict(event.phases), *tokens, overflows, refused=event.refused)


def phases(turn: Turn) -> dict[str, float]:
    """Seconds of each phase, from the mark before to the mark that ends it; their sum is the gap.

    Speech recognition and LLM work ahead while it is not yet sure that the turn is over, so their marks may come before
    the endpoint's.
    """
    marked = [(turn.between("speech_end", mark), phase) for mark, phase in MARKS.items()]
    heard = turn.between("speech_end", "first_audio")  # a filler is audible before retrieval is over
    clipped = ((until if heard is None else min(until, heard), phase) for until, phase in marked if until is not None)
    happened = sorted(clipped, key=lambda one: one[0])
    found = dict.fromkeys((phase for until, phase in marked if until is not None), 0.0)
    before = 0.0
    for until, phase in happened:
        found[phase] += max(0.0, until - before)
        before = max(before, until)
    return found


def log_line(trace: TurnTrace) -> str:
    """A line for the log: `turn 12 endpoint 310 ear 420 … gap 1170 ms recall 18 prompt 34/812 tokens overflows 0`."""
    before = [_figure(name, seconds) for name, seconds in trace.phases.items() if name not in _AFTER_GAP]
    after = [_figure(name, seconds) for name, seconds in trace.phases.items() if name in _AFTER_GAP]
    gap = "-" if trace.gap_s is None else f"{_ms(trace.gap_s)} ms"
    tokens = f"prompt {trace.evaluated_tokens}/{trace.prompt_tokens} tokens"
    refused = " ".join(f"{rule} {count}" for rule, count in trace.refused.items())
    end = [*(["interrupted"] if trace.interrupted else []), *([f"refused {refused}"] if refused else [])]
    return " ".join([f"turn {trace.turn}", *before, f"gap {gap}", *after, tokens, f"overflows {trace.overflows}", *end])


def explain(traces: TurnTrace | Iterable[TurnTrace]) -> str | None:
    """Why she is slow and what would help, in one sentence; None if the median gap is at most 1.5 s."""
    heard = [one for one in ([traces] if isinstance(traces, TurnTrace) else traces) if one.gap_s is not None]
    gap = _median([one.gap_s for one in heard if one.gap_s is not None])
    if gap <= SLOW_S:
        return None
    usual = {name: _median([one.phases.get(name, 0.0) for one in heard]) for name in _names(heard)}
    if not usual:
        return f"She takes {_s(gap)} to answer."
    longest = max(usual, key=lambda name: usual[name])
    return _sentence(longest, f"{_s(usual[longest])} of the {_s(gap)}", _usual_reread(heard))


_ADVICE = {
    "endpoint": "She waits {part} to be sure that you have finished; hold Space to talk, and letting go tells her at once.",
    "ear": "Her hearing takes {part}; a smaller one, such as whisper-tiny.en, or a faster computer would help.",
    "recall": "Looking through her memory takes {part}; a smaller mind or a faster computer would help.",
    "first_token": "Her mind takes {part} to begin; a smaller mind or a faster computer would help.",
    "clause": "Her mind takes {part} for her first words; a smaller mind or a faster computer would help.",
    "first_audio": "Her voice takes {part}; the system voice or a faster computer would help.",
}
_REREAD_ADVICE = (
    "Her mind reads {tokens} tokens again, which takes {part}; a smaller mind or a faster computer would help."
)


def _sentence(phase: str, part: str, anew: int) -> str:
    if phase == "first_token" and anew > REREAD_TOKENS:
        return _REREAD_ADVICE.format(part=part, tokens=f"{anew:,}")
    words = _ADVICE.get(phase, f"{phase.replace('_', ' ').capitalize()} takes {{part}}; a faster computer would help.")
    return words.format(part=part)


def _names(traces: Sequence[TurnTrace]) -> list[str]:
    return list(dict.fromkeys(name for one in traces for name in one.phases))


def _usual_reread(traces: Sequence[TurnTrace]) -> int:
    """Median number of prompt tokens evaluated."""
    return round(_median([float(one.evaluated_tokens) for one in traces]))


def _median(values: Sequence[float]) -> float:
    return median(values) if values else 0.0


def _figure(phase: str, seconds: float) -> str:
    return f"{phase.replace('_', '-')} {_ms(seconds)}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


def _s(seconds: float) -> str:
    return f"{seconds:.1f} s"
