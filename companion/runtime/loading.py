"""Loads LLM, STT and voice in the background, and hands each to its stage when it is ready."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from companion.care.detection import detect
from companion.character import Character
from companion.character.taken_card import read_taken
from companion.dialogue.answering import Answering
from companion.diary.own_time import OwnTime
from companion.diary.writing import DiaryWriter
from companion.environment import Environment
from companion.errors import KNOWN, CompanionError
from companion.hearing import HearingModels, ListeningOptions
from companion.hearing.capture import Capture
from companion.hearing.echo import EchoCanceller
from companion.remembering.background_jobs import BackgroundJobs
from companion.replying.generator import Generator
from companion.replying.persona import Persona
from companion.replying.prompt import PromptBuilder
from companion.replying.summaries import Summarizer
from companion.runtime.graphics_card import placement_of
from companion.runtime.model_chooser import ChosenLlm, ModelChooser, PartName
from companion.settings import Settings
from companion.speaking.synthesis import Synthesis
from companion.status import Status
from models.language import LanguageModel
from models.stt import SpeechToText
from models.voice_activity import SileroDetector
from voices.voice import Voice

log = logging.getLogger(__name__)

FEW_CORES = 2
"""With no more cores than this the LLM loads first: side by side it takes 2.8 s until it can answer, instead of 2.1."""

NO_MIND = "Her mind is not on this computer yet, so she can't answer; `companion models get` fetches it."
NOT_YET = "{} is not on this computer yet; until it is, {}."
WORDS: dict[PartName, str] = {"mind": "her mind", "ear": "her hearing", "voice": "her voice"}


@dataclass(frozen=True)
class LoadTargets:
    """The stages that get what is loaded, and who is told."""

    answering: Answering
    capture: Capture
    synthesis: Synthesis
    background_jobs: BackgroundJobs
    own_time: OwnTime
    status: Status
    ready: Callable[[PartName, str], None]
    absent: Callable[[PartName], None]
    """Called when a part is not here or can't be loaded."""
    settled: Callable[[], None]
    """Called when a part has been loaded, or can't be."""
    notice: Callable[[str], None]
    conversation: Callable[[], int]
    """Id of the conversation that the next line belongs to."""


@dataclass(frozen=True)
class PreparedLlm:
    """An LLM that is loaded, with what answers by it."""

    name: str
    llm: LanguageModel
    generator: Generator
    summary: Summarizer
    writer: DiaryWriter


