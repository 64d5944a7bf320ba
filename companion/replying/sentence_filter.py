"""Lets through only sentences she may say: short, new, no echo of the user, no clichés, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from companion.replying.generated import DisplayText, OpeningClause, Sentence
from companion.text import style
from companion.text.chunks import Chunks
from companion.text.display_and_speech import DisplayAndSpeech, DisplayPart
from companion.text.sentences import split


class SentenceStream:
    """Cuts the text of one try into opening clauses and sentences, and yields those that pass the filter."""

    def __init__(self, sentence_filter: SentenceFilter, limit: int) -> None:
        self._filter, self._limit = sentence_filter, limit
        self._chunks, self._display = Chunks(), DisplayAndSpeech()
        self._begun: list[str] = []
        """Clauses of the current sentence that have been yielded."""
        self._skipping = False
        self._said = 0

    @property
    def over(self) -> bool:
        """Whether `limit` sentences have been yielded."""
        return self._said >= self._limit

    def feed(self, text: str) -> Iterator[OpeningClause | Sentence | DisplayText]:
        """Take more text; yield what is whole now."""
        for chunk in self._chunks.feed(text):
            for part in self._display.add(chunk):
                yield from self._yield_part(part)

    def finish(self, complete: bool) -> Iterator[OpeningClause | Sentence | DisplayText]:
        """Yield the rest. If the text broke off (not `complete`), only when its sentence has begun or it is all there is."""
        for chunk in self._chunks.finish():
            if complete or self._begun or not self._said:
                for part in self._display.add(chunk):
                    yield from self._yield_part(part)
        for part in self._display.finish():
            yield from self._yield_part(part)

    def _yield_part(self, part: DisplayPart) -> Iterator[OpeningClause | Sentence | DisplayText]:
        if self.over:
            return
        if part.spoken != part.shown:
            yield DisplayText(part.shown, part.spoken)
        elif part.ends:
            yield from self._end_sentence(part.shown)
        elif not self._skipping and (self._begun or self._filter.may_begin(part.shown)):
            text = tidy(part.shown)
            self._begun.append(text)
            yield OpeningClause(text)
        else:
            self._skipping = True

    def _end_sentence(self, rest: str) -> Iterator[Sentence]:
        begun, self._begun = self._begun, []
        skipping, self._skipping = self._skipping, False
        if begun:
            rest = tidy(rest)
            text = " ".join([*begun, rest])
            self._filter.note_said(text)
        else:
            fit = None if skipping else self._filter.fit(rest)
            if fit is None:
                return
            text = rest = fit
        self._said += 1
        yield Sentence(text, rest)


class SentenceFilter:
    """Decides whether a sentence may be said after the line `asked` and the sentences said before."""

    def __init__(self, asked: str, recent: Sequence[str]) -> None:
        self._asked = asked
        self._said = {style.normalised(sentence) for sentence in recent}

    def fit(self, sentence: str) -> str | None:
        """The sentence without markup; None if it may not be said."""
        text = tidy(sentence)
        normal = style.normalised(text)
        if not normal or normal in self._said or style.cliches(text) or style.parrots(text, self._asked):
            return None
        self._said.add(normal)
        return text

    def may_begin(self, clause: str) -> bool:
        """Whether a sentence may begin with this clause."""
        text = tidy(clause)
        return bool(style.normalised(text)) and not style.cliches(text) and not style.parrots(text, self._asked)

    def note_said(self, sentence: str) -> None:
        """Remember a sentence as said."""
        self._said.add(style.normalised(sentence))

    def fallback(self) -> str:
        """What to say if every try failed: a request to say it again, in other words than before."""
        options = (
            "Hm. Say that again, in other words?",
            "I lost my thread. What were you saying?",
            "Give me that once more?",
        )
        unused = [text for text in options if self._said.isdisjoint(map(style.normalised, split(text)))]
        return (unused or list(options))[0]


def tidy(sentence: str) -> str:
    """Remove list markers, headings, stage directions, stray markup, and quotation marks around the whole sentence."""
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
