"""Measures how long a plain pipeline takes to answer a recording: recognition, whole reply, whole synthesis, one by one."""

from __future__ import annotations

import time
from types import TracebackType

from companion.audio.devices import Samples
from companion.environment import Environment
from companion.replying.gating import gate_for
from companion.replying.generated import Sentence
from companion.replying.generator import Generator
from companion.replying.persona import Persona
from companion.replying.prompt import PromptBuilder, PromptLine
from companion.runtime.model_choice import ModelChoice, stt_name, voice_name
from companion.turns.turn import Turn
from models.store import ModelStore
from voices.catalog import make_voice


class PlainPipeline:
    """Runs the product's models and prompt one stage after another, as most voice assistants do."""

    def __init__(self, environment: Environment) -> None:
        """Load the models that `environment` has settled on."""
        from faster_whisper import WhisperModel

        folder = environment.models / stt_name(environment.settings)
        self._stt = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True)
        chosen = ModelChoice(ModelStore(environment.models)).llm(environment)
        assert chosen is not None, "the mind is on this computer"
        self._llm = chosen.make(print)
        self._llm.open()
        prompts = PromptBuilder(Persona("Ada", "Theo"), chosen.form, self._llm.context, self._llm.count)
        self._generator = Generator(self._llm, prompts, environment.seed)
        self._voice = make_voice(voice_name(environment.settings), environment.models)
        self._voice.open()
        self._lines: list[PromptLine] = []

    def __enter__(self) -> PlainPipeline:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._llm.close()
        self._voice.close()

    def answer(self, sound: Samples) -> float:
        """Returns the seconds from the start of recognition to the finished sound of the whole reply."""
        began = time.perf_counter()
        segments, _ = self._stt.transcribe(sound, language="en", beam_size=1, temperature=0.0)
        self._lines.append(PromptLine("you", " ".join(segment.text.strip() for segment in segments) or "Hm."))
        turn = Turn(len(self._lines), time.monotonic)
        reply = [
            said.text
            for said in self._generator.generate(turn, self._lines, gate_for(self._lines))
            if isinstance(said, Sentence)
        ]
        self._lines.append(PromptLine("her", " ".join(reply)))
        self._voice.speak(" ".join(reply))
        return time.perf_counter() - began
