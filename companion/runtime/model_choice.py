"""Chooses LLM, speech recogniser and voice by the settings and by what is downloaded; opens none of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from companion.environment import Environment
from companion.errors import CompanionError
from companion.hearing.prosody import ProsodyModel
from companion.initiation.outcome import VOICES
from companion.initiation.questions import NEUTRAL
from companion.piano.grand import MODEL, Grand
from companion.runtime.auto_mind import AutoMind
from companion.runtime.model_chooser import ChosenLlm, PartName
from companion.runtime.model_proxies import Died, LlmProxy, SttProxy, VoiceProxy
from companion.runtime.server_key import read_key
from companion.settings import Settings
from models.catalog import CatalogEntry
from models.graphics.use import CardUse
from models.language import LanguageModel
from models.machine import Machine, this_machine
from models.measured import read_measured
from models.mind_choice import MindChoice, Offer, need_bytes
from models.server.known_models import entry_like
from models.store import ModelStore
from models.stt import BUILT_IN as BUILT_IN_STT
from models.stt import SpeechToText
from voices.catalog import BUILT_IN as BUILT_IN_VOICE
from voices.catalog import make_voice, models_needed, styles_wanted
from voices.voice import Voice

if TYPE_CHECKING:
    from models.embedding import Embedder

DEFAULT_STT = "whisper-tiny.en"
DEFAULT_VOICE = "kokoro:af_heart"
_NEUTRAL_VOICES = ("kokoro:bf_emma", "kokoro:af_bella")
"""The voice that asks the questions of the interview: the first that is not hers, once they are downloaded."""
SERVER = "server"
"""Stands for the catalogue id when the LLM runs on a server."""
SMART_TURN = "smart-turn-v3.2"
EMBEDDING = "minilm-l6-v2"
BUSY = 0.25
"""If more than this share of the processor is taken, a measurement says little about the machine."""


def threads() -> int:
    """Threads for a model: every core of a small machine (workers run at low priority), all but one of a larger."""
    cores = os.cpu_count() or 1
    return cores if cores <= 2 else cores - 1


class ModelChoice:
    """Chooses by the settings, else by what fits this machine."""

    def __init__(self, store: ModelStore, machine: Callable[[], Machine] = this_machine) -> None:
        self._store = store
        self._auto = AutoMind(store, machine)

    def mind_choice(self) -> MindChoice:
        """The best LLM for this machine, with the reason. Raises ModelError."""
        return self._auto.choice()

    def wanted(self, settings: Settings) -> dict[PartName, tuple[str, ...]]:
        """Catalogue ids of the models that the settings ask for, by part; none for a part that needs no download."""
        stt, voice = stt_name(settings), voice_name(settings)
        named = () if settings.mind == SERVER else (settings.mind,)
        return {
            "mind": self._auto.wanted() if settings.mind == "auto" else named,
            "ear": () if stt == BUILT_IN_STT else (stt,),
            "voice": (*models_needed(voice), *(styles_wanted(voice) if settings.voice_follows else ())),
        }

    def missing(self, settings: Settings) -> tuple[CatalogEntry, ...]:
        """Models that the settings need, or that are always used, and that are not on this computer yet."""
        wanted = self.wanted(settings)
        first, later = wanted["mind"][:1], wanted["mind"][1:]  # the better mind last: she talks while it comes
        names = (*first, *wanted["ear"], *wanted["voice"], SMART_TURN, EMBEDDING, *later)
        return tuple(self._store.entry(name) for name in names if self._store.missing(name))

    def everything(self, settings: Settings) -> tuple[str, ...]:
        """The user asked for all that is missing: its ids, after the model hub was asked if it could help. Raises ModelError."""
        if settings.mind == "auto":
            self._auto.ask_hub()
        return tuple(entry.id for entry in self.missing(settings))

    def too_slow(self, settings: Settings, coming: Sequence[str]) -> Sequence[Offer]:
        """Of what is being downloaded, LLMs chosen here that would be too slow, as far as is known now. Raises ModelError."""
        return self._auto.too_slow(coming) if settings.mind == "auto" else ()

    def part_of(self, id: str, settings: Settings) -> PartName | None:
        """Which part waits for this catalogue entry."""
        if id == SMART_TURN:
            return "ear"
        return next((part for part, ids in self.wanted(settings).items() if id in ids), None)

    def llm_id(self, settings: Settings) -> str:
        """A catalogue id, or `server`."""
        return settings.mind if settings.mind != "auto" else self._auto.in_use().id

    def has_mind(self, settings: Settings) -> bool:
        """Whether there is an LLM to talk with, though a better one may still be on its way."""
        name = self.llm_id(settings)
        return name == SERVER or not self._store.missing(name)

    def speed(self, id: str) -> float | None:
        """Tokens a second that this LLM gives here; None if it never ran here. Raises ModelError."""
        return read_measured(self._store.folder).tokens_per_s.get(id)

    def free_bytes(self) -> int:
        """Memory that no program uses just now."""
        return int(psutil.virtual_memory().available)

    def busy(self) -> bool:
        """Whether the processor has so much to do that a trial would say little; takes half a second."""
        return bool(psutil.cpu_percent(interval=0.5) / 100 > BUSY)

    def untried(self, settings: Settings) -> str | None:
        """An LLM that is here and is expected to be best on the graphics card, but was not tried there. Raises ModelError."""
        return self._auto.untried() if settings.mind == "auto" else None

    def try_on_card(self, environment: Environment, name: str, cancelled: Callable[[], bool]) -> str | None:
        """Try the graphics card with an LLM: why it is not put there; empty if it is, None when it was cancelled.

        Raises ModelError and CompanionError.
        """
        from companion.runtime.card_for_mind import try_on_card  # which uses this file

        if need_bytes(self._store.entry(name)) > self.free_bytes():
            raise CompanionError("There is too little free memory to try it now.")
        return try_on_card(environment, name, cancelled)

    def llm(self, environment: Environment) -> ChosenLlm | None:
        """The LLM to use; None until its file is downloaded. Raises ModelError or CompanionError for a wrong choice."""
        name = self.llm_id(environment.settings)
        if name == SERVER:
            return _server(environment.settings, self._store.entries())
        entry = self._store.entry(name)
        if entry.kind != "mind":
            raise CompanionError(f"“{name}” is not a mind; `companion models list` shows which there are.")
        if self._store.missing(name):
            return None
        path, context = self._store.file(name), entry.context
        card = CardUse(self._store.folder, name)
        make = lambda died: LlmProxy(path, context, threads(), died, card)  # noqa: E731
        return ChosenLlm(name, entry.prompt_form, make, entry.sampling, need_bytes(entry))

    def stt(self, environment: Environment, died: Died) -> tuple[str, SttProxy]:
        """The recogniser to use: the wanted one, or the built-in one until that is downloaded."""
        name = stt_name(environment.settings)
        if name != BUILT_IN_STT and self._store.missing(name):
            name = BUILT_IN_STT
        return name, SttProxy(partial(_stt, name, environment.models), died)

    def turn_model(self, environment: Environment) -> ProsodyModel | None:
        """Smart Turn, once it is downloaded; until then the words and the silence decide."""
        if self._store.missing(SMART_TURN):
            return None
        from models.smart_turn import SmartTurn

        return SmartTurn(self._store.file(SMART_TURN))

    def embedder(self, environment: Environment) -> Embedder | None:
        """MiniLM, opened, once it is downloaded; until then memories are found by their words. Raises ModelError."""
        if self._store.missing(EMBEDDING):
            return None
        from models.embedding import Embedder

        embedder = Embedder(self._store.file(EMBEDDING).parent)
        embedder.open()
        return embedder

    def voice(self, environment: Environment, died: Died) -> tuple[str, VoiceProxy | None]:
        """The voice to use: the wanted one, the built-in one until that is downloaded, or none."""
        name = voice_name(environment.settings)
        if name == "none":
            return name, None
        if any(self._store.missing(model) for model in models_needed(name)):
            name = BUILT_IN_VOICE
        return name, supervised_voice(name, environment.models, died)

    def grand(self, environment: Environment) -> Grand:
        """The samples of her piano. Raises ModelError when they are not on this computer."""
        self._store.require(MODEL)
        return Grand(self._store.file(MODEL).parent)

    def other_voice(self, environment: Environment, name: str) -> VoiceProxy | None:
        """A voice that is not hers: by its name, or `neutral`: one that is here and is not hers, else the system's."""
        if name == NEUTRAL:
            hers = voice_name(environment.settings)
            here = not any(self._store.missing(model) for model in models_needed(_NEUTRAL_VOICES[0]))
            name = next((one for one in _NEUTRAL_VOICES if here and one != hers), BUILT_IN_VOICE)
        return supervised_voice(name, environment.models, lambda _sentence: None)

    def samples(self, environment: Environment) -> Mapping[str, str]:
        """The voices that a new user may choose from, by “lower” and “higher”; empty until they are downloaded."""
        there = not any(self._store.missing(model) for name in VOICES.values() for model in models_needed(name))
        return VOICES if there and voice_name(environment.settings) != "none" else {}

    def stand_in(self, environment: Environment) -> VoiceProxy | None:
        """The system's voice, unless there should be none; it needs no download and opens in a second."""
        if voice_name(environment.settings) == "none":
            return None
        return supervised_voice(BUILT_IN_VOICE, environment.models, lambda _sentence: None)


