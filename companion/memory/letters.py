"""Keeps letters with every version of their text; undoing shows an earlier version, and loses none."""

# ruff: noqa: S608 - only constants of ours are put into the SQL

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from companion.environment import Now
from companion.errors import CompanionError
from companion.memory.conversations import iso_time, storable
from companion.memory.database import Database

Writer = Literal["her", "hand"]
"""Who wrote a version: she, or the user by hand."""

_COLUMNS = "id, title, brief, version, made, used, finished, message"


@dataclass(frozen=True)
class LetterVersion:
    """One text of a letter; it is never changed."""

    id: int
    letter: int
    text: str
    by: Writer
    instruction: str
    """What she was told to change, in the user's words: “shorter”. Empty for a first draft and for what was written by hand."""
    before: int | None
    """The version it was made from; None for the first."""
    made: datetime


@dataclass(frozen=True)
class Letter:
    """A letter and all its versions."""

    id: int
    title: str
    """To whom, or what it is: “to my sister”."""
    brief: Mapping[str, Any] = field(hash=False)
    """What it must say, as `companion.letters` keeps it."""
    shown: LetterVersion | None
    """The version that counts now; None before the first draft."""
    versions: tuple[LetterVersion, ...]
    """The oldest first."""
    made: datetime
    used: datetime
    """When it was last changed."""
    finished: datetime | None
    """When it was said to be ready; None while it is worked on."""
    message: int | None = None
    """The line that asked for it."""
    words: tuple[tuple[int, str], ...] = ()
    """The lines that it quotes, in its brief and its instructions, each with the number of its message."""

    @property
    def text(self) -> str:
        """The text that counts now; empty before the first draft."""
        return self.shown.text if self.shown is not None else ""

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier version to go back to."""
        return self.shown is not None and self.shown.before is not None

    @property
    def next(self) -> LetterVersion | None:
        """The version that was last undone, to be shown again; None if there is none."""
        here = self.shown.id if self.shown is not None else None
        return next((one for one in reversed(self.versions) if one.before == here), None)


class Letters:
    """All letters. Any thread may call it; every method raises CompanionError when the file fails."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database, self._now = database, now
        self.in_view: int | None = None
        """The letter that the user has open before them, if any: “shorter” is about it. Not kept in the file."""

    def list(self) -> list[Letter]:
        """Every letter, the one changed last at the front."""
        rows = self._database.rows(f"select {_COLUMNS} from letter order by used desc, id desc")
        sql = "select id, letter, text, by, instruction, before, made from letter_version order by id"
        versions: dict[int, list[LetterVersion]] = {}
        for row in self._database.rows(sql):
            versions.setdefault(row[1], []).append(_as_version(row))
        words: dict[int, list[tuple[int, str]]] = {}
        for letter, *said in self._database.rows("select letter, message, words from letter_words order by id"):
            words.setdefault(letter, []).append((said[0], said[1]))
        return [_as_letter(row, tuple(versions.get(row[0], ())), tuple(words.get(row[0], ()))) for row in rows]

    def one(self, number: int) -> Letter:
        """One letter. Raises CompanionError when there is none with that number."""
        for row in self._database.rows(f"select {_COLUMNS} from letter where id = ?", (number,)):
            sql = "select id, letter, text, by, instruction, before, made from letter_version where letter = ? order by id"
            words = self._database.rows(
                "select message, words from letter_words where letter = ? order by id", (number,)
            )
            versions = tuple(map(_as_version, self._database.rows(sql, (number,))))
            return _as_letter(row, versions, tuple((line, said) for line, said in words))
        raise CompanionError(f"There is no letter {number}; `companion letters list` shows which there are.")

    def under_work(self) -> Letter | None:
        """The letter changed last that is not finished; None if there is none."""
        sql = "select id from letter where finished is null order by used desc, id desc limit 1"
        return next((self.one(row[0]) for row in self._database.rows(sql)), None)

    def add(self, title: str, brief: Mapping[str, Any], message: int | None = None) -> Letter:
        """A new letter without a text; `message` is the line that asked for it."""
        at = iso_time(self._now())
        with self._database.writing() as writer:
            sql = "insert into letter(title, brief, made, used, message) values (?, ?, ?, ?, ?)"
            writer.execute(sql, (storable(title), _as_json(brief), at, at, message))
            number = int(writer.last_insert_rowid())
        return self.one(number)

    def add_version(
        self, number: int, text: str, by: Writer, instruction: str = "", before: int | None = None, show: bool = True
    ) -> LetterVersion:
        """Keep a text of this letter, made from the version `before`, by default the one shown; from now on it is shown.

        With `show` unset it only stands beside the others. Raises CompanionError when the letter is gone.
        """
        letter = self.one(number)
        made_from = before if before is not None else letter.shown.id if letter.shown is not None else None
        with self._database.writing() as writer:
            sql = "insert into letter_version(letter, text, by, instruction, before, made) values (?, ?, ?, ?, ?, ?)"
            at = iso_time(self._now())
            writer.execute(sql, (number, storable(text), by, storable(instruction), made_from, at))
            added = int(writer.last_insert_rowid())
            writer.execute("update letter set used = ? where id = ?", (at, number))
            if show:
                writer.execute("update letter set version = ? where id = ?", (added, number))
        return next(one for one in self.one(number).versions if one.id == added)

    def show_version(self, number: int, version: int) -> Letter:
        """Let this version count from now on. Raises CompanionError when the letter has no such version."""
        if all(one.id != version for one in self.one(number).versions):
            raise CompanionError(f"Letter {number} has no version {version}; nothing was changed.")
        at = iso_time(self._now())
        with self._database.writing() as writer:
            writer.execute("update letter set version = ?, used = ? where id = ?", (version, at, number))
        return self.one(number)

    def undo(self, number: int) -> Letter:
        """Show the version from which the shown one was made. Raises CompanionError when that is the first."""
        letter = self.one(number)
        if letter.shown is None or letter.shown.before is None:
            raise CompanionError("That is the first version of the letter; there is nothing to undo.")
        return self.show_version(number, letter.shown.before)

    def redo(self, number: int) -> Letter:
        """Show the version that was undone last. Raises CompanionError when none was."""
        if (after := self.one(number).next) is None:
            raise CompanionError("That is the last version of the letter; there is nothing to bring back.")
        return self.show_version(number, after.id)

    def rename(self, number: int, title: str) -> None:
        """Give a letter another title. Raises CompanionError for an empty one."""
        if not (title := storable(title).strip()):
            raise CompanionError("A letter's title can't be empty; give it a word or two.")
        with self._database.writing() as writer:
            writer.execute("update letter set title = ? where id = ?", (title, number))

    def keep_brief(self, number: int, brief: Mapping[str, Any]) -> None:
        """Keep what the letter must say from now on."""
        with self._database.writing() as writer:
            writer.execute("update letter set brief = ? where id = ?", (_as_json(brief), number))

    def quote(self, number: int, message: int, words: str) -> None:
        """Note that the letter's brief or an instruction quotes this line; when it is forgotten, these words go from both."""
        with self._database.writing() as writer:
            sql = """insert or ignore into letter_words(letter, message, words)
                select ?, id, ? from message where id = ?"""
            writer.execute(sql, (number, storable(words), message))

    def finish(self, number: int, finished: bool = True) -> None:
        """Note that it is ready, or that it is worked on again."""
        at = iso_time(self._now())
        with self._database.writing() as writer:
            sql = "update letter set finished = ?, used = ? where id = ?"
            writer.execute(sql, (at if finished else None, at, number))

    def remove(self, number: int) -> Letter:
        """Delete a letter with all its versions; what `put_back` needs to restore it. Raises CompanionError when it is gone."""
        letter = self.one(number)
        with self._database.writing() as writer:
            writer.execute("delete from letter where id = ?", (number,))
        return letter

    def put_back(self, letter: Letter) -> None:
        """Restore a letter that was removed, with its number and its versions."""
        finished = iso_time(letter.finished) if letter.finished else None
        shown = letter.shown.id if letter.shown is not None else None
        with self._database.writing() as writer:
            sql = f"""insert or ignore into letter({_COLUMNS})
                values (?, ?, ?, ?, ?, ?, ?, (select id from message where id = ?))"""
            made, used = iso_time(letter.made), iso_time(letter.used)
            row = (letter.id, letter.title, _as_json(letter.brief), shown, made, used, finished, letter.message)
            writer.execute(sql, row)
            for one in letter.versions:
                sql = """insert or ignore into letter_version(id, letter, text, by, instruction, before, made)
                    values (?, ?, ?, ?, ?, ?, ?)"""
                values = (one.id, one.letter, one.text, one.by, one.instruction, one.before, iso_time(one.made))
                writer.execute(sql, values)
        for message, words in letter.words:
            self.quote(letter.id, message, words)


