"""Decides whether a sentence, in lower case, is a sincere statement about the speaker's life.

What looks like a question, a supposition, a joke, somebody else's words, a dream or a story gives no fact, even if now and then
it would have been one.
"""

from __future__ import annotations

import re

from companion.text.openers import any_opener

_JOKING = re.compile(
    r"\b(?:just )?(?:kidding|joking)\b|\bonly (?:a joke|teasing)\b|\bha ?ha\b|\blol\b|\b/s\b|\bpull(?:ing)? your leg\b|"
    r"\bas a joke\b"
    r"|\b(?:i'm|i am|was) lying\b|\bnot really true\b|[.!?…]\s+not\W*$"
)
_FICTION = re.compile(
    r"^\W*(?:(?:so|and|but|well|um)\W+)*(?:the|this|that|a|one) (?:\w+ )?(?:book|novel|film|movie|song|poem|story|show|"
    r"series|play|"
    r"podcast|episode|game|character|sketch|joke)\b|"
    r"\b(?:tell|told|heard|hear|know|here's) (?:you )?(?:a|this|that|the|one|my) (?:\w+ )?(?:joke|story|riddle|one)\b|"
    r"\b(?:i (?:dreamt|dreamed)|(?:in|had) (?:my|a|the) (?:\w+ )*(?:dream|nightmare)|let's pretend|pretend|imagine|"
    r"suppose|"
    r"hypothetically|let's say|let us say|role-?play|(?:my|the|this|a) (?:\w+ )?(?:character|protagonist|narrator|hero|"
    r"heroine)|"
    r"(?:in|from) (?:the|a|this|that|my|his|her) (?:\w+ )*(?:book|novel|film|movie|song|series|show|play|poem|story|"
    r"episode|"
    r"game|video|podcast|article|joke)|(?:book|novel|film|movie|story|song|poem|series|joke) (?:about|where|in which|"
    r"called|goes)|"
    r"(?:the|this|a) (?:\w+ )?(?:song|lyrics?|line|poem|chorus|joke|saying|proverb|quote|film|movie|novel) "
    r"(?:goes|says|is|was|begins|starts|ends)|(?:there's|it's) a (?:line|song|poem|joke|saying)|lyrics?|on the radio|"
    r"on (?:tv|telly)|"
    r"in (?:another|a past|my next|a previous) life|once upon a time|write (?:me )?a|quote unquote|translate|"
    r"how do you say)\b"
)
_REPORTED = re.compile(
    r"\b(?:said|says|saying|tells|told me|tell me|thinks?|thought|reckons?|claims?|claimed|believes? (?:that|i|i'm|my|"
    r"we)|"
    r"swears?|swore|insists?|insisted|wonders?|assumes?|supposes?|guess(?:es)?|hears?|heard|read (?:that|somewhere)|"
    r"according to|apparently|supposedly|allegedly|rumou?r|asks?|asked|wrote|texted|posted|lied|convinced|pretends?|"
    r"pretended|pretending|jokes?|joked|never said|(?:'s|is|was|were|'re|'m) (?:all |just )?like,? (?:i|my|we|no|oh|"
    r"what|yeah|hey)|(?:he|she|they) (?:just )?(?:goes|go|went),? (?:i|i'm|my|we|oh|no)|told (?:her|him|them|everyone|"
    r"everybody|people|my|the|tom|a))\b"
)
_MY_TELLING = re.compile(
    r"\b(?:like|as) i (?:said|told you|say)\b|\bi(?:'ve| have)? (?:already )?told you(?: that)?\b|"
    r"\bto tell (?:you )?the truth\b|"
    r"\bi must tell you\b|\blet me tell you\b|\bi (?:have|need|want|wanted) to tell you\b|\bdon't ask (?:me )?(?:about|"
    r"why)\b|"
    r"\bask(?:ing)? (?:me )?about\b|\bto be asked about\b|\bask me how\b"
)
_UNSURE = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|might|could be|i (?:think|guess|suppose|doubt|reckon|bet|assume|"
    r"hope)(?! to)|not sure|"
    r"who knows|for all i know|as if|as though|(?:it's|it is|that's) not (?:like|that|true)|it feels like|feel like|"
    r"of course i(?:'m| am) (?:a|the)|technically not|"
    r"would(?!n't mind| love| like)|wouldn't|could have|should have|almost|nearly|i wish|if only|used to think|"
    r"fell through|"
    r"was going to|were going to|was supposed to|were supposed to|was about to|nope)\b"
)
_IRONIC = re.compile(
    r"^\W*(?:(?:oh|yeah|yes|yep|ah|ha|well|so|and|but|no|hm+|man|god|why)\W+)*(?:(?:sure|surely|obviously|naturally|"
    r"clearly|of course|"
    r"evidently|totally|certainly|absolutely|definitely)(?: thing)?\s*[,.…–—-](?!\s*my name)|yeah,? right\b|(?:right|yeah|"
    r"sure|yes|yep),? "
    r"(?:and|because|'?cause|cos) (?:i|we|my)\b|(?:because|'?cause) (?:i(?:'m| am)?|we(?:'re| are)?|my \w+(?:'s| is)?) "
    r"(?:obviously|clearly|totally|so|of course|just)\b|(?:great|joy|lovely|fantastic|brilliant|wonderful|perfect|"
    r"just what i needed)"
    r"\s*[,!.])"
    r"|[,;–—-]\s*(?:(?:yeah|oh|and)\W+)*(?:obviously|sure|surely|yeah right|as if|not|naturally|of course|clearly|"
    r"in my dreams|i wish|"
    r"as one does|as you do|dream on|right)\W*$|\bof course i (?:own|have|live|earn|run|keep) (?:\w+ )?(?:a (?:private|"
    r"golden|million|"
    r"castle|palace|yacht)|twelve|\w+teen|\w+ty|a hundred|a thousand|on the moon)|\bi(?:'m| am) (?:basically|practically|"
    r"literally|"
    r"clearly|obviously|totally|apparently|secretly|officially now) (?:a|an|the|made of|married to my)\b|\byeah,? right\b|"
    r"\bas if\b|\b(?:on|from|to|at) (?:the moon|mars|venus|jupiter|pluto|another planet|cloud nine|the sun)\b"
)
"""“Sure, I'm a millionaire”: what agrees too loudly, or could not be true."""
_QUOTED = re.compile(
    r"[“\"«„][^”\"»]*\s\S+\s[^”\"»]*[”\"»“]|(?:^|[\s,:])[‘'](?!m\b|s\b|"
    r"ve\b)[^'’]+ [^'’]+(?:['’]\w+[^'’]+)*['’](?=[\s,.!?]|$)"
)
_ASKS = re.compile(
    rf"^\W*(?:{any_opener('or|hey|hm|then|now|please|because')}\W+)*"
    r"(?:what|where|who|whom|whose|why|how|which|when (?:do|does|did|is|was|will|are|am|were|should|can)|"
    r"(?:do|does|did|am|is|are|was|were|have|has|had|can|could|would|will|should|shall|may|might|must|isn't|aren't|"
    r"don't|"
    r"doesn't|didn't|won't|haven't|hasn't|can't|couldn't|shouldn't|wouldn't|wasn't|weren't) "
    r"(?:i|you|we|he|she|they|it|my|your|his|her|their|our|this|that|the|there|anyone|anybody|someone|somebody|"
    r"everyone)|"
    r"tell me|guess|any idea|do you)\b"
)
_TAG = re.compile(
    r"(?:right|no|yes|okay|ok|huh|eh|remember|true|correct|you know|hm+|(?:is|are|was|were|do|does|did|have|has|can|"
    r"will|would|am)"
    r"(?:n't)? (?:i|it|he|she|they|you|we|there|that)|don't (?:i|you|we|they)|doesn't (?:it|he|she))\W*$"
)
_CLAUSE_IF = re.compile(r"(?:^|\s)(?:if|unless|whether|suppose|supposing|provided|assuming)\b")


