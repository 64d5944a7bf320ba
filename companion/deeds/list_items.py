"""Takes apart what is to be put on a list: “milk, two loaves of bread and some eggs”."""

from __future__ import annotations

import re

from companion.deeds.list_names import first_small

_WHOLE = re.compile(
    r"(?:mac(?:aroni)? and cheese|fish and chips|gin and tonic|rum and coke|half and half|peanut butter and jelly"
    r"|salt and vinegar\b.*"
    r"|cheese and onion\b.*|sweet and sour\b.*|bread and butter pickles|pen and paper|ham and cheese\b.*|wipe and"
    r" clean\b.*)",
    re.IGNORECASE,
)
"""Names of one thing with an “and” in it."""
_COMMAS = re.compile(
    r"\s*(?:[,;]|\.\s|\n)\s*(?:and |then |also |plus |oh and )?|\s+(?:plus|as well as|and also"
    r"|and then|also)\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_VERB = re.compile(
    r"(?:ask|bake|bring|book|buy|call|cancel|change|charge|check|chase|clean|clear|collect|cook|descale|do|draw"
    r"|dust|email|empty|feed"
    r"|fetch|fill|find|finish|fix|fold|get|give|go|hang|hoover|iron|learn|look|make|measure|mend|mop|mow|move"
    r"|order|organi[sz]e|pack"
    r"|paint|pay|phone|pick|plan|plant|post|practi[sc]e|prepare|print|put|read|renew|replace|replies|reply|return"
    r"|ring|send|sew|sign"
    r"|sort|start|sweep|take|tell|text|throw|tidy|top|turn|update|vacuum|visit|walk|wash|water|weed|wipe|wrap"
    r"|write)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:and|also|then|plus|some|some more|a bit of|oh|um+|uh+|the following:?|these:?|things:?|we need|i"
    r" need|need)\b[,:]? ?)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[ ,]+(?:too|as well|please|also|and that|for me|thanks|thank you|while you're at it"
    r"|again)$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"^(?P<before>.*?)[, ]*\b(?:no|wait|sorry|actually)[, ]+(?:not|no) (?:the )?(?P<not>[\w'-]+)"
    r"(?:,? (?:we|i)(?:'ve)?(?: have)?(?: got)?(?: the| some)? (?P=not))?(?:[, ]+(?P<rest>.*))?$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"^(?P<before>.*?)(?P<not>[\w'-]+)(?:,? (?:no|sorry|wait|i mean|i meant|make that))+,?"
    r" (?P<rest>[\w' -]+)$",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    r"(?:remind (?:me|us)|set (?:a|an|the|my|another|me)\b|wake (?:me|us)|start (?:a|an|the) |tell me|what(?:'s|"
    r" is| are| do)\b|how (?:many|long"
    r"|much)|play |(?:make|take|write) (?:a |me a )?note|note (?:that|down)|put .* on (?:the|my)|add .* to (?:the"
    r"|my)|take .* off|show me"
    r"|read me|cancel (?:the|my)|can you|could you|will you|would you|don't|stop )",
    re.IGNORECASE,
)
"""What is another request, no thing for a list."""
_TELLS = re.compile(
    r"^(?:i|we|he|she|they)(?:'\w+)? \w+|\b(?:before|because|cos|when|if|until|since) (?:i|we|he|she|they|it|the)\b",
    re.IGNORECASE,
)
"""“I don't want that on it”, “quick before he wakes” are no things."""
_ON_LIST = re.compile(r"\b(?:to|on|onto|off|from) (?:the|my|our) [\w' -]*\blist\b", re.IGNORECASE)
_NO_ITEM = re.compile(
    r"(?:me|him|her|us|them|you|yourself|myself|it|that|this|these|those|so|one|something|anything|everything"
    r"|nothing|someone|a few things"
    r"|some things?|things?|stuff|some stuff|two things|an item|items?|more|another(?: thing| item)?|my name|your"
    r" name|us both|both of us)",
    re.IGNORECASE,
)
LONGEST = 120


def items_of(words: str, things_to_do: bool = False) -> tuple[str, ...] | None:
    """The things that these words name, one after the other; empty for “it”, None if they ask for something else."""
    words = words.strip(" ,.:;-")
    taken = ""
    if found := _NOT.match(words):
        taken = found["not"]
        words = ", ".join(part for part in (found["before"], found["rest"]) if part)
    elif found := _INSTEAD.match(words):
        words = f"{found['before']}{found['rest']}"
    items: list[str] = []
    for part in _COMMAS.split(words):
        for piece in _split(part, things_to_do):
            item = _AFTER.sub("", _BEFORE.sub("", piece.strip())).strip(" .,:;-")
            if _REQUESTS.match(item) or _TELLS.search(item) or _ON_LIST.search(item) or len(item) > LONGEST:
                return None
            if taken:
                item = re.sub(rf"(?:^| ){re.escape(taken)}\b", "", item, flags=re.IGNORECASE).strip()
            if item and item.lower() not in [one.lower() for one in items]:
                items.append(item)
    if any(_NO_ITEM.fullmatch(item) for item in items):
        return (
            ()
            if len(items) == 1
            and not re.fullmatch(
                r"(?:me|him|her|us|you|yourself|myself|my name|your"
                r" name|us both|both of us)",
                items[0],
                re.I,
            )
            else None
        )
    if len(items) > 1 and all(item[0].islower() for item in items[1:]):
        items[0] = first_small(items[0])
    return tuple(items)


def _split(part: str, things_to_do: bool) -> list[str]:
    if _WHOLE.fullmatch(part.strip()):
        return [part]
    pieces = _AND.split(part)
    if not things_to_do and not _VERB.match(part.strip()):
        return pieces
    joined = pieces[:1]
    for piece in pieces[1:]:
        if _VERB.match(piece.strip()):
            joined.append(piece)
        else:
            joined[-1] += f" and {piece}"
    return joined
