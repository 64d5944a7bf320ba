"""The conversation so far comes in; her reply goes out, sentence by sentence, in her own manner."""

from __future__ import annotations

import dataclasses
import itertools
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion import manners
from companion.errors import WorkerError
from companion.prompt import Line, Prompts
from companion.sentences import Sentences, split
from companion.turn import Turn
from models.language import LanguageModel, Piece, Request, Sampling, Usage

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
_TRIES = 3


@dataclass(frozen=True)
class Sentence:
    """One whole sentence of the reply, as it will be remembered."""

    text: str


Thought = Piece | Sentence | Usage


class Thinking:
    """Asks the mind and keeps its reply hers: short, never the same twice, never an echo, no clichés, no lists."""

    def __init__(self, mind: LanguageModel, prompts: Prompts, seed: int | None = None) -> None:
        """`seed` fixes the dice of every turn; None throws fresh ones."""
        self._mind, self._prompts, self._seed = mind, prompts, seed

    def warm(self, turn: Turn, lines: Sequence[Line]) -> None:
        """Put what every next prompt begins with into the mind's cache; stops when `turn` is cancelled."""
        turn.on_cancel(self._mind.abort)
        request = Request(self._prompts.build([*lines, Line("you", "Hi.")]), max_tokens=1, seed=1)
        for _ in self._mind.reply(request, lambda: turn.cancelled):
            continue

    def think(self, turn: Turn, lines: Sequence[Line]) -> Iterator[Thought]:
        """Her reply to the last of `lines` (the user's): pieces as they come, each sentence when whole, then one Usage.

        Raises ModelError and WorkerError. Ends early once the turn is cancelled.
        """
        try:
            yield from self._think(turn, lines)
        except WorkerError:
            self._prompts.start_afresh()
            raise

    def _think(self, turn: Turn, lines: Sequence[Line]) -> Iterator[Thought]:
        turn.on_cancel(self._mind.abort)
        asked = lines[-1].text
        request = self._request(turn, lines)
        limit = LONG if _WANTS_MORE.search(asked) else SHORT
        fresh = _Fresh(asked, _sentences_of_hers(lines))
        usages: list[Usage] = []
        for attempt in range(_TRIES):
            said = 0
            for thought in self._once(turn, _warmer(request, attempt), fresh, limit):
                if isinstance(thought, Usage):
                    usages.append(thought)
                    continue
                said += isinstance(thought, Sentence)
                yield thought
            if said or turn.cancelled:
                break
        else:
            yield Sentence(fresh.fallback())
        if not turn.cancelled and usages:
            yield _together(usages)

    def _request(self, turn: Turn, lines: Sequence[Line]) -> Request:
        return Request(
            prompt=self._prompts.build(lines),
            max_tokens=220 if _WANTS_MORE.search(lines[-1].text) else 110,
            stop=self._prompts.stops,
            seed=None if self._seed is None else self._seed + turn.number,
            avoid=(*_sentences_of_hers(lines), *split(lines[-1].text)),
            banned=manners.BANNED,
        )

    def _once(self, turn: Turn, request: Request, fresh: _Fresh, limit: int) -> Iterator[Thought]:
        """One try: what of it is fit to be said, up to `limit` sentences, and its Usage."""
        sentences, said, enough = Sentences(), 0, threading.Event()
        for piece in self._mind.reply(request, lambda: turn.cancelled or enough.is_set()):
            if isinstance(piece, Usage):
                whole = sentences.finish() if piece.finish == "stop" or not (said or turn.cancelled) else []
            elif enough.is_set():
                continue
            else:
                yield piece
                whole = sentences.feed(piece.text)
            for text in itertools.islice(filter(None, map(fresh.fit, whole)), limit - said):
                said += 1
                yield Sentence(text)
            if said >= limit and not enough.is_set():
                enough.set()
                self._mind.abort()
            if isinstance(piece, Usage):
                yield piece


class _Fresh:
    """Judges whether a sentence may be said."""

    def __init__(self, asked: str, recent: Sequence[str]) -> None:
        self._asked = asked
        self._said = {manners.normal(sentence) for sentence in recent}

    def fit(self, sentence: str) -> str | None:
        """The sentence as it should be said, or None when it should not be."""
        text = tidy(sentence)
        normal = manners.normal(text)
        if not normal or normal in self._said or manners.cliches(text) or manners.parrots(text, self._asked):
            return None
        self._said.add(normal)
        return text

    def fallback(self) -> str:
        """Something true to say when the mind had nothing fit."""
        options = (
            "Hm. Say that again, in other words?",
            "I lost my thread. What were you saying?",
            "Give me that once more?",
        )
        unused = [text for text in options if self._said.isdisjoint(map(manners.normal, split(text)))]
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


def _sentences_of_hers(lines: Sequence[Line]) -> tuple[str, ...]:
    hers = [line.text for line in lines if line.speaker == "her"][-RECENT:]
    return tuple(sentence for text in hers for sentence in split(text))


def _warmer(request: Request, attempt: int) -> Request:
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
