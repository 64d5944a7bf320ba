"""Writes help lines as they are said aloud: telephone numbers digit by digit, addresses with their dots."""

from __future__ import annotations

import re

_DIGITS = dict(
    zip("0123456789", ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], strict=True)
)
_SPOKEN_SITES = {"findahelpline": "find a helpline"}
_WITH_THE = re.compile(r"^(?=(?:US|USA|UK|EU|United|Netherlands|Philippines)\b)")


_ADDRESS = re.compile(r"(?:https?://)?\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/[\w/-]*)?")
_FEW = 6
"""Most words of a help line that is named whole."""


def shortest(written: str) -> str:
    """What of a help line is named in passing: the whole if it is short, an address, or the first of several lines.

    ``"findahelpline.com lists free lines for every country"`` → ``"findahelpline.com"``.
    """
    line = written.strip().rstrip(".")
    address = _ADDRESS.search(line)
    if len(line.split()) <= _FEW or (address is None and "," not in line):
        return line
    return address[0] if address is not None else line.split(",")[0].strip()


def spoken_form(written: str) -> str:
    """``"112 (Europe), 999 (UK)"`` → ``"one one two in Europe, or nine nine nine in the UK"``.

    Numbers are said digit by digit, addresses with their dots, a place in brackets as “in …”.
    """
    text = re.sub(r"https?://(?:www\.)?", "", written.strip())
    text = re.sub(r"\s*\(([^()]+)\)", lambda found: " in " + _WITH_THE.sub("the ", found[1].strip()), text)
    if re.fullmatch(r"(?:\d[\d ]* in [^,]+, )+\d[\d ]* in [^,]+", text):
        text = ", or ".join(text.rsplit(", ", 1))
    text = re.sub(r"\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/[\w/-]*)?", lambda found: _address(found[0]), text)
    return re.sub(r"\+?\d[\d -]*\d|\d", lambda found: _number(found[0]), text)


def _address(address: str) -> str:
    words = [_SPOKEN_SITES.get(part, part) for part in address.rstrip("/").split(".")]
    return " dot ".join(words).replace("/", " slash ")


def _number(number: str) -> str:
    groups = re.split(r"[ -]+", number.replace("+", "").strip())
    plus = "plus " if number.startswith("+") else ""
    return plus + ", ".join(
        " ".join(_DIGITS.get(c, "") for c in group) if group.isdigit() else group for group in groups
    )
