"""A scripted engine over a real memory: does what it is told, writes down what it was asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.cards import Proposal
from companion.character.taken_card import TakenCard, remove_taken, write_taken
from companion.deeds.deeds import Answer
from companion.errors import CompanionError, LockedError
from companion.events import DeedDone, DeedUndone, Event, Heard, PieceBegun, State
from companion.memory import Memory, open_memory
from companion.memory.forgetting import RemainingCopy
from companion.memory.keys import Key
from companion.memory.removal import ForgottenIds
from companion.remembering import extract_facts
from companion.settings import Settings
from models.mind_choice import MindChoice
from models.store import ModelStore
from tests.ui.fake_interview import FakeInitiation
from ui.parts.engine_api import Now, PassphraseNeed


@dataclass(frozen=True)
class Missing:
    id: str
    title: str
    bytes: int
    licence: str
    kind: str = "mind"


class FakeAdvice:
    """What suits a computer that a test makes up."""

    def __init__(self, engine: FakeEngine) -> None:
        self._engine = engine
        self.choice: MindChoice | None = None
        self.talks = False

    def mind_choice(self) -> MindChoice | None:
        return self.choice

    def has_mind(self, settings: Settings) -> bool:
        return self.talks

    def everything(self, settings: Settings) -> tuple[str, ...]:
        self._engine.asked.append(("everything",))
        return tuple(model.id for model in self._engine.lacking)


class FakeEngine:
    def __init__(self, settings: Settings, memory: Memory | None, lock: PassphraseNeed = "no") -> None:
        self.settings, self.memory, self.locked = settings, memory, lock
        self.asked: list[tuple[Any, ...]] = []
        self.refuse = ""
        self.thinks_on = "the processor"
        self.initiation = FakeInitiation(self.asked)
        self.locks: PassphraseNeed = "no"
        """What opens her again once she was locked."""
        self.passphrase = "rosebud"
        self.home = Path()
        """Where her character is kept."""
        self.store = ModelStore(Path("no models"))
        self.lacking: list[Missing] = []
        self.model_choice = FakeAdvice(self)
        self.lacking_piano: list[Missing] = []
        self.listeners: list[Callable[[Event], None]] = []
        self.level: Callable[[str, float], None] = lambda who, level: None
        self.opening: Callable[[], None] = lambda: self.emit(State(state="listening"))
        self.locking: Callable[[], None] = lambda: None
        self._turn = 0
        self.conversation = memory.resume_conversation(6) if memory else 0

    def emit(self, event: Event) -> None:
        for listener in self.listeners:
            listener(event)

    def subscribe(self, listener: Callable[[Event], None]) -> None:
        self.listeners.append(listener)

    def on_level(self, listener: Callable[[str, float], None]) -> None:
        self.level = listener

    def open(self) -> None:
        self.asked.append(("open",))
        self.opening()

    def needs_passphrase(self) -> PassphraseNeed:
        return self.locked

    def unlock(self, passphrase: str) -> None:
        self.asked.append(("unlock", passphrase))
        if self.locked == "existing" and passphrase != self.passphrase:
            raise LockedError("That is not the passphrase; try again.")

    def lock(self) -> None:
        self.locking()
        self.asked.append(("lock",))
        self.locked = self.locks

    def say(self, text: str) -> int:
        self.asked.append(("say", text))
        if self.refuse:
            raise CompanionError(self.refuse)
        self._turn += 1
        clean = text.replace("\0", "")
        message = self.memory.add(self.conversation, "you", clean, "typed").id if self.memory else 0
        self.emit(Heard(turn=self._turn, text=clean, start=0, end=0, typed=True, message=message))
        return self._turn

    def typing(self) -> None:
        if ("typing",) not in self.asked:
            self.asked.append(("typing",))

    def interrupt(self) -> None:
        self.asked.append(("interrupt",))

    def listen(self, on: bool) -> None:
        self.asked.append(("listen", on))
        self.emit(State(state="listening" if on else "muted"))

    def talk(self, on: bool) -> None:
        self.asked.append(("talk", on))

    def new_conversation(self) -> None:
        self.asked.append(("new_conversation",))

    def change(self, **settings: Any) -> None:
        self.asked.append(("change", settings))
        self.settings = dataclasses.replace(self.settings, **settings)

    def take_card(self, proposal: Proposal) -> None:
        self.asked.append(("take_card", proposal.card, proposal.temperament))
        if self.refuse:
            raise CompanionError(self.refuse)
        write_taken(self.home, TakenCard(proposal.card))
        self.settings = dataclasses.replace(self.settings, her_name=proposal.her_name)

    def drop_card(self) -> None:
        self.asked.append(("drop_card",))
        remove_taken(self.home)
        self.settings = dataclasses.replace(self.settings, her_name="Ada")

    def undo_deed(self, receipt: int) -> str:
        self.asked.append(("undo_deed", receipt))
        if self.refuse:
            raise CompanionError(self.refuse)
        self.emit(DeedUndone(deed="timer", text="pasta, ten minutes", id=receipt))
        return "The pasta timer is off."

    def stop_due(self, number: int) -> Answer:
        self.asked.append(("stop_due", number))
        if self.refuse:
            raise CompanionError(self.refuse)
        assert self.memory is not None
        stopped = self.memory.due_times.change(number, "stopped")
        receipt = self.memory.receipts.add(stopped.kind, f"the {stopped.text} {stopped.kind} off", None, {"were": []})
        self.emit(DeedDone(deed=receipt.deed, text=receipt.text, undo=True, id=receipt.id))
        return Answer(f"The {stopped.text} {stopped.kind} is off.", (receipt,))

    def missing_piano(self) -> Sequence[Missing]:
        return self.lacking_piano

    def play_piece(self, number: int) -> None:
        self.asked.append(("play_piece", number))
        if self.refuse:
            raise CompanionError(self.refuse)
        assert self.memory is not None
        piece = self.memory.pieces.piece(number)
        self.emit(PieceBegun(id=number, title=piece.title, seconds=piece.seconds))

    def stop_piece(self) -> None:
        self.asked.append(("stop_piece",))

    def load_mind(self) -> None:
        self.asked.append(("load_mind",))

    def keep_server_key(self, key: str) -> None:
        self.asked.append(("keep_server_key", key))

    def forget_server_key(self) -> None:
        self.asked.append(("forget_server_key", ""))

    def preview_voice(self, voice: str, sentence: str = "") -> None:
        self.asked.append(("preview_voice", voice, sentence) if sentence else ("preview_voice", voice))

    def missing(self) -> Sequence[Missing]:
        return self.lacking

    def fetch(self, ids: Sequence[str]) -> None:
        self.asked.append(("fetch", list(ids)))

    def pause(self, id: str) -> None:
        self.asked.append(("pause", id))

    def resume(self, id: str) -> None:
        self.asked.append(("resume", id))

    def cancel(self, id: str) -> None:
        self.asked.append(("cancel", id))

    def close(self) -> None:
        self.asked.append(("close",))


def memory_at(path: Path, now: Now) -> Memory:
    return open_memory(path, Key(bytes(32)), now, extract_facts)


class Held:
    """Copies that can't be freed of anything."""

    def purge(self, gone: ForgottenIds) -> tuple[RemainingCopy, ...]:
        return (RemainingCopy(Path("old.db"), "old.db still holds it; delete it yourself."),)
