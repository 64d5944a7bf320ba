"""Makes examples of how she answers out of a card's dialogues; what is not fit for her is named with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from companion.cards import words
from companion.care.detection import detect
from companion.character import ExampleExchange
from companion.gate.other_claims import other_claims
from companion.gate.romance import romantic
from companion.gate.self_claims import claims
from companion.gate.tempting import temptation
from companion.text import style
from companion.text.sentences import split

MOST = 8
"""Exchanges that are taken."""
LONGEST = 200
"""Characters of a line or a reply."""
READ = 1000
"""Characters of a message that are read: cutting a long one into sentences takes seconds."""
_ACTION = re.compile(r"\*{1,3}[^*]{1,2000}\*{1,3}|_[^_]{1,2000}_|\([^()]{1,2000}\)|\[[^\[\]]{1,2000}\]")
_CALLED = re.compile(r",\s*\{\{(?:user|char)\}\}|\{\{(?:user|char)\}\}\s*,\s*", re.IGNORECASE)
_UNFIT = re.compile(r"[<>{}\[\]()|#*`_\\~=^]|https?:|www\.", re.IGNORECASE)
_SPEAKER = re.compile(r"(?:^|\s)[A-Z][\w'’-]{0,30}:(?:\s|$)")


def exchanges(text: str, name: str) -> tuple[list[ExampleExchange], list[tuple[str, str]]]:
    """Up to `MOST` exchanges that fit, and of the others what she answered there and why it is left out.

    `text` is the card's mes_example, `name` what its character is called.
    """
    good: list[ExampleExchange] = []
    bad: list[tuple[str, str]] = []
    for line, reply in _pairs(text, name):
        exchange = ExampleExchange(_short(line), _short(reply))
        if why := unfit(exchange):
            bad.append((" ".join(reply.split())[:80], why))
        elif len(good) == MOST:
            bad.append((exchange.reply[:80], f"{MOST} examples are enough"))
        else:
            good.append(exchange)
    return good, bad


def unfit(exchange: ExampleExchange) -> str:
    """Why she may not answer so; empty if she may."""
    both, reply = f"{exchange.line} {exchange.reply}", exchange.reply
    if not any(map(str.isalpha, exchange.line)) or not any(map(str.isalpha, reply)):
        return "it says nothing; it only tells what somebody does"
    if _UNFIT.search(both) or _SPEAKER.search(both):
        return "it holds code, a link, or somebody else's words"
    if words.find("sexual", both) or words.find("romance", both) or romantic(reply):
        return "she is nobody's lover"
    if not words.english(both):
        return "it is not in English, and her rules can read only English"
    if detect(exchange.line) or detect(reply):
        return "it speaks of danger, and for that she has written answers"
    if any(True for _ in claims(reply)) or any(True for _ in other_claims(reply, [exchange.line])):
        return "it tells of a body, a past or something she did; she is software, and says so"
    if temptation(exchange.line):
        return "it asks for something software can't do or have, and for that she has written answers"
    if style.cliches(reply) or words.find("orders", both):
        return "it is an assistant's phrase, or gives orders to her mind"
    return ""


def _pairs(text: str, name: str) -> Iterator[tuple[str, str]]:
    """What the user said and what the character answered right after it."""
    her = re.compile(rf"\s*(?:\{{\{{char\}}\}}|<bot>|{re.escape(name)})\s*:(.*)", re.IGNORECASE | re.DOTALL)
    you = re.compile(r"\s*(?:\{\{user\}\}|<user>|user|you)\s*:(.*)", re.IGNORECASE | re.DOTALL)
    for block in re.split(r"<START>", text, flags=re.IGNORECASE):
        spoken: list[tuple[str, str]] = []
        for row in block.splitlines():
            if found := her.fullmatch(row):
                spoken.append(("her", found[1]))
            elif found := you.fullmatch(row):
                spoken.append(("you", found[1]))
            elif spoken:
                spoken[-1] = (spoken[-1][0], f"{spoken[-1][1]} {row}")
        for (first, line), (second, reply) in pairwise(spoken):
            if (first, second) == ("you", "her"):
                yield line, reply


def _short(text: str) -> str:
    """What is said in a message: without what is acted out, two sentences at most."""
    said = _CALLED.sub("", _ACTION.sub(" ", text[:READ])).translate({ord(mark): None for mark in '"“”«»'})
    two = " ".join(split(" ".join(said.split()))[:2])
    return two if len(two) <= LONGEST else split(two)[0][:LONGEST].rsplit(" ", 1)[0]
