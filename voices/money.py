"""Writes out sums of money: `£3.50` is “three pounds fifty pence”, `$3bn` “three billion dollars”."""

from __future__ import annotations

import re
from typing import NamedTuple

from voices.draft import Draft
from voices.numbers import NUMBER, cardinal, is_one
from voices.tables import table


class Coin(NamedTuple):
    """The words of one currency."""

    one: str
    many: str
    small: str = ""
    smalls: str = ""


_COINS = {sign: Coin(*words) for sign, words in table("currencies")["coins"].items()}
_EURO = _COINS["€"]
BIG = {
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "mm": "million", "MM": "million",
    "mil": "million", "bn": "billion", "b": "billion", "B": "billion", "tn": "trillion", "t": "trillion", "T": "trillion",
}  # fmt: skip
"""Letters after a number that make it larger."""
_LETTERS = "|".join(sorted(BIG, key=len, reverse=True))
_AS_WORDS = rf"(?P<big>(?:{_LETTERS})\b|[\s-](?:hundred|thousand|million|billion|trillion|bn|mn|tn|m)\b)"
_SIGNS = "".join(sign for sign in _COINS if len(sign) == 1 and not sign.isalpha() and sign != "¢")
_NAMED = "|".join(
    re.escape(name) for name in sorted(_COINS, key=len, reverse=True) if name.isupper() and len(name) == 3
)
_PREFIX = rf"(?:(?:US|AU|CA|NZ|HK|A|C|S|R)\$|[{re.escape(_SIGNS)}]|(?:{_NAMED}|Rs\.?|kr\.?)(?=\s?\d))"
_SUFFIX = rf"(?:[{re.escape(_SIGNS)}¢元円]|(?:US|AU|CA|NZ)\$|(?:{_NAMED}|kr|zł|Kč|Ft)(?!\w))"
_NOUN_AFTER = (
    r"(?=[ -](?!(?:a|an|and|or|to|for|in|on|at|per|is|was|are|were|will|of|off|from|each|with|by|every|than|but|more|less|the|this|"
    r"that|it|if|as|when|while|because|so|now|today|after|before|plus|minus|times|tomorrow|yesterday|back|extra|"
    r"into|over|under|up|down|out|toward|towards|worth|which|who|apiece|tonight|she|he|we|you|they|I)\b)[A-Za-z]{2,})"
)
"""A noun after a sum: in “a five dollar bill” the coin is singular."""
_ONE_OF = (
    r"(?P<one>\b(?i:an?|another|every|each|the|this|that|my|your|his|her|our|their|one|two|three|four|five|six|ten|some|several|few|new)"
    r"\s+(?:[a-z]+\s+)?)?"
)
_MONEY = re.compile(
    rf"{_ONE_OF}(?<![\w.])(?P<gone>(?P<minus>[-–])?(?P<coin>{_PREFIX})\s?(?P<less>-)?(?P<n>{NUMBER})(?:{_AS_WORDS})?)(?P<noun>{_NOUN_AFTER})?"
)
_MONEY_AFTER = re.compile(
    rf"{_ONE_OF}(?<![\w.])(?P<gone>(?P<minus>[-–])?(?P<n>{NUMBER})(?:{_AS_WORDS})?\s?(?P<coin>{_SUFFIX}))(?P<noun>{_NOUN_AFTER})?"
)
_SPAN = re.compile(
    rf"(?P<coin>{_PREFIX})\s?(?P<first>{NUMBER}) to (?P<again>(?P=coin)\s?)?(?P<last>{NUMBER})(?![\d.,]*\d)(?:{_AS_WORDS})?"
    rf"(?!\s?(?:[%°]|{_SUFFIX}))"
)
_PENCE = re.compile(r"(?<![\w.])(?P<n>\d{1,2})p(?!\w)")
_ALONE = re.compile(rf"[{re.escape(_SIGNS)}¢]")


def money(draft: Draft) -> None:
    """Write out every sum."""
    draft.replace(_SPAN, _span)
    draft.replace(_PENCE, lambda m: f"{cardinal(m['n'])} {'penny' if m['n'] == '1' else 'pence'}")
    draft.replace_inside(_MONEY, _sum)
    draft.replace_inside(_MONEY_AFTER, _sum)


def lone_coins(draft: Draft) -> None:
    """Give a currency sign without a number its name."""
    draft.replace(_ALONE, lambda m: f" {_COINS[m[0]].many} ")


def _sum(match: re.Match[str]) -> str:
    groups = match.groupdict()
    coin = _COINS[match["coin"]]
    minus = "minus " if match["minus"] or groups.get("less") else ""
    attribute = bool(match["one"]) and match["noun"] is not None
    number, big = match["n"], match["big"]
    if big:
        return f"{minus}{cardinal(number)} {BIG.get(big.strip(' -'), big.strip(' -'))} {coin.one if attribute else coin.many}"
    whole, _, part = number.partition(".")
    if len(part) != 2 or not coin.small:
        return f"{minus}{cardinal(number)} {coin.one if attribute or is_one(number) else coin.many}"
    whole_said = f"{cardinal(whole)} {coin.one if attribute or is_one(whole) else coin.many}"
    if part == "00":
        return minus + whole_said
    change = _change(coin, int(part), alone=whole == "0")
    return minus + (change if whole == "0" else f"{whole_said} {change}")


def _span(match: re.Match[str]) -> str | None:
    """`£5 to 10`, `$3 to $4bn`: the coin is said once, after both."""
    if match["again"] and not match["big"]:
        return None
    big = (match["big"] or "").strip(" -")
    large = f" {BIG.get(big, big)}" if big else ""
    return f"{cardinal(match['first'])} to {cardinal(match['last'])}{large} {_COINS[match['coin']].many}"


def _change(coin: Coin, number: int, alone: bool) -> str:
    said = cardinal(str(number))
    if number == 1:
        return f"{said} {coin.small}"
    if coin == _EURO and number > 9 and not alone:
        return said
    return f"{said} {coin.smalls or coin.small + 's'}"
