"""What the window asks of the person behind it: the engine, its memory, and the values they hand over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

from companion.events import Event
from companion.settings import Settings

PassphraseNeed = Literal["no", "new", "existing"]
"""Whether a passphrase is needed, and whether it is to be chosen first."""


class MissingModel(Protocol):
    """A model of the chosen set that is not here yet."""

    @property
    def id(self) -> str:
        """Catalogue id."""

    @property
    def title(self) -> str:
        """What a person calls it."""

    @property
    def bytes(self) -> int:
        """Size of the download."""

    @property
    def licence(self) -> str:
        """Its licence, as in the catalogue."""


class EngineApi(Protocol):
    """The person, as far as the window knows her."""

    @property
    def settings(self) -> Settings:
        """The current ones."""

    @property
    def memory(self) -> Any:
        """Conversations and search; None while locked."""

    @property
    def conversation(self) -> int:
        """The id of the conversation that the next line belongs to; once it is open."""

    def subscribe(self, listener: Callable[[Event], None]) -> None:
        """Events are given to `listener` on threads of the engine."""

    def on_level(self, listener: Callable[[str, float], None]) -> None:
        """Loudness ("you" or "her", 0…1), about 30 a second."""

    def open(self) -> None:
        """Load in the background; returns quickly."""

    def needs_passphrase(self) -> PassphraseNeed:
        """Whether `unlock` must come before `open`."""

    def unlock(self, passphrase: str) -> None:
        """Raises LockedError when it is the wrong one."""

    def lock(self) -> None:
        """Close what works and the memory, and let go of the key; afterwards as before `open`. Raises CompanionError."""

    def say(self, text: str) -> int:
        """A typed line, remembered before this returns; the turn's number. Raises CompanionError."""

    def interrupt(self) -> None:
        """Stop her at once."""

    def listen(self, on: bool) -> None:
        """Microphone open or muted."""

    def talk(self, on: bool) -> None:
        """Push to talk: what is said from now on is hers to answer, or what was said until now is all. Never waits."""

    def new_conversation(self) -> None:
        """The next line begins another conversation."""

    def change(self, **settings: Any) -> None:
        """Apply and keep. Raises CompanionError."""

    def keep_server_key(self, key: str) -> None:
        """Keep the chosen server's key where the system keeps secrets. Raises CompanionError."""

    def preview_voice(self, voice: str) -> None:
        """Speak a sentence in that voice."""

    def missing(self) -> Sequence[MissingModel]:
        """What the chosen set still needs."""

    def fetch(self, ids: Sequence[str]) -> None:
        """Begin to download; told by Progress events."""

    def pause(self, id: str) -> None:
        """Hold one download."""

    def resume(self, id: str) -> None:
        """Go on with it."""

    def cancel(self, id: str) -> None:
        """Give it up."""

    def close(self) -> None:
        """End everything; returns when all is safe on disk."""


Now = Callable[[], datetime]
"""The local time, without zone."""
