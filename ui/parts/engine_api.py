"""Declares what the window needs from the engine, and the values they exchange."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from companion.events import Event
from companion.settings import Settings

if TYPE_CHECKING:
    from companion.cards import Proposal
    from companion.deeds.deeds import Answer
    from companion.initiation.screen import InterviewState
    from models.mind_choice import MindChoice
    from models.store import ModelStore

PassphraseNeed = Literal["no", "new", "existing"]
"""Which passphrase must come before `open`: none, a new one to be chosen, or the existing one."""


class MissingModel(Protocol):
    """A model of the chosen set that is not downloaded yet."""

    @property
    def id(self) -> str:
        """Its id in the catalogue."""

    @property
    def kind(self) -> str:
        """What it is: mind, ear, voice, endpoint, embedding or piano."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def bytes(self) -> int:
        """Size of the download."""

    @property
    def licence(self) -> str:
        """Its licence, as in the catalogue."""


class MindAdvice(Protocol):
    """What the window needs of `companion.runtime.model_choice.ModelChooser`."""

    def mind_choice(self) -> MindChoice | None:
        """The best mind for this machine, with the reason; None where that is not known. Raises ModelError."""

    def has_mind(self, settings: Settings) -> bool:
        """Whether there is a mind to talk with, though a better one may still be on its way."""

    def everything(self, settings: Settings) -> tuple[str, ...]:
        """The user asked for all that is missing: its ids, after the model hub was asked if it could help. Raises ModelError."""


class InitiationApi(Protocol):
    """What the window needs of the interview, `companion.dialogue.initiation.Initiation`."""

    @property
    def due(self) -> bool:
        """Whether it is the first run, or an interview was left unfinished."""

    @property
    def state(self) -> InterviewState:
        """All that a screen shows just now."""

    def start(self, anew: bool = False) -> int:
        """Ask the first question, or go on where an unfinished one was left, unless `anew`; the turn. Raises CompanionError."""

    def answer(self, text: str) -> int:
        """Answer by typing; the turn's number. Raises CompanionError."""

    def skip(self) -> None:
        """Leave the open question out."""

    def back(self) -> None:
        """Ask the question before this one."""

    def skip_all(self) -> None:
        """End it here; what was answered counts."""

    def repeat(self) -> None:
        """Ask the open question once more, with the samples of the voices."""

    def go_on(self) -> None:
        """Go on after something graver was said, or without waiting for a download."""

    def choose(self, which: str) -> None:
        """Take the “lower” or the “higher” voice without a word."""

    def take_back(self, question: str) -> None:
        """Undo what this answer became, once the interview is over."""

    def call_her(self, name: str) -> None:
        """Give her this name without a word."""

    def allow(self, yes: bool) -> None:
        """Say without a word whether she may speak first."""


class EngineApi(Protocol):
    """What the window needs of `companion.engine.Engine`."""

    @property
    def initiation(self) -> InitiationApi:
        """The interview in which she is met. Raises CompanionError until she is open."""

    @property
    def settings(self) -> Settings:
        """The current settings."""

    @property
    def store(self) -> ModelStore:
        """The models on this computer."""

    @property
    def model_choice(self) -> MindAdvice:
        """Which mind suits this machine, and what getting everything means."""

    @property
    def memory(self) -> Any:
        """The open memory; None while it is locked."""

    @property
    def conversation(self) -> int:
        """The id of the conversation that the next line belongs to; valid once the memory is open."""

    def subscribe(self, listener: Callable[[Event], None]) -> None:
        """Call `listener` with every event, on threads of the engine."""

    def on_level(self, listener: Callable[[str, float], None]) -> None:
        """Call `listener` with "you" or "her" and the loudness 0…1, about 30 times a second."""

    def open(self) -> None:
        """Load in the background; returns quickly."""

    def needs_passphrase(self) -> PassphraseNeed:
        """Whether `unlock` must come before `open`."""

    def unlock(self, passphrase: str) -> None:
        """Use this passphrase for the memory. Raises LockedError when it is wrong."""

    def lock(self) -> None:
        """Stop all work, close the memory and forget the key; afterwards all is as before `open`. Raises CompanionError."""

    def say(self, text: str) -> int:
        """Store and answer a typed line; returns the turn's number once it is stored. Raises CompanionError."""

    def typing(self) -> None:
        """The user types: what she does while nobody talks gives way at once."""

    def interrupt(self) -> None:
        """Stop her at once."""

    def listen(self, on: bool) -> None:
        """Open or mute the microphone."""

    def talk(self, on: bool) -> None:
        """Push to talk: begin, or end, what she is to answer. Never waits."""

    def new_conversation(self) -> None:
        """Let the next line begin another conversation."""

    def change(self, **settings: Any) -> None:
        """Apply and store settings. Raises CompanionError."""

    def take_card(self, proposal: Proposal) -> None:
        """Let her take what was proposed of a character card. Raises CompanionError."""

    def drop_card(self) -> None:
        """Let her be as she was before the card. Raises CompanionError."""

    def undo_deed(self, receipt: int) -> str:
        """Undo what a receipt stands for; what she says of it. Raises CompanionError."""

    def stop_due(self, number: int) -> Answer:
        """Stop what waits for its time; what she says of it, with the receipt. Raises CompanionError."""

    def play_piece(self, number: int) -> None:
        """Play a piece that is kept, now. Raises CompanionError, which also says why nothing can be heard."""

    def stop_piece(self) -> None:
        """Let the piece that sounds fade away; nothing when none does."""

    @property
    def thinks_on(self) -> str:
        """Where her mind thinks, as its engine reported it; empty without one on this computer."""

    def load_mind(self) -> None:
        """Load her mind again: where or how it is to be loaded has changed."""

    def keep_server_key(self, key: str) -> None:
        """Store the chosen server's key where the system keeps secrets. Raises CompanionError."""

    def forget_server_key(self) -> None:
        """Remove the chosen server's key from there. Raises CompanionError."""

    def preview_voice(self, voice: str, sentence: str = "") -> None:
        """Speak this sentence, or one that names her, in that voice."""

    def missing(self) -> Sequence[MissingModel]:
        """The models of the chosen set that are not downloaded yet."""

    def missing_piano(self) -> Sequence[MissingModel]:
        """The samples of her piano, if a piece was asked for and they are not on this computer."""

    def fetch(self, ids: Sequence[str]) -> None:
        """Begin to download; Progress events report how far it is."""

    def pause(self, id: str) -> None:
        """Pause one download."""

    def resume(self, id: str) -> None:
        """Resume one download."""

    def cancel(self, id: str) -> None:
        """Cancel one download."""

    def close(self) -> None:
        """Stop everything; returns when all is safe on disk."""


Now = Callable[[], datetime]
"""The local time, without zone."""
