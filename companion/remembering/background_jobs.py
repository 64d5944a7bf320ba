"""Does the work that waits until nobody talks, one step at a time: vectors, facts, summaries and the daily backup."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from companion.errors import KNOWN
from companion.memory import Memory, Message
from companion.memory.day_summaries import DaySummary
from companion.memory.fact import FactCandidate
from companion.memory.recall import TextEmbedder
from companion.remembering import extract_facts
from companion.remembering.shared_repeats import note_repeats
from companion.replying.prompt import PromptLine
from companion.replying.summaries import Summarizer

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Texts embedded in one step: a tenth of a second."""
QUIET_MINUTES = 10.0
"""A conversation is summarized when nothing was said in it for so long."""

Cancelled = Callable[[], bool]
ExtractFromMessage = Callable[[str, datetime, str], Sequence[FactCandidate]]
"""Extracts facts from a text said at that time to somebody of that name."""


class BackgroundJobs:
    """The jobs to do while nobody talks; each `step` does the next piece. One caller at a time."""

    def __init__(
        self, memory: Memory, embedder: Callable[[], TextEmbedder | None], extract: ExtractFromMessage = extract_facts
    ) -> None:
        """`embedder` opens the embedding model; it returns None when the model is not on this computer (yet)."""
        self._memory, self._find_embedder, self._extract = memory, embedder, extract
        self._opening, self._embedding = threading.Lock(), False
        self.summarizer: Summarizer | None = None
        """Asks the LLM for summaries; None while there is no LLM."""
        self.quiet_minutes = QUIET_MINUTES
        self._forgetting_finished = False
        self.remembering = True
        """Whether vectors, facts and summaries are made; backups are made in any case."""

    def step(self, cancelled: Cancelled) -> bool:
        """Do the next piece of work; False when there was none. Raises CompanionError for the file, and ModelError.

        An error is raised only when no other job has anything to do: a damaged model must not prevent the backup.
        """
        made = (self._embed, self._extract_facts, self._summarize) if self.remembering else ()
        jobs = (self._finish_forgetting, *made, self._back_up)
        errors: list[Exception] = []
        for job in jobs:
            try:
                if not cancelled() and job(cancelled):
                    return True
            except KNOWN as error:
                errors.append(error)
        if errors:
            raise errors[0]
        return False

    def _finish_forgetting(self, _cancelled: Cancelled) -> bool:
        """Make final what was forgotten before the program last ended, once; and forget what is over."""
        if not self._forgetting_finished:
            self._forgetting_finished = True
            for holding in self._memory.forgetting.make_rest_final():
                log.warning("%s", holding.why)
        return self._memory.receipts.drop_copies() or self._memory.forgetting.remove_over()

    def open_embedder(self) -> None:
        """Open the embedding model, if it is here and not open yet; any thread. Raises ModelError."""
        with self._opening:
            if not self._embedding:
                found = self._find_embedder()
                self._memory.recall.use_embedder(found)
                self._embedding = found is not None

    def _embed(self, _cancelled: Cancelled) -> bool:
        self.open_embedder()
        return self._memory.recall.embed_pending(AT_ONCE) > 0

    def _extract_facts(self, _cancelled: Cancelled) -> bool:
        for message in self._memory.facts.due(1):
            extract_from_message(self._memory, message, self._extract)
            return True
        return False

    def _summarize(self, cancelled: Cancelled) -> bool:
        if self.summarizer is None:
            return False
        for conversation in self._memory.summaries.due(self.quiet_minutes)[:1]:
            return self._summarize_conversation(conversation, self.summarizer, cancelled)
        return False

    def _summarize_conversation(self, conversation: int, summarizer: Summarizer, cancelled: Cancelled) -> bool:
        said = self._memory.messages(conversation)
        names = [person.name for person in self._memory.facts.people()]
        made = summarizer.summarize([PromptLine(m.speaker, m.text) for m in said], cancelled, names)
        if made is None:
            return False
        begun = self._memory.conversation(conversation).started
        summary = DaySummary(conversation, begun, made.title, made.text, made.people, made.mood, said[-1].id)
        return self._memory.summaries.save(summary, said)

    def _back_up(self, _cancelled: Cancelled) -> bool:
        if self._memory.backups.due():
            self._memory.backups.make()
            return True
        return False


def extract_from_message(memory: Memory, message: Message, extract: ExtractFromMessage = extract_facts) -> None:
    """Extract and store the facts of one message, once, and what it shares with earlier ones.

    A bug in the extraction loses that message's facts only.
    """
    try:
        for candidate in extract(message.text, message.at, memory.recall.names.her):
            memory.facts.accept(candidate, message.id)
        note_repeats(memory, message)
    except KNOWN:
        raise
    except Exception:
        log.exception("no facts could be drawn from message %d", message.id)
    memory.facts.mark_extracted([message.id])
