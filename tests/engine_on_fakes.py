"""Opens a real engine on scripted models and fake devices, and records its events."""

from __future__ import annotations

import contextlib
import os
import queue
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from companion.engine import Devices, Engine
from companion.environment import Environment, find_environment
from companion.events import Event, FellDue, Ready, Spoken, TurnDone
from companion.hearing.prosody import ProsodyModel
from companion.piano.grand import Grand
from companion.replying.prompt import Form
from companion.runtime.model_choice import Died
from companion.runtime.model_chooser import ChosenLlm, PartName
from companion.settings import Settings
from models.catalog import CatalogEntry
from models.errors import ModelError
from models.language import (
    LanguageModel,
)
from models.mind_choice import Offer
from models.stt import SpeechToText
from tests.fakes import PATIENCE_S, ScriptedMind
from tests.hearing.fakes import ScriptedEar
from voices.voice import Voice

E = TypeVar("E", bound=Event)


@dataclass
class FakeParts:
    """Chooses the fakes; None stands for a model that is not downloaded yet, an exception for one that can't be loaded."""

    mind_: LanguageModel | Exception | None = field(default_factory=ScriptedMind)
    ear_: SpeechToText | Exception = field(default_factory=ScriptedEar)
    voice_: Voice | Exception | None = None
    stand_in_: Voice | None = None
    form: Form = "transcript"
    turns_: ProsodyModel | None = None
    grand_: Grand | None = None
    others_: dict[str, Voice] = field(default_factory=dict)
    """Voices that are not hers, by name; `neutral` is the one that asks."""
    samples_: dict[str, str] = field(default_factory=dict)
    speeds_: dict[str, float] | None = None
    """Tokens a second by LLM; None: every LLM was measured before."""
    slow_: tuple[Offer, ...] = ()
    """LLMs that would be too slow, once anything is measured."""
    untried_: str | None = None
    """An LLM that was not tried on the graphics card."""
    on_card_: Callable[[str, Callable[[], bool]], str | None] | None = None
    """Tries it there."""
    need_bytes_: int = 0
    free_bytes_: int = 0
    busy_: bool = False
    names_: dict[int, str] = field(default_factory=dict)
    """Names of LLMs by `id`, where more than one is used."""
    asked: list[PartName] = field(default_factory=list)
    """Which parts were chosen, in order."""

    def missing(self, settings: Settings) -> tuple[CatalogEntry, ...]:
        return ()

    def part_of(self, id: str, settings: Settings) -> PartName | None:
        return "mind" if id == "a-mind" else None

    def everything(self, settings: Settings) -> tuple[str, ...]:
        return ()

    def too_slow(self, settings: Settings, coming: Sequence[str]) -> Sequence[Offer]:
        return [one for one in self.slow_ if one.entry.id in coming]

    def mind_choice(self) -> None:
        return None

    def has_mind(self, settings: Settings) -> bool:
        return self.mind_ is not None

    def llm(self, environment: Environment) -> ChosenLlm | None:
        self.asked.append("mind")
        if self.mind_ is None:
            return None
        llm = _unless_error(self.mind_)
        name = self.names_.get(id(llm), "scripted")
        return ChosenLlm(name, self.form, lambda died: llm, need_bytes=self.need_bytes_)

    def untried(self, settings: Settings) -> str | None:
        return self.untried_

    def try_on_card(self, environment: Environment, name: str, cancelled: Callable[[], bool]) -> str | None:
        assert self.on_card_ is not None
        return self.on_card_(name, cancelled)

    def free_bytes(self) -> int:
        return self.free_bytes_

    def busy(self) -> bool:
        return self.busy_

    def speed(self, id: str) -> float | None:
        return 20.0 if self.speeds_ is None else self.speeds_.get(id)

    def stt(self, environment: Environment, died: Died) -> tuple[str, SpeechToText]:
        self.asked.append("ear")
        return "scripted", _unless_error(self.ear_)

    def turn_model(self, environment: Environment) -> ProsodyModel | None:
        return self.turns_

    def embedder(self, environment: Environment) -> None:
        return None

    def voice(self, environment: Environment, died: Died) -> tuple[str, Voice | None]:
        self.asked.append("voice")
        return ("none", None) if self.voice_ is None else ("silent", _unless_error(self.voice_))

    def other_voice(self, environment: Environment, name: str) -> Voice | None:
        return self.others_.get(name)

    def samples(self, environment: Environment) -> dict[str, str]:
        return self.samples_

    def grand(self, environment: Environment) -> Grand:
        if self.grand_ is None:
            raise ModelError("no samples; get some")
        return self.grand_

    def stand_in(self, environment: Environment) -> Voice | None:
        return self.stand_in_


T = TypeVar("T")


def _unless_error(thing: T | Exception) -> T:
    if isinstance(thing, Exception):
        raise thing
    return thing


class EventRecorder:
    """Records every event, and lets a test wait for one."""

    def __init__(self) -> None:
        self.all: list[Event] = []
        self._new: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def put(self, event: Event) -> None:
        self.all.append(event)
        self._new.put(event)

    def of(self, kind: type[E]) -> list[E]:
        """Returns all events of that kind so far."""
        return [event for event in self.all if isinstance(event, kind)]

    def until_ready(self, parts: Iterable[str]) -> None:
        """Waits until these parts are ready; what she says unasked meanwhile can still be waited for."""
        waiting, said = set(parts), []
        while waiting:
            event = self._new.get(timeout=PATIENCE_S)
            if isinstance(event, Ready):
                waiting.discard(event.part)
            elif isinstance(event, TurnDone | FellDue | Spoken):
                said.append(event)
        for event in said:
            self._new.put(event)

    def until(self, kind: type[E], **fields: Any) -> E:
        """Waits for the next event of that kind with these fields."""
        while True:
            event = self._new.get(timeout=PATIENCE_S)
            if isinstance(event, kind) and all(getattr(event, name) == value for name, value in fields.items()):
                return event


@dataclass
class Awake:
    """An open engine on fakes."""

    engine: Engine
    told: EventRecorder
    parts: FakeParts

    @property
    def llm(self) -> ScriptedMind:
        assert isinstance(self.parts.mind_, ScriptedMind)
        return self.parts.mind_

    def kept(self) -> list[tuple[str, str]]:
        """Returns who said what in the conversation, as memory has it."""
        assert self.engine.memory is not None
        return [(m.speaker, m.text) for m in self.engine.memory.messages(self.engine.conversation)]


def make_environment(folder: Path, **environ: str) -> Environment:
    """Makes an environment in this folder; its memory opens with COMPANION_PASSPHRASE, which the tests set."""
    return find_environment(str(folder / "home"), {**os.environ, **environ})


@contextlib.contextmanager
def awake(
    folder: Path, parts: FakeParts | None = None, devices: Devices | None = None, ready: Iterable[PartName] = ("mind",)
) -> Iterator[Awake]:
    """Opens an engine in `folder`, waits until these parts are ready, and closes it at the end."""
    parts = parts or FakeParts()
    engine, told = Engine(make_environment(folder), devices, parts), EventRecorder()
    engine.subscribe(told.put)
    try:
        engine.open()
        told.until_ready(ready)
        yield Awake(engine, told, parts)
    finally:
        engine.close()
