"""Chooses from which score on she asks or names help, and tells what comes of it on lines that were not learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Scores = Mapping[str, NDArray[np.floating[Any]]]

ASKED, ASKED_WITHOUT = 0.15, 0.03
"""Largest share of the lines that only sound like danger about which she asks, with and without the embedding model.

The lines resemble danger as closely as their writers could manage; of everyday lines she asks about far fewer.
"""
ASKED_EVERYDAY = 0.004
"""Largest share of everyday lines about which she asks."""
ALARMED = 0.005
"""Largest share of such lines that are answered with help because of the classifier."""
DOUBTED = 0.012
"""Largest share that is answered with help because of the patterns."""


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

    @property
    def copy(self) -> bool:
        """Whether it is another line, changed."""


def limits(
    lines: Sequence[Labelled], patterns: NDArray[np.floating[Any]], scores: Scores
) -> dict[str, NDArray[np.floating[Any]]]:
    """The scores of danger and of outrightness to be passed, and the danger below which the patterns are not believed."""
    none = np.array([line.level == "none" and not line.copy and not line.everyday for line in lines])
    everyday = np.array([line.everyday and not line.copy for line in lines])
    found = patterns[:, 0] > 0
    doubted = np.sort(scores["danger"][none & found])[::-1]
    allowed = int(DOUBTED * none.sum())
    veto = doubted[allowed] if len(doubted) > allowed else -1e4
    chosen = {}
    for name, way, asked, below in (("limits", "", ASKED, veto), ("limits_without", "_without", ASKED_WITHOUT, -1e4)):
        danger, outright = scores[f"danger{way}"][none & ~found], scores[f"outright{way}"][none & ~found]
        usual = (scores[f"{score}{way}"][everyday] for score in ("danger", "outright"))
        often, seldom = (
            np.quantile(one, 1 - share) if len(one) else -1e4
            for one, share in zip(usual, (ASKED_EVERYDAY, 0), strict=True)
        )
        chosen[name] = np.array(
            [max(np.quantile(danger, 1 - asked), often), max(np.quantile(outright, 1 - ALARMED), seldom), below]
        )
    return chosen


def levels(
    patterns: NDArray[np.floating[Any]], scores: Scores, limit: NDArray[np.floating[Any]], way: str = ""
) -> list[str]:
    """What she would do at each line: safe, ask, or nothing."""
    danger, outright = scores[f"danger{way}"], scores[f"outright{way}"]
    known, hinted = patterns[:, 0] > 0, patterns[:, 1] > 0
    safe = np.where(known, danger >= limit[2], outright > limit[1])
    ask = known | hinted | (danger > limit[0])
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
    for name, way in (("limits", ""), ("limits_without", "_without")):
        level = levels(patterns, scores, chosen[name], way)
        told["with_model" if not way else "without_model"] = shares(lines, level)
    if worst:
        level = levels(patterns, scores, chosen["limits"])
        order = np.argsort(scores["danger"])
        told["missed"] = [
            lines[n].text for n in order if lines[n].level != "none" and not level[n] and not lines[n].copy
        ][:12]
        told["false_alarms"] = [
            lines[n].text for n in order[::-1] if lines[n].level == "none" and level[n] == "safe" and not lines[n].copy
        ][:12]
        told["asked_share_and_noticed_share"] = trade(lines, patterns, scores)
    return told


def shares(lines: Sequence[Labelled], level: Sequence[str]) -> dict[str, float]:
    """How many dangers are noticed, and how many lines without danger are answered as if there were one."""
    own = [(line, one) for line, one in zip(lines, level, strict=True) if not line.copy]
    pairs = [("everyday" if line.everyday else line.level, one) for line, one in own]

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


def trade(lines: Sequence[Labelled], patterns: NDArray[np.floating[Any]], scores: Scores) -> list[tuple[float, float]]:
    """For some shares of needless questions, the share of dangers that would be noticed."""
    level = np.array([line.level for line in lines])
    mine = np.array([not line.copy and not line.everyday for line in lines])
    score = scores["danger"] + 1e3 * (patterns.sum(axis=1) > 0)
    none, some = score[mine & (level == "none")], score[mine & (level != "none")]
    return [
        (asked, round(float(np.mean(some > np.quantile(none, 1 - asked))), 3))
        for asked in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
    ]
