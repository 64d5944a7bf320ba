"""One exchange as the stages share it: the turn, the line it answers, and the reply as far as it was heard."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from companion.hearing import EndOfTurnEstimate
from companion.memory import Memory, Message
from companion.turns.turn import Turn
from models.language import Usage


@dataclass(frozen=True)
class UserTurn:
    """A line of the user's that wants an answer, or will once it is certain that it is all."""

    turn: Turn
    text: str
    conversation: int


class AssistantTurn:
    """Her reply. Until its line is committed it is a draft: nothing of it is told, spoken or kept.

    In memory it grows by each sentence as it is heard, and is cut to what was heard when interrupted.
    """

    def __init__(
        self, memory: Memory, user_turn: UserTurn, judge: Callable[[EndOfTurnEstimate], None] = lambda _: None
    ) -> None:
        """`judge` is told, once, whether the line seems finished."""
        self._memory, self.user_turn, self._judge = memory, user_turn, judge
        self.turn = user_turn.turn
        self.message: Message | None = None
        """The line it answers, once that is committed."""
        self.usage: Usage | None = None
        self._sources: tuple[int, ...] = ()
        self._claimed = self._given_up = False
        self._lock = threading.RLock()
        self._later: list[Callable[[], None]] = []
        self._settled = threading.Event()
        self.turn.on_cancel(self._settled.set)
        self._id: int | None = None
        self._heard: list[str] = []

    @property
    def committed(self) -> bool:
        """Whether its line is in memory."""
        return self.message is not None

    @property
    def text(self) -> str:
        """What was heard so far."""
        return " ".join(self._heard)

    def claim(self) -> bool:
        """Its line has come: whatever becomes of it is the answer. False when it has come to nothing before."""
        with self._lock:
            self._claimed = not self._given_up
            return self._claimed

    def give_up(self) -> bool:
        """It comes to nothing, and if its line comes, another is wanted; False when that has come already."""
        with self._lock:
            self._given_up = not self._claimed
            return self._given_up

    def commit(self, message: Message) -> None:
        """The line it answers is in memory now: what was held back is told."""
        with self._lock:
            self.message, self._claimed = message, True
            for act in self._later:
                act()
            self._later = []
        self._settled.set()

    def when_committed(self, act: Callable[[], None]) -> None:
        """Do this as soon as the line is committed, in order; never, if that doesn't come."""
        with self._lock:
            if self.committed:
                act()
            else:
                self._later.append(act)

    def wait_settled(self) -> None:
        """Until its line is committed, or the turn cancelled."""
        self._settled.wait()

    def report_end_of_turn(self, judgement: EndOfTurnEstimate) -> None:
        """Say whether its line seems finished; only the first time counts."""
        with self._lock:
            judge, self._judge = self._judge, lambda _: None
        judge(judgement)

    def rest_on(self, messages: Iterable[int]) -> None:
        """It draws on these, by their ids; kept with it, also when it has begun by then (“Let me think.”)."""
        with self._lock:
            self._sources = tuple(messages)
            if self._id is not None:
                self._memory.add_sources(self._id, self._sources)

    def add_heard(self, words: str) -> None:
        """A sentence, or a clause, begins to be audible (or is shown, when there is no voice): committed now."""
        assert self.message is not None, "drafts are not audible"
        with self._lock:
            self._add(self.message, words)
        self._heard.append(words)

    def _add(self, line: Message, words: str) -> None:
        if self._id is None:
            self._id = self._memory.add(line.conversation, "her", words, line.via).id
            self._memory.add_sources(self._id, self._sources)
        else:
            self._memory.extend(self._id, words)

    def cut_to(self, last: str | None = None) -> None:
        """She was interrupted: of what was begun last only `last` was heard, perhaps nothing; None: all of it."""
        if self._id is None:
            return
        if last is not None and last != self._heard[-1]:
            self._heard = [*self._heard[:-1], *([f"{last}—"] if last else [])]
        self._memory.finish_reply(self._id, self.text)
