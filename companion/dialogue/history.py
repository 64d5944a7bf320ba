"""What the file keeps of a conversation comes in; the lines the mind is told go out, each with what came back to her at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from companion.memory import Memory, Message
from companion.replying.generator import Generator
from companion.replying.prompt import Note, PastSummary, PromptLine
from companion.retrieval.retriever import RetrievalResult, TurnContext
from companion.turns.reply import AssistantTurn

KNOWN = 16
"""Most facts the prompt begins with; its budget may hold fewer."""
EARLIER = 4
"""Most earlier days the prompt begins with."""


class PromptHistory:
    """For the thread of the conversation. Notes stay with their line, so that what the mind has read stays as it was."""

    def __init__(self, memory: Memory, now: Callable[[], datetime]) -> None:
        self._memory, self._now = memory, now
        self._noted: dict[int, PromptLine] = {}
        self._gone: set[int] = set()
        """Messages that were forgotten, perhaps while they were coming back to her."""
        self._begun: tuple[Generator, int, bool] | None = None

    def lines(self, conversation: int) -> list[PromptLine]:
        """All of a conversation."""
        return [self._line(message) for message in self._memory.messages(conversation)]

    def up_to(self, reply: AssistantTurn) -> list[PromptLine]:
        """The conversation up to the line to be answered, which may not be committed yet."""
        return [*map(self._line, self._before(reply)), PromptLine("you", reply.asked.text)]

    def place(self, reply: AssistantTurn, generator: Generator, lines: list[PromptLine]) -> TurnContext:
        """Where that line stands, and what of the conversation the mind has before it anyway."""
        before = self._before(reply)
        first = generator.verbatim_from(lines)
        view = before[first].id if first < len(before) else None
        last = next((message.text for message in reversed(before) if message.speaker == "you"), "")
        return TurnContext(reply.asked.conversation, reply.message.id if reply.message else None, view, last)

    def without_gone(self, brought: RetrievalResult) -> RetrievalResult:
        """Without what was forgotten while it was coming back to her."""
        return replace(brought, memories=tuple(one for one in brought.memories if one.message not in self._gone))

    def remember(self, reply: AssistantTurn, brought: RetrievalResult) -> PromptLine:
        """The line to be answered, with what came back at it; kept with it once it is committed."""
        memories = [one for one in brought.memories if one.message not in self._gone]
        notes = tuple(Note(one.when, one.speaker, one.text) for one in memories)
        line = PromptLine("you", reply.asked.text, notes, unknown=brought.unknown)
        if notes or line.unknown:
            reply.when_committed(lambda: self._keep(reply, line, [one.message for one in memories]))
        return line

    def begin(self, generator: Generator, conversation: int, remembering: bool = True) -> None:
        """Tell the mind what she knows, once a conversation; nothing when she is not to remember."""
        if self._begun != (generator, conversation, remembering):
            self._begun = (generator, conversation, remembering)
            profile, days = (self.profile(), self.summaries(conversation)) if remembering else ([], [])
            generator.begin(profile, days, self.today)

    def profile(self) -> list[str]:
        """What she knows of the user, most important first."""
        return [fact.text for fact in self._memory.facts.profile(KNOWN)]

    def summaries(self, conversation: int) -> list[PastSummary]:
        """What she keeps of the conversations before this one."""
        days = self._memory.summaries.list(EARLIER + 1)
        return [PastSummary(day.date, day.summary) for day in days if day.conversation != conversation][:EARLIER]

    def forbidden_topics(self, lines: list[PromptLine]) -> tuple[str, ...]:
        """What she may not bring up now: what the user never wants to hear of, unless they have just spoken of it."""
        spoken = " ".join([line.text for line in lines if line.speaker == "you"][-2:]).lower()
        return tuple(topic for topic in self._memory.facts.forbidden_topics() if topic not in spoken)

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

    def _keep(self, reply: AssistantTurn, line: PromptLine, memories: Iterable[int]) -> None:
        assert reply.message is not None
        if self._gone.isdisjoint(memories):
            self._noted[reply.message.id] = line

    def _before(self, reply: AssistantTurn) -> list[Message]:
        messages = self._memory.messages(reply.asked.conversation)
        return [m for m in messages if reply.message is None or m.id < reply.message.id]

    def _line(self, message: Message) -> PromptLine:
        noted = self._noted.get(message.id)
        return noted if noted is not None and noted.text == message.text else PromptLine(message.speaker, message.text)
