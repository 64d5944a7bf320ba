"""Sits at her piano: plays the pieces that are kept, if there is a loudspeaker and the samples are on this computer."""

from __future__ import annotations

from collections.abc import Callable

from companion.audio.devices import AudioOutput
from companion.deeds.piano import Silence
from companion.memory import Memory
from companion.memory.pieces import KeptPiece
from companion.piano.grand import MODEL, Grand
from companion.piano.midi import performance_in
from companion.speaking.piece_player import PiecePlayer, PlayerListeners, Recital
from models.errors import ModelError

_WHY_NOT: dict[Silence, str] = {
    "": "",
    "no loudspeaker": "There is no loudspeaker to play through; plug one in, or export the piece and play it elsewhere.",
    "no samples": f"The samples of her piano are not on this computer; `companion models get {MODEL}` fetches them, 15 MB.",
    "no piano": "",
}


class Pianist:
    """What the piano's deed, the window and the stages ask of the piano. Any thread may call it."""

    def __init__(
        self, memory: Memory, output: AudioOutput | None, grand: Callable[[], Grand], listeners: PlayerListeners
    ) -> None:
        """`grand` gives the samples; it raises ModelError when they are not on this computer."""
        self._memory, self._grand = memory, grand
        self.player = PiecePlayer(output, grand, listeners)
        self.lacks_samples = False
        """Whether a piece was asked for, and the samples were not on this computer."""

    @property
    def why_silent(self) -> Silence:
        """Why nothing can be heard; empty if it can."""
        if not self.player.audible:
            return "no loudspeaker"
        try:
            self._grand()
        except ModelError:
            self.lacks_samples = True
            return "no samples"
        self.lacks_samples = False
        return ""

    @property
    def why_not(self) -> str:
        """The same as a sentence that says what to do; empty if it can be heard."""
        return _WHY_NOT[self.why_silent]

    @property
    def playing(self) -> int | None:
        """The number of the piece that sounds, or is about to."""
        return self.player.playing

    @property
    def last(self) -> int | None:
        """The number of the piece that sounds, or sounded last since she was opened."""
        return self.player.last

    def play(self, piece: KeptPiece, announced: bool = False) -> None:
        """Play it as soon as she has said so, or (`announced`) at once. Raises CompanionError for a file that is no MIDI."""
        self._memory.pieces.mark_played(piece.id)
        self.player.play(Recital(piece.id, piece.title, piece.seconds, performance_in(piece.midi)), announced)

    def stop(self) -> bool:
        """Let it fade away; whether there was something to stop."""
        return self.player.stop()
