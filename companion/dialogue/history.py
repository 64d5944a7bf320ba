"""What the file keeps of a conversation comes in; the lines the mind is told go out, each with what came back to her at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from companion.memory import Memory, Message
from companion.replying.generator import Thinking
from companion.replying.prompt import Line, Note, Told
from companion.retrieval.retriever import Brought, Place
from companion.turns.reply import Reply

KNOWN = 16
"""Most facts the prompt begins with; its budget may hold fewer."""
EARLIER = 4
"""Most earlier days the prompt begins with."""


class SoFar:
    """For the thread of the conversation. Notes stay with their line, so that what the mind has read stays as it was."""

    def __init__(self, memory: Memory, now: Callable[[], datetime]) -> None:
        self._memory, self._now = memory, now
        self._noted: dict[int, Line] = {}
        self._gone: set[int] = set()
        """Messages that were forgotten, perhaps while they were coming back to her."""
        self._begun: tuple[Thinking, int, bool] | None = None

    def lines(self, conversation: int) -> list[Line]:
        """All of a conversation."""
        return [self._line(message) for message in self._memory.messages(conversation)]

    def up_to(self, reply: Reply) -> list[Line]:
        """The conversation up to the line to be answered, which may not be committed yet."""
        return [*map(self._line, self._before(reply)), Line("you", reply.asked.text)]

    def place(self, reply: Reply, thinking: Thinking, lines: list[Line]) -> Place:
        """Where that line stands, and what of the conversation the mind has before it anyway."""
        before = self._before(reply)
        first = thinking.verbatim_from(lines)
        view = before[first].id if first < len(before) else None
        last = next((message.text for message in reversed(before) if message.speaker == "you"), "")
        return Place(reply.asked.conversation, reply.message.id if reply.message else None, view, last)

    def without_gone(self, brought: Brought) -> Brought:
        """Without what was forgotten while it was coming back to her."""
        return replace(brought, memories=tuple(one for one in brought.memories if one.message not in self._gone))

    def remember(self, reply: Reply, brought: Brought) -> Line:
        """The line to be answered, with what came back at it; kept with it once it is committed."""
        memories = [one for one in brought.memories if one.message not in self._gone]
        notes = tuple(Note(one.when, one.speaker, one.text) for one in memories)
        line = Line("you", reply.asked.text, notes, unknown=brought.unknown)
        if notes or line.unknown:
            reply.tell(lambda: self._keep(reply, line, [one.message for one in memories]))
        return line

    def begin(self, thinking: Thinking, conversation: int, remembering: bool = True) -> None:
        """Tell the mind what she knows, once a conversation; nothing when she is not to remember."""
        if self._begun != (thinking, conversation, remembering):
            self._begun = (thinking, conversation, remembering)
            profile, days = (self.profile(), self.days(conversation)) if remembering else ([], [])
            thinking.begin(profile, days, self.today)

    def profile(self) -> list[str]:
        """What she knows of the user, most important first."""
        return [fact.text for fact in self._memory.facts.profile(KNOWN)]

    def days(self, conversation: int) -> list[Told]:
        """What she keeps of the conversations before this one."""
        days = self._memory.days.list(EARLIER + 1)
        return [Told(day.date, day.summary) for day in days if day.conversation != conversation][:EARLIER]

    def never(self, lines: list[Line]) -> tuple[str, ...]:
        """What she may not bring up now: what the user never wants to hear of, unless they have just spoken of it."""
        spoken = " ".join([line.text for line in lines if line.speaker == "you"][-2:]).lower()
        return tuple(topic for topic in self._memory.facts.off_limits() if topic not in spoken)

    def forget(self, messages: Iterable[int]) -> None:
        """Of these nothing may come up again: what came back anywhere is let go, and what she knows is told anew."""
        self._gone.update(messages)
        self._let_go()

    def bring_back(self, messages: Iterable[int]) -> None:
        """These may come up again."""
        self._gone.difference_update(messages)
        self._let_go()

    @property
    def today(self) -> date:
        """The local date."""
        return self._now().date()

    def _let_go(self) -> None:
        self._noted.clear()
        self._begun = None

    def _keep(self, reply: Reply, line: Line, memories: Iterable[int]) -> None:
        assert reply.message is not None
        if self._gone.isdisjoint(memories):
            self._noted[reply.message.id] = line

    def _before(self, reply: Reply) -> list[Message]:
        messages = self._memory.messages(reply.asked.conversation)
        return [m for m in messages if reply.message is None or m.id < reply.message.id]

    def _line(self, message: Message) -> Line:
        noted = self._noted.get(message.id)
        return noted if noted is not None and noted.text == message.text else Line(message.speaker, message.text)
