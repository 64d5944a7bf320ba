"""Generates her reply by the LLM, sentence by sentence; what does not pass the gate is thought again, then left out."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from companion.errors import WorkerError
from companion.gate.reply_gate import ReplyGate
from companion.replying import memory_answer
from companion.replying.attempts import retried, total_usage
from companion.replying.generated import DisplayText, Generated, OpeningClause, Sentence
from companion.replying.prompt import PastSummary, PromptBuilder, PromptLine
from companion.replying.sentence_stream import SentenceStream
from companion.replying.summaries import Summarizer
from companion.retrieval.llm_judge import LlmJudge
from companion.text import style
from companion.text.general_questions import asks_for_a_fact
from companion.text.sentences import split
from companion.turns.turn import Turn
from models.errors import ModelError
from models.language import EndOfLine, GenerateRequest, LanguageModel, PrefillRequest, Sampling, TextChunk, Usage

SHORT, LONG = 2, 9
"""Most sentences of a reply, and of one to a line that asks for more (a story, a recipe)."""

_WANTS_MORE = re.compile(
    r"\b(tell me (a|another|the|your|more|everything|all)|(a|another|longer|bedtime) (story|poem|song)|explain|describe"
    r"|in detail|step by step|how (do|does|can|would|should) (i|you|one|it)|go on|keep (going|talking)|say more|recipe"
    r"|write (me|a|an)|list|read me)\b",
    re.IGNORECASE,
)
TRIES, WHEN_TEMPTED = 3, 2
"""Tries at a reply, and at one that may only ask or own up: the third would keep somebody waiting for hardly more."""
PATIENCE_S = 4.0
"""Seconds after which no other try at a reply is begun: honest words at once are better than a long silence."""
COOL = 0.2
"""Temperature of an answer to a question about lasting facts: there is one right word, and the others are wrong."""
LATELY = 4
"""Replies whose beginnings the next one avoids."""
LITTLE_WORD = 3
"""Letters of a first word that tells nothing without the next, such as “I” or “You”."""
TALKING = Sampling(temperature=0.7, min_p=0.1)
"""Cooler than for other texts: in the chat form a small LLM easily falls into an assistant's phrases, and then stays there."""


