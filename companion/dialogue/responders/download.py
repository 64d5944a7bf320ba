"""Stops what is being downloaded when the user says so: “stop the download”, “don't download the bigger mind”."""

from __future__ import annotations

import re
from collections.abc import Callable

from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.remembering.vocative import without_vocative

NOTHING = "I'm downloading nothing just now."
STOPPED = "I've stopped the download. What has come of it is kept."
ALL_STOPPED = "I've stopped the downloads. What has come of them is kept."
_WHAT = (
    r"(?:(?:the|that|this|your|a|all the|any) )?(?:(?:big|bigger|better|large|larger|new|other|next|whole) )?"
    r"(?:mind|model|brain|one|rest|thing|voice|ear|everything|anything|it|that)"
)
_MIND = rf"(?=.*\b(?:mind|model|brain|voice)\b){_WHAT}"
_STOPS = re.compile(
    r"^\W*(?:(?:please|ok|okay|hey|no|actually|well|oh|and)\W+)*(?:(?:can|could|would|will) you )?(?:please )?"
    r"(?:(?:stop|cancel|pause|halt|abort|call off) (?:(?:the|that|this|your|all|all the|any)? ?(?:big )?downloads?(?: of "
    rf"{_WHAT})?|(?:downloading|fetching)(?: {_WHAT})?)|"
    rf"(?:don't|do not) (?:download|fetch) {_MIND}(?: (?:then|after all|any ?more))?)"
    r"(?:\W+(?:please|now|for now|right now|again|thanks|thank you|then))*\W*$"
)


class DownloadResponder:
    """Acts only once the line is committed; what it says is what has happened."""

    def __init__(self, output: ReplyOutput, stop: Callable[[], int], her_name: Callable[[], str]) -> None:
        """`stop` pauses every download and tells how many there were."""
        self._output, self._stop, self._her_name = output, stop, her_name

    def respond(self, pending: PendingReply) -> Outcome:
        """Stop them, and say so."""
        if not asks_to_stop(pending.text, self._her_name()):
            return Outcome.PASSED
        message = pending.until_committed()
        if isinstance(message, Outcome):
            return message
        stopped = self._stop()
        pending.reply.turn.mark("first_token")
        self._output.say_exempt(pending.reply, (NOTHING, STOPPED)[stopped] if stopped < 2 else ALL_STOPPED)
        return Outcome.ANSWERED


def asks_to_stop(line: str, her_name: str = "") -> bool:
    """Whether the line asks for nothing but that downloads be stopped."""
    return bool(_STOPS.match(without_vocative(line, her_name).replace("’", "'").lower().strip()))
