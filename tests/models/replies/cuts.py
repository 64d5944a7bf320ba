"""Sends a text through a filter of replies, whole or in pieces."""

from __future__ import annotations

from models.replies.reply_filter import ReplyFilter
from models.replies.thoughts import Beginning

NAMES = ("Ada", "Sam")


def through(pieces: list[str], beginning: Beginning = "reply") -> str:
    reply, shown = ReplyFilter(NAMES, beginning), ""
    for piece in pieces:
        shown += reply.feed(piece)
        if reply.over:
            break
    return shown + reply.finish()


def cut(text: str, places: list[int]) -> list[str]:
    ends = sorted(place % (len(text) + 1) for place in places)
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]
