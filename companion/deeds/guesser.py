"""Guesses what a line asks that no grammar reads: the deed by its likelihood, the rest by a part of the line or by its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from companion.deeds.asking import as_asked
from companion.deeds.country import country_of
from companion.deeds.deed import Deed, DeedQuestion, Request
from companion.deeds.fuller import fuller
from companion.deeds.just_kept import JustAsked
from companion.deeds.likely import Likelihood, inner_vectors, likelihood_of
from companion.deeds.slot_requests import HAS_SLOTS
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.pieces import NUMBER, readable
from companion.deeds.tagged import (
    BESIDE_PHRASES,
    LIKELY,
    OF_ANOTHER,
    OF_WHAT_WAS_DONE,
    SURER,
    ByWords,
    FollowUp,
    IsThere,
    Least,
    WordByWord,
)
from companion.deeds.tagged import SURE as SURE_BY_SLOTS
from companion.memory.recall import TextEmbedder
from companion.text.line_reader import Numbers

SURE, SURE_OF_PART = 0.8, 0.6
"""From this probability on a line is taken to ask for a deed: in whatever words, or when a grammar reads a part of it."""
SURE_BY_WORDS, SURE_OF_PART_BY_WORDS = 0.95, 0.85
"""The same without the embedding model."""
DOUBTED = 0.15
"""Below this probability a loose reading is not believed."""
OF_JUST_DONE = 0.4
"""From this probability on a line that comes right after a deed may be about what was done."""
ACTION_OF_JUST_DONE = 0.4
"""So likely it must be that the line asks for something, and for the action that was read, together."""
FEWEST_WORDS = 5
"""Shorter lines mean too little by themselves, unless they are all but certain and name what they ask."""
SURE_OF_FEW = 0.95
MOST_WORDS = 45
"""A longer line tells a story."""
MOST_PARTS = 40
_BEGINS = re.compile(
    r"(?:(?<=[.!?;,:]) +|(?<= )(?=(?:set|start|put|add|stick|pop|pencil|remind|wake|get me up|alarm|timer|reminder|note"
    r"|jot|write|take|tick|"
    r"cross|read|tell|give|gimme|make|cancel|delete|stop|move|shift|change|what|what's|when|when's|how|which|where|who|is|are|do i|"
    r"have i|did i|am i|count|time|ping|nudge|poke|shout|call|find|keep|bin|scrap|clear|don't|the|my|in|at|on|every|half|add)\b))"
)
_ENDS = re.compile(
    r"[.!?;,:](?= )| (?=(?:i|i'm|i've|i'll|i'd|it|it's|its|he|he's|she|she's|they|they're|we|we're|we've|you|that's|because|cos|so|"
    r"and|but|before|if|as|don't|no|ok|please|or|for me|the|my|says|would|should|could|will|can|not|there's|"
    r"in case|since|till|until)\b)"
)

_TURNED = re.compile(
    r"\b(?:no|not|don't|never|without|(?:have|did|do|had) (?:i|we|you)|is there|are there|what|which|how|when|who|off"
    r"|left|forgot|needn't|no more|cancel|stop|delete)"
    r"(?: (?:an|a|the|any|my|to|on|of|is|are|it)| along| far)*\s*$",
    re.IGNORECASE,
)
"""Turns what follows into its opposite, or into a question: “no | alarm on Friday”."""


_NAMED = re.compile(
    r"\?$|\b(?:timers?|alarms?|remind\w*|lists?|notes?|time|date|squared|cubed|double|divided|times|plus|minus|percent)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\b{NUMBER}(?! of us\b)\b|\b(?:an?|half an?|quarter of an) (?:hour|minute)\b")
"""A length, an hour or a number, without which a short line names nothing."""
_RATHER_TAKEN_APART = ("alarm", "reminder")
"""Of a part of such a line the time may be another's: “my flight's at nine, wake me at half five”."""
_ASKED_OF_HER = re.compile(
    r"(?:what|who|where|why|how|which|whose) (?:did|do|does|is|was|are|were|had|have)\b", re.IGNORECASE
)
"""“Remind me, what did we talk about?” asks for a memory."""


_REPORTED = re.compile(
    r"i (?:just )?(?:got|had|received|set|made|missed|ignored) (?:an?|my|the|that|your) (?:\w+ )?(?:reminder|alarm|timer)\b"
    r"(?! to (?:set|make|add)\b)(?!.*\b(?:please|you)\b)"
    r"|(?:the|my|that|his|her|our) (?:alarm|timer|reminder)\b[\w ']* (?:woke|went|rang|goes|came|said)\b",
    re.IGNORECASE,
)
"""“I got a reminder at nine to pay the rent” tells of one."""
_ASKS_TO_BE_TOLD = re.compile(r"(?:(?:can|could|will|would) you )?remind (?:me|us) (?:how|why|who)\b", re.IGNORECASE)
"""“Remind me how to get there at nine” asks for words, not at nine."""
_OF_WHAT_WAS_SAID = re.compile(
    r"\b(?:did|have) (?:i|we|he|she|they) (?:just |ever )?(?:say|said|tell|told|mention)", re.IGNORECASE
)
"""“What year did I say the clock is?” asks for a memory, not for the date; what was noted is asked for so too."""
_TOLD_LIKE_A_REQUEST = "calendar"
"""What is on is told in the words in which it is put in: of this deed nothing is read word by word that only likely asks for it."""
_CLOCK = "clock"
Guessed = tuple[Deed, Request | DeedQuestion]


class Guesser:
    """Asks only the deed that the line likely asks for."""

    def __init__(
        self,
        deeds: Sequence[Deed],
        embedder: Callable[[], TextEmbedder | None],
        is_there: IsThere = lambda deed, asked, line: True,
        follow_up: FollowUp = lambda read, deed, line, now, just: None,
    ) -> None:
        """`embedder`: gives the embedding model, as soon as that is here; `is_there`: as `slot_checks` tells."""
        self._deeds, self._embedder = {str(deed.name): deed for deed in deeds}, embedder
        self._words = WordByWord(embedder, is_there, follow_up)
        self._last: tuple[object, Numbers | None] | None = None

    def guess(self, line: str, text: str, now: datetime) -> Sequence[Guessed] | None:
        """All that is asked, and of which deeds; `text` is the line without its courtesies. None when either is in doubt."""
        if _REPORTED.match(text) or _ASKS_TO_BE_TOLD.match(text):
            return None
        few = len(line.split()) < FEWEST_WORDS
        if len(line.split()) > MOST_WORDS or (few and not (_NAMED.search(line) or _COUNTED.search(readable(line)))):
            return None
        found = self._likelihood(line, now)
        deed = self._deeds.get(found.deed)
        if found.deed == _CLOCK and _OF_WHAT_WAS_SAID.search(line):
            return None
        sure, of_part = (SURE, SURE_OF_PART) if found.whole else (SURE_BY_WORDS, SURE_OF_PART_BY_WORDS)
        if deed is None or found.likely < min(SURE_OF_FEW if few else of_part, LIKELY if found.whole else 1):
            return None
        if found.likely < (SURE_OF_FEW if few else of_part):
            if deed.name == _TOLD_LIKE_A_REQUEST and found.likely < SURE:
                return None
            by_words = self._words.read(line, deed.name, now, SURER)
            return self._all(by_words) if by_words is not None and isinstance(by_words.asked, Request) else None
        asked = self._in_part(deed, text, now) if not deed.whole_lines else None
        if found.likely >= sure and (not isinstance(asked, Request) or _names_more(text, now, deed)):
            if isinstance(guessed := deed.guess(text, now), Request):
                return [(deed, one) for one in (guessed, *deed.guess_also(text, now))]
            asked = guessed or asked
        if (
            not isinstance(asked, Request)
            and found.whole
            and (found.likely >= SURE or deed.name != _TOLD_LIKE_A_REQUEST)
        ):
            by_words = self._words.read(line, deed.name, now, _least(found, asked))
            if by_words is not None:
                return self._all(by_words)
        return [(deed, asked)] if asked is not None else None

    def better(self, line: str, deed: Deed, asked: Request | DeedQuestion, now: datetime) -> Sequence[Guessed]:
        """What the whole line asks word by word, where that is certain; else what was read in it."""
        if deed.name not in HAS_SLOTS:
            return [(deed, asked)]
        found = self._likelihood(line, now)
        if not found.whole or found.likely < SURE or found.deed not in HAS_SLOTS:
            return [(deed, asked)]
        if found.deed != deed.name:
            other = self._words.read(line, found.deed, now, OF_ANOTHER)
            return self._all(other) if other is not None and isinstance(other.asked, Request) else [(deed, asked)]
        by_words = self._words.read(line, deed.name, now, BESIDE_PHRASES)
        if by_words is None:
            return [(deed, asked)]
        chosen = fuller(asked, by_words.asked, by_words.corrected, by_words.sure)
        return self._all(replace(by_words, asked=chosen)) if isinstance(chosen, Request) else [(deed, chosen)]

    def follow(self, line: str, now: datetime, just: JustAsked, least: Least = OF_WHAT_WAS_DONE) -> Guessed | None:
        """What a line asks of what was just done, or beside it, without naming it; None when that is in doubt."""
        found = self._likelihood(line, now, just.receipt.deed)
        if not found.whole or found.likely < OF_JUST_DONE:
            return None
        needed = (max(least[0], ACTION_OF_JUST_DONE / found.likely), least[1])
        by_words = self._words.follow(line, list(dict.fromkeys((found.deed, just.receipt.deed))), now, just, needed)
        return (self._deeds[by_words.deed], by_words.asked) if by_words is not None else None

    def _all(self, by_words: ByWords) -> Sequence[Guessed]:
        return [(self._deeds[one.deed], one.asked) for one in (by_words, *by_words.also) if one.deed in self._deeds]

    def _likelihood(self, line: str, now: datetime, after: str = "") -> Likelihood:
        """As `likelihood` tells; the last line's vector is kept, since a line is asked about several times."""
        embedder = self._embedder()
        if self._last is None or self._last[0] != (line, embedder):
            vectors = inner_vectors([line], embedder) if embedder is not None else None
            self._last = ((line, embedder), vectors[0] if vectors is not None else None)
        return likelihood_of(line, now, self._last[1], after)

    def doubts(self, line: str, now: datetime) -> bool:
        """Whether it is all but certain that the line asks for nothing, so that a loose reading of it is a mistake."""
        found = self._likelihood(line, now)
        return found.whole and found.likely < DOUBTED

    def _in_part(self, deed: Deed, text: str, now: datetime) -> Request | DeedQuestion | None:
        """What the longest part of the line asks that the deed's grammar reads."""
        question: DeedQuestion | None = None
        for number, (part, rest) in enumerate(parts_of(text)):
            if number >= MOST_PARTS:
                break
            asked = deed.read(as_asked(part), now, None)
            if isinstance(asked, Request):
                told = deed.in_context(asked, rest, now)
                if isinstance(told, Request):
                    return told
            if isinstance(asked, DeedQuestion) and not any(map(_ASKED_OF_HER.match, rest)):
                question = question or asked
        return question


