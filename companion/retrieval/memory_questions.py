"""Decides by patterns whether a line asks for something she can only know from the memory.

That is a question about the user's own life (“Where does my sister live?”, “When did I …”), about what was said (“What did we
talk about”), or a request to remember (“Remind me …”). Not: what they should do, how something is done, how they seem, or
anything about her. Speech has no question marks, so the order of the words decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from companion.text.openers import DRAWN_OUT, any_opener

_LONGEST = 2000
"""Characters of a line that are read."""


def asks_for_memory(text: str, names: Iterable[str] = ()) -> bool:
    """Whether any sentence of the line asks for a memory; `names`: people the user has spoken of."""
    named = "|".join(re.escape(name) for name in names if name.strip())
    known = rf"(?:{named})" if named else _NOBODY
    return any(_asks(part, known) for part in _parts(with_apostrophes(text[:_LONGEST].replace("’", "'"))))


def with_apostrophes(text: str) -> str:
    """The text with apostrophes that were left out: “whats my moms job” → “what's my mom's job”."""
    for pattern, right in _SPELLINGS:
        text = pattern.sub(right, text)
    return text


def _parts(text: str) -> Iterator[str]:
    """The sentences of a text; of a question also the parts after each comma."""
    for sentence in re.findall(r"[^.!?…;\n]+[.!?…;]*", text):
        parts = [sentence] if "?" not in sentence else [sentence, *sentence.split(",", 8)[1:]]
        yield from (part.strip(_AROUND) for part in parts)


def _asks(sentence: str, known: str) -> bool:
    lead = re.match(_LEAD.replace("KNOWN", known), sentence, re.IGNORECASE)
    core = sentence[lead.end() :].strip(_AROUND) if lead else sentence
    if _found(_NOT, core, known, re.search):
        return False
    forms = [*_CALLS, *_OWN_LIFE]
    if lead and re.search(r"\b(?:know|tell me|idea|wonder\w*|remind me)\b", lead[0], re.IGNORECASE):
        forms += _REPORTED
    return _found(forms, core, known, re.match)


def _found(patterns: Iterable[str], text: str, known: str, find: Any) -> bool:
    return any(find(pattern.replace("KNOWN", known), text, re.IGNORECASE) for pattern in patterns)


_SPELLINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), right)
    for pattern, right in (
        (r"\b(what|where|who|how|when|that|there|he|she)s\b", r"\1's"),
        (r"\b(i)m\b", r"\1'm"),
        (r"\b(i|you|we|they)ve\b", r"\1've"),
        (r"\b(do|does|did|is|are|was|were|have|has|had|ca|wo|could|would|should)nt\b", r"\1n't"),
        (
            r"\b(my|our) (mum|mom|mother|dad|father|sister|brother|son|daughter|wife|husband|partner|girlfriend|boyfriend|aunt|"
            r"uncle|cousin|niece|nephew|gran|grandma|grandpa|boss|stepdad|stepmom|roommate|neighbou?r|friend|dog|cat)s "
            r"(?!(?:are|were|have|had|do|did|live|work|like|love|and|or|now|who|in|at|to|all|both)\b)(?=\w)",
            r"\1 \2's ",
        ),
    )
)
_AROUND = " ,-–—\"“”'?!."
_NOBODY = "(?!)"
"""A pattern that never matches."""


_OPENERS = any_opener(
    r"hey|hi|hello|er+|hm+|okay|ok|right|now|anyway|wait|actually|sorry|please|then|listen|look|see|quick question|pop quiz|"
    r"excuse me|tell me|by the way|one more thing|just curious|out of curiosity|i wonder|i was wondering|"
    r"(?:do|would) you (?:still |even |happen to )?know|(?:can|could|will|would) you (?:please )?tell me|any idea|"
    r"(?!KNOWN)\w+(?=,)",
    DRAWN_OUT,
)
_LEAD = rf"(?:{_OPENERS}[\s,]+)+"
"""What may come before a question; also “tell me” and “do you know”, which make a question of what follows."""

_RELATION = (
    r"(?:\w+ )?(?:mum|mom|mother|dad|father|parents?|sister|brother|siblings?|son|daughter|kids?|child|children|wife|husband|"
    r"partner|girlfriend|boyfriend|fianc\w+|ex|aunt\w*|uncle|cousin|niece|nephew|gran\w*|grand\w+|friend|flatmate|roommate|"
    r"neighbou?rs?|boss|colleague|teacher|doctor|dentist|therapist|vet|landlord|landlady|dog|cat|pet|horse|family)\b"
)
_MY = r"(?:my|our)"
_BE = r"(?:is|'s|are|'re|was|were)"
_DO = r"(?:do|does|did|has|have|had|'d|'s)"
_WH = (
    r"(?:(?:in|on|at|for|to|from|with|since) )?"
    r"(?:what|who|whom|whose|where(?:abouts)?|when|which|how old|how long|how many|how much|how often|how far|how tall|what time)"
)
_THING = r"(?: (?!did\b|do\b|does\b|have\b|has\b|is\b|was\b|were\b|are\b|am\b|should\b|can\b|could\b|would\b)\w+){0,3}"
"""“Which *bus* …”, “what kind of car …”."""

_CALLS = [
    r"(?:do|did|don't|can|can't|could|will|would)? ?you (?:still |even |really |ever |not |also )*(?:remember|recall)\b",
    r"remember (?:when|what|how|where|who|which|my|our|the time|that time|the \w+)\b",
    r"(?:(?:can|could|will|would) you (?:please )?)?remind me (?!to\b|in\b|at\b|tomorrow|later|tonight|every|on\b)",
    r"what (?:all )?do you (?:actually |really )?(?:know|remember|have) (?:about|of|on) (?:me|my|us|KNOWN)\b",
    r"(?:did|have|had|haven't|didn't) (?:i|we) (?:ever |already |not |really |actually )*"
    r"(?:tell|told|say|said|mention\w*|talk\w*|speak|spoken|discuss\w*)\b",
    rf"{_WH}{_THING} (?:did|have|had|was|were) (?:i|we) (?!just)(?:ever |already |last )*"
    r"(?:tell|told|say|said|saying|mention\w*|talk\w*|speak\w*|spoke\w*|discuss\w*|decide\w*|agree\w*|leave off|promise\w*|call)\b",
    rf"(?:{_WH}|why|how)\b.* (?:i|we) (?:told|mentioned|talked about|were talking about|spoke about|said)\b",
    rf"(?:{_WH}|why){_THING} (?:did|had) you (?:say|tell|suggest|recommend|promise|mention|advise|call)\b.*\w",
    r"what was it (?:i|we|you) (?:said|told|wanted|called|mentioned|suggested|recommended)",
    r"i (?:can't|cannot|don't|can never|couldn't) (?:quite )?(?:remember|recall) "
    r"(?:what|who|where|when|which|if|whether) (?:i|you|we|my)\b",
    r"i (?:forget|forgot|have forgotten|'ve forgotten) "
    r"(?:what|who|where|when|which|if|whether) (?:i|you|we|my) .*(?:said|told|call)",
    r"(?:about|what you know about) (?:my (?!day|idea|plan)\w+|our \w+|KNOWN)(?:$| )",
]
"""Requests to remember, and questions about what was said. “Tell me” is removed before, hence “about my sister”."""

_OWN_LIFE = [
    r"(?:which|who|how many) of (?:my|our) \w+",
    rf"{_WH}{_THING} ?{_BE} (?:the \w+ (?:of|for) |(?:in|on|with|at|for|from) )?{_MY} ",
    rf"{_WH}{_THING} {_BE} (?:the \w+ (?:of|for) )?KNOWN\b",
    rf"{_WH}{_THING} ?{_DO} (?:{_MY} \w+|KNOWN)\b",
    rf"(?:how|why) (?:did|has|had|have|does|do|{_BE}) (?:{_MY} {_RELATION}|KNOWN)\b",
    rf"(?:how|why) (?:did|had) {_MY} \w+",
    rf"{_WH}{_THING} (?:do|did|have|had|was|were|am|'ve) (?:i|we)\b(?! (?:do|to do|doing|even|just)$)",
    r"why (?:did|was|had) (?:i|we) ",
    r"how (?:did|do) (?:i|we) (?:meet|know|get to know|take (?:my|our)|like my|celebrate|spend|"
    r"feel (?:about|after|when|while)|get (?:to work|the))\b",
    r"how did (?:i|we) .*(?:last|yesterday|when|on|in)\b",
    rf"(?:is|are|was|were|does|did|has|have|had) (?:{_MY} {_RELATION}|KNOWN)\b",
    r"(?:do|did|have|had) (?:i|we) (?:ever |already |still |really |usually |often |normally )*"
    r"(?:have|had|own|like|love|hate|live|work|take|play|drink|eat|drive|speak|prefer|go|went|gone|been|be|meet|met|see|seen|"
    r"visit|visited|buy|bought|study|studied|finish|finished|call|called|pay|paid|book|booked|want|get|got|read|watch|watched|"
    r"try|tried|do|done|know|use|used|make|made|start|started|quit|move|moved|feed|fed|lose|lost|leave|left|put|grow|learn)\b",
    r"am i (?:allergic|vegetarian|vegan|married|single|engaged|divorced|left-handed|right-handed|a vegetarian|a member)\b",
    r"(?:was|were) (?:i|we) (?:in|at|on|with|born|ill|sick|there|away|home|working|living)\b",
    r"(?:when|where|what time|how soon|on which day|which day) (?:will|'ll) (?:i|we|KNOWN|my \w+) ",
    r"what did the (?:doctor|dentist|vet|therapist|landlord|landlady|boss|lawyer|mechanic|nurse|teacher|bank|school|police)\b",
    rf"{_WH} (?:is|'s|was|are|were) (?:mum|mom|dad|grandma|grandpa|granny|nan|gran)\b",
    rf"(?:what|who|where|when|which)'?s? happen(?:ed|s)? (?:to|with|between|at) (?:{_MY} \w+|KNOWN|me)\b",
    rf"(?:who|what|which){_THING} (?:\w+ed|gave|made|sent|taught|bought|brought|got|happened to) (?:me|my|us|our)\b",
    r"who \w+s (?:me|my|us|our)\b",
    rf"{_WH}{_THING} ?{_BE} the .*\b(?:i|we) (?:\w+ed|got|went|had|saw|bought|made|read|wrote|met|ate)\b",
    r"who am i (?:seeing|meeting|visiting|married|going|dating)\b",
    r"(?:is|are|was|were) there (?:an?|any|some)\w* .*\b(?:i|we) "
    r"(?!can\b(?!')|could|should|might|would|feel|forget|win|have to)[\w']+",
    rf"(?:is|was) it (?:an?|the|in|on|at|with|to) (?!.*\b(?:idea|time|sin|crime|problem|shame|near|to \w+) )"
    rf".*\b(?:{_MY} {_RELATION}|KNOWN)\b",
    rf"(?:what|who|where|which){_THING} (?:can't|cannot|couldn't|won't|doesn't|didn't|isn't) "
    rf"(?:{_MY} {_RELATION}|KNOWN\b|i (?:eat|have|drink|take)\b)",
    r"why (?:did|don't|didn't|won't) i (?!just|need|have to|feel|always|keep|get|even|bother|think|say|sleep|fall|stop|cry)\w+",
    r"(?:my (?!god\b|word\b|goodness\b|dear\b|friend\b)[\w-]+|our [\w-]+|KNOWN)(?:'s)?(?: \w+)?, "
    r"(?:what|where|when|how \w+)(?:'s| is| was| are| were| do| does| did| has| had)\b",
]
"""Questions about the user's life."""

