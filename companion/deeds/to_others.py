"""Tells whether a line is said to somebody else in the room: “Gaz mate, tell Shaz to put the sausages on in twenty minutes”.

Such a line asks nothing of her, whatever deed its words name: it calls somebody, sends word to somebody, or wants hands.
"""

from __future__ import annotations

import re

_CALLED = (
    r"(?:mum|mam|mammy|mummy|mom|dad|daddy|gran|granny|grandma|grandad|granda|grandpa|nan|nana|auntie|aunty|uncle|kids|lads|guys"
    r"|boys|girls|children|everyone|everybody|somebody|someone|son|sis|bro)"
)
_KINDLY = r"(?:mate|beta|pet|hon|lad|lass|son|hen|bro|luv|love|sweetheart|babe|bhai|didi|ji)"
_NO_NAME = (
    r"(?:ok|okay|right|thanks|thank|cheers|please|hey|hi|hello|oh|ah|well|yes|yeah|no|sorry|go|come|good|alright|grand|great|ta"
    r"|now|so|and|but|timer|alarm|reminder|my|your|that|this|it|on|do|dear|the|a|an)"
)
_TELLS = r"(?:'s|’s|\s+(?:is|was|has|had|and|or|says?|said|wants?|needs?|will|can|called|asked|told)\b)"
_ORDER = (
    r"(?:(?:please|just|quick|quickly|can|could|will|would|you|ya) )*(?:set|start|put|add|stick|write|jot|note|take|tell|remind"
    r"|wake|call|ring|get|give|cancel|stop|turn|bring|move|come|go|check|look|hold|mind|keep|watch|pass|make|read|count|time|don't"
    r"|what|when|where|did|do|have|is|are)\b"
)
_TO_ONE_CALLED = re.compile(
    rf"^\W*(?:(?:oi|hey|ah|here|listen|look)\W+)*"
    rf"(?:{_CALLED}(?: [A-Z]\w+)?(?!{_TELLS})|(?!{_NO_NAME}\b)[^\W\d]+ {_KINDLY})\s*[,!]\s+{_ORDER}",
    re.IGNORECASE,
)
"""Somebody is called by a name with a kind word, or as kin, and told to do something."""
_WORD_SENT = re.compile(
    r"^(?:\W*[^\W\d]+(?: [^\W\d]+)?[,!] +)?(?:(?:can|could|will|would) you )?(?:go (?:and )?)?tell (?!me\b|us\b|you\b)"
    r"(?:[A-Z][\w'’-]*|(?i:him|her|them|your \w+|the (?:kids|boys|girls|lads|others))) (?:to|that|not|it's|he|she|they|I)\b"
)
"""She carries no word to anybody."""
_HANDS = re.compile(
    r"^(?:\W*[^\W\d]+,? )?(?:please )?(?:can|could|will|would) (?:you|ya)(?: please| just)? (?:"
    r"take (?:the|that|those|my|your) [\w' ]*?\b(?:out|in|upstairs|downstairs|off the (?:heat|hob|stove|boil|cooker))\b"
    r"|turn (?:off|on|down|up) (?:the|that) (?:oven|hob|heating|cooker|gas|tap|kettle|grill|heat|rice|soup|light|lights|telly|tv)\b"
    r"|put (?:the|that|my|your) (?:kettle|oven|dinner|bins?|telly|tv|potatoes|rice|pasta|washing)\b"
    r"|let the (?:dog|cat|dogs|cats)\b|feed |walk the |fetch |pass (?:me|us|the) |pick (?:me|him|her|us|them|up) |hoover|stir "
    r"|drop (?:me|him|her|us|them) |collect |come (?:here|and|down|over|in|up|home)\b|(?:open|close|shut) the |mind the "
    r"|bring (?:me|us|in|down|up|the|that) (?!.*\b(?:forward|back)\b))",
    re.IGNORECASE,
)
"""What only somebody with hands can do."""
_OF_HERS = re.compile(
    r"\b(?:timers?|alarms?|remind\w*|lists?|calendar|diary|notes?|wake|appointments?|event|meeting)\b", re.IGNORECASE
)
_YOURS = (
    r"(?:(?:wash|brush|eat|finish|get|take|put|tidy|mind|watch|drink|do) your (?!time\b|list|notes?\b|reminders?\b|timer)"
    r"|bring (?:in|up|down|out|over) (?:the|that|those|my|your) |come (?:here|down|in|up|over|home) and (?!set (?:an?|the) "
    r"(?:timer|alarm))|hurry up\b|set the table\b)"
)
_OTHERS_NAME = re.compile(
    r"^\W*[A-Z][a-zéáíóúA-Z'’-]+[,!] (?:(?:did|were|don't) you\b|you(?:'d|'re|'ve|'ll)?\b(?! (?:can|could|might))"
    rf"|{_YOURS})"
)
"""Somebody is called by name and asked what only they know: “Aoife, did you put milk on your list”."""
_YOURS_FIRST = re.compile(rf"^\W*(?:\w+[,!] )?{_YOURS}", re.IGNORECASE)
_JOKE = re.compile(r"^\W*knock[, ]+knock\b|^\W*(?:why did the|what do you call an?)\b", re.IGNORECASE)
_ASKED_BACK = re.compile(
    r"\bremind me,? (?:your|his|her|their) \w+[\w ,]*\?\W*$|\bremind me,? your \w+\b", re.IGNORECASE
)
"""“Remind me your birthday” asks somebody for what was forgotten."""


def is_to_another(line: str, her_name: str = "") -> bool:
    """Whether the line is plainly meant for somebody else; `her_name`: who is called by it is she."""
    if her_name and re.match(rf"\W*(?:\w+\W+)?{re.escape(her_name)}\b", line, re.IGNORECASE):
        return False
    if _TO_ONE_CALLED.match(line) or _WORD_SENT.match(line) or _ASKED_BACK.search(line):
        return True
    if _JOKE.match(line) or _OTHERS_NAME.match(line):
        return True
    return bool(_HANDS.match(line) or _YOURS_FIRST.match(line)) and not _OF_HERS.search(line)
