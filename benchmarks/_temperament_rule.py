"""Chooses which of two replies to one line is the funny character's and which the thoughtful one's, by a written rule.

The rule was fixed before any reply was read, and knows nothing of which is which: exclamation marks, words of exaggeration and
of mischief speak for the funny one; words of wondering and of feeling, and long sentences, for the thoughtful one.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from companion.text import style

_EXAGGERATING = re.compile(
    r"\b(?:all|always|never|ever|every\w*|entire(?:ly)?|whole|nobody|forever|million\w*|billion\w*|thousand\w*|hundred\w*|"
    r"worst|best|finally|obviously|clearly|absolutely|officially|at least|again|too|even|emergency|disaster|crime\w*|"
    r"world|history|legend\w*|famous|king|queen|prize|medal|applause|congratulations)\b"
)
_MISCHIEF = re.compile(
    r"\b(?:ha|haha|oh|bold|warn\w*|blame\w*|call(?:s|ed)? the|lawyer|police|court|complain\w*|revenge|justice|steal|bribe\w*|"
    r"shout\w*|scream\w*|run|hide|confess\w*|suspect\w*|accus\w*|dare|trick|joke\w*|laugh\w*|poor (?:thing|man|dog|cat)|"
    r"next (?:he|she|they|it|you)(?:'ll| will))\b"
)
_WONDERING = re.compile(
    r"\b(?:maybe|perhaps|i think|i wonder|i suppose|wonder\w*|somehow|sometimes|seems?|sounds?|as if|as though|rather|"
    r"almost|a kind of|whether|in a way|it is strange|strange)\b"
)
_FEELING = re.compile(
    r"\b(?:feel\w*|felt|quiet\w*|slow\w*|gentl\w*|still|rest|listen\w*|silence|mean(?:s|ing)?|matter\w*|carr(?:y|ies|ied)|"
    r"hold\w*|heav\w*|soft\w*|comfort\w*|miss\w*|hurts?|alone|lonel\w*|underneath|remember\w*|letters?|dark|thought\w*)\b"
)
USUAL_LENGTH = 10
"""Words of a sentence that speak for neither."""


@dataclass(frozen=True)
class Pair:
    """What two characters answered to one line."""

    line: str
    funny: str
    thoughtful: str


def funniness(reply: str) -> float:
    """How much speaks for the funny character; below 0, more speaks for the thoughtful one."""
    text = reply.lower().replace("’", "'")
    length = len(text.split()) / max(1, style.count_sentences(reply))
    return (
        min(2, text.count("!"))
        + len(_EXAGGERATING.findall(text))
        + len(_MISCHIEF.findall(text))
        - len(_WONDERING.findall(text))
        - len(_FEELING.findall(text))
        - (length - USUAL_LENGTH) / USUAL_LENGTH
    )


def told_apart(pairs: Sequence[Pair]) -> float:
    """The share of pairs of which the rule finds the funny reply; a tie is half right, as a guess would be."""
    right = [0.5 + 0.5 * _sign(funniness(pair.funny) - funniness(pair.thoughtful)) for pair in pairs]
    return round(sum(right) / len(right), 3) if right else 0.0


def write_pairs(pairs: Sequence[Pair], file: Path, dice: random.Random) -> None:
    """Writes the pairs in random order and each in random order, and what is which in a second file, for a blind reader."""
    shown, key = [], []
    for number, pair in enumerate(dice.sample(list(pairs), len(pairs)), 1):
        first = dice.choice(("a", "b"))
        a, b = (pair.funny, pair.thoughtful) if first == "a" else (pair.thoughtful, pair.funny)
        shown.append({"pair": number, "line": pair.line, "a": a, "b": b})
        key.append({"pair": number, "funny": first})
    _write(file, shown)
    _write(file.with_name(f"{file.stem}.key{file.suffix}"), key)


def _write(file: Path, rows: Sequence[dict[str, object]]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _sign(difference: float) -> int:
    return (difference > 0) - (difference < 0)
