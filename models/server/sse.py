"""Cuts the bytes of a server-sent event stream into its fields, and passes on lines that are none.

https://html.spec.whatwg.org/multipage/server-sent-events.html, as OpenAI-compatible servers use it: one JSON text a
line. Lines are cut as bytes, because `str.splitlines` (and so `httpx.Response.iter_lines`) also cuts at U+2028 and others
that may occur inside JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from models.errors import ModelError

LONGEST_LINE = 1 << 20
"""In bytes. A token and its figures take a few hundred."""

FieldName = Literal["data", "error", "event", "bare"]
_IGNORED = ("", "id", "retry")


@dataclass(frozen=True)
class Field:
    """One line of the stream."""

    name: FieldName
    """`error`: llama-server reports errors within a stream so. `bare`: a line without a field's name, such as JSON that was
    sent without one."""
    value: str


class EventStream:
    """Cuts one stream into fields; ignores comments, empty lines and the fields `id` and `retry`."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, chunk: bytes) -> list[Field]:
        """The fields completed by this chunk. Raises ModelError for a line longer than LONGEST_LINE."""
        *lines, self._held = (self._held + chunk.replace(b"\r", b"\n")).split(b"\n")
        if len(self._held) > LONGEST_LINE:
            raise ModelError("The server sends a line without end; check that its address is the right one.")
        return [field for line in lines if (field := _field(line))]

    def finish(self) -> list[Field]:
        """The last line, when the stream ended without closing it."""
        return self.feed(b"\n")


def _field(line: bytes) -> Field | None:
    text = line.decode("utf-8", "replace").removeprefix("\ufeff")
    name, _, value = text.partition(":")
    if name in _IGNORED:
        return None
    for known in get_args(FieldName)[:-1]:
        if name == known:
            return Field(known, value.strip())
    return Field("bare", text.strip()) if text.strip() else None
