"""The conversation so far comes in; her reply goes out, sentence by sentence, in her own manner."""

from __future__ import annotations

import dataclasses
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from companion.errors import WorkerError
from companion.remembering.second_person import second_person
from companion.remembering.summaries import Summarizer
from companion.replying import fixed_replies
from companion.replying.persona import EXAMPLES
from companion.replying.prompt import PastSummary, PromptBuilder, PromptLine
from companion.retrieval.llm_judge import LlmJudge
from companion.text import style
from companion.text.chunks import Chunks
from companion.text.display_and_speech import DisplayAndSpeech, DisplayPart
from companion.text.grounding import sources_of, supported, unfounded
from companion.text.notes import Note
from companion.text.sentences import split
from companion.turns.turn import Turn
from models.language import EndOfLine, GenerateRequest, LanguageModel, PrefillRequest, Sampling, TextChunk, Usage

SHORT, LONG = 3, 9
"""Most sentences of a reply; the second when more was asked for."""

RECENT = 20
"""Her own replies among which she does not repeat a sentence."""

_WANTS_MORE = re.compile(
    r"\b(tell me (a|another|the|your|more|everything|all)|(a|another|longer|bedtime) (story|poem|song)|explain|describe"
    r"|in detail|step by step|how (do|does|can|would|should) (i|you|one|it)|go on|keep (going|talking)|say more|recipe"
    r"|write (me|a|an)|list|read me)\b",
    re.IGNORECASE,
)
TOLD = 0.6
"""The share of an answer's telling words that must have been told: “She's a nurse, in a hospital in Malmö” is not, of Malmö."""

_MINE = re.compile(r"\b(?:I(?! (?:think|know|remember|recall))|I'm|I've|I'd|(?i:my|we|our|us))\b")
_NOT = re.compile(r"\b(?:not|never|nobody|nothing|none|cannot)\b|n['’]t\b", re.IGNORECASE)
_DOUBTS = (
    "not sure",
    "not certain",
    "not quite",
    "don't know",
    "don't remember",
    "never told",
    "haven't told",
    "you said:",
)
"""How an answer out of the past may not be put: there is one. Of the doubts and quotations before, a small mind makes a manner."""
_BODY = re.compile(r"^(.*?)((?:,? you (?:said|told me)\b.*)?[.!?…]*)$", re.DOTALL)
_TRIES = 3


@dataclass(frozen=True)
class OpeningClause:
    """The beginning of a sentence, to be spoken before the rest of it is there; its Sentence follows."""

    text: str


@dataclass(frozen=True)
class Sentence:
    """One whole sentence of the reply."""

    text: str
    rest: str
    """What of it has not been a Clause: all of it, mostly."""


@dataclass(frozen=True)
class DisplayText:
    """What is to be read rather than heard: code, an item of a list."""

    text: str
    spoken: str
    """What is said instead (“I've put the list in the window.”); empty for nothing."""


Generated = EndOfLine | TextChunk | OpeningClause | Sentence | DisplayText | Usage


