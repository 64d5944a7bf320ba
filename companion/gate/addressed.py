"""Finds sentences that mistake who is called what: that call the user by somebody else's name, or give her the user's own."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"^(?P<words>.+), (?P<name>[A-Z][a-z]+)\W{0,3}$")
_EXCLAIMS = re.compile(
    r"^(?:oh|ah|well|so|and|yes|no|your|my|the|his|her|dear|poor|good old)?(?: \w+)?$", re.IGNORECASE
)
"""“Ah, Tom.”, “Your uncle, Phil.”: that talks of somebody, not to them."""
_CALLS_KIN = re.compile(
    r"(?<=[a-z]), (brother|sister|mum|mom|mother|dad|father|son|daughter|nan|gran|grandma|grandad|granddad|grandpa|aunt|uncle)\W*$",
    re.IGNORECASE,
)
_TALKS_TO = re.compile(r"\b(?:you|your|sorry|thanks|thank|congratulations|done|job|good|i|i['’]m)\b", re.IGNORECASE)


def calls_by_another_name(sentence: str, line: str, name: str) -> bool:
    """“I'm sorry, Priya.”, to somebody who spoke of Priya; “I'm sorry, brother.”"""
    kin = _CALLS_KIN.search(sentence)
    if kin and _TALKS_TO.search(sentence[: kin.start()]) and re.search(rf"\b{kin[1]}", line, re.IGNORECASE):
        return True
    found = _ADDRESS.match(sentence)
    if found is None or found["name"] == name or _EXCLAIMS.match(found["words"]):
        return False
    return bool(re.search(rf"(?<!I['’]m )(?<!I am )(?<!name is )(?<!name['’]s )\b{found['name']}\b", line))


_OWN_NAME = re.compile(r"\b(?:[Mm]y name is|[Mm]y name['’]s|I am|I['’]m|[Cc]all me) (?P<name>[A-Z][\w'’-]+)")


def takes_the_users_name(sentence: str, line: str) -> bool:
    """“I am Teruo.”, to somebody who said that this is their name."""
    return bool(
        {found["name"] for found in _OWN_NAME.finditer(sentence)} & {f["name"] for f in _OWN_NAME.finditer(line)}
    )