def _least(found: Likelihood, asked: DeedQuestion | None) -> Least:
    """How sure a reading word by word must be, beside a question or none."""
    if asked is None:
        return SURE_BY_SLOTS if found.likely >= SURE else SURER
    return BESIDE_PHRASES if found.likely >= SURE else SURER


def _names_more(text: str, now: datetime, deed: Deed) -> bool:
    """Whether the line names several times, so that a part of it may have the wrong one."""
    if deed.name not in _RATHER_TAKEN_APART:
        return False
    times = find_times(text, now, country_of(now.tzinfo), bare=deed.name == "alarm")
    return len([one for one in times if one.clock or one.part]) > 1


def parts_of(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Parts of the line that may be the request, the longest first, and what is before and after each."""
    begins = [0, *dict.fromkeys(found.end() for found in _BEGINS.finditer(text))]
    ends = [*dict.fromkeys(found.start() for found in _ENDS.finditer(text)), len(text)]
    spans = [(first, last) for first in begins for last in ends if last - first > 3 and (first, last) != (0, len(text))]
    for first, last in sorted(spans, key=lambda span: span[0] - span[1]):
        if (part := text[first:last].strip(" ,.;:!?")) and not _TURNED.search(text[:first]):
            yield part, tuple(filter(None, (text[:first].strip(" ,.;:"), text[last:].strip(" ,.;:"))))