class Generator:
    """Asks the mind and keeps its reply hers: short, never the same twice, never an echo, no clichés, no lists."""

    def __init__(
        self, llm: LanguageModel, prompts: PromptBuilder, seed: int | None = None, summarizer: Summarizer | None = None
    ) -> None:
        """`seed` fixes the dice of every turn; None throws fresh ones. `summing_up`: tells what no longer fits the prompt."""
        self._llm, self._prompts, self._seed = llm, prompts, seed
        self._summarizer, self._before = summarizer, ""
        self.forbidden_topics: tuple[str, ...] = ()
        """What she may not bring up in her next replies."""

    def prefill(self, turn: Turn, lines: Sequence[PromptLine]) -> None:
        """Put the prompt up to the end of the last line's words into the mind's cache; stops when `turn` is cancelled."""
        turn.on_cancel(self._llm.abort)
        self._llm.prefill(PrefillRequest(self._prompts.build(lines), lines[-1].text), lambda: turn.cancelled)

    def pause(self, on: bool) -> None:
        """Think no further token while on; safe from any thread."""
        self._llm.hold(on)

    def generate(self, turn: Turn, lines: Sequence[PromptLine]) -> Iterator[Generated]:
        """Her reply to the last of `lines` (the user's): pieces as they come, clauses, each sentence when whole, one Usage.

        Before them, from minds that can tell, how likely that line is finished.

        Raises ModelError and WorkerError. Ends early once the turn is cancelled.
        """
        yield from self._or_afresh(self._generate(turn, lines))

    @property
    def judge(self) -> LlmJudge:
        """Asks the same mind whether words are an answer."""
        return LlmJudge(self._llm)

    def stop(self) -> None:
        """Have the mind look at once whether what it does is cancelled; any thread."""
        self._llm.abort()

    def begin(self, profile: Sequence[str], days: Sequence[PastSummary], today: date) -> None:
        """A conversation begins, or goes on: this is what she knows."""
        self._before = ""
        self._prompts.begin(profile, days, today)

    def fold(
        self, turn: Turn, lines: Sequence[PromptLine], profile: Sequence[str], days: Sequence[PastSummary], today: date
    ) -> bool:
        """In a quiet moment: put a summary in the place of what is oldest, if the prompt is nearly full; whether it did."""
        if self._summarizer is None or not self._prompts.fold_due(lines):
            return False
        turn.on_cancel(self._llm.abort)
        old = lines[self._prompts.verbatim_from(lines) : self._prompts.folding(lines)]
        summary = self._summarizer.summarize_part(old, lambda: turn.cancelled, self._before)
        if summary is None:
            return False
        self._before = summary
        self._prompts.fold(lines, summary, profile, days, today)
        return True

    def verbatim_from(self, lines: Sequence[PromptLine]) -> int:
        """The first of the lines that the next prompt holds word for word."""
        return self._prompts.verbatim_from(lines)

    def answer_from_memory(self, turn: Turn, lines: Sequence[PromptLine], today: date) -> Iterator[Generated]:
        """Her answer to a question about the past, which the last line's notes tell; nothing of it before it is checked.

        It says something that only the last of the notes tells, and brings up nobody and no number that was not told: else another
        try, and then the notes themselves, word for word, and that she is not sure. Raises as `think`.
        """
        yield from self._or_afresh(self._answer_from_memory(turn, lines, today))

    def _or_afresh(self, thoughts: Iterator[Generated]) -> Iterator[Generated]:
        """These; when the mind's process dies, the next prompt is a short one."""
        try:
            yield from thoughts
        except WorkerError:
            self._prompts.start_afresh()
            raise

    def _answer_from_memory(self, turn: Turn, lines: Sequence[PromptLine], today: date) -> Iterator[Generated]:
        asked, notes = lines[-1].text, lines[-1].notes
        older = [note.text for note in notes[:-1]]
        sources = [fixed_replies.quoted(note, today) for note in notes] + [
            line.text for line in lines if line.speaker == "you"
        ]
        turn.on_cancel(self._llm.abort)
        request = self._request(turn, lines)
        request = dataclasses.replace(
            request,
            avoid=(),
            banned=(*request.banned, *_DOUBTS),
            sampling=Sampling(temperature=0.4),
            max_tokens=60,
        )
        usages: list[Usage] = []
        for attempt in range(2):
            told = []
            for thought in self._llm.generate(_warmer(request, attempt), lambda: turn.cancelled):
                if isinstance(thought, EndOfLine):
                    yield thought  # now: it tells whether the line is over
                else:
                    told.append(thought)
            usages += (one for one in told if isinstance(one, Usage))
            text = tidy("".join(one.text for one in told if isinstance(one, TextChunk)))
            fit = (one for one in split(text) if _rests_on(one, sources) and not _denies(one, asked, notes))
            sentences = [_to_you(sentence) for sentence in fit][:SHORT]
            if notes[-1] in sources_of(" ".join(sentences), asked, notes[-1:], older):
                break
        else:
            sentences = [fixed_replies.unsure(notes, today)]
        if not turn.cancelled:
            yield from (Sentence(sentence, sentence) for sentence in sentences)
            yield _together(usages)

    def _generate(self, turn: Turn, lines: Sequence[PromptLine]) -> Iterator[Generated]:
        turn.on_cancel(self._llm.abort)
        asked = lines[-1].text
        request = self._request(turn, lines)
        limit = LONG if _WANTS_MORE.search(asked) else SHORT
        fresh = _SentenceFilter(asked, _sentences_of_hers(lines))
        usages: list[Usage] = []
        for attempt in range(_TRIES):
            said = 0
            for thought in self._once(turn, _warmer(request, attempt), fresh, limit):
                if isinstance(thought, Usage):
                    usages.append(thought)
                    continue
                said += isinstance(thought, OpeningClause | Sentence | DisplayText)
                yield thought
            if said or turn.cancelled:
                break
        else:
            fallback = fresh.fallback()
            yield Sentence(fallback, fallback)
        if not turn.cancelled and usages:
            yield _together(usages)

    def _request(self, turn: Turn, lines: Sequence[PromptLine]) -> GenerateRequest:
        return GenerateRequest(
            prompt=self._prompts.build(lines),
            max_tokens=220 if _WANTS_MORE.search(lines[-1].text) else 110,
            stop=self._prompts.stops,
            seed=None if self._seed is None else self._seed + turn.number,
            avoid=(*_sentences_of_hers(lines), *split(lines[-1].text)),
            banned=(*style.BANNED, *_only_in_examples(lines), *self.forbidden_topics),
            line=lines[-1].text,
        )

    def _once(self, turn: Turn, request: GenerateRequest, fresh: _SentenceFilter, limit: int) -> Iterator[Generated]:
        """One try: what of it is fit to be said, up to `limit` sentences, and its Usage."""
        telling, enough = _SentenceStream(fresh, limit), threading.Event()
        for piece in self._llm.generate(request, lambda: turn.cancelled or enough.is_set()):
            if isinstance(piece, Usage):
                if not turn.cancelled:
                    yield from telling.finish(complete=piece.finish == "stop")
                yield piece
            elif isinstance(piece, EndOfLine):
                yield piece
            elif isinstance(piece, TextChunk) and not enough.is_set():
                yield piece
                yield from telling.feed(piece.text)
            if telling.over and not enough.is_set():
                enough.set()
                self._llm.abort()


