"""Reads one streamed reply: the text to be spoken, and the figures of the reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from models.language import GenerateRequest, Usage
from models.replies.reply_filter import ReplyFilter
from models.replies.thoughts import Beginning
from models.server.errors import ServerErrors, Wordless
from models.server.events import EventReader, Said
from models.server.sse import Field

_SENTENCE_ENDS = (".", "!", "?", "…", '"', "”", "’", ")", "*")


class ReplyReader:
    """Reads chat and completion chunks alike; accepts what servers leave out or add."""

    def __init__(
        self,
        errors: ServerErrors,
        request: GenerateRequest,
        prompt_estimate: int,
        clock: Callable[[], float],
        beginning: Beginning = "reply",
    ) -> None:
        """`beginning`: whether this server's replies may begin within a thought."""
        self._errors, self._clock, self._request = errors, clock, request
        self._filter = ReplyFilter(request.speakers, beginning)
        self._events = EventReader(errors)
        self._began = clock()
        self._first: float | None = None
        self._prompt = prompt_estimate
        self._cached = 0
        self._chunks = 0
        self._output: int | None = None
        self._reasoned = self._called = self._filtered = False
        self._text = ""
        self.finish: Literal["stop", "length"] | None = None
        """Why the model ended its reply; None while it has not."""
        self.done = False
        """Whether nothing more will come."""

    @property
    def wordless(self) -> bool:
        """Whether nothing has come yet, not even a thought."""
        return self._chunks == 0

    @property
    def audible(self) -> bool:
        """Whether there has been a word to show."""
        return bool(self._text.strip())

    @property
    def closed_unopened(self) -> bool:
        """Whether a thought ended that had not begun."""
        return self._filter.closed_unopened

    def read(self, field: Field) -> str:
        """The text of one field. Raises ReportedError for errors that the server reports, ModelError for invalid JSON."""
        if self.done or self._events.ends(field):
            self.done = True
            return ""
        event = self._events.read(field)
        if event is None:
            return ""
        self._count(event)
        said = self._events.said(event)
        self._note(said)
        shown = self._shown(self._filter.feed(said.text))
        self.done = self.done or self._filter.over
        return shown

    def rest(self) -> str:
        """The text that was held back, once nothing more comes."""
        return self._shown(self._filter.finish())

    def check(self, whole: bool) -> None:
        """Raise ModelError when the reply broke off or has no words; after `rest`.

        `whole`: the server ended its answer as the protocol wants, so nothing of it is lost.
        """
        self._events.finish()
        ended = self.finish is not None or self.done
        if not ended and not self.audible and self._events.foreign:
            raise self._errors.foreign()
        if not ended and not (whole and self.audible) and not self._text.rstrip().endswith(_SENTENCE_ENDS):
            raise self._errors.cut(self.wordless)
        if not self.audible and not self._request.side_context:  # what is asked aside may be answered by nothing
            raise self._errors.wordless(self._why_wordless())

    def usage(self, finish: Literal["stop", "length", "cancelled"]) -> Usage:
        """The figures that the server gave, and estimates of those it did not."""
        now = self._clock()
        first = self._first if self._first is not None else now
        output = self._output if self._output is not None else self._chunks
        evaluated = max(0, self._prompt - self._cached)
        return Usage(self._prompt, evaluated, output, first - self._began, now - self._began, finish)

    def _note(self, said: Said) -> None:
        if said.text or said.reasoned:
            self._chunks += 1
            self._first = self._first if self._first is not None else self._clock()
        self._reasoned = self._reasoned or said.reasoned
        self._called = self._called or said.called
        self._filtered = self._filtered or said.finish == "content_filter"
        if said.finish:
            self.finish = "length" if said.finish in ("length", "max_tokens") else "stop"

    def _why_wordless(self) -> Wordless:
        if self._filtered:
            return "filtered"
        if self._called:
            return "called"
        return "thought" if self._reasoned or self._filter.hidden else "nothing"

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
        self._text = self._text[-20:] + text if self.audible else self._text + text
        return text


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
