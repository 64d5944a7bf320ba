"""Applies changed settings to a running conversation: one table, from each setting to what must be done for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

from companion.dialogue.speech_input import addressing
from companion.environment import Environment
from companion.memory.query import SpeakerNames
from companion.settings import Settings
from companion.stages import Stages

Apply = Callable[[Stages, Environment], None]


def load_llm(stages: Stages, environment: Environment) -> None:
    """Load the LLM again; its prompt holds both names."""
    stages.loading.load(environment, "mind")


def load_stt(stages: Stages, environment: Environment) -> None:
    """Load the STT model again."""
    stages.loading.load(environment, "ear")


def load_voice(stages: Stages, environment: Environment) -> None:
    """Load the voice again."""
    stages.loading.load(environment, "voice")


def answering(stages: Stages, environment: Environment) -> None:
    """Answer with other names and help lines, and with or without what was said in earlier conversations."""
    stages.answering.use_settings(stages.care(environment.settings), environment.settings.remembering)


def names(stages: Stages, environment: Environment) -> None:
    """Find what was said by and about the two under their new names, and understand who is addressed."""
    stages.memory.recall.names = SpeakerNames(environment.settings.her_name, environment.settings.your_name)


def addressed(stages: Stages, environment: Environment) -> None:
    """Take other spoken lines as hers to answer."""
    stages.speech_input.addressing = addressing(environment.settings)


def listening_options(stages: Stages, environment: Environment) -> None:
    """Listen in another way, with the same STT model."""
    stages.loading.listen_anew(environment)


def volume(stages: Stages, environment: Environment) -> None:
    """Speak louder or softer."""
    stages.playback.set_volume(environment.settings.volume)


def speed(stages: Stages, environment: Environment) -> None:
    """Speak faster or slower."""
    stages.synthesis.set_speed(environment.settings.speed)


APPLY: Mapping[str, tuple[Apply, ...]] = {
    "her_name": (load_llm, answering, addressed, names),
    "your_name": (load_llm, answering, names),
    "temperament": (load_llm, answering),
    "mind": (load_llm, answering),
    "server_url": (load_llm, answering),
    "server_model": (load_llm,),
    "ear": (load_stt,),
    "voice": (load_voice,),
    "speed": (speed,),
    "voice_follows": (),
    "microphone": (),
    "loudspeaker": (),
    "volume": (volume,),
    "listening": (),
    "mode": (addressed, listening_options),
    "echo": (listening_options,),
    "silence_ms": (listening_options,),
    "theme": (),
    "text_scale": (),
    "reduce_motion": (),
    "help_line": (answering,),
    "child_help_line": (answering,),
    "emergency_number": (answering,),
    "remembering": (answering,),
    "greeting": (),
    "diary": (answering,),
    "speaks_first": (),
    "reading_mood": (),
    "quiet": (),
    "quiet_from": (),
    "quiet_to": (),
    "deeds_off": (),
    "lock_after": (),
    "log_words": (),
}
"""Empty: read where it is used (by the window, or at the next line), so nothing need be done."""


def actions(before: Settings, after: Settings) -> tuple[Apply, ...]:
    """What must be done when the settings change so, each once, in the order of the settings."""
    changed = [f.name for f in fields(Settings) if getattr(before, f.name) != getattr(after, f.name)]
    found = dict.fromkeys(action for name in changed for action in APPLY[name])
    if load_stt in found:
        found.pop(listening_options, None)  # a model that is loaded is given the options anyway
    return tuple(found)
