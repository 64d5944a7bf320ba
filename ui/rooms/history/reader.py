"""Reads conversations and search hits from memory as rows to show, and exports them to files. Runs in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from companion.errors import CompanionError
from companion.files import exported_file, make_folder
from ui.parts import receipts, sources
from ui.parts.engine_api import Now
from ui.parts.rows import ConversationRow, HitRow, LineRow
from ui.parts.words import clock, day, highlighted, plain

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory import Conversation, Hit, Memory, Message
    from companion.memory.kept_search import KeptHit

_HITS = 100
"""At most so many hits are shown; the count gives their total."""


@dataclass(frozen=True)
class ConversationPage:
    """An opened conversation."""

    conversation: int
    title: str
    summary_title: str
    """The title of its summary; it and `summary` are empty where there is none."""
    summary: str
    lines: Sequence[LineRow]
    row: int
    """The row to show first."""
    message: int
    """The message it was opened at; 0 for its beginning."""


class ConversationReader:
    """Reads an open memory."""

    def __init__(self, memory: Memory, now: Now, her_name: Callable[[], str]) -> None:
        """`now` gives the current time; `her_name` her name in exports."""
        self._memory, self._now, self._her_name = memory, now, her_name

    def conversations(self, limit: int, before: int | None) -> list[ConversationRow]:
        """The newest conversations, or the newest of those before the id `before`."""
        return [self._conversation_row(conversation) for conversation in self._memory.conversations(limit, before)]

    def _conversation_row(self, conversation: Conversation) -> ConversationRow:
        begun = conversation.started
        summed_up = self._memory.summaries.for_conversation(conversation.id)
        title = plain(summed_up.title if summed_up else conversation.title) or "…"
        return ConversationRow(conversation.id, day(begun, self._now()), clock(begun), title, conversation.messages)

    def page(self, conversation: int, message: int) -> ConversationPage:
        """A conversation, opened at `message`, or at its beginning when that is 0. Raises CompanionError when it is gone."""
        messages = self._memory.messages(conversation)
        if not messages:
            raise CompanionError("That conversation is not there any more; choose another.")
        first = messages[0].at
        at = next((n for n, line in enumerate(messages) if line.id == message), 0)
        title = f"{day(first, self._now())}, {clock(first)}"
        summed_up = self._memory.summaries.for_conversation(conversation)
        called, summary = (plain(summed_up.title), plain(summed_up.summary)) if summed_up else ("", "")
        return ConversationPage(conversation, title, called, summary, self._lines(conversation, messages), at, message)

    def page_of_message(self, message: int) -> ConversationPage:
        """A message's conversation, opened at that message. Raises CompanionError when it was forgotten."""
        return self.page(self._memory.message(message).conversation, message)

    def lines(self, conversation: int) -> list[LineRow]:
        """The lines of a conversation so far."""
        return self._lines(conversation, self._memory.messages(conversation))

    def _lines(self, conversation: int, messages: Sequence[Message]) -> list[LineRow]:
        source_rows, done = self._memory.sources(conversation), self._memory.receipts.of_conversation(conversation)
        rows, asked = [], 0
        for line in messages:
            row = _line_row(line, sources.from_memory(source_rows.get(line.id, ()), self._now()))
            if line.speaker == "her":  # under her first words after the line that asked
                row = replace(row, receipts=receipts.from_memory(done.get(asked, ()), self._now()))
            asked = line.id if line.speaker == "you" else 0
            rows.append(row)
        return rows

    def search(self, words: str) -> tuple[list[HitRow], int]:
        """The best hits, what is kept before what was said, and how many there are in all."""
        found, kept = self._memory.search(words, _HITS), self._memory.search_kept(words)
        rows = [self._kept_row(hit) for hit in kept[:_HITS]]
        return [*rows, *(self._hit_row(hit) for hit in found.hits)], found.total + len(kept)

    def _kept_row(self, hit: KeptHit) -> HitRow:
        whole_day = hit.kind == "calendar" and (hit.at.hour, hit.at.minute) == (0, 0)
        when = day(hit.at, self._now()) + ("" if whole_day else f", {clock(hit.at)}")
        called = f"{hit.title} list" if hit.kind == "list" else "calendar" if hit.kind == "calendar" else hit.kind
        shown = highlighted(hit.snippet, hit.marks)
        return HitRow(0, hit.id, "kept", when, shown, plain(hit.snippet), hit.kind, plain(called))

    def _hit_row(self, hit: Hit) -> HitRow:
        at = hit.message.at
        return HitRow(
            conversation=hit.message.conversation,
            message=hit.message.id,
            who=_who(hit.message),
            when=f"{day(at, self._now())}, {clock(at)}",
            marked=highlighted(hit.snippet, hit.marks),
            spoken=plain(hit.snippet),
        )

    def export(self, target: Path, form: str, only: int | None, moods: bool) -> Path:
        """Write one conversation, or all, as "markdown" or "json", whole or not at all. Raises CompanionError.

        `moods`: with how lines and days seemed.
        """
        from companion.memory.export import write_json, write_markdown

        chosen = None if only is None else [only]
        try:
            make_folder(target.parent)
            with exported_file(target) as draft, draft.open("w", encoding="utf-8") as out:
                if form == "json":
                    write_json(self._memory, out, chosen, moods)
                else:
                    write_markdown(self._memory, out, self._her_name(), chosen, moods)
        except OSError as error:
            raise CompanionError(f"{target} can't be written ({error.strerror}); choose another place.") from error
        return target


def _who(message: Message) -> str:
    return "neutral" if message.neutral else message.speaker


def _line_row(message: Message, source_rows: sources.SourceRows) -> LineRow:
    when, cut = clock(message.at), message.interrupted
    return LineRow(_who(message), plain(message.text), when, cut=cut, message=message.id, sources=source_rows)
