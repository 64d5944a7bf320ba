"""Has each line answered: one thread that asks the responders in order, and prefills the LLM while no line waits."""

from __future__ import annotations

import logging
import queue
import random
import threading
from collections.abc import Callable
from functools import partial

from companion.care import Care, RiskSignal
from companion.dialogue.answering_dependencies import AnsweringDependencies
from companion.dialogue.answering_messages import (
    AnsweringMessage,
    ComeBack,
    FoldPrompt,
    NoLlm,
    PrefillLine,
    SayUnasked,
    UseGenerator,
    UseSettings,
)
from companion.dialogue.history import PromptHistory
from companion.dialogue.outages import Outage, Outages
from companion.dialogue.prefilling import PLACEHOLDER, Prefilling
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.care import CareResponder
from companion.dialogue.responders.compiling import compile_patterns
from companion.dialogue.responders.courtesy import CourtesyResponder
from companion.dialogue.responders.deed import DeedResponder
from companion.dialogue.responders.diary import DiaryResponder
from companion.dialogue.responders.download import DownloadResponder
from companion.dialogue.responders.honesty import honesty_responders
from companion.dialogue.responders.interface import Outcome, PendingReply, Responder
from companion.dialogue.responders.last_deed import LastDeedResponder
from companion.dialogue.responders.letter import LetterResponder
from companion.dialogue.responders.llm import LlmHolder, LlmResponder
from companion.dialogue.responders.memory_command import MemoryCommandResponder
from companion.dialogue.responders.retrieval import RetrievalResponder
from companion.dialogue.responders.rule_command import RuleCommandResponder
from companion.dialogue.responders.topic_command import TopicCommandResponder
from companion.dialogue.responders.unasked import BriefResponder
from companion.errors import KNOWN
from companion.hearing import EndOfTurnEstimate
from companion.initiation.questions import VoicedSentence
from companion.prosody.mood_suggestion import suggestion_of
from companion.remembering.memory_commands import MemoryCommands
from companion.replying.generator import Generator
from companion.retrieval.retriever import Retriever
from companion.turns.reply import AssistantTurn
from companion.turns.turn import Turn

log = logging.getLogger(__name__)

FAULT = "She lost her thread because of a fault in this program; please say that again."


