"""Evaluates ahead of time what the next prompt will begin with: the conversation, the judge's examples, a line still being said."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from companion.dialogue.history import PromptHistory
from companion.errors import KNOWN
from companion.replying.generator import Generator
from companion.replying.prompt import PromptLine
from companion.turns.turn import Turn

log = logging.getLogger(__name__)

PLACEHOLDER = PromptLine("you", "Hi.")
"""Stands for the next line, of which nothing is known yet."""


class Prefilling:
    """Work on the answering thread that may be dropped at any moment; a failure is logged, never told."""

    def __init__(self, history: PromptHistory) -> None:
        self._history = history
        self._turn = Turn(0, time.monotonic)

    def cancel(self) -> None:
        """Drop what is under way, because a line wants an answer; any thread."""
        self._turn.cancel()

    def begin(self) -> Turn:
        """Drop what is under way; the token that cancels what follows; any thread."""
        self._turn.cancel()
        self._turn = Turn(0, time.monotonic)
        return self._turn

    def conversation(self, generator: Generator, conversation: int, turn: Turn, remembering: bool) -> None:
        """Evaluate the conversation so far."""
        self.line(generator, PLACEHOLDER.text, conversation, turn, remembering)

    def changed(self, generator: Generator, conversation: int, turn: Turn, remembering: bool) -> None:
        """The same, if a reply has changed how prompts begin, such as one to a rule, or came before all examples were read."""
        if self._history.is_changed(generator, conversation, remembering) or generator.examples_left:
            self.conversation(generator, conversation, turn, remembering)

    def line(self, generator: Generator, text: str, conversation: int, turn: Turn, remembering: bool) -> None:
        """Evaluate the conversation and the words so far of a line that somebody is still saying."""
        if turn.cancelled:
            return
        with _logged("prefilling the prompt"):
            self._history.begin(generator, conversation, remembering)
            generator.prefill(turn, [*self._history.lines(conversation), PromptLine("you", text)])

    def judge(self, generator: Generator, turn: Turn) -> None:
        """Evaluate the examples by which the LLM judges memories."""
        turn.on_cancel(generator.stop)
        with _logged("prefilling the judge"):
            generator.judge.prefill(lambda: turn.cancelled)

    def fold(self, generator: Generator, conversation: int, turn: Turn, remembering: bool) -> None:
        """If the prompt is nearly full, let a summary take the place of its oldest lines; tell another part of the day."""
        if turn.cancelled:
            return
        with _logged("folding the prompt"):
            history = self._history
            lines = [*history.lines(conversation), PLACEHOLDER]
            stale = history.is_changed(generator, conversation, remembering, quiet=True)
            if stale:
                history.begin_anew(generator, conversation, remembering)
            known = history.profile(), history.summaries(conversation), history.now, history.shared()
            if generator.fold(turn, lines, *known) or stale:
                self.conversation(generator, conversation, turn, remembering)


@contextmanager
def _logged(what: str) -> Iterator[None]:
    try:
        yield
    except KNOWN as error:
        log.warning("%s failed: %s", what, error)
    except Exception:
        log.exception("%s failed", what)
