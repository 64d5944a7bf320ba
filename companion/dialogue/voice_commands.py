"""Orders that are obeyed at once, without the mind: stop, again, go on, quieter, slower."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from companion.dialogue.utterances import Command
from companion.settings import Settings
from companion.speaking.playback import Playback
from companion.speaking.synthesis import Speaking
from companion.turns.reply import Reply

STEP = {Command.QUIETER: 0.6, Command.LOUDER: 1.6, Command.SLOWER: 0.85, Command.FASTER: 1.15}
"""What her volume, or her speed, is multiplied by."""
CHECK = "Like this?"
"""What she says in the new manner, for those who can't see it written."""


class Orders:
    """Does as she is told."""

    def __init__(
        self,
        playback: Playback,
        speaking: Speaking,
        settings: Callable[[], Settings],
        change: Callable[[dict[str, Any]], None],
        think: Callable[[Reply], None],
    ) -> None:
        """`change` applies and keeps settings; `think` answers what can't be obeyed."""
        self._playback, self._speaking, self._settings, self._change = playback, speaking, settings, change
        self._think = think

    def adjust(self, order: Command) -> bool:
        """Do it without a word, while she speaks; False when it is not that kind of order."""
        if order not in STEP:
            return False
        what = "volume" if order in (Command.QUIETER, Command.LOUDER) else "speed"
        self._change({what: getattr(self._settings(), what) * STEP[order]})
        return True

    def obey(self, order: Command, reply: Reply) -> None:
        """Do it; what she says to it goes into `reply`."""
        if order is Command.STOP:
            self._speaking.finish(reply)
        elif order in (Command.AGAIN, Command.GO_ON):
            self._playback.replay(reply, order is Command.AGAIN, self._think)
        else:
            self.adjust(order)
            self._speaking.say(reply, CHECK)
            self._speaking.finish(reply)
