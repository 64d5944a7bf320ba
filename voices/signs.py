"""Gives every sign one spelling, a word, or a deliberate silence; control characters and emoji are silent."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from voices.draft import Draft

_SPELLINGS = {
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'",
    "ʻ": "", "ʿ": "", "ʾ": "", "ʹ": "", "ʺ": "", "´": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "″": "″", "–": "–", "—": "—", "―": "—", "−": "-", "⁻": "^-", "₋": "-", "‐": "-", "‑": "-", "‒": "–", "﹣": "-",
    "⁒": "-", "⁼": "=", "₌": "=", "⁺": "^+", "⁄": "/", "∕": "/", "÷": "÷", "×": "×",
    "∗": "*", "∼": "~", "≃": "≈", "≅": "≈", "≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥",
    "μ": "μ", "µ": "μ", "Ω": "Ω", "…": "…", "•": "•", "°": "°", "℃": "°C", "℉": "°F", "º": "º", "ª": "ª", "№": "No. ",
    "㎡": "m^2", "㎢": "km^2", "㎠": "cm^2", "㎜": "mm", "㎥": "m^3", "㎤": "cm^3", "☓": "×", "✕": "×", "✖": "×",
    "、": ", ", "。": ". ", "‽": "?", "⁇": "?", "⁉": "?", "⁈": "?", "‼": "!", "¿": "", "¡": "",
}  # fmt: skip
"""Signs with several forms, in the one form that the later steps know."""
_WORDS = {
    "©": "copyright", "℗": "copyright", "§": "section", "¶": "paragraph", "℞": "prescription", "♀": "female",
    "♂": "male", "♭": "flat", "♯": "sharp", "♮": "natural", "℧": "mho", "℮": "estimated", "‰": "per mille",
    "‱": "per ten thousand", "✓": "check", "✗": "cross", "✘": "cross",
}  # fmt: skip
_NUMERAL = re.compile(r"[\d/⁄]+")
_KEPT_SYMBOLS = "★☆"
"""Symbols that a later step reads after a number."""
_LETTERED = re.compile(r"[\w./ ()°]+")
_DIRECTED = re.compile(r"(?:LEFT|RIGHT|UP|DOWN)WARDS|LEFT RIGHT|UP DOWN")
_SILENT = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "So", "Me", "Sk", "Mn"])
_SILENT_SIGNS = frozenset("™®℠")
"""Marks of ownership, which nobody says."""
_MARKED = re.compile(r"[^\W\d_][\u0300-\u036f]{1,4}")
_CHAINED_POWER = re.compile(r"\^[^\s^](?:\^[^\s^])+")
_EMOJI_PART = re.compile(r"\u200d[♀♂⚕⚖✈❤☠⬛]\ufe0f?|[♀♂☑✔✖▶◀]\ufe0f(?!\S)")
"""A sign that is part of an emoji, or stands as one at the end of a word."""
_BULLET = re.compile(r"^(?P<gone>\s*[✓✗✘→➔➜►▶↳⇒]+\s*)", re.M)


def plain(draft: Draft) -> None:
    """Use one spelling for every sign; remove control, zero-width and direction characters, emoji and styled letters."""
    draft.replace(_MARKED, lambda m: unicodedata.normalize("NFC", m[0]))
    draft.replace(_EMOJI_PART, " ")
    draft.replace_inside(_BULLET, " ")
    draft.replace_characters(_plain)
    draft.replace(_CHAINED_POWER, lambda m: "^" + m[0].replace("^", ""))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() or character == "\n" else _blank(character)
    if (spelling := _SPELLINGS.get(character)) is not None:
        return spelling
    if (word := _WORDS.get(character)) is not None:
        return f" {word} "
    if character.isspace():
        return _blank(character)
    category = unicodedata.category(character)
    if category in ("Nd", "No", "Nl"):
        return _number(character)
    if category in ("So", "Sm"):
        return _symbol(character)
    if category in _SILENT:
        return ""
    if category == "Sc":
        normal = unicodedata.normalize("NFKC", character)
        return normal if len(normal) == 1 else character
    if "\u00c0" <= character <= "\u024f" or "\u1e00" <= character <= "\u1eff":
        return character
    raised = unicodedata.decomposition(character).startswith("<super>") and category == "Lm"
    normal = unicodedata.normalize("NFKC", character)
    return f"^{normal}" if raised and normal in ("n", "x", "i") else normal


def _blank(character: str) -> str:
    if character in "\n\r\u2028\u2029":
        return "\n"
    return " " if character.isspace() else ""


def _number(character: str) -> str:
    """A digit of any script, a raised or lowered one, a fraction, a Roman or a circled numeral."""
    category, how = unicodedata.category(character), unicodedata.decomposition(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    normal = unicodedata.normalize("NFKC", character)
    if how.startswith("<super>"):
        return f"^{normal}"
    if character == "⅟":
        return " 1/"
    if how.startswith("<fraction>"):
        return " " + normal.replace("⁄", "/") if _NUMERAL.fullmatch(normal) and normal[-1] != "⁄" else " "
    value = unicodedata.numeric(character, -1.0)
    circled = how.startswith(("<circle>", "<compat>")) or not how  # also Roman numerals written as one sign
    if value > 0 and value != int(value):
        return f" {Fraction(value).limit_denominator(1000)} "
    if value < 0 or not circled:
        return normal if normal.isascii() else " "
    return normal if how.startswith("<sub>") else f" {int(value)} "


def _symbol(character: str) -> str:
    """What `maths` reads stays as it is; letters and units written as one sign become letters; pictures are silent."""
    normal = unicodedata.normalize("NFKC", character)
    how = unicodedata.decomposition(character)
    if how.startswith("<super>") and character not in _SILENT_SIGNS:
        return f"^{normal}"
    if how.startswith("<sub>"):
        return normal
    name = unicodedata.name(character, "")
    arrow = "ARROW" in name and _DIRECTED.search(name) and character < "\u3000"
    if unicodedata.category(character) == "Sm" or arrow:
        return character
    if character in _KEPT_SYMBOLS:
        return character
    lettered = normal != character and character not in _SILENT_SIGNS and _LETTERED.fullmatch(normal)
    return f"{normal}" if lettered and normal.isascii() else " "
