"""Chooses from which score on she asks or names help, and tells what comes of it on lines that were not learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from companion.care.reader import BARE
from companion.text.normalised_words import normalised

Scores = Mapping[str, NDArray[np.floating[Any]]]

ASKED, ASKED_WITHOUT = 0.08, 0.08
"""Largest share of the lines that only sound like danger about which she asks, with and without the embedding model.

What the patterns ask is within it. The lines resemble danger as closely as their writers could manage; of everyday lines she
asks about far fewer.
"""
ASKED_EVERYDAY = 0.007
"""Largest share of everyday lines about which she asks because of the classifier."""
HINTED_EVERYDAY = 0.002
"""Largest share of everyday lines about which she asks because of a pattern's hint that the classifier does not find unlikely."""
ALARMED = 0.002
"""Largest share of such lines that are answered with help because of the classifier."""
DOUBTED = 0.006
"""Largest share that is answered with help because of the patterns."""
LOST = 0.03
"""Largest share of the dangers known to, or hinted at by, the patterns that the classifier may take for harmless."""
_NEVER = -1e4


class Labelled(Protocol):
    """A line of which it is known what it shows."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def level(self) -> str:
        """plain, slant or none."""

    @property
    def everyday(self) -> bool:
        """Whether it doesn't even resemble a danger."""


def limits(
    lines: Sequence[Labelled], patterns: NDArray[np.floating[Any]], scores: Scores
) -> dict[str, NDArray[np.floating[Any]]]:
    """The scores above which she asks and names help, and below which the patterns are doubted and not believed.

    The last one: the score below which a pattern's hint is not believed. With and without the embedding model. Lines whose
    scores are no numbers were not tried.
    """
    level = np.array(["everyday" if line.everyday else line.level for line in lines])
    known, chosen = patterns[:, 0] > 0, {}
    for way, asked in (("", ASKED), ("_without", ASKED_WITHOUT)):
        danger, outright = scores[f"danger{way}"], scores[f"outright{way}"]
        none, everyday, some = (
            np.isfinite(danger) & np.isin(level, one) for one in ("none", "everyday", ("plain", "slant"))
        )
        below = (_NEVER, _NEVER) if way else _disbelieved(danger, none & known, some & known, _long(lines), none.sum())
        safe = max(
            _passed_by(outright[none & ~known], int(ALARMED * none.sum())), _passed_by(outright[everyday & ~known], 0)
        )
        hinted = (patterns[:, 1] > 0) & ~known & _long(lines)
        unlikely = _NEVER if way else _unlikely(danger, everyday & hinted, some & hinted, int(everyday.sum()))
        anyway = np.array(levels(lines, patterns, scores, np.array([np.inf, safe, *below, unlikely]), way)) != ""
        left = int(asked * none.sum()) - int((anyway & none).sum())
        usual = _passed_by(danger[everyday & ~anyway], int(ASKED_EVERYDAY * everyday.sum()))
        chosen[f"limits{way}"] = np.array(
            [max(_passed_by(danger[none & ~anyway], left), usual), safe, *below, unlikely]
        )
    return chosen


def _disbelieved(
    danger: NDArray[np.floating[Any]],
    none: NDArray[np.bool_],
    some: NDArray[np.bool_],
    long: NDArray[np.bool_],
    count: int,
) -> tuple[float, float]:
    """The scores below which the patterns are doubted, and not believed.

    `none`, `some`: the lines known to the patterns that are harmless and that are not; `count`: all harmless lines.
    """
    dangers = danger[some & long]
    harmless = float(np.quantile(dangers, LOST)) if len(dangers) else _NEVER
    most = int(DOUBTED * count) - int((none & ~long).sum())
    return max(harmless, _passed_by(danger[none & long], most)), harmless


def _unlikely(
    danger: NDArray[np.floating[Any]], everyday: NDArray[np.bool_], some: NDArray[np.bool_], count: int
) -> float:
    """The score below which a hint is not believed. `everyday`, `some`: the hinted lines that are harmless and that are not."""
    least = float(np.quantile(danger[some], LOST)) if some.any() else _NEVER
    return max(least, _passed_by(danger[everyday], int(HINTED_EVERYDAY * count)))


def _passed_by(scores: NDArray[np.floating[Any]], most: int) -> float:
    """The lowest limit that at most so many of the scores are above."""
    return float(np.sort(scores)[::-1][max(most, 0)]) if max(most, 0) < len(scores) else _NEVER