class _SentenceStream:
    """The text of one try comes in, clauses and sentences that are fit to be said go out."""

    def __init__(self, fresh: _SentenceFilter, limit: int) -> None:
        self._fresh, self._limit = fresh, limit
        self._chunks, self._aloud = Chunks(), DisplayAndSpeech()
        self._begun: list[str] = []
        """Clauses of the sentence under way that have been given out."""
        self._skipping = False
        self._said = 0

    @property
    def over(self) -> bool:
        """Whether it has been enough."""
        return self._said >= self._limit

    def feed(self, text: str) -> Iterator[OpeningClause | Sentence | DisplayText]:
        """What became certain with `text`."""
        for chunk in self._chunks.feed(text):
            for part in self._aloud.take(chunk):
                yield from self._tell(part)

    def finish(self, complete: bool) -> Iterator[OpeningClause | Sentence | DisplayText]:
        """What is left. Unless the text is `complete`, that is said only if its sentence has begun or it is all there is."""
        for chunk in self._chunks.finish():
            if complete or self._begun or not self._said:
                for part in self._aloud.take(chunk):
                    yield from self._tell(part)
        for part in self._aloud.finish():
            yield from self._tell(part)

    def _tell(self, part: DisplayPart) -> Iterator[OpeningClause | Sentence | DisplayText]:
        if self.over:
            return
        if part.spoken != part.shown:
            yield DisplayText(part.shown, part.spoken)
        elif part.ends:
            yield from self._end(part.shown)
        elif not self._skipping and (self._begun or self._fresh.may_begin(part.shown)):
            text = tidy(part.shown)
            self._begun.append(text)
            yield OpeningClause(text)
        else:
            self._skipping = True

    def _end(self, rest: str) -> Iterator[Sentence]:
        begun, self._begun = self._begun, []
        skipping, self._skipping = self._skipping, False
        if begun:
            rest = tidy(rest)
            text = " ".join([*begun, rest])
            self._fresh.told(text)
        else:
            fit = None if skipping else self._fresh.fit(rest)
            if fit is None:
                return
            text = rest = fit
        self._said += 1
        yield Sentence(text, rest)