class Generator:
    """Builds prompts, asks the LLM, and lets through only sentences that pass the gate. One thread uses it."""

    def __init__(
        self,
        llm: LanguageModel,
        prompts: PromptBuilder,
        seed: int | None = None,
        summarizer: Summarizer | None = None,
        sampling: Sampling | None = None,
        small: bool = False,
    ) -> None:
        """`seed` makes every turn repeatable; None draws fresh ones. `summarizer` folds prompts; without it nothing is folded.

        `sampling`: how this LLM should talk; None for `TALKING`. `small`: whether written words often fit better than its own.
        """
        self.is_small = small
        self._sampling = sampling or TALKING
        self._llm, self._prompts, self._seed = llm, prompts, seed
        self._summarizer, self._before = summarizer, ""

    def prefill(self, turn: Turn, lines: Sequence[PromptLine]) -> None:
        """Evaluate the prompt up to the end of the last line's words; stops when `turn` is cancelled.

        A few examples at a time: a line that comes meanwhile is answered with those that have been read.
        """
        turn.on_cancel(self._llm.abort)
        read = self._evaluate(turn, lines)
        while read and self._prompts.examples.more():
            read = self._evaluate(turn, lines)
            if not read:
                self._prompts.examples.fewer()

    def _evaluate(self, turn: Turn, lines: Sequence[PromptLine]) -> bool:
        """Whether the whole prompt was read before the turn was cancelled."""
        self._llm.prefill(PrefillRequest(self._prompts.build(lines), lines[-1].text), lambda: turn.cancelled)
        return not turn.cancelled

    @property
    def examples_left(self) -> bool:
        """Whether the prompts do not show all examples yet, because there was no time to read them."""
        return not self._prompts.examples.all_shown

    def pause(self, on: bool) -> None:
        """Generate no further token while on; any thread."""
        self._llm.hold(on)

    def generate(self, turn: Turn, lines: Sequence[PromptLine], gate: ReplyGate) -> Iterator[Generated]:
        """Generate the reply to the last of `lines`, the user's: what passes the `gate`.

        Yields, from LLMs that can tell, how likely that line is finished; then text as it comes, opening clauses, each
        sentence when it is whole, and one Usage. Ends early once the turn is cancelled. Raises WorkerError, and ModelError
        also when the LLM answers without a word.
        """
        yield from self._or_afresh(self._generate(turn, lines, gate))

    @property
    def rolls_back(self) -> bool:
        """Whether a preemptive reply costs nothing if it is not wanted; see `LanguageModel.rolls_back`."""
        return self._llm.rolls_back

    @property
    def judge(self) -> LlmJudge:
        """Asks the same LLM whether a memory answers a question."""
        return LlmJudge(self._llm)

    @property
    def llm(self) -> LanguageModel:
        """The same LLM, for what is asked beside the talk."""
        return self._llm

    def stop(self) -> None:
        """Have the LLM look at once whether what it does is cancelled; any thread."""
        self._llm.abort()

    def begin(
        self,
        profile: Sequence[str],
        days: Sequence[PastSummary],
        today: date,
        orders: Sequence[str] = (),
        shared: Sequence[str] = (),
    ) -> None:
        """Begin or continue a conversation: what is known of the user, summaries of earlier days, how she is to be, and what
        only the two of them share."""
        self._before = ""
        self._prompts.orders, self._prompts.shared = orders, shared
        with self._few_examples_if_new():
            self._prompts.begin(profile, days, today)

    def renew(
        self,
        profile: Sequence[str],
        days: Sequence[PastSummary],
        today: date,
        orders: Sequence[str] = (),
        shared: Sequence[str] = (),
    ) -> None:
        """The same within a conversation: its lines and the summary of its beginning stay."""
        self._prompts.orders, self._prompts.shared = orders, shared
        with self._few_examples_if_new():
            self._prompts.renew(profile, days, self._before, today)

    def fold(
        self,
        turn: Turn,
        lines: Sequence[PromptLine],
        profile: Sequence[str],
        days: Sequence[PastSummary],
        today: date,
        shared: Sequence[str] = (),
    ) -> bool:
        """If the prompt is nearly full, let a summary take the place of its oldest lines; whether it did. Takes seconds."""
        if self._summarizer is None or not self._prompts.fold_due(lines):
            return False
        turn.on_cancel(self._llm.abort)
        old = lines[self._prompts.verbatim_from(lines) : self._prompts.folding(lines)]
        summary = self._summarizer.summarize_part(old, lambda: turn.cancelled, self._before)
        if summary is None:
            return False
        self._before, self._prompts.shared = summary, shared
        with self._few_examples_if_new():
            self._prompts.fold(lines, summary, profile, days, today)
        return True

    @contextmanager
    def _few_examples_if_new(self) -> Iterator[None]:
        """If this changes how prompts begin, show few examples until there was time to read the others again."""
        before = self._prompts.head
        yield
        if self._prompts.head != before:
            self._prompts.examples.few()

    def verbatim_from(self, lines: Sequence[PromptLine]) -> int:
        """Index of the first line that the next prompt holds word for word."""
        return self._prompts.verbatim_from(lines)

    def answer_from_memory(
        self, turn: Turn, lines: Sequence[PromptLine], today: date, gate: ReplyGate
    ) -> Iterator[Generated]:
        """Generate the answer to a question about the past from the last line's notes. Raises as `generate`."""
        turn.on_cancel(self._llm.abort)
        request = self._request(turn, lines, gate)
        yield from self._or_afresh(memory_answer.answer_from_memory(self._llm, request, turn, lines, today, gate))

    def _or_afresh(self, generated: Iterator[Generated]) -> Iterator[Generated]:
        """Pass these on; if the LLM's process dies, make the next prompt a short one."""
        try:
            yield from generated
        except WorkerError:
            self._prompts.start_afresh()
            self._prompts.examples.few()
            raise

    def _generate(self, turn: Turn, lines: Sequence[PromptLine], gate: ReplyGate) -> Iterator[Generated]:
        turn.on_cancel(self._llm.abort)
        request = self._request(turn, lines, gate)
        limit = gate.manners.rules.sentences(LONG if _WANTS_MORE.search(lines[-1].text) else SHORT)
        usages: list[Usage] = []
        said, worded = 0, False
        turn.mark("first_try")
        for attempt in range(WHEN_TEMPTED if gate.is_tempted else TRIES):
            if attempt and (gate.knows_fitting_words or turn.since("first_try") > PATIENCE_S):
                break
            for item in self._one_try(turn, retried(request, attempt), gate, limit):
                if isinstance(item, Usage):
                    usages.append(item)
                    continue
                said += isinstance(item, OpeningClause | Sentence | DisplayText)
                worded |= isinstance(item, TextChunk) and any(map(str.isalnum, item.text))
                yield item
            if said or turn.cancelled:
                break
        if not turn.cancelled:
            if not said:
                yield from _honest_sentences(gate, worded)
            if usages:
                yield total_usage(usages)
            self._prompts.examples.more()

    def _request(self, turn: Turn, lines: Sequence[PromptLine], gate: ReplyGate) -> GenerateRequest:
        factual = asks_for_a_fact(lines[-1].text)
        return GenerateRequest(
            prompt=self._prompts.build(lines),
            max_tokens=gate.manners.rules.tokens(220 if _WANTS_MORE.search(lines[-1].text) else 110),
            stop=self._prompts.stops,
            sampling=_exact(self._sampling) if factual else self._sampling,
            seed=None if self._seed is None else self._seed + turn.number,
            avoid=(*self._prompts.said_in_examples, *gate.not_again(), *(() if factual else split(lines[-1].text))),
            banned=(
                *style.BANNED,
                *style.PREACHING,
                *self._prompts.only_in_examples(lines),
                *(() if factual else begun_lately(lines)),
                *gate.forbidden,
                *gate.manners.rules.banned,
            ),
            speakers=self._prompts.speakers,
            line=lines[-1].text,
        )

    def _one_try(self, turn: Turn, request: GenerateRequest, gate: ReplyGate, limit: int) -> Iterator[Generated]:
        """Generate once: what passes the gate, up to `limit` sentences, and its Usage."""
        stream, enough = SentenceStream(gate, limit), threading.Event()
        for piece in self._llm.generate(request, lambda: turn.cancelled or enough.is_set()):
            if isinstance(piece, Usage):
                if not turn.cancelled:
                    yield from stream.finish(complete=piece.finish == "stop")
                yield piece
            elif isinstance(piece, EndOfLine):
                yield piece
            elif isinstance(piece, TextChunk) and not enough.is_set():
                yield piece
                yield from stream.feed(piece.text)
            if stream.over and not enough.is_set():
                enough.set()
                self._llm.abort()


def _exact(sampling: Sampling) -> Sampling:
    """How a fact is told: without a penalty for words that came before, or “Oslo” becomes “Osso” when it is asked for again."""
    return replace(sampling, temperature=min(sampling.temperature, COOL), repeat_penalty=1.0, presence_penalty=0.0)


def begun_lately(lines: Sequence[PromptLine]) -> tuple[str, ...]:
    """How her last replies began: a small LLM begins as it began before, and soon says nothing else (“That's a funny thing.”)."""
    hers = [line.text.split() for line in lines if line.speaker == "her"][-LATELY:]
    begun = (words[0] if len(words[0]) > LITTLE_WORD else " ".join(words[:2]) for words in hers if len(words) > 2)
    return tuple(dict.fromkeys(beginning.rstrip(".,!?") for beginning in begun))


def _honest_sentences(gate: ReplyGate, worded: bool) -> Iterator[Sentence]:
    """What stands for a reply of which nothing may be said. Raises ModelError when the LLM said nothing at all."""
    if not worded:
        raise ModelError(
            "Her mind answered without a word. Say it again; if that goes on, choose another mind in the settings."
        )
    yield from (Sentence(text, text) for text in gate.honest_words())
