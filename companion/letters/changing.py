"""Makes a change in a letter: by code where that is certain, else by the LLM, and by code again where the LLM does not obey."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from companion.letters import by_code
from companion.letters.brief import Brief
from companion.letters.changes import Again, Change, Greet, LeaveOut, Length, Mention, Redraft, Sign, Substitute, Tone
from companion.letters.checking import missing
from companion.letters.details import with_must, with_tone
from companion.letters.letter_text import LetterText, parsed
from companion.letters.second_person import as_sentence
from companion.letters.writing import LetterWriter
from companion.text.number_words import in_words

LONGER, SHORTER = 1.1, 0.9
"""How many times the words a letter must have that was to become longer, and may have that was to become shorter."""


@dataclass(frozen=True)
class Changed:
    """What became of a letter."""

    text: str
    """As it was, if it could not be changed."""
    brief: Brief
    said: str
    """What she says of it."""
    done: bool = True


def needs_llm(change: Change) -> bool:
    """Whether the LLM is asked for it."""
    return isinstance(change, Tone | Mention | Again | Redraft) or (isinstance(change, Length) and change.longer)


class LetterChanges:
    """Changes letters. `writer` may be None for what needs no LLM; what it raises is raised here."""

    def __init__(self, writer: LetterWriter | None, name: str, cancelled: Callable[[], bool]) -> None:
        """`name` is the user's; empty if it is not known."""
        self._writer, self._name, self._cancelled = writer, name, cancelled

    def make(self, change: Change, text: str, brief: Brief) -> Changed:
        """The letter with this change."""
        match change:
            case Tone():
                return self._tone(change, text, brief)
            case Length():
                return self._longer(text, brief) if change.longer else _shorter(change, text, brief)
            case Mention():
                return self._mention(change, text, brief)
            case LeaveOut():
                return _leave_out(change, text, brief)
            case Again():
                return self._again(change, text, brief)
            case Substitute():
                return _substitute(change, text, brief)
            case Sign():
                return _sign(change, text, brief)
            case Greet():
                new = str(replace(parsed(text), greeting=change.words))
                return Changed(new, brief, f"It begins with “{change.words.rstrip(',')}” now.")
            case Redraft():
                return self._redraft(text, brief)
        raise AssertionError(f"no change of a letter's text: {change}")

    @property
    def _llm(self) -> LetterWriter:
        assert self._writer is not None, "the responder waits for the LLM"
        return self._writer

    def _tone(self, change: Tone, text: str, brief: Brief) -> Changed:
        old, how = parsed(text), change.how
        formal = re.search(r"more (?:formal|professional|businesslike)", how)
        casual = re.search(r"less (?:formal|stiff|pompous)|more (?:casual|informal|relaxed)|looser", how)
        good = (
            (lambda new: _differ(" ".join(new), old.body))
            if not formal
            else (lambda new: len(new) >= len(old.sentences) - 1)
        )
        new = self._llm.rewritten(old, how, brief, self._cancelled, good)
        shaped = new or old
        shaped = by_code.more_formal(shaped) if formal else by_code.less_formal(shaped) if casual else shaped
        if "warm" in how and new is None:
            shaped = _warmer(old)
        if str(shaped) == str(old):
            return Changed(
                text, brief, f"I couldn't make it {how} without making something up, so it stays as it was.", False
            )
        return Changed(str(shaped), with_tone(brief, how), f"I've written it again, {how}.")

    def _longer(self, text: str, brief: Brief) -> Changed:
        new = old = parsed(text)
        for _ in range(2):
            if sentences := self._llm.more(new, brief, self._cancelled):
                new = new.added(*sentences)
            if len(new.body.split()) >= LONGER * len(old.body.split()):
                return Changed(str(new), brief, f"It is longer now: {_many(new)}.")
        if new.body == old.body:
            return Changed(text, brief, "I know nothing more to say in it. Tell me what else it should mention.", False)
        return Changed(str(new), brief, f"A little longer: {_many(new)}. Tell me what else it should mention.")

    def _mention(self, change: Mention, text: str, brief: Brief) -> Changed:
        old = parsed(text)
        wider = with_must(brief, change.what)
        lacking = missing(f"{old.body} {old.postscript}", [change.what], brief.to)
        if not lacking:
            return Changed(text, wider, "That is in it already.", False)
        sentences = self._llm.more(old, wider, self._cancelled, change.what)
        said = "It's in." if sentences else "I put it in plainly."
        if sentences and not missing(sentences[0], [change.what], brief.to):
            sentences = sentences[:1]
        return Changed(str(old.added(*(sentences or [as_sentence(change.what, brief.to)]))), wider, said)

    def _again(self, change: Again, text: str, brief: Brief) -> Changed:
        old = parsed(text)
        at = change.place if change.place >= 0 else len(old.sentences) + change.place
        if not 0 <= at < len(old.sentences):
            return Changed(text, brief, f"It has only {_many(old)}.", False)
        if (new := self._llm.sentence_again(old, at, brief, self._cancelled)) is None:
            return Changed(text, brief, "I found no better words for that one; it stays as it was.", False)
        return Changed(str(old.replaced(at, (new,))), brief, f"Now it says: “{new}”")

    def _redraft(self, text: str, brief: Brief) -> Changed:
        for salt in (1, 2):
            draft = self._llm.draft(brief, self._name, self._cancelled, salt)
            if str(draft.text) != text:
                return Changed(str(draft.text), brief, f"Another draft, {_many(draft.text)}.")
        return Changed(text, brief, "It came out the same again. Tell me what should be different.", False)


