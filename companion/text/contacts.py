"""Finds in a sentence what one could call or look up: telephone and emergency numbers, addresses of the web, help lines."""

from __future__ import annotations

import re

_ENDINGS = "com|org|net|info|edu|gov|mil|eu|co|uk|ca|au|nz|ie|de|nl|fr|ch|io|ai"
"""None that is a word: “That's nice.it's late” is no address."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|\b[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS})\b(?:/[\w/-]*)?|\b\w+ dot (?:com|org|net|info|gov|edu|co|uk)\b",
    re.IGNORECASE,
)
_HELP_LINE = re.compile(
    r"\b(?:Lifeline|(?i:samaritans|childline|crisis text line|kids help phone|befrienders|poison control|prevention lifeline"
    r"|help ?lines?|hot ?lines?|crisis lines?|support lines?))\b"
)
_CALLS = re.compile(
    r"\b(?:call|calling|ring|ringing|dial|dialling|dialing|text|texting|phone|emergency|help ?line|hot ?line|lifeline)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\d\s*\((?:Europe|US|USA|UK|EU|[A-Z]\w+(?: and \w+)?)\)")
_TELEPHONE = re.compile(
    r"(?<![\w.,/])(?:\+\d|\(\d|0\d|1[- ])[\d() /-]{4,}\d(?!\w)|(?<![\w.,/])\d{2,4}(?:[ -]\d{2,4}){1,5}(?![\w%/-])"
)
_NO_TELEPHONE = re.compile(r"\d{1,3}(?:[ ,]000)+|(?:19|20)\d\d ?- ?(?:19|20)?\d\d|\d{4}-\d\d-\d\d")
_SHORT = re.compile(r"(?<![\w.,:/€$£])\d{3,}(?![\w%:/]|[.,]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = dict(
    zip(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], "0123456789", strict=True)
)
_DIGIT = "|".join(_DIGITS)
_SPELT = re.compile(rf"\b(?:{_DIGIT})(?:[ ,-]+(?:{_DIGIT})){{2,}}\b", re.IGNORECASE)
_ANY_NUMBER = re.compile(r"\+?\(?\d(?:[ ()/-]*\d)*")
WHOLE = 6
"""Most digits of a number that must have been said as a whole; a longer one may be the end of what was said."""


def contacts(sentence: str) -> list[str]:
    """The addresses, help lines and numbers that a sentence gives: in lower case, a number as its digits."""
    named = [one[0].lower() for pattern in (_ADDRESS, _HELP_LINE) for one in pattern.finditer(sentence)]
    rest = _in_figures(_ADDRESS.sub(" ", sentence))
    numbers = [one[0] for one in _TELEPHONE.finditer(rest) if _is_telephone(one[0])]
    if _CALLS.search(rest) or _PLACE.search(rest):
        numbers += [one[0] for one in _SHORT.finditer(_TELEPHONE.sub(" ", rest)) if not _YEAR.fullmatch(one[0])]
    return [*named, *(_digits(one) for one in numbers)]


def untold_contact(sentence: str, told: str) -> str | None:
    """The first of them that does not stand in `told`, the user's own words; None if all do."""
    found = contacts(sentence)
    if not found:
        return None
    words = told.lower()
    numbers = [_digits(one[0]) for one in _ANY_NUMBER.finditer(_in_figures(words))]
    return next((one for one in found if not (_is_told(one, numbers) if one.isdigit() else one in words)), None)


def _is_told(number: str, told: list[str]) -> bool:
    return any(number == one or (len(number) > WHOLE and number in one) for one in told)


def _is_telephone(number: str) -> bool:
    enough = 7 if number[0] in "+0(" else 6
    return len(_digits(number)) >= enough and not _NO_TELEPHONE.fullmatch(number)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _in_figures(text: str) -> str:
    """``"dial nine one one"`` → ``"dial 911"``."""
    return _SPELT.sub(lambda run: "".join(_DIGITS[word] for word in re.findall(r"\w+", run[0].lower())), text)
