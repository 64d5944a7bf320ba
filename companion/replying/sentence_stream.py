"""Cuts the text of one try into opening clauses and sentences, and yields those that pass the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from companion.gate.reply_gate import ReplyGate
from companion.replying.generated import DisplayText, OpeningClause, Sentence
from companion.text.chunks import Chunk, Chunks
from companion.text.clauses import enclosed, pause_before
from companion.text.display_and_speech import DisplayAndSpeech, DisplayPart
from companion.text.sentences import ended
from companion.text.whole_sentence import stands_alone

LEFT_OUT = 2
"""Most sentences of one try that may fail at the gate: an LLM that has begun so goes on so, and somebody waits."""
LITTLE = 3
"""Fewest words of a beginning that is said in place of its sentence."""


class SentenceStream:
    """Processes one try; up to `limit` sentences are yielded."""

    def __init__(self, gate: ReplyGate, limit: int) -> None:
        self._gate, self._limit = gate, limit
        self._chunks, self._display = Chunks(), DisplayAndSpeech()
        self._begun: list[str] = []
        """Clauses of the current sentence that have been yielded. Together they stand alone: the sentence may end there."""
        self._held = ""
        """Words of the current sentence that wait for what makes them whole."""
        self._skipping = False
        self._said = self._left_out = 0

    @property
    def over(self) -> bool:
        """Whether `limit` sentences have been yielded, or the words that a rule allows; or too many were left out to wait on."""
        return self._said >= self._limit or self._left_out > LEFT_OUT or self._gate.manners.full

    def feed(self, text: str) -> Iterator[OpeningClause | Sentence | DisplayText]:
        """Take more text; yield what is whole now."""
        for chunk in self._chunks.feed(text):
            for part in self._display.add(chunk):
                yield from self._yield_part(part)

    def finish(self, complete: bool) -> Iterator[OpeningClause | Sentence | DisplayText]:
        """Yield the rest. If the text broke off (not `complete`), only as far as it makes a whole sentence."""
        for chunk in self._chunks.finish():
            last = chunk if complete else self._broken_off(chunk)
            for part in self._display.add(last) if last else ():
                yield from self._yield_part(part)
        for part in self._display.finish():
            yield from self._yield_part(part)
        if self._begun:  # the text ended between two clauses: what has been said is the sentence
            yield from self._end_sentence("")

    def _broken_off(self, chunk: Chunk) -> Chunk | None:
        """The last chunk of a text that broke off, up to where the sentence is whole; None if it is nowhere."""
        begun = " ".join([*self._begun, self._held]).strip()
        so_far = f"{begun} {chunk.text}".strip()
        whole = ended(so_far) if stands_alone(so_far) else _whole_beginning(so_far)
        if len(whole) <= len(begun):
            self._held = ""
            return None
        return replace(chunk, text=whole[len(begun) :].lstrip())

    def _yield_part(self, part: DisplayPart) -> Iterator[OpeningClause | Sentence | DisplayText]:
        if self.over:
            return
        if part.spoken != part.shown:
            if self._gate.permits(part.shown):
                yield DisplayText(part.shown, part.spoken)
        elif part.ends:
            yield from self._end_sentence(part.shown)
        elif not self._skipping:
            yield from self._go_on(part.shown)

    def _go_on(self, clause: str) -> Iterator[OpeningClause]:
        """A clause of a sentence that is not whole yet; the sentence is left out if it may not begin so.

        It waits for the next one if the sentence could not end here: nobody knows yet whether the rest may be said.
        """
        begun, self._held = " ".join(self._begun), f"{self._held} {clause}".strip()
        if not stands_alone(f"{begun} {self._held}"):
            return
        text = self._gate.fit_clause(self._held, begun)
        self._held = ""
        if text is None:
            self._skipping = True
            return
        self._begun.append(text)
        yield OpeningClause(text)

    def _end_sentence(self, rest: str) -> Iterator[Sentence]:
        begun, self._begun = self._begun, []
        skipping, self._skipping = self._skipping, False
        rest, self._held = f"{self._held} {rest}".strip(), ""
        if begun:
            fit = None if skipping else self._gate.fit_rest(" ".join(begun), rest)
            if skipping:
                self._gate.note_said(" ".join(begun))
            self._said += 1
            yield Sentence(*_joined(begun, fit))
            return
        fit = None if skipping else self._gate.fit(rest)
        if fit is None and not skipping and (beginning := _whole_beginning(rest)):
            fit = self._gate.fit(beginning)
        if fit is None:
            self._left_out += 1
            return
        self._said += 1
        yield Sentence(fit, fit)


def _whole_beginning(sentence: str) -> str:
    """The longest beginning up to a pause that stands alone, as a sentence; empty when there is none of `LITTLE` words."""
    words = sentence.split()
    for at in range(len(words) - 1, LITTLE - 1, -1):
        beginning = " ".join(words[:at])
        if pause_before(words, at, len(words)) is not None and not enclosed(words[:at]) and stands_alone(beginning):
            return ended(beginning)
    return ""


def _joined(begun: list[str], rest: str | None) -> tuple[str, str]:
    """The whole sentence and its last part; when the rest may not be said, the sentence ends where it has come to."""
    text = " ".join(begun)
    return (ended(text), "") if rest is None else (f"{text} {rest}", rest)