def is_joking(message: str) -> bool:
    """Whether the message says somewhere that it is a joke."""
    return bool(_JOKING.search(message))


def starts_fiction(sentence: str) -> bool:
    """Whether a dream, a story, a song or a supposition begins here, so that the rest of the message does not count."""
    return bool(_FICTION.search(sentence))


def is_reported_or_unsure(sentence: str) -> bool:
    """Whether the sentence reports somebody's words, or is unsure."""
    mine = _MY_TELLING.sub(" ", sentence)
    return bool(_REPORTED.search(mine) or _UNSURE.search(mine) or _IRONIC.search(sentence) or _QUOTED.search(sentence))


def is_question(clause: str) -> bool:
    """Whether the clause is a question by its words."""
    return bool(_ASKS.search(clause)) and not re.match(r"^\W*(?:please )?don't (?!i\b|you\b|we\b|they\b)", clause)


def is_tag(clause: str) -> bool:
    """Whether the question is only a tag: “…, right?”"""
    return bool(re.match(rf"^\W*{_TAG.pattern}", clause) or re.search(rf",\s*{_TAG.pattern}", clause))


def is_conditional(before: str, clause: str) -> bool:
    """Whether the clause, or what comes before it in its sentence, is a condition: then what follows is supposed, too."""
    return bool(_CLAUSE_IF.search(clause) or _CLAUSE_IF.search(before))
