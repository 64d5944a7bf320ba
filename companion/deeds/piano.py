"""Plays small pieces of her own on the piano: composes one, keeps it, plays it, varies it, finds it again by its day."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from companion.deeds.deed import Deed, DeedQuestion, Done, Request
from companion.deeds.moment_words import day_in_words
from companion.deeds.piano_grammar import (
    NamePiece,
    PlayKept,
    PlayNew,
    PlayOther,
    StopPiece,
    VaryPiece,
    read_change,
    read_kept,
    read_name,
    read_new,
    read_stop,
)
from companion.deeds.piano_material import lines_of_today, resting_on, wish_for
from companion.memory import Memory, Message
from companion.memory.pieces import KeptPiece, NewPiece
from companion.memory.receipts import Receipt
from companion.piano.composer import compose
from companion.piano.midi import as_midi, details_of, opened, with_words, without_words
from companion.piano.score import Piece
from companion.piano.variation import changes_mood, in_another_mood, vary
from companion.text.number_words import in_words

Silence = Literal["", "no loudspeaker", "no samples", "no piano"]
"""Why nothing can be heard; “no piano” where nobody plays, as in the terminal's `deeds do`."""

_RECENT = timedelta(minutes=10)
_SILENT: dict[Silence, str] = {
    "no loudspeaker": "It is kept, but there's no loudspeaker here; `companion piano play` plays it where there is one.",
    "no samples": "It is kept, but the samples of my piano are not on this computer; `companion models get salamander-grand` "
    "fetches them, 15 megabytes.",
    "no piano": "It is kept; `companion piano play` plays it.",
}
_NONE = "I haven't played anything for you yet."
_OTHERS = "I can't play other people's music, only small pieces of my own. Say “play me something”, and I'll make one for you."


class Pianist(Protocol):
    """Who sits at the piano."""

    @property
    def why_silent(self) -> Silence:
        """Why nothing can be heard; empty if it can."""

    @property
    def playing(self) -> int | None:
        """The number of the piece that sounds, or is about to."""

    @property
    def last(self) -> int | None:
        """The number of the piece that sounds, or sounded last since she was opened."""

    def play(self, piece: KeptPiece) -> None:
        """Play it as soon as she has said so."""

    def stop(self) -> bool:
        """Let it fade away; whether there was something to stop."""


class NoPianist:
    """Nobody plays: pieces are composed and kept."""

    why_silent: Silence = "no piano"
    playing: int | None = None
    last: int | None = None

    def play(self, piece: KeptPiece) -> None:
        """See Pianist."""

    def stop(self) -> bool:
        """See Pianist."""
        return False


