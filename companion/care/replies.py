"""Reads replies.toml, and recognises in what she said which of these replies it was."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import cast

from companion.care.signal import DANGERS, HINT, Kind

Replies = dict[str, dict[str, list[list[str]]]]
"""By kind and topic: the replies, each a list of sentences."""

_TELLING = 4
"""Fewest words of a sentence by which a reply is recognised."""


@cache
def replies() -> Replies:
    """All written replies."""
    text = resources.files("companion.care").joinpath("replies.toml").read_text(encoding="utf-8")
    return cast("Replies", tomllib.loads(text))


@cache
def _sentences() -> dict[str, tuple[Kind, str]]:
    """Which kind and topic a sentence shows, if it is in replies of one only; of a question, only that which asks."""
    shows: dict[str, set[tuple[Kind, str]]] = {}
    for kind in DANGERS:
        for topic, some in replies()[kind].items():
            for sentence in (sentence for reply in some for sentence in reply):
                if "{" not in sentence and len(sentence.split()) >= _TELLING and (topic != HINT or "?" in sentence):
                    shows.setdefault(sentence, set()).add((kind, topic))
    return {sentence: next(iter(of)) for sentence, of in shows.items() if len(of) == 1}


def recognised(reply: str) -> tuple[Kind, str] | None:
    """The kind and topic of a written reply to danger, from as much of it as was heard; None: it is something else."""
    return next((of for sentence, of in _sentences().items() if sentence in reply), None)
