"""What was said comes in, one piece at a time, when nobody talks; vectors, facts, days and a copy of the file come of it."""

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
from companion.replying.prompt import PromptLine
from companion.replying.summaries import Summarizer

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Texts made into vectors in one step: a tenth of a second."""
QUIET_MINUTES = 10.0
"""A conversation of which nothing was heard for so long is summed up."""

Cancelled = Callable[[], bool]
Extract = Callable[[str, datetime, Sequence[str]], Sequence[FactCandidate]]


class BackgroundJobs:
    """Knows what has yet to be worked through; each `step` does the next piece of it. One caller at a time."""

    def __init__(
        self, memory: Memory, embedder: Callable[[], TextEmbedder | None], extract: Extract = extract_facts
    ) -> None:
        """`embedder` opens the model of meaning; None when it is not on this computer (yet)."""
        self._memory, self._find_embedder, self._extract = memory, embedder, extract
        self._opening, self._embedding = threading.Lock(), False
        self.summarizer: Summarizer | None = None
        """Asks the mind for summaries; None while there is none."""
        self.quiet_minutes = QUIET_MINUTES
        self._forgetting_finished = False
        self.remembering = True
        """Whether anything is made of what is said; copies of the file are made all the same."""

    def step(self, cancelled: Cancelled) -> bool:
        """Do the next piece; whether there was one. Raises CompanionError for the file, and ModelError.

        What fails is told when nothing else is left to do: a damaged model must not keep the file from being copied.
        """
        made = (self._embed, self._extract_facts, self._summarize) if self.remembering else ()
        jobs = (self._finish_forgetting, *made, self._back_up)
        trouble: list[Exception] = []
        for job in jobs:
            try:
                if not cancelled() and job(cancelled):
                    return True
            except KNOWN as error:
                trouble.append(error)
        if trouble:
            raise trouble[0]
        return False

    def _finish_forgetting(self, _cancelled: Cancelled) -> bool:
        """What was forgotten before the program ended, and had not become final."""
        if not self._forgetting_finished:
            self._forgetting_finished = True
            for holding in self._memory.forgetting.make_rest_final():
                log.warning("%s", holding.why)
        return False

    def open_embedder(self) -> None:
        """Open the model of meaning, if it is here and not open yet; any thread. Raises ModelError."""
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
        day = DaySummary(conversation, begun, made.title, made.text, made.people, made.mood, said[-1].id)
        return self._memory.summaries.save(day, said)

    def _back_up(self, _cancelled: Cancelled) -> bool:
        if self._memory.backups.due():
            self._memory.backups.make()
            return True
        return False


def extract_from_message(memory: Memory, message: Message, extract: Extract = extract_facts) -> None:
    """Draw the facts of one message, once. A fault in the drawing costs that message's facts, not the rest."""
    try:
        for candidate in extract(message.text, message.at, memory.facts.said_before(message)):
            memory.facts.accept(candidate, message.id)
    except KNOWN:
        raise
    except Exception:
        log.exception("no facts could be drawn from message %d", message.id)
    memory.facts.mark_extracted([message.id])
