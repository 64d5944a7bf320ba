"""Defines conversations and messages, and builds them from the rows of the database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Speaker = Literal["you", "her"]
Via = Literal["voice", "typed"]

NEUTRAL_LABEL = "Interview"
"""What stands where a name would, before a line of the neutral voice."""

_TITLE = 60


@dataclass(frozen=True)
class Message:
    """One line, as it was said."""

    id: int
    conversation: int
    speaker: Speaker
    text: str
    at: datetime
    """Local time without zone, to the millisecond."""
    via: Via
    interrupted: bool
    """True when `text` is only the part of her reply that was heard."""
    neutral: bool = False
    """Whether the neutral voice of the interview said it, which is kept beside hers: it stands under `NEUTRAL_LABEL`."""


@dataclass(frozen=True)
class Conversation:
    """A series of messages from one beginning to the next."""

    id: int
    started: datetime
    ended: datetime
    """When its last message was said; `started` while there is none."""
    title: str
    """The user's first words, at most 60 characters; empty while there is no message."""
    messages: int
    """How many."""


MESSAGE = """m.id, m.conversation, m.speaker, m.text, m.at, m.via, m.interrupted,
    exists (select 1 from neutral_line where message = m.id)"""
"""The columns of `message m` that `as_message` expects."""

CONVERSATION = """
    c.id, c.started,
    coalesce((select at from message where conversation = c.id order by id desc limit 1), c.started),
    coalesce(
        (select substr(text, 1, 300) from message where conversation = c.id and speaker = 'you' order by id limit 1),
        (select substr(text, 1, 300) from message where conversation = c.id order by id limit 1),
        ''
    ),
    (select count(*) from message where conversation = c.id)
"""
"""The columns of `conversation c` that `as_conversation` expects."""


def as_message(row: tuple[Any, ...]) -> Message:
    """Build a message from a row with the columns of `MESSAGE`."""
    number, conversation, speaker, text, at, via, interrupted, neutral = row
    when = datetime.fromisoformat(at)
    return Message(number, conversation, speaker, text, when, via, bool(interrupted), bool(neutral))


def label(message: Message, her_name: str) -> str:
    """What stands before a line, in place of a name: “You”, hers, or that it belongs to the interview."""
    return "You" if message.speaker == "you" else NEUTRAL_LABEL if message.neutral else her_name


def as_conversation(row: tuple[Any, ...]) -> Conversation:
    """Build a conversation from a row with the columns of `CONVERSATION`."""
    number, started, ended, words, messages = row
    return Conversation(
        number, datetime.fromisoformat(started), datetime.fromisoformat(ended), title_from(words), messages
    )


def title_from(words: str) -> str:
    """The first words on one line, at most 60 characters, cut between words where possible."""
    line = " ".join(words.split())
    if len(line) <= _TITLE:
        return line
    cut = line[: _TITLE - 1]
    whole, _, _ = cut.rpartition(" ")
    return (whole or cut).rstrip() + "…"


def iso_time(at: datetime) -> str:
    """The time as it is stored: local, ISO, with milliseconds."""
    return at.replace(tzinfo=None).isoformat(timespec="milliseconds")


def storable(text: str) -> str:
    """The text without what the file can't hold: NUL is dropped, half a surrogate pair becomes U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\0", ""))


def join_sentences(text: str, sentence: str) -> str:
    """Join a reply and its next sentence by a space, unless there is one already or the script uses none."""
    if not text or not sentence or text[-1].isspace() or sentence[0].isspace() or text[-1] in "。！？…」』":
        return text + sentence
    return f"{text} {sentence}"
