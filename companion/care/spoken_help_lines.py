"""Writes help lines as they are said aloud: telephone numbers digit by digit, addresses with their dots."""

from __future__ import annotations

import re

_DIGITS = dict(
    zip("0123456789", ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], strict=True)
)
_SPOKEN_SITES = {"findahelpline": "find a helpline"}
_WITH_THE = re.compile(r"^(?=(?:US|USA|UK|EU|United|Netherlands|Philippines)\b)")

_SITE = r"\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/[\w/-]*)?"
_ADDRESS = re.compile(rf"(?:https?://)?(?<![@.])(?:\b[\w.+-]+@)?{_SITE}")
_TELEPHONE = re.compile(r"(?<![\w@:.,/])\+?\d(?:[\d -]*\d){2,}(?![\w:%/]|\.\d)(?: ?\([^()]+\))?")
_NO_TELEPHONE = re.compile(r"\d{1,2} ?- ?\d{1,2}|\d{1,3}(?: 000)+")
"""“9-17”, “10 000”."""
_BEFORE_THE_NAME = re.compile(r".*[;:.–—]\s+")
_FEW = 6
"""Most words of a help line that is named whole, and of a number with the name before it."""


def shortest(written: str) -> str:
    """What of a help line is named in passing: all if it is short, the first number and its name, an address, or the first line.

    ``"findahelpline.com lists free lines for every country"`` → ``"findahelpline.com"``; ``"Samaritans, call 116 123 at any
    time of the day or night"`` → ``"Samaritans, call 116 123"``.
    """
    line = written.strip().rstrip(".")
    if len(line.split()) <= _FEW:
        return line
    if number := next((one for one in _TELEPHONE.finditer(line) if not _NO_TELEPHONE.fullmatch(one[0])), None):
        return _named(line[: number.start()], number[0])
    address = _ADDRESS.search(line)
    return address[0] if address is not None else line.split(",")[0].strip()


def _named(before: str, number: str) -> str:
    """The number with what stands before it, if that is short, or in its clause, or with the last part of that."""
    name = before if len(before.split()) <= _FEW else _BEFORE_THE_NAME.sub("", before)
    while len(name.split()) > _FEW:
        name = name.partition(",")[2].lstrip()
    return f"{name}{number}"


def spoken_form(written: str) -> str:
    """``"112 (Europe), 999 (UK)"`` → ``"one one two in Europe, or nine nine nine in the UK"``.

    Numbers are said digit by digit, addresses with their dots, a place in brackets as “in …”.
    """
    text = re.sub(r"https?://(?:www\.)?", "", written.strip())
    text = re.sub(r"\s*\(([^()]+)\)", lambda found: " in " + _WITH_THE.sub("the ", found[1].strip()), text)
    if re.fullmatch(r"(?:\d[\d ]* in [^,]+, )+\d[\d ]* in [^,]+", text):
        text = ", or ".join(text.rsplit(", ", 1))
    text = re.sub(_SITE, lambda found: _address(found[0]), text)
    text = re.sub(r"(?<=\w)@(?=\w)", " at ", text)
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