class Loading:
    """One thread a part ("mind", "ear", "voice"); a part is loaded again when a setting changes or its model has arrived."""

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
        """LLMs that may still be finishing a reply."""
        self.mind_name = ""
        """The id of the LLM in use."""
        self._loading: set[PartName] = set()
        self._remarks: list[str] = []
        """What to tell once nothing is loading: until then the terminal takes a notice for a failure."""
        self._remarking = threading.Lock()
        self._closed = threading.Event()
        self._mind_settled = threading.Event()
        """Set while nothing has to wait for the LLM."""
        self._mind_settled.set()

    def load(self, environment: Environment, *parts: PartName) -> None:
        """Load these parts in the background, as the settings say; on few cores the LLM goes first."""
        if "mind" in parts and (os.cpu_count() or 1) <= FEW_CORES:
            self._mind_settled.clear()
        with self._remarking:
            self._loading.update(parts)
        for part in parts:
            threading.Thread(target=self._load, args=(part, environment), name=f"load {part}", daemon=True).start()

    @property
    def busy(self) -> bool:
        """Whether a part is being loaded."""
        with self._remarking:
            return bool(self._loading)

    @property
    def mind(self) -> LanguageModel | None:
        """The LLM in use; None until it is loaded."""
        return cast("LanguageModel | None", self._open.get("mind"))

    @property
    def thinks_on(self) -> str:
        """Where the LLM is evaluated, as its engine reported it; empty for one that does not tell."""
        return placement.words if (placement := placement_of(self.mind)) is not None else ""

    def listen_anew(self, environment: Environment) -> None:
        """Apply changed listening options to the loaded STT model; does nothing if there is none yet."""
        threading.Thread(target=self._listen_anew, args=(environment,), name="listen anew", daemon=True).start()

    def worker_pids(self) -> dict[str, int | None]:
        """Process numbers by part; tests and benchmarks kill them."""
        return {part: getattr(getattr(thing, "worker", None), "pid", None) for part, thing in self._open.items()}

    def restarting(self, part: PartName) -> bool:
        """Whether this part's process died and is being started again."""
        return bool(getattr(getattr(self._open.get(part), "worker", None), "restarting", False))

    def close(self) -> None:
        """End all workers, also those still loading; nothing is reported any more."""
        self._closed.set()
        self._mind_settled.set()
        for thing in (*self._open.values(), *self._opening.values(), *self._leaving):
            thing.close()

    def _load(self, part: PartName, environment: Environment) -> None:
        if part != "mind":
            self._to.status.loading(part, WORDS[part])
            self._mind_settled.wait()
        with self._locks[part]:
            if self._closed.is_set():
                return
            self._to.status.loading(part, WORDS[part])
            try:
                name = {"mind": self._llm, "ear": self._stt, "voice": self._voice}[part](environment)
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
                if part == "mind":
                    self._to.answering.no_llm(trouble)
                if part == "ear":
                    self._to.capture.no_models(trouble)
            if name is None:
                self._to.absent(part)
            else:
                self._to.ready(part, name)
            self._tell_remarks(part)
            self._to.settled()

    def _tell_remarks(self, loaded: PartName) -> None:
        with self._remarking:
            self._loading.discard(loaded)
            remarks = [] if self._loading else self._remarks
            self._remarks = [] if remarks else self._remarks
        for remark in remarks:
            self._to.notice(remark)

    def _llm(self, environment: Environment) -> str | None:
        chosen = self._parts.llm(environment)
        if chosen is None and self.mind is None and environment.settings.mind != "auto":
            auto = replace(environment, settings=replace(environment.settings, mind="auto"))
            if (chosen := self._parts.llm(auto)) is not None:  # better than nobody to talk to
                self._remarks.append(NOT_YET.format(environment.settings.mind, f"I think with {chosen.name}"))
        if chosen is None and self.mind is not None:  # she goes on with the one she has
            self._to.notice(NOT_YET.format(environment.settings.mind, "I stay as I am"))
            return self.mind_name
        if chosen is None:
            self._to.notice(NO_MIND)
            self._to.answering.no_llm(NO_MIND)
            return None
        llm = chosen.make(self._to.answering.llm_away)
        self._load_now("mind", llm)
        if remark := getattr(llm, "remark", ""):
            self._remarks.append(remark)
        self._use(self.prepare(llm, chosen, environment))
        self._find_by_meaning()
        return chosen.name

    def prepare(self, llm: LanguageModel, chosen: ChosenLlm, environment: Environment) -> PreparedLlm:
        """Build what answers by an LLM that is loaded. Raises WorkerError and ModelError."""
        summary = make_summarizer(llm, chosen, environment)
        prompts = _prompts(llm, chosen, environment)
        generator = Generator(llm, prompts, environment.seed, summary, chosen.sampling, chosen.is_small)
        writer = DiaryWriter(llm, chosen.summary_form, environment.seed)
        return PreparedLlm(chosen.name, llm, generator, summary, writer)

    def use(self, prepared: PreparedLlm) -> None:
        """Let it answer from the next line on; the LLM before ends as soon as it is not used any more."""
        with self._locks["mind"]:
            self._use(prepared)

    def _use(self, prepared: PreparedLlm) -> None:
        self.mind_name = prepared.name
        old, self._open["mind"] = self._open.get("mind"), prepared.llm
        if old is not None:
            self._leaving.append(old)
        relieved = old.close if old is not None else lambda: None
        detect("")  # compile its patterns now and not in the first turn
        self._to.answering.use_generator(prepared.generator, self._to.conversation(), relieved)
        self._to.background_jobs.summarizer = prepared.summary
        self._to.own_time.writer = prepared.writer

    def _find_by_meaning(self) -> None:
        try:
            self._to.background_jobs.open_embedder()
        except KNOWN as error:
            self._to.notice(f"{error} Until then memories are found by their words.")

    def _stt(self, environment: Environment) -> str:
        name, stt = self._parts.stt(environment, self._to.notice)
        self._load_now("ear", stt)
        self._to.capture.use_models(self._ears(stt, environment), _habits(environment.settings))
        self._replace("ear", stt)
        return name

    def _listen_anew(self, environment: Environment) -> None:
        with self._locks["ear"]:
            if not self._closed.is_set() and (stt := self._open.get("ear")) is not None:
                try:
                    self._to.capture.use_models(
                        self._ears(cast(SpeechToText, stt), environment), _habits(environment.settings)
                    )
                except KNOWN as error:
                    self._to.notice(str(error))

    def _ears(self, stt: SpeechToText, environment: Environment) -> HearingModels:
        cancel = environment.settings.echo == "cancel"
        return HearingModels(
            SileroDetector(),
            stt,
            EchoCanceller() if cancel else None,
            self._parts.turn_model(environment),
            overlap_detector=SileroDetector() if cancel else None,
        )

    def _voice(self, environment: Environment) -> str:
        name, voice = self._parts.voice(environment, self._to.notice)
        if voice is not None:
            self._load_now("voice", voice)
        self._to.synthesis.use_voice(voice, environment.settings.speed)
        self._replace("voice", voice)
        return name

    def _load_now(self, part: PartName, thing: LanguageModel | SpeechToText | Voice) -> None:
        """Open it in a way that `close` can end meanwhile."""
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


def _prompts(llm: LanguageModel, chosen: ChosenLlm, environment: Environment) -> PromptBuilder:
    return PromptBuilder(_persona(environment), chosen.form, llm.context, llm.count)


def make_summarizer(llm: LanguageModel, chosen: ChosenLlm, environment: Environment) -> Summarizer:
    """Make what asks this LLM for summaries."""
    return Summarizer(llm, _persona(environment), chosen.summary_form)


def _persona(environment: Environment) -> Persona:
    settings = environment.settings
    her, you = (" ".join(name.split()) for name in (settings.her_name, settings.your_name))
    return Persona(her or "Ada", you or "Friend", Character.of(settings.temperament, read_taken(environment.home)))
