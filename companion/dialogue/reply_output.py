"""Sends a reply on its way: its events to the listeners, its sentences to the synthesis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from companion.dialogue.responders.interface import PendingReply
from companion.events import (
    CannotDo,
    CareTaken,
    DeedDone,
    DeedUndone,
    Event,
    Failed,
    HelpShown,
    LetterShown,
    Recalled,
    RuleTold,
    Said,
    Source,
    Token,
)
from companion.hearing import EndOfTurnEstimate
from companion.initiation.questions import NEUTRAL, VoicedSentence
from companion.memory.fact import Quote
from companion.memory.letters import Letter
from companion.memory.receipts import Receipt
from companion.remembering.rule_commands import RuleOutcome
from companion.replying.generated import DisplayText, Generated, OpeningClause, Sentence
from companion.retrieval.retriever import RetrievalResult
from companion.speaking.synthesis import Synthesis
from companion.told_rules.wording import as_sentence
from companion.turns.reply import AssistantTurn
from models.language import EndOfLine, TextChunk, Usage


class ReplyOutput:
    """Used by every responder. Events of a preemptive reply wait until its line is committed."""

    def __init__(self, synthesis: Synthesis, emit: Callable[[Event], None], clock: Callable[[], float]) -> None:
        """`clock` gives the events' time, in seconds."""
        self._synthesis, self._emit_event, self._clock = synthesis, emit, clock

    def say(self, pending: PendingReply, sentence: str) -> None:
        """Show a written sentence and speak it, once the gate has let it through."""
        self._say(pending.reply, pending.gate.written(sentence))

    def say_exempt(self, reply: AssistantTurn, sentence: str, spoken: str | None = None) -> None:
        """The same past the gate: words about danger, confirmations of rules and topics.

        Speak `spoken` if given, nothing if empty.
        """
        self._say(reply, sentence, spoken)

    def say_voiced(self, reply: AssistantTurn, sentences: Iterable[str | VoicedSentence]) -> None:
        """Say written sentences past the gate, in her voice where no other is named."""
        for one in sentences:
            said = VoicedSentence(one, "") if isinstance(one, str) else one
            reply.neutral |= said.voice == NEUTRAL
            self._emit(Said(text=said.text, neutral=reply.neutral), reply)
            self._synthesis.say(reply, said.text, voice=said.voice, after_breath=said.after_breath)

    def tell(self, reply: AssistantTurn, events: Iterable[Event]) -> None:
        """Emit these in this turn."""
        for event in events:
            self._emit(event, reply)

    def say_first(self, pending: PendingReply, sentence: str) -> None:
        """Say the first sentence of a reply that needed no LLM."""
        pending.reply.turn.mark("first_token")
        self.say(pending, sentence)

    def _say(self, reply: AssistantTurn, sentence: str, spoken: str | None = None) -> None:
        self._emit(Said(text=sentence), reply)
        self._synthesis.say(reply, sentence, spoken)

    def pass_on_all(self, reply: AssistantTurn, generated: Iterable[Generated]) -> None:
        """Hand on what is generated as it comes; what comes after the turn was cancelled is dropped."""
        for item in generated:
            if not reply.turn.cancelled:
                self._pass_on(reply, item)

    def _pass_on(self, reply: AssistantTurn, generated: Generated) -> None:
        match generated:
            case EndOfLine():
                reply.report_end_of_turn(EndOfTurnEstimate(generated.probability))
            case Usage():
                reply.usage = generated
            case TextChunk():
                reply.turn.mark("first_token")  # not shown: it has not passed the gate
            case OpeningClause():
                self._emit(Token(text=f"{generated.text} "), reply)
                self._synthesis.say(reply, generated.text)
            case DisplayText():
                self._say(reply, generated.text, generated.spoken)
            case Sentence():
                if generated.rest:
                    self._emit(Token(text=f"{generated.rest} "), reply)
                self._emit(Said(text=generated.text), reply)
                self._synthesis.say(reply, generated.rest)

    def show_sources(self, reply: AssistantTurn, result: RetrievalResult) -> None:
        """Tell which memories the reply rests on, and keep them with it."""
        if result.memories:
            reply.set_sources(one.message for one in result.memories)
            sources = tuple(Source(one.message, one.when.isoformat(), one.text) for one in result.memories)
            self._emit(Recalled(memories=sources), reply)

    def show_care(self, reply: AssistantTurn, level: str, kind: str) -> None:
        """Tell that the line may mean danger, and whether she names help or asks."""
        self._emit(CareTaken(level=level, kind=kind), reply)

    def show_help(self, reply: AssistantTurn, text: str) -> None:
        """Show help lines beside what she says."""
        self._emit(HelpShown(text=text), reply)

    def show_rules(self, reply: AssistantTurn, outcome: RuleOutcome, now: datetime) -> None:
        """Tell which rules were made, and which have ended."""
        for rule in (*outcome.made, *outcome.ended):
            until = rule.scope.until.isoformat(timespec="minutes") if rule.scope.until else None
            text, scope = as_sentence(rule, now), rule.scope.in_words(now) or "always"
            self._emit(RuleTold(id=rule.id, text=text, scope=scope, until=until, ended=rule.ended is not None), reply)

    def show_receipts(self, reply: AssistantTurn, receipts: Sequence[Receipt]) -> None:
        """Tell what was done."""
        for one in receipts:
            when = one.happens.isoformat(timespec="seconds") if one.happens else ""
            self._emit(DeedDone(deed=one.deed, text=one.text, when=when, undo=one.undoable, id=one.id), reply)

    def show_undone(self, reply: AssistantTurn, receipts: Sequence[Receipt]) -> None:
        """Tell what was undone."""
        for one in receipts:
            self._emit(DeedUndone(deed=one.deed, text=one.text, id=one.id), reply)

    def show_limit(self, reply: AssistantTurn, what: str) -> None:
        """Tell what she was asked for and cannot do."""
        self._emit(CannotDo(what=what), reply)

    def show_letter(self, reply: AssistantTurn, letter: Letter) -> None:
        """Show a letter as it is now."""
        self._emit(LetterShown(id=letter.id, title=letter.title, text=letter.text), reply)

    def show_quotes(self, reply: AssistantTurn, quotes: Sequence[Quote]) -> None:
        """Tell which words of the user's she offers to use."""
        if quotes:
            self._emit(Recalled(memories=tuple(Source(q.message, q.at.isoformat(), q.text) for q in quotes)), reply)

    def fail(self, reply: AssistantTurn, sentence: str, aloud: str = "") -> None:
        """Tell in one sentence why there is no reply, and say `aloud`, which is no part of the reply, unless it is empty."""
        self._emit(Failed(message=sentence), reply)
        self.say_aside(reply, aloud)

    def say_aside(self, reply: AssistantTurn, aloud: str) -> None:
        """Say something that is no part of the reply; nothing if it is empty."""
        if aloud:
            self._synthesis.say_aside(reply, aloud)

    def finish(self, reply: AssistantTurn) -> None:
        """Nothing more comes of this reply."""
        self._synthesis.finish(reply)

    def _emit(self, event: Event, reply: AssistantTurn) -> None:
        number, clock, emit = reply.turn.number, self._clock, self._emit_event
        reply.when_committed(lambda: emit(replace(event, turn=number, t=clock())))
