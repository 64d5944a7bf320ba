"""Orders that are obeyed at once, without the mind: stop, again, go on, quieter, slower."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from companion.dialogue.utterances import VoiceCommand
from companion.settings import Settings
from companion.speaking.playback import Playback
from companion.speaking.synthesis import Synthesis
from companion.turns.reply import AssistantTurn

STEP = {VoiceCommand.QUIETER: 0.6, VoiceCommand.LOUDER: 1.6, VoiceCommand.SLOWER: 0.85, VoiceCommand.FASTER: 1.15}
"""What her volume, or her speed, is multiplied by."""
CHECK = "Like this?"
"""What she says in the new manner, for those who can't see it written."""


class VoiceCommands:
    """Does as she is told."""

    def __init__(
        self,
        playback: Playback,
        speaking: Synthesis,
        settings: Callable[[], Settings],
        change: Callable[[dict[str, Any]], None],
        think: Callable[[AssistantTurn], None],
    ) -> None:
        """`change` applies and keeps settings; `think` answers what can't be obeyed."""
        self._playback, self._speaking, self._settings, self._change = playback, speaking, settings, change
        self._think = think

    def adjust(self, order: VoiceCommand) -> bool:
        """Do it without a word, while she speaks; False when it is not that kind of order."""
        if order not in STEP:
            return False
        what = "volume" if order in (VoiceCommand.QUIETER, VoiceCommand.LOUDER) else "speed"
        self._change({what: getattr(self._settings(), what) * STEP[order]})
        return True

    def obey(self, order: VoiceCommand, reply: AssistantTurn) -> None:
        """Do it; what she says to it goes into `reply`."""
        if order is VoiceCommand.STOP:
            self._speaking.finish(reply)
        elif order in (VoiceCommand.AGAIN, VoiceCommand.GO_ON):
            self._playback.replay(reply, order is VoiceCommand.AGAIN, self._think)
        else:
            self.adjust(order)
            self._speaking.say(reply, CHECK)
            self._speaking.finish(reply)
