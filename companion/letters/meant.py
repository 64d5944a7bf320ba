"""Decides whether what a line asks is meant for the letter: “shorter” long after it is not, nor is “take milk off the list”."""

from __future__ import annotations

import re

from companion.letters.changes import Again, Change, LeaveOut, Length, Mention, ReadAloud, Substitute, Tone
from companion.text.grounding import content_words

_NAMED = re.compile(r"\b(?:the|my|our|this|that) (?:letter|draft)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:timers?|alarms?|reminders?|lists?|notes?|calendar|appointments?)\b", re.IGNORECASE)
_NOTHING = ("it", "that", "this", "again", "so", "them", "me", "more", "something", "him", "her", "please")
_PLAIN = Tone | Length | Again | Substitute
"""What can only mean the letter, also when something else was said meanwhile."""


def names_a_letter(line: str) -> bool:
    """Whether the line says “the letter”."""
    return _NAMED.search(line) is not None


def is_meant(change: Change, text: str, certain: bool, in_view: bool) -> bool:
    """Whether the change is meant for the letter with this text.

    `certain`: her last words were about it, or the line names it; `in_view`: the user has it open, and may speak of something else.
    """
    what = change.what if isinstance(change, Mention | LeaveOut) else ""
    if what.lower() in _NOTHING:
        return False
    if not certain and not _fits(change, text):
        return False
    if isinstance(change, Substitute):
        what = f"{change.old} {change.new}"
    other = _OTHERS.search(
        what
    )  # what is added to these or taken off is no part of a letter, unless that speaks of them
    return (certain or in_view or isinstance(change, _PLAIN)) and (other is None or other[0].lower() in text.lower())


def may_be_a_deed(change: Change) -> bool:
    """Whether the words of the change may also ask for something that is no letter; “shorter” and “read it” do not."""
    return not isinstance(change, Tone | Length | Again | ReadAloud)


def _fits(change: Change, text: str) -> bool:
    """Whether what is to be taken out or replaced is in the letter at all."""
    if isinstance(change, Substitute):
        return re.search(rf"(?<!\w){re.escape(change.old)}(?!\w)", text, re.IGNORECASE) is not None
    if isinstance(change, LeaveOut) and change.place is None:
        return bool(content_words(change.what) & content_words(text))
    return True