def stt_name(settings: Settings) -> str:
    """A catalogue id, or `pocketsphinx`."""
    return DEFAULT_STT if settings.ear == "auto" else settings.ear


def voice_name(settings: Settings) -> str:
    """`kokoro:NAME`, `system`, `system:NAME` or `none`."""
    return DEFAULT_VOICE if settings.voice == "auto" else settings.voice


def supervised_voice(name: str, models: Path, died: Died) -> VoiceProxy:
    """A voice by name, in a process of its own."""
    return VoiceProxy(partial(_voice, name, models), died)


def _server(settings: Settings, known: Iterable[CatalogEntry]) -> ChosenLlm:
    if not settings.server_url:
        raise CompanionError("The mind is set to a server, but there is no address; enter one in the settings.")

    def make(_died: Died) -> LanguageModel:
        from models.server.server_llm import ServerLlm

        return ServerLlm(settings.server_url, settings.server_model, read_key(settings.server_url))

    like = entry_like(settings.server_model, known)
    return ChosenLlm(SERVER, "chat", make, like.sampling if like else None, completes=False)


def _stt(name: str, models: Path) -> SpeechToText:
    from models.speech import make_stt

    return make_stt(name, models, threads())


def _voice(name: str, models: Path) -> Voice:
    return make_voice(name, models)
