"""Tells a line that words alone can answer (how to, what a word means, lasting facts) from one about now and here."""

from __future__ import annotations

import re

_LEAD = (
    r"^\W*(?:(?:so|and|but|well|ok|okay|right|hey|oh|um|uh|please|ada|do you know|can you tell me|could you tell me|"
    r"tell me|i wonder|any idea)\W+)*"
)
_DISH = r"(?:cook|make|bake|eat|fry|roast|serve|prepare|have)"
_COOKS = (
    r"(?:boil|roast|cook|bake|fry|steam|grill|simmer|poach|poached|knead|soak|marinate|freeze|defrost|thaw|brew|steep|"
    r"microwave|keep|store)"
)
_GENERAL = re.compile(
    _LEAD
    + r"(?:how (?:do|can|could|should|would|might) (?:i|we|one|people) (?!(?:look|seem|sound|feel|do|know|get (?:to|there|home|"
    r"back|from|into|in|out|on|off)|reach|log|connect|open|find you)\b)\w+"
    r"|how (?:do|can|would) you (?:say|spell|pronounce|make|cook|bake|clean|remove|tie|play|grow|cut|write|draw|sew|knit|treat|"
    r"mend|peel|poach|boil|fold|win)\b"
    r"|how to \w+"
    rf"|how long (?:does it take to|should (?:i|you|we)|do (?:i|you|we)|must (?:i|you|we)|to|can (?:i|you|we)) {_COOKS}\b"
    r"|why (?:is|are|do|does|did|was|were|can|can't|don't|doesn't)"
    r"(?: (?!(?:you|your|i|my|me|he|she|we|they|it|this|that|our|his|"
    r"her|there)\b)\w+)+"
    r"|what(?:'s| is| are| was| were) (?:the |an? )?(?:\w+ )?(?:capital|currency|population|plural|opposite|meaning|difference|"
    r"definition|origin|symbol|purpose|language|best way|good way|easiest way|synonym|past tense|recipe)\b"
    r"|what(?:'s| is| are) the (?!near|lat|cheap|close)\w{2,}est (?!way|train|bus|flight|shop|time|date|day)"
    r"(?!.*\byou)[a-z]+\b"
    r"|(?:which|what) (?:countries|country|animals?|planets?|metals?|birds?|trees?|continents?|oceans?|seas?) "
    r"(?!(?:is|are) (?:my|this|that|these|it|the)\b)\w+"
    r"|what goes (?:well |best )?with (?!(?:my|this|these|that)\b)\w+|what happens (?:when|if) (?:you|one|people) "
    r"|how (?:hot|cold|bright) (?:is|are) the (?:sun|moon|stars|earth|poles)\b"
    r"|what(?:'s| is) an? (?:good|nice|funny|pretty) (?:name|present|gift|word|title|book|recipe|excuse|joke|way)\b"
    r"|what does \w+ mean\b|what do (?:you|people|we) call an?\b|what rhymes with\b|(?:what|which) language\b"
    rf"|what (?:should|could|can|shall|would) (?:i|we) (?:do about|wear|give|say|write|read|use|plant|buy|{_DISH})\b"
    r"|who (?:wrote|invented|painted|discovered|composed|founded|built|directed|designed)\b"
    r"|how (?:tall|high|deep|big|heavy|fast|old) (?:is|are|was) (?!(?:you|it|he|she|they|my|your|this|that|our|his|her|i)\b)\w+"
    r"|how far (?:away )?(?:is|are) the (?:moon|sun|stars|earth|planets)\b|how many people live in \w+"
    r"|(?:(?:can|could|would|will) you )?(?:please )?(?:translate|explain|define|spell)\b"
    r"(?! (?:this|the|my|that|these) (?:page|letter|file|document|screen|"
    r"sign|label|text|mail|message|article|photo|picture)\b)"
    r"|(?:(?:can|could|would|will) you )?(?:please )?(?:give|find|think of) (?:me )?"
    r"(?:an?|some|another|two|three|four|five|ten|\d+) "
    r"(?:\w+ )?(?:recipe|idea|tip|example|name|reason|synonym|rhyme|word|title|suggestion)s?\b"
    r"|(?:(?:can|could|would|will) you )?(?:please )?help me (?:to )?(?:word|phrase|write|draft|find words|find a title)\b"
    r"|(?:explain|something (?:interesting|funny|nice) about|what is|what are) \w+ in (?:simple|plain|short)\b)",
    re.IGNORECASE,
)
_HERE_AND_NOW = re.compile(
    r"\b(?:now|today|tonight|tomorrow|yesterday|currently|at the moment|"
    r"this (?:morning|afternoon|evening|week|weekend|month|year)|"
    r"lately|latest|news|weather|forecast|traffic|scores?|timers?|alarms?|remind(?:er|ers)?|"
    r"lists?|notes?|calendar|diary|appointments?|"
    r"outside|near (?:me|here)|around here|price|cost|delayed|(?:what|the|which) (?:time|date|day)\b|"
    r"o'clock|down|send|email it|"
    r"for me on|on my (?:phone|laptop|computer|screen)|app|file|folder|wi-?fi|password|printer|we (?:talk|said|agreed)|"
    r"i (?:said|told|mentioned)|you (?:said|told|mentioned)|you and i)\b",
    re.IGNORECASE,
)


def asks_in_general(line: str) -> bool:
    """Whether words alone can answer this line, so that it asks for no deed, no look at the world and no memory."""
    return bool(_GENERAL.search(line.replace("’", "'"))) and not _HERE_AND_NOW.search(line)


_FACT = re.compile(
    _LEAD
    + r"(?:what(?:'s| is| are| was| were| does)|which|who|why|what (?:countries|country|animals?|planets?|metals?|birds?|trees?|"
    r"continents?|oceans?|seas?|language|do (?:people|you|we) call)|"
    r"how (?:tall|high|deep|big|heavy|fast|old|far|hot|cold|many))\b(?! (?:an? )?(?:good|nice|funny|pretty|best|goes)\b)",
    re.IGNORECASE,
)


def asks_for_a_fact(line: str) -> bool:
    """Whether the line asks about something lasting that has one right answer, such as a capital or who painted what."""
    return asks_in_general(line) and bool(_FACT.search(line.replace("’", "'")))
