"""Reads replies.toml, and recognises in what she said which of these replies it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import cast

from companion.care.signal import DANGERS, HINT, Kind
from companion.text.contacts import contacts
from companion.text.sentences import split

Replies = dict[str, dict[str, list[list[str]]]]
"""By kind and topic: the replies, each a list of sentences."""

TALK_TO, EMERGENCY = "Someone to talk to: ", "Emergency: "
"""What stands before the help lines that are shown."""
HEARD = "I'm with you."
"""What the LLM is shown of a reply that did nothing but name help."""
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
                telling = _telling(sentence)
                if len(telling.split()) >= _TELLING and (topic != HINT or "?" in sentence):
                    shows.setdefault(telling, set()).add((kind, topic))
    return {sentence: next(iter(of)) for sentence, of in shows.items() if len(of) == 1}


@cache
def _sentences_for_all() -> dict[str, str]:
    """Which topic a sentence shows, of the replies that are the same for several kinds."""
    some = [
        (topic, reply) for kind in ("young", "follow") for topic, table in replies()[kind].items() for reply in table
    ]
    return {_telling(one): topic for topic, reply in some for one in reply if len(_telling(one).split()) >= _TELLING}


def _telling(sentence: str) -> str:
    """What of a sentence is the same whatever the settings: all of it, or what stands before the help that it names."""
    return sentence.partition("{")[0].strip()


def recognised(reply: str) -> tuple[Kind, str] | None:
    """The kind and topic of a written reply to danger, from as much of it as was heard; None: it is something else."""
    return next((of for sentence, of in _sentences().items() if sentence in reply), None)


_NAMES = re.compile(r"\{(?:help|line|emergency)\}")


@cache
def _naming() -> re.Pattern[str]:
    """Her written sentences that name help, whatever the settings say it is, up to their ends or that of the reply."""
    every = {one for table in replies().values() for some in table.values() for reply in some for one in reply}
    naming = sorted(one for one in every if _NAMES.search(one) and _telling(one))
    return re.compile("|".join(rf"{re.escape(_telling(one))} .*?(?:[.?!](?=\s|$)|$)" for one in naming), re.M)


def names_help(reply: str) -> bool:
    """Whether a reply of hers names help in written words, aloud or beside them."""
    return bool(_naming().search(reply)) or any(label in reply for label in (TALK_TO, EMERGENCY))


def without_help(reply: str) -> str:
    """A reply of hers without the help that written words of care named in it.

    For the LLM, which would imitate it with numbers of its own making. Any other reply is given back as it is.
    """
    if not names_help(reply):
        return reply
    text = re.sub(rf"(?:{re.escape(TALK_TO)}|{re.escape(EMERGENCY)}).*$", "", reply, flags=re.M)
    kept = [one for one in split(_naming().sub("", text)) if not contacts(one)]
    return " ".join(kept) or HEARD


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
