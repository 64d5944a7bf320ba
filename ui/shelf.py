"""An open memory goes in; everything that shows it, and is to show nothing when it is locked, follows."""

from __future__ import annotations

from collections.abc import Callable

from ui.memories import Memories
from ui.past import Past
from ui.seam import Engine
from ui.undoing import Undoing


class Shelf:
    """The History room, the Memory room, and what was just forgotten."""

    def __init__(self, past: Past, memories: Memories, undoing: Undoing) -> None:
        """When something goes or comes back, both rooms read again."""
        self.past, self.memories, self.undoing = past, memories, undoing
        undoing.moved.connect(past.renew)
        undoing.moved.connect(memories.refresh)

    def attach(self, engine: Engine) -> None:
        """Memory is open."""
        for part in (self.past, self.memories, self.undoing):
            part.attach(engine)

    def detach(self) -> None:
        """Memory is about to be locked: nothing of it stays on the screen."""
        for part in (self.past, self.memories, self.undoing):
            part.detach()

    def after(self, then: Callable[[], None]) -> None:
        """Call `then` when what was being forgotten is gone for good."""
        self.undoing.after(then)
