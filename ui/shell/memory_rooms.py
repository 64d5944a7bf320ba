"""An open memory goes in; everything that shows it, and is to show nothing when it is locked, follows."""

from __future__ import annotations

from collections.abc import Callable

from ui.parts.engine_api import EngineApi
from ui.rooms.history.history import History
from ui.rooms.memory.memories import Memories
from ui.rooms.memory.undoing import Undoing


class MemoryRooms:
    """The History room, the Memory room, and what was just forgotten."""

    def __init__(self, history: History, memories: Memories, undoing: Undoing) -> None:
        """When something goes or comes back, both rooms read again."""
        self.past, self.memories, self.undoing = history, memories, undoing
        undoing.memoryChanged.connect(history.reload)
        undoing.memoryChanged.connect(memories.refresh)

    def attach(self, engine: EngineApi) -> None:
        """Memory is open."""
        for part in (self.past, self.memories, self.undoing):
            part.attach(engine)

    def detach(self) -> None:
        """Memory is about to be locked: nothing of it stays on the screen."""
        for part in (self.past, self.memories, self.undoing):
            part.detach()

    def after_forgetting(self, then: Callable[[], None]) -> None:
        """Call `then` when what was being forgotten is gone for good."""
        self.undoing.after_forgetting(then)