class Answering:
    """Takes lines in order, drops those whose turn was cancelled; the responders are asked in the order listed here."""

    def __init__(self, dependencies: AnsweringDependencies, care: Care, dice: random.Random) -> None:
        memory, deeds = dependencies.memory, dependencies.deeds
        self._history = PromptHistory(memory, dependencies.now)
        memory.forgetting.add_listeners(self._history.forget, self._history.bring_back)
        self._output = ReplyOutput(dependencies.synthesis, dependencies.emit, dependencies.clock)
        dependencies.interview.output = self._output
        if (unasked := dependencies.unasked) is not None:
            unasked.output = self._output
        self._retriever, self._llm = Retriever(memory), LlmHolder()
        self._commands = MemoryCommands(memory, dependencies.notify)
        self._care = CareResponder(care, self._output, dice)
        self._retrieval = RetrievalResponder(self._llm, self._retriever, self._history, self._output, dice)
        self._courtesy = CourtesyResponder(care.settings, self._output, dependencies.now, dice)
        self._honesty = honesty_responders(care.settings, self._output, dice, memory.recall.vector, deeds.limit)
        self._deeds = DeedResponder(deeds, self._output, dependencies.deed_done)
        self._letters = LetterResponder(memory, self._llm, self._output, care.settings, deeds)
        self._diary = DiaryResponder(memory, self._output, care.settings)
        self._responders: tuple[Responder, ...] = (
            self._care,
            *([unasked] if unasked else []),
            dependencies.interview,
            RuleCommandResponder(memory, self._output, dependencies.now, self._history.manners),
            TopicCommandResponder(memory, self._output),
            MemoryCommandResponder(self._commands, self._output, memory),
            DownloadResponder(self._output, dependencies.stop_downloads, lambda: memory.recall.names.her),
            self._letters,
            self._diary,
            self._deeds,
            LastDeedResponder(memory, deeds, self._output, dependencies.deed_done),
            *([BriefResponder(unasked)] if unasked else []),
            self._courtesy,
            self._honesty[0],
            self._llm,
            self._retrieval,
            self._honesty[1],
            LlmResponder(self._llm, self._output),
        )
        self._use_settings(UseSettings(care, self._retrieval.remembering))
        self._prefilling, self._notify, self._mood = Prefilling(self._history), dependencies.notify, dependencies.mood
        self._reply: AssistantTurn | None = None  # the one being answered
        self.outages = Outages()  # what has been said aloud to be out of order
        self._queue: queue.SimpleQueue[AnsweringMessage | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="answering", daemon=True)

    def open(self) -> None:
        """Start the thread."""
        self._thread.start()

    def use_generator(
        self, generator: Generator, conversation: int, released: Callable[[], None] = lambda: None
    ) -> None:
        """Answer with it from the next line on, and lines that waited now; `released` is called when the one before is not used."""
        self._queue.put(UseGenerator(generator, conversation, released))

    def no_llm(self, why: str) -> None:
        """There is no LLM to wait for, for this reason: lines that wait, and each that comes, are told."""
        self._queue.put(NoLlm(why))

    def llm_away(self, sentence: str) -> None:
        """Show that the LLM is down or starting again, and say so if a spoken line waits for it; any thread."""
        self._notify(sentence)
        reply = self._reply
        if reply is not None and reply.committed and reply.spoken_to and not reply.turn.cancelled:
            self._output.say_aside(reply, self.outages.begin(Outage.WAKING))

    def use_settings(self, care: Care, remembering: bool) -> None:
        """From the next line on: this care, and whether earlier conversations may come back."""
        self._queue.put(UseSettings(care, remembering))

    def answer(self, reply: AssistantTurn) -> None:
        """Queue a line to be answered."""
        self._queue.put(reply)
        self._prefilling.cancel()

    def come_back(self, reply: AssistantTurn, signal: RiskSignal, today: str) -> None:
        """Let her speak first, of a danger of an earlier talk; `today`: “tonight” or the like."""
        self._queue.put(ComeBack(reply, signal, today))
        self._prefilling.cancel()

    def say_unasked(self, reply: AssistantTurn, *sentences: str | VoicedSentence) -> None:
        """Say written sentences that answer no line: something has fallen due."""
        self._queue.put(SayUnasked(reply, sentences))
        self._prefilling.cancel()

    def fail(self, reply: AssistantTurn, sentence: str, aloud: str) -> None:
        """Tell why a spoken line came to nothing, and say `aloud`; any thread, at once."""
        self._output.fail(reply, sentence, aloud)

    def say_aside(self, reply: AssistantTurn, aloud: str) -> None:
        """Say something that is no part of a reply; any thread, at once."""
        self._output.say_aside(reply, aloud)

    def finish(self, reply: AssistantTurn) -> None:
        """Nothing more comes of a reply that only told of a failure; any thread."""
        self._output.finish(reply)

    def prefill_line(self, text: str, conversation: int) -> None:
        """Prefill the words so far of somebody who is still speaking."""
        self._queue.put(PrefillLine(text, conversation, self._prefilling.begin()))

    def prefill_conversation(self, conversation: int) -> None:
        """Read ahead how the prompts of this conversation begin, once the reply under way has been handed on; any thread."""
        self.prefill_line(PLACEHOLDER.text, conversation)

    def fold_prompt(self, conversation: int) -> None:
        """While nobody talks: if the prompt is nearly full, let a summary take the place of its oldest lines."""
        self._queue.put(FoldPrompt(conversation, self._prefilling.begin()))

    def stop(self) -> None:
        """Have the LLM look at once whether what it does is cancelled; any thread."""
        if (generator := self._llm.generator) is not None:
            generator.stop()

    def pause_generation(self, on: bool) -> None:
        """Generate no further token while on; any thread."""
        if (generator := self._llm.generator) is not None:
            generator.pause(on)

    def close(self) -> None:
        """End the thread. The turn under way should have been cancelled."""
        self._closing.set()
        self._queue.put(None)
        self._prefilling.cancel()
        if self._thread.is_alive():
            self._thread.join()
        self._commands.close()

    def _run(self) -> None:
        self._guarded(
            lambda: compile_patterns(self._deeds.deeds, self._closing.is_set)
        )  # or the first line waits for it
        while (message := self._next()) is not None:
            self._guarded(partial(self._handle, message))

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:  # the outermost loop: a fault of ours must not leave the lines that follow unanswered
            log.exception("answering failed")
            self._notify(FAULT)

    def _next(self) -> AnsweringMessage | None:
        """The next message; meanwhile, those who wait for the LLM too long are told."""
        while True:
            try:
                return self._queue.get(timeout=self._llm.patience_s)
            except queue.Empty:
                untold, sentence, outage = self._llm.take_untold()
                for reply in untold:
                    self._notify(sentence)
                    if reply.spoken_to:
                        self._output.say_aside(reply, self.outages.begin(outage))

    def _handle(self, message: AnsweringMessage) -> None:
        match message:
            case UseGenerator():
                self._use_generator(message)
            case NoLlm():
                self._llm.note_absence(message.why)
            case UseSettings():
                self._use_settings(message)
            case ComeBack(reply, signal, today):
                self._complete(reply, lambda: self._care.come_back(reply, signal, today))
            case SayUnasked():
                self._complete(message.reply, lambda: self._say_unasked(message))
            case PrefillLine():
                self._prefill_line(message)
            case FoldPrompt():
                self._fold_prompt(message)
            case AssistantTurn():
                self._answer(message)

    def _use_generator(self, message: UseGenerator) -> None:
        self._retriever.judge = message.generator.judge
        waiting = self._llm.replace(message.generator)
        self.outages.end(Outage.WAKING)
        message.released()
        for reply in waiting:
            self._answer(reply)
        turn = self._prefilling.begin()
        if not waiting and self._queue.empty():
            remembering = self._retrieval.remembering
            self._prefilling.conversation(message.generator, message.conversation, turn, remembering)
            self._prefill_judge(message.generator, turn)

    def _use_settings(self, message: UseSettings) -> None:
        self._care.care, self._retrieval.remembering = message.care, message.remembering
        self._deeds.her_name = message.care.settings.her_name
        for responder in (self._courtesy, self._letters, self._diary, *self._honesty):
            responder.settings = message.care.settings

    def _prefill_line(self, message: PrefillLine) -> None:
        if (generator := self._llm.generator) is not None:
            remembering = self._retrieval.remembering
            self._prefilling.line(generator, message.text, message.conversation, message.turn, remembering)

    def _fold_prompt(self, message: FoldPrompt) -> None:
        if (generator := self._llm.generator) is not None and not message.turn.cancelled:
            self._prefilling.fold(generator, message.conversation, message.turn, self._retrieval.remembering)
            self._prefill_judge(generator, message.turn)

    def _prefill_changed(self, conversation: int) -> None:
        if (generator := self._llm.generator) is not None and self._queue.empty():
            turn = self._prefilling.begin()  # not before: it would drop one that is queued
            self._prefilling.changed(generator, conversation, turn, self._retrieval.remembering)

    def _prefill_judge(self, generator: Generator, turn: Turn) -> None:
        if self._retrieval.remembering:
            self._prefilling.judge(generator, turn)

    def _answer(self, reply: AssistantTurn) -> None:
        self._complete(reply, lambda: self._ask_responders(reply))

    def _say_unasked(self, message: SayUnasked) -> bool:
        message.reply.turn.mark("first_token")
        self._output.say_voiced(message.reply, message.sentences)
        return True

    def _complete(self, reply: AssistantTurn, answered: Callable[[], bool]) -> None:
        """Let a reply be made, unless it was cancelled, and end it; not one that is answered later. A failure is told in it."""
        self._reply = reply
        try:
            finished = not reply.turn.cancelled and answered()
            if reply.usage is not None:
                self.outages.end(Outage.MIND, Outage.WAKING)
        except KNOWN as error:
            finished = self._fail(reply, str(error))
        except Exception:
            log.exception("answering failed")
            finished = self._fail(reply, FAULT)
        self._reply = None
        reply.report_end_of_turn(EndOfTurnEstimate())
        if finished:
            self._output.finish(reply)
            self._prefill_changed(reply.user_turn.conversation)

    def _ask_responders(self, reply: AssistantTurn) -> bool:
        """Whether the reply is complete; False when the line is answered later."""
        reply.mood = self._mood()
        self._history.suggestion = suggestion_of(reply.mood)
        lines = self._history.up_to(reply)
        pending = PendingReply(reply, lines, self._history.gate(lines))
        reply.refused = pending.gate.refused
        for responder in self._responders:
            if (outcome := responder.respond(pending)) is not Outcome.PASSED:
                if outcome is Outcome.ANSWERED and responder is not self._care:
                    self._care.add(pending)
                return outcome is Outcome.ANSWERED
        raise AssertionError("the last responder answers everything")

    def _fail(self, reply: AssistantTurn, sentence: str) -> bool:
        """Tell that the turn failed; False for a preemptive reply, which comes to nothing silently and is begun again."""
        if reply.give_up():
            log.warning("a preemptive reply failed: %s", sentence)
            return False
        if not reply.turn.cancelled:
            self._output.fail(reply, sentence, self.outages.begin(Outage.MIND) if reply.spoken_to else "")
        return True
