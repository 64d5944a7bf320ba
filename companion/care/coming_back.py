"""Decides whether she comes back to a danger of an earlier talk when she is opened, from the exchanges since and their times.

Nothing is kept for it: her own stored replies tell what she answered, so she does not ask about what was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from companion.care.answers import wants_silence
from companion.care.detection import completed
from companion.care.following import about_somebody_else
from companion.care.patterns import danger
from companion.care.replies import recognised_in_turn
from companion.care.signal import BACK, BELIEVED, HUSHED, Kind, RiskSignal
from companion.text.normalised_words import normalised
from companion.text.topics import mentioned

SOONEST = timedelta(hours=1)
"""Who opens her again at once has only begun anew; the question would be the same one twice."""
RECENT = timedelta(days=3)
"""After that she comes back lightly."""
LATEST = timedelta(days=14)
"""After that not at all: a question out of nowhere about weeks ago tears open what may have healed."""
NEAR = 6
"""Exchanges within which a wish not to be asked belongs to what she said of a danger."""


@dataclass(frozen=True)
class Exchange:
    """A line of the user's and her reply to it; either may be empty."""

    line: str
    reply: str
    at: datetime
    """When the reply was begun."""


def danger_to_come_back_to(
    exchanges: Sequence[Exchange], now: datetime, forbidden: Iterable[str] = ()
) -> RiskSignal | None:
    """The danger that she comes back to, and how lightly; None if there is none, or it is settled.

    `exchanges`: those of the last days, oldest first. `forbidden`: topics that the user asked never to be reminded of.
    """
    given = recognised_in_turn([one.reply for one in exchanges])
    dangers = [n for n, of in enumerate(given) if of is not None and RiskSignal(*of).level == "safe"]
    if not dangers:
        return None
    last, (kind, _) = dangers[-1], given[dangers[-1]] or ("suicide", "")
    since = now - exchanges[last].at
    if not SOONEST <= since <= LATEST or _settled(exchanges, given, last, kind):
        return None
    if mentioned(forbidden, " ".join(one.line for one in exchanges[max(0, last - NEAR) : last + 1])) is not None:
        return None
    lightly = since > RECENT
    told = [of for of in given[max(0, last - NEAR) : last + 1] if of is not None and of[1] not in ("urgent", "steady")]
    other = not lightly and about_somebody_else(told)
    signal = RiskSignal(kind, f"{BACK}_lightly" if lightly else f"{BACK}_other" if other else BACK)
    lines = [one.line for one in exchanges[: last + 1] if one.line]
    return completed(signal, lines[-1] if lines else "", lines)


def _settled(exchanges: Sequence[Exchange], given: Sequence[tuple[Kind, str] | None], last: int, kind: Kind) -> bool:
    """Whether she came back to it already, a clear no followed, or the user wants no question about it."""
    after = [of for of in given[last + 1 :] if of is not None]
    if any(topic.startswith(BACK) or (of_kind, topic) == (kind, BELIEVED) for of_kind, topic in after):
        return True
    return any(_hushed(exchanges[number].line, given[: number + 1], kind) for number in range(last + 1, len(exchanges)))


def _hushed(line: str, given: Sequence[tuple[Kind, str] | None], kind: Kind) -> bool:
    """Whether the user wants no question about this kind, by the line, or by the last of what she answered so far."""
    if given[-1] is not None:
        return given[-1] == (kind, HUSHED)
    about = [of[0] for of in given[-NEAR - 1 : -1] if of is not None]
    full = normalised(line)
    return kind in about and danger(full) is None and wants_silence(full)
