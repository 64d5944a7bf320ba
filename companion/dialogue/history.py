"""Builds the prompt history: stored messages, each with the memories retrieved for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from companion.gate.reply_gate import ReplyGate
from companion.memory import Memory, Message
from companion.memory.fact import Person
from companion.remembering.topic_commands import lifted
from companion.replying.gating import gate_for
from companion.replying.generator import Generator
from companion.replying.prompt import Note, PastSummary, PromptLine
from companion.retrieval.retriever import RetrievalResult, TurnContext
from companion.text.calendar_words import part_of_week
from companion.text.notes import spoken_date
from companion.text.topics import bare_topic, mentioned, other_names
from companion.told_rules.manners import Manners
from companion.told_rules.mood_suggestion import NO_SUGGESTION
from companion.told_rules.wording import prompt_sentences
from companion.turns.reply import AssistantTurn

KNOWN = 16
"""Most facts the prompt begins with; its budget may hold fewer."""
SHARED = 12
"""Most things that the two share which the prompt is offered."""
EARLIER = 4
"""Most earlier days the prompt begins with."""


class PromptHistory:
    """Used by the answering thread. Notes stay with their line, so that the prompt grows only at its end."""

    def __init__(self, memory: Memory, now: Callable[[], datetime]) -> None:
        self._memory, self._now = memory, now
        self.suggestion = NO_SUGGESTION
        """What the user's mood suggests for the reply under way; it changes no word of the prompt."""
        self._lines_with_notes: dict[int, PromptLine] = {}
        self._forgotten: set[int] = set()
        """Messages forgotten since, perhaps while they were being retrieved."""
        self._prompt_begun: tuple[Generator, int, bool, tuple[str, ...]] | None = None
        self._begun_at = ""
        """The part of the week that the prompt tells."""

    def lines(self, conversation: int) -> list[PromptLine]:
        """Every line of a conversation."""
        return [self._line(message) for message in self._memory.messages(conversation)]

    def up_to(self, reply: AssistantTurn) -> list[PromptLine]:
        """The conversation up to the line to be answered, which may not be committed yet."""
        return [*map(self._line, self._before(reply)), PromptLine("you", reply.user_turn.text)]

    def context(self, reply: AssistantTurn, generator: Generator, lines: list[PromptLine]) -> TurnContext:
        """Where the line stands, and which part of the conversation is in the prompt anyway."""
        before = self._before(reply)
        first = generator.verbatim_from(lines)
        view = before[first].id if first < len(before) else None
        last = next((message.text for message in reversed(before) if message.speaker == "you"), "")
        return TurnContext(reply.user_turn.conversation, reply.message.id if reply.message else None, view, last)

    def without_forgotten(self, result: RetrievalResult) -> RetrievalResult:
        """The result without messages forgotten while it was being retrieved."""
        return replace(result, memories=tuple(one for one in result.memories if one.message not in self._forgotten))

    def remember(self, reply: AssistantTurn, result: RetrievalResult) -> PromptLine:
        """The line to be answered with its memories as notes, which stay with it once it is committed."""
        memories = [one for one in result.memories if one.message not in self._forgotten]
        notes = tuple(Note(one.when, one.speaker, one.text) for one in memories)
        line = PromptLine("you", reply.user_turn.text, notes, unknown=result.unknown)
        if notes or line.unknown:
            reply.when_committed(lambda: self._keep(reply, line, [one.message for one in memories]))
        return line

    def begin(
        self, generator: Generator, conversation: int, remembering: bool = True, manners: Manners | None = None
    ) -> None:
        """Begin the prompt with what is known of the user, once a conversation, and anew when the rules in force change.

        With nothing but the rules if not `remembering`. `manners`: those in force, where they have been read for the line.
        """
        orders = self._orders(manners)
        if self._prompt_begun != (generator, conversation, remembering, orders):
            self._begin(generator, conversation, remembering, orders)

    def begin_anew(self, generator: Generator, conversation: int, remembering: bool) -> None:
        """Begin the prompt with what is so now; within a conversation its lines stay, and the summary of what was folded."""
        self._begin(generator, conversation, remembering, self._orders())

    def is_changed(self, generator: Generator, conversation: int, remembering: bool, quiet: bool = False) -> bool:
        """Whether the next prompt begins otherwise than the last one did, so that all of it must be read again.

        `quiet`: nobody talks, so that another part of the day is worth it, too.
        """
        begun = self._prompt_begun != (generator, conversation, remembering, self._orders())
        return begun or (quiet and self._begun_at != part_of_week(self.now))

    def _begin(self, generator: Generator, conversation: int, remembering: bool, orders: tuple[str, ...]) -> None:
        before = self._prompt_begun
        same = before is not None and before[:3] == (generator, conversation, remembering)
        self._prompt_begun, self._begun_at = (generator, conversation, remembering, orders), part_of_week(self.now)
        profile, days = (self.profile(), self.summaries(conversation)) if remembering else ([], [])
        shared = self.shared() if remembering else []
        (generator.renew if same else generator.begin)(profile, days, self.now, orders, shared)

    def _orders(self, manners: Manners | None = None) -> tuple[str, ...]:
        """An order to her for each rule that holds now: “Ask no question at all; say what you think instead.”"""
        return tuple(prompt_sentences((manners or self.manners()).rules))

    def profile(self) -> list[str]:
        """Facts about the user, most important first."""
        return [fact.text for fact in self._memory.facts.profile(KNOWN)]

    def shared(self) -> list[str]:
        """What only the user and she share, in sentences to the user; nothing that touches a forbidden topic."""
        forbidden = self._forbidden_topics(())
        told = (fact.text for fact in self._memory.facts.shared(SHARED))
        return [text for text in told if mentioned(forbidden, text) is None]

    def summaries(self, conversation: int) -> list[PastSummary]:
        """Summaries of the conversations before this one, newest first."""
        days = self._memory.summaries.list(EARLIER + 1)
        return [PastSummary(day.date, day.summary) for day in days if day.conversation != conversation][:EARLIER]

    def gate(self, lines: Sequence[PromptLine]) -> ReplyGate:
        """The gate of the reply to the last of these lines."""
        asked = [line.text for line in lines if line.speaker == "you"]
        told = [
            *self.profile(),
            *self.shared(),
            *(spoken_date(note.when, self.today) for line in lines for note in line.notes),
        ]
        return gate_for(lines, self._forbidden_topics(asked), told, self.manners())

    def manners(self) -> Manners:
        """What the rules allow that hold at this moment."""
        return Manners(self._memory.rules.in_force(), self._memory.recall.names.you, self.suggestion)

    def _forbidden_topics(self, asked: Sequence[str]) -> tuple[str, ...]:
        """The forbidden topics with their other names, except those the user has spoken of since, in the last two lines."""
        people = self._memory.facts.people()
        topics = (_all_names(topic, people) for topic in self._memory.facts.forbidden_topics())
        return tuple(name for names in topics if not lifted(names, asked) for name in names)

    def forget(self, messages: Iterable[int]) -> None:
        """Keep these messages out of every prompt from now on: drop all notes and begin the prompt anew."""
        self._forgotten.update(messages)
        self._drop_notes()

    def bring_back(self, messages: Iterable[int]) -> None:
        """Allow these messages again, after an undo."""
        self._forgotten.difference_update(messages)
        self._drop_notes()

    @property
    def now(self) -> datetime:
        """The local date and time."""
        return self._now()

    @property
    def today(self) -> date:
        """The local date."""
        return self._now().date()

    def _drop_notes(self) -> None:
        self._lines_with_notes.clear()
        self._prompt_begun = None

    def _keep(self, reply: AssistantTurn, line: PromptLine, memories: Iterable[int]) -> None:
        assert reply.message is not None
        if self._forgotten.isdisjoint(memories):
            self._lines_with_notes[reply.message.id] = line

    def _before(self, reply: AssistantTurn) -> list[Message]:
        messages = self._memory.messages(reply.user_turn.conversation)
        if reply.message is not None:
            return [m for m in messages if m.id < reply.message.id]
        itself = bool(messages) and (messages[-1].speaker, messages[-1].text) == ("you", reply.user_turn.text)
        return messages[:-1] if itself else messages  # its line has just been stored, and is committed in a moment

    def _line(self, message: Message) -> PromptLine:
        noted = self._lines_with_notes.get(message.id)
        return noted if noted is not None and noted.text == message.text else PromptLine(message.speaker, message.text)


def _all_names(topic: str, people: Iterable[Person]) -> tuple[str, ...]:
    """A topic, the words that mean the same, and the names of the people it is about: “father”, “dad”, “Tom”."""
    names = dict.fromkeys(other_names(topic))
    for person in people:
        if person.relation and bare_topic(person.relation) in names and person.name:
            names[bare_topic(person.name)] = None
    return tuple(names)