def _long(lines: Sequence[Labelled]) -> NDArray[np.bool_]:
    """Which lines are so long that the patterns may be doubted."""
    return np.array([len(normalised(line.text).replace(".", "").split()) > BARE for line in lines])


def levels(
    lines: Sequence[Labelled],
    patterns: NDArray[np.floating[Any]],
    scores: Scores,
    limit: NDArray[np.floating[Any]],
    way: str = "",
) -> list[str]:
    """What she would do at each line: safe, ask, or nothing."""
    danger, outright, long = scores[f"danger{way}"], scores[f"outright{way}"], _long(lines)
    known = patterns[:, 0] > 0
    safe = np.where(known, ~long | (danger > limit[2]), outright > limit[1])
    hinted = (patterns[:, 1] > 0) & ~(long & (danger <= limit[4]))
    ask = (known & ~(long & (danger <= limit[3]))) | hinted | (~known & (danger > limit[0]))
    return ["safe" if one else "ask" if other else "" for one, other in zip(safe, ask, strict=True)]


def figures(
    lines: Sequence[Labelled],
    patterns: NDArray[np.floating[Any]],
    scores: Scores,
    chosen: Mapping[str, NDArray[np.floating[Any]]],
    worst: bool,
) -> dict[str, Any]:
    """The shares that the limits lead to, with and without the embedding model, and the worst mistakes."""
    told: dict[str, Any] = {}
    tried = [int(at) for at in np.flatnonzero(np.isfinite(scores["danger"]))]
    some = [lines[at] for at in tried]
    patterns, scores = patterns[tried], {name: score[tried] for name, score in scores.items()}
    for name, way in (("limits", ""), ("limits_without", "_without")):
        level = levels(some, patterns, scores, chosen[name], way)
        told["with_model" if not way else "without_model"] = shares(some, level) | {
            "area_under_curve": area(some, scores[f"danger{way}"])
        }
    if worst:
        level, order = levels(some, patterns, scores, chosen["limits"]), np.argsort(scores["danger"])
        told["missed"] = [some[n].text for n in order if some[n].level != "none" and not level[n]][:12]
        told["asked_needlessly"] = [some[n].text for n in order[::-1] if some[n].level == "none" and level[n]][:12]
        told["asked_share_and_noticed_share"] = trade(some, scores["danger"])
    return told


def shares(lines: Sequence[Labelled], level: Sequence[str]) -> dict[str, float]:
    """How many dangers are noticed, and how many lines without danger are answered as if there were one."""
    pairs = [("everyday" if line.everyday else line.level, one) for line, one in zip(lines, level, strict=True)]

    def share(which: Sequence[str], *answers: str) -> float:
        some = [answer in answers for kind, answer in pairs if kind in which]
        return round(sum(some) / max(len(some), 1), 3)

    return {
        "danger_noticed_share": share(("plain", "slant"), "safe", "ask"),
        "plain_noticed_share": share(("plain",), "safe", "ask"),
        "slant_noticed_share": share(("slant",), "safe", "ask"),
        "plain_danger_safe_share": share(("plain",), "safe"),
        "false_alarm_share": share(("none",), "safe"),
        "asked_needlessly_share": share(("none",), "ask"),
        "everyday_alarm_share": share(("everyday",), "safe"),
        "everyday_asked_share": share(("everyday",), "ask"),
    }


def trade(lines: Sequence[Labelled], danger: NDArray[np.floating[Any]]) -> list[tuple[float, float]]:
    """For some shares of needless questions, the share of dangers that the classifier alone would notice."""
    none, some = _sides(lines, danger)
    return [
        (asked, round(float(np.mean(some > np.quantile(none, 1 - asked))), 3))
        for asked in (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
    ]


def area(lines: Sequence[Labelled], danger: NDArray[np.floating[Any]]) -> float:
    """How often a danger scores above a line that only sounds like one: the area under the curve."""
    none, some = _sides(lines, danger)
    return round(float(np.searchsorted(np.sort(none), some).mean()) / max(len(none), 1), 3)


def _sides(
    lines: Sequence[Labelled], danger: NDArray[np.floating[Any]]
) -> tuple[NDArray[np.floating[Any]], NDArray[np.floating[Any]]]:
    level = np.array([line.level for line in lines])
    hard = np.array([not line.everyday for line in lines])
    return danger[hard & (level == "none")], danger[hard & (level != "none")]
