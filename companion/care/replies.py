"""Reads replies.toml, and recognises in what she said which of these replies it was."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
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


@cache
def _sentences_for_all() -> dict[str, str]:
    """Which topic a sentence shows, of the replies that are the same for several kinds."""
    some = [
        (topic, reply) for kind in ("young", "follow") for topic, table in replies()[kind].items() for reply in table
    ]
    return {one: topic for topic, reply in some for one in reply if len(one.split()) >= _TELLING and "{" not in one}


def recognised(reply: str) -> tuple[Kind, str] | None:
    """The kind and topic of a written reply to danger, from as much of it as was heard; None: it is something else."""
    return next((of for sentence, of in _sentences().items() if sentence in reply), None)


def recognised_in_turn(hers: Sequence[str]) -> list[tuple[Kind, str] | None]:
    """The same for each of her replies in turn; one that is the same for several kinds is of the kind spoken of before it."""
    kind: Kind = "suicide"
    found: list[tuple[Kind, str] | None] = []
    for reply in hers:
        of = recognised(reply)
        if of is None:
            topic = next((topic for sentence, topic in _sentences_for_all().items() if sentence in reply), None)
            of = None if topic is None else (kind, topic)
        found.append(of)
        kind = of[0] if of is not None else kind
    return found
