"""Reads the events of a streamed reply in the forms that servers use: chat, completion, whole messages, Ollama's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from models.server.body import whole
from models.server.errors import ServerErrors
from models.server.sse import LONGEST_LINE, Field

_REASONING = ("reasoning_content", "reasoning", "thinking", "thought", "reasoning_details")
_CALLS = ("tool_calls", "function_call", "tool_call")
_TEXT_PARTS = (None, "text", "output_text")


class ReportedError(Exception):
    """The server reported an error in place of (the rest of) a reply."""

    def __init__(self, body: str) -> None:
        super().__init__("reported error")
        self.body = body


@dataclass(frozen=True)
class Said:
    """What one event says."""

    text: str = ""
    reasoned: bool = False
    """Whether it holds a part of a thought."""
    called: bool = False
    """Whether it calls a tool."""
    finish: str = ""
    """Why the reply ends, in the server's word; empty while it does not."""


class EventReader:
    """Reads the fields of one stream."""

    def __init__(self, errors: ServerErrors) -> None:
        self._errors = errors
        self._part = ""
        """The beginning of a JSON text that goes on in the next lines."""
        self._error_next = self._deltas = self._understood = self._strange = False

    @property
    def foreign(self) -> bool:
        """Whether something came, and nothing of it was an event."""
        return self._strange and not self._understood

    def ends(self, field: Field) -> bool:
        """Whether this field says that nothing more will come."""
        return field.name in ("data", "bare") and field.value == "[DONE]"

    def read(self, field: Field) -> dict[str, Any] | None:
        """The event that is whole with this field, if any. Raises ReportedError, and ModelError for invalid JSON."""
        if field.name == "error":
            raise ReportedError(field.value)
        if field.name == "event":
            self._error_next = field.value == "error"
            return None
        if self._error_next and field.name == "data" and field.value:
            raise ReportedError(field.value)
        text = f"{self._part}\n{field.value}" if self._part else field.value
        if not text.startswith("{"):
            self._pass_over(text)
            return None
        event = self._event(text)
        if event is not None and self._is_error(event):
            raise ReportedError(text)
        return event

    def finish(self) -> None:
        """Raises ModelError when a JSON text is incomplete."""
        if self._part:
            raise self._errors.damaged()

    def said(self, event: dict[str, Any]) -> Said:
        """What an event says."""
        choice = _first(event.get("choices"))
        if not choice:
            message = _table(event.get("message"))  # Ollama's own form, and llama-server's
            text = _text(message.get("content")) or _text(event.get("response")) or _text(event.get("content"))
            ended = event.get("done") is True or event.get("stop") is True
            finish = str(event.get("done_reason") or "stop") if ended else ""
            return Said(text, _has(message, _REASONING), _has(message, _CALLS), finish)
        delta = _table(choice.get("delta"))
        self._deltas = self._deltas or bool(delta)
        message = {} if self._deltas else _table(choice.get("message"))  # some repeat all of it at the end
        tables = (delta, message)
        text = _text(choice.get("text")) or next(filter(None, map(_content, tables)), "")
        why = choice.get("finish_reason")
        return Said(
            text,
            any(_has(table, _REASONING) for table in tables),
            any(_has(table, _CALLS) for table in tables),
            why if isinstance(why, str) and why != "null" else "",
        )

    def _event(self, text: str) -> dict[str, Any] | None:
        event: dict[str, Any]
        try:
            event = json.loads(text)
        except (ValueError, RecursionError) as error:
            if len(text) > LONGEST_LINE:
                raise self._errors.damaged() from error
            self._part = text
            return None
        self._part, self._understood = "", True
        return event

    def _pass_over(self, text: str) -> None:
        """Pass over keep-alives in any form. Raises ModelError for a number, which no server sends to keep a line open."""
        self._strange = self._strange or bool(text)
        if text.removeprefix("-").replace(".", "", 1).isdigit():
            raise self._errors.damaged()

    def _is_error(self, event: dict[str, Any]) -> bool:
        if event.get("error") or event.get("object") == "error" or event.get("type") == "error":
            return True
        if "choices" in event:
            return bool(_first(event["choices"]).get("error"))
        return isinstance(event.get("message"), str) or isinstance(event.get("detail"), str)


def _content(message: dict[str, Any]) -> str:
    return _text(message.get("content")) or _text(message.get("text")) or _text(message.get("refusal"))


def _has(table: dict[str, Any], names: tuple[str, ...]) -> bool:
    parts = table.get("content")
    kinds = [part.get("type") for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    return any(table.get(name) for name in names) or any(kind in names for kind in kinds)


def _first(choices: object) -> dict[str, Any]:
    return _table(choices[0]) if isinstance(choices, list) and choices else {}


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """The text, or that of its parts, with halves of surrogate pairs (from servers that cut strings in UTF-16) replaced."""
    match value:
        case str():
            return whole(value)
        case list():
            return "".join(map(_text, value))
        case {"type": kind} if kind not in _TEXT_PARTS:
            return ""
        case {"text": text} | {"value": text} | {"content": text}:
            return _text(text)
    return ""