class _SentenceFilter:
    """Judges whether a sentence may be said."""

    def __init__(self, asked: str, recent: Sequence[str]) -> None:
        self._asked = asked
        self._said = {style.normal(sentence) for sentence in recent}

    def fit(self, sentence: str) -> str | None:
        """The sentence as it should be said, or None when it should not be."""
        text = tidy(sentence)
        normal = style.normal(text)
        if not normal or normal in self._said or style.cliches(text) or style.parrots(text, self._asked):
            return None
        self._said.add(normal)
        return text

    def may_begin(self, clause: str) -> bool:
        """Whether a sentence may begin so."""
        text = tidy(clause)
        return bool(style.normal(text)) and not style.cliches(text) and not style.parrots(text, self._asked)

    def told(self, sentence: str) -> None:
        """This has been said."""
        self._said.add(style.normal(sentence))

    def fallback(self) -> str:
        """Something true to say when the mind had nothing fit."""
        options = (
            "Hm. Say that again, in other words?",
            "I lost my thread. What were you saying?",
            "Give me that once more?",
        )
        unused = [text for text in options if self._said.isdisjoint(map(style.normal, split(text)))]
        return (unused or list(options))[0]


def tidy(sentence: str) -> str:
    """Without what can't be said: list markers, headings, stage directions, stray markup, quotation marks around it all."""
    text = re.sub(r"^\s*(?:[-*•#>]+|\d+[.)])\s+", "", sentence)
    text = re.sub(r"\*[^*]{1,60}\*|\((?:laughs|smiles|pause|sighs)[^)]*\)|[*_`#]{1,3}", "", text)
    text = " ".join(text.split())
    if (
        len(text) > 1
        and text[0] in '"“'
        and text[-1] in '"”'
        and text.count('"') + text.count("“") + text.count("”") == 2
    ):
        text = text[1:-1]
    return text


def _rests_on(sentence: str, sources: Sequence[str]) -> bool:
    """Whether an answer out of the past says nothing that was not told, and says it in her manner."""
    told = supported(sentence, sources) >= TOLD and not unfounded(sentence, sources)
    return told and not style.cliches(sentence)


def _denies(sentence: str, asked: str, notes: Sequence[Note]) -> bool:
    """Whether an answer denies what was told: “You didn't plant any tomatoes.” There is no not in what it rests on."""
    told = " ".join([asked, *(note.text for note in notes)])
    return bool(_NOT.search(sentence)) and not _NOT.search(told)


def _to_you(sentence: str) -> str:
    """What she took over from the user's own words, said to them: “I'm forty-one, you said.” is not about her."""
    found = _BODY.match(sentence)
    assert found is not None, "it matches anything"
    body, rest = found.groups()
    if not _MINE.search(body) or re.search(r"\byour?\b", body, re.IGNORECASE):
        return sentence
    return second_person(body).rstrip(".") + rest


def _only_in_examples(lines: Sequence[PromptLine]) -> Iterator[str]:
    """Words of the persona's examples that nobody has said, nor anybody's notes."""
    said = " ".join(text for line in lines for text in (line.text, *(note.text for note in line.notes))).lower()
    return (word for word in EXAMPLES if word.lower() not in said)


def _sentences_of_hers(lines: Sequence[PromptLine]) -> tuple[str, ...]:
    hers = [line.text for line in lines if line.speaker == "her"][-RECENT:]
    return tuple(sentence for text in hers for sentence in split(text))


def _warmer(request: GenerateRequest, attempt: int) -> GenerateRequest:
    """The same request with wilder dice, for another try."""
    if not attempt:
        return request
    sampling = Sampling(temperature=request.sampling.temperature + 0.25 * attempt, min_p=0.05)
    seed = None if request.seed is None else request.seed + 100_003 * attempt
    return dataclasses.replace(request, sampling=sampling, seed=seed)


def _together(usages: Sequence[Usage]) -> Usage:
    """All tries of one turn as one: the first's prompt, everybody's work."""
    return dataclasses.replace(
        usages[0],
        evaluated_tokens=sum(u.evaluated_tokens for u in usages),
        output_tokens=sum(u.output_tokens for u in usages),
        total_s=sum(u.total_s for u in usages),
        finish=usages[-1].finish,
    )
