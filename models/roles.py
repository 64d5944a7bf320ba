"""Rewrites chat messages for templates that know no system message or insist on alternating roles."""

from __future__ import annotations

from models.language import ChatMessage


def as_two_voices(messages: tuple[ChatMessage, ...]) -> tuple[ChatMessage, ...]:
    """Only user and assistant, in turns, the user first; the system's text stands before the user's first words."""
    system = "\n\n".join(message.content for message in messages if message.role == "system")
    turns: list[ChatMessage] = [ChatMessage("user", system)] if system else []
    for message in messages:
        if message.role == "system":
            continue
        if not turns and message.role == "assistant":
            turns.append(ChatMessage("user", "…"))
        if turns and turns[-1].role == message.role:
            turns[-1] = ChatMessage(message.role, f"{turns[-1].content}\n\n{message.content}")
        else:
            turns.append(message)
    return tuple(turns)
