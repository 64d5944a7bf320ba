"""Removes a reasoning model's thoughts, between `<think>` and `</think>`, from a streamed reply."""

from __future__ import annotations

OPEN, CLOSE = "<think>", "</think>"


class ThinkFilter:
    """Filters one reply. The result does not depend on how the text was cut into pieces.

    An unclosed `<think>` hides the rest; a stray `</think>` is dropped; so is the white space after a thought.
    """

    def __init__(self, inside: bool = False) -> None:
        """`inside`: the reply starts within a thought, because the template has written the `<think>` itself."""
        self.thought = inside
        """Whether anything has been hidden."""
        self._inside = inside
        self._after = False
        self._held = ""

    def feed(self, text: str) -> str:
        """The text that may be shown now; what may be the beginning of a tag is held back."""
        self._held += text
        shown = []
        while (step := self._step()) is not None:
            shown.append(step)
        return "".join(shown)

    def finish(self) -> str:
        """The text that was held back and is no tag after all."""
        rest, self._held = ("" if self._inside else self._held), ""
        return rest

    def _step(self) -> str | None:
        """Take from the held text what is certain; None when nothing is."""
        if self._after:
            self._held = self._held.lstrip()
            self._after = not self._held
        if not self._held:
            return None
        return self._hide() if self._inside else self._show()

    def _hide(self) -> str | None:
        thought, tag, rest = self._held.partition(CLOSE)
        if not tag:
            self._held = thought[_certain(thought, CLOSE) :]
            return None
        self._inside, self._after, self._held = False, True, rest
        return ""

    def _show(self) -> str | None:
        found = [(at, tag) for tag in (OPEN, CLOSE) if (at := self._held.find(tag)) >= 0]
        if found:
            at, tag = min(found)
            shown, self._held = self._held[:at], self._held[at + len(tag) :]
            self._inside, self._after, self.thought = tag == OPEN, tag == CLOSE, True
            return shown
        safe = min(_certain(self._held, OPEN), _certain(self._held, CLOSE))
        shown, self._held = self._held[:safe], self._held[safe:]
        return shown or None


def _certain(text: str, tag: str) -> int:
    """How many characters of `text` can't belong to a `tag` that is still arriving."""
    for length in range(min(len(tag) - 1, len(text)), 0, -1):
        if text.endswith(tag[:length]):
            return len(text) - length
    return len(text)
