"""Cleans one streamed reply of any language model: no thoughts, no tokens of templates, no speakers' labels."""

from __future__ import annotations

from models.replies.labels import LabelFilter
from models.replies.thoughts import Beginning, ThoughtFilter

_PIECE = 2000
"""Characters filtered at a time, so that a long text takes time in proportion to its length."""


class ReplyFilter:
    """Filters one reply, the same however it was cut into pieces."""

    def __init__(self, speakers: tuple[str, ...] = (), beginning: Beginning = "reply") -> None:
        """`speakers`: her name, then those she talks with."""
        self._thoughts, self._labels = ThoughtFilter(beginning), LabelFilter(speakers)

    @property
    def hidden(self) -> bool:
        """Whether thoughts have been hidden."""
        return self._thoughts.hidden

    @property
    def closed_unopened(self) -> bool:
        """Whether a thought ended that had not begun: replies of this model begin within one."""
        return self._thoughts.closed_unopened

    @property
    def over(self) -> bool:
        """Whether the reply has ended, although more may come; only `finish` remains to be called."""
        return self._thoughts.over or self._labels.over

    def feed(self, text: str) -> str:
        """The text that may be shown now."""
        pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
        return "".join(self._labels.feed(self._thoughts.feed(piece)) for piece in pieces if not self.over)

    def finish(self) -> str:
        """What was held back and may be shown after all."""
        return self._labels.feed(self._thoughts.finish()) + self._labels.finish()
