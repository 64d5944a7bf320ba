"""Finds in a sentence what one could call or look up: telephone and emergency numbers, addresses of the web, help lines."""

from __future__ import annotations

import re

_ENDINGS = (
    "com|org|net|info|edu|gov|mil|int|eu|co|uk|us|ca|au|nz|ie|de|nl|fr|es|it|in|ch|at|be|io|ai|app|help|chat|online"
)
_SITE = (
    r"(?:https?://|www\.)[\w./?=&%#-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|\b[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS})\b"
    r"(?:/[\w/-]*)?"
)
_SPOKEN_SITE = r"\b(?:[\w-]+ )?\w+ dot (?:com|org|net|info|gov|edu|co|uk|eu|help|chat)\b"
_CALLS = r"\b(?:call(?:ing)?|ring(?:ing)?|dial(?:l?ing)?|text(?:ing)?|phone|emergency|emergencies|helpline|hotline|lifeline|tel)\b"
_LONG = r"(?<![\w.,/])(?:\+\d|\(\d|0\d|1[- ])[\d() /-]{4,}\d(?!\w)|(?<![\w.,/])\d{2,4}(?:[ -]\d{2,4}){1,5}(?![\w%/-])"
_SHORT = r"(?<![\w.,:/€$£])\d{3,}(?![\w%:/]|[.,]\d)"
_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_SPELT = rf"\b{_DIGIT}(?:[ ,-]+{_DIGIT}){{2,}}\b"
_LINES = (
    r"\b(?:samaritans|childline|lifeline|crisis text line|telefonseelsorge|kids help phone|befrienders|shout 85258"
    r"|poison (?:control|hotline)|(?:suicide|crisis|domestic violence|abuse|prevention|emergency|talk|support|mental health"
    r"|national|local|free|confidential|a|the)(?: \w+)? (?:helpline|help line|hotline|hot line|crisis line|support line))\b"
)
_GIVES_LINE = re.compile(_LINES, re.IGNORECASE)
_ADDRESS = re.compile(rf"{_SITE}|{_SPOKEN_SITE}", re.IGNORECASE)
_CALL = re.compile(_CALLS, re.IGNORECASE)
_TELEPHONE, _SHORT_NUMBER, _SPELT_NUMBER = re.compile(_LONG), re.compile(_SHORT), re.compile(_SPELT, re.IGNORECASE)
_PLACE = re.compile(r"\d\s*\((?:Europe|US|USA?|UK|EU|[A-Z]\w+(?: and \w+)?)\)")
_NUMBERS = {name: str(value) for value, name in enumerate(_DIGIT[3:-1].replace("oh|", "").split("|"))}
_NUMBERS["oh"] = "0"
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ ,]000)+|(?:19|20)\d\d ?- ?(?:19|20)?\d\d|\d{4}-\d\d-\d\d")


def contacts(sentence: str) -> list[str]:
    """The numbers, addresses and help lines that a sentence gives, as they can be compared: lower case, digits together."""
    found = [one[0].lower() for pattern in (_ADDRESS, _GIVES_LINE) for one in pattern.finditer(sentence)]
    rest = _ADDRESS.sub(" ", sentence)
    numbers = [one[0] for one in _TELEPHONE.finditer(rest) if _is_telephone(one[0])]
    if _CALL.search(rest) or _PLACE.search(rest):
        numbers += [one[0] for one in _SHORT_NUMBER.finditer(rest) if not _YEAR.fullmatch(one[0])]
        numbers += [
            "".join(_NUMBERS[word] for word in re.findall(r"\w+", one[0].lower()))
            for one in _SPELT_NUMBER.finditer(rest)
        ]
    return [*found, *(re.sub(r"\D", "", one) for one in numbers)]


def untold_contact(sentence: str, told: str) -> str | None:
    """The first of them that is not in what the user has said; None if all are."""
    digits, words = re.sub(r"\D", "", told), told.lower()
    digits += "".join(_NUMBERS.get(word, " ") for word in re.findall(r"\w+", words))
    return next((one for one in contacts(sentence) if one not in (digits if one.isdigit() else words)), None)


def _is_telephone(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return len(digits) >= (7 if number[0] in "+0(1" else 6) and not _THOUSANDS.fullmatch(number)
