"""Tells what she did last (“What did you just do?”), and undoes it, also when something else was said since."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from companion.deeds.asking import as_asked
from companion.deeds.deeds import Deeds
from companion.dialogue.reply_output import ReplyOutput
from companion.dialogue.responders.interface import Outcome, PendingReply
from companion.memory import Memory
from companion.memory.receipts import Receipt
from companion.text.number_words import in_words

LATELY = timedelta(minutes=15)
"""What was done longer ago is undone on the page To do, where one sees what it is."""
NOTHING = (
    "I've done nothing for you in the last quarter of an hour. What I did before is on the page To do, under Done."
)
NOT_UNDONE = (
    "There is nothing of the last quarter of an hour that I could undo. The page To do, under Done, has the rest."
)
_UNDO = re.compile(
    r"(?:(?:no|wait|oh|sorry|oops|actually|please|can you|could you)[,.!]? )*"
    r"(?:undo(?: that| it| this| the last (?:one|thing)| what you (?:just )?did)?|take that back)(?: please)?",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"(?:sorry |so |wait |and )*what (?:did you|have you) (?:just )?(?:do|done)(?: just now| there| then)?"
    r"|what(?:'s| is| was) the last thing you did|what was that you (?:just )?did",
    re.IGNORECASE,
)
_JUST = re.compile(r"\bjust\b|\bthere$|\bthen$|\blast thing\b", re.IGNORECASE)


class LastDeedResponder:
    """Asked after the deeds themselves, which know what a line right after one means."""

    def __init__(self, memory: Memory, deeds: Deeds, output: ReplyOutput, changed: Callable[[], None]) -> None:
        """`changed` is called when something was undone: a due time may have come or gone."""
        self._memory, self._deeds, self._output, self._changed = memory, deeds, output, changed

    def respond(self, pending: PendingReply) -> Outcome:
        """Say or undo what was done last; pass on a line that asks neither. Raises CompanionError when the file fails."""
        text = as_asked(pending.text, self._memory.recall.names.her)
        undoes = bool(_UNDO.fullmatch(text))
        if not undoes and not (_WHAT.fullmatch(text) and _JUST.search(text)):
            return Outcome.PASSED
        message = pending.until_committed()
        if isinstance(message, Outcome):
            return message
        lately = self._memory.receipts.lately(LATELY)
        pending.reply.turn.mark("first_token")
        if not undoes:
            self._output.say_exempt(pending.reply, _told(*lately[0]) if lately else NOTHING)
            return Outcome.ANSWERED
        last = next((one for one, _ in lately if one.undoable), None)
        if last is None:
            self._output.say_exempt(pending.reply, NOT_UNDONE)
            return Outcome.ANSWERED
        said = self._deeds.undo(last.id)
        self._changed()
        self._output.show_undone(pending.reply, (last,))
        self._output.say_exempt(pending.reply, said)
        return Outcome.ANSWERED


def _told(receipt: Receipt, since: timedelta) -> str:
    minutes = int(since.total_seconds() // 60)
    ago = "just now" if minutes < 1 else "a minute ago" if minutes == 1 else f"{in_words(minutes)} minutes ago"
    return f"The last thing I did, {ago}, was this {receipt.deed}: {receipt.text.rstrip('.')}."
