"""Formats values as people read them: days, times, sizes, states, and text without control characters."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime

from companion.errors import KNOWN
from companion.text.calendar_words import MONTHS, weekday
from companion.text.notes import spoken_date

_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROL = {n: None for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\n\t"}
_TRICKS = {**_CONTROL, **{ord(c): None for c in _BIDI}, 0x2028: "\n", 0x2029: "\n"}

_STATES = {
    "waking": "waking up",
    "idle": "here",
    "listening": "listening",
    "hearing": "hearing you",
    "thinking": "thinking",
    "speaking": "speaking",
    "muted": "not listening",
}


def plain(text: str) -> str:
    """`text` without control characters and without marks that reverse the reading direction."""
    return text.translate(_TRICKS)


def without_commands(text: str) -> str:
    """`text` without what names a command of the terminal, such as “`companion models get`”, and is no use in a window.

    Of a sentence the part between semicolons goes that has one, or of that the choice; a sentence of nothing else goes whole.
    """
    if "`" not in text:
        return text
    kept = [_without_commands(sentence) for sentence in re.split(r"(?<=[.!?])\s+", text)]
    return " ".join(filter(None, kept)) or text.replace("`", "")


def _without_commands(sentence: str) -> str:
    choices = (re.split(r",? or ", part) if "`" in part else [part] for part in sentence.rstrip(".").split("; "))
    parts = (" or ".join(one for one in some if "`" not in one) for some in choices)
    kept = "; ".join(filter(None, parts))
    return f"{kept[:1].upper()}{kept[1:]}." if kept and sentence.endswith(".") else kept


def last_words(text: str, letters: int) -> str:
    """`text`; if it is longer than `letters`, an ellipsis and its last words that fit."""
    if len(text) <= letters:
        return text
    words = text[-letters:].partition(" ")[2]
    return f"… {words or text[-letters:]}"


def state_words(name: str, detail: str) -> str:
    """What she is doing, in words, such as "loading her mind, 41 %"."""
    if name == "loading":
        return f"loading {detail}" if detail else _STATES["waking"]
    words = _STATES.get(name, name)
    return f"{words} · {detail}" if detail else words


def waiting_words(mode: str) -> str:
    """What to show while the microphone is open and nobody speaks, in this mode."""
    return "hold Space" if mode == "push-to-talk" else _STATES["listening"]


def day(moment: datetime, now: datetime) -> str:
    """The day of `moment`: Today, Yesterday, a weekday within the last six days, else the date."""
    ago = (now.date() - moment.date()).days
    if ago == 0:
        return "Today"
    if ago == 1:
        return "Yesterday"
    if 1 < ago < 7:
        return weekday(moment)
    return f"{weekday(moment)} {spoken_date(moment, now)}"


def short_day(moment: datetime, now: datetime) -> str:
    """The day as written within a sentence: today, yesterday, Friday, 3 November, 3 November 2025."""
    name = day(moment, now)
    return name.lower() if name in ("Today", "Yesterday") else name.partition(" ")[2] or name


def since(iso: str, year: int) -> str:
    """An ISO date, or the beginning of one, in words: March, March 2025, 9 March. `year` is the current one."""
    parts = [int(part) for part in iso[:10].split("-")]
    if len(parts) == 1:
        return str(parts[0])
    name = MONTHS[parts[1] - 1] + ("" if parts[0] == year else f" {parts[0]}")
    return (
        name if len(parts) == 2 or parts[2] == 1 else f"{parts[2]} {name}"
    )  # the first of a month stands for the month


def clock(moment: datetime) -> str:
    """Hours and minutes, such as 21:40."""
    return f"{moment:%H:%M}"


def size(count: int) -> str:
    """Bytes as kB, MB or GB (powers of 1000)."""
    if count >= 1_000_000_000:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.0f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1e3))} kB"


def time_left(seconds: float) -> str:
    """Time left, roughly, such as "3 min left"."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s left"
    if seconds < 3600:
        return f"{round(seconds / 60)} min left"
    return f"{seconds / 3600:.1f} h left"


def highlighted(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """`text` as styled text in which the (start, end) ranges are bold; everything else is escaped."""
    parts, at = [], 0
    for start, end in sorted(marks):
        if start >= at:
            parts += [_escaped(text[at:start]), "<b>", _escaped(text[start:end]), "</b>"]
            at = end
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return html.escape(plain(text)).replace("\n", " ")


def error_sentence(error: Exception) -> str:
    """One sentence for an error: its own when it is a known kind, else that something broke."""
    if isinstance(error, KNOWN):
        return without_commands(plain(str(error)))
    return f"Something in me broke ({type(error).__name__}); the log in the data folder has the details."
