"""Attaches everything that shows the memory when it is opened, and empties it when it is locked."""

from __future__ import annotations

from collections.abc import Callable

from ui.parts.engine_api import EngineApi
from ui.rooms.history.history import History
from ui.rooms.made.made import Made
from ui.rooms.memory.changes import Changes
from ui.rooms.memory.her_diary import HerDiary
from ui.rooms.memory.memories import Memories
from ui.rooms.memory.undoing import Undoing
from ui.rooms.talk.recital import Recital
from ui.rooms.todo.todo import Todo


class MemoryRooms:
    """The History room, the Memory room with her diary, the To do and Made rooms, and the undo of what was just forgotten."""

    def __init__(
        self,
        history: History,
        memories: Memories,
        changes: Changes,
        diary: HerDiary,
        todo: Todo,
        made: Made,
        undoing: Undoing,
        recital: Recital,
    ) -> None:
        """All but the last reload when something is forgotten or restored."""
        self.past, self.memories, self.changes, self.undoing = history, memories, changes, undoing
        self.todo, self.made, self.recital = todo, made, recital
        self._parts = (history, memories, changes, diary, todo, made, recital, undoing)
        undoing.memoryChanged.connect(history.reload)
        undoing.memoryChanged.connect(memories.refresh)
        undoing.memoryChanged.connect(changes.refresh)
        undoing.memoryChanged.connect(diary.refresh)
        undoing.memoryChanged.connect(made.refresh)

    def attach(self, engine: EngineApi) -> None:
        """Show the opened memory."""
        for part in self._parts:
            part.attach(engine)

    def detach(self) -> None:
        """Show nothing of the memory any more; it is about to be locked."""
        for part in self._parts:
            part.detach()

    def after_forgetting(self, then: Callable[[], None]) -> None:
        """Call `then` once what was typed is kept, or can't be, and everything being forgotten is deleted for good."""
        self.made.letter.after_work(lambda: self.undoing.after_forgetting(then))
