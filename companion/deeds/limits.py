"""Knows a line that asks for what she cannot do: by the gate's patterns, or, in other words than theirs, by its likelihood."""

from __future__ import annotations

import re
from datetime import datetime

from companion.deeds.guesser import MOST_WORDS
from companion.deeds.likely import likelihood
from companion.gate.tempting import Temptation, temptation, temptation_of
from companion.gate.tempting_reader import FEWEST_WORDS as FEWEST_READ
from companion.gate.tempting_reader import read_temptation
from companion.memory.recall import TextEmbedder

CANNOT = "cannot"
"""The name of what no deed does, among the likely deeds."""
SURE = 0.85
"""From this probability on, by words and vector, a line is taken to ask for something that she cannot do."""
FEWEST_WORDS = 3
"""Shorter lines mean too little by themselves."""
DOUBTED, DOUBTED_BY_WORDS = 0.18, 0.1
"""Less likely than this, with a sentence vector and without one, a longer line that a pattern of the gate knows is only told: of
308 tempting lines 3 are so unlikely, of 29 ordinary ones 19."""
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|asked|used to|wish|imagine|suppose|would have|if only|yesterday|last (?:night|week|month|year)"
    r"|never|always|ago)\b",
    re.IGNORECASE,
)
_KINDS = tuple(
    (kind, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for kind, words in (
        (
            "sight",
            r"(?:can|do) you see|look at (?:me|this|these)|what colou?r\b|(?:does|do) (?:this|these)\b.*\b(?:suit|go with|match)"
            r"|how do i look|have a look at (?:me|this)|this (?:rash|photo|picture|label)",
        ),
        (
            "weather",
            r"weather|rain\w*|snow\w*|sunny|sun (?:be |going )?out|forecast|temperature|umbrella|frost|storm|warm (?:out"
            r"|today)|cold (?:out|today)",
        ),
        (
            "files",
            r"apps?\b|files?\b|folder|tabs?\b|chrome|browser|install|download|print|excel|google doc|word doc|mouse|click"
            r"|screen|log me|password|account|calculator|zoom|attach|usb|wi-?fi|photo of|screenshot|laptop|computer",
        ),
        (
            "calls",
            r"call\b|ring\b(?! roads?\b)"
            r"|phone\b|text\b|message|whatsapp|e-?mails?|mail\b|inbox|dm\b|post\b|tweet|voicemail|send\b|skype"
            r"|facetime|let \w+ know|tell \w+ (?:i|we|that)|instagram|facebook",
        ),
        (
            "music",
            r"play\b|songs?\b|music|radio|spotify|tracks?\b|albums?\b|volume|podcasts?\b|netflix|telly|tv\b|channel|episode|film\b"
            r"|movie|audiobook|sing\b|watch\b",
        ),
        (
            "news",
            r"news|headlines?|scores?\b|won\b|win\b|match\b|election|flight|traffic|strike|results?|lotto|shares?|stock|price"
            r"|delayed|timetables?|headlines?",
        ),
        (
            "errands",
            r"order|parcel|package|groceries|prescription|taxis?\b|cab\b|uber|book\b|buy|deliver\w*|reserve|tickets?\b|pay\b|transfer|renew|fetch|swiggy|pizza",
        ),
        (
            "home",
            r"lights?\b|lamps?\b|heat\w*|doors?\b|lock\b|oven|kettle|hoover|vacuum|car\b|alexa|boiler|curtains|blinds|bulbs?|thermostat"
            r"|fan\b|camera|alarm system|gate\b|washing|dishwasher|dim\b|turn (?:on|off|up|down)",
        ),
    )
)  # fmt: skip
"""What a line that surely asks for what she cannot do is about, by its words; the first that fits counts."""
_ELSE = "lookup"
_ENGLISH = re.compile(
    r"\b(?:the|an?|my|me|i|you|your|it|to|for|of|in|on|at|is|are|was|do|does|did|can|will|who|what|when|where|which|how|why|any|"
    r"look|find|search|check|get|show|tell|open|google)\b",
    re.IGNORECASE,
)
"""A word of any English request; a line without one (“asdf qwer zxcv”) asks for nothing."""


def limit_of(line: str, her_name: str, now: datetime, embedder: TextEmbedder | None) -> Temptation | None:
    """What the line tempts her to claim, with what she says instead; None for most lines."""
    found = temptation(line, her_name)
    if found is not None and len(line.split()) >= FEWEST_READ:
        vector = embedder.embed([line])[0] if embedder is not None else None
        if read_temptation(line, vector)[1] < (DOUBTED_BY_WORDS if vector is None else DOUBTED):
            return None
    if found is not None or not FEWEST_WORDS <= len(line.split()) <= MOST_WORDS or _TOLD.search(line):
        return found
    likely = likelihood(line, now, embedder)
    if not likely.whole or likely.deed != CANNOT or likely.likely < SURE:
        return None
    kind = kind_of(line)
    return temptation_of(kind) if kind != _ELSE or _ENGLISH.search(line) else None


def kind_of(line: str) -> str:
    """What a line that surely asks for what she cannot do is about: a table's name in the gate's tempting.toml."""
    return next((kind for kind, words in _KINDS if words.search(line)), _ELSE)
