"""Committed lines come in, sentences of her reply go out: the stage that asks care first and then the mind."""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from companion.care import Care
from companion.dialogue.history import PromptHistory
from companion.errors import KNOWN
from companion.events import Event, Failed, Recalled, Said, Source, Token
from companion.hearing import EndOfTurnEstimate
from companion.memory import Memory
from companion.remembering.command_grammar import memory_command
from companion.remembering.memory_commands import MemoryCommands, asks_to_undo
from companion.replying import fixed_replies
from companion.replying.generator import DisplayText, Generated, Generator, OpeningClause, Sentence
from companion.replying.prompt import PromptLine
from companion.retrieval.retriever import RetrievalResult, Retriever
from companion.speaking.synthesis import Synthesis
from companion.text.sentences import split
from companion.turns.reply import AssistantTurn
from companion.turns.turn import Turn
from models.language import EndOfLine, TextChunk, Usage

log = logging.getLogger(__name__)


FILLERS = ("Hm.", "Let me think.", "Let me see.")
"""What she says while she thinks back."""


@dataclass(frozen=True)
class _UseGenerator:
    """From now on think with this."""

    generator: Generator
    conversation: int
    """Whose lines are to be read ahead of the next one."""
    relieved: Callable[[], None]
    """Nothing more is asked of the mind before."""


@dataclass(frozen=True)
class ResponderDependencies:
    """What a conversation needs beside a mind."""

    memory: Memory
    speaking: Synthesis
    emit: Callable[[Event], None]
    clock: Callable[[], float]
    now: Callable[[], datetime]
    """The local date and time."""
    notice: Callable[[str], None]
    """Tells the user what they should know."""


@dataclass(frozen=True)
class _ReadAhead:
    """Somebody is in the middle of this line: read it, so that only its end is left to read."""

    text: str
    conversation: int
    turn: Turn


@dataclass(frozen=True)
class _FoldPrompt:
    """Nobody talks."""

    conversation: int
    turn: Turn


