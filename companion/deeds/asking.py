"""Takes the courtesies off a line that asks for something: “Could you please set a timer, Ada?” becomes “set a timer”."""

from __future__ import annotations

import re

_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " "})
_OPENERS = (
    r"hey|hi|hello|ok|okay|oh|ah|so|and|but|well|right|now|then|um+|uh+|er+|erm+|hm+|also|alright|all right|yes|yeah|yep|sure"
    r"|great|thanks|thank you|actually|please|just|quickly|quick question|one more thing|listen|look|say|darling|dear|sorry"
    r"|excuse me|good morning|good evening|by the way|(?:first|next|finally)(?=,)|in the meantime|meanwhile|be a dear and|yo"
    r"|abeg|right so"
    r"|one thing|go on|come here|be a star and|be an angel and|do me a (?:solid|favou?r) and|while you're (?:at it"
    r"|there)|like"
)
_REQUESTS = (
    r"(?:can|could|would|will|might|may|wud|cud) (?:you|u|ya)"
    r"(?: (?:please|just|maybe|possibly|perhaps|quickly|kindly|be so kind as to|also))*"
    r"|i(?:'d| would) (?:like|love|want) you to|i (?:need|want) you to|you (?:should|must|can|could|may)|go ahead and"
    r"|(?:would|do) you mind|be so (?:kind|good) as to|do me a favou?r and|i was wondering if you could|if you could"
    r"|if you(?:'d| would| wouldn't mind| can| will)(?: be so (?:kind|good) as to)?|i'd be glad if you'd|you might"
    r"|would ya|could ya|can ya"
    r"|would it be possible to|is it possible to|are you able to|let's|let us|please|just|quickly|kindly|maybe|perhaps"
)
_CLOSERS = (
    r"please|pretty please|for me|now|right now|thanks|thank you|thanks a lot|cheers|will you|would you|can you|could you"
    r"|if you (?:can|could|would|will|like|please|don't mind)|ok|okay|then|real quick|quickly|when you (?:can|get a chance)"
    r"|that(?:'d| would) be (?:lovely|great|grand|good|nice|perfect|wonderful|brilliant|ideal|a help|helpful|super|class)"
    r"|there would (?:ya|you)|would ya|will ya|could ya|can ya|like a good (?:girl|one)|like|rn|presently|exactly"
    r"|or what|pronto|if you would"
    r"|darling|dear|love|right away|straight away|at once"
)
_ASKS = re.compile(
    r"(?:and |then |also |plus |so |or |oh |now )*(?:(?:what|how|why|who|where|when|which|can|could|do|does|did|is|are"
    r"|will|would|should"
    r"|shall|may|have you|has)\b(?:'s)?|(?:set|start|put|add|remind|wake|take|write|note|jot|make|cancel|stop|tell|give"
    r"|play|call|show"
    r"|read|list|move|delete|remove|clear|turn|open|find|search|ring|text|send|let me know|shout|count|time me|don't let)\b)"
    r"|.*\b(?:timers?|alarms?|reminders?|calendar|shopping list|to do list|(?:on|to) (?:the|my) list)\b",
    re.IGNORECASE,
)


def asks_something(clause: str) -> bool:
    """Whether a part of a line sounds like a question or an order, so that it must not be passed over as only telling."""
    return bool(_ASKS.match(clause.strip()))


def as_asked(line: str, her_name: str = "", closing: bool = False) -> str:
    """The line without greetings, her name, “could you please” and final marks; its upper and lower case stay.

    `closing`: its end stays as it is, “please” and marks and all: for what is kept word for word.
    """
    text = _SPACE.sub(" ", line.translate(_QUOTES)).strip()
    name = f"|{re.escape(her_name)}" if her_name else ""
    opener = re.compile(rf"(?:{_OPENERS}{name})(?:[,.!:;…-]+\s*|\s+)(?=\w)", re.IGNORECASE)
    request = re.compile(rf"(?:{_REQUESTS})[, ]\s*(?=\w)", re.IGNORECASE)
    closer = re.compile(rf"[, ]\s*(?:{_CLOSERS}{name})\s*[.!?…,]*$", re.IGNORECASE)
    text = text if closing else text.rstrip(" .!?…,;:-")
    before = None
    while before != text:
        before = text
        for one in (opener, request):
            if found := one.match(text):
                text = text[found.end() :]
        if closing:
            continue
        if (found := closer.search(text)) and found.start() > 0:
            text = text[: found.start()]
        text = text.rstrip(" .!?…,;:-")
    return text
