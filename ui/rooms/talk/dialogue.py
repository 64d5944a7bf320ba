"""Turns the conversation's events into the stage and the list of lines, at a calm pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from companion.events import (
    DeedDone,
    DeedUndone,
    Event,
    Heard,
    Held,
    HelpShown,
    Interrupted,
    LetterShown,
    Partial,
    Recalled,
    Resumed,
    Said,
    Spoken,
    Token,
    TurnDone,
)
from ui.parts import receipts, sources
from ui.parts.engine_api import Now
from ui.parts.rows import LineRow, RowList
from ui.parts.words import clock, last_words, plain
from ui.rooms.talk.stage import Stage
from ui.rooms.talk.timings import Timings

_FLUSH_MS = 33
"""Tokens arrive faster than anybody reads; painting each would take the processor from the mind."""
_LINGER_MS = 600
"""How long an interim transcript stays after the speech ended: the final one may still be on its way."""
_LIVE_LETTERS = 220
"""Letters of an interim transcript that are shown, its last ones: about three lines of the stage."""


class Dialogue(QObject):
    """The current conversation; `Dialogue` in QML."""

    partialChanged = Signal()
    helpChanged = Signal()

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        """`now` gives the time to show beside a line."""
        super().__init__(parent)
        self.now = self._now = now
        self.stage = Stage(self)
        self.timings = Timings(self)
        self.lines: RowList[LineRow] = RowList(LineRow, self)
        self.voiceless = False
        """True when no voice will speak the reply."""
        self._partial, self._hearing, self._help, self._help_hidden = "", False, "", False
        self._tokens, self._turn, self._last_done, self._heard_turn = "", 0, 0, 0
        self._neutral_turn = 0
        self._sources: dict[int, list[dict[str, Any]]] = {}
        """Sources by turn, for the turn whose reply has not begun."""
        self._receipts: dict[int, list[dict[str, Any]]] = {}
        """What was done, by turn, for the turn whose reply has not begun."""
        self._flush_timer = QTimer(self, singleShot=True, interval=_FLUSH_MS)
        self._flush_timer.timeout.connect(self._flush_later)
        self._linger_timer = QTimer(self, singleShot=True, interval=_LINGER_MS)
        self._linger_timer.timeout.connect(lambda: self._set_partial(""))

    def clear(self) -> None:
        """Show an empty conversation."""
        self._tokens = ""
        self.lines.replace_all([])
        self.stage.clear()
        self._set_partial("")
        self.hideHelp()

    def put_away(self) -> None:
        """Show no line of the conversation any more, which is over; what was said last stays on the stage."""
        self.lines.replace_all([])

    def forget(self) -> None:
        """Empty everything; the memory is locked, and turns will be counted anew."""
        self.clear()
        self.timings.clear()
        self._turn = self._last_done = self._heard_turn = self._neutral_turn = 0
        self._sources.clear()
        self._receipts.clear()

    @property
    def has_unstored(self) -> bool:
        """Whether some line is not stored yet."""
        return any(not row.stored for row in self.lines.rows)

    def replace_lines(self, lines: Sequence[LineRow]) -> None:
        """Show these lines instead, after something of the conversation was forgotten or restored."""
        said = {line.text for line in lines}
        gone = any(row.text not in said for row in self.lines.rows)
        self.lines.replace_all(lines)
        if gone:
            self.stage.clear()

    def prepend(self, lines: Sequence[LineRow]) -> None:
        """Show lines from before the window opened, above the others."""
        self.lines.prepend(*lines)

    def add_typed(self, text: str) -> None:
        """Show a line the user has just sent, which is not stored yet."""
        self.lines.append(LineRow("you", plain(text), clock(self._now()), stored=False))
        self.stage.show_user_line(text)

    def remove_typed(self, text: str) -> None:
        """Remove a typed line that could not be stored."""
        number = self._find_unkept(plain(text))
        if number is not None:
            self.lines.remove(number)
        self.stage.clear()

    def set_state(self, state: str) -> None:
        """Note what she is doing; an interim transcript that never became a line disappears."""
        self._hearing = state == "hearing"
        self._wait_for_the_line()

    def _wait_for_the_line(self) -> None:
        if self._hearing:
            self._linger_timer.stop()
        elif self._partial:
            self._linger_timer.start()

    def handle(self, event: Event, arrived: float) -> None:
        """Show one event, which arrived at `arrived` on the monotonic clock."""
        if isinstance(event, Token):
            self._token(event)
            return
        self._flush()
        match event:
            case Partial():
                self._set_partial(last_words(plain(event.text), _LIVE_LETTERS))
                self._wait_for_the_line()
            case Heard():
                self._heard(event)
            case HelpShown() if event.turn > self._last_done:
                self._set_help(plain(event.text))
            case LetterShown():
                self.lines.append(LineRow("her", plain(event.text), clock(self._now())))
            case Recalled() if event.turn > self._last_done:
                self._recalled(event)
            case DeedDone() if event.turn:  # else it was done by hand, in another room
                self._deed_done(event)
            case DeedUndone():
                self._deed_undone(event.id)
            case Said() if event.turn != self._turn:  # else its tokens have shown it
                self._neutral_turn = event.turn if event.neutral else self._neutral_turn
                self._grow(event.turn, event.text + " ")
            case Spoken() if event.turn > self._last_done:
                self._spoken(event, arrived)
            case Held() if event.turn > self._last_done:
                self.stage.pause()
            case Resumed() if event.turn > self._last_done:
                self.stage.resume(event, arrived)
            case Interrupted():
                self._interrupted(event)
            case TurnDone():
                self._done(event)

    def _recalled(self, event: Recalled) -> None:
        """Show the sources. Her reply may have begun already, with a filler such as “Let me think.”"""
        self._begin_unasked(event.turn)
        source_rows = sources.from_event(event.memories, self._now())
        number = self._row(event.turn)
        if number is None:
            self._sources = {event.turn: source_rows}
        else:
            self.lines.replace(number, replace(self.lines.rows[number], sources=source_rows))
        self.stage.show_sources(source_rows)

    def _deed_done(self, event: DeedDone) -> None:
        """Show its receipt under her reply, which may have begun already."""
        row = receipts.from_event(event, self._now())
        number = self._row(event.turn)
        before = self.lines.rows[number].receipts if number is not None else self._receipts.get(event.turn, [])
        if number is None:
            self._receipts = {event.turn: [*before, row]}
        else:
            self.lines.replace(number, replace(self.lines.rows[number], receipts=[*before, row]))
        if event.turn > self._last_done:
            self.stage.show_receipts([*before, row])

    def _deed_undone(self, receipt: int) -> None:
        for number, row in enumerate(self.lines.rows):
            self.lines.replace(number, replace(row, receipts=receipts.undone(row.receipts, receipt)))
        self.stage.mark_undone(receipt)

    def _heard(self, event: Heard) -> None:
        self._set_partial("")
        self._heard_turn = max(self._heard_turn, event.turn)
        waiting = self._find_unkept(None) if event.typed else None
        line = LineRow("you", plain(event.text), clock(self._now()), turn=event.turn, message=event.message)
        if waiting is None:
            self.lines.append(line)
        else:
            self.lines.replace(waiting, line)
        self.stage.show_user_line(event.text)

    def _spoken(self, event: Spoken, arrived: float) -> None:
        """Follow her words."""
        self._begin_unasked(event.turn)
        self.stage.speak(event, arrived)

    def _begin_unasked(self, turn: int) -> None:
        """In a turn without a line she speaks unasked, or tells why there is none: the line before is not what she answers."""
        if turn > self._heard_turn:
            self._heard_turn = turn
            self.stage.show_user_line("")

    def _find_unkept(self, text: str | None) -> int | None:
        rows = enumerate(self.lines.rows)
        return next((n for n, row in rows if not row.stored and text in (None, row.text)), None)

    def _token(self, event: Token) -> None:
        if event.turn != self._turn:
            self._flush()
        self._tokens, self._turn = self._tokens + event.text, event.turn
        if not self._flush_timer.isActive():
            self._flush()
            self._flush_timer.start()

    def _flush_later(self) -> None:
        if self._tokens:
            self._flush()
            self._flush_timer.start()

    def _flush(self) -> None:
        text, self._tokens = self._tokens, ""
        if text:
            self._grow(self._turn, text)

    def _grow(self, turn: int, text: str) -> None:
        if turn <= self._last_done:
            return
        self._begin_unasked(turn)
        number = self._row(turn)
        if number is None:
            self._append_hers(plain(text).lstrip(), turn)
        else:
            row = self.lines.rows[number]
            self.lines.replace(number, replace(row, text=row.text + plain(text)))
        if plain(text).strip() != self._help:  # that stands by itself
            self.stage.grow(text, self.voiceless)

    def _append_hers(self, text: str, turn: int, cut: bool = False) -> None:
        rows, done = self._sources.pop(turn, []), self._receipts.pop(turn, [])
        now = clock(self._now())
        who = "neutral" if turn == self._neutral_turn else "her"
        self.lines.append(LineRow(who, text, now, cut=cut, turn=turn, sources=rows, receipts=done))

    def _interrupted(self, event: Interrupted) -> None:
        self._settle(event.turn, event.heard, cut=True)
        self.stage.cut(self._without_help(event.heard))

    def _done(self, event: TurnDone) -> None:
        self.timings.add(event)
        cut = event.turn <= self._last_done
        self._settle(event.turn, event.reply, cut)
        if not cut:
            self.stage.finish(self._without_help(event.reply))

    def _settle(self, turn: int, reply: str, cut: bool) -> None:
        self._last_done = max(self._last_done, turn)
        number = self._row(turn)
        if number is None:
            if reply.strip():
                self._append_hers(plain(reply).strip(), turn, cut)
        elif reply.strip():
            self.lines.replace(number, replace(self.lines.rows[number], text=plain(reply).strip(), cut=cut))
        else:
            self.lines.remove(number)

    def _row(self, turn: int) -> int | None:
        """Where the reply of this turn stands."""
        rows = self.lines.rows
        return next((n for n in reversed(range(len(rows))) if rows[n].who != "you" and rows[n].turn == turn), None)

    @Slot()
    def hideHelp(self) -> None:
        """Show no help lines until the next."""
        self._help_hidden = True
        self.helpChanged.emit()

    def _set_help(self, text: str) -> None:
        if text != self._help or self._help_hidden:
            self._help, self._help_hidden = text, False
            self.helpChanged.emit()

    def _without_help(self, reply: str) -> str:
        """The reply as the stage shows it: the help lines stand by themselves."""
        text = plain(reply).rstrip()
        return text.removesuffix(self._help) if self._help else text

    def _set_partial(self, text: str) -> None:
        if text != self._partial:
            self._partial = text
            self.partialChanged.emit()

    help = Property(str, lambda self: "" if self._help_hidden else self._help, notify=helpChanged)
    partial = Property(str, lambda self: self._partial, notify=partialChanged)
