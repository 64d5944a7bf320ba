"""Obeys voice commands at once, without the LLM: stop, again, go on, quieter, slower."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from companion.dialogue.utterances import VoiceCommand
from companion.settings import Settings
from companion.speaking.playback import Playback
from companion.speaking.synthesis import Synthesis
from companion.turns.reply import AssistantTurn

STEP = {VoiceCommand.QUIETER: 0.6, VoiceCommand.LOUDER: 1.6, VoiceCommand.SLOWER: 0.85, VoiceCommand.FASTER: 1.15}
"""Factor on her volume or speed."""
CHECK = "Like this?"
"""Said at the new volume or speed, so that the change is heard."""


class VoiceCommands:
    """Carries out one command at a time; called on hearing's threads."""

    def __init__(
        self,
        playback: Playback,
        synthesis: Synthesis,
        settings: Callable[[], Settings],
        change: Callable[[dict[str, Any]], None],
        answer: Callable[[AssistantTurn], None],
    ) -> None:
        """`change` applies and keeps settings; `answer` has a command answered that can't be obeyed."""
        self._playback, self._synthesis, self._settings, self._change = playback, synthesis, settings, change
        self._answer = answer

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
            self._synthesis.finish(reply)
        elif command in (VoiceCommand.AGAIN, VoiceCommand.GO_ON):
            self._playback.replay(reply, command is VoiceCommand.AGAIN, self._answer)
        else:
            self.adjust(command)
            self._synthesis.say(reply, CHECK)
            self._synthesis.finish(reply)