class Responder:
    """One thread: takes lines in order, drops those whose turn was cancelled, waits for a mind when there is none yet."""

    def __init__(self, around: ResponderDependencies, care: Care, dice: random.Random) -> None:
        self._around, self._dice = around, dice
        self.care = care
        """Asked before the mind; may be replaced when the settings change."""
        self.remembering = True
        """Whether earlier conversations come back to her; may be changed when the settings are."""
        self._retriever = Retriever(around.memory)
        self._wishes = MemoryCommands(around.memory, around.notice)
        self._so_far = PromptHistory(around.memory, around.now)
        around.memory.forgetting.watch(self._so_far.forget, self._so_far.bring_back)
        self._queue: queue.SimpleQueue[AssistantTurn | _UseGenerator | _ReadAhead | _FoldPrompt | None] = (
            queue.SimpleQueue()
        )
        self._generator: Generator | None = None
        self._waiting: list[AssistantTurn] = []
        self._warming = Turn(0, time.monotonic)
        self._thread = threading.Thread(target=self._run, name="conversing", daemon=True)

    def open(self) -> None:
        """Begin."""
        self._thread.start()

    def use_generator(
        self, generator: Generator, conversation: int, relieved: Callable[[], None] = lambda: None
    ) -> None:
        """Think with this from the next line on; lines that were waiting are answered now.

        `relieved` is called when nothing more is asked of the mind before.
        """
        self._queue.put(_UseGenerator(generator, conversation, relieved))

    def answer(self, reply: AssistantTurn) -> None:
        """A line wants an answer."""
        self._queue.put(reply)
        self._warming.cancel()

    def read_ahead(self, text: str, conversation: int) -> None:
        """The words so far of somebody who is still speaking."""
        self._queue.put(_ReadAhead(text, conversation, self._renewed()))

    def fold_prompt(self, conversation: int) -> None:
        """Nobody talks: if the prompt is nearly full, what is oldest in it may give way to a summary now."""
        self._queue.put(_FoldPrompt(conversation, self._renewed()))

    def stop(self) -> None:
        """Have the mind look at once whether what it does is cancelled; any thread."""
        if self._generator is not None:
            self._generator.stop()

    def pause_generation(self, on: bool) -> None:
        """Think no further token while on; any thread."""
        if self._generator is not None:
            self._generator.pause(on)

    def close(self) -> None:
        """End. The turn under way should have been cancelled."""
        self._queue.put(None)
        self._warming.cancel()
        if self._thread.is_alive():
            self._thread.join()
        self._wishes.close()

    def _run(self) -> None:
        while (message := self._queue.get()) is not None:
            if isinstance(message, _UseGenerator):
                self._take_up(message)
            elif isinstance(message, _ReadAhead):
                self._read_ahead(message)
            elif isinstance(message, _FoldPrompt):
                self._fold_prompt(message)
            else:
                self._answer(message)

    def _take_up(self, llm: _UseGenerator) -> None:
        self._generator = llm.generator
        self._retriever.judge = llm.generator.judge
        llm.relieved()
        waiting, self._waiting = self._waiting, []
        for reply in waiting:
            self._answer(reply)
        self._warming = Turn(0, time.monotonic)
        if not waiting and self._queue.empty():
            self._read_ahead(_ReadAhead("Hi.", llm.conversation, self._warming))
            self._prefill_judge(self._warming)

    def _renewed(self) -> Turn:
        """What is done ahead ends as soon as there is something else to do."""
        self._warming.cancel()
        self._warming = Turn(0, time.monotonic)
        return self._warming

    def _fold_prompt(self, quiet: _FoldPrompt) -> None:
        if (generator := self._generator) is None or quiet.turn.cancelled:
            return
        conversation, so_far = quiet.conversation, self._so_far
        try:
            lines = [*so_far.lines(conversation), PromptLine("you", "Hi.")]
            folded = generator.fold(quiet.turn, lines, so_far.profile(), so_far.summaries(conversation), so_far.today)
        except KNOWN as error:
            log.warning("the prompt could not be folded: %s", error)
            return
        except Exception:
            log.exception("the prompt could not be folded")
            return
        if folded:
            self._read_ahead(_ReadAhead("Hi.", conversation, quiet.turn))
        self._prefill_judge(quiet.turn)

    def _read_ahead(self, ahead: _ReadAhead) -> None:
        """Let the mind read what the next prompt will begin with."""
        if (generator := self._generator) is None or ahead.turn.cancelled:
            return
        try:
            self._so_far.begin(generator, ahead.conversation, self.remembering)
            generator.prefill(ahead.turn, [*self._so_far.lines(ahead.conversation), PromptLine("you", ahead.text)])
        except KNOWN as error:
            log.warning("reading ahead failed: %s", error)
        except Exception:
            log.exception("reading ahead failed")

    def _prefill_judge(self, turn: Turn) -> None:
        """Let it read what it judges memories by."""
        if (generator := self._generator) is None or not self.remembering:
            return
        turn.on_cancel(generator.stop)
        try:
            generator.judge.prefill(lambda: turn.cancelled)
        except KNOWN as error:
            log.warning("reading ahead failed: %s", error)
        except Exception:
            log.exception("reading ahead failed")

    def _answer(self, reply: AssistantTurn) -> None:
        try:
            finished = not reply.turn.cancelled and self._reply(reply)
        except KNOWN as error:
            finished = self._fail(reply, str(error))
        except Exception:
            log.exception("thinking failed")
            finished = self._fail(
                reply, "She lost her thread because of a fault in this program; please say that again."
            )
        reply.report_end_of_turn(EndOfTurnEstimate())
        if finished:
            self._around.speaking.finish(reply)

    def _fail(self, reply: AssistantTurn, sentence: str) -> bool:
        if reply.give_up():
            log.warning("a draft failed: %s", sentence)
            return False
        if not reply.turn.cancelled:
            self._emit(Failed(message=sentence), reply)
        return True

    def _reply(self, reply: AssistantTurn) -> bool:
        """Answer from care, else from the mind; False when it has to wait for one."""
        lines = self._so_far.up_to(reply)
        if self._answer_with_care(reply, lines):
            reply.turn.mark("recalled")
            return True
        if (granted := self._obey_memory_command(reply)) is not None:
            return granted
        if (generator := self._generator) is None:
            if not reply.give_up():
                self._waiting.append(reply)
            return False
        self._so_far.begin(generator, reply.asked.conversation, self.remembering)
        generator.forbidden_topics = self._so_far.forbidden_topics(lines)
        for thought in self._thoughts(reply, generator, lines):
            if not reply.turn.cancelled:
                self._pass_on(reply, thought)
        return True

    def _obey_memory_command(self, reply: AssistantTurn) -> bool | None:
        """Whether it asked something of her memory, and is answered so; False: it will be, once the line is certain."""
        text = reply.asked.text
        wanted = memory_command(text)
        if wanted is None and not asks_to_undo(text):
            return None
        if not reply.committed and reply.give_up():
            return False
        reply.wait_settled()
        if reply.turn.cancelled or reply.message is None:
            return True
        answer = self._wishes.undo(text) if wanted is None else self._wishes.carry_out(wanted, reply.message)
        if answer is not None:
            reply.turn.mark("recalled")
            reply.turn.mark("first_token")
            self._say(reply, answer)
        return True if answer is not None else None

    def _thoughts(self, reply: AssistantTurn, generator: Generator, lines: list[PromptLine]) -> Iterator[Generated]:
        """What she thinks of a line, with what comes back to her at it."""
        brought = self._retrieve(reply, generator, lines) if self.remembering else RetrievalResult()
        reply.turn.mark("recalled")
        if reply.turn.cancelled:
            return iter(())
        if brought.unknown and brought.judged:
            hers = [sentence for line in lines if line.speaker == "her" for sentence in split(line.text)]
            answer = fixed_replies.untold(hers)
            return iter([Sentence(answer, answer)])
        brought = self._so_far.without_gone(brought)
        lines[-1] = self._so_far.remember(reply, brought)
        self._tell_recalled(reply, brought)
        answers = brought.judged and lines[-1].notes  # what was forgotten meanwhile is not among them
        if answers and not brought.sure:
            shown = fixed_replies.unsure(lines[-1].notes, self._so_far.today)
            return iter([Sentence(shown, shown)])
        if answers:
            return generator.answer_from_memory(reply.turn, lines, self._so_far.today)
        return generator.generate(reply.turn, lines)

    def _retrieve(self, reply: AssistantTurn, generator: Generator, lines: list[PromptLine]) -> RetrievalResult:
        reply.turn.on_cancel(generator.stop)
        place = self._so_far.place(reply, generator, lines)
        return self._retriever.retrieve(
            reply.asked.text, place, lambda: reply.turn.cancelled, lambda: self._say_filler(reply)
        )

    def _say_filler(self, reply: AssistantTurn) -> None:
        """To think back takes some seconds; who speaks with her hears that she does. Who writes sees it."""
        if reply.message is None or reply.message.via == "voice":
            self._say(reply, self._dice.choice(FILLERS))

    def _tell_recalled(self, reply: AssistantTurn, brought: RetrievalResult) -> None:
        if brought.memories:
            reply.rest_on(one.message for one in brought.memories)
            told = tuple(Source(one.message, one.when.isoformat(), one.text) for one in brought.memories)
            self._emit(Recalled(memories=told), reply)

    def _pass_on(self, reply: AssistantTurn, thought: Generated) -> None:
        if isinstance(thought, EndOfLine):
            reply.report_end_of_turn(EndOfTurnEstimate(thought.probability))
        elif isinstance(thought, Usage):
            reply.usage = thought
        elif isinstance(thought, TextChunk):
            reply.turn.mark("first_token")
            self._emit(Token(text=thought.text), reply)
        elif isinstance(thought, OpeningClause):
            self._around.speaking.say(reply, thought.text)
        elif isinstance(thought, DisplayText):
            self._emit(Said(text=thought.text), reply)
            self._around.speaking.say(reply, thought.text, thought.spoken)
        else:
            self._emit(Said(text=thought.text), reply)
            self._around.speaking.say(reply, thought.rest)

    def _answer_with_care(self, reply: AssistantTurn, lines: list[PromptLine]) -> bool:
        """Whether this line was answered without the mind, because a true or safe answer matters more than a lively one."""
        yours = [line.text for line in lines[:-1] if line.speaker == "you"][-6:]
        concern = self.care.detect(lines[-1].text, yours)
        if concern is None:
            return False
        answer = self.care.answer(concern, self._dice)
        reply.turn.mark("first_token")
        for sentence in answer.sentences:
            self._say(reply, sentence)
        if answer.written:
            self._say(reply, answer.written, "")
        return True

    def _say(self, reply: AssistantTurn, sentence: str, spoken: str | None = None) -> None:
        self._emit(Said(text=sentence), reply)
        self._around.speaking.say(reply, sentence, spoken)

    def _emit(self, event: Event, reply: AssistantTurn) -> None:
        """Tell it, once the line is certain to be answered."""
        number, clock, emit = reply.turn.number, self._around.clock, self._around.emit
        reply.when_committed(lambda: emit(replace(event, turn=number, t=clock())))