ALIKE = 0.9
"""From this likeness on, another version is the same one with a word or two exchanged."""


def _differ(new: str, old: str) -> bool:
    return SequenceMatcher(None, new.split(), old.split(), autojunk=False).ratio() < ALIKE


def _warmer(text: LetterText) -> LetterText:
    words, _, name = text.close.partition("\n")
    close = "\n".join(filter(None, ("With all my love" + ("," if name else ""), name)))
    return replace(text.added("You mean a lot to me."), close=close) if words else text.added("You mean a lot to me.")


def _shorter(change: Length, text: str, brief: Brief) -> Changed:
    old = parsed(text)
    new = by_code.shorter(old, brief.must, change.much, brief.to)
    if new is None:
        return Changed(text, brief, "All that is left is what must be in it. Tell me what to leave out.", False)
    return Changed(str(new), replace(brief, length="short"), f"Shorter now: {_many(new)}.")


def _leave_out(change: LeaveOut, text: str, brief: Brief) -> Changed:
    old = parsed(text)
    if change.place is not None:
        at = change.place if change.place >= 0 else len(old.sentences) + change.place
        if not 0 <= at < len(old.sentences):
            return Changed(text, brief, f"It has only {_many(old)}.", False)
        new: LetterText | None = old.replaced(at, ())
    else:
        new = by_code.without(old, change.what)
    if new is None:
        return Changed(text, brief, f"It says nothing about {change.what}.", False)
    if not new.sentences:
        return Changed(text, brief, "Then nothing would be left of it; it stays as it was.", False)
    kept = tuple(
        one
        for one in brief.must
        if one in missing(old.body, brief.must, brief.to) or not missing(new.body, [one], brief.to)
    )
    return Changed(str(new), replace(brief, must=kept), "That's out.")


def _substitute(change: Substitute, text: str, brief: Brief) -> Changed:
    if (new := by_code.substituted(text, change.old, change.new)) is None:
        return Changed(text, brief, f"It doesn't say “{change.old}” anywhere.", False)
    must = tuple(by_code.substituted(one, change.old, change.new) or one for one in brief.must)
    occasion = by_code.substituted(brief.occasion, change.old, change.new) or brief.occasion
    return Changed(new, replace(brief, must=must, occasion=occasion), f"“{change.old}” is “{change.new}” now.")


def _sign(change: Sign, text: str, brief: Brief) -> Changed:
    old = parsed(text)
    words = change.words or old.close.partition("\n")[0].rstrip(",.!") or "Love"
    close = f"{words[:1].upper()}{words[1:]},\n{change.name}"
    return Changed(str(replace(old, close=close)), replace(brief, sign=change.name), f"Signed {change.name}.")


def _many(text: LetterText) -> str:
    count: Sequence[str] = text.sentences
    return f"{in_words(len(count))} sentence{'s' * (len(count) != 1)}"
