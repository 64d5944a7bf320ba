"""Loads the mind, the ear and the voice behind the scenes and hands each to its stage when it is ready."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from companion.dialogue.responder import Responder
from companion.environment import Environment
from companion.errors import KNOWN, CompanionError
from companion.hearing import HearingModels, ListeningOptions
from companion.hearing.capture import Capture
from companion.hearing.echo import EchoCanceller
from companion.remembering.background_jobs import BackgroundJobs
from companion.remembering.summing_up import Summarizer
from companion.replying.generator import Generator
from companion.replying.persona import Persona
from companion.replying.prompt import PromptBuilder
from companion.runtime.model_choice import ModelChooser, ChosenLlm, PartName
from companion.settings import Settings
from companion.speaking.synthesis import Synthesis
from companion.status import Status
from models.detection import SileroDetector
from models.hearing import SpeechToText
from models.language import LanguageModel
from voices.voice import Voice

log = logging.getLogger(__name__)

FEW_CORES = 2
"""Where there are no more, loading everything at once keeps her mind waiting: 2.8 s until it is awake instead of 2.1."""

WORDS: dict[PartName, str] = {"mind": "her mind", "ear": "her hearing", "voice": "her voice"}


@dataclass(frozen=True)
class LoadTargets:
    """Who gets what is loaded, and who is told."""

    responder: Responder
    capture: Capture
    synthesis: Synthesis
    background_jobs: BackgroundJobs
    status: Status
    ready: Callable[[PartName, str], None]
    notice: Callable[[str], None]
    conversation: Callable[[], int]
    """The one that the next line belongs to."""


class Loading:
    """One thread a part; a part can be loaded again when the settings change or its model has arrived."""

    def __init__(self, parts: ModelChooser, stages: LoadTargets) -> None:
        self._parts, self._to = parts, stages
        self._locks: dict[PartName, threading.Lock] = {
            "mind": threading.Lock(),
            "ear": threading.Lock(),
            "voice": threading.Lock(),
        }
        self._open: dict[PartName, LanguageModel | SpeechToText | Voice] = {}
        self._opening: dict[PartName, LanguageModel | SpeechToText | Voice] = {}
        self._leaving: list[LanguageModel | SpeechToText | Voice] = []
        """Minds that may still be finishing a reply."""
        self._closed = threading.Event()
        self._mind_settled = threading.Event()
        """Nothing has to wait for her mind."""
        self._mind_settled.set()

    def load(self, part: PartName, house: Environment) -> None:
        """Load this part as the settings of `house` say, in the background; on a small machine her mind goes first."""
        if part == "mind" and (os.cpu_count() or 1) <= FEW_CORES:
            self._mind_settled.clear()
        threading.Thread(target=self._load, args=(part, house), name=f"load {part}", daemon=True).start()

    def listen_anew(self, house: Environment) -> None:
        """Listen with other habits and the ear that is there; nothing when there is none yet."""
        threading.Thread(target=self._listen_anew, args=(house,), name="listen anew", daemon=True).start()

    def worker_pids(self) -> dict[str, int | None]:
        """Process numbers by part, for those who want to see a crash."""
        return {part: getattr(getattr(thing, "worker", None), "pid", None) for part, thing in self._open.items()}

    def close(self) -> None:
        """End all processes, those that are still loading too; nothing is told any more."""
        self._closed.set()
        self._mind_settled.set()
        for thing in (*self._open.values(), *self._opening.values(), *self._leaving):
            thing.close()

    def _load(self, part: PartName, house: Environment) -> None:
        if part != "mind":
            self._to.status.loading(part, WORDS[part])
            self._mind_settled.wait()
        with self._locks[part]:
            if self._closed.is_set():
                return
            self._to.status.loading(part, WORDS[part])
            try:
                name = {"mind": self._mind, "ear": self._ear, "voice": self._voice}[part](house)
                trouble = ""
            except KNOWN as error:
                name, trouble = None, str(error)
            except Exception:
                log.exception("loading %s failed", part)
                name = None
                trouble = f"{WORDS[part].capitalize()} could not be loaded because of a fault in this program."
            if part == "mind":
                self._mind_settled.set()
            if self._closed.is_set():
                self.close()
                return
            self._to.status.loading(part, None)
            if trouble:
                self._to.notice(trouble)
            if name is not None:
                self._to.ready(part, name)

    def _mind(self, house: Environment) -> str | None:
        chosen = self._parts.mind(house)
        if chosen is None:
            self._to.notice(
                "Her mind is not on this computer yet; fetch it in the window, or with `companion models get`."
            )
            return None
        mind = chosen.make(self._to.notice)
        self._load_now("mind", mind)
        old, self._open["mind"] = self._open.get("mind"), mind
        if old is not None:
            self._leaving.append(old)
        relieved = old.close if old is not None else lambda: None
        self._to.responder.care.detect("")  # its patterns compile now, not in somebody's first exchange
        summary = make_summarizer(mind, chosen, house.settings)
        thinking = Generator(mind, _prompts(mind, chosen, house.settings), house.seed, summary)
        self._to.responder.use_generator(thinking, self._to.conversation(), relieved)
        self._to.background_jobs.summarizer = summary
        self._find_by_meaning()
        return chosen.name

    def _find_by_meaning(self) -> None:
        try:
            self._to.background_jobs.find_by_meaning()
        except KNOWN as error:
            self._to.notice(f"{error} Until then memories are found by their words.")

    def _ear(self, house: Environment) -> str:
        name, ear = self._parts.ear(house, self._to.notice)
        self._load_now("ear", ear)
        self._to.capture.use(self._ears(ear, house), _habits(house.settings))
        self._replace("ear", ear)
        return name

    def _listen_anew(self, house: Environment) -> None:
        with self._locks["ear"]:
            if not self._closed.is_set() and (ear := self._open.get("ear")) is not None:
                try:
                    self._to.capture.use(self._ears(cast(SpeechToText, ear), house), _habits(house.settings))
                except KNOWN as error:
                    self._to.notice(str(error))

    def _ears(self, ear: SpeechToText, house: Environment) -> HearingModels:
        cancel = house.settings.echo == "cancel"
        return HearingModels(
            SileroDetector(),
            ear,
            EchoCanceller() if cancel else None,
            self._parts.turn_model(house),
            overlap_detector=SileroDetector() if cancel else None,
        )

    def _voice(self, house: Environment) -> str:
        name, voice = self._parts.voice(house, self._to.notice)
        if voice is not None:
            self._load_now("voice", voice)
        self._to.synthesis.use_voice(voice, house.settings.speed)
        self._replace("voice", voice)
        return name

    def _load_now(self, part: PartName, thing: LanguageModel | SpeechToText | Voice) -> None:
        """Open it, so that `close` can end it meanwhile."""
        self._opening[part] = thing
        try:
            if not self._closed.is_set():
                thing.open()
        finally:
            del self._opening[part]
        if self._closed.is_set():
            thing.close()
            raise CompanionError("She was closed while she was waking.")

    def _replace(self, part: PartName, thing: LanguageModel | SpeechToText | Voice | None) -> None:
        old = self._open.pop(part, None)
        if thing is not None:
            self._open[part] = thing
        if old is not None:
            old.close()


def _habits(settings: Settings) -> ListeningOptions:
    return ListeningOptions(
        silence_ms=settings.silence_ms,
        half_duplex=settings.echo == "half",
        push_to_talk=settings.mode == "push-to-talk",
        microphone=settings.microphone,
    )


def _prompts(mind: LanguageModel, chosen: ChosenLlm, settings: Settings) -> PromptBuilder:
    return PromptBuilder(_persona(settings), chosen.form, mind.context, mind.count)


def make_summarizer(mind: LanguageModel, chosen: ChosenLlm, settings: Settings) -> Summarizer:
    """Asks that mind for summaries."""
    return Summarizer(mind, _persona(settings), chosen.form)


def _persona(settings: Settings) -> Persona:
    her, you = (" ".join(name.split()) for name in (settings.her_name, settings.your_name))
    return Persona(her or "Ada", you or "Friend")
