"""Notes what is said word for word, reads it back, finds it by its words and removes it; every change can be undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from companion.deeds.asking import as_asked
from companion.deeds.deed import Deed, DeedQuestion, Done, Request
from companion.deeds.note_grammar import ASK_TEXT, ReadNotes, RemoveNotes, TakeNote, noted, read_note
from companion.deeds.note_guess import guess_note
from companion.memory import Memory
from companion.memory.kept_notes import KeptNote, stems
from companion.memory.receipts import Receipt
from companion.text.calendar_words import dated
from companion.text.capital import capital
from companion.text.number_words import in_words

MOST_READ = 5
"""So many notes she reads out at once."""
_NOTHING = re.compile(
    r"(?:no(?:pe)?|nothing|never ?mind|forget it|cancel|leave it|stop|(?:good ?)?night(?:[ -]night)?|(?:good)?bye)\b.{0,30}",
    re.IGNORECASE,
)
"""No answer to “What shall I note?”, nor is a goodbye."""
_BOTH = re.compile(r"(?:both|all|all of them|both of them|every one)", re.IGNORECASE)
_PLACES = {"first": 0, "newest": 0, "latest": 0, "last": 0, "second": 1, "third": 2}
_QUESTION = re.compile(
    r"(?:what|why|how|who|when|where|which|do|does|did|is|are|can|could|will|would"
    r"|should)\b.*\?$",
    re.IGNORECASE,
)
_CALLED_NOTE = re.compile(
    r"\bnotes\b|\bmemo\b|\bnote(?: ?[:,-]| to (?:self|myself)\b)|\b(?:a|another|quick|new|short|little|voice"
    r"|more) note\b",
    re.IGNORECASE,
)
_ASKS_OF_NOTES = re.compile(
    r"^(?:(?:so|and|now|wait|oh) )*(?:what|which|who|where|when|how)\b.*\b(?:noted?|notes|jotted"
    r"|wr(?:ote|itten) (?:it |that )?down)\b",
    re.IGNORECASE,
)
"""“which hotel was it, I had you note it”."""
_WHAT_WAS = re.compile(
    r"(?:and |so |wait )*(?:what|where|who|when)(?:'s| is| was| were| are) (?:that|the|my"
    r"|those) (?P<words>[\w' ]{3,40}?)(?: again| called)?",
    re.IGNORECASE,
)
"""“what was the gate code”: asked of her notes when one of them has all of these words."""
_CHANGED = re.compile(
    r"(?:no|sorry|wait|actually)?[,.]? ?(?:change (?:it|that|the note) to|it should (?:say|be|read)|make (?:it"
    r"|that) say|i meant)[:,]? (?P<text>.+)",
    re.IGNORECASE,
)


_NUMBER = re.compile(r"\d[\d ]*\d|\d")
_NUMBER_INSTEAD = re.compile(
    r"(?:no|sorry|wait|actually)[,.]? (?:it's |it is |i meant? |make (?:it|that) )?(?P<number>\d[\d ]*)", re.IGNORECASE
)
"""“no, 4471”, after a note with one number in it."""


class NoteDeed(Deed):
    """Notes are in the encrypted file, in the user's own words."""

    name = "note"
    can = "take notes word for word"
    keeps_words = True

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """As `Deed.read`."""
        if asked is not None and (answer := self._answer(line, asked.about)) is not None:
            return answer
        found = read_note(line)
        if isinstance(found, TakeNote) and not found.text:
            return DeedQuestion("note", ASK_TEXT, found)
        if isinstance(found, ReadNotes) and not found.named and not self._memory.notes.about(found.words):
            return None
        if found is None and (of := _WHAT_WAS.fullmatch(line.rstrip(" ?."))) and self._memory.notes.about(of["words"]):
            return ReadNotes("about", of["words"])
        if found is None and _ASKS_OF_NOTES.search(line) and (words := self._words_shared(line)):
            return ReadNotes("about", words)
        return found

    def guess(self, line: str, now: datetime) -> Request | None:
        """As `Deed.guess`."""
        found = guess_note(line)
        if isinstance(found, ReadNotes) and found.words and not self._memory.notes.about(found.words):
            return replace(found, words=self._words_shared(line) or found.words)
        return found

    def _words_shared(self, line: str) -> str:
        """The words that matter which the line has in common with the note that has most of them; empty for none."""
        asked = stems(line)
        shared = sorted((asked & stems(note.text) for note in self._memory.notes.all()), key=len, reverse=True)
        return " ".join(sorted(shared[0])) if shared else ""

    def amend(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """As `Deed.amend`."""
        if (number := _NUMBER_INSTEAD.fullmatch(line)) and "noted" in (receipt.undo or {}):
            kept = self._memory.notes.note((receipt.undo or {})["noted"])
            numbers = _NUMBER.findall(kept.text) if kept is not None else []
            return (
                TakeNote(_NUMBER.sub(number["number"], kept.text)) if kept is not None and len(numbers) == 1 else None
            )
        found = _CHANGED.fullmatch(line)
        return TakeNote(noted(found["text"])) if found and "noted" in (receipt.undo or {}) else None

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """As `Deed.do`."""
        match request:
            case TakeNote():
                old = self._memory.notes.note(request.instead) if request.instead is not None else None
                if old is not None:
                    self._memory.notes.remove(old.id)
                kept = self._memory.notes.add(request.text, message)
                removed = {"removed": [_as_json(old)]} if old is not None else {}
                return Done(f"Noted: {quoted(kept)}", kept.text, undo={"noted": kept.id, **removed})
            case ReadNotes():
                said = self._read_out(request, now)
                return Done(said, said.rstrip("."), kept=False)
            case RemoveNotes():
                return self._remove(request, now)
        raise AssertionError(f"not a request about notes: {request}")

    def undo(self, receipt: Receipt, now: datetime) -> str:
        """As `Deed.undo`."""
        undo = receipt.undo or {}
        if (number := undo.get("noted")) is not None:
            self._memory.notes.remove(number)
            for row in undo.get("removed", ()):
                self._memory.notes.put_back(_from_json(row))
            return "The note is as before." if "removed" in undo else "The note is gone."
        for row in undo["removed"]:
            self._memory.notes.put_back(_from_json(row))
        return "The note is back." if len(undo["removed"]) == 1 else "The notes are back."

    def _answer(self, line: str, about: Request) -> Request | None:
        """What her question was answered with."""
        bare = line.rstrip(" .!?…")
        if _NOTHING.fullmatch(bare) or _QUESTION.fullmatch(line):
            return None
        if isinstance(about, TakeNote):
            found = read_note(line)
            return (
                found
                if found is not None
                else TakeNote(
                    noted(
                        re.sub(
                            r"^(?:that|just|it's that)"
                            r" ",
                            "",
                            line,
                            flags=re.IGNORECASE,
                        )
                    )
                )
            )
        if isinstance(about, RemoveNotes):
            if _BOTH.fullmatch(bare):
                return replace(about, every=True)
            place = re.fullmatch(r"(?:the )?(?P<place>\w+)(?: one| note)?", bare, re.IGNORECASE)
            if (place and place["place"].lower() in _PLACES) or self._memory.notes.about(bare):
                return replace(about, choice=bare)
        return None

    def _read_out(self, request: ReadNotes, now: datetime) -> str:
        notes = self._memory.notes.about(request.words) if request.which == "about" else self._memory.notes.all()
        if not notes:
            return _none_about(request.words) if request.which == "about" else "There are no notes yet."
        if request.which == "count":
            return f"{in_words(len(notes)).capitalize()} note{'s' * (len(notes) != 1)}."
        if request.which == "last" or len(notes) == 1:
            return f"Noted {_day(notes[0].made, now)}: {quoted(notes[0])}"
        more = f" And {in_words(len(notes) - MOST_READ)} older." if len(notes) > MOST_READ else ""
        read = " ".join(f"{capital(_day(note.made, now))}: {quoted(note)}" for note in notes[:MOST_READ])
        return f"{in_words(len(notes)).capitalize()} notes. {read}{more}"

    def _remove(self, request: RemoveNotes, now: datetime) -> Done | DeedQuestion:
        kept = self._memory.notes
        notes: Sequence[KeptNote] = kept.about(request.words) if request.which == "about" else kept.all()
        notes = _chosen(notes, request.choice) if request.choice else notes
        if not notes:
            return Done(_none_about(request.words) if request.words else "There are no notes.")
        if request.which == "last":
            notes = notes[:1]
        if len(notes) > 1 and not request.every and request.which != "all":
            which = " or ".join(quoted(note).rstrip(".") for note in notes[:MOST_READ])
            return DeedQuestion("note", f"Which one, {which}?", request)
        for note in notes:
            self._memory.notes.remove(note.id)
        undo = {"removed": [_as_json(note) for note in notes]}
        if len(notes) == 1:
            return Done(f"Removed: {quoted(notes[0])}", "a note removed", undo=undo)
        return Done(
            f"{in_words(len(notes)).capitalize()} notes are gone.", f"{in_words(len(notes))} notes removed", undo=undo
        )


def is_for_notes(line: str, memory: Memory) -> bool:
    """Whether a line asks for a note by that word, or to remove one that there is: then it asks nothing of"
    " what she remembers."""
    words = as_asked(line, memory.recall.names.her, closing=True)
    found = read_note(words)
    if isinstance(found, RemoveNotes):
        return bool(memory.notes.about(found.words) if found.which == "about" else memory.notes.all())
    return isinstance(found, TakeNote) and _CALLED_NOTE.search(words) is not None


def quoted(note: KeptNote) -> str:
    """The note as a quotation, with a full stop."""
    return f"“{note.text}”" if note.text[-1:] in ".!?…" else f"“{note.text}”."


def _chosen(notes: Sequence[KeptNote], choice: str) -> Sequence[KeptNote]:
    place = re.sub(r"^the | one$| note$", "", choice.lower())
    if place in _PLACES:
        return notes[_PLACES[place] : _PLACES[place] + 1]
    return [note for note in notes if stems(choice) & stems(note.text)]


def _day(made: datetime, now: datetime) -> str:
    days = (now.date() - made.date()).days
    return {0: "today", 1: "yesterday"}.get(days, f"on {dated(made.date())}")


def _none_about(words: str) -> str:
    """“There's no note about your sister.”"""
    turned = re.sub(r"\bmy\b", "your", re.sub(r"\bI\b", "you", words), flags=re.IGNORECASE)
    return f"There's no note about {turned}."


def _as_json(note: KeptNote) -> list[Any]:
    return [note.id, note.text, note.made.isoformat(), note.message]


def _from_json(row: Sequence[Any]) -> KeptNote:
    number, text, made, message = row
    return KeptNote(number, text, datetime.fromisoformat(made), message)