def letter_as_json(letter: Letter) -> dict[str, Any]:
    """The letter as JSON keeps it, for undoing its removal."""
    return {
        "id": letter.id,
        "title": letter.title,
        "brief": dict(letter.brief),
        "shown": letter.shown.id if letter.shown is not None else None,
        "made": letter.made.isoformat(),
        "used": letter.used.isoformat(),
        "finished": letter.finished.isoformat() if letter.finished else None,
        "message": letter.message,
        "versions": [
            [one.id, one.letter, one.text, one.by, one.instruction, one.before, one.made.isoformat()]
            for one in letter.versions
        ],
        "words": [list(one) for one in letter.words],
    }


def letter_from_json(kept: Mapping[str, Any]) -> Letter:
    """The letter again."""
    columns = ("id", "title", "brief", "shown", "made", "used", "finished", "message")
    row = tuple(json.dumps(kept[name]) if name == "brief" else kept[name] for name in columns)
    words = tuple((message, said) for message, said in kept.get("words", ()))
    return _as_letter(row, tuple(_as_version(tuple(version)) for version in kept["versions"]), words)


def _as_version(row: tuple[Any, ...]) -> LetterVersion:
    number, letter, text, by, instruction, before, made = row
    return LetterVersion(number, letter, text, by, instruction, before, datetime.fromisoformat(made))


def _as_letter(row: tuple[Any, ...], versions: tuple[LetterVersion, ...], words: tuple[tuple[int, str], ...]) -> Letter:
    number, title, brief, shown, made, used, finished, message = row
    return Letter(
        number,
        title,
        json.loads(brief),
        next((one for one in versions if one.id == shown), None),
        versions,
        datetime.fromisoformat(made),
        datetime.fromisoformat(used),
        datetime.fromisoformat(finished) if finished else None,
        message,
        words,
    )


def _as_json(brief: Mapping[str, Any]) -> str:
    return json.dumps(dict(brief), ensure_ascii=False)