_REPORTED = [rf"{_WH}{_THING} (?:i|we|our \w+|my \w+|KNOWN|you know about (?:me|my|us))\b"]
"""Indirect questions after “do you know” or “tell me”: “where I work”, “what my dog is called”."""

_NOT = [
    r"\byou (?:really |honestly |actually )?(?:think|reckon|believe|feel|suppose|suggest|recommend|"
    r"advise|guess|want|like|prefer|mind|see|say to|rather)\b(?!.*\b(?:yesterday|last|ago|earlier|before|told|said)\b)",
    r"^(?:what|why|how|where|who|when|which)\b[^,]*\b(?:should|shall|can(?!')|could(?!n')|would|might|must|may) (?:i|we|my|our)\b",
    r"^(?:what|who|where|when|how)\b.*\bthe (?:capital|population|president|prime minister|currency|flag|king|queen|history|"
    r"meaning|height|area|author|director|inventor|definition|weather|time|distance|plot|size) (?:of|in|to|between)\b(?! my\b)",
    r"^what(?:'s| is| was| are)?(?: the)? (?:wrong|matter|up|problem|point|deal|issue|going on)\b",
    r"^what(?: am| do) i (?:do|even|gonna|going to|supposed to|doing|have to do|need to do)\b(?! for (?:a living|work))",
    r"^what (?:did|was|had|have) i (?:do|done|ever do|thinking|expect\w*|miss|say wrong|get myself into)\b"
    r"(?! (?:on|last|yesterday|in|this|that day|for|with|at|when|after|before|today)\b)",
    r"^(?:what|who|where|when|how|did|have|was)\b.*\bi just\b",
    r"^what did you (?:just )?(?:say|mean|call me)(?: just now| again| there)?$",
    r"^where (?:was|were) (?:i|we)$",
    r"^do i (?:have|need|want|get) to\b",
    r"^do i (?:have|need) (?:a choice|time|any choice|your)\b",
    r"^do i know (?:that|it|what|how)\b",
    r"^(?:did|have) i (?:wake|disturb|interrupt|do (?:something|anything|it|that|well|wrong|right|ok|okay)|"
    r"make sense|get (?:that|it) right|miss (?:something|anything)|hurt|upset|say (?:something|that|it) (?:wrong|out loud|right)|"
    r"become|lost my mind|gone mad)\b",
    r"^(?:do|did|am|was) i (?:look|sound|seem|make (?:any|a|you|it)|being|too|so|"
    r"wrong|right|boring|a bad|a good|mad|crazy|alone)\b",
    r"\bmy (?:own )?(?:mind|point|fault|question|purpose|chances|options|horoscope|problem|best option|next step|best bet|idea|"
    r"poem|voice|accent|outlook|story|joke)\b",
    r"^how (?:is|'s|are) my (?:hair|accent|english|day|life|grammar|timing)\b",
    r"^(?:what|how) about\b",
    r"^how do (?:i|we) (?!meet|know\b|take my|take our|like my|celebrate|spend|feel about|get to work)",
    r"^(?:remember|keep in mind) (?:that|to|this|it)\b",
    r"\bwhat my (?:sister|brother|mother|mum|mom|dad|boss|neighbou?r|friend|dog|cat|son|daughter|\w+) (?:just )?(?:did|said)$",
]
"""No questions to the memory: opinions, advice, how-to, whether she heard, rhetoric, and commands to remember."""
