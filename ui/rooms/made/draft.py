"""Keeps what is typed into a letter as versions, and says what to show when she writes at the same moment. Runs in the background.

Nothing is ever lost: what was typed is kept before anything else happens to the letter, and what she wrote meanwhile from an
earlier text is a version beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory.letters import Letter, Letters, LetterVersion


@dataclass(frozen=True)
class DraftView:
    """What the editor learns after each step."""

    letter: Letter
    text: str | None
    """What the editor must show from now on; None to leave it as it is."""
    beside: int = 0
    """A version that was written meanwhile from an earlier text; 0 for none."""
    both: bool = False
    """Whether `text` has both what was typed and what she wrote meanwhile."""


class Draft:
    """The work on one letter. One thread calls it; every method raises CompanionError.

    `typed` is the editor's text, or None when it is as it was shown.
    """

    def __init__(self, letters: Letters, number: int) -> None:
        self._letters, self.number = letters, number
        self._base: int | None = None
        """The version that the editor's text was made from."""
        self._known = 0
        """The newest version that was seen."""

    def open(self) -> DraftView:
        """Begin with the text that counts."""
        letter = self._letters.one(self.number)
        return self._show(letter)

    def look(self, typed: str | None) -> DraftView:
        """Keep what was typed, and see what has become of the letter meanwhile."""
        self._keep(typed)
        letter = self._letters.one(self.number)
        shown, known = letter.shown, self._known
        self._known = max((one.id for one in letter.versions), default=0)
        if shown is None or shown.id == self._base:
            others = [one for one in letter.versions if one.id > known and one.by == "her" and one.id != self._base]
            return self._with_hers(letter, others[-1]) if others else DraftView(letter, None)
        if shown.id > known and not _made_from(letter, shown.id, self._base):
            assert self._base is not None
            return DraftView(self._letters.show_version(self.number, self._base), None, shown.id)
        return self._show(letter)

    def _with_hers(self, letter: Letter, hers: LetterVersion) -> DraftView:
        """What she wrote meanwhile goes into what was typed, unless both changed the same place."""
        from companion.letters.merging import merged  # it takes letters apart

        before, mine = (_version(letter, hers.before), letter.shown)
        if before is None or mine is None or mine.before != before.id:
            return DraftView(letter, None, hers.id)
        both = merged(before.text, mine.text, hers.text)
        if both is None:
            return DraftView(letter, None, hers.id)
        self._letters.add_version(self.number, both, "her", hers.instruction)
        return replace(self._show(self._letters.one(self.number)), both=True)

    def undo(self, typed: str | None) -> DraftView:
        """Show the version before; if the letter was changed meanwhile, only show that."""
        seen = self.look(typed)
        return seen if seen.text is not None else self._show(self._letters.undo(self.number))

    def redo(self, typed: str | None) -> DraftView:
        """Show the version that was undone last; if the letter was changed meanwhile, only show that."""
        seen = self.look(typed)
        return seen if seen.text is not None else self._show(self._letters.redo(self.number))

    def show(self, version: int, typed: str | None) -> DraftView:
        """Let this version count."""
        self._keep(typed)
        return self._show(self._letters.show_version(self.number, version))

    def _keep(self, typed: str | None) -> None:
        if typed is not None:
            self._base = self._letters.add_version(self.number, typed, "hand", before=self._base).id

    def _show(self, letter: Letter) -> DraftView:
        self._base = letter.shown.id if letter.shown is not None else None
        self._known = max((one.id for one in letter.versions), default=0)
        return DraftView(letter, letter.text)


def _version(letter: Letter, number: int | None) -> LetterVersion | None:
    return next((one for one in letter.versions if one.id == number), None)


def _made_from(letter: Letter, version: int, base: int | None) -> bool:
    """Whether a version was made from `base`, directly or by others between."""
    before = {one.id: one.before for one in letter.versions}
    at: int | None = version
    while at is not None and at != base:
        at = before.get(at)
    return at == base