class PianoDeed(Deed):
    """Pieces are in the encrypted file; what sounds is with the pianist."""

    name = "piano"
    can = "play you small piano pieces of my own"

    def __init__(
        self,
        memory: Memory,
        pianist: Pianist,
        seeds: random.Random | None = None,
        remembering: Callable[[], bool] = lambda: True,
    ) -> None:
        """`seeds` gives each piece its seed, by default the system; `remembering`: whether earlier conversations may come back."""
        self._memory, self._pianist, self._seeds, self._remembering = memory, pianist, seeds, remembering
        self._at: datetime | None = None
        """When a piece was asked for last."""

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """As `Deed.read`."""
        playing = self._pianist.playing is not None
        recently = playing or (self._at is not None and now - self._at < _RECENT)
        found: Request | None = read_stop(line, playing) or read_name(line, recently) or read_change(line, recently)
        if found is not None:
            return found
        kept = read_kept(line, now.date())
        if kept is not None and (kept.which != "title" or self._memory.pieces.titled(kept.title)):
            return kept
        return read_new(line)

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """As `Deed.do`."""
        match request:
            case PlayNew():
                return self._new(request, now, message)
            case PlayKept():
                return self._again(request, now)
            case VaryPiece():
                return self._varied(request, now, message)
            case StopPiece():
                return self._stopped()
            case NamePiece():
                return self._named()
            case PlayOther():
                return Done(_OTHERS, cannot="other people's music")
        raise AssertionError(f"not a request about the piano: {request}")

    def undo(self, receipt: Receipt, now: datetime) -> str:
        """As `Deed.undo`."""
        number = (receipt.undo or {})["piece"]
        if self._pianist.playing == number:
            self._pianist.stop()
        self._memory.pieces.remove(number)
        return "The piece is gone."

    def _new(self, request: PlayNew, now: datetime, message: int | None) -> Done:
        lines = [] if request.occasion else self._told_today(now, message)
        piece = compose(wish_for(request, lines, now), self._seed())
        words = resting_on(piece.title, piece.why, lines)
        words += [message] if request.occasion and message is not None else []
        return self._play(
            self._memory.pieces.add(as_new(piece), message, words), now, _announced(piece.title, piece.why)
        )

    def _told_today(self, now: datetime, message: int | None) -> list[Message]:
        """What a piece may be made from; only of this conversation, unless earlier ones may come back."""
        lines = lines_of_today(self._memory, now)
        if self._remembering():
            return lines
        here = self._memory.message(message).conversation if message is not None else None
        return [line for line in lines if line.conversation == here]

    def _varied(self, request: VaryPiece, now: datetime, message: int | None) -> Done:
        before = self._last()
        if before is None:
            return Done(_NONE)
        new = variation(before, request.change, self._seed())
        kept = self._memory.pieces.add(new, message, self._memory.pieces.words_of(before.id))
        return self._play(kept, now, _announced(kept.title, kept.why if changes_mood(request.change) else ""))

    def _again(self, request: PlayKept, now: datetime) -> Done:
        """Play one that is kept; there is nothing to undo then."""
        found = self._found(request, now.date())
        if not found:
            return Done(_NONE if request.day is None else f"I played nothing {day_in_words(request.day, now.date())}.")
        piece = found[0]
        when = day_in_words(piece.made.date(), now.date()).removeprefix("on ")
        more = (
            f" There {'is' if len(found) == 2 else 'are'} {in_words(len(found) - 1)} more from then."
            if found[1:]
            else ""
        )
        said = f"“{piece.title}”, {'once more' if request.which == 'last' else f'from {when}'}.{more}"
        return self._play(piece, now, said, undoable=False)

    def _found(self, request: PlayKept, today: date) -> Sequence[KeptPiece]:
        if request.which == "title":
            return self._memory.pieces.titled(request.title)
        if request.day is not None:
            found = self._memory.pieces.of_day(request.day)
            week = timedelta(days=7)  # “from Sunday”, said on a Sunday, may mean today
            return found or (self._memory.pieces.of_day(today) if today - request.day == week else ())
        last = self._last()
        return (last,) if last is not None else ()

    def _play(self, piece: KeptPiece, now: datetime, said: str, undoable: bool = True) -> Done:
        """Play it and say so; where nothing can be heard, that."""
        self._at = now + timedelta(seconds=piece.seconds)
        silence = self._pianist.why_silent
        if silence:
            said = f"{said} {_SILENT[silence]}"
        else:
            self._pianist.play(piece)
        undo = {"piece": piece.id} if undoable else None
        return Done(said, piece.title, undo=undo, kept=undoable)

    def _stopped(self) -> Done:
        number = self._pianist.playing
        if number is None:
            return Done("Nothing is playing.")
        self._pianist.stop()
        title = self._memory.pieces.piece(number).title
        return Done("All right.", f"{title}, stopped", kept=False)

    def _named(self) -> Done:
        piece = self._last()
        if piece is None:
            return Done(_NONE)
        why = f" {piece.why}" if piece.why else ""
        return Done(f"“{piece.title}”.{why}", piece.title, kept=False)

    def _last(self) -> KeptPiece | None:
        """The piece that “it” means: what sounds or sounded last, else what was played last."""
        number = self._pianist.last
        known = {piece.id: piece for piece in self._memory.pieces.list()} if number is not None else {}
        return known[number] if number in known else self._memory.pieces.last_played()

    def _seed(self) -> int:
        return self._seeds.randrange(2**31) if self._seeds is not None else secrets.randbelow(2**31)


def variation(before: KeptPiece, change: str, seed: int) -> NewPiece:
    """What is kept of a variation of this piece; `seed` decides what is composed anew. Raises CompanionError."""
    data = with_words(before.midi, before.title, before.why)
    if changes_mood(change):
        piece = in_another_mood(data, change, seed)
        return as_new(piece, change, before.id)
    varied = vary(data, change, seed)
    file = opened(varied)
    return NewPiece(
        details_of(file).title, f"You asked for “{before.title}” {change}.", before.seed, before.mood, before.key,
        round(file.length, 1), without_words(varied), change, before.id,
    )  # fmt: skip


def as_new(piece: Piece, change: str = "", varies: int | None = None) -> NewPiece:
    """What is kept of a piece."""
    return NewPiece(
        piece.title, piece.why, piece.seed, str(piece.mood), str(piece.key), round(piece.seconds, 1),
        without_words(as_midi(piece)), change, varies,
    )  # fmt: skip


def _announced(title: str, why: str) -> str:
    """“After the Rain”: you said “it rained all day”, so it is slow and in D minor."""
    return f"“{title}”: {why[0].lower()}{why[1:]}" if why else f"“{title}”."
