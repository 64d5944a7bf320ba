"""Reads one streamed reply: the text to be spoken, and the figures of the reply."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal

from models.language import Usage
from models.server.body import whole
from models.server.errors import ServerErrors
from models.server.reasoning import ThinkFilter
from models.server.sse import Field


class ReplyReader:
    """Reads chat and completion chunks alike; accepts what servers leave out or add."""

    def __init__(self, errors: ServerErrors, prompt_estimate: int, clock: Callable[[], float]) -> None:
        self._errors, self._clock = errors, clock
        self._think = ThinkFilter()
        self._began = clock()
        self._first: float | None = None
        self._prompt = prompt_estimate
        self._cached = 0
        self._chunks = 0
        self._output: int | None = None
        self._reasoned = self._audible = False
        self.finish: Literal["stop", "length"] | None = None
        """Why the model ended its reply; None while it has not."""
        self.done = False
        """Whether nothing more will come."""

    @property
    def wordless(self) -> bool:
        """Whether nothing has come yet, not even a thought."""
        return self._chunks == 0

    def read(self, field: Field) -> str:
        """The text of one field. Raises ModelError for errors that the server reports and for invalid JSON."""
        if field.name == "error":
            raise self._errors.failed(field.value)
        if field.value == "[DONE]":
            self.done = True
        if not field.value or self.done:
            return ""
        event = self._event(field.value)
        self._count(event)
        choice = _first(event.get("choices"))
        text = self._said(choice)
        if choice.get("finish_reason"):
            self.finish = "length" if choice["finish_reason"] in ("length", "max_tokens") else "stop"
        return self._shown(self._think.feed(text))

    def rest(self) -> str:
        """The text that was held back. Raises ModelError when the reply broke off or consists of thoughts only."""
        if self.finish is None and not self.done:
            raise self._errors.cut(self.wordless)
        rest = self._shown(self._think.finish())
        if not self._audible and self.finish == "length" and (self._reasoned or self._think.thought):
            raise self._errors.only_thoughts()
        return rest

    def usage(self, finish: Literal["stop", "length", "cancelled"]) -> Usage:
        """The figures that the server gave, and estimates of those it did not."""
        now = self._clock()
        first = self._first if self._first is not None else now
        output = self._output if self._output is not None else self._chunks
        evaluated = max(0, self._prompt - self._cached)
        return Usage(self._prompt, evaluated, output, first - self._began, now - self._began, finish)

    def _event(self, value: str) -> dict[str, Any]:
        try:
            event = json.loads(value)
        except ValueError as error:
            raise self._errors.damaged() from error
        if not isinstance(event, dict):
            raise self._errors.damaged()
        if event.get("error") or event.get("object") == "error":
            raise self._errors.failed(value)
        return event

    def _said(self, choice: dict[str, Any]) -> str:
        """The text of a chunk: `text` of a completion, `content` of a chat; reasoning is only counted."""
        delta = _table(choice.get("delta"))
        text = _text(choice.get("text")) or _text(delta.get("content"))
        reasoning = _text(delta.get("reasoning_content")) or _text(delta.get("reasoning"))
        if text or reasoning:
            self._chunks += 1
            self._first = self._first if self._first is not None else self._clock()
        self._reasoned = self._reasoned or bool(reasoning)
        return text

    def _count(self, event: dict[str, Any]) -> None:
        """Read OpenAI's `usage`, and the number of cached tokens from llama-server's `timings` if `usage` lacks it."""
        usage, timings = _table(event.get("usage")), _table(event.get("timings"))
        if isinstance(usage.get("prompt_tokens"), int):
            self._prompt = usage["prompt_tokens"]
        if isinstance(usage.get("completion_tokens"), int):
            self._output = usage["completion_tokens"]
        for cached in (timings.get("cache_n"), _table(usage.get("prompt_tokens_details")).get("cached_tokens")):
            if isinstance(cached, int):
                self._cached = cached

    def _shown(self, text: str) -> str:
        self._audible = self._audible or bool(text.strip())
        return text


def _first(choices: object) -> dict[str, Any]:
    return _table(choices[0]) if isinstance(choices, list) and choices else {}


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """The text, with halves of surrogate pairs (from servers that cut strings in UTF-16) replaced; empty for no text."""
    return whole(value) if isinstance(value, str) else ""
