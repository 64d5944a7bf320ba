"""Understands lines that ask about her diary, and answers them from it: what she reads out was written, nothing else is claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from companion.deeds.moment_words import day_in_words
from companion.deeds.piano_grammar import past_day
from companion.memory import Memory, Message
from companion.settings import Settings
from companion.text.capital import capital
from companion.text.topics import mentioned

_OPEN = r"^\W*(?:(?:so|and|but|hey|hi|ok|okay|well|oh|now|then|tell me|i wonder|by the way|please|just)\b[\s,]*)*"
_DAY = r"(?:[\s,]+(?:about |on |from |of )?(?P<{}>today|tonight|yesterday|last night|the other day|(?:on |last )?\w+day|on .+))?"
_ABOUT = r"(?:[\s,]+(?:about|on|of) (?:me|us|my day|my evening|our talk|what i said))"
_BOOK = r"(?:your (?:own |little |secret )?(?:diary|journal))"
_END = r"[\s,]*(?:please|then|by the way|too|though)?\W*$"
_KEEPS = re.compile(
    rf"{_OPEN}(?:(?:do|did|are|have) you (?:ever |really |still |even |actually )?(?:keep|keeping|kept|have|got|write|writing) "
    rf"(?:a|your own|some kind of|any kind of) (?:\w+ )?(?:diary|journal)(?: about me| of me| on me)?|"
    rf"(?:do|are) you (?:ever |really |still )?(?:write|writing)(?: things| anything| something)?(?: down)? about me|"
    rf"(?:is there|tell me about|what(?:['’]s| is) (?:it with )?) ?{_BOOK}|you (?:keep|have) a (?:diary|journal)){_END}",
    re.IGNORECASE,
)
_READ = re.compile(
    rf"{_OPEN}(?:what (?:did|have|do) you (?:write|written|put|note|noted|noticed?)(?: down)?"
    rf"(?:(?: (?:in|into) {_BOOK}){_ABOUT}?|{_ABOUT}){_DAY.format('one')}|"
    rf"(?:did|have) you (?:write|written|put|noted?)(?: down)?(?: something| anything)?"
    rf"(?:(?: (?:in|into) {_BOOK}){_ABOUT}?|{_ABOUT}){_DAY.format('two')}|"
    rf"(?:can|could|may|might|would) (?:i|you) (?:please )?(?:read|see|hear|show|look at)(?: me| to me| out)? "
    rf"(?:from |in )?{_BOOK}(?: to me| out| aloud)?{_DAY.format('three')}|"
    rf"(?:read|show)(?: me| to me| out)? (?:something |a bit |a line )?(?:from |out of |in )?{_BOOK}(?: entry)?"
    rf"(?: to me| out| aloud)?{_DAY.format('four')}|"
    rf"what(?:['’]s| is| was| does it say| stands) (?:there )?in {_BOOK}{_ABOUT}?{_DAY.format('five')}|"
    rf"what does {_BOOK} say{_ABOUT}?{_DAY.format('six')}){_END}",
    re.IGNORECASE,
)
MOST = 3
"""Lines that she reads out."""


@dataclass(frozen=True)
class DiaryRequest:
    """What a line asks about her diary."""

    kind: Literal["keeps", "read"]
    day: str = ""
    """The words that name the day; empty for none."""


@dataclass(frozen=True)
class DiaryAnswer:
    """What she says, and the user's lines that it rests on."""

    sentences: tuple[str, ...]
    sources: tuple[Message, ...] = ()


def diary_request(line: str, her_name: str = "") -> DiaryRequest | None:
    """What the line asks about her diary; None when it asks nothing of the kind."""
    named = re.sub(
        rf"^\W*(?:hey )?{re.escape(her_name)}\b[\s,]*|[\s,]*\b{re.escape(her_name)}(?=\W*$)", "", line, flags=re.I
    )
    text = named if her_name else line
    if _KEEPS.search(text):
        return DiaryRequest("keeps")
    if found := _READ.search(text):
        return DiaryRequest("read", next(filter(None, found.groupdict().values()), ""))
    return None


def answered(request: DiaryRequest, memory: Memory, settings: Settings) -> DiaryAnswer:
    """The answer, without what speaks of a forbidden topic."""
    lines = [
        one
        for one in memory.diary.list()
        if mentioned(memory.facts.forbidden_topics(), _all_words(one.text, one.sources)) is None
    ]
    off = "" if settings.diary and settings.remembering else "My diary is switched off in Settings."
    if request.kind == "keeps":
        return DiaryAnswer(_about_it(bool(lines), off))
    today = memory.diary.today
    day = past_day(request.day, today) if request.day else None
    wanted = day or (lines[0].day if lines else today)
    found = [one for one in lines if one.day == wanted][:MOST]
    if found:
        began = f"{capital(day_in_words(wanted, today))} I wrote this."
        sources = tuple(dict.fromkeys(source for one in found for source in one.sources))
        return DiaryAnswer((began, *(one.text for one in found)), sources)
    return DiaryAnswer(_nothing(wanted, today, lines[0].day if lines else None, off))


def _about_it(has_lines: bool, off: str) -> tuple[str, ...]:
    if off:
        kept = "What I wrote before is still there to read." if has_lines else "I have written nothing."
        return (off, kept)
    how = "Yes. When nobody talks, I write two or three lines on the day, each from something you said."
    where = "You can read it under Memory, and discard any line of it." if has_lines else "There is nothing in it yet."
    return (how, where)


def _nothing(wanted: date, today: date, last: date | None, off: str) -> tuple[str, ...]:
    if wanted == today and not off:
        none = "Nothing yet today. I write when it has been quiet for a while."
    else:
        none = f"I wrote nothing {day_in_words(wanted, today)}."
    rest = f"The last lines are from {_of(last, today)}." if last is not None else ""
    return tuple(filter(None, (none, off, rest)))


def _of(day: date, today: date) -> str:
    return day_in_words(day, today).removeprefix("on ")


def _all_words(text: str, sources: Sequence[Message]) -> str:
    return " ".join([text, *(one.text for one in sources)])
