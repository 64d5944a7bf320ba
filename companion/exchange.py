"""One exchange as the stages share it: the turn, the line it answers, and the reply as far as it was heard."""

from __future__ import annotations

from dataclasses import dataclass

from companion.memory import Memory, Message
from companion.turn import Turn
from models.language import Usage


@dataclass(frozen=True)
class Asked:
    """A line of the user's that wants an answer."""

    turn: Turn
    message: Message


class Reply:
    """Her reply in memory: grows by each sentence as it is heard, cut to what was heard when interrupted."""

    def __init__(self, memory: Memory, asked: Asked) -> None:
        self._memory, self.asked = memory, asked
        self.turn = asked.turn
        self._id: int | None = None
        self._heard: list[str] = []
        self.usage: Usage | None = None

    @property
    def text(self) -> str:
        """What was heard so far."""
        return " ".join(self._heard)

    def begin(self, sentence: str) -> None:
        """A sentence begins to be audible (or is shown, when there is no voice): committed now."""
        if self._id is None:
            message = self.asked.message
            self._id = self._memory.add(message.conversation, "her", sentence, message.via).id
        else:
            self._memory.extend(self._id, sentence)
        self._heard.append(sentence)

    def cut(self, last: str | None = None) -> None:
        """She was interrupted: of the sentence begun last only `last` was heard, perhaps nothing; None: all of it."""
        if self._id is None:
            return
        if last is not None and last != self._heard[-1]:
            self._heard = [*self._heard[:-1], *([f"{last}—"] if last else [])]
        self._memory.settle(self._id, self.text)
