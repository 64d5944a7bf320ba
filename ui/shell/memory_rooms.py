"""Attaches everything that shows the memory when it is opened, and empties it when it is locked."""

from __future__ import annotations

from collections.abc import Callable

from ui.parts.engine_api import EngineApi
from ui.rooms.history.history import History
from ui.rooms.memory.memories import Memories
from ui.rooms.memory.undoing import Undoing


class MemoryRooms:
    """The History room, the Memory room, and the undo of what was just forgotten."""

    def __init__(self, history: History, memories: Memories, undoing: Undoing) -> None:
        """Both rooms reload when something is forgotten or restored."""
        self.past, self.memories, self.undoing = history, memories, undoing
        undoing.memoryChanged.connect(history.reload)
        undoing.memoryChanged.connect(memories.refresh)

    def attach(self, engine: EngineApi) -> None:
        """Show the opened memory."""
        for part in (self.past, self.memories, self.undoing):
            part.attach(engine)

    def detach(self) -> None:
        """Show nothing of the memory any more; it is about to be locked."""
        for part in (self.past, self.memories, self.undoing):
            part.detach()

    def after_forgetting(self, then: Callable[[], None]) -> None:
        """Call `then` once everything being forgotten is deleted for good."""
        self.undoing.after_forgetting(then)
