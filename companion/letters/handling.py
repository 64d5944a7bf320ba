"""Undoes, reads aloud, keeps, removes and opens letters; says that she sends none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from companion.letters.changes import Handle, ReadAloud, Save
from companion.letters.exporting import export_letter
from companion.letters.letter_text import parsed
from companion.letters.steps import LetterAnswer
from companion.letters.writing import Draft
from companion.memory import Memory
from companion.memory.letters import Letter, letter_as_json
from companion.memory.receipts import Receipt
from companion.text.number_words import in_words

SHALL_I = "Shall I read it?"
CANNOT_SEND = "I can't send it; I send nothing. I keep it here for you, and you can save it as text or as a PDF."


class LetterHandling:
    """Does what is done with a letter as a whole."""

    def __init__(self, memory: Memory, documents: Path) -> None:
        """`documents`: the folder in which letters are saved."""
        self._memory, self._documents = memory, documents

    def save(self, letter: Letter, change: Save, message: int | None) -> LetterAnswer:
        """Write it to a file of its own; none is replaced. Raises CompanionError when that fails."""
        name = re.sub(r"[^\w' -]", "", letter.title).strip().capitalize() or "Letter"
        names = (f"{name}{f' {number}' if number > 1 else ''}{change.ending}" for number in count(1))
        path = next(self._documents / one for one in names if not (self._documents / one).exists())
        export_letter(letter, path)
        receipt = self._memory.receipts.add("letter", f"{letter.title}: {path.name}", None, None, message)
        return LetterAnswer(
            (f"Saved as “{path.name}” in your documents. It is not encrypted there.",), receipts=(receipt,)
        )

    def handle(self, letter: Letter, change: Handle | ReadAloud, message: int | None) -> LetterAnswer:
        """Do this with the letter. Raises CompanionError when the file fails."""
        letters = self._memory.letters
        if isinstance(change, ReadAloud):
            return _read_aloud(letter, change)
        match change.step:
            case "undo":
                if not letter.can_undo:
                    return LetterAnswer(("That is the first draft; there is nothing before it.",))
                return LetterAnswer(("As it was before.",), letters.undo(letter.id))
            case "redo":
                aside = next(
                    (one for one in reversed(letter.versions) if letter.shown and one.id > letter.shown.id), None
                )
                if (after := letter.next or aside) is None:
                    return LetterAnswer(("There is no other version after this one.",))
                return LetterAnswer(("There it is again.",), letters.show_version(letter.id, after.id))
            case "finish":
                letters.finish(letter.id)
                receipt = receipt_of(self._memory, letter, "finished", {"finished": letter.id}, message)
                return LetterAnswer((f"The letter {_yours(letter.title)} is kept.",), receipts=(receipt,))
            case "remove":
                undo = {"removed": letter_as_json(letters.remove(letter.id))}
                return LetterAnswer(
                    (f"The letter {_yours(letter.title)} is gone.",),
                    receipts=(receipt_of(self._memory, letter, "removed", undo, message),),
                )
            case "send":
                return LetterAnswer((CANNOT_SEND,), cannot="sending letters")
            case "show":
                letters.finish(letter.id, finished=False)
                return LetterAnswer((f"Here is the letter {_yours(letter.title)}. {SHALL_I}",), letters.one(letter.id))
        return LetterAnswer(("All right. Tell me what to change, or say “that's it”.",))


def told_of_draft(draft: Draft) -> tuple[str, ...]:
    """What she says of a first draft: how long it is, what was put in or left out, and that nobody has signed it."""
    many = len(draft.text.sentences)
    said = [f"Here is a first draft, {in_words(many)} sentence{'s' * (many != 1)}."]
    said += [f"I put in plainly: {one}." for one in draft.inserted]
    if draft.left_out:
        said.append("I left out what you hadn't told me.")
    if "\n" not in draft.text.close:
        said.append("It isn't signed, for I don't know your name.")
    return (*said, SHALL_I)


def receipt_of(memory: Memory, letter: Letter, what: str, undo: Mapping[str, Any], message: int | None) -> Receipt:
    """Keep the receipt of what was done to a letter: “to my sister: shorter”."""
    text = f"{letter.title}: {what.strip(' .!')}" if what else letter.title
    return memory.receipts.add("letter", text, None, undo, message)


def _read_aloud(letter: Letter, change: ReadAloud) -> LetterAnswer:
    text = parsed(letter.text)
    if change.place is not None:
        at = change.place if change.place >= 0 else len(text.sentences) + change.place
        if not 0 <= at < len(text.sentences):
            return LetterAnswer((f"It has only {in_words(len(text.sentences))} sentences.",))
        return LetterAnswer((text.sentences[at],))
    close = text.close.replace("\n", " ").rstrip(",")
    return LetterAnswer(
        tuple(filter(None, (text.greeting, *text.sentences, f"{close}." if close else "", text.postscript)))
    )


def _yours(title: str) -> str:
    return re.sub(r"\b(?:my|our)\b", "your", title)
