"""Obeys voice commands at once, without the LLM: stop, again, go on, quieter, slower."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from companion.dialogue.utterances import VoiceCommand
from companion.settings import Settings
from companion.speaking.playback import Playback
from companion.speaking.synthesis import Synthesis
from companion.turns.reply import AssistantTurn

STEP = {VoiceCommand.QUIETER: 0.6, VoiceCommand.LOUDER: 1.6, VoiceCommand.SLOWER: 0.85, VoiceCommand.FASTER: 1.15}
"""Factor on her volume or speed."""
CHECK = "Like this?"
"""Said at the new volume or speed, so that the change is heard."""


class PianoInReach(Protocol):
    """Her piano, as far as “stop” reaches it."""

    @property
    def playing(self) -> int | None:
        """The number of the piece that sounds, or is about to."""

    def stop(self) -> bool:
        """Let it fade away."""


class VoiceCommands:
    """Carries out one command at a time; called on hearing's threads."""

    def __init__(
        self,
        playback: Playback,
        synthesis: Synthesis,
        settings: Callable[[], Settings],
        change: Callable[[dict[str, Any]], None],
        answer: Callable[[AssistantTurn], None],
        piano: PianoInReach | None = None,
    ) -> None:
        """`change` applies and keeps settings; `answer` has a command answered that can't be obeyed."""
        self._piano = piano
        self._playback, self._synthesis, self._settings, self._change = playback, synthesis, settings, change
        self._answer = answer

    @property
    def music_sounds(self) -> bool:
        """Whether her piano sounds, or is about to."""
        return self._piano is not None and self._piano.playing is not None

    def adjust(self, command: VoiceCommand) -> bool:
        """Change volume or speed without a word; False if it is another kind of command."""
        if command not in STEP:
            return False
        what = "volume" if command in (VoiceCommand.QUIETER, VoiceCommand.LOUDER) else "speed"
        self._change({what: getattr(self._settings(), what) * STEP[command]})
        return True

    def obey(self, command: VoiceCommand, reply: AssistantTurn) -> None:
        """Carry it out; what she says to it becomes `reply`."""
        if command is VoiceCommand.STOP:
            if self._piano is not None:
                self._piano.stop()
            self._synthesis.finish(reply)
        elif command in (VoiceCommand.AGAIN, VoiceCommand.GO_ON):
            self._playback.replay(reply, command is VoiceCommand.AGAIN, self._answer)
        else:
            self.adjust(command)
            self._synthesis.say(reply, CHECK)
            self._synthesis.finish(reply)
