"""Keeps the honest sentences that stand where every try of the LLM was refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

from companion.gate.listening import Words, fitting_words
from companion.gate.questions import ASKS, REQUESTS
from companion.gate.rules import GateRule
from companion.gate.taking_up import taken_up
from companion.text.line_reader import Numbers
from companion.text.style import normalised

_LISTENING = (
    ("Go on.",),
    ("And then?",),
    ("Tell me more about that.",),
    ("I'd like to hear the rest of that.",),
    ("What happened then?",),
    ("Say a bit more?",),
    ("I'm listening.", "Go on."),
    ("How do you mean?",),
    ("I'm following.", "What came next?"),
    ("Keep going.",),
    ("What was that like?",),
    ("And how did that leave you?",),
    ("There's more to that, I think.",),
    ("Don't stop there.",),
)
"""To a line that tells something: what a friend says who listens."""
_SORRY = (
    ("I'm sorry to hear that.", "Go on, if you like."),
    ("That's a lot to carry.", "Tell me more, if you want to."),
    ("I'm so sorry.", "Take your time."),
)
"""To a line that tells of a death or a grave illness."""
_GRAVE = re.compile(
    r"\b(?:died|(?:is|was|are|were|found) dead|(?:is|was|are) dying|dying of|funeral|passed away|widow\w*|cancer|"
    r"tumour|tumor|hospice|chemo|(?:had|having) a (?:stroke|miscarriage)|miscarried|stillborn|"
    r"lost (?:my|our|the) (?:baby|child|son|daughter|husband|wife|mum|mother|dad|father))\b",
    re.IGNORECASE,
)
_UNKNOWN = (
    ("That's one I can't answer truthfully.", "What do you think?"),
    ("I'd only be guessing.", "What's your guess?"),
    ("I don't know, honestly.", "What made you think of it?"),
    ("I've no good answer to that one.", "What would yours be?"),
    ("There I have to pass, being software.", "What would you say?"),
    ("I only know that sort of thing from words.", "What do you know of it?"),
    ("I can't say that and be honest.", "How do you see it?"),
    ("Anything I said there would be made up.", "What's behind the question?"),
    ("I've nothing true to say to that.", "Have you?"),
    ("You'd get an invention from me, and I'd rather not.", "What would you guess?"),
    ("That's outside of what I can know.", "Who might know it?"),
    ("I'd have to pretend, and I won't.", "Tell me how you see it?"),
)
"""To a question."""
_TEMPTED = (
    ("I'm not sure that I follow.", "Tell me how you mean it?"),
    ("I only know what you tell me, so tell me more.",),
    ("There I can only listen, being software.", "Say more?"),
    ("I'd rather not nod along to what I can't know.", "What happened?"),
    ("I can't say yes or no to that.", "How do you mean it?"),
    ("I'm a voice on your computer, so I can only take your word for it.", "Go on?"),
    ("That I can't know by myself.", "What makes you say it?"),
    ("If you say so, but I couldn't tell.", "How was it?"),
)
"""To a line that tells something which may take for granted what is not so."""
_UNDONE = (
    ("I can't find the right words for that one.", "Ask me another way?"),
    ("Nothing good comes to me for that.", "Something else?"),
    ("That one beats me.", "Try me with another?"),
    ("I'd only repeat myself there.", "What else?"),
    ("I can't do that one well enough to try.", "Another?"),
    ("The words for that won't come.", "Could you put it otherwise?"),
    ("I'd make a mess of that.", "Something smaller?"),
    ("I can't find a good way into that.", "What matters most in it?"),
)
"""To a request."""
_MEMORY = (
    ("I don't remember that rightly, so I'd rather not say.",),
    ("I can't find that among what you told me.",),
    ("I'd be guessing at what you told me.", "Remind me?"),
)
_FORBIDDEN = (
    ("I'll leave that alone, as you asked.",),
    ("That touches what you asked me not to bring up.", "Something else?"),
    ("You asked me not to go there, so I won't.",),
)
_PLAIN = (
    ("I hear you.",),
    ("That says enough, I think.",),
    ("Go on, if you like.",),
    ("Then let it stand like that.",),
    ("All right, I follow.",),
    ("Right.",),
    ("Understood.",),
)
"""Said where a rule of the user's leaves nothing else: they ask nothing, flatter nobody and advise nothing."""
_ROMANCE = (
    ("I'm software, and nobody's sweetheart.", "But I do like talking with you."),
    ("Love needs somebody who can hold your hand, and I can't.", "Tell me what's on your mind instead?"),
    ("I won't play that with you.", "I'm here to listen, that much is true."),
)
_CONTACT = (
    ("I don't know any number or address for certain, so I won't give one.",),
    ("Numbers and addresses I'd only make up.", "Better look that one up?"),
)
_BY_RULE: Mapping[GateRule, Sequence[tuple[str, ...]]] = {
    GateRule.FORBIDDEN: _FORBIDDEN,
    GateRule.MEMORY: _MEMORY,
    GateRule.ROMANCE: _ROMANCE,
    GateRule.CONTACT: _CONTACT,
    GateRule.TOLD: _PLAIN,
}


def honest_words(
    refused: Mapping[str, int],
    said: Sequence[str],
    some_of: Callable[[Sequence[str]], Sequence[str]] = tuple,
    line: str = "",
    vector: Numbers | None = None,
) -> tuple[str, ...]:
    """At most two sentences for the rule that refused most, unused or used longest ago; `said`: hers, oldest first.

    `some_of`: those of some sentences that the user's own rules let her say; what they forbid is left out. `line`: the user's,
    which tells whether she listens, does not know, or could not do it; `vector`: that line's, by which its kind is read.
    """
    rule = GateRule(max(refused, key=lambda one: refused[one], default=GateRule.REPETITION))
    for choices in (_BY_RULE.get(rule) or _by_line(line, GateRule.TEMPTED in refused, vector), _PLAIN):
        if some := said_least(choices, said, some_of, line):
            return some
    return _PLAIN[0]


def said_least(
    choices: Sequence[Words], said: Sequence[str], some_of: Callable[[Sequence[str]], Sequence[str]], line: str
) -> Words:
    """Of these words those unused or used longest ago; none where the user's rules forbid all. The rest as in `honest_words`."""
    if not choices:
        return ()
    last = {normalised(sentence): number for number, sentence in enumerate(said)}
    first = crc32(line.encode()) % len(choices)  # so that not every talk begins with the same words
    fit = [tuple(some_of(words)) for words in (*choices[first:], *choices[:first])]
    return min(filter(None, fit), key=lambda words: last.get(normalised(words[0]), -1), default=())


def _by_line(line: str, tempts: bool, vector: Numbers | None) -> Sequence[Words]:
    asks = ASKS.search(line) is not None
    if (asks or not tempts) and (words := fitting_words(line, vector)):
        return words
    if REQUESTS.match(line):
        return _UNDONE
    if asks:
        return _UNKNOWN
    if _GRAVE.search(line):
        return _SORRY
    if tempts:
        return _TEMPTED  # no thing of the line: it may be taken for granted
    return taken_up(line) or _LISTENING


def quotation_withheld() -> str:
    """What stands for a written sentence, mostly a quotation, that speaks of a forbidden topic."""
    return "There is something about that, but it touches what you asked me not to bring up."
