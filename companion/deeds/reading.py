"""Reads what a line asks of which deeds: one thing, several, a correction, or the answer to her question; nothing is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from companion.deeds.asked import Asked, JustDone, Reading
from companion.deeds.asking import as_asked, asks_something
from companion.deeds.deed import Deed, DeedQuestion, Request
from companion.deeds.guesser import Guesser, parts_of
from companion.deeds.just_kept import makes_new
from companion.deeds.line_parts import (
    CAN,
    JOINT,
    LIST_VERB,
    NAMED_DEED,
    QUOTED,
    SAID_AGAIN,
    SENTENCE,
    TOLD,
    UNDO,
    WAITING,
    joined,
)
from companion.deeds.local_time import LocalNow
from companion.deeds.remind_before import before_it, reminder_before
from companion.deeds.said_short import said_in_full
from companion.deeds.same_day import with_its_day
from companion.deeds.scheduled_requests import LetBe
from companion.deeds.smoothing import smoothed
from companion.deeds.tagged import SURER
from companion.deeds.taken_back import put_right
from companion.deeds.to_others import is_to_another
from companion.deeds.whole_line import carried, completed
from companion.memory.receipts import Receipt

MOST_PIECES = 8
FEWEST_IN_PART = 4
"""Words of a part of a line that may be a request of its own."""
LONGEST_ANSWER = 14
"""Words of an answer with talk around it."""
LONGEST_OF_TWO = 80
"""Words of a line in which two requests are looked for at each joint; a pasted page has thousands of joints."""
_GOES_ON = re.compile(r"(?:and|also|plus|then|another|one more|a second|again)\b", re.IGNORECASE)
_ASKS_ON = re.compile(r"(?:and )?(?:what|how) about\b", re.IGNORECASE)
_NEEDS_AND = ("calendar", "reminder")
"""After these a line of its own that only names a time may tell something; it goes on with them when it says so."""
_ASKS_WHEN = ("timer", "alarm", "reminder", "calendar")


class DeedReader:
    """Pure understanding: any thread may call it."""

    def __init__(self, deeds: Sequence[Deed], now: LocalNow, guesser: Guesser) -> None:
        self._deeds, self._now, self._guesser = tuple(deeds), now, guesser

    def read(self, line: str, her_name: str, just: JustDone | None, asked: DeedQuestion | None) -> Reading | None:
        """What the line asks for, None for nothing. `just` and `asked`: what she just did or asked, if the line comes after it."""
        if asked is None and is_to_another(line, her_name):
            return None
        if (plain := with_its_day(put_right(said_in_full(smoothed(line), now := self._now()), now), now)) != line:
            found = self._read(plain, her_name, just, asked)
            if found is not None and not any(one.deed.keeps_words for one in found.asked):
                return self._completed(found, plain, her_name)
        found = self._read(line, her_name, just, asked)
        return self._completed(found, line, her_name) if found is not None else None

    def _completed(self, reading: Reading, line: str, her_name: str) -> Reading:
        deeds, requests = [one.deed for one in reading.asked], [one.request for one in reading.asked]
        if len(requests) == 1 and reading.undo is None:
            requests = completed(deeds[0], requests[0], as_asked(line, her_name), self._now())
            deeds = deeds * len(requests)
            if len(requests) == 1:
                both = self._guesser.better(line, deeds[0], requests[0], self._now())
                deeds, requests = [deed for deed, _ in both], [request for _, request in both]
        return replace(reading, asked=tuple(map(Asked, deeds, carried(requests))))

    def _read(self, line: str, her_name: str, just: JustDone | None, asked: DeedQuestion | None) -> Reading | None:
        text = as_asked(line, her_name)
        if not text:
            return None
        if CAN.fullmatch(text):
            return Reading(capabilities=True)
        if WAITING.fullmatch(text):
            return Reading(waiting=True)
        if asked is None and (early := self._before_it(line, her_name, just)) is not None:
            return early
        asks_on = just.asked if just is not None and asked is None and _ASKS_ON.match(text) else None
        if asks_on is not None and (more := self._read_more(text, asks_on)) is not None:
            return Reading((more,))
        if just is not None and just.receipt.undoable and (amended := self._amended(text, just.receipt)) is not None:
            return amended
        if just is not None and asked is None and (followed := self._followed(joined(line, text), just)) is not None:
            return followed
        if just is not None and asked is None and (changed := self._changed(line, just)) is not None:
            return changed
        before = just.asked if just is not None else None
        if before is not None and before.deed.name in _NEEDS_AND and not _GOES_ON.match(joined(line, text)):
            before = None
        whole = self._read_one(line, her_name, asked)
        if whole is None or (before is not None and asked is None and _lacks_what_was_told(whole, before)):
            whole = self._read_more(text, before) or whole
        if whole is not None and whole.deed.name == "list":
            parted = self._guess_parted(line, her_name) or self._swallowed(line, her_name, whole)
            return parted or Reading((whole,))  # a list takes any words for things
        if whole is not None and not whole.deed.keeps_words:
            return self._swallowed(line, her_name, whole) or Reading((whole,))
        if whole is None and asked is not None and (answer := self._answer_in_part(text, asked)) is not None:
            return Reading((answer,))
        several = self._read_several(line, her_name, before) if not QUOTED.search(text) else None
        if whole is not None:
            return several if several and not several.rest and several.every_request else Reading((whole,))
        loosely = ((deed, deed.read_loosely(text, self._now())) for deed in self._deeds if not QUOTED.search(text))
        if several or QUOTED.search(text):
            return self._with_rest(several, line, her_name) if several is not None else None
        found = next((Reading((Asked(deed, one),)) for deed, one in loosely if one is not None), None)
        if found is not None:
            return None if self._guesser.doubts(line, self._now()) else found
        if (parted := self._guess_parted(line, her_name)) is not None:
            return parted
        followed_up = self._guesser.follow(line, self._now(), just.as_asked()) if just and asked is None else None
        if followed_up is not None:
            return Reading((Asked(*followed_up),))
        guessed = self._guesser.guess(line, text, self._now())
        return Reading(tuple(Asked(deed, request) for deed, request in guessed)) if guessed is not None else None

    def _before_it(self, line: str, her_name: str, just: JustDone | None) -> Reading | None:
        """“Put the match in for Sunday at three and remind me an hour before”, and the same said after it."""
        if (found := before_it(line)) is None:
            return None
        put = self._read_one(found[0], her_name) if found[0] else None
        of = put.request if put is not None else just.receipt if just is not None and not found[0] else None
        early = reminder_before(of, found[1], self._now())
        before = (put,) if put is not None else ()
        return Reading((*before, Asked(self._named("reminder"), early))) if early is not None else None

    def _swallowed(self, line: str, her_name: str, whole: Asked) -> Reading | None:
        """Several requests of which the first has taken the others for its words: “… take it out and put flour on the list”."""
        for joint in JOINT.finditer(line):
            if not (
                NAMED_DEED.match(line, joint.end())
                or (whole.deed.name == "list" and LIST_VERB.match(line, joint.end()))
            ):
                continue
            one = self._read_one(line[: joint.start()], her_name)
            more = self._read_piece(line[joint.end() :], her_name, one) if one is not None else None
            if one is not None and more is not None and Reading((one, more)).every_request:
                return Reading((one, *(self._swallowed(line[joint.end() :], her_name, more) or Reading((more,))).asked))
        return None

    def _changed(self, line: str, just: JustDone) -> Reading | None:
        """What a line surely changes of what was just done, though a phrase might read something else in it."""
        found = self._guesser.follow(line, self._now(), just.as_asked(), SURER)
        makes = found is not None and isinstance(found[1], Request) and makes_new(found[1])
        return Reading((Asked(*found),)) if found is not None and not makes else None

    def _guess_parted(self, line: str, her_name: str) -> Reading | None:
        """Two requests of which one at least has no phrase of the grammar's: “I must be up at six, and put milk on the list.”"""
        if len(line.split()) > LONGEST_OF_TWO:
            return None
        for joint in (*SENTENCE.finditer(line.strip()), *JOINT.finditer(line)):
            parts = (line[: joint.start()], line[joint.end() :])
            if (
                not asks_something(as_asked(parts[1], her_name))
                or min(len(part.split()) for part in parts) < FEWEST_IN_PART
            ):
                continue
            both = [one for part in parts if (one := self._guess_one(part, her_name)) is not None]
            if len(both) == len(parts) and both[0].request != both[1].request:
                return Reading(tuple(both))
        return None

    def _with_rest(self, several: Reading, line: str, her_name: str) -> Reading:
        """With what the rest of the line asks in words that no phrase has, if it sounds like asking."""
        if not asks_something(as_asked(several.rest, her_name)) or not several.every_request:
            return several
        if (parted := self._guess_parted(line, her_name)) is not None:
            return parted
        more = self._guess_one(several.rest, her_name)
        return Reading((*several.asked, more)) if more is not None else several

    def _guess_one(self, part: str, her_name: str) -> Asked | None:
        """What can be done at once of what a part of a line asks, by the grammar or by its likelihood."""
        if (one := self._read_one(part, her_name)) is None:
            guessed = self._guesser.guess(part, as_asked(part, her_name), self._now())
            one = Asked(*guessed[0]) if guessed is not None else None
        return one if one is not None and isinstance(one.request, Request) else None

    def asks_outright(self, line: str, her_name: str) -> bool:
        """Whether the line, whatever came before it, asks for deeds and for nothing else; what is only likely counts not."""
        if self._read_one(line, her_name) is not None:
            return True
        several = self._read_several(line, her_name, None)
        return several is not None and not several.rest

    def _amended(self, text: str, before: Receipt) -> Reading | None:
        """“Undo that”, or something else in place of what was just done."""
        if UNDO.fullmatch(text):
            return Reading(undo=before)
        deed = self._named(before.deed)
        request = deed.amend(text, self._now(), before)
        return Reading((Asked(deed, request),), undo=before) if request is not None else None

    def _followed(self, text: str, just: JustDone) -> Reading | None:
        """What the line wants of what was just done, which it does not name."""
        deed = self._named(just.receipt.deed)
        request = deed.follow(text, self._now(), just.receipt)
        return Reading((Asked(deed, request),)) if request is not None else None

    def _read_one(self, line: str, her_name: str, asked: DeedQuestion | None = None) -> Asked | None:
        """What one deed understands of the whole line."""
        now = self._now()
        text, words = as_asked(line, her_name), as_asked(line, her_name, closing=True)
        if asked is not None:
            deed = self._named(asked.deed)
            if (request := deed.read(words if deed.keeps_words else text, now, asked)) is not None:
                return Asked(deed, request)
        for deed in self._deeds:
            if not deed.keeps_words and QUOTED.search(text):
                continue
            if (request := deed.read(words if deed.keeps_words else text, now, None)) is not None:
                return Asked(deed, request)
        return None

    def _answer_in_part(self, text: str, asked: DeedQuestion) -> Asked | None:
        """The answer to her question about a time or a length with talk around it: “oh, eighteen minutes should do it”."""
        if asked.deed not in _ASKS_WHEN or "?" in text or len(text.split()) > LONGEST_ANSWER:
            return None
        deed = self._named(asked.deed)
        for part, around in parts_of(text):
            if any(TOLD.search(SAID_AGAIN.sub("", words)) for words in around):
                continue
            answer = deed.read(as_asked(part), self._now(), asked)
            if isinstance(answer, Request) and not isinstance(answer, LetBe):
                return Asked(deed, answer)
        return None

    def _read_several(self, line: str, her_name: str, before: Asked | None) -> Reading | None:
        """Read a line that asks several things, or asks something and tells something else."""
        found: list[Asked] = []
        rest: list[str] = []
        for sentence in SENTENCE.split(line.strip()):
            asked, told = self._read_sentence(sentence, her_name, found[-1] if found else before)
            if asked and found and isinstance(found[-1].request, DeedQuestion) and asked[0].deed is found[-1].deed:
                found.pop()  # its question is answered
            found += asked
            rest += told
        if not found or any(TOLD.search(piece) for piece in rest):
            return None
        found = [Asked(one.deed, one.deed.in_context(one.request, rest, self._now())) for one in found]
        return Reading(tuple(found), rest=" ".join(rest))

    def _read_sentence(self, sentence: str, her_name: str, before: Asked | None) -> tuple[list[Asked], list[str]]:
        """What one sentence asks, of each place the longest piece that is understood; and what else it tells."""
        joints = [found.span() for found in JOINT.finditer(sentence)]
        begins, ends = [0, *(last for _, last in joints)], [*(first for first, _ in joints), len(sentence)]
        if len(begins) > MOST_PIECES:
            return [], [sentence]
        found: list[Asked] = []
        rest: list[str] = []
        at = 0
        while at < len(begins):
            for to in range(len(begins), at, -1):
                last = found[-1] if found else before
                if (one := self._read_piece(sentence[begins[at] : ends[to - 1]], her_name, last)) is None:
                    continue
                if one.deed.keeps_words and (parted := self._parted(sentence, begins[at:to], ends[at:to], her_name)):
                    one, to = parted[0], at + parted[1]
                if found and isinstance(found[-1].request, DeedQuestion) and one.deed is found[-1].deed:
                    found.pop()
                found.append(one)
                at = to
                break
            else:
                rest.append(sentence[begins[at] : ends[at]])
                at += 1
        asks = any(isinstance(one.request, DeedQuestion) for one in found)
        return ([], [sentence]) if rest and asks else (found, rest)

    def _parted(
        self, sentence: str, begins: Sequence[int], ends: Sequence[int], her_name: str
    ) -> tuple[Asked, int] | None:
        """What is kept word for word without another request after it, and its number of pieces; None if there is none."""
        for number in range(1, len(begins)):
            after = self._read_one(sentence[begins[number] : ends[-1]], her_name)
            kept = self._read_one(sentence[begins[0] : ends[number - 1]], her_name) if after is not None else None
            if (
                after is not None
                and not after.deed.keeps_words
                and kept is not None
                and isinstance(kept.request, Request)
            ):
                return kept, number
        return None

    def _read_piece(self, piece: str, her_name: str, before: Asked | None) -> Asked | None:
        if not (text := as_asked(piece, her_name)):
            return None
        if before is not None and isinstance(before.request, DeedQuestion) and before.deed.answers_in_line:
            answer = before.deed.read(text, self._now(), before.request)
            if isinstance(answer, Request):
                return Asked(before.deed, answer)
        return self._read_one(piece, her_name) or self._read_more(text, before)

    def _read_more(self, text: str, before: Asked | None) -> Asked | None:
        if before is None:
            return None
        request = before.request.about if isinstance(before.request, DeedQuestion) else before.request
        more = before.deed.go_on(text, self._now(), request)
        return Asked(before.deed, more) if more is not None else None

    def _named(self, name: str) -> Deed:
        return next(deed for deed in self._deeds if deed.name == name)


def _lacks_what_was_told(one: Asked, before: Asked) -> bool:
    """Whether it lacks something and goes on with a deed that only tells: “divide it by three” after a sum."""
    return isinstance(one.request, DeedQuestion) and one.deed is before.deed and one.deed.whole_lines
