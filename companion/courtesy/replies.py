"""Chooses what she answers to a courtesy: by kind, temperament and hour, and nothing that she said lately."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from companion.courtesy.reading import Courtesy
from companion.text.sentences import split
from companion.text.style import normalised

_NAME = "{name}"
_NAMED = 0.5
"""How often a reply that may name the user does."""
_NAME_RESTS = 4
"""Sentences of hers for which the user is not named again."""
_OPENERS = "also_thanks"
_HOURS = "hours"


@dataclass(frozen=True)
class Wording:
    """What a choice of words depends on."""

    said: Sequence[str]
    """Her sentences of the last replies, oldest first."""
    hour: int
    """0 to 23."""
    name: str
    """The user's; empty when unknown."""
    permits: Callable[[Sequence[str]], bool]
    """Whether the rules in force let her say these sentences together."""
    dice: random.Random
    named: float = _NAMED
    """How often a reply that may name the user does."""

    def choose(self, groups: Iterable[Sequence[str]]) -> str:
        """A reply of the first group that has one unused; else the one used longest ago. Empty when none is permitted."""
        used: list[str] = []
        for group in groups:
            fit = [one for one in group if self._fits(one)]
            if fresh := [one for one in fit if self._last_said(one) < 0]:
                return self._named(self.dice.choice(fresh))
            used += fit
        return self._named(min(used, key=self._last_said)) if used else ""

    def _fits(self, reply: str) -> bool:
        low = reply.lower()
        for words, (first, last) in _table()[_HOURS].items():
            if re.search(rf"\b{words}\b", low) and not _within(self.hour, first, last):
                return False
        return self.permits(split(self._with(reply, "")))

    def _last_said(self, reply: str) -> int:
        """When the whole of it was last said: the number of its sentence said longest ago; below 0 if one never was."""
        last = {normalised(sentence): number for number, sentence in enumerate(self.said)}
        forms = (split(self._with(reply, self.name)), split(self._with(reply, "")))
        return max(min((last.get(normalised(one), -1) for one in form), default=-1) for form in forms)

    def _named(self, reply: str) -> str:
        lately = any(self.name in sentence for sentence in self.said[-_NAME_RESTS:])
        name = "" if lately or self.dice.random() > self.named else self.name
        return self._with(reply, name)

    @staticmethod
    def _with(reply: str, name: str) -> str:
        return reply.replace(_NAME, f", {name}" if name else "")


def reply_to(courtesy: Courtesy, temperament: str, wording: Wording) -> str:
    """What she says to a courtesy, with this temperament; empty when the rules in force permit none of it."""
    groups = [
        [one.replace("{wish}", courtesy.wish) for one in group]
        for group in _by_temperament(_table()[courtesy.kind], temperament)
    ]
    reply = wording.choose(groups)
    if courtesy.thanks and reply:
        opener = wording.choose([_table()[_OPENERS]["say"]])
        if opener and wording.permits([opener, *split(reply)]):
            return f"{opener} {reply}"
    return reply


def _by_temperament(rows: dict[str, list[str]], temperament: str) -> list[list[str]]:
    """Her own temperament's replies first; the others' only when those are used up."""
    return sorted(rows.values(), key=lambda group: group is not rows.get(temperament))


def _within(hour: int, first: int, last: int) -> bool:
    return first <= hour < last if first < last else hour >= first or hour < last


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("companion.courtesy").joinpath("replies.toml").read_text(encoding="utf-8"))
